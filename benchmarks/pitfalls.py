"""How often the rules that look for pitfalls are right on labelled answers; a part of `python -m benchmarks coverage`.

Nothing is fitted here: the rules are the program's own. A labelled pitfall counts as found when a rule tells of it in
its answer; whether the quote overlaps the words a person marked is counted beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.labelled import word_places
from runthrough.domain.pitfalls.findings import find_pitfalls
from runthrough.domain.pitfalls.values import Finding
from runthrough.domain.question import Band, Pitfall, Section
from runthrough.domain.speech import Word


@dataclass(frozen=True, slots=True)
class PitfallCase:
    """One pitfall of one answer. `gold`: its label, None where it has none. `marked`: characters of the text."""

    answer: dict[str, Any]
    label: str
    gold: str | None
    marked: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...]


def pitfall_cases(data: dict[str, Any]) -> list[PitfallCase]:
    """Every labelled pitfall of every answer, with what the rules find."""
    return [
        _case(answer, labelled)
        for answer in data["answers"]
        for labelled in data["templates"][answer["template"]]["checkpoints"]
        if labelled["pitfall"]
    ]


def _case(answer: dict[str, Any], labelled: dict[str, Any]) -> PitfallCase:
    phrases = tuple(phrase for facet in labelled["facets"] for phrase in facet)
    pitfall = Pitfall(labelled["id"], labelled["label"], phrases)
    words = tuple(Word(text, 0.0, 0.0) for text in answer["text"].split())
    found = find_pitfalls(words, Section("section", "Section", Band(60, 90), pitfalls=(pitfall,)))
    gold = answer["gold"].get(pitfall.id)
    return PitfallCase(
        answer,
        pitfall.label,
        gold["label"] if gold else None,
        tuple((first, last) for first, last in gold["spans"]) if gold else (),
        tuple(each for each in found if each.label == pitfall.label),
    )


def print_pitfalls(cases: Sequence[PitfallCase]) -> None:
    """Precision, recall, quotes and failures."""
    if not cases:
        print("  pitfalls: none is labelled")
        return
    found = [case for case in cases if case.findings]
    right = [case for case in found if case.gold]
    labels = sum(case.gold is not None for case in cases)
    quoted = sum(map(_overlaps, right))
    print(
        f"  pitfalls: {len(right)} of {labels} found, {len(found) - len(right)} wrong in {len(cases)} pairs "
        f"(P {len(right) / max(1, len(found)):.2f}, R {len(right) / max(1, labels):.2f}); "
        f"{quoted} of {len(right)} quotes overlap the words a person marked"
    )
    for case in cases:
        if bool(case.findings) != (case.gold is not None):
            print(f"    {case.answer['id']:8} {'wrong ' if case.findings else 'missed'}  {case.label}  {_quotes(case)}")


def _overlaps(case: PitfallCase) -> bool:
    """Whether a quote shares a character with what a person marked."""
    places = word_places(case.answer["text"])
    quotes = [(places[each.evidence.first][0], places[each.evidence.last][1]) for each in case.findings]
    return any(begin < until and since < end for begin, end in quotes for since, until in case.marked)


def _quotes(case: PitfallCase) -> str:
    words = case.answer["text"].split()
    quotes = (" ".join(words[each.evidence.first : each.evidence.last + 1]) for each in case.findings)
    return "  ".join(f"“{quote}”" for quote in quotes)
