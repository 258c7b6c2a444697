"""Pay and perks as a motive. Only looked for where a template asks for other reasons, so speaking of them is enough."""

from __future__ import annotations

from collections.abc import Iterator

from runthrough.domain.pitfalls.match import Words, own_phrases, phrase_list
from runthrough.domain.pitfalls.values import Heard, Match
from runthrough.domain.question import Pitfall

DENIED_BEFORE = 5
"""Words before, in the same clause, in which a denial takes it back: "it was never really about the money"."""

_PAY = phrase_list(
    """
    salary / salaries / my pay / the pay / their pay / better pay / higher pay / pay rise / pay raise / a raise / wage /
    wages / bonus / bonuses / compensation / total comp / stock options / company car / signing bonus / perks /
    benefits package / health benefits / home office days / underpaid / better paid / badly paid / paid better /
    paid more / paid enough / paid well / pays better / pays more / pays well / pay more / pay better / pay well /
    pay me / pays me / more money / better money / good money / the money / earn more / earn better / make more money /
    in money / free lunch / free lunches / short commute / four day week
    """
)
_PAYING = frozenset("pay pays paid paying offer offers offered".split())
_MORE = frozenset("more better double twice".split())
MORE_WITHIN = 5
"""Words from paying to how much: "you pay about a fifth more"."""
_BUSINESS_AFTER = frozenset(
    "system systems service services calculation calculations data run runs file files back spent saved".split()
)
"""What makes it part of the work: "the salary calculation", "the bonus service"."""
_BUSINESS_BEFORE = frozenset(
    "save saved saves saving spend spent cost costs lost lose losing customers customer".split()
)
_SETTLED = phrase_list(
    """
    is fine / is fair / is good / was fine / was fair / isn't the / wasn't the / isn't why / wasn't why / is not the /
    was not the / is not why / was not why / doesn't matter / didn't matter / comes second
    """
)
"""What follows where pay is spoken of as no reason."""


def find_pay(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Pay and perks as a reason."""
    words = Words(heard.answer)
    for match in (*words.places_of(_PAY), *_paying_more(words)):
        if words.is_own(match.first) and not _no_reason(words, match):
            yield match
    for match in own_phrases(heard, pitfall):
        if not _no_reason(words, match):
            yield match


def _paying_more(words: Words) -> Iterator[Match]:
    for at, text in enumerate(words.texts):
        if text in _PAYING and words.texts[at - 1 : at] != ("we",):
            more = (
                place for place in range(at + 1, min(at + 1 + MORE_WITHIN, len(words))) if words.texts[place] in _MORE
            )
            yield from (Match(at, place) for place in more)


def _no_reason(words: Words, match: Match) -> bool:
    settled = any(words.phrase_at(match.last + step, _SETTLED) for step in (1, 2))
    business = words.near(Match(match.last, match.last), _BUSINESS_AFTER, 0, 1)
    business = business or words.near(Match(match.first, match.first), _BUSINESS_BEFORE, 4, 0)
    return settled or business or words.denied_in_clause(match.first, DENIED_BEFORE)
