"""Example sentences of a guide, given to the checkpoints that they show: by number, by name, by words in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from runthrough.domain.guide.blocks import Block, Kind
from runthrough.domain.guide.outline import Part, Role
from runthrough.domain.guide.points import Point, walk_examples
from runthrough.domain.guide.sections import GuideSection
from runthrough.domain.guide.wording import content_stems, lead_and_rest, quotes, word_roots
from runthrough.domain.normalise import holds_quantity, phrase_tokens
from runthrough.domain.template_text import slug

FITS = 2
"""Words in common from which a line belongs to a point of another section, or without any section."""
LONGEST_QUOTE_WORDS = 40
"""A longer one says several things, a sentence each."""
MOST_LINES = 400
"""Lines of examples that are looked at."""
MOST_NAME_WORDS = 8
"""A longer point of an example is no name of what stands under it."""

LONG_LINE = 40
"""Words from which a line of an example is cut into its sentences."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_OF_SECTION = re.compile(r"(?:for|to|part|step|section|no\.?)?\s*(\d{1,2})$", re.IGNORECASE)
_Sections = Sequence[tuple[GuideSection, list[Point]]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A line of an example: under which name and number it stands."""

    text: str
    line: int
    name: str
    number: str
    quoted: bool


def attach_examples(root: Part, sections: _Sections) -> None:
    """Give examples and sample phrasings to checkpoints; what fits none is left out."""
    every = [point for _, points in sections for point in points]
    for source, points in sections:
        quoted = list(_quoted_in(source))
        if len(points) > 1 and len(quoted) == len(points):  # as many as there are points: one for each, in order
            for shown, point in zip(quoted, points, strict=True):
                point.add_example(shown.text, shown.line)
            continue
        for shown in quoted:
            _give(shown, points, every, roams=True)
    lines = ((part, shown) for part in walk_examples(root) for shown in _lines(part))
    for example, shown in islice(lines, MOST_LINES):
        named = _named_point(shown, every)
        if named is not None:
            named.add_example(shown.text, shown.line)
            continue
        _give(shown, _section_of(example, sections) or _named_section(shown, example, sections), every)


def _quoted_in(source: GuideSection) -> Iterator[_Shown]:
    """What a section's own paragraphs quote: "Say something like ..."."""
    for block in source.part.blocks if source.part is not None else ():
        if block.kind is Kind.TEXT:
            yield from (_Shown(sentence, block.line, "", "", quoted=True) for sentence in quotes(block.text))


def _give(shown: _Shown, near: Sequence[Point], every: Sequence[Point], *, roams: bool = False) -> None:
    """To the point that a line shows: one of its own section; one that `roams` also goes where it fits far better."""
    numbered = [point for point in near or every if shown.number and point.block.number == shown.number]
    if numbered and (near or len(numbered) == 1):
        numbered[0].add_example(shown.text, shown.line)
        return
    here, point = _best(shown, near)
    there, other = _best(shown, every, with_cues=roams)
    if there >= FITS and there > 2 * here and (roams or not near):
        point = other
    elif not here:
        # a phrase for the section as a whole
        point = next((each for each in near if not each.examples), None) if shown.quoted else None
    if point is not None:
        point.add_example(shown.text, shown.line)


def _best(shown: _Shown, points: Sequence[Point], *, with_cues: bool = False) -> tuple[int, Point | None]:
    """The point with the most words in common, and how many; a name counts three times."""
    names, words = word_roots(shown.name), word_roots(shown.text)
    figure = not shown.quoted and holds_quantity(phrase_tokens(shown.text))
    best: tuple[int, Point | None] = (0, None)
    for point in points:
        cues = " ".join(point.cues[: point.own_cues]) if with_cues else ""
        score = 3 * len(names & word_roots(point.label)) + len(words & word_roots(f"{point.whole} {cues}"))
        score += 1 if figure and point.number else 0
        if score > best[0]:
            best = (score, point)
    return best


def _named_point(shown: _Shown, points: Sequence[Point]) -> Point | None:
    """The one point of all that has the name under which an example stands."""
    wanted = _name_key(shown.name)
    found = [point for point in points if wanted and _name_key(point.name) == wanted]
    return found[0] if len(found) == 1 else None


def _name_key(name: str) -> frozenset[str]:
    return word_roots(name) or frozenset({slug(name)} - {""})


def _section_of(part: Part, sections: _Sections) -> list[Point]:
    """The points of the section in which an example stands."""
    for source, points in sections:
        if (
            source.part is not None
            and source.part.heading is not None
            and any(each is part for each in source.part.walk())
        ):
            return points
    return []


def _named_section(shown: _Shown, part: Part, sections: _Sections) -> list[Point]:
    """The points of the section that an example names."""
    own = [points for source, points in sections if shown.number and _number_of(source) == shown.number]
    if len(own) == 1:
        return own[0]
    numbered = _OF_SECTION.match(shown.name)
    if numbered and 0 < int(numbered[1]) <= len(sections):
        return sections[int(numbered[1]) - 1][1]
    wanted = content_stems(f"{shown.name} {part.title if part.role is Role.EXAMPLE else ''}")
    scores = [(len(wanted & content_stems(source.name)), points) for source, points in sections]
    best = max(scores, key=lambda each: each[0], default=(0, []))
    return best[1] if best[0] else []


def _number_of(source: GuideSection) -> str:
    """The number in a section's heading."""
    return source.part.heading.number if source.part is not None and source.part.heading is not None else ""


def _lines(part: Part, name: str = "", number: str = "") -> Iterator[_Shown]:
    """The lines of an example with the name and number above each."""
    top = min((block.level for block in part.blocks if block.kind is Kind.POINT), default=0)
    begun, before = name, 0
    for at, block in enumerate(part.blocks):
        if block.kind is Kind.POINT and block.level == top and _heads(block, part.blocks[at + 1 : at + 2]):
            name, number = block.text, block.number
            continue
        if _closing_words(block, part.blocks[at - 1 : at], part):
            continue
        lead, rest = lead_and_rest(block.text)
        # the next line of a paragraph stands under the same name
        goes_on = block.kind is Kind.TEXT and block.line == before + 1 and not lead
        begun, before = begun if goes_on else f"{name} {lead}".strip(), block.last_line
        known = block.number or number
        for text, quoted in _sentences(rest if lead else block.text):
            yield _Shown(text, block.line, begun, known, quoted)
    for below in part.parts:
        yield from _lines(below, f"{name} {below.title}".strip(), below.heading.number if below.heading else number)


def _closing_words(block: Block, before: Sequence[Block], part: Part) -> bool:
    """Whether an unquoted paragraph after a list of examples is the guide's own again, and no example."""
    if block.kind is not Kind.TEXT or quotes(block.text) or lead_and_rest(block.text)[0] or part.role is Role.ANSWER:
        return False
    return bool(before) and before[-1].kind is Kind.POINT and len(before[-1].text.split()) > MOST_NAME_WORDS


def _heads(block: Block, after: Sequence[Block]) -> bool:
    """Whether a point only names what stands below it."""
    return (
        bool(after)
        and (after[0].level > block.level or after[0].kind is Kind.TEXT)
        and len(block.text.split()) <= MOST_NAME_WORDS
    )


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    said = quotes(text)
    if said:
        for quote in said:
            parts = _SENTENCE_END.split(quote) if len(quote.split()) > LONGEST_QUOTE_WORDS else [quote]
            yield from ((sentence, True) for sentence in parts)
    elif len(text.split()) > LONG_LINE:
        yield from ((sentence, False) for sentence in _SENTENCE_END.split(text))
    else:
        yield text, False
