"""The text of a template being written: line numbers, problems under their lines, and the keys that mend them.

The sentence of the present problem stands *between* two lines. A plain text document asks its layout how high a block
is, so the layout makes that one line higher and a widget lies in the room: the text itself, and with it undo, knows
nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QTextEdit, QWidget

from runthrough.domain.template_problems import Edit, TemplateProblem, Weight
from runthrough.ui.icons import icon
from runthrough.ui.theme import theme
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.problem_strip import HEIGHT, LOOKS, ProblemStrip
from runthrough.ui.widgets.template_colours import TemplateColours

GUTTER = 58
LEADING = 4
"""Pixels between lines; a plain text layout knows no line height of its own."""
TEXT_PX = 13


class _RoomyLayout(QPlainTextDocumentLayout):
    """Lines as ever, but one has room under it. `line` counts from 0; -1 is none."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.line = -1

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block with its room."""
        found = super().blockBoundingRect(block)
        found.setHeight(found.height() + LEADING)
        if block.blockNumber() == self.line and block.isVisible():
            found.setHeight(found.height() + theme().px(HEIGHT))
        return found


class _Gutter(QWidget):
    """Line numbers, and a mark beside each line with a problem."""

    def __init__(self, edit: TemplateEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        self._edit.paint_gutter(QPainter(self), event.rect())


class TemplateEdit(QPlainTextEdit):
    """Plain text with a gutter. `left`: Ctrl+Tab was pressed; `completion_wanted`: Ctrl+Space."""

    left = Signal()
    completion_wanted = Signal()
    problem_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "template")
        self.setAccessibleName("Template")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty(OWN_FOCUS, True)  # its cursor tells
        document = QTextDocument(self)
        self._layout = _RoomyLayout(document)
        self._layout.setParent(document)  # Python must not delete it before the document that uses it
        document.setDocumentLayout(self._layout)
        document.setDocumentMargin(0)
        self.setDocument(document)
        self._colours = TemplateColours(document)
        self._gutter = _Gutter(self)
        self._strip = ProblemStrip(self.viewport())
        self._strip.mend.connect(self.mend)
        self._problems: tuple[TemplateProblem, ...] = ()
        self._present: TemplateProblem | None = None
        self.setViewportMargins(GUTTER, 12, 0, 0)
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._moved)
        theme().changed.connect(self._look_changed)
        self._look_changed()

    def _look_changed(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme().px(TEXT_PX))
        self.setFont(font)
        self._colours.recolour()
        self._gutter.update()

    # the text

    def show_text(self, text: str) -> None:
        """Show another text; there is nothing to undo then."""
        self._problems, self._present = (), None
        self.setPlainText(text)
        self._show_problems()

    def put_text(self, text: str) -> None:
        """Put a text in place of this one, in one step that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    @property
    def line(self) -> int:
        """The line of the cursor, from 1."""
        return self.textCursor().blockNumber() + 1

    @property
    def column(self) -> int:
        """The column of the cursor, from 1."""
        return self.textCursor().positionInBlock() + 1

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor there and have it in view."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + min(column - 1, max(0, block.length() - 1)))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    # problems

    @property
    def present(self) -> TemplateProblem | None:
        """The problem whose sentence is shown."""
        return self._present

    def show_problems(self, problems: Sequence[TemplateProblem]) -> None:
        """Mark these, of the text as it is now."""
        self._problems = tuple(problems)
        self._present = self._nearest()
        self._show_problems()

    def _nearest(self) -> TemplateProblem | None:
        """The problem in the cursor's line, else the first of the gravest."""
        here = [problem for problem in self._problems if problem.line == self.line]
        return min(here or self._problems, key=lambda each: each.weight, default=None)

    def _moved(self) -> None:
        here = [problem for problem in self._problems if problem.line == self.line]
        if here and (self._present is None or self._present.line != self.line):
            self._present = min(here, key=lambda each: each.weight)
            self._show_problems()

    def step_problem(self, step: int) -> None:
        """Go to the next (1) or previous (-1) problem, round and round."""
        if not self._problems:
            return
        places = [(problem.line, problem.column) for problem in self._problems]
        here = (self.line, self.column)
        if self._present is not None and self._present.line == self.line:
            here = (self._present.line, self._present.column)
        if step > 0:
            at = next((number for number, place in enumerate(places) if place > here), 0)
        else:
            at = next((number for number in reversed(range(len(places))) if places[number] < here), len(places) - 1)
        self._present = self._problems[at]
        self.go_to(self._present.line, self._present.column)
        self._show_problems()

    def mend(self) -> None:
        """Do what the present problem offers, as one step that can be undone."""
        if self._present is not None and self._present.edit is not None:
            self.apply(self._present.edit)

    def apply(self, edit: Edit) -> None:
        """Make a change of one line."""
        block = self.document().findBlockByNumber(edit.line - 1)
        if not block.isValid():
            return
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        if edit.text is None:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            moved = cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
            if not moved:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.setPosition(block.position() + edit.first)
            cursor.setPosition(block.position() + edit.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(edit.text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _show_problems(self) -> None:
        self._layout.line = self._present.line - 1 if self._present else -1
        self.setExtraSelections([*self._ground(), *(self._selection(problem) for problem in self._problems)])
        if self._present is not None:
            self._strip.show_problem(self._present)
        self._layout.documentSizeChanged.emit(self._layout.documentSize())
        self._place_strip()
        self.viewport().update()
        self._gutter.update()
        self.problem_changed.emit()

    def _selection(self, problem: TemplateProblem) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme().colour(LOOKS[problem.weight][1]))
        block = self.document().findBlockByNumber(problem.line - 1)
        cursor = QTextCursor(block)
        first = block.position() + min(problem.column - 1, max(0, block.length() - 1))
        cursor.setPosition(first)
        last = min(first + problem.length, block.position() + block.length() - 1)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor  # type: ignore[attr-defined]
        made.format = look  # type: ignore[attr-defined]
        return made

    def _ground(self) -> list[QTextEdit.ExtraSelection]:
        """The ground of the line whose problem is shown."""
        if self._present is None:
            return []
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(theme().colour(LOOKS[self._present.weight][2]))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        made.cursor = QTextCursor(self.document().findBlockByNumber(self._present.line - 1))  # type: ignore[attr-defined]
        made.format = look  # type: ignore[attr-defined]
        return [made]

    # places

    def _place_strip(self) -> None:
        block = self.document().findBlockByNumber(self._layout.line) if self._present else QTextBlock()
        if not block.isValid():
            self._strip.hide()
            return
        top = self.blockBoundingGeometry(block).translated(self.contentOffset())
        height = theme().px(HEIGHT)
        self._strip.setGeometry(QRect(0, round(top.bottom()) - height, self.viewport().width(), height))
        self._strip.setVisible(True)

    def _scrolled(self, changed: QRect, pixels: int) -> None:
        if pixels:
            self._gutter.scroll(0, pixels)
        else:
            self._gutter.update(0, changed.y(), self._gutter.width(), changed.height())
        self._place_strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gutter and strip follow."""
        super().resizeEvent(event)
        inside = self.viewport().geometry()
        self._gutter.setGeometry(0, inside.top(), GUTTER, inside.height())
        self._place_strip()

    def paint_gutter(self, painter: QPainter, changed: QRect) -> None:
        """Paint numbers and marks; called by the gutter."""
        look = theme()
        marks: dict[int, Weight] = {}
        for problem in self._problems:
            marks[problem.line] = min(marks.get(problem.line, problem.weight), problem.weight)
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > changed.bottom():
                break
            number = block.blockNumber() + 1
            self._paint_number(painter, number, round(place.top()), marks.get(number))
            block = block.next()
        painter.setPen(look.colour("line"))

    def _paint_number(self, painter: QPainter, number: int, top: int, weight: Weight | None) -> None:
        look, height = theme(), self.fontMetrics().height()
        font = QFont(self.font())
        font.setBold(weight is Weight.ERROR)
        if weight is not None:
            shown = QRect(0, top, GUTTER, height + (theme().px(HEIGHT) if number - 1 == self._layout.line else 0))
            if number - 1 == self._layout.line:
                painter.fillRect(shown, look.colour(LOOKS[weight][2]))
            name, token = LOOKS[weight][:2]
            icon(name, token).paint(painter, QRect(10, top + (height - 14) // 2, 14, 14))
        painter.setFont(font)
        painter.setPen(look.colour("text3") if weight is None else QColor(look.colour(LOOKS[weight][1])))
        painter.drawText(QRect(0, top, GUTTER - 16, height), Qt.AlignmentFlag.AlignRight, str(number))

    def caret_place(self) -> QPoint:
        """Where a list of completions begins, on the screen."""
        return self.viewport().mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 4))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab inserts two spaces, Ctrl+Tab leaves, Alt+Enter mends, Ctrl+Space completes."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Tab:
            self.insertPlainText("  ")
        elif enter and alt:
            self.mend()
        elif event.key() == Qt.Key.Key_Space and control:
            self.completion_wanted.emit()
        else:
            super().keyPressEvent(event)
