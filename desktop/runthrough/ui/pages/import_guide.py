"""Import: paste a written guide, or choose or drop a file; the draft opens in the editor."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from runthrough.ui.widgets.banner import Banner, Notice, Tone
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.pieces import IconLabel, button, column, frame, label, row

KINDS = "Guides, questions and packs (*.txt *.md *.markdown *.json *.zip);;All files (*)"
FOUND = (
    ("clock-outline", "Times", "“60–90 seconds each” or “(2 min)” become the bands of the sections."),
    ("format-list-checks", "Points", "Numbered and bulleted points become checkpoints, in their order."),
    ("format-quote-open", "Sentences", "Quotes and a worked example become example sentences and cue phrases."),
    ("alert-outline", "Pitfalls", "A list of what to avoid becomes pitfalls with their phrases."),
)


class GuideText(QPlainTextEdit):
    """A field for much text that leaves dropped files to its page."""

    def canInsertFromMimeData(self, source: object) -> bool:
        """Files are imported, not pasted as their names."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)  # type: ignore[attr-defined, arg-type]


class ImportPage(QWidget):
    """`pasted` carries a text, `chosen` a path."""

    back = Signal()
    pasted = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.field = GuideText()
        self.field.setAcceptDrops(False)
        self.field.setProperty(OWN_FOCUS, True)
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText("Paste the guide here, or drop a file on this page.")
        self.field.setAccessibleName("Text of the guide")
        self.field.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.field.textChanged.connect(self._typed)
        self._make = button("Make a draft", self._paste, look="primary")
        self._make.setEnabled(False)
        choose = button("Choose a file", self._choose, icon_name="file-outline")
        away = button("", self.back.emit, look="icon", icon_name="arrow-left", name="Back")
        card = frame("card")
        card.setLayout(column(self.field, margins=(14, 12, 14, 12)))
        head = row(away, 10, label("Import a guide", "title"), None, choose, self._make, spacing=8)
        body = row(card, 28, self._make_side())
        body.setStretch(0, 1)
        intro = "A written guide becomes a question: look the draft over, then save it. Nothing leaves this computer."
        layout = column(head, 6, label(intro, "small"), 14, self.banner, 8, body, margins=(40, 28, 40, 28))
        layout.setStretch(6, 1)
        self.setLayout(layout)
        QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self.back
        )

    def _make_side(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(300)
        layout = column(label("What is read from it", "strong"), 6, spacing=8)
        for icon_name, heading, words in FOUND:
            line = row(
                IconLabel(icon_name, "text2", 18), column(label(heading, "medium"), label(words, "small", wrap=True))
            )
            line.setSpacing(10)
            line.setStretch(1, 1)
            line.setAlignment(line.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
            layout.addLayout(line)
        layout.addSpacing(8)
        more = "Questions in the text format, their JSON form and packs (.zip) are taken as they are."
        layout.addWidget(label(more, "quiet", wrap=True))
        layout.addStretch(1)
        made.setLayout(layout)
        return made

    def tell(self, what: str, then: str) -> None:
        """Say why nothing came of it."""
        self.banner.show_notice(Notice(what, then, Tone.WARN, "alert-outline"))

    def clear(self) -> None:
        """Ready for another guide."""
        self.field.clear()
        self.banner.show_notice(None)

    def _typed(self) -> None:
        self._make.setEnabled(bool(self.field.toPlainText().strip()))
        self.banner.show_notice(None)

    def _paste(self) -> None:
        self.pasted.emit(self.field.toPlainText())

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Import", "", KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chose)
        dialog.open()

    def _chose(self, path: str) -> None:
        self.chosen.emit(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            self.chosen.emit(Path(urls[0].toLocalFile()))
        event.acceptProposedAction()

    def showEvent(self, event: QShowEvent) -> None:
        """The field has the keyboard."""
        super().showEvent(event)
        self.field.setFocus()
