"""One checkpoint of a section: what stands of it with its words, and every way to correct that (ui.md 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from runthrough.domain.clock import format_time
from runthrough.domain.verdicts import Outcome, Verdict
from runthrough.ui.theme import theme
from runthrough.ui.widgets.elided_link import ElidedLink
from runthrough.ui.widgets.glyphs import OUTCOME_WORDS, VERDICT_WORDS, LetterChip, paint_outcome
from runthrough.ui.widgets.pieces import Button, ElidedLabel, button, column, label, row

KEYS = {Qt.Key.Key_1: Verdict.SAID, Qt.Key.Key_2: Verdict.PARTLY, Qt.Key.Key_3: Verdict.MISSED}
USE_KEY = Qt.Key.Key_4
GAP = 10
"""Pixels between letter, words and verdict (picture 03)."""
BEFORE_WORD, AFTER_WORD = 30, 30
"""Pixels of the verdict's button for its glyph, and for its chevron."""
NEW_VERSION = "It is saved as a new version of the question. Versions, in the editor, brings the one before back."


@dataclass(frozen=True, slots=True)
class CheckpointLine:
    """One checkpoint as it is shown. `outcome` None: not judged yet. `at` is in seconds of the run-through.

    `where`: "Said in Moving on", for what was covered in another section. `offer`: a phrase that could become a cue;
    `note`: what came of one. `decided`: what the machine's verdict rests on.
    """

    checkpoint_id: str
    letter: str
    label: str
    outcome: Outcome | None = None
    by_you: bool = False
    at: float | None = None
    quote: str = ""
    where: str = ""
    offer: str = ""
    note: str = ""
    decided: str = ""

    @property
    def spoken(self) -> str:
        """The line for a screen reader: "A, Maths, data and systems, said at 1:27"."""
        word = OUTCOME_WORDS[self.outcome].lower() if self.outcome else "not judged yet"
        at = f" at {format_time(self.at)}" if self.at is not None else ""
        return f"{self.letter}, {self.label}, {self.where or word}{at}{', by you' if self.by_you else ''}"


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
        self.setAccessibleDescription(line.decided)
        self.setToolTip(line.decided)

    def sizeHint(self) -> QSize:
        """Room for the longest word."""
        possible = VERDICT_WORDS if self._line.by_you else OUTCOME_WORDS
        words = [word + self._by_you for word in possible.values()]
        widest = max(map(QFontMetricsF(theme().font("small")).horizontalAdvance, words))
        return QSize(round(BEFORE_WORD + widest + AFTER_WORD), 28)

    @property
    def _by_you(self) -> str:
        return " by you" if self._line.by_you else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then glyph, word and chevron."""
        super().paintEvent(event)
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._line.outcome is not None:
            paint_outcome(painter, self._line.outcome, QRectF(9, middle - 7, 14, 14), look)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text2"))
        word = OUTCOME_WORDS[self._line.outcome] if self._line.outcome else "Not yet"
        place = QRectF(BEFORE_WORD, 0, self.width() - BEFORE_WORD, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word + self._by_you)
        painter.setPen(QPen(look.colour("text3"), 1.5))
        right = self.width() - 14.0
        chevron = [(right - 4, middle - 2), (right, middle + 2), (right + 4, middle - 2)]
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in chevron]))


class CheckpointRow(QFrame):
    """Letter, title, time with quote, verdict. Keys 1, 2, 3 overrule, 4 takes the selected words, Enter plays."""

    overruled = Signal(str, object)
    """The checkpoint's id and a Verdict; None takes the speaker's own back."""
    played = Signal(str)
    words_used = Signal(str)
    cue_added = Signal(str)

    def __init__(self, line: CheckpointLine) -> None:
        super().__init__()
        self.line = line
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(line.spoken)
        self.setAccessibleDescription(line.quote)
        self._button = VerdictButton(line)
        self._menu = QMenu(self._button)
        self._use = QAction("Use the selected words", self)
        self._fill_menu()
        self._button.clicked.connect(self._open_menu)
        self._button.setEnabled(line.outcome is not None)
        self.setMinimumHeight(44)
        words = column(label(line.label, "strong", wrap=True), *([] if line.where else [self._evidence()]), spacing=0)
        chip = LetterChip(line.letter, line.outcome or Outcome.MISSED)
        stands = row(chip, words, self._button, spacing=GAP)
        stands.setStretch(1, 1)
        below = column(*self._more(), margins=(LetterChip.SIDE + GAP, 0, 0, 0))
        self.setLayout(column(stands, below, margins=(0, 3, 0, 3)))

    def offer_words(self, *, selected: bool) -> None:
        """Whether words are selected that could be its evidence."""
        self._use.setEnabled(selected)

    def _evidence(self) -> QWidget:
        line = self.line
        made = QWidget()
        layout = row(spacing=6)
        if line.at is not None:
            time = format_time(line.at)
            layout.addWidget(button(time, self._play, look="link", name=f"Play {line.label} at {time}"))
        if line.outcome is Outcome.UNSURE:
            layout.addStretch(1)  # its words stand below, whole
        else:
            quote = ElidedLabel(line.quote or ("" if line.outcome is None else "not heard"), "caption")
            layout.addWidget(quote, 1)
        made.setLayout(layout)
        return made

    def _more(self) -> list[QWidget]:
        """What is asked or offered below the quote, and where else it was said."""
        line, made = self.line, list[QWidget]()
        if line.where:
            text = line.where if line.at is None else f"{line.where}, {format_time(line.at)}"
            made.append(ElidedLink(text, self._play, "play", line.quote))
        if line.outcome is Outcome.UNSURE:
            yes = button("Yes, said", partial(self._say, Verdict.SAID), compact=True, name=f"Yes, said: {line.label}")
            no = button("No", partial(self._say, Verdict.MISSED), compact=True, name=f"No, not said: {line.label}")
            yes.setToolTip("1 on the checkpoint")
            no.setToolTip("3 on the checkpoint")
            asked = QWidget()
            asked.setLayout(row(yes, no, None, spacing=6, margins=(0, 4, 0, 2)))
            made += [label(line.quote, "small", wrap=True), asked]
        if line.offer:
            add = partial(self.cue_added.emit, line.checkpoint_id)
            made.append(ElidedLink(f"Add “{line.offer}” as a cue", add, "plus", NEW_VERSION))
        if line.note:
            made.append(label(line.note, "caption", wrap=True))
        return made

    def _play(self) -> None:
        self.played.emit(self.line.checkpoint_id)

    def _say(self, verdict: Verdict | None) -> None:
        self.overruled.emit(self.line.checkpoint_id, verdict)

    def _use_words(self) -> None:
        self.words_used.emit(self.line.checkpoint_id)

    def _fill_menu(self) -> None:
        for verdict, word in VERDICT_WORDS.items():
            self._menu.addAction(word, partial(self._say, verdict))
        self._menu.addSeparator()
        self._use.setEnabled(False)
        self._use.triggered.connect(self._use_words)
        self._menu.addAction(self._use)
        if self.line.by_you:
            self._menu.addAction("Clear my change", partial(self._say, None))

    def _open_menu(self) -> None:
        self._menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 said, 2 partly, 3 missed; 4 takes the selected words; Enter plays the evidence."""
        key = Qt.Key(event.key())
        if key in KEYS and self.line.outcome is not None:
            self._say(KEYS[key])
        elif key == USE_KEY and self._use.isEnabled():
            self._use_words()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.at is not None:
            self._play()
        else:
            event.ignore()
