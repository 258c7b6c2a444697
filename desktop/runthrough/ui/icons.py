"""Icons by qtawesome (Material Design Icons 6), coloured by token. Its library is loaded when the first is painted."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from runthrough.ui.theme import theme

PREFIX = "mdi6."


def icon(name: str, token: str = "text2") -> QIcon:
    """An icon of tokens.png by its name there ("microphone"), in the present theme's colour."""
    import qtawesome  # noqa: PLC0415  0.1 s, and no icon is needed before the window stands

    look = theme()
    return qtawesome.icon(PREFIX + name, color=look.name_of(token), color_disabled=look.name_of("text3"))
