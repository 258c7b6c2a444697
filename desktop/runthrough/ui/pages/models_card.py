"""The speech models: which one listens, and everything that can be done with them (ui.md 4.6)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QMessageBox

from runthrough.ui.pages.model_row import ModelRowView, RowState, progress_words
from runthrough.ui.pages.models_way import WayFields
from runthrough.ui.shelving import Shelving
from runthrough.ui.widgets.pieces import IconLabel, button, column, label, relook, row, rule

if TYPE_CHECKING:
    from runthrough.domain.speech_models import ModelRow

FIRST = ("base.en", "small.en")
"""What is offered before all are asked for: what an ordinary laptop keeps up with (docs/performance.md, `cost`)."""


class ModelsCard(QFrame):
    """Radio rows. `chosen` is a recogniser's name; `look_again`: files may have changed."""

    chosen = Signal(str)
    look_again = Signal()

    def __init__(self, shelving: Shelving) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shelving = shelving
        self._group = QButtonGroup(self)
        self._views: dict[str, ModelRowView] = {}
        self._whole = False
        self._chosen, self._ready, self._trouble = "", "", ""
        self._rows = column()
        self._note = label("", "bad", wrap=True)
        self._brought = label("", "quiet", wrap=True)
        self._all = button("All models", self._toggle, look="link")
        self._again = button("Look again", self.look_again.emit, look="link", name="Look for speech models again")
        self._folder = button("Choose folder", self._choose_folder, compact=True, name="Choose a model folder")
        self._zip = button("Choose zip", self._choose_zip, compact=True, name="Choose a zipped model")
        offline = label("No network? Use a model that you copied here.", "small", wrap=True)
        words = column(offline, self._brought, spacing=2)
        foot = row(IconLabel("folder-open-outline", "text2", 18), words, self._folder, self._zip, spacing=10)
        foot.setStretch(1, 1)
        self.way = WayFields()
        self.way.hide()
        self._show_way = button("Mirror and proxy", self._toggle_way, look="link")
        more = row(self._all, 18, self._show_way, None, self._again)
        self.setLayout(column(self._rows, self._note, rule(), 8, more, self.way, 8, foot, margins=(18, 6, 18, 12)))
        self._group.idClicked.connect(self._pick)
        shelving.shown.connect(self.show_shelf)
        self.show_shelf()

    def take_focus(self) -> None:
        """To the first thing that can be done here."""
        (next((view.radio for view in self._views.values() if view.radio.isEnabled()), self._folder)).setFocus()

    def show_state(self, chosen: str, ready: str, trouble: str) -> None:
        """`chosen`: the recogniser's name; `ready`: the title of what is loaded; `trouble`: why nothing is."""
        self._chosen, self._ready, self._trouble = chosen, ready, trouble
        self.show_shelf()

    def show_shelf(self) -> None:
        """Show what the shelf knows now."""
        listed = self._listed()
        names = [each.name for each in listed]
        if names != list(self._views):
            self._make_views(names)
        for each in listed:
            self._views[each.name].show_row(each, self._state(each))
        if not listed and self._shelving.rows:
            self._chosen = ""
        nothing = bool(self._shelving.rows) and not any(each.folder for each in self._shelving.rows)
        words = self._trouble or ("No speech model is installed. Recording works without one." if nothing else "")
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._all.setText("Fewer models" if self._whole else f"All models ({len(self._shelving.rows)})")
        self._all.setVisible(self._whole or len(listed) < len(self._shelving.rows))
        self._show_brought()

    def _show_brought(self) -> None:
        work, told = self._shelving.work, self._shelving.told.get("")
        busy = work is not None and not work.name
        words = progress_words(work) if busy and work else told.words if told else ""
        relook(self._brought, "bad" if told and told.bad and not busy else "quiet")
        self._brought.setText(words)
        self._brought.setVisible(bool(words))
        for made in (self._folder, self._zip):
            if work is not None and made.hasFocus():
                self._again.setFocus()  # else it would go on to the next card
            made.setEnabled(work is None)

    def _listed(self) -> list[ModelRow]:
        work = self._shelving.work
        return [
            each
            for each in self._shelving.rows
            if self._whole
            or each.comes_along
            or each.folder
            or each.waiting
            or each.name in FIRST
            or (work and work.name == each.name)
            or each.name in self._shelving.told
        ]

    def _state(self, shown: ModelRow) -> RowState:
        work = self._shelving.work
        mine = work if work and work.name == shown.name else None
        chosen = shown.recogniser == self._chosen
        loaded = "ready" if self._ready else "Getting ready"
        ready = "Not ready" if self._trouble else loaded
        return RowState(chosen, ready, mine, work is not None and mine is None, self._shelving.told.get(shown.name))

    def _make_views(self, names: list[str]) -> None:
        """Views of models that stay are kept, so that the focus stays, too."""
        kept = {name: view for name, view in self._views.items() if name in names}
        for name, view in self._views.items():
            if name not in kept:
                self._group.removeButton(view.radio)
        for view in kept.values():
            view.setParent(self)
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            if widget not in kept.values():
                widget.deleteLater()
        self._views = {name: kept.get(name) or self._new_view(name) for name in names}
        for index, view in enumerate(self._views.values()):
            if index:
                self._rows.addWidget(rule())
            self._rows.addWidget(view)
            view.show()
            self._group.setId(view.radio, index)

    def _new_view(self, name: str) -> ModelRowView:
        made = ModelRowView(name)
        self._group.addButton(made.radio)
        made.asked.connect(partial(self._do, name))
        return made

    def _pick(self, index: int) -> None:
        name = list(self._views)[index]
        self.chosen.emit(next(each.recogniser for each in self._shelving.rows if each.name == name))

    def _do(self, name: str, key: str) -> None:
        shelf = self._shelving
        calls = {
            "fetch": lambda: shelf.fetch(name),
            "again": lambda: shelf.fetch(name, anew=True),
            "pause": shelf.pause,
            "cancel": lambda: shelf.pause(discard=True),
            "discard": lambda: shelf.discard(name),
            "try": lambda: shelf.try_speed(name),
            "check": lambda: shelf.check(name),
            "remove": lambda: self._ask_to_remove(name),
        }
        calls[key]()

    def _ask_to_remove(self, name: str) -> None:
        used = self._views[name].radio.isChecked()
        box = QMessageBox(self)
        box.setText(f"Delete the model {name}?")
        box.setInformativeText(
            ("It listens now; another one takes over. " if used else "") + "What it transcribed stays."
        )
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep it", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        delete.clicked.connect(lambda: self._shelving.remove(name))
        box.finished.connect(box.deleteLater)
        box.open()

    def _toggle(self) -> None:
        self._whole = not self._whole
        self.show_shelf()

    def _toggle_way(self) -> None:
        self.way.setVisible(self.way.isHidden())
        if not self.way.isHidden():
            self.way.mirror.setFocus()

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "A Whisper model folder")
        if path:
            self._shelving.bring(Path(path))

    def _choose_zip(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "A zipped Whisper model", "", "Zip files (*.zip)")
        if path:
            self._shelving.bring(Path(path))
