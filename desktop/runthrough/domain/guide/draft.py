"""A written guide as the draft of a question, in the text format, with every guess marked (`//?`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from runthrough.domain.clock import format_time
from runthrough.domain.errors import GuideUnreadable
from runthrough.domain.guide.blocks import BOLD_LEVEL, PLAIN_LEVEL, Block, Kind, plain, read_blocks
from runthrough.domain.guide.examples import attach_examples
from runthrough.domain.guide.outline import Part, Role, outline
from runthrough.domain.guide.points import Point, add_point, guide_points
from runthrough.domain.guide.remarks import find_follow_ups, find_pitfalls
from runthrough.domain.guide.sections import FOLLOW_UPS, GuideSection, find_sections
from runthrough.domain.guide.times import Hint, find_times, spans_as_lengths
from runthrough.domain.guide.wording import clean_name
from runthrough.domain.question import Band
from runthrough.domain.template_band import write_band
from runthrough.domain.template_lines import Line, Mark, write_lines
from runthrough.domain.template_text import slug

SECONDS_A_POINT, SECONDS_A_SECTION = 9.0, 6.0
"""A guessed length: a sentence of 20 words at 140 words a minute takes 9 s (norms.md, pace)."""
MOST_SECTIONS, MOST_POINTS = 30, 40
FIRST_LINES = 8
"""Where a guide states the question that it answers."""
LONG_TITLE_WORDS = 6
"""A first heading with a time is the title all the same if it is this long: "How to pitch in two minutes"."""
_UNSEEN = ("Cc", "Cf", "Cs")
"""Control characters, marks without width and halves of letters (Unicode categories)."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was not in the guide: the line of the draft (from 1) that marks it, and what was guessed."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A template in the text format that can be used as it is, and the guesses in it."""

    text: str
    guesses: tuple[Guess, ...]


@dataclass
class DraftSection:
    """A section that is being put together."""

    source: GuideSection
    name: str
    band: Band
    band_guess: str
    prompt: str = ""
    points: list[Point] = field(default_factory=list[Point])
    pitfalls: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list[tuple[str, tuple[str, ...], str]])


def draft_from_guide(text: str, source: str) -> Draft:
    """The draft of a guide. Raises GuideUnreadable (reasons "empty" and "no points")."""
    text = "".join(letter for letter in text if letter in "\n\r\t" or unicodedata.category(letter) not in _UNSEEN)
    if not text.strip():
        raise GuideUnreadable(source, "empty")
    root = _without_title(outline(read_blocks(spans_as_lengths(text))))
    title, question = _title(root, text)
    found, total = find_sections(root)
    sections = _draft_sections(found, total)
    if not any(section.points for section in sections):
        _name_points(sections)
    if not any(section.points for section in sections):
        raise GuideUnreadable(source, "no points")
    if question:
        sections[0].prompt = question
    attach_examples(root, [(section.source, section.points) for section in sections])
    for pitfall in find_pitfalls(root):
        _place_pitfall(pitfall, sections)
    _place_follow_ups(find_follow_ups(root), sections)
    lines = [Line(Mark.TITLE, title), *_total_line(sections, total), *_lines(sections)]
    guesses = tuple(Guess(at, line.rest) for at, line in enumerate(lines, 1) if line.mark is Mark.GUESS)
    return Draft(write_lines(lines) + "\n", guesses)


# title


def _without_title(root: Part) -> Part:
    """A single heading above all others is the title, and what is under it the guide."""
    if (
        len(root.parts) == 1
        and root.parts[0].parts
        and root.parts[0].role in (Role.ANSWER, Role.EXAMPLE, Role.TIMING, Role.ASIDE)
    ):
        only = root.parts[0]
        return Part(only.heading, Role.ANSWER, [*root.blocks, *only.blocks], only.parts)
    first = root.parts[0] if root.parts else None
    if first is not None and first.heading is not None and not _holds_answers(first):
        plain_line = not root.blocks and first.heading.level in (BOLD_LEVEL, PLAIN_LEVEL)
        below = plain_line or all(part.level >= first.level for part in root.parts)
        words = first.heading.text.split()
        leads = not root.blocks and (not find_times(first.heading.text) or len(words) >= LONG_TITLE_WORDS)
        if below and (first.heading.level <= 2 or not first.blocks or leads) and len(root.parts) > 1:
            return Part(first.heading, Role.ANSWER, [*root.blocks, *first.blocks], [*first.parts, *root.parts[1:]])
    return root


def _holds_answers(part: Part) -> bool:
    return bool(part.points(Role.ANSWER)) or any(below.role is Role.ANSWER for below in part.parts)


def _title(root: Part, text: str) -> tuple[str, str]:
    """The title, and the question that is answered, if the guide begins with it."""
    asked = (block for block in root.blocks[:2] if block.kind is Kind.TEXT and block.line <= FIRST_LINES)
    question = clean_prompt(next((block.text for block in asked if "?" in block.text), ""))
    title = next((plain(line) for line in text.splitlines() if plain(line)), "")
    if root.heading is not None:
        title = root.heading.text
    elif question:
        title = re.split(r"[,?:;]", question)[0]
    return clean_name(title.capitalize() if title.isupper() else title) or "Imported guide", question


def clean_prompt(text: str) -> str:
    """A question as one line, up to its last question mark or end."""
    text = re.sub(r"[\x00-\x1f\x7f]|[\ud800-\udfff]", " ", text)
    return " ".join(text.split())[:400]


# sections


def _draft_sections(found: Sequence[GuideSection], total: Hint | None) -> list[DraftSection]:
    made: list[DraftSection] = []
    names: set[str] = set()
    apart = [source.part for source in found if source.part is not None]
    for source in found[:MOST_SECTIONS]:
        name = _distinct(clean_name(source.name) or "Section", names)
        section = DraftSection(source, name, Band(0.0, 1.0), "")
        taken: set[str] = set()
        for point in guide_points(source, apart)[:MOST_POINTS]:
            add_point(section.points, point, taken)
        if section.points or source.hint is not None:
            made.append(section)
    spare = _spare(made, total)
    for section in made:
        section.band, section.band_guess = _band(section, spare)
    return made


def _name_points(sections: Sequence[DraftSection]) -> None:
    """Where a guide only names its parts and their times ("Greet them (30 s)"), each part is its own point."""
    for section in sections:
        if section.source.hint is not None and section.source.source and section.name != FOLLOW_UPS:
            point = Point(Block(Kind.POINT, section.name, section.source.source), section.name, [])
            point.guess = "the guide names no points for it"
            add_point(section.points, point, set())


def _distinct(name: str, names: set[str]) -> str:
    """A name whose id no other section has."""
    if not slug(name):
        name = f"Section {len(names) + 1}"
    wanted, number = name, 2
    while slug(wanted) in names:
        wanted, number = f"{name} {number}", number + 1
    names.add(slug(wanted))
    return wanted


def _spare(sections: Sequence[DraftSection], total: Hint | None) -> float | None:
    """The seconds of the total for each section that has no time."""
    untimed = [section for section in sections if section.source.hint is None]
    if total is None or not untimed:
        return None
    used = sum(sum(section.source.hint.band) / 2 for section in sections if section.source.hint)
    left = sum(total.band) / 2 - used
    return left / len(untimed) if left >= 10 * len(untimed) else None


def _band(section: DraftSection, spare: float | None) -> tuple[Band, str]:
    hint, line = section.source.hint, section.source.source
    if hint is not None:
        shortest, longest = (float(round(value)) for value in hint.band)
        guess = f"only a limit is named in line {line}" if hint.shortest is None else ""
        if shortest < longest:
            return Band(shortest, longest), guess
        return _around(longest), guess
    if spare is not None:
        return _wide(spare), "no time is named: an equal share of what the total leaves"
    count = len(section.points)
    told = f"no time is named: some {SECONDS_A_POINT:.0f} seconds for each of its {count} points"
    return _wide(SECONDS_A_SECTION + SECONDS_A_POINT * max(1, count)), told


def _total_line(sections: Sequence[DraftSection], total: Hint | None) -> list[Line]:
    """The length of the whole answer, unless the guide means another whole: one that its sections cannot meet."""
    if total is None:
        return []
    low, high = total.band
    ranged = round(low) < round(high)
    band = Band(float(round(low)), float(round(high))) if ranged else _wide(high)
    least = sum(section.band.shortest for section in sections)
    most = sum(section.band.longest for section in sections)
    if least > band.longest or most < band.shortest:
        return []
    guess = Line(Mark.GUESS, f"total: some room around the {format_time(high)} that the guide names")
    return [*([] if ranged else [guess]), Line(Mark.TOTAL, write_band(band))]


def _around(seconds: float) -> Band:
    tolerance = min(5.0, 0.1 * seconds)
    return Band(seconds - tolerance, seconds + tolerance)


def _wide(seconds: float) -> Band:
    """A guessed length as a band in steps of five seconds."""
    shortest = max(5.0, 5.0 * round(0.85 * seconds / 5.0))
    return Band(shortest, max(shortest + 5.0, 5.0 * round(1.15 * seconds / 5.0)))


# pitfalls and follow-ups


def _place_pitfall(pitfall: tuple[Part, str, tuple[str, ...]], sections: list[DraftSection]) -> None:
    """Into the section under which it stands, else the first."""
    part, label, phrases = pitfall
    for section in sections:
        inside = section.source.part
        if inside is not None and inside.heading is not None and any(each is part for each in inside.walk()):
            section.pitfalls.append((label, phrases, ""))
            return
    sections[0].pitfalls.append((label, phrases, "stands for the whole answer in the guide"))


def _place_follow_ups(questions: Sequence[str], sections: list[DraftSection]) -> None:
    """Under the last checkpoint of the follow-up section, else of the last section that has any."""
    last = next((section for section in sections if section.name == FOLLOW_UPS), None)
    if last is None:
        last = next((section for section in reversed(sections) if section.points), None)
    if last is not None and not last.points:
        waiting = Block(Kind.POINT, "A short answer to each", last.source.source)
        point = Point(waiting, waiting.text, [], cues=["the short answer", "happy to go deeper", "to answer that"])
        point.guess = "the guide names no points for it"
        last.points.append(point)
    if last is not None and last.points:
        last.points[-1].follow_ups += [clean_prompt(question) for question in questions[:20]]


# writing


def _lines(sections: Sequence[DraftSection]) -> list[Line]:
    lines: list[Line] = []
    for section in sections:
        lines.append(Line(Mark.NONE, ""))
        if section.band_guess:
            lines.append(Line(Mark.GUESS, f"band: {section.band_guess}"))
        lines.append(Line(Mark.SECTION, f"{section.name} [{write_band(section.band)}]"))
        if section.prompt:
            lines.append(Line(Mark.PROMPT, section.prompt))
        for point in section.points:
            lines += point.lines()
        labels: set[str] = set()
        for label, phrases, guess in section.pitfalls:
            if slug(label) in labels:
                continue
            labels.add(slug(label))
            if guess:
                lines.append(Line(Mark.GUESS, f"placed here: {guess}"))
            lines.append(Line(Mark.PITFALL, f"{label} | {', '.join(phrases)}" if phrases else label))
    return lines
