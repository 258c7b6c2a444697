"""Export of a run-through: what is written, whether names are masked in it, and where (ui.md 4.1, Export debrief)."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from runthrough.domain.share_plan import Plan
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.widgets.pieces import button, column, label, row

KINDS = "Markdown (*.md)"


class ShareDialog(QDialog):
    """Not modal; Esc closes it. `wanted` gives a `Plan` when the speaker has chosen a file."""

    wanted = Signal(object)

    def __init__(self, sheet: ReviewSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._names = sheet.confidential
        self._suggested = f"{sheet.runthrough.question_id}-{sheet.runthrough.started_at[:10]}.md"
        page = label(
            "A page to hand on, as Markdown: debrief, times, verdicts with their quotes, delivery, and what was said.",
            "body",
            wrap=True,
        )
        page.setMinimumWidth(460)
        self.sound = QCheckBox("Its sound, too, as one WAV file beside the page")
        self.masks = QCheckBox(_mask_words(len(self._names)))
        self.masks.setChecked(bool(self._names))
        self.masks.setEnabled(bool(self._names))
        note = label(
            "A masked name is a black bar in the page and a tone in the sound, with up to a second around it. A name "
            "that was heard as another word is not found: read and listen before you hand it on."
            if self._names
            else "Names that should not leave can be listed on the set-up page; they are masked here then.",
            "quiet",
            wrap=True,
        )
        choose = button("Choose a file", self._choose, look="primary")
        feet = row(None, button("Cancel", self.close), choose, spacing=8)
        self.setLayout(
            column(
                label("Export this run-through", "heading"), 10, page, 14, self.sound, 8, self.masks, 8, note, 18, feet,
                margins=(24, 20, 24, 20),
            )
        )  # fmt: skip
        choose.setFocus()

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Export", self._suggested, KINDS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.fileSelected.connect(self.write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, path: str) -> None:
        """Write the page here and, if wanted, the sound beside it, over no file that is there."""
        page = Path(path)
        sound = _free(page) if self.sound.isChecked() else None
        self.wanted.emit(Plan(page, sound, self._names if self.masks.isChecked() else ()))
        self.close()


def _mask_words(names: int) -> str:
    if names == 0:
        return "Mask the names of my list (it is empty)"
    return "Mask the name of my list" if names == 1 else f"Mask the {names} names of my list"


def _free(page: Path) -> Path:
    """A name for the sound that nothing has yet: the dialog asked for the page alone."""
    names = chain((f"{page.stem}.wav",), (f"{page.stem}-{number}.wav" for number in count(2)))
    return next(path for path in map(page.with_name, names) if not path.exists())
