"""What the marks in a transcript mean; each is drawn as it stands there (picture 03)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from runthrough.domain.filled_pauses import TEXT
from runthrough.domain.verdicts import Verdict
from runthrough.ui.theme import Theme, theme
from runthrough.ui.widgets.glyphs import paint_letter
from runthrough.ui.widgets.speech_marks import paint_dots, paint_double, paint_pill, paint_pitfall

GAP, HEIGHT = 16.0, 22
SAMPLE = "1.8 s"
FILLED = "filler?"
TERM = "put right"


class Kind(Enum):
    """A mark of a transcript, with the words that explain it to whoever does not see it."""

    EVIDENCE = "letter and underline: evidence"
    UNSURE = "dotted letter and dash-dotted underline: not sure"
    FILLER = "dotted underline: filler"
    FILLED = "pill with (uh?) or (uh): perhaps a filler, or one that you confirmed"
    TERM = "double underline: term of the question that was heard otherwise"
    PAUSE = "pill with seconds: pause over 1 second"
    PITFALL = "thick underline on amber: possible pitfall"


Paint = Callable[[QPainter, float, Theme], float]
"""Paints an entry from x on and returns where it ends."""


class Legend(QWidget):
    """Explains the kinds of marks that there are."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: tuple[Kind, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._painters: dict[Kind, Paint] = {
            Kind.EVIDENCE: _paint_evidence,
            Kind.UNSURE: _paint_unsure,
            Kind.FILLER: _paint_filler,
            Kind.FILLED: _paint_filled,
            Kind.TERM: _paint_term,
            Kind.PAUSE: _paint_pause,
            Kind.PITFALL: _paint_pitfall,
        }

    def show_kinds(self, kinds: Sequence[Kind]) -> None:
        """Explain these, in this order."""
        self._kinds = tuple(kinds)
        self.setVisible(bool(kinds))
        self.setAccessibleName("Legend. " + ". ".join(kind.value for kind in kinds))
        self.updateGeometry()
        self.update()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What is explained."""
        return self._kinds

    def sizeHint(self) -> QSize:
        """As wide as its entries."""
        caption, axis = QFontMetricsF(theme().font("caption")), QFontMetricsF(theme().font("axis"))
        widths = {
            Kind.EVIDENCE: 26 + caption.horizontalAdvance("evidence"),
            Kind.UNSURE: 26 + caption.horizontalAdvance("not sure"),
            Kind.FILLER: 5 + caption.horizontalAdvance("um") + caption.horizontalAdvance("filler"),
            Kind.FILLED: 19 + axis.horizontalAdvance(TEXT) + caption.horizontalAdvance(FILLED),
            Kind.TERM: caption.horizontalAdvance(TERM),
            Kind.PITFALL: 4 + caption.horizontalAdvance("pitfall"),
            Kind.PAUSE: 19 + axis.horizontalAdvance(SAMPLE) + caption.horizontalAdvance("pause"),
        }
        gaps = GAP * max(0, len(self._kinds) - 1)
        return QSize(ceil(gaps + sum(widths[kind] for kind in self._kinds)), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for kind in self._kinds:
            x = self._painters[kind](painter, x, look) + GAP


def _text(painter: QPainter, x: float, text: str, look: Theme) -> QRectF:
    """Write a word; returns where it stands."""
    font = look.font("caption")
    box = QRectF(x, 0, QFontMetricsF(font).horizontalAdvance(text), HEIGHT)
    painter.setFont(font)
    painter.setPen(look.colour("text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
    return box


def _paint_evidence(painter: QPainter, x: float, look: Theme) -> float:
    paint_letter(painter, "A", QRectF(x, (HEIGHT - 17) / 2, 17, 17), Verdict.SAID, look)
    width = QFontMetricsF(look.font("caption")).horizontalAdvance("evidence")
    ground = QRectF(x + 22, 2, width + 4, HEIGHT - 4)
    painter.fillRect(ground, look.colour("tint"))
    painter.setPen(QPen(look.colour("accent-g"), 1.5))
    painter.drawLine(ground.bottomLeft(), ground.bottomRight())
    return _text(painter, x + 24, "evidence", look).right() + 2


def _paint_unsure(painter: QPainter, x: float, look: Theme) -> float:
    paint_letter(painter, "B", QRectF(x, (HEIGHT - 17) / 2, 17, 17), Verdict.MISSED, look, unsure=True)
    width = QFontMetricsF(look.font("caption")).horizontalAdvance("not sure")
    under = QRectF(x + 22, 2, width + 4, HEIGHT - 4)
    painter.setPen(QPen(look.colour("edge"), 1.5, Qt.PenStyle.DashDotLine))
    painter.drawLine(under.bottomLeft(), under.bottomRight())
    return _text(painter, x + 24, "not sure", look).right() + 2


def _paint_filler(painter: QPainter, x: float, look: Theme) -> float:
    box = _text(painter, x, "um", look)
    paint_dots(painter, [box.adjusted(0, 0, 0, -3)], look)
    return _text(painter, box.right() + 5, "filler", look).right()


def _paint_filled(painter: QPainter, x: float, look: Theme) -> float:
    width = QFontMetricsF(look.font("axis")).horizontalAdvance(TEXT) + 14
    box = QRectF(x, 0, width, HEIGHT)
    paint_pill(painter, box, TEXT, look)
    paint_dots(painter, [box.adjusted(4, 0, -4, -1)], look)
    return _text(painter, x + width + 5, FILLED, look).right()


def _paint_term(painter: QPainter, x: float, look: Theme) -> float:
    box = _text(painter, x, TERM, look)
    paint_double(painter, [box], look)
    return box.right()


def _paint_pause(painter: QPainter, x: float, look: Theme) -> float:
    width = QFontMetricsF(look.font("axis")).horizontalAdvance(SAMPLE) + 14
    paint_pill(painter, QRectF(x, 0, width, HEIGHT), SAMPLE, look)
    return _text(painter, x + width + 5, "pause", look).right()


def _paint_pitfall(painter: QPainter, x: float, look: Theme) -> float:
    width = QFontMetricsF(look.font("caption")).horizontalAdvance("pitfall")
    paint_pitfall(painter, QRectF(x + 1, 1, width + 2, HEIGHT - 1), look)
    return _text(painter, x + 2, "pitfall", look).right() + 2
