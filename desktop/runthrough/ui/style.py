"""The style sheet: `assets/style.qss` with the theme's colours in place of their names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from runthrough.places import style_file

if TYPE_CHECKING:
    from runthrough.ui.theme import Theme

_NAME = re.compile(r"@([a-z][a-z0-9-]*)")


def style_sheet(theme: Theme) -> str:
    """The sheet for a theme: `@token` becomes a colour, `@px-NAME` a type's size, `@tick` a picture's path.

    Raises KeyError for another name.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name == "tick":
            return style_file().with_name("tick.svg").as_posix()
        if name.startswith("px-"):
            return f"{theme.font(name.removeprefix('px-')).pixelSize()}px"
        return theme.name_of(name)

    return _NAME.sub(value, _written())


@cache
def _written() -> str:
    return style_file().read_text(encoding="utf-8")
