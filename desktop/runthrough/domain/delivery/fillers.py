"""Filler sounds and filler words, apart from each other: always "at least", because recognisers drop many.

A word that also means something is a filler only where it is set off: at the start of a sentence, or between pauses
(norms.md: users of such tools complain of "kids like to meet"). Commas count as pauses: recognisers write them there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from runthrough.domain import norms
from runthrough.domain.delivery.moments import FEWEST_WORDS, Moment, Spoken
from runthrough.domain.filled_pauses import CONFIRMED_TEXT, TEXT
from runthrough.domain.hedges import NOT_HEDGES
from runthrough.domain.normalise import is_filler
from runthrough.domain.norms import BRIEF_PAUSE, MANY_FILLERS, QUIET_FILLERS, Aims, Norm
from runthrough.domain.phrases import PhraseBook, PhraseFound, Piece, beside, pieces, surroundings


class FillerLevel(StrEnum):
    """What the rate says (Laske & DiGennaro Reed 2024)."""

    QUIET = "quiet"
    SOME = "some"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Fillers:
    """`sounds` (um, uh) and `words` (like, you know). `per_minute` and `share` of all words: None if too short.

    `share` is that of the words spent on fillers, "you know" being two. Among the sounds are those that were found in
    the recording and confirmed; `waiting` are those that nobody has confirmed, which do not count.
    """

    sounds: tuple[Moment, ...]
    words: tuple[Moment, ...]
    per_minute: float | None
    share: float | None
    norm: Norm = norms.FILLERS
    waiting: tuple[Moment, ...] = ()

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Both, in the order in which they were said."""
        return tuple(sorted((*self.sounds, *self.words), key=lambda moment: (moment.begin or 0.0, moment.first or 0)))

    @property
    def count(self) -> int:
        """At least so many."""
        return len(self.sounds) + len(self.words)

    @property
    def level(self) -> FillerLevel | None:
        """None where there is no rate."""
        if self.per_minute is None:
            return None
        if self.per_minute <= QUIET_FILLERS:
            return FillerLevel.QUIET
        return FillerLevel.MANY if self.per_minute >= MANY_FILLERS else FillerLevel.SOME


_SO_MEANT = frozenset("far that much many long few little called".split())
"""After "so" at the start of a sentence: words with which it means something."""
_WELL_OPENS = frozenset(
    """
    i we you they he she it this that these those there the my our yes no i'm we're it's that's i've we've
    """.split()
)
"""After "well" at the start of a sentence: words that it opens, in place of "well designed"."""
_OBJECTS = """
    how what why where when who whom whose which whether if the that about a an it this these those him her them us me
    your my our their his every all to
"""
_MEANT = surroundings(
    {
        "you know": ("do did does if as that what would could might should let than because don't didn't", _OBJECTS),
        "you see": ("do did does if as that what when where would could can let don't didn't", _OBJECTS),
        "I mean": ("what that how than if all do did", "to that it by business no harm"),
        "sort of": (" ".join(NOT_HEDGES["sort of"].before), ""),
        "kind of": (" ".join(NOT_HEDGES["kind of"].before), ""),
    }
)
"""Words beside which a phrase says something: "do you know", "you know how", "what I mean"."""
_PHRASES = {phrase.lower(): phrase for phrase in _MEANT}
_SINGLE = frozenset("like so right well look see listen now then okay ok yeah anyway".split())
"""Words that mean something unless they are set off; those after "well" are such as speakers list themselves."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How a phrase stands: `opens` a sentence; a pause or a comma `before` and `after` it."""

    opens: bool
    before: bool
    after: bool


def fillers(spoken: Spoken, aims: Aims) -> Fillers:
    """The fillers of a take or text, with the speaker's own list of words."""
    heard = [spoken.moment(index, index) for index, word in enumerate(spoken.words) if is_filler(word.text)]
    confirmed = _in_the_sound(spoken, CONFIRMED_TEXT, answer=True)
    sounds = tuple(sorted((*heard, *confirmed), key=lambda moment: moment.begin or 0.0))
    waiting = _in_the_sound(spoken, TEXT, answer=None)
    said = pieces([word.text for word in spoken.words])
    stops = spoken.stops(BRIEF_PAUSE)
    found = [each for each in PhraseBook(aims.filler_words).find(said) if _is_filler(said, each, stops)]
    words = tuple(spoken.moment(each.first, each.last) for each in found)
    if spoken.counted < FEWEST_WORDS:
        return Fillers(sounds, words, None, None, waiting=waiting)
    spent = len(sounds) + sum(each.end - each.begin for each in found)
    rate = (len(sounds) + len(words)) * 60 / spoken.seconds if spoken.seconds else None
    return Fillers(sounds, words, rate, spent / (len(spoken.words) + len(confirmed)), waiting=waiting)


def _in_the_sound(spoken: Spoken, text: str, *, answer: bool | None) -> tuple[Moment, ...]:
    """The filled pauses of which the speaker said this."""
    return tuple(Moment(text, each.begin, each.end) for each in spoken.filled_pauses if each.filler is answer)


def _is_filler(said: Sequence[Piece], found: PhraseFound, stops: frozenset[int]) -> bool:
    """Whether a phrase of the list carries nothing here. What is not known to mean something else always does not."""
    phrase = found.phrase.lower()
    place = _place(said, found, stops)
    if phrase in _SINGLE:
        return _is_single(said, found, phrase, place)
    if phrase in _PHRASES:
        apart = place.before and place.after
        return apart or not _MEANT[_PHRASES[phrase]].hold(said, found)
    return True


def _is_single(said: Sequence[Piece], found: PhraseFound, phrase: str, place: _Place) -> bool:
    if place.before and place.after:
        return True
    following = beside(said, found.end)
    if phrase == "so":
        return place.opens and following not in _SO_MEANT
    return phrase == "well" and place.opens and following in _WELL_OPENS


def _place(said: Sequence[Piece], found: PhraseFound, stops: frozenset[int]) -> _Place:
    """Filler sounds may stand between a phrase and its pause: pieces have none of them, so all gaps count."""
    opens = found.begin == 0 or said[found.begin - 1].sentence_end
    earlier = said[found.begin - 1].index if found.begin else 0
    before = opens or said[found.begin - 1].breaks or _any_stop(stops, earlier, found.first)
    if found.end == len(said):
        return _Place(opens, before, after=True)
    after = said[found.end - 1].breaks or _any_stop(stops, found.last, said[found.end].index)
    return _Place(opens, before, after)


def _any_stop(stops: frozenset[int], first: int, last: int) -> bool:
    """Whether the speaker stopped between these two words."""
    return any(index in stops for index in range(first, last))
