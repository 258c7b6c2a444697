"""Possible pitfalls and their rules in a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.console import Console
from rich.text import Text

from runthrough.domain.clock import format_time
from runthrough.domain.pitfalls.of_review import PossiblePitfall
from runthrough.domain.pitfalls.rules import RULES
from runthrough.domain.pitfalls.values import Rule

Json = dict[str, object]


def show_pitfalls(pitfalls: Sequence[PossiblePitfall], console: Console) -> None:
    """Print what was found in a section; of what the speaker dismissed only how many there are."""
    shown = [each for each in pitfalls if each.dismissed is None]
    for each in shown:
        console.print(
            Text(f"  △ possible: {each.finding.label}"), Text(f"  ({each.finding.kind})", style="dim"), sep=""
        )
        at = "" if each.at is None else f"{format_time(each.at)}  "
        console.print(Text(f"            {at}“{each.quote}”", style="dim"))
        console.print(Text(f"            {each.finding.suggestion}", style="dim"))
    dismissed = len(pitfalls) - len(shown)
    if dismissed:
        console.print(Text(f"  △ {dismissed} dismissed", style="dim"))


def pitfalls_json(pitfalls: Sequence[PossiblePitfall]) -> list[Json]:
    """All of them, with the words they were found in; `dismissed` is null, "here" or "question"."""
    return [
        {
            "rule": each.finding.rule,
            "kind": each.finding.kind,
            "label": each.finding.label,
            "first_word": each.finding.evidence.first,
            "last_word": each.finding.evidence.last,
            "at": each.at,
            "quote": each.quote,
            "suggestion": each.finding.suggestion,
            "dismissed": None if each.dismissed is None else "question" if each.dismissed.for_ever else "here",
        }
        for each in pitfalls
    ]


def show_rules(off: Collection[str], console: Console) -> None:
    """Print every rule: whether it is on, where it holds, why, what to do instead, and where it comes from."""
    for rule in RULES:
        state = "off" if rule.id in off else "on"
        console.print(Text(f"{rule.id:<13}{state:<5}"), Text(rule.title, style="bold"), sep="")
        for line in (_where(rule), rule.explanation, f"Instead: {rule.suggestion}", f"Source: {rule.source}"):
            console.print(Text(f"    {line}", style="dim"))


def _where(rule: Rule) -> str:
    return "In every section." if rule.everywhere else "Where the question lists such a pitfall."


def rules_json(off: Collection[str]) -> list[Json]:
    """The rules with their examples."""
    return [
        {
            "id": rule.id,
            "title": rule.title,
            "on": rule.id not in off,
            "everywhere": rule.everywhere,
            "explanation": rule.explanation,
            "suggestion": rule.suggestion,
            "source": rule.source,
            "finds": list(rule.found),
            "leaves": list(rule.quiet),
        }
        for rule in RULES
    ]
