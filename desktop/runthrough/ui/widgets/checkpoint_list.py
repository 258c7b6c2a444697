"""The checkpoints of a section with evidence, and the menu by which the speaker overrules a verdict (ui.md 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from runthrough.domain.clock import format_time
from runthrough.domain.verdicts import Verdict
from runthrough.ui.theme import theme
from runthrough.ui.widgets.glyphs import VERDICT_WORDS, LetterChip, paint_verdict
from runthrough.ui.widgets.pieces import Button, ElidedLabel, button, clear, column, label, row

KEYS = {Qt.Key.Key_1: Verdict.SAID, Qt.Key.Key_2: Verdict.PARTLY, Qt.Key.Key_3: Verdict.MISSED}


@dataclass(frozen=True, slots=True)
class CheckpointLine:
    """One checkpoint as it is shown. `verdict` None: not judged yet. `at` is in seconds of the run-through."""

    checkpoint_id: str
    letter: str
    label: str
    verdict: Verdict | None
    by_you: bool = False
    at: float | None = None
    quote: str = ""

    @property
    def spoken(self) -> str:
        """The line for a screen reader: "A, Maths, data and systems, said at 1:27"."""
        word = VERDICT_WORDS[self.verdict].lower() if self.verdict else "not judged yet"
        at = f" at {format_time(self.at)}" if self.at is not None else ""
        return f"{self.letter}, {self.label}, {word}{at}{', by you' if self.by_you else ''}"


class VerdictButton(Button):
    """Glyph, word and chevron; pressing it opens the overrule menu."""

    def __init__(self, line: CheckpointLine) -> None:
        super().__init__()
        self._line = line
        self.setProperty("look", "verdict")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Overrule: {line.spoken}")

    def sizeHint(self) -> QSize:
        """Room for the longest word."""
        return QSize(theme().px(104) + (theme().px(46) if self._line.by_you else 0), 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then glyph, word and chevron."""
        super().paintEvent(event)
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._line.verdict is not None:
            paint_verdict(painter, self._line.verdict, QRectF(9, middle - 7, 14, 14), look)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text2"))
        word = VERDICT_WORDS[self._line.verdict] if self._line.verdict else "Not yet"
        if self._line.by_you:
            word += " by you"
        painter.drawText(QRectF(30, 0, self.width() - 44, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
        painter.setPen(QPen(look.colour("text3"), 1.5))
        right = self.width() - 14.0
        chevron = [(right - 4, middle - 2), (right, middle + 2), (right + 4, middle - 2)]
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in chevron]))


class CheckpointRow(QFrame):
    """One checkpoint: letter, title, time with quote, verdict. Keys 1, 2, 3 overrule, Enter plays."""

    overruled = Signal(str, object)
    played = Signal(str)

    def __init__(self, line: CheckpointLine) -> None:
        super().__init__()
        self.line = line
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(line.spoken)
        self.setAccessibleDescription(line.quote)
        self._button = VerdictButton(line)
        self._menu = QMenu(self._button)
        self._fill_menu()
        self._button.clicked.connect(self._open_menu)
        self._button.setEnabled(line.verdict is not None)
        title = label(line.label, "strong", wrap=True)
        self.setMinimumHeight(44)
        words = column(title, self._evidence(), spacing=0)
        chip = LetterChip(line.letter, line.verdict or Verdict.MISSED)
        self.setLayout(row(chip, words, self._button, spacing=10, margins=(0, 3, 0, 3)))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]

    def _evidence(self) -> QWidget:
        line = self.line
        made = QWidget()
        layout = row(spacing=6)
        if line.at is not None:
            layout.addWidget(
                button(
                    format_time(line.at), self._play, look="link", name=f"Play {line.label} at {format_time(line.at)}"
                )
            )
        quote = ElidedLabel(line.quote or ("" if line.verdict is None else "not heard"), "caption")
        layout.addWidget(quote, 1)
        made.setLayout(layout)
        return made

    def _play(self) -> None:
        self.played.emit(self.line.checkpoint_id)

    def _fill_menu(self) -> None:
        for verdict, word in VERDICT_WORDS.items():
            self._menu.addAction(word, partial(self.overruled.emit, self.line.checkpoint_id, verdict))
        if self.line.by_you:
            self._menu.addSeparator()
            self._menu.addAction("Clear my change", partial(self.overruled.emit, self.line.checkpoint_id, None))

    def _open_menu(self) -> None:
        self._menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 said, 2 partly, 3 missed; Enter plays the evidence."""
        key = Qt.Key(event.key())
        if key in KEYS and self.line.verdict is not None:
            self.overruled.emit(self.line.checkpoint_id, KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.at is not None:
            self._play()
        else:
            event.ignore()


class CheckpointList(QWidget):
    """All checkpoints of a section."""

    overruled = Signal(str, object)
    played = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("Checkpoints", "strong")
        self._count = label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.setLayout(column(row(self._title, None, self._count), 8, self._rows))

    def show_lines(self, lines: list[CheckpointLine]) -> None:
        """Show these; the row that had the focus gets it again."""
        focused = self.focusWidget()
        kept = ""
        while focused is not None and focused is not self:
            if isinstance(focused, CheckpointRow):
                kept = focused.line.checkpoint_id
            focused = focused.parentWidget()
        clear(self._rows)
        for line in lines:
            made = CheckpointRow(line)
            made.overruled.connect(self.overruled)
            made.played.connect(self.played)
            self._rows.addWidget(made)
            if line.checkpoint_id == kept:
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count.setText(_count(lines))


def _count(lines: list[CheckpointLine]) -> str:
    if not lines:
        return "none asked"
    if all(line.verdict is None for line in lines):
        return "not yet"
    found = [line.verdict for line in lines]
    parts = [f"{found.count(Verdict.SAID)} said"]
    if Verdict.PARTLY in found:
        parts.append(f"{found.count(Verdict.PARTLY)} partly")
    return ", ".join(parts)
