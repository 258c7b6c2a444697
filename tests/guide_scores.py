"""How well guides are imported: recall and precision against what a person expects to find in them.

Beside each guide NAME.md or NAME.txt stands NAME.expected.json: sections with their times in seconds, checkpoints with
word beginnings that all have to be in the imported checkpoint's name or cue phrases, pitfalls and follow-ups likewise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runthrough.domain.guide.draft import draft_from_guide
from runthrough.domain.question import Section, Template
from runthrough.domain.template_text import parse

FOLDER = Path(__file__).with_name("guides")


@dataclass(frozen=True, slots=True)
class Score:
    """Found of expected, and right of imported."""

    found: int
    expected: int
    right: int
    imported: int

    @property
    def recall(self) -> float:
        """Found of expected; 1 where nothing was expected."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Right of imported; 1 where nothing was imported."""
        return self.right / self.imported if self.imported else 1.0


@dataclass(frozen=True, slots=True)
class GuideScore:
    """One guide's scores."""

    name: str
    sections: Score
    bands: Score
    checkpoints: Score
    examples: Score
    pitfalls: Score
    follow_ups: Score
    missing: tuple[str, ...]


def guides(folder: Path = FOLDER) -> list[Path]:
    """The guides of a folder that have an expectation."""
    found = (path for path in sorted(folder.glob("*")) if path.suffix in (".md", ".txt"))
    return [path for path in found if _expectation(path).exists()]


def _expectation(path: Path) -> Path:
    return path.with_name(f"{path.stem}.expected.json")


def score(path: Path, expected: Path | None = None) -> GuideScore:
    """Import a guide and hold it against what is expected."""
    wanted: dict[str, Any] = json.loads((expected or _expectation(path)).read_text(encoding="utf-8"))
    template = parse(draft_from_guide(path.read_text(encoding="utf-8"), path.name).text, path.name)
    pairs = _pairs(template.sections, wanted["sections"])
    missing: list[str] = [f"section {each['name']}" for each, section in pairs if section is None]
    points = [_points(section, each["checkpoints"], missing) for each, section in pairs]
    imported = len(template.checkpoints)
    found = sum(len(each) for each in points)
    asked = sum(len(each["checkpoints"]) for each in wanted["sections"])
    timed = [(each, section) for each, section in pairs if each["max"] is not None]
    bands = sum(section is not None and _same_band(section, each) for each, section in timed)
    shown = [each for each, section in pairs for each in _with_example(section, each["checkpoints"])]
    pitfalls = _texts(template, wanted["pitfalls"], "pitfalls", missing)
    return GuideScore(
        path.name,
        Score(sum(section is not None for _, section in pairs), len(pairs), _count(pairs), len(template.sections)),
        Score(bands, len(timed), bands, len(timed)),
        Score(found, asked, found, imported),
        Score(sum(shown), len(shown), sum(shown), len(shown)),
        pitfalls,
        _texts(template, wanted["follow_ups"], "follow-ups", missing),
        tuple(missing),
    )


def _count(pairs: Sequence[tuple[Any, Section | None]]) -> int:
    return len({section.id for _, section in pairs if section is not None})


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _alike(one: str, other: str) -> int:
    """How many words of four letters or more two names share, by their beginnings."""
    first = {word[:5] for word in _words(one) if len(word) > 3} or set(_words(one))
    second = {word[:5] for word in _words(other) if len(word) > 3} or set(_words(other))
    return len(first & second)


def _pairs(
    sections: Sequence[Section], wanted: Sequence[dict[str, Any]]
) -> list[tuple[dict[str, Any], Section | None]]:
    """Each expected section with the imported one of its name; what is left is paired in order if the numbers agree."""
    left = list(sections)
    found: list[Section | None] = []
    for each in wanted:
        best = max(left, key=lambda section: _alike(section.name, each["name"]), default=None)
        if best is not None and _alike(best.name, each["name"]):
            left.remove(best)
            found.append(best)
        else:
            found.append(None)
    return list(zip(wanted, found, strict=True))


def _same_band(section: Section, wanted: dict[str, Any]) -> bool:
    """Within a second; a fixed time stands for a band around it, and of a limit only the longest is asked."""
    band, least, most = section.band, wanted["min"], wanted["max"]
    if least is None:
        return abs(band.longest - most) <= 1
    if least == most:
        return abs(band.midpoint - most) <= 1
    return abs(band.shortest - least) <= 1 and abs(band.longest - most) <= 1


def _points(section: Section | None, wanted: Sequence[dict[str, Any]], missing: list[str]) -> list[str]:
    """The expected checkpoints that a section holds; each imported one counts once."""
    left = list(section.checkpoints) if section is not None else []
    found: list[str] = []
    for each in wanted:
        fits = _fitting(each["any"])
        point = next((p for p in left if fits(" ".join([p.label, *(c for g in p.cue_groups for c in g)]))), None)
        if point is None:
            missing.append(f"checkpoint {each['name']}")
        else:
            left.remove(point)
            found.append(each["name"])
    return found


def _with_example(section: Section | None, wanted: Sequence[dict[str, Any]]) -> list[bool]:
    """For each expected checkpoint with an example: whether the imported one has it."""
    told: list[bool] = []
    for each in wanted:
        if not each.get("example"):
            continue
        fits = _fitting(each["any"])
        points = section.checkpoints if section is not None else ()
        named = [p for p in points if fits(" ".join([p.label, *(c for g in p.cue_groups for c in g)]))]
        words = " ".join(_words(each["example"])[:6])
        told.append(any(words in " ".join(_words(" ".join(point.examples))) for point in named))
    return told


def _texts(template: Template, wanted: Sequence[dict[str, Any]], kind: str, missing: list[str]) -> Score:
    if kind == "pitfalls":
        left = [f"{pitfall.label} {' '.join(pitfall.phrases)}" for pitfall in template.pitfalls]
    else:
        left = [question for point in template.checkpoints for question in point.follow_ups]
    imported, found = len(left), 0
    for each in wanted:
        fits = _fitting(each["any"])
        text = next((text for text in left if fits(text)), None)
        if text is None:
            missing.append(f"{kind}: {each['any']}")
        else:
            left.remove(text)
            found += 1
    return Score(found, len(wanted), found, imported)


def _fitting(beginnings: Sequence[str]) -> Callable[[str], bool]:
    """Whether a text has a word with each of the beginnings."""

    def fits(text: str) -> bool:
        words = _words(text)
        return all(any(word.startswith(each.lower()) for word in words) for each in beginnings)

    return fits
