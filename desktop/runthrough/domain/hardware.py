"""What a recogniser computes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hardware:
    """`gpu`: a graphics card, else the processor. `precision`: the numbers it computes with ("int8", "float16").

    `fell_back`: why the graphics card that is there is not used; "" where it is, or where there is none.
    """

    gpu: bool = False
    precision: str = ""
    fell_back: str = ""

    def __str__(self) -> str:
        """In a few words: "processor, int8"."""
        return ", ".join(part for part in ("graphics card" if self.gpu else "processor", self.precision) if part)
