"""The possible pitfalls of one take, each with the words that it was found in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from runthrough.domain.phrases import ends_sentence
from runthrough.domain.pitfalls.rules import RULES, TEMPLATE, rules_of
from runthrough.domain.pitfalls.values import Find, Finding, Heard, Match, Rule
from runthrough.domain.question import Pitfall, Section
from runthrough.domain.scoring import Answer, make_answer
from runthrough.domain.spans import spoken_words
from runthrough.domain.speech import Word
from runthrough.domain.verdicts import Evidence

LANGUAGE = "en"
"""The rules know English alone."""
BEGIN = 6
"""Words before a finding at most that its quote begins earlier."""
FEWEST_QUOTED = 4
"""Words of a quote, where so many were said in its sentence."""
NEARLY = 3
"""Places from the last word of one finding to the first of the next of its rule, up to which they are one."""
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
    found: list[tuple[Match, Rule, Pitfall | None]] = []
    for rule, pitfall in _holding(section):
        if rule.id not in off:
            known = [match for match, _rule, _pitfall in found]
            found += [(match, rule, pitfall) for match in _told(rule.find, heard, pitfall, known)]
    made: list[Finding] = []
    for match, rule, pitfall in sorted(found, key=lambda each: each[0].first):
        since = made[-1].evidence.last + 1 if made else 0
        made.append(_finding(rule, pitfall, _evidence(words, answer, match, since)))
    return tuple(made)


def _finding(rule: Rule, pitfall: Pitfall | None, evidence: Evidence) -> Finding:
    kind = pitfall.id if pitfall and rule is TEMPLATE else rule.id
    return Finding(rule.id, kind, pitfall.label if pitfall else rule.title, evidence, rule.suggestion)


def _evidence(words: Sequence[Word], answer: Answer, match: Match, since: int) -> Evidence:
    """The words that are quoted: from a few before (not before the word `since`), where clause or sentence begins."""
    least = max(0, match.last + 1 - FEWEST_QUOTED)
    begins = max((clause.first for clause in answer.cut if clause.first <= match.first), default=0)
    begin = min(match.first, max(begins, match.first - BEGIN))
    first, found = max(since, answer.words[min(begin, least)].index), answer.words[match.first].index
    ended = (at + 1 for at in range(found - 1, first - 1, -1) if ends_sentence(words[at].text))
    return Evidence(next(ended, first), answer.words[match.last].index)


def _holding(section: Section) -> Iterator[tuple[Rule, Pitfall | None]]:
    """Every rule that holds in a section, with the pitfall of the template for which it does."""
    listed = [(rule, pitfall) for pitfall in section.pitfalls for rule in rules_of(pitfall)]
    for rule in RULES:
        own = [pitfall for holding, pitfall in listed if holding is rule]
        yield from ((rule, pitfall) for pitfall in own)
        if rule.everywhere and not own:
            yield rule, None


def _meets(match: Match, others: Sequence[Match]) -> bool:
    return any(match.first <= other.last and other.first <= match.last for other in others)


def _told(find: Find, heard: Heard, pitfall: Pitfall | None, known: Sequence[Match]) -> list[Match]:
    """What a rule finds, without words that are told of already; of two that meet, the longer one."""
    kept: list[Match] = []
    for match in sorted(find(heard, pitfall), key=lambda match: match.first - match.last):
        if not _meets(match, (*known, *kept)):
            kept.append(match)
    return _joined(sorted(kept, key=lambda match: match.first), known)[:MOST_OF_A_RULE]


def _joined(matches: Sequence[Match], known: Sequence[Match]) -> list[Match]:
    """Those that nearly touch as one: "badly run and nobody listens" is one complaint."""
    made: list[Match] = []
    for match in matches:
        whole = Match(made[-1].first, match.last) if made and match.first - made[-1].last <= NEARLY else match
        if whole is not match and not _meets(whole, known):
            made[-1] = whole
        else:
            made.append(match)
    return made
