"""The line of a checkpoint: its name, its flags in brackets, and its cue phrases in groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.question import Rank
from runthrough.domain.template_notes import Notes
from runthrough.domain.template_problems import Edit

_FLAGS = re.compile(r"\s*\((?P<flags>[^()]*)\)\s*$")
FLAG_NAMES = ("must", "should", "could", "number")


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A cue phrase with the column from 0 where it stands; `group` counts the groups of its checkpoint."""

    phrase: str
    column: int
    group: int


def read_label(written: str, column: int, notes: Notes) -> tuple[str, Rank, bool]:
    """Name, rank and whether a number is asked for."""
    found = _FLAGS.search(written)
    if found is None:
        return written.strip(), Rank.SHOULD, False
    flags = [flag.strip().lower() for flag in found["flags"].split(",")]
    if not any(flag in FLAG_NAMES for flag in flags):  # brackets that belong to the label
        return written.strip(), Rank.SHOULD, False
    place, length = column + found.start("flags"), len(found["flags"])
    for flag in flags:
        if flag not in FLAG_NAMES:
            notes.error(place, f"“{flag}” is no flag.", f"Use {', '.join(FLAG_NAMES)}.", length=length)
    ranks = [flag for flag in flags if flag in set(Rank)]
    if len(ranks) > 1:
        notes.error(place, "A checkpoint has one rank.", f"Keep one of {', '.join(ranks)}.", length=length)
    return written[: found.start()].strip(), Rank(ranks[0]) if ranks else Rank.SHOULD, "number" in flags


def read_cues(phrases: str, column: int, known: dict[str, int], notes: Notes) -> list[CuePlace]:
    """The cue phrases from `column` on. `known` are those of the section, lower case, with their lines; it grows."""
    if not phrases.strip():
        what, fix = "The checkpoint has no cue phrase.", "Add | and phrases by which it can be heard."
        notes.error(column, what, fix)
        return []
    found: list[CuePlace] = []
    for number, group in enumerate(phrases.split("&")):
        cues = group.split(",")
        for place, written in enumerate(cues):
            cue = CuePlace(" ".join(written.split()), column + len(written) - len(written.lstrip()), number)
            if _counts(cue, len(written.strip()), _without(written, column, place, len(cues)), known, notes):
                known[cue.phrase.lower()] = notes.line
                found.append(cue)
            column += len(written) + 1
    return found


def _without(written: str, column: int, place: int, count: int) -> tuple[int, int] | None:
    """The columns that go with a cue: the comma before it, or after it for the first; None for the only one."""
    if count == 1:
        return None
    return (column - 1, column + len(written)) if place else (column, column + len(written) + 1)


def _counts(cue: CuePlace, length: int, without: tuple[int, int] | None, known: dict[str, int], notes: Notes) -> bool:
    """Whether a cue can be used."""
    edit = Edit("Delete it here", notes.line, *without, "") if without else None
    if not re.search(r"[^\W_]", cue.phrase):
        what, fix = "There is an empty cue phrase.", "Write a phrase, or delete the comma or &."
    elif cue.phrase.lower() in known:
        what = f"The cue “{cue.phrase}” is also in line {known[cue.phrase.lower()]}."
        fix = "Keep it where it matters most."
    else:
        return True
    notes.error(cue.column, what, fix, length=length, edit=edit)
    return False


def in_groups(cues: Sequence[CuePlace]) -> tuple[tuple[str, ...], ...]:
    """The phrases of each group; a group of which a problem left nothing is left out."""
    numbers = sorted({cue.group for cue in cues})
    return tuple(tuple(cue.phrase for cue in cues if cue.group == number) for number in numbers)


def write_checkpoint(label: str, rank: Rank, groups: Sequence[Sequence[str]], *, number: bool) -> str:
    """What stands after the mark of a checkpoint."""
    flags = ([str(rank)] if rank is not Rank.SHOULD else []) + (["number"] if number else [])
    name = f"{label} ({', '.join(flags)})" if flags else label
    return f"{name} | {' & '.join(', '.join(group) for group in groups)}"
