"""The text format of a question: parsed with all its problems at once, each with line, column and a fix.

The format is described in docs/template-format.md. A template keeps the text it was parsed from, so that writing it
back unchanged needs no writer. Parsing takes time linear in the length of the text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from runthrough.domain.clock import format_band
from runthrough.domain.errors import TemplateInvalid, TemplateProblem
from runthrough.domain.question import Band, Checkpoint, Pitfall, Rank, Section, Template

FIXED_TOLERANCE_SECONDS = 5.0
FIXED_TOLERANCE_SHARE = 0.1
"""A fixed length [1:00] becomes a band of plus and minus the smaller of 5 s and 10 % (ui.md 3.1)."""

_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_HEADING = re.compile(r"(?P<name>.*?)\s*\[(?P<band>[^\[\]]*)\]\s*")
_FLAGS = re.compile(r"\s*\((?P<flags>[^()]*)\)\s*$")
_FLAG_NAMES = {"must", "should", "could", "number"}
_MARKS = "#, ##, >, - [ ], - [!], ~, ?, //, total:, language:, tags:"


def parse(text: str, source: str) -> Template:
    """The template that `text` describes. `source` names the file, for the error.

    Raises TemplateInvalid with every problem, in the order of the lines.
    """
    return _Parser(text, source).parse()


def slug(name: str) -> str:
    """A name as an id: ASCII letters and digits in lower case, joined by hyphens; "" if it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


@dataclass
class _OpenCheckpoint:
    checkpoint_id: str
    label: str
    groups: tuple[tuple[str, ...], ...]
    rank: Rank
    needs_number: bool
    examples: list[str] = field(default_factory=list[str])
    follow_ups: list[str] = field(default_factory=list[str])

    def close(self) -> Checkpoint:
        return Checkpoint(
            self.checkpoint_id,
            self.label,
            self.groups,
            self.rank,
            self.needs_number,
            tuple(self.examples),
            tuple(self.follow_ups),
        )


@dataclass
class _OpenSection:
    section_id: str
    name: str
    band: Band | None
    prompt: list[str] = field(default_factory=list[str])
    checkpoints: list[_OpenCheckpoint] = field(default_factory=list[_OpenCheckpoint])
    pitfalls: list[Pitfall] = field(default_factory=list[Pitfall])
    cues: dict[str, int] = field(default_factory=dict[str, int])

    def close(self) -> Section:
        band = self.band or Band(0.0, 1.0)  # only where a problem keeps the template from being made
        checkpoints = tuple(point.close() for point in self.checkpoints)
        return Section(self.section_id, self.name, band, " ".join(self.prompt), checkpoints, tuple(self.pitfalls))


class _Parser:
    """Goes through the lines once; `_line` is the number of the one at hand, from 1."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._line = 0
        self._problems: list[TemplateProblem] = []
        self._title = ""
        self._total: Band | None = None
        self._total_line = 0
        self._language = "en"
        self._tags: tuple[str, ...] = ()
        self._sections: list[_OpenSection] = []
        self._names: dict[str, int] = {}

    def parse(self) -> Template:
        for line in _lines(self._text):
            self._line += 1
            self._take(line)
        self._check_whole()
        if self._problems:
            raise TemplateInvalid(
                self._source, tuple(sorted(self._problems, key=lambda each: (each.line, each.column)))
            )
        version = hashlib.sha256(self._text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        sections = tuple(section.close() for section in self._sections)
        return Template(self._title, sections, self._text, version, self._total, self._language, self._tags)

    # lines

    def _take(self, line: str) -> None:
        bad = next((place for place, character in enumerate(line) if _is_control(character)), None)
        if bad is not None:
            self._problem(bad, "There is a control character here.", "Delete it.")
            return
        stripped = line.strip()
        if not stripped or stripped.startswith("//"):
            return
        indent = len(line) - len(line.lstrip())
        for mark, take in self._takers():
            if stripped.startswith(mark):
                take(stripped[len(mark) :].strip(), indent + len(mark) + _space(stripped[len(mark) :]))
                return
        self._problem(indent, "This line has no mark that is known.", f"Begin it with one of {_MARKS}.")

    def _takers(self) -> tuple[tuple[str, Callable[[str, int], None]], ...]:
        """Marks with what takes the rest of the line and its column; longer marks first."""
        return (
            ("##", self._take_section),
            ("#", self._take_title),
            (">", self._take_prompt),
            ("- [ ]", self._take_checkpoint),
            ("- [!]", self._take_pitfall),
            ("~", self._take_example),
            ("?", self._take_follow_up),
            ("total:", self._take_total),
            ("language:", self._take_language),
            ("tags:", self._take_tags),
        )

    def _take_title(self, rest: str, column: int) -> None:
        if self._title:
            self._problem(column, "There is a title already.", "Write ## for a section, or delete this line.")
        elif not rest:
            self._problem(column, "The title is empty.", "Write the question's title after #.")
        elif self._sections:
            self._problem(column, "The title comes after a section.", "Move it to the first line.")
        else:
            self._title = rest

    def _take_total(self, rest: str, column: int) -> None:
        if self._sections:
            self._problem(column, "The total comes after a section.", "Move it under the title.")
            return
        if self._total_line:
            self._problem(column, "There is a total already.", "Delete one of them.")
            return
        self._total_line = self._line
        self._total = self._band(rest, column)

    def _take_language(self, rest: str, column: int) -> None:
        if re.fullmatch(r"[a-z]{2,3}", rest):
            self._language = rest
        else:
            self._problem(column, f"“{rest}” is no language code.", "Write two letters, for example: language: en")

    def _take_tags(self, rest: str, _column: int) -> None:
        self._tags = tuple(tag for tag in (part.strip() for part in rest.split(",")) if tag)

    def _take_section(self, rest: str, column: int) -> None:
        heading = _HEADING.fullmatch(rest)
        name = heading["name"].strip() if heading else rest.partition("[")[0].strip()
        band = None
        if heading is None:
            self._problem(column, "The section has no band.", "Add one, for example: [1:00-1:30]")
        else:
            band = self._band(heading["band"], column + heading.start("band"))
        section_id = slug(name)
        if not section_id:
            self._problem(column, "The section has no name.", "Write one with a letter or digit after ##.")
        elif section_id in self._names:
            self._problem(column, f"“{name}” is also the section in line {self._names[section_id]}.", "Rename one.")
        self._names.setdefault(section_id, self._line)
        self._sections.append(_OpenSection(section_id, name, band))

    def _take_prompt(self, rest: str, column: int) -> None:
        section = self._section(column, "A prompt")
        if section is not None and rest:
            section.prompt.append(rest)

    def _take_checkpoint(self, rest: str, column: int) -> None:
        section = self._section(column, "A checkpoint")
        if section is None:
            return
        written, bar, phrases = rest.partition("|")
        label, rank, needs_number = self._label(written, column)
        groups = self._groups(phrases, column + len(written) + len(bar), section)
        checkpoint_id = f"{section.section_id}/{slug(label)}"
        if not slug(label):
            self._problem(column, "The checkpoint has no name.", "Write one with a letter or digit before |.")
        elif any(point.checkpoint_id == checkpoint_id for point in section.checkpoints[-_MOST_CHECKPOINTS:]):
            self._problem(column, f"“{label}” is in this section already.", "Rename one of them.")
        section.checkpoints.append(_OpenCheckpoint(checkpoint_id, label, groups, rank, needs_number))
        if len(section.checkpoints) == _MOST_CHECKPOINTS + 1:
            self._problem(column, f"A section has at most {_MOST_CHECKPOINTS} checkpoints.", "Split the section.")

    def _label(self, written: str, column: int) -> tuple[str, Rank, bool]:
        found = _FLAGS.search(written)
        if found is None:
            return written.strip(), Rank.SHOULD, False
        flags = [flag.strip().lower() for flag in found["flags"].split(",")]
        if not any(flag in _FLAG_NAMES for flag in flags):  # brackets that belong to the label
            return written.strip(), Rank.SHOULD, False
        for flag in flags:
            if flag not in _FLAG_NAMES:
                self._problem(
                    column + found.start("flags"), f"“{flag}” is no flag.", "Use must, should, could, number."
                )
        ranks = [flag for flag in flags if flag in set(Rank)]
        if len(ranks) > 1:
            self._problem(
                column + found.start("flags"), "A checkpoint has one rank.", f"Keep one of {', '.join(ranks)}."
            )
        return written[: found.start()].strip(), Rank(ranks[0]) if ranks else Rank.SHOULD, "number" in flags

    def _groups(self, phrases: str, column: int, section: _OpenSection) -> tuple[tuple[str, ...], ...]:
        if not phrases.strip():
            self._problem(column, "The checkpoint has no cue phrase.", "Add | and phrases by which it can be heard.")
            return ()
        groups: list[tuple[str, ...]] = []
        for group in phrases.split("&"):
            cues: list[str] = []
            for cue in group.split(","):
                self._add_cue(cue, column, section, cues)
                column += len(cue) + 1
            groups.append(tuple(cues))
        return tuple(groups)

    def _add_cue(self, written: str, column: int, section: _OpenSection, cues: list[str]) -> None:
        cue = " ".join(written.split())
        place = column + _space(written)
        known = cue.lower()
        if not re.search(r"[^\W_]", cue):
            self._problem(place, "There is an empty cue phrase.", "Write a phrase, or delete the comma or &.")
        elif known in section.cues:
            where = section.cues[known]
            self._problem(place, f"The cue “{cue}” is also in line {where}.", "Keep it where it matters most.")
        else:
            section.cues[known] = self._line
            cues.append(cue)

    def _take_pitfall(self, rest: str, column: int) -> None:
        section = self._section(column, "A pitfall")
        if section is None:
            return
        label, _, phrases = rest.partition("|")
        if not slug(label):
            self._problem(column, "The pitfall has no name.", "Write one with a letter or digit after - [!].")
            return
        spoken = tuple(" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip())
        section.pitfalls.append(Pitfall(f"{section.section_id}/{slug(label)}", label.strip(), spoken))

    def _take_example(self, rest: str, column: int) -> None:
        point = self._checkpoint(column, "An example sentence")
        if point is not None and rest:
            point.examples.append(rest)

    def _take_follow_up(self, rest: str, column: int) -> None:
        point = self._checkpoint(column, "A follow-up")
        if point is not None and rest:
            point.follow_ups.append(rest)

    # what lines need

    def _section(self, column: int, what: str) -> _OpenSection | None:
        if self._sections:
            return self._sections[-1]
        self._problem(column, f"{what} stands before the first section.", "Write a line with ## and a band above it.")
        return None

    def _checkpoint(self, column: int, what: str) -> _OpenCheckpoint | None:
        if self._sections and self._sections[-1].checkpoints:
            return self._sections[-1].checkpoints[-1]
        self._problem(column, f"{what} stands under no checkpoint.", "Move it below the checkpoint it belongs to.")
        return None

    def _band(self, written: str, column: int) -> Band | None:
        first, dash, second = written.replace("–", "-").partition("-")
        times = [self._time(first, column)]
        if dash:
            times.append(self._time(second, column + len(first) + 1))
        shortest, longest = times[0], times[-1]
        if shortest is None or longest is None:
            return None
        if not dash:
            return self._fixed(shortest, column)
        if shortest >= longest:
            what = f"The band runs backwards: {first.strip()} does not come before {second.strip()}."
            self._problem(column, what, f"Swap them: [{second.strip()}-{first.strip()}]")
            return None
        return Band(shortest, longest)

    def _fixed(self, seconds: float, column: int) -> Band | None:
        if seconds == 0:
            self._problem(column, "The length is 0:00.", "Write a longer one.")
            return None
        tolerance = min(FIXED_TOLERANCE_SECONDS, FIXED_TOLERANCE_SHARE * seconds)
        return Band(seconds - tolerance, seconds + tolerance)

    def _time(self, written: str, column: int) -> float | None:
        found = _TIME.fullmatch(written.strip())
        if found is None:
            place = column + _space(written)
            self._problem(place, f"“{written.strip()}” is no time.", "Write minutes and seconds, for example 1:30.")
            return None
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return float(hours * 3600 + minutes * 60 + seconds)

    # the whole

    def _check_whole(self) -> None:
        if not self._title:
            self._add(1, 1, "The question has no title.", "Begin with a line: # and the title.")
        if not self._sections:
            self._add(
                max(1, self._line), 1, "The question has no section.", "Add one, for example: ## Answer [1:00-2:00]"
            )
        bands = [section.band for section in self._sections if section.band]
        if self._total is None or not bands or len(bands) < len(self._sections):
            return
        least, most = sum(band.shortest for band in bands), sum(band.longest for band in bands)
        if least > self._total.longest or most < self._total.shortest:
            what = f"The sections take {format_band(Band(least, most))}, which misses the total."
            self._add(self._total_line, 1, what, "Change the total or the bands.")

    def _problem(self, index: int, what: str, fix: str) -> None:
        """A problem in the line at hand; `index` counts from 0."""
        self._add(self._line, index + 1, what, fix)

    def _add(self, line: int, column: int, what: str, fix: str) -> None:
        self._problems.append(TemplateProblem(line, column, what, fix))


_MOST_CHECKPOINTS = 100
"""Keeps parsing linear; no speaker can cover more in one section."""


def _lines(text: str) -> list[str]:
    """The lines, whatever their ends, without a byte order mark. Other separators of Unicode do not end a line."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _is_control(character: str) -> bool:
    return character != "\t" and unicodedata.category(character) in ("Cc", "Cs")


def _space(written: str) -> int:
    """How many blanks it begins with."""
    return len(written) - len(written.lstrip())
