"""Which words of a question are its terms: names and jargon that a recogniser may not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from runthrough.domain.question import Template

MOST_TERMS = 40
"""Own choice (norms.md, grade O): the more terms, the more ordinary words sound like one of them."""

TERM_RULES = "terms-1"
"""Version of what a recogniser is told of a question's terms, and of how they are found in what it wrote."""

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


def question_terms(template: Template) -> tuple[str, ...]:
    """The terms of a question, at most MOST_TERMS: its `terms:` line, then names and jargon of its cues and labels.

    Those are told by their form alone: a digit ("p99"), or a capital that neither begins a phrase nor is an "I". Rarity
    by `common_words` would not do: its two short lists call most words of a question rare.
    """
    found: dict[str, str] = {}
    for term in (*template.terms, *_by_form(template)):
        clean = " ".join(term.split())
        if clean:
            found.setdefault(clean.casefold(), clean)
    return tuple(found.values())[:MOST_TERMS]


def rules_with_terms(rules: str, template: Template) -> str:
    """The rules by which verdicts come about, told apart where terms took part; part of the meter version."""
    return f"{rules}, {TERM_RULES}" if question_terms(template) else rules


def _by_form(template: Template) -> Iterator[str]:
    for point in template.checkpoints:
        for phrase in (*(cue for group in point.cue_groups for cue in group), point.label):
            for found in _WORD.finditer(phrase):
                if _jargon(found.group(), first=found.start() == 0):
                    yield found.group()


def _jargon(word: str, *, first: bool) -> bool:
    if len(word) < 2 or not any(letter.isalpha() for letter in word):
        return False
    inner = any(letter.isupper() for letter in word[1:])
    return inner or any(letter.isdigit() for letter in word) or (word[0].isupper() and not first)
