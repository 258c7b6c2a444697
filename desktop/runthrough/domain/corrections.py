"""The terms of a question in a transcript: put right, listed, and taken back where the speaker keeps what was heard.

What is kept holds by seconds of the take, so it outlives another transcript as far as the same is misheard there again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from runthrough.domain.speech import TakeSpan, Transcript, Utterance, Word
from runthrough.domain.term_match import find_terms
from runthrough.domain.term_put import as_heard, bare, groups, put

MEANT = 1.0
"""Seconds by which the time that a speaker gives may be off."""

_Change = Callable[[Sequence[Word]], Iterable[Word]]


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of a transcript (indices, both ends included) that are a term of the question, or could be.

    `begin` and `end` in seconds of the take. `heard` is what the recogniser wrote. `kept`: the speaker says that this
    stands, so the words are those, and the term is what stood there.
    """

    first: int
    last: int
    begin: float
    end: float
    term: str
    heard: str
    kept: bool = False

    @property
    def span(self) -> TakeSpan:
        """Its seconds."""
        return self.begin, self.end


def with_terms(words: Sequence[Word], terms: Sequence[str], kept: Sequence[TakeSpan] = ()) -> tuple[Word, ...]:
    """The words of one utterance with its terms put right; what was heard is kept in `Word.heard`.

    `kept`: seconds of the take whose words stay as they were heard. Words that are put right already stay so.
    """
    made: list[Word] = []
    at = 0
    for match in find_terms(words, terms, kept):
        made += [*words[at : match.first], *put(words[match.first : match.last + 1], match.term)]
        at = match.last + 1
    return (*made, *words[at:])


def corrections_of(transcript: Transcript, terms: Sequence[str], kept: Sequence[TakeSpan]) -> tuple[Correction, ...]:
    """What was put right in a transcript, and what could be and is kept, in order."""
    found: list[Correction] = []
    offset = 0
    for utterance in transcript.utterances:
        found += _put_right(utterance.words, offset)
        found += _kept(utterance.words, offset, terms, kept) if kept else ()
        offset += len(utterance.words)
    return tuple(sorted(found, key=lambda each: each.first))


def _put_right(words: Sequence[Word], offset: int) -> Iterator[Correction]:
    for group in groups(words):
        first, last = words[group[0]], words[group[-1]]
        if first.heard:
            term = bare(" ".join(words[at].text for at in group))
            yield Correction(offset + group[0], offset + group[-1], first.start, last.end, term, bare(first.heard))


def _kept(words: Sequence[Word], offset: int, terms: Sequence[str], kept: Sequence[TakeSpan]) -> Iterator[Correction]:
    for match in find_terms(words, terms):
        first, last = words[match.first], words[match.last]
        if _within(first, last, kept):
            heard = bare(" ".join(word.text for word in words[match.first : match.last + 1]))
            yield Correction(
                offset + match.first, offset + match.last, first.start, last.end, match.term, heard, kept=True
            )


def with_heard(transcript: Transcript, span: TakeSpan) -> Transcript:
    """The transcript with the recogniser's own words at these seconds."""

    def heard(words: Sequence[Word]) -> Iterator[Word]:
        for group in groups(words):
            own = words[group[0] : group[-1] + 1]
            yield from as_heard(own) if _within(own[0], own[-1], (span,)) else own

    return _changed(transcript, heard)


def with_terms_again(transcript: Transcript, span: TakeSpan, terms: Sequence[str]) -> Transcript:
    """The transcript with the terms that are misheard at these seconds."""

    def right(words: Sequence[Word]) -> Iterator[Word]:
        at = 0
        for match in find_terms(words, terms):
            if _within(words[match.first], words[match.last], (span,)):
                yield from (*words[at : match.first], *put(words[match.first : match.last + 1], match.term))
                at = match.last + 1
        yield from words[at:]

    return _changed(transcript, right)


def keeping(kept: Sequence[TakeSpan], span: TakeSpan, *, keep: bool) -> tuple[TakeSpan, ...]:
    """The seconds that are kept once these are, or are not any more."""
    others = tuple(each for each in kept if not _overlap(each, span))
    return tuple(sorted((*others, span))) if keep else others


def nearest(corrections: Iterable[Correction], seconds: float) -> Correction | None:
    """The correction that is meant by a time of the take; None where there is none within a second."""
    best = min(corrections, key=lambda each: _away(each, seconds), default=None)
    return best if best is not None and _away(best, seconds) <= MEANT else None


def _changed(transcript: Transcript, change: _Change) -> Transcript:
    return Transcript(tuple(_with_words(each, tuple(change(each.words))) for each in transcript.utterances))


def _with_words(utterance: Utterance, words: tuple[Word, ...]) -> Utterance:
    return utterance if words == utterance.words else replace(utterance, words=words)


def _within(first: Word, last: Word, spans: Sequence[TakeSpan]) -> bool:
    return any(_overlap((first.start, last.end), span) for span in spans)


def _overlap(one: TakeSpan, other: TakeSpan) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _away(correction: Correction, seconds: float) -> float:
    return max(correction.begin - seconds, seconds - correction.end, 0.0)
