"""The words of an utterance with its terms put right."""

from __future__ import annotations

from collections.abc import Sequence

from runthrough.domain.speech import Word
from runthrough.domain.term_match import Span, find_terms
from runthrough.domain.term_put import put


def with_terms(words: Sequence[Word], terms: Sequence[str], kept: Sequence[Span] = ()) -> tuple[Word, ...]:
    """The words of one utterance with its terms put right; what was heard is kept in `Word.heard`.

    `kept`: seconds of the take whose words stay as they were heard. Words that are put right already stay so.
    """
    made: list[Word] = []
    at = 0
    for match in find_terms(words, terms, kept):
        made += [*words[at : match.first], *put(words[match.first : match.last + 1], match.term)]
        at = match.last + 1
    return (*made, *words[at:])
