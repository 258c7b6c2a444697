"""The text format of a question: read with all its problems at once, each with line, column and a fix.

The format is described in docs/template-format.md. A template keeps the text it was parsed from, so that writing it
back unchanged needs no writer. Reading takes time linear in the length of the text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from runthrough.domain.clock import format_band
from runthrough.domain.errors import TemplateInvalid
from runthrough.domain.languages import LANGUAGES, is_english, language_name
from runthrough.domain.question import Band, Checkpoint, Pitfall, Rank, Section, Template
from runthrough.domain.template_advice import advise_on_cues, advise_on_section
from runthrough.domain.template_band import read_band
from runthrough.domain.template_checkpoint import in_groups, read_cues, read_label
from runthrough.domain.template_lines import KNOWN_MARKS, Line, Mark, read_line, split_lines
from runthrough.domain.template_notes import Notes
from runthrough.domain.template_problems import Edit, TemplateProblem

_HEADING = re.compile(r"(?P<name>.*?)\s*\[(?P<band>[^\[\]]*)\]\s*")
_MOST_CHECKPOINTS = 100
"""Keeps reading linear; no speaker can cover more in one section."""
_NOT_YET = Band(0.0, 1.0)
"""Stands for a band that could not be read, in a section that does not count."""


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section as far as it could be read: from its heading in `line`. It does not count without its band.

    `points`: the line of each of its checkpoints.
    """

    line: int
    section: Section
    counts: bool
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a text says, mistakes or not. `template` is None while there is an error among the problems."""

    title: str
    total: Band | None
    sections: tuple[ReadSection, ...]
    problems: tuple[TemplateProblem, ...]
    template: Template | None


def parse(text: str, source: str) -> Template:
    """The template that `text` describes. `source` names the file, for the error.

    Raises TemplateInvalid with every error, in the order of the lines; warnings keep no template from being used.
    """
    reader = _Reader(text, advise=False)
    reading = reader.read()
    if reading.template is None:
        raise TemplateInvalid(source, reader.notes.errors)
    return reading.template


def read(text: str) -> Reading:
    """What a text says, with errors, warnings and guesses; for whoever is still writing it."""
    return _Reader(text, advise=True).read()


def slug(name: str) -> str:
    """A name as an id: letters and digits in lower case, joined by hyphens; "" if it has none.

    ASCII alone where the name has any; else the letters of its own alphabet.
    """
    return file_slug(name) or "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).lower()))


def file_slug(name: str) -> str:
    """The same for the name of a file: ASCII letters and digits alone; "" if it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


@dataclass
class _OpenCheckpoint:
    line: int
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
    line: int
    section_id: str
    name: str
    band: Band | None
    prompt: list[str] = field(default_factory=list[str])
    checkpoints: list[_OpenCheckpoint] = field(default_factory=list[_OpenCheckpoint])
    known: dict[str, int] = field(default_factory=dict[str, int])
    pitfalls: list[Pitfall] = field(default_factory=list[Pitfall])
    cues: dict[str, int] = field(default_factory=dict[str, int])

    def close(self) -> ReadSection:
        band = self.band or _NOT_YET
        checkpoints = tuple(point.close() for point in self.checkpoints)
        section = Section(self.section_id, self.name, band, " ".join(self.prompt), checkpoints, tuple(self.pitfalls))
        return ReadSection(self.line, section, self.band is not None, tuple(point.line for point in self.checkpoints))


class _Reader:
    """Goes through the lines once; `notes.line` is the number of the one at hand."""

    def __init__(self, text: str, *, advise: bool) -> None:
        self._text, self._advise = text, advise
        self.notes = Notes()
        self._title = ""
        self._total: Band | None = None
        self._total_line = 0
        self._language = "en"
        self._lists: dict[Mark, tuple[str, ...]] = {}
        self._sections: list[_OpenSection] = []
        self._names: dict[str, int] = {}
        self._takers: dict[Mark, Callable[[Line], None]] = {
            Mark.TITLE: self._take_title,
            Mark.TOTAL: self._take_total,
            Mark.LANGUAGE: self._take_language,
            Mark.TAGS: self._take_list,
            Mark.TERMS: self._take_list,
            Mark.SECTION: self._take_section,
            Mark.PROMPT: self._take_prompt,
            Mark.CHECKPOINT: self._take_checkpoint,
            Mark.PITFALL: self._take_pitfall,
            Mark.EXAMPLE: self._take_example,
            Mark.FOLLOW_UP: self._take_follow_up,
            Mark.GUESS: self._take_guess,
            Mark.COMMENT: self._pass,
            Mark.NONE: self._take_unknown,
        }

    def read(self) -> Reading:
        for written in split_lines(self._text):
            self.notes.line += 1
            self._take(written)
        self._check_whole()
        sections = tuple(section.close() for section in self._sections)
        return Reading(self._title, self._total, sections, self.notes.problems, self._template(sections))

    def _template(self, sections: tuple[ReadSection, ...]) -> Template | None:
        if self.notes.errors:
            return None
        version = hashlib.sha256(self._text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return Template(
            self._title,
            tuple(each.section for each in sections),
            self._text,
            version,
            self._total,
            self._language,
            self._lists.get(Mark.TAGS, ()),
            self._lists.get(Mark.TERMS, ()),
        )

    # lines

    def _take(self, written: str) -> None:
        bad = next((place for place, character in enumerate(written) if _is_control(character)), None)
        if bad is not None:
            edit = Edit("Delete it", self.notes.line, bad, bad + 1, "")
            self.notes.error(bad, "There is a control character here.", "Delete it.", edit=edit)
            return
        line = read_line(written)
        self._takers[line.mark](line)

    def _pass(self, _line: Line) -> None:
        """A comment is for the author alone."""

    def _take_unknown(self, line: Line) -> None:
        if not line.blank:
            what, fix = "This line has no mark that is known.", f"Begin it with one of {KNOWN_MARKS}."
            edit = Edit("Make it a comment", self.notes.line, line.column, line.column, "// ")
            self.notes.error(line.column, what, fix, length=len(line.rest), edit=edit)

    def _take_guess(self, line: Line) -> None:
        self.notes.guess(line.column, line.rest or "This was guessed.", len(line.rest))

    def _take_title(self, line: Line) -> None:
        if self._title:
            self._error(line, "There is a title already.", "Write ## for a section, or delete this line.")
        elif not line.rest:
            self._error(line, "The title is empty.", "Write the question's title after #.")
        elif self._sections:
            self._error(line, "The title comes after a section.", "Move it to the first line.")
        else:
            self._title = line.rest

    def _take_total(self, line: Line) -> None:
        if self._sections:
            self._error(line, "The total comes after a section.", "Move it under the title.")
        elif self._total_line:
            edit = Edit("Delete this one", self.notes.line)
            self.notes.error(line.column, "There is a total already.", "Delete one of them.", edit=edit)
        else:
            self._total_line = self.notes.line
            self._total = read_band(line.rest, line.column, self.notes)

    def _take_language(self, line: Line) -> None:
        if line.rest not in LANGUAGES:
            what = f"“{line.rest}” is no language code that a recogniser knows."
            self._error(line, what, "Write two letters, for example: language: en")
            return
        self._language = line.rest
        if not is_english(line.rest):
            self.notes.warning(
                line.column,
                f"{language_name(line.rest)} is understood by a multilingual Whisper model alone.",
                "Moonshine and the models for English (“.en”) record it but do not transcribe it.",
                length=len(line.rest),
            )

    def _take_list(self, line: Line) -> None:
        self._lists[line.mark] = tuple(item for item in (part.strip() for part in line.rest.split(",")) if item)

    def _take_section(self, line: Line) -> None:
        heading = _HEADING.fullmatch(line.rest)
        name = heading["name"].strip() if heading else line.rest.partition("[")[0].strip()
        band = None
        if heading is None:
            end = line.column + len(line.rest)
            edit = Edit("Add one minute", self.notes.line, line.column + len(name), end, " [1:00]") if name else None
            fix = "Add one, for example: [1:00-1:30]"
            self.notes.error(line.column, "The section has no band.", fix, length=len(line.rest), edit=edit)
        else:
            band = read_band(heading["band"], line.column + heading.start("band"), self.notes)
        section_id = slug(name)
        if not section_id:
            self._error(line, "The section has no name.", "Write one with a letter or digit after ##.")
        elif section_id in self._names:
            self._error(line, f"“{name}” is also the section in line {self._names[section_id]}.", "Rename one.")
        self._names.setdefault(section_id, self.notes.line)
        self._sections.append(_OpenSection(self.notes.line, section_id, name, band))

    def _take_prompt(self, line: Line) -> None:
        section = self._section(line, "A prompt")
        if section is not None and line.rest:
            section.prompt.append(line.rest)

    def _take_checkpoint(self, line: Line) -> None:
        section = self._section(line, "A checkpoint")
        if section is None:
            return
        written, bar, phrases = line.rest.partition("|")
        label, rank, needs_number = read_label(written, line.column, self.notes)
        cues = read_cues(phrases, line.column + len(written) + len(bar), section.cues, self.notes)
        if self._advise:
            advise_on_cues(cues, self.notes)
        point_id = f"{section.section_id}/{slug(label)}"
        if not slug(label):
            self._error(line, "The checkpoint has no name.", "Write one with a letter or digit before |.")
        elif point_id in section.known:
            self._error(line, f"“{label}” is also the checkpoint in line {section.known[point_id]}.", "Rename one.")
        section.known.setdefault(point_id, self.notes.line)
        section.checkpoints.append(
            _OpenCheckpoint(self.notes.line, point_id, label, in_groups(cues), rank, needs_number)
        )
        if len(section.checkpoints) == _MOST_CHECKPOINTS + 1:
            self._error(line, f"A section has at most {_MOST_CHECKPOINTS} checkpoints.", "Split the section.")

    def _take_pitfall(self, line: Line) -> None:
        section = self._section(line, "A pitfall")
        if section is None:
            return
        label, _, phrases = line.rest.partition("|")
        if not slug(label):
            self._error(line, "The pitfall has no name.", "Write one with a letter or digit after - [!].")
            return
        spoken = tuple(" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip())
        section.pitfalls.append(Pitfall(f"{section.section_id}/{slug(label)}", label.strip(), spoken))

    def _take_example(self, line: Line) -> None:
        point = self._checkpoint(line, "An example sentence")
        if point is not None and line.rest:
            point.examples.append(line.rest)

    def _take_follow_up(self, line: Line) -> None:
        point = self._checkpoint(line, "A follow-up")
        if point is not None and line.rest:
            point.follow_ups.append(line.rest)

    # what lines need

    def _error(self, line: Line, what: str, fix: str) -> None:
        self.notes.error(line.column, what, fix, length=len(line.rest))

    def _section(self, line: Line, what: str) -> _OpenSection | None:
        if self._sections:
            return self._sections[-1]
        self._error(line, f"{what} stands before the first section.", "Write a line with ## and a band above it.")
        return None

    def _checkpoint(self, line: Line, what: str) -> _OpenCheckpoint | None:
        if self._sections and self._sections[-1].checkpoints:
            return self._sections[-1].checkpoints[-1]
        self._error(line, f"{what} stands under no checkpoint.", "Move it below the checkpoint it belongs to.")
        return None

    # the whole

    def _check_whole(self) -> None:
        if not self._title:
            self.notes.error_at(1, "The question has no title.", "Begin with a line: # and the title.")
        if not self._sections:
            fix = "Add one, for example: ## Answer [1:00-2:00]"
            self.notes.error_at(max(1, self.notes.line), "The question has no section.", fix)
        for section in self._sections if self._advise else ():
            advise_on_section(section.line, section.band, len(section.checkpoints), self.notes)
        bands = [section.band for section in self._sections if section.band]
        if self._total is None or not bands or len(bands) < len(self._sections):
            return
        least, most = sum(band.shortest for band in bands), sum(band.longest for band in bands)
        if least > self._total.longest or most < self._total.shortest:
            what = f"The sections take {format_band(Band(least, most))}, which misses the total."
            self.notes.error_at(self._total_line, what, "Change the total or the bands.")


def _is_control(character: str) -> bool:
    return character != "\t" and unicodedata.category(character) in ("Cc", "Cs")
