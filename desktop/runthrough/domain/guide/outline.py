"""A guide's outline: each heading with the blocks under it and what it is for, told by the words people use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from runthrough.domain.guide.blocks import BOLD_LEVEL, LABEL_LEVEL, PLAIN_LEVEL, QUESTION, Block, Kind
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
        r"^never$|weak answers?|watch out|deal.?breakers?|anti.?patterns?|bad answers?|what not\b",
        r"not to (?:do|say|mention)|\btrips?\b|leave out|(?:goes|go) wrong|steer clear|keep (?:away from|out)|faux pas",
        r"blunders?|no.?go(?:es|s)?\b|backfires?|turn.?offs?|(?:ruins?|spoils?|undermines?|harms?) |beware|warning\b",
    ),
    Role.FOLLOW_UPS: (
        r"follow.?ups?\b|questions (?:they|you|the|to expect|that|from|examiners)|objections|come back with",
        r"(?<!\byou )(?<!\bI )(?:may|might|will|usually|often|always|likely|likes?|love|tend)(?: to)? asks?\b(?! for)",
        r"(?:may|might|will|probably) (?:ask|push)\b(?! for)",
        r"(?:they|interviewers?|examiners?|panel|committee)\b.*\b(?:ask|push|probe|want to know)\b",
        r"(?:be|get|being) asked|q\s?(?:&|and)\s?a\b|^(?:more |further |tough )?questions$",
        r"(?:likely|possible|expected|typical|common|hard) questions|be (?:ready|prepared) for",
    ),
    Role.PHRASES: (
        r"phras(?:e|es|ing)s?\b|you (?:can|could|might) say|say something like|in your own words",
        r"\bsounds? like|how (?:it|this|that) (?:(?:can|could|might|may|would|should) )?sounds?",
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
        r"(?:^|table of )contents$|context for|rubric|good luck|check yourself|on the day",
        r"the (?:day|night|evening) before|worth (?:having|knowing)",
    ),
}
_UNSPOKEN = re.compile(
    r"\b(?:tips?|checklist|prepar\w*|rehears\w*|resources|reading|rubric|scoring|criteria|timing|schedule|"
    r"overview|before (?:you|the)|how to|about this|sample|model|worked|demo|full answer)\b",
    re.IGNORECASE,
)
"""What a heading is for that is never spoken, whatever time it names."""
_FRAMING = re.compile(
    r"(?:the |your |short |brief )?(?:background|introduction|intro|conclusion|context|final (?:words|thoughts|line))$",
    re.IGNORECASE,
)
"""Parts that guides have about the answer, and answers too."""
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
    for block in _level(blocks):
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
        above = stack[-1]
        role = _role_under(above, block)
        part = Part(block, role)
        above.parts.append(part)
        stack.append(part)
    _raise_framing(root)
    return root


def _role_under(above: Part, block: Block) -> Role:
    """What a heading's part is for: what is under an example, pitfalls and so on is for the same thing."""
    role = role_of(block.text)
    if role is Role.ANSWER and block.number == QUESTION:
        role = Role.ASIDE
    if _timed(block.text, role):
        role = Role.ANSWER
    # what has headings of its own is no overview: "Outline" over the parts of the answer
    if above.role is Role.TIMING and block.level < LABEL_LEVEL and role is Role.ANSWER:
        return role
    # a numbered heading right under an example continues it, whatever its level
    if above.role is not Role.ANSWER and (role is Role.ANSWER or above.level < LABEL_LEVEL <= block.level):
        return above.role if role in (Role.ANSWER, Role.ASIDE) else role
    return role


def _level(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with headings that are plain lines lifted to the level of the parts where they only follow those.

    In pasted prose "Avoid" after "Step 4: Close" is no part of step 4, unless an earlier step had such a line too.
    """
    left = Counter(block.level for block in blocks if block.kind is Kind.HEADING)
    several = {level for level, count in left.items() if count > 1}
    above, inside = 0, set[int]()
    for block in blocks:
        if block.kind is not Kind.HEADING:
            yield block
            continue
        left[block.level] -= 1
        last_of_several = above in several and not left[above] and above < block.level
        if block.level not in (BOLD_LEVEL, PLAIN_LEVEL, LABEL_LEVEL):
            above = block.level
        elif last_of_several and block.level not in inside and role_of(block.text) is not Role.ANSWER:
            yield replace(block, level=above)
            continue
        elif above:
            inside.add(block.level)
        yield block


def _raise_framing(root: Part) -> None:
    """An introduction, background or conclusion with points, among parts of the answer, is spoken itself."""
    for part in root.walk():
        inner = [each for each in part.parts if each.role in (Role.ANSWER, Role.ASIDE)]
        answers = [each for each in inner if each.role is Role.ANSWER and each.points(Role.ANSWER)]
        if part.role is not Role.ANSWER or len(answers) < 2:
            continue
        last = part.parts.index(answers[-1])
        for at, each in enumerate(part.parts):
            framing = each.role is Role.ASIDE and _FRAMING.match(each.title) and each.points(Role.ANSWER)
            if framing and at <= last + 1 and each.level == answers[0].level:
                each.role = Role.ANSWER


def _timed(heading: str, role: Role) -> bool:
    """Whether a heading whose words sound like `role` is a part of the answer all the same, because it has a time.

    "Introduction (30 s)" is spoken, "Why it matters to you (1 min)" and "A mistake I made (1 min)" too; "Notes on the
    two minutes" is not.
    """
    times = [time for time in find_times(heading) if not time.total]
    bare = without_times(heading)
    if not times or role is Role.FOLLOW_UPS or _UNSPOKEN.search(bare):
        return False
    ends = not heading[times[-1].end :].strip(" .)]")
    if role is not Role.PITFALLS:
        return ends or len(bare.split()) <= 3
    return ends and heading.rstrip().endswith((")", "]"))


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


def groups_only(title: str) -> bool:
    """Whether a heading names the whole answer and no part of it ("Solution", "The structure")."""
    return bool(_GROUPING.match(title))
