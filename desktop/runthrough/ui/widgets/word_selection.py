"""Which words of a transcript the speaker has selected, by dragging or word by word. No widgets."""

from __future__ import annotations

from runthrough.domain.verdicts import Evidence


class WordSelection:
    """From an anchor to a head, both included; indices into the words of the transcript."""

    def __init__(self) -> None:
        self.pressed = -1
        """The word on which the mouse went down and is still held; -1 for none."""
        self.head = -1
        """The end that moves."""
        self._anchor = -1

    @property
    def words(self) -> Evidence | None:
        """What is selected."""
        if self._anchor < 0:
            return None
        return Evidence(min(self._anchor, self.head), max(self._anchor, self.head))

    def press(self, index: int) -> None:
        """The mouse went down on a word, or (-1) beside them: nothing is selected yet."""
        self.clear()
        self.pressed = index

    def drag(self, index: int) -> None:
        """The mouse moved to a word; as long as it is the first one this may still be a click."""
        if index != self.pressed or self._anchor >= 0:
            self._anchor, self.head = self.pressed, index

    def release(self) -> int:
        """The mouse went up; returns the word on which it had gone down."""
        pressed, self.pressed = self.pressed, -1
        return pressed

    def extend(self, begin: int, index: int) -> None:
        """Select up to a word, from the anchor, or from `begin` where there is none."""
        if self._anchor < 0:
            self._anchor = begin
        self.head = index

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self.head = self.pressed = -1
