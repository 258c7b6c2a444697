"""What Whisper is told before it listens, and the guard against its doing harm there.

A prompt can swallow the answer (nothing, or nearly nothing, is written for seconds of speech) or leak into it (the text
is the prompt, or begins with it: wassgha/rescript 59). Either is heard once more without any prompt, and what is
written then decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from runthrough.domain.speech import Word

MOST_TOKENS = 64
"""Tokens of terms at most: they are put before every window, and long prompts truncate text (wassgha/rescript 59)."""
LEADING_TERMS, LEADING_WORDS = 2, 3
"""Terms, and words of the prompt, in their order at the beginning of a text that are hardly speech. Own choice."""
SHORTEST_VOICE = 0.5
WORDS_A_SECOND = 0.5
"""Seconds of voice for which words are expected at all, and how many for each: slow speech has some 1.5. Own choice."""

Count = Callable[[str], int]
"""Counts the tokens of a text."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands before the sound: a prompt in the style that is wanted, "" for none, and terms that may be said."""

    prompt: str = ""
    terms: tuple[str, ...] = ()

    @property
    def hotwords(self) -> str:
        """The terms as Whisper is given them."""
        return ", ".join(self.terms)


def make_hints(prompt: str, terms: Sequence[str], count: Count) -> Hints:
    """The prompt, and as many terms as there is room for, in their order."""
    chosen: list[str] = []
    for term in terms:
        if count(", ".join((*chosen, term))) > MOST_TOKENS:
            break
        chosen.append(term)
    return Hints(prompt, tuple(chosen))


def guarded(transcribe: Callable[[Hints], list[Word]], hints: Hints, voiced: float) -> list[Word]:
    """The words of a clip with a voice in it for `voiced` seconds, heard again without hints if these did harm."""
    words = transcribe(hints)
    if hints == Hints():
        return words
    leaked = _leaked(words, hints)
    if not leaked and not _swallowed(words, voiced):
        return words
    plain = transcribe(Hints())
    if not leaked:
        return max(words, plain, key=len)
    # a term may be the whole answer, if anything was said; and whoever does name the terms in a row is heard so twice
    alone = bool(plain) and _bare(words) in map(_bare_text, hints.terms)
    return words if alone or (plain and _bare(plain).startswith(leaked)) else plain


def _swallowed(words: Sequence[Word], voiced: float) -> bool:
    return voiced >= SHORTEST_VOICE and len(words) < WORDS_A_SECOND * voiced


def _leaked(words: Sequence[Word], hints: Hints) -> str:
    """What of the hints stands at the beginning of a text, or is all of it; "" for nothing."""
    text, prompt = _bare(words), _bare_text(hints.prompt)
    if text and f" {text} " in f" {_bare_text(hints.hotwords)} {prompt} ":
        return text
    leads = (
        " ".join(prompt.split()[:LEADING_WORDS]) if len(prompt.split()) >= LEADING_WORDS else "",
        *(_bare_text(" ".join(hints.terms[at : at + LEADING_TERMS])) for at in range(len(hints.terms) - 1)),
    )
    return next((lead for lead in leads if lead and f"{text} ".startswith(f"{lead} ")), "")


def _bare(words: Sequence[Word]) -> str:
    return _bare_text(" ".join(word.text for word in words))


def _bare_text(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
