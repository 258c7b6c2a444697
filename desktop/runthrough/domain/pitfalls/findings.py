"""The possible pitfalls of one take, each with the words that it was found in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from runthrough.domain.pitfalls.rules import RULES, TEMPLATE, rules_of
from runthrough.domain.pitfalls.values import Find, Finding, Heard, Match, Rule
from runthrough.domain.question import Pitfall, Section
from runthrough.domain.scoring import Answer, make_answer
from runthrough.domain.spans import spoken_words
from runthrough.domain.speech import Word
from runthrough.domain.verdicts import Evidence

LANGUAGE = "en"
"""The rules know English alone."""
MOST_OF_A_RULE = 3
"""Findings of one rule in one take that are told; more of the same teach nothing."""


def find_pitfalls(
    words: Sequence[Word],
    section: Section,
    *,
    earlier: Sequence[Sequence[Word]] = (),
    off: Collection[str] = (),
) -> tuple[Finding, ...]:
    """The possible pitfalls of a take, in the order of the words; none of a rule whose id is in `off`.

    `words`: all of the take, as a recogniser wrote them. `earlier`: those of earlier takes of the section, against
    which it is told whether a text was learnt by heart.
    """
    answer = make_answer(spoken_words(words))
    if not answer.words:
        return ()
    before = tuple(tuple(word.text for word in spoken_words(each)) for each in earlier)
    heard = Heard(answer, before)
    taken: list[Match] = []
    found: list[Finding] = []
    for rule, pitfall in _holding(section):
        if rule.id not in off:
            told = _told(rule.find, heard, pitfall, taken)
            taken += told
            found += [_finding(rule, pitfall, _evidence(answer, match)) for match in told]
    return tuple(sorted(found, key=lambda finding: finding.evidence.first))


def _finding(rule: Rule, pitfall: Pitfall | None, evidence: Evidence) -> Finding:
    kind = pitfall.id if pitfall and rule is TEMPLATE else rule.id
    return Finding(rule.id, kind, pitfall.label if pitfall else rule.title, evidence, rule.suggestion)


def _evidence(answer: Answer, match: Match) -> Evidence:
    return Evidence(answer.words[match.first].index, answer.words[match.last].index)


def _holding(section: Section) -> Iterator[tuple[Rule, Pitfall | None]]:
    """Every rule that holds in a section, with the pitfall of the template for which it does."""
    listed = [(rule, pitfall) for pitfall in section.pitfalls for rule in rules_of(pitfall)]
    for rule in RULES:
        own = [pitfall for holding, pitfall in listed if holding is rule]
        yield from ((rule, pitfall) for pitfall in own)
        if rule.everywhere and not own:
            yield rule, None


def _told(find: Find, heard: Heard, pitfall: Pitfall | None, known: Sequence[Match]) -> list[Match]:
    """What a rule finds, without words that are told of already; of two that meet, the longer one."""
    kept: list[Match] = []
    for match in sorted(find(heard, pitfall), key=lambda match: match.first - match.last):
        if not any(match.first <= other.last and other.first <= match.last for other in (*known, *kept)):
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)[:MOST_OF_A_RULE]
