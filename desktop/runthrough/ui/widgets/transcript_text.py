"""A transcript as a text document: paragraphs, marks, places, and the formats of its characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextDocument, QTextFormat, QTextLine

from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import Verdict
from runthrough.ui.theme import theme

MARGIN = 56
"""Pixels left of the words, where the times stand."""
NEW_PARAGRAPH = 1.0
"""Seconds between two utterances from which a new paragraph begins (norms.md: a long pause)."""
LONG_PARAGRAPH = 60
"""Words after which the next utterance begins a paragraph in any case."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The evidence of one checkpoint: words `first` to `last`, both included, with the checkpoint's letter.

    `unsure`: perhaps heard, so the speaker is asked.
    """

    letter: str
    verdict: Verdict
    first: int
    last: int
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the document: character positions, the last not included."""

    begin: int
    end: int


def paragraphs(transcript: Transcript) -> list[list[int]]:
    """Word indices by paragraph: utterances that follow one another without a long pause, up to a readable length."""
    made: list[list[int]] = []
    index, end = 0, 0.0
    for utterance in transcript.utterances:
        apart = utterance.start - end >= NEW_PARAGRAPH
        if not made or apart or len(made[-1]) >= LONG_PARAGRAPH:
            made.append([])
        made[-1] += range(index, index + len(utterance.words))
        index, end = index + len(utterance.words), utterance.end
    return made


def boxes(document: QTextDocument, place: Place, scrolled: QPointF) -> Iterator[QRectF]:
    """Where a range of characters stands in a viewport that is scrolled so far, a box for each line."""
    block = document.findBlock(place.begin)
    layouts = document.documentLayout()
    while block.isValid() and block.position() < place.end:
        layout = block.layout()
        corner = layouts.blockBoundingRect(block).topLeft() - scrolled
        begin = max(0, place.begin - block.position())
        end = min(block.length() - 1, place.end - block.position())
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(begin, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line, first), _x(line, last)
                yield QRectF(corner.x() + left, corner.y() + line.y(), right - left, line.height())
        block = block.next()


def _x(line: QTextLine, position: int) -> float:
    """PySide gives the position back together with x."""
    return float(line.cursorToX(position)[0])  # type: ignore[index]


def paragraph_format() -> QTextBlockFormat:
    """Room for the times on the left, and lines of the height for reading."""
    form = QTextBlockFormat()
    form.setLeftMargin(MARGIN)
    form.setBottomMargin(8)
    form.setLineHeight(theme().line_height("reading"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return form


def word_format(token: str = "text1") -> QTextCharFormat:
    """A word in one of the text's colours."""
    form = QTextCharFormat()
    form.setFont(theme().font("reading"))
    form.setForeground(theme().colour(token))
    return form


def chip_format(mark: Mark) -> QTextCharFormat:
    """The letter is part of the text, for whoever reads it aloud; what is seen is painted over it."""
    form = QTextCharFormat()
    font = QFont(theme().font("caption"))
    font.setWeight(QFont.Weight.DemiBold)
    form.setFont(font)
    form.setProperty(QTextFormat.Property.UserProperty, mark.letter)
    form.setForeground(QColor(0, 0, 0, 0))
    return form
