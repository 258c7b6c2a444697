"""What a guide warns of and what it expects to be asked: pitfalls and follow-up questions."""

from __future__ import annotations

import re

from runthrough.domain.guide.blocks import Block, Kind
from runthrough.domain.guide.outline import Part, Role
from runthrough.domain.guide.wording import LONGEST_NAME, clean_name, lead_and_rest, quotes, without_quotes

MOST_PITFALLS, LONGEST_PHRASE_WORDS = 40, 8

_KINDS = (
    (r"badmouth|complain|critici[sz]|negativ|bitter|(?:\bold|former|current) (?:boss|employer)",
     ("my manager", "my boss", "politics", "toxic", "hate my job", "badly run")),
    (r"compensation|salary|\bpay\b|money|perks|benefits",
     ("salary", "more money", "compensation", "underpaid", "bonus")),
    (r"no numbers|without (?:a )?(?:numbers?|figures?)|quantif|vague|hand.?wav|unmeasur|metrics",
     ("a lot faster", "much better", "huge impact", "significantly improved")),
    (r"jargon|buzzword|acronym|technical terms", ("state of the art", "cutting edge", "synergy", "best in class")),
    (r"risk|guardrail|rollback|safety|untested", ("straight to production", "without a review", "tested it live")),
    (r"blam|fault|excus|defensive", ("his fault", "her fault", "their fault", "they never", "not my fault")),
    (r"\bwe\b.*\bI\b|\bI\b.*\bwe\b|your own (?:part|role|contribution)|credit",
     ("we all did", "the team did everything")),
    (r"apolog", ("sorry about", "sorry for", "I apologise")),
    (r"superlativ|exaggerat|arrogan|boast|bragg|oversell|guarantee",
     ("the best ever", "world class", "nobody else could")),
    (r"filler|\bum\b|hesitat|\buh\b", ("you know what I mean", "kind of like")),
    (r"memoris|memoriz|read(?:ing)? (?:out|from|aloud|off)|script|by heart", ()),
)  # fmt: skip
"""What a kind of pitfall tends to sound like; a guide describes it and seldom quotes it."""


def find_pitfalls(root: Part) -> list[tuple[Part, str, tuple[str, ...]]]:
    """Each pitfall with the part in which it stands, its name and phrases."""
    found: list[tuple[Part, str, tuple[str, ...]]] = []
    for part in root.walk():
        if part.role is not Role.PITFALLS:
            continue
        listed = [block for block in part.blocks if block.kind in (Kind.POINT, Kind.ROW)]
        least = min((block.level for block in listed), default=0)
        for block in [each for each in listed if each.level == least] or _sentences(part):
            label = _label(block)
            if label:
                found.append((part, label, _phrases(block.text)))
    return found[:MOST_PITFALLS]


def _sentences(part: Part) -> list[Block]:
    """The sentences of a paragraph of warnings."""
    return [
        Block(Kind.TEXT, sentence, block.line)
        for block in part.blocks
        for sentence in re.split(r"(?<=[.!?])\s+", block.text)
        if len(sentence.split()) >= 3
    ]


def _label(block: Block) -> str:
    text = block.cells[0] if block.cells else block.text
    text = without_quotes(text) or text
    lead, rest = lead_and_rest(text)
    whole = re.split(r"(?<=[.!?])\s+", text)[0]
    if len(lead.split()) >= 2:
        whole = f"{lead}: {rest}" if len(lead) + len(rest) < LONGEST_NAME else lead
    name = clean_name(re.sub(r"(?i)^(?:do not|don['’]t|never|avoid)\s+", "", whole))
    return name[:1].upper() + name[1:]


def _phrases(text: str) -> tuple[str, ...]:
    """What it sounds like: what the guide quotes, else what its kind tends to sound like."""
    said = [
        phrase
        for quote in [*quotes(text), *re.findall(r"[“\"]([^”\"]{4,60})[”\"]", text)]
        for phrase in [_phrase(quote)]
        if phrase
    ]
    known = [phrase for pattern, phrases in _KINDS if re.search(pattern, text, re.IGNORECASE) for phrase in phrases]
    return tuple(dict.fromkeys([*said, *known]))[:8]


def _phrase(quote: str) -> str:
    words = re.findall(r"[\w'’-]+", quote)
    return " ".join(words[:LONGEST_PHRASE_WORDS]) if 2 <= len(words) <= 14 else ""


def find_follow_ups(root: Part) -> list[str]:
    """Questions that the guide expects."""
    found: list[str] = []
    for part in root.walk():
        if part.role is not Role.FOLLOW_UPS:
            continue
        for block in part.blocks:
            said = quotes(block.text)
            if said:
                found += said
            elif block.kind is Kind.POINT or "?" in block.text:
                found += re.findall(r"[^.?!]*\?", block.text) or ([block.text] if block.kind is Kind.POINT else [])
    return list(dict.fromkeys(question.strip(' “”"-–•') for question in found))
