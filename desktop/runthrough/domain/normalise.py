"""What is compared instead of raw words: tokens, stems, and whether a figure was said. One door to three modules."""

from __future__ import annotations

from runthrough.domain.quantities import holds_quantity
from runthrough.domain.spelling import stem
from runthrough.domain.tokens import FILLERS, Token, is_filler, phrase_tokens, tokens

__all__ = ["FILLERS", "Token", "holds_quantity", "is_filler", "phrase_tokens", "stem", "tokens"]
