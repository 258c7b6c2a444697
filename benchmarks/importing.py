"""How well guides are imported: recall and precision of each guide of a folder that has an expectation beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from runthrough.places import CHECKOUT

if TYPE_CHECKING:
    from guide_scores import GuideScore

GUIDES = CHECKOUT / "tests" / "guides"
PARTS = ("sections", "bands", "checkpoints", "examples", "pitfalls", "follow_ups")


def measure(folder: Path) -> list[GuideScore]:
    """The scores of all guides in a folder, by name."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from guide_scores import guides, score  # noqa: PLC0415

    return [score(path) for path in guides(folder)]


def main() -> None:
    """Print recall and precision; the folder is the tests' own."""
    for told in measure(GUIDES):
        figures = [(part, getattr(told, part)) for part in PARTS]
        print(f"  {told.name:24} " + ", ".join(f"{part} {x.recall:.2f} / {x.precision:.2f}" for part, x in figures))


if __name__ == "__main__":
    main()
