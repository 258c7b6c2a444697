"""Joins the words of two clips that were cut in the middle of speech and share some sound.

The words of the shared sound stand in both, the one at the cut perhaps mangled. Times of words are too rough there to
go by, so the words themselves are laid over one another, as whisper_streaming does with phrases of up to five words.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from runthrough.domain.speech import Word

LONGEST_SEAM = 5
"""Words that are laid over one another at most: a second of sound holds hardly more (whisper_streaming: 5)."""
ALIKE = 75.0
"""Likeness (rapidfuzz `ratio`, 0 to 100) from which two hearings of one word count as the same. Own choice."""
SHORTEST_PIECE = 3
"""Letters of a word's beginning that stand for it, where a clip ended in the middle of it."""


def without_cut_word(words: Sequence[Word], shared: float) -> tuple[Word, ...]:
    """The words of a clip that ends in the middle of speech, without the last one, of which half may be missing.

    `shared`: the second of the take at which the next clip begins, which hears that word whole; a word that began
    before it stays.
    """
    kept = tuple(words)
    return kept[:-1] if kept and kept[-1].start >= shared else kept


def unsaid(before: Sequence[Word], after: Sequence[Word]) -> tuple[Word, ...]:
    """Those words of the later clip, `after`, that are not the last ones of the earlier clip, `before`, once more.

    The longest run of words counts that ends the earlier clip and begins the later one; in front of it may be one more
    word, the rest of one that was cut. Without such a run, words count as new that end after the earlier clip's last:
    a word that is said twice is a smaller fault than one that is lost.
    """
    for length in range(min(LONGEST_SEAM, len(before), len(after)), 0, -1):
        if _same(before, after[:length]):
            return tuple(after[length:])
        if _same(before, after[1 : length + 1]) and (length > 1 or _is_rest(after[0], before[:-1])):
            return tuple(after[length + 1 :])
    if after and _is_rest(after[0], before):
        return tuple(after[1:])
    end = before[-1].end if before else 0.0
    return tuple(word for word in after if word.end > end)


def _same(before: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether the earlier clip ends with this run."""
    return all(map(_alike, before[-len(run) :], run)) if run else False


def _is_rest(piece: Word, before: Sequence[Word]) -> bool:
    """Whether it is the end of the word that stands last."""
    return bool(before) and _letters(before[-1].text).endswith(_letters(piece.text))


def _alike(one: Word, other: Word) -> bool:
    first, second = _letters(one.text), _letters(other.text)
    shorter, longer = sorted((first, second), key=len)
    begins = len(shorter) >= SHORTEST_PIECE and longer.startswith(shorter)
    return begins or fuzz.ratio(first, second) >= ALIKE


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
