"""Looking at an answer's words: phrases in them, what takes a word back, and a template's own phrases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from runthrough.domain.cue_match import CueIndex, make_cue
from runthrough.domain.pitfalls.values import Heard, Match
from runthrough.domain.question import Pitfall
from runthrough.domain.scoring import Answer
from runthrough.domain.spans import plain
from runthrough.domain.stance import Stance

PHRASE_HEARD = 0.9
"""Cue score from which a template's own phrase for a pitfall counts as said: nearly word by word."""

_DENIALS = frozenset(
    """
    not no never nobody nothing without hardly don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't
    couldn't haven't hasn't hadn't neither nor avoid avoided
    """.split()
)
_TURNS = frozenset("but although though however because so while whereas until".split())

Phrase = tuple[str, ...]


def phrase_list(text: str) -> tuple[Phrase, ...]:
    """Phrases that "/" parts, the longest first, so that it is found where two begin alike."""
    phrases = (tuple(each.split()) for each in text.split("/"))
    return tuple(sorted(filter(None, phrases), key=len, reverse=True))


class Words:
    """The words of an answer, with what a rule asks of them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.texts = tuple(word.text for word in answer.words)
        self.heads = tuple(word.head for word in answer.words)
        self._clause_of = [clause.first for clause in answer.cut for _ in range(clause.length)]
        self._figures = frozenset(figure.first for figure in answer.figures)

    def __len__(self) -> int:
        return len(self.texts)

    def places_of(self, phrases: Sequence[Phrase]) -> Iterator[Match]:
        """Where any of the phrases stands word by word."""
        for at in range(len(self.texts)):
            phrase = self.phrase_at(at, phrases)
            if phrase:
                yield Match(at, at + len(phrase) - 1)

    def phrase_at(self, at: int, phrases: Sequence[Phrase]) -> Phrase:
        """The phrase that begins at a word; () if none does."""
        return next((phrase for phrase in phrases if self.texts[at : at + len(phrase)] == phrase), ())

    def near(self, match: Match, wanted: Collection[str], before: int, after: int) -> bool:
        """Whether one of some words stands up to so many words before or after."""
        return not set(wanted).isdisjoint(self.texts[max(0, match.first - before) : match.last + 1 + after])

    def figure_near(self, match: Match, before: int, after: int) -> bool:
        """Whether a figure stands up to so many words before or after."""
        around = range(max(0, match.first - before), match.last + 1 + after)
        return any(at in self._figures for at in around)

    def is_own(self, at: int) -> bool:
        """Whether the speaker says it as their own, and does not deny it."""
        return self._answer.stances[at] is Stance.OWN

    def is_of_others(self, at: int) -> bool:
        """Whether it is told of somebody who has nothing to do with the speaker's work."""
        return self._answer.stances[at] is Stance.OTHERS

    def denied_before(self, at: int, reach: int, since: int = 0) -> bool:
        """Whether a denial stands among so many words before, but for "not only"; not before the word `since`."""
        before = range(max(since, at - reach, 0), at)
        return any(self.texts[place] in _DENIALS and self.texts[place + 1] != "only" for place in before)

    def denied_in_clause(self, at: int, reach: int) -> bool:
        """Whether a denial stands among so many words before, in the same clause."""
        return self.denied_before(at, reach, since=self._clause_of[at])

    def turns(self, at: int) -> bool:
        """Whether another thought begins at a word."""
        return self.texts[at] in _TURNS


def own_phrases(
    heard: Heard, pitfall: Pitfall | None, telling: Callable[[Phrase], bool] = lambda _phrase: True
) -> Iterator[Match]:
    """A template's own phrases for a pitfall, said nearly word by word, neither denied nor told of others.

    Only those that tell something by themselves are looked for: `telling` says which.
    """
    phrases = pitfall.phrases if pitfall else ()
    chosen = (phrase for phrase in phrases if telling(tuple(plain(word) for word in phrase.split())))
    cues = [cue for phrase in chosen if (cue := make_cue(phrase, 0, 0)) is not None]
    words, made = Words(heard.answer), heard.answer.tokens
    for hit in CueIndex(cues).find(made):
        match = Match(made[hit.first].first, made[hit.last].last)
        if hit.score < PHRASE_HEARD or words.is_of_others(match.first):
            continue
        if denies(hit.cue.phrase) or (words.is_own(match.first) and not words.denied_before(match.first, 3)):
            yield match


def denies(phrase: str) -> bool:
    """Whether a phrase holds its own denial, so that one before it takes nothing back."""
    return not _DENIALS.isdisjoint(plain(word) for word in phrase.split())
