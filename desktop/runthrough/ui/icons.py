"""Icons by qtawesome (Material Design Icons 6), coloured by token.

Its library takes 0.1 s to load. Until `load_icons` was called every icon is empty, so that the window need not wait.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QIcon

from runthrough.ui.theme import theme

PREFIX = "mdi6."
_LIBRARY = "qtawesome"


def load_icons() -> None:
    """Load the library, on the window's thread."""
    import qtawesome  # noqa: PLC0415

    theme().setProperty(_LIBRARY, True)
    qtawesome.icon(PREFIX + "check")


def icon(name: str, token: str = "text2") -> QIcon:
    """An icon of tokens.png by its name there ("microphone"), in the present theme's colour."""
    look = theme()
    if not look.property(_LIBRARY):
        return QIcon()
    return sys.modules[_LIBRARY].icon(PREFIX + name, color=look.name_of(token), color_disabled=look.name_of("text3"))
