"""A guide's outline: each heading with the blocks under it and what it is for, told by the words people use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from runthrough.domain.guide.blocks import LABEL_LEVEL, QUESTION, Block, Kind
from runthrough.domain.guide.times import find_times, without_times
from runthrough.domain.guide.wording import lead_and_rest, quotes


class Role(Enum):
    """What a part of a guide is for."""

    ANSWER = "answer"
    PITFALLS = "pitfalls"
    FOLLOW_UPS = "follow-ups"
    EXAMPLE = "example"
    PHRASES = "phrases"
    TIMING = "timing"
    ASIDE = "aside"


_ROLES = {
    Role.PITFALLS: (
        r"pitfall|mistake|\bavoid|\bdon['’]?ts?\b|\bdo not\b|what not to|never (?:do|say)",
        r"\bcosts? (?:you )?(?:marks|points)",
        r"los(?:e|es|ing) (?:you )?(?:marks|points)|red flag|\btraps?\b|errors\b|what (?:hurts|kills|sinks|goes wrong)",
        r"^never$|weak answers?|watch out|deal.?breakers?|anti.?patterns?|bad answers?",
    ),
    Role.FOLLOW_UPS: (
        r"follow.?ups?\b|questions (?:they|you|the|to expect|that|from|examiners)",
        r"(?:may|might|will|probably) (?:ask|push)",
        r"(?:they|interviewers?|examiners?|panel|committee)\b.*\b(?:ask|push|probe|want to know)\b|objections",
        r"come back with",
        r"(?:likely|possible|expected|typical|common|hard) questions|be (?:ready|prepared) for",
    ),
    Role.PHRASES: (
        r"phras(?:e|es|ing)\b|you (?:can|could|might) say|say something like|how it (?:can )?sounds?|in your own words",
        r"opening lines?|useful (?:language|expressions|sentences)|sentence starters|wording|script\b|concise example",
        r"sample (?:line|sentence)s?",
    ),
    Role.EXAMPLE: (
        r"\bsounds\b|example|sample (?:answer|response|story)|model answer|worked|illustration|demo answer",
        r"filled.in|full answer",
    ),
    Role.TIMING: (
        r"\btiming|time (?:plan|budget|table|split)|timetable|at a glance|overview|how to structure",
        r"structure of|the plan",
        r"run of show|outline|schedule|agenda|how long|how the time",
    ),
    Role.ASIDE: (
        r"\btips?\b|checklist|validation|optional|summary|in short|takeaways?|remember|before (?:you|the)",
        r"prepar|notes?\b",
        r"body language|delivery|scoring|criteria|resources|further reading|introduction|about this|quick answer|final",
        r"why (?:they|this question|interviewers|it matters)|what (?:they|interviewers?)|mini outline|wrap.?up note",
        r"what the (?:panel|examiners?|interviewer|committee)|how to (?:use|practi[cs]e|prepare)|practi[cs]e",
        r"background",
        r"context for|rubric|good luck|check yourself|on the day",
        r"the (?:day|night|evening) before|worth (?:having|knowing)",
    ),
}
_COMPILED = tuple((role, re.compile("|".join(patterns), re.IGNORECASE)) for role, patterns in _ROLES.items())
_GROUPING = re.compile(
    r"^(?:solution|answer|guide|the answer|your answer|structure|the structure|template|framework|steps?|principles)\b",
    re.IGNORECASE,
)


def role_of(heading: str) -> Role:
    """What a heading says its part is for; a part of the answer unless it says otherwise."""
    return next((role for role, pattern in _COMPILED if pattern.search(heading)), Role.ANSWER)


@dataclass
class Part:
    """A heading with what stands under it, down to the next heading of its level. `heading` None: before the first."""

    heading: Block | None
    role: Role
    blocks: list[Block] = field(default_factory=list[Block])
    parts: list[Part] = field(default_factory=list["Part"])

    @property
    def title(self) -> str:
        """The heading's text."""
        return self.heading.text if self.heading else ""

    @property
    def level(self) -> int:
        """The heading's level; 0 for the whole guide."""
        return self.heading.level if self.heading else 0

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def points(self, *roles: Role, apart: Sequence[Part] = ()) -> list[Block]:
        """The points here and in the parts below that have one of the roles, but for those that stand `apart`."""
        found = [block for block in self.blocks if block.kind in (Kind.POINT, Kind.ROW)]
        for part in self.parts:
            if part.role in roles and not any(part is each for each in apart):
                found += part.points(*roles, apart=apart)
        return found


def outline(blocks: Sequence[Block]) -> Part:
    """The tree of a guide. What is under an example, pitfalls and so on is for the same thing."""
    root = Part(None, Role.ANSWER)
    stack = [root]
    for block in blocks:
        if block.kind is not Kind.HEADING:
            inline = _inline_list(block)
            if inline is None:
                stack[-1].blocks.append(block)
            else:
                # beside the parts of the answer, below a heading that is the only one of its kind
                whole = stack[1] if len(stack) > 1 and len(root.parts) == 1 else root
                whole.parts.append(inline)
            continue
        while len(stack) > 1 and stack[-1].level >= block.level:
            stack.pop()
        # a numbered heading right under an example continues it, whatever its level
        above = stack[-1]
        role = role_of(block.text)
        if role is Role.ANSWER and block.number == QUESTION:
            role = Role.ASIDE
        if role not in (Role.PITFALLS, Role.FOLLOW_UPS) and _short_and_timed(block.text):
            role = Role.ANSWER
        if above.role is not Role.ANSWER and (role is Role.ANSWER or above.level < LABEL_LEVEL <= block.level):
            role = above.role if role in (Role.ANSWER, Role.ASIDE) else role
        part = Part(block, role)
        above.parts.append(part)
        stack.append(part)
    return root


def _inline_list(block: Block) -> Part | None:
    """ "Don't: recite your CV, ask about pay." is a list of pitfalls in one line."""
    lead, rest = lead_and_rest(block.text)
    role = role_of(lead) if lead and block.kind is Kind.TEXT and len(lead.split()) <= 4 else Role.ANSWER
    if re.fullmatch(r"(?i)dos?", lead):
        role = Role.ASIDE
    elif role not in (Role.PITFALLS, Role.FOLLOW_UPS):
        return None
    pieces = re.split(r"[;,.]\s+(?:and\s+)?", rest) if not quotes(rest) else [rest]
    points = [Block(Kind.POINT, piece.strip(" ."), block.line) for piece in pieces if piece.strip(" .")]
    return Part(Block(Kind.HEADING, lead, block.line, LABEL_LEVEL), role, points)


def _short_and_timed(heading: str) -> bool:
    """ "Introduction (30 s)" is spoken; "Notes on the two minutes that you have" is not."""
    return bool(find_times(heading)) and len(without_times(heading).split()) <= 3


def groups_only(title: str) -> bool:
    """Whether a heading names the whole answer and no part of it ("Solution", "The structure")."""
    return bool(_GROUPING.match(title))
