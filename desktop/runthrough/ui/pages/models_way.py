"""The way to downloads for who cannot reach the hub: a mirror and a proxy, out of sight until they are asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from runthrough.domain.speech_models import HubAccess
from runthrough.ui.widgets.field_frame import FieldFrame
from runthrough.ui.widgets.pieces import column, label

SCHEMES = ("http", "https")


class WayFields(FieldFrame):
    """Two addresses. `changed` carries the HubAccess when a field is left with another address that can be used."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._way = HubAccess()
        self.mirror = self._field("Mirror of the models' hub", "https://huggingface.co")
        self.proxy = self._field("Proxy for downloads", "as the system has it, or http://HOST:PORT")
        self.trouble = label("", "bad", wrap=True)
        self.trouble.hide()
        note = label(
            "Whatever the mirror sends is held to the same digests. Without a proxy here the environment's is used "
            "(HTTPS_PROXY, NO_PROXY).",
            "quiet",
            wrap=True,
        )
        mirror_label, proxy_label = label("Mirror", "small"), label("Proxy", "small")
        mirror_label.setBuddy(self.mirror)
        proxy_label.setBuddy(self.proxy)
        parts = (mirror_label, self.mirror, 8, proxy_label, self.proxy, 6, self.trouble, note)
        self.setLayout(column(*parts, spacing=4, margins=(0, 10, 0, 6)))
        self.show_way(self._way)

    def _field(self, name: str, placeholder: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(placeholder)
        made.editingFinished.connect(self.tell)
        return made

    def show_way(self, way: HubAccess) -> None:
        """Show these addresses; what cannot be used and was not mended yet stays."""
        self._way = way
        if self.trouble.text():
            return
        self.mirror.setText(way.mirror or "")
        self.proxy.setText(way.proxy or "")

    def tell(self) -> None:
        """Hand over what stands here, if it is another way and can be used; else say what is wrong."""
        way = HubAccess(self.mirror.text().strip() or None, self.proxy.text().strip() or None)
        wrong = [each for each in (way.mirror, way.proxy) if each is not None and not is_address(each)]
        self._say(f"“{wrong[0]}” is no address: it begins with http:// or https://." if wrong else "")
        if not wrong and way != self._way:
            self._way = way
            self.changed.emit(way)

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))


def is_address(text: str) -> bool:
    """Whether it names a host that can be asked over HTTP."""
    try:
        split = urlsplit(text)
        _ = split.port
    except ValueError:
        return False
    return split.scheme in SCHEMES and bool(split.hostname)
