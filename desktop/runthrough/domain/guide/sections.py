"""Which parts of a guide are sections of the answer, and how long each may take.

A time may stand in a part's heading, in the line under it, or in an overview elsewhere that names several parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from runthrough.domain.guide.blocks import LABEL_LEVEL, Block, Kind
from runthrough.domain.guide.outline import Part, Role, groups_only, role_of
from runthrough.domain.guide.times import Hint, find_times, without_times
from runthrough.domain.guide.told_times import times_by_name, times_by_place
from runthrough.domain.guide.wording import content_stems, lead_and_rest, without_quotes

LONGEST_HINT_WORDS = 45
"""A longer paragraph tells a story; a time in it need not be the section's."""
MOST_PARTS = 200
"""Parts that are looked at; keeps the work linear in the length of any text."""
MOST_LINES = 2000
LONGEST_NAME_WORDS = 8
FOLLOW_UPS = "Follow-ups"

_VERBS = re.compile(
    r"^(?:then |next,? |finally,? |and )?"
    r"(?:leave|spend|keep|use|take|allow|reserve|give|save|aim for|budget|plan|about|around|the|your|"
    r"first|last|next|final|opening|closing)\b\s*(?:yourself\s)?(?:(?:for|on|with|to|in|of|the|your|about)\s)*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:\+|&|/|,|;|\band\b)\s*")
_WHOLE = re.compile(r"\b(?:total|whole|altogether|in all|talk|answer|presentation)\b", re.IGNORECASE)
_PREPARING = re.compile(
    r"\b(?:preparation|prep|planning|thinking)(?: time)?\s?(?::|is|of|[-–—])\s?(?:about )?$", re.IGNORECASE
)
_TO_PREPARE = re.compile(r"^\W*(?:to|of|for)\s+(?:prepar|think|plan|read|notes?|set)", re.IGNORECASE)


@dataclass
class GuideSection:
    """A section to be. `part` is None for one that only an overview names; `source` is the line of its time."""

    name: str
    part: Part | None
    hint: Hint | None = None
    source: int = 0
    points: list[Block] = field(default_factory=list[Block])


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an overview says of one part: its name, its time and the rest of its line."""

    name: str
    hint: Hint
    line: int
    rest: str = ""


def find_sections(root: Part) -> tuple[list[GuideSection], Hint | None]:
    """The sections in the order of the answer, and the total time, if one is named."""
    entries, total = _overview(root)
    told = {entry.line for entry in entries}
    parts = [part for part in _parts(root, bool(entries)) if not any(block.line in told for block in part.blocks)]
    sections = [GuideSection(_name(part), part, *_own_time(part)) for part in parts]
    sections = _with_entries(sections, entries)
    if len(sections) < 2:
        of_points = _sections_of_points(root)
        sections = of_points if len(of_points) > len(sections) else sections
    if not sections:
        sections = [GuideSection("Answer", root, total, 0)]
    _give_all(root, sections)
    sections += _asked(root, sections)
    return sections, total or _total_of_title(root)


def _asked(root: Part, sections: Sequence[GuideSection]) -> list[GuideSection]:
    """The section of a part such as "Questions (2 minutes)", unless there is one for them already."""
    if any(section.name == FOLLOW_UPS for section in sections):
        return []
    parts = (part for part in root.walk() if part.role is Role.FOLLOW_UPS and part.heading is not None)
    timed = ((part.heading, *_speaking(part.heading.text)[:1]) for part in parts if part.heading is not None)
    found = (GuideSection(FOLLOW_UPS, None, hints[0], heading.line) for heading, *hints in timed if hints)
    return list(islice(found, 1))


def _give_all(root: Part, sections: Sequence[GuideSection]) -> None:
    """ "Two minutes on each part", "the last takes a minute": to those that have no time of their own."""
    parts = (part for part in root.walk() if part is root or part.role is Role.TIMING)
    texts = [block for part in parts for block in part.blocks if block.kind is Kind.TEXT][:MOST_LINES]
    names = [section.name for section in sections]
    for block in texts:
        told = times_by_place(block.text, len(sections)) or times_by_name(block.text, names)
        each = next((hint for hint in find_times(block.text) if hint.each), None) if not told else None
        for at, section in enumerate(sections):
            hint = told.get(at, each)
            if section.hint is None and hint is not None:
                section.hint, section.source = hint, block.line


def _name(part: Part) -> str:
    name = without_times(part.title)
    name = (
        re.sub(r"^(?:part|step|section|phase|stage|block)\s+\w+\s*[:.)–—-]?\s*", "", name, flags=re.IGNORECASE) or name
    )
    name = re.sub(r"\s*\([^)]*\)\s*$", "", name) or name
    return name.capitalize() if name.isupper() else name


# times


def _own_time(part: Part) -> tuple[Hint | None, int]:
    """The time in a part's heading, else in the first lines under it; with its line."""
    if part.heading is not None:
        hints = _speaking(part.heading.text)
        if hints:
            return hints[-1] if len(hints) == 1 else hints[0], part.heading.line
    for block in [
        *part.blocks[:3],
        *(block for below in part.parts[:1] for block in below.blocks[:1] if below.level == LABEL_LEVEL),
    ]:
        short = len(block.text.split()) <= LONGEST_HINT_WORDS and block.kind is not Kind.ROW
        # a time in quotes is said, and not the section's
        hints = _speaking(without_quotes(block.text)) if short else []
        if hints and (
            block.kind is not Kind.POINT or re.match(r"(?i)time|length|duration|aim|about|target", block.text)
        ):
            return hints[0], block.line
    return None, 0


def _speaking(text: str) -> list[Hint]:
    """Times to speak: not those to prepare, and not a total when there are others."""
    hints = [
        hint
        for hint in find_times(text)
        if not _TO_PREPARE.match(text[hint.end : hint.end + 20])
        and not _PREPARING.search(text[max(0, hint.first - 30) : hint.first])
    ]
    return [hint for hint in hints if not hint.total] or hints


def _total_of_title(root: Part) -> Hint | None:
    """The length of the whole: one called so, else of the title, else of what calls itself the whole answer."""
    headings = [part.heading for part in [root, *root.parts[:1]] if part.heading is not None]
    texts = [block.text for block in [*root.blocks[:6], *headings]]
    told = (hint for text in texts for hint in find_times(text) if hint.total)
    titled = (hint for heading in headings[:1] if root.heading is not None for hint in find_times(heading.text))
    whole = (hint for text in texts if _WHOLE.search(text) for hint in _speaking(text))
    return next(chain(told, titled, whole), None)


# overview


def _overview(root: Part) -> tuple[list[_Entry], Hint | None]:
    """What timing parts, tables and the introduction say of the parts."""
    entries: list[_Entry] = []
    total: Hint | None = None
    for part in root.walk():
        if part.role is not Role.TIMING and part.parts and part is not root:
            continue
        if part.role not in (Role.TIMING, Role.ASIDE, Role.ANSWER):
            continue
        rows = [block for block in part.blocks if block.kind is Kind.ROW]
        lines = part.blocks if part.role is Role.TIMING else rows
        for block in lines:
            found, whole = _entries(block)
            entries += found
            total = total or whole
    return (entries if len(entries) > 1 else []), total


def _entries(block: Block) -> tuple[list[_Entry], Hint | None]:
    if block.kind is Kind.ROW:
        return _row_entries(block), None
    found: list[_Entry] = []
    total = None
    clauses = [block.text] if block.kind is Kind.POINT else re.split(r"(?<=[.;])\s+|,\s+(?:then|and)\s+", block.text)
    for clause in clauses:
        hints = _speaking(clause)
        total = total or next((hint for hint in find_times(clause) if hint.total), None)
        if not hints or hints[0].total:
            continue
        lead, rest = lead_and_rest(clause)
        named = lead if lead and without_times(lead) else clause
        name = _VERBS.sub("", without_times(named)).strip(" .:;,-–—")
        name = _VERBS.sub("", name)
        names = [each for each in _AND.split(name) if each] if hints[0].each else [name]
        about = without_times(rest) if lead and named == lead else ""
        found += [
            _Entry(each.strip(), hints[0], block.line, about) for each in names if content_stems(each) or each.strip()
        ]
    return found, total


def _row_entries(block: Block) -> list[_Entry]:
    """A row of a table: the cell with the time alone, the first other one is the name."""
    timed = next((cell for cell in block.cells if _speaking(cell)), None)
    if timed is None:
        return []
    name = next((cell for cell in block.cells if cell and without_times(cell) and cell != timed), without_times(timed))
    if re.match(r"(?i)total", name):
        return []
    rest = "; ".join(cell for cell in block.cells if cell not in (timed, name) and cell)
    name = re.sub(r"^\d+[.)]?\s*", "", without_times(name)) or name
    return [_Entry(name, _speaking(timed)[0], block.line, rest)]


def _with_entries(sections: list[GuideSection], entries: Sequence[_Entry]) -> list[GuideSection]:
    """Give the sections the times of the overview; what it names beside them becomes a section of its own."""
    if not entries:
        return sections
    matched = _match(sections, entries)
    if not any(place is not None for place in matched) and sections and any(each.hint for each in sections):
        return sections
    made: list[GuideSection] = list(sections)
    for entry, place in zip(entries, matched, strict=True):
        if place is not None:
            if sections[place].hint is None:
                sections[place].hint, sections[place].source = entry.hint, entry.line
            continue
        name = FOLLOW_UPS if role_of(entry.name) is Role.FOLLOW_UPS else entry.name
        rest = [Block(Kind.TEXT, entry.rest, entry.line)] if entry.rest else []
        made.append(GuideSection(name, None, entry.hint, entry.line, rest))
    if len([place for place in matched if place is not None]) >= 2:
        # parts that the overview leaves out are no sections: it names them all
        kept = {place for place in matched if place is not None}
        made = [each for at, each in enumerate(made) if at >= len(sections) or at in kept or each.hint]
    return made


def _match(sections: Sequence[GuideSection], entries: Sequence[_Entry]) -> list[int | None]:
    """For each entry the section that it means: by words in common, else by order where the numbers agree."""
    found: list[int | None] = []
    taken: set[int] = set()
    for entry in entries:
        wanted = content_stems(entry.name)
        scores = [
            (len(wanted & content_stems(section.name)), -at) for at, section in enumerate(sections) if at not in taken
        ]
        best = max(scores, default=(0, 0))
        found.append(-best[1] if best[0] else None)
        if best[0]:
            taken.add(-best[1])
    open_entries = [
        at for at, place in enumerate(found) if place is None and role_of(entries[at].name) is not Role.FOLLOW_UPS
    ]
    open_sections = [at for at in range(len(sections)) if at not in taken]
    if len(open_entries) == len(open_sections):
        for entry, section in zip(open_entries, open_sections, strict=True):
            found[entry] = section
    return found


# parts


def _parts(root: Part, has_overview: bool) -> list[Part]:
    """The parts that are sections: those with a time, and their fellows; without any time, those with points."""
    below = (part for part in root.walk() if part is not root and part.heading is not None)
    answers = [part for part in below if part.role is Role.ANSWER][:MOST_PARTS]
    timed = [part for part in answers if _own_time(part)[0] is not None and not _holds_timed(part)]
    if len(timed) >= 2:
        return _fellows(answers, timed)
    usable = [
        part for part in answers if part.level < LABEL_LEVEL and not groups_only(part.title) and _has_points(part)
    ]
    for level in sorted({part.level for part in usable}):
        same = [part for part in usable if part.level == level]
        if len(same) >= 2:
            return same
    labels = [part for part in answers if part.level == LABEL_LEVEL and part.points(Role.ANSWER)]
    if not has_overview and len(usable) != 1 and len(labels) >= 2:
        return labels
    return usable[:1]


def _holds_timed(part: Part) -> bool:
    below = [each for each in part.walk() if each is not part and each.role is Role.ANSWER]
    return sum(_own_time(each)[0] is not None for each in below) >= 2


def _fellows(answers: Sequence[Part], timed: Sequence[Part]) -> list[Part]:
    """The timed parts, and those of their level between the first and the last of them that have points."""
    levels = {part.level for part in timed}
    inside: set[int] = set()
    for part in timed:
        inside |= {id(each) for each in part.walk() if each is not part}
    first, last = answers.index(timed[0]), answers.index(timed[-1])
    return [
        part
        for at, part in enumerate(answers)
        if any(part is each for each in timed)
        or (part.level in levels and first < at and _has_points(part) and id(part) not in inside and at < last)
    ]


def _has_points(part: Part) -> bool:
    return bool(part.points(Role.ANSWER)) or any(block.kind is Kind.TEXT for block in part.blocks)


# points as sections


def _sections_of_points(root: Part) -> list[GuideSection]:
    """A list, or paragraphs, of which most name times: each is a section, what is below it are its points."""
    for part in root.walk():
        if part.role not in (Role.ANSWER, Role.TIMING):
            continue
        for kind in (Kind.POINT, Kind.TEXT):
            blocks = [block for block in part.blocks if block.kind is kind][:MOST_LINES]
            least = min((block.level for block in blocks), default=0)
            tops = [block for block in blocks if block.level == least]
            timed = [block for block in tops if _speaking(block.text)]
            if kind is Kind.TEXT:
                tops = timed
            if len(timed) >= 2 and len(timed) * 2 >= len(tops):
                return [_of_point(block, blocks) for block in tops[:MOST_PARTS]]
    return []


def _of_point(top: Block, blocks: Sequence[Block]) -> GuideSection:
    at = blocks.index(top)
    below: list[Block] = []
    for block in blocks[at + 1 :]:
        if block.level <= top.level:
            break
        below.append(block)
    hints = _speaking(top.text)
    name, rest = _named(without_times(top.text))
    text = [Block(Kind.TEXT, rest, top.line)] if rest else []
    return GuideSection(name, None, hints[0] if hints else None, top.line, below or text)


def _named(text: str) -> tuple[str, str]:
    """The name of a section and what is said about it: "The role: connect ..." or "The role. Connect ..."."""
    lead, rest = lead_and_rest(text)
    if lead:
        return lead, rest
    first, _, rest = text.partition(". ")
    if len(first.split()) <= LONGEST_NAME_WORDS:
        return first.strip(" ."), rest.strip()
    return re.split(r"[.;,(–—]", text)[0] or text, rest.strip()
