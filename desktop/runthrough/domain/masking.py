"""Names of the confidentiality list masked in text: five blocks for each, so that not even a length is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.confidential import NameFound, find_names

MASK = "█████"

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class MaskedWords:
    """A transcript's words as they may leave. `texts[i]` is word i; None where an earlier word's mask stands for it.

    Word indices stay what they are, so that evidence can be quoted.
    """

    texts: tuple[str | None, ...]

    def quote(self, first: int, last: int) -> str:
        """Words `first` to `last`, both included. One that begins within a name begins with its mask."""
        part = self.texts[first : last + 1]
        begun = [MASK] if part and part[0] is None else []
        return " ".join([*begun, *(text for text in part if text is not None)])


def mask_words(words: Sequence[str], found: Sequence[NameFound]) -> MaskedWords:
    """The words with the names that were found in them masked; what stands around a name in its words stays.

    A possessive or plural goes with its name.
    """
    texts: list[str | None] = list(words)
    for name in reversed(found):  # the last first: what is before a name is as it was then
        after = (texts[name.last] or "")[name.end :]
        texts[name.first] = f"{words[name.first][: name.begin]}{MASK}{after}"
        texts[name.first + 1 : name.last + 1] = [None] * (name.last - name.first)
    return MaskedWords(tuple(texts))


def mask_text(text: str, names: Sequence[str]) -> str:
    """A text with all entries masked; blanks and lines stay."""
    if not names:
        return text
    places = list(_WORD.finditer(text))
    found = find_names([place.group() for place in places], names)
    for name in reversed(found):
        begin = places[name.first].start() + name.begin
        end = places[name.last].start() + name.end
        text = f"{text[:begin]}{MASK}{text[end:]}"
    return text
