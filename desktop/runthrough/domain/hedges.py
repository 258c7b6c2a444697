"""Words that take back what is being said: "I think", "maybe", "kind of". Found with their place, never judged alone.

The list follows Biber's class of hedges (as counted by pybiber and MFTE: maybe, kind of, sort of, more or less, with
the noun phrases "a kind of", "what sort of" taken out) and the stance phrases of spoken answers (I think, I guess,
probably). Context decides what is a hedge (CoNLL-2010 shared task), so each is shown with its quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.phrases import PhraseBook, pieces, surroundings

HEDGES = (
    "I think",
    "I guess",
    "I suppose",
    "I believe",
    "I feel like",
    "I would say",
    "I'd say",
    "I'm not sure",
    "I am not sure",
    "not really sure",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "hopefully",
    "kind of",
    "kinda",
    "sort of",
    "sorta",
    "more or less",
    "somewhat",
    "somehow",
    "or something",
    "it seems like",
    "it seems",
)
"""What is looked for, the longer one first where two begin alike."""

_OF_A_KIND = """
    a an the this that these those what which whatever any some every each one no same different certain new another
    other all my our your his her their its only first particular right wrong specific special two three many most
"""
NOT_HEDGES = surroundings(
    {
        "kind of": (_OF_A_KIND, ""),
        "sort of": (_OF_A_KIND, ""),
        "I think": ("what how why way when who where", "about of through in"),
        "I believe": ("what how why", "in"),
        "I would say": ("what", ""),
        "I'd say": ("what", ""),
        "it seems": ("as than", ""),
        "possibly": ("not cannot can't couldn't as", ""),
        "or something": ("", "else"),
    }
)
"""Words beside a phrase with which it takes nothing back: "what kind of risk", "how I think about it"."""

_BOOK = PhraseBook(HEDGES)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge on the words `first` to `last` of the transcript, both included. `phrase` is as it stands in HEDGES."""

    phrase: str
    first: int
    last: int


def find_hedges(words: Sequence[str]) -> tuple[Hedge, ...]:
    """The hedges in words as a recogniser wrote them, in order; indices count through `words`."""
    said = pieces(words)
    return tuple(
        Hedge(found.phrase, found.first, found.last)
        for found in _BOOK.find(said)
        if found.phrase not in NOT_HEDGES or not NOT_HEDGES[found.phrase].hold(said, found)
    )
