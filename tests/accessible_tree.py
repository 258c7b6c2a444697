"""Reads the accessibility tree (AT-SPI) of a screen and answers in JSON lines.

Run by the system's own Python, which has the bindings; imported by the tests for its path alone.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"
MOST_NODES, DEEPEST = 3000, 40
WIDGETS = 2
"""Depth of what is in a window; programs have no states, and windows not at once."""


def bindings() -> Any:
    """The library; ImportError or ValueError where it is not installed."""
    import gi  # noqa: PLC0415  # pyright: ignore[reportMissingImports]  importing this module for its path must need no bindings

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi  # noqa: PLC0415  # pyright: ignore[reportMissingImports]

    return Atspi


def read(atspi: Any) -> list[dict[str, Any]]:
    """All nodes of all programs."""
    nodes: list[dict[str, Any]] = []
    desktop = atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        if program is not None:
            walk(atspi, program, 0, nodes)
    return nodes


def walk(atspi: Any, node: Any, depth: int, nodes: list[dict[str, Any]]) -> None:
    """Note a node and all below it; one that went away meanwhile is left out.

    What is below a hidden one is not asked for: each node costs several questions to the program, and the pages that
    are not shown have hundreds.
    """
    if depth > DEEPEST or len(nodes) > MOST_NODES:
        return
    try:
        node.clear_cache()
        seen = facts(atspi, node, depth)
        nodes.append(seen)
        if depth >= WIDGETS and "showing" not in seen["states"]:
            return
        children = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except Exception:
        return
    for child in children:
        if child is not None:
            walk(atspi, child, depth + 1, nodes)


def facts(atspi: Any, node: Any, depth: int) -> dict[str, Any]:
    """What is known of a node."""
    box = node.get_extents(atspi.CoordType.SCREEN)
    states = [state.value_nick for state in node.get_state_set().get_states()]
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": text_of(atspi, node),
        "value": value_of(node),
        "states": states,
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "depth": depth,
    }


def text_of(atspi: Any, node: Any) -> str:
    """The text interface's content, "" without one."""
    if "Text" not in node.get_interfaces():
        return ""
    return atspi.Text.get_text(node, 0, atspi.Text.get_character_count(node))


def value_of(node: Any) -> float | None:
    """The value interface's number, None without one."""
    return node.get_value_iface().get_current_value() if "Value" in node.get_interfaces() else None


def place_of(atspi: Any, name: str, words: str) -> list[int] | None:
    """Where these words stand in the text of that name: x, y, width, height on the screen; None if nowhere."""
    for node in texts(atspi, atspi.get_desktop(0), name, 0):
        text = text_of(atspi, node)
        begin = text.find(words)
        if begin >= 0:
            box = atspi.Text.get_range_extents(node, begin, begin + len(words), atspi.CoordType.SCREEN)
            return [box.x, box.y, box.width, box.height]
    return None


def texts(atspi: Any, node: Any, name: str, depth: int) -> Iterator[Any]:
    """All nodes of this name that have a text."""
    if depth > DEEPEST:
        return
    if node.get_name() == name and "Text" in node.get_interfaces():
        yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from texts(atspi, child, name, depth + 1)


def main() -> None:
    """Answer each line on stdin on one line: "tree", or a list of a text's name and words in it."""
    atspi = bindings()
    if sys.argv[1:] == ["check"]:
        return
    atspi.init()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = read(atspi) if asked == "tree" else place_of(atspi, *asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
