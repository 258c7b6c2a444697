"""What is painted under and over the words of a transcript for its checkpoints."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from runthrough.domain.verdicts import Verdict
from runthrough.ui.theme import theme
from runthrough.ui.widgets.glyphs import paint_letter
from runthrough.ui.widgets.transcript_text import Mark


def paint_mark(painter: QPainter, mark: Mark, box: QRectF) -> None:
    """Said: ground and line; partly: a dashed line; not sure: a grey one of dashes and dots (fillers have dots)."""
    look, said = theme(), mark.verdict is Verdict.SAID
    ground = box.adjusted(-1, 1, 1, -2)
    if said:
        painter.fillRect(ground, look.colour("tint"))
    if mark.unsure:
        painter.setPen(QPen(look.colour("edge"), 1.5, Qt.PenStyle.DashDotLine))
    else:
        dashes = Qt.PenStyle.SolidLine if said else Qt.PenStyle.DashLine
        painter.setPen(QPen(look.colour("accent-g"), 1.5, dashes))
    painter.drawLine(ground.bottomLeft(), ground.bottomRight())


def paint_selection(painter: QPainter, box: QRectF) -> None:
    """A ground with an edge; the line of a mark below it stays to be seen."""
    look = theme()
    painter.setPen(QPen(look.colour("text2"), 1))
    painter.setBrush(look.colour("tint2"))
    painter.drawRoundedRect(box.adjusted(-2, 1, 2, -3), 3, 3)


def paint_chip(painter: QPainter, mark: Mark, box: QRectF) -> None:
    """The letter of a checkpoint before its words."""
    middle = box.center()
    chip = QRectF(middle.x() - 8.5, middle.y() - 8.5, 17, 17)
    paint_letter(painter, mark.letter, chip, mark.verdict, theme(), unsure=mark.unsure)
