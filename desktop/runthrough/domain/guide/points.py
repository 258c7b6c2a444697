"""The points of a section of a guide, made checkpoints: name, rank, cue phrases, example sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from runthrough.domain.guide.blocks import Block, Kind
from runthrough.domain.guide.outline import Part, Role
from runthrough.domain.guide.sections import GuideSection
from runthrough.domain.guide.speech_cues import speech_cues
from runthrough.domain.guide.times import find_times, without_times
from runthrough.domain.guide.wording import (
    clean_name,
    content_stems,
    cue_phrases,
    joined_phrases,
    lead_and_rest,
    quotes,
    spoken,
    without_quotes,
)
from runthrough.domain.question import Rank
from runthrough.domain.template_checkpoint import write_checkpoint
from runthrough.domain.template_lines import Line, Mark
from runthrough.domain.template_text import slug

MOST_EXAMPLES = 2
MOST_TEXTS = 4
"""Paragraphs of a section without lists that are read as points."""
FEWEST_CLAUSES = 3
"""Sentences that a text without any heading must have to be read as points."""
MOST_BLOCKS = 400
"""Lines of one section that are looked at; keeps the work linear in the length of any text."""
ENOUGH_CUES = 3
FROM_WORDING = 5
"""Cue phrases from the guide's wording, before those from its example sentences."""

_ONE_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_MUST = re.compile(
    r"\b(?:must|always|essential|most important|crucial|key point|non-negotiable|required)\b", re.IGNORECASE
)
_COULD = re.compile(r"\b(?:optional(?:ly)?|if (?:you have|there is) time|nice to have|bonus)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:numbers?|figures|(?:a|one|surprising|exact|clear|hard) figure|quantif\w+|metrics?|measur\w+|percent\w*|kpis?"
    r"|data point|how (?:many|much))\b",
    re.IGNORECASE,
)


@dataclass
class Point:
    """A point to be a checkpoint. `texts`: its wording after the name; `below`: texts of the points under it."""

    block: Block
    label: str
    texts: list[str]
    examples: list[str] = field(default_factory=list[str])
    follow_ups: list[str] = field(default_factory=list[str])
    cues: list[str] = field(default_factory=list[str])
    example_lines: list[int] = field(default_factory=list[int])
    guess: str = ""
    taken: set[str] = field(default_factory=set[str])
    own_cues: int = 0
    """How many of the cues come from its wording; those after them are from examples."""

    @property
    def name(self) -> str:
        """What the guide calls it: "One-liner" of "One-liner: what it is"."""
        return lead_and_rest(self.label)[0] or self.label

    @property
    def whole(self) -> str:
        """All its words."""
        return " ".join([self.label, *self.texts])

    def add_example(self, text: str, line: int) -> None:
        """Take an example sentence, and cue phrases out of it."""
        sentence = spoken(text)
        if len(sentence.split()) < 4 or sentence in self.examples:
            return
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(sentence)
            self.example_lines.append(line)
        more = cue_phrases([text], self.taken)
        self.cues += more[: max(0, 8 - len(self.cues))]

    @property
    def rank(self) -> Rank:
        """As far as the guide tells it."""
        if _MUST.search(self.whole):
            return Rank.MUST
        return Rank.COULD if _COULD.search(self.whole) else Rank.SHOULD

    @property
    def number(self) -> bool:
        """Whether the guide asks for a figure."""
        return bool(_NUMBER.search(self.whole))

    def lines(self) -> list[Line]:
        """Its lines in the text format."""
        told = f"cues from the wording of line {self.block.line}"
        if self.example_lines:
            told += f", example from line {' and '.join(map(str, self.example_lines))}"
        if self.guess:
            told = f"{self.guess}; {told}"
        made = [Line(Mark.GUESS, told)]
        made.append(Line(Mark.CHECKPOINT, write_checkpoint(self.label, self.rank, [self.cues], number=self.number)))
        made += [Line(Mark.EXAMPLE, example) for example in self.examples]
        made += [Line(Mark.FOLLOW_UP, question) for question in self.follow_ups if question]
        return made


def guide_points(section: GuideSection, apart: Sequence[Part]) -> list[Point]:
    """The points of a section, in order: its lists, else the sentences of its text.

    What is below it and stands `apart`, as a section of its own, is not looked at.
    """
    blocks = list(section.points)
    if section.part is not None:
        blocks = section.part.points(Role.ANSWER, apart=apart)
    blocks = [block for block in blocks[:MOST_BLOCKS] if not _only_quote(block) and not _only_time(block)]
    listed = [block for block in blocks if block.kind is not Kind.TEXT]
    if listed:
        return _nested(listed)
    texts = [block for block in (section.part.blocks if section.part else section.points) if block.kind is Kind.TEXT]
    lines = _is_list(texts)
    made = [
        point for block in texts[: 2 * MOST_TEXTS if lines else MOST_TEXTS] for point in _clauses(block, whole=lines)
    ]
    named = section.hint is not None or section.part is None or section.part.level > 0
    return made if named or len(made) >= FEWEST_CLAUSES else []


def _only_quote(block: Block) -> bool:
    said = quotes(block.text)
    return bool(said) and len(without_quotes(block.text).split()) <= 2


def _only_time(block: Block) -> bool:
    return bool(find_times(block.text)) and not content_stems(
        re.sub(r"(?i)\b(?:time|length|duration|aim|target)\b", "", without_times(block.text))
    )


def _nested(blocks: Sequence[Block]) -> list[Point]:
    """Top points with what is below them; where a single one holds a list, its list."""
    groups: list[tuple[Block, list[Block]]] = []
    least = min(block.level for block in blocks)
    for block in blocks:
        # a list of another part begins anew at its own depth
        if block.level <= least or not groups or block.level <= groups[-1][0].level:
            groups.append((block, []))
            least = min(least, block.level)
        else:
            groups[-1][1].append(block)
    if len(groups) == 1 and len(groups[0][1]) >= 2:
        return _nested(groups[0][1])
    return [_point(top, below) for top, below in groups]


def _point(block: Block, below: Sequence[Block]) -> Point:
    if block.kind is Kind.ROW:
        cells = [cell for cell in block.cells if cell and not (find_times(cell) and not without_times(cell))]
        label, texts = (cells[0], cells[1:]) if cells else (block.text, [])
    else:
        said = without_quotes(block.text)
        lead, rest = lead_and_rest(without_times(said) or said)
        whole = clean_name(f"{lead}: {rest}") if lead else ""
        short = lead and (len(f"{lead}: {rest}") > 62 or not whole)
        label, texts = (lead if short else (whole or rest), [rest] if lead else [])
    point = Point(block, clean_name(label), [*texts, *(each.text for each in below)])
    for sentence in [*quotes(block.text), *(quote for each in below for quote in quotes(each.text))]:
        point.texts.append(sentence)
        point.examples.append(spoken(sentence))
        point.example_lines.append(block.line)
    point.examples, point.example_lines = (
        point.examples[:MOST_EXAMPLES],
        point.example_lines[:1] if point.examples else [],
    )
    return point


def _is_list(texts: Sequence[Block]) -> bool:
    """Whether lines of text are a list without marks: two or more below one another, a sentence each."""
    adjacent = all(other.line == one.last_line + 1 for one, other in pairwise(texts))
    return len(texts) >= 2 and adjacent and all(_ONE_SENTENCE.fullmatch(block.text) for block in texts)


def _clauses(block: Block, *, whole: bool) -> list[Point]:
    """Points out of a sentence that lists what to say; one out of a `whole` line of a list."""
    if whole:
        return [_point(block, [])]
    parts = re.split(r"[;.?!]\s+|\s[·•]\s", without_quotes(block.text))
    pieces = [piece for part in parts for piece in _comma_pieces(part.strip())]
    made = [Point(block, clean_name(piece), []) for piece in pieces if _says_something(piece)]
    for point in made:
        point.guess = "point cut out of a sentence"
    return made[:8]


def _comma_pieces(part: str) -> list[str]:
    """What commas part; single words ("name, field, year") stay together, and one alone counts."""
    pieces = [piece.strip() for piece in re.split(r",\s+(?:and\s+)?", part) if piece.strip()]
    return [part] if len(pieces) > 1 and all(len(piece.split()) == 1 for piece in pieces) else pieces


def _says_something(piece: str) -> bool:
    asks = re.match(r"(?i)(?:what|how|who|why|which|where|when)\b", piece)
    words = len(piece.split())
    return words >= 4 or bool(content_stems(piece)) or (words >= 2 and bool(asks))


def add_point(points: list[Point], point: Point, taken: set[str]) -> None:
    """Add a point to a section, with cues of its own; `taken` are the section's. One of the same name is joined."""
    same = next((each for each in points if slug(each.label) == slug(point.label)), None)
    if same is not None or not slug(point.label):
        if same is not None:
            same.texts += point.texts
        return
    point.taken = taken
    texts = [point.label, *point.texts]
    point.cues = cue_phrases(texts, taken)[: FROM_WORDING + 3]
    if len(point.cues) < ENOUGH_CUES:
        point.cues = joined_phrases(texts, point.cues, taken)[:ENOUGH_CUES]
    if len(point.cues) < FROM_WORDING:
        known = dict.fromkeys(speech_cues(content_stems(point.whole)))
        spoken_ones = [cue for cue in known if cue.lower() not in taken]
        point.cues += spoken_ones[: FROM_WORDING + 1 - len(point.cues)]
        taken.update(cue.lower() for cue in point.cues)
    if not point.cues:
        point.cues = [_fallback(point.label, taken)]
    point.own_cues = len(point.cues)
    points.append(point)


def _fallback(label: str, taken: set[str]) -> str:
    """The name itself as a cue, made different from all others."""
    words = " ".join(re.findall(r"[\w'+#-]+", label)).lower() or "point"
    wanted, number = words, 2
    while wanted in taken or not re.search(r"[^\W_]", wanted):
        wanted, number = f"{words} {number}", number + 1
    taken.add(wanted)
    return wanted


def walk_examples(root: Part) -> list[Part]:
    """The parts that hold examples or phrases, outermost first."""
    found: list[Part] = []
    for part in root.parts:
        if part.role in (Role.EXAMPLE, Role.PHRASES):
            found.append(part)
        else:
            found += walk_examples(part)
    return found
