"""Each rule finds its own examples and leaves the others; what is found rests on words, once, where it holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.pitfalls.findings import MOST_OF_A_RULE, find_pitfalls
from runthrough.domain.pitfalls.rules import RULES, RULES_BY_ID, rules_of
from runthrough.domain.pitfalls.values import Finding, Rule
from runthrough.domain.question import Band, Pitfall, Section
from runthrough.domain.speech import Word

SCOPED = {rule.id: f"{rule.signs[0]} something".capitalize() for rule in RULES if rule.signs}
FOUND = [(rule, text) for rule in RULES for text in rule.found]
QUIET = [(rule, text) for rule in RULES for text in rule.quiet]


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, 0.3 * place, 0.3 * place + 0.2) for place, word in enumerate(text.split()))


def section(*pitfalls: Pitfall) -> Section:
    return Section("results", "Results", Band(30, 60), pitfalls=pitfalls)


def where_it_holds(rule: Rule) -> Section:
    return section() if rule.everywhere else section(Pitfall("results/one", SCOPED[rule.id]))


def by(rule: Rule, found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.rule == rule.id]


@pytest.mark.parametrize(("rule", "text"), FOUND, ids=lambda value: value if isinstance(value, str) else value.id)
def test_a_rule_finds_its_examples(rule: Rule, text: str) -> None:
    assert by(rule, find_pitfalls(words(text), where_it_holds(rule)))


@pytest.mark.parametrize(("rule", "text"), QUIET, ids=lambda value: value if isinstance(value, str) else value.id)
def test_a_rule_leaves_what_is_no_pitfall(rule: Rule, text: str) -> None:
    assert not by(rule, find_pitfalls(words(text), where_it_holds(rule)))


@pytest.mark.parametrize(("rule", "text"), FOUND, ids=lambda value: value if isinstance(value, str) else value.id)
def test_a_rule_that_is_off_finds_nothing(rule: Rule, text: str) -> None:
    assert not by(rule, find_pitfalls(words(text), where_it_holds(rule), off={rule.id}))


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.signs and not rule.everywhere], ids=lambda rule: rule.id
)
def test_a_rule_holds_only_where_the_template_lists_such_a_pitfall(rule: Rule) -> None:
    assert not [text for text in rule.found if by(rule, find_pitfalls(words(text), section()))]


def test_every_rule_explains_itself_and_has_examples_of_both_kinds() -> None:
    for rule in RULES:
        assert all((rule.title, rule.explanation, rule.suggestion, rule.source))
        assert rule.id in ("recital", "template") or (rule.found and rule.quiet)
    assert len(RULES_BY_ID) == len(RULES)


TALE = (
    "I joined the pricing desk in spring and found that the night job failed once a week because two feeds wrote one "
    "table and nobody had locked it so I drew the order of events on the wall and asked the desk which they needed"
)


def test_a_text_that_stood_so_in_an_earlier_take_sounds_read_out() -> None:
    (finding,) = by(
        RULES_BY_ID["recital"], find_pitfalls(words(TALE), section(), earlier=[words(f"so {TALE.lower()}")])
    )
    assert finding.evidence.last - finding.evidence.first > len(TALE.split()) // 2


def test_the_same_tale_in_other_words_does_not_sound_read_out() -> None:
    other = (
        "in spring I came to the desk that does the pricing and every week the job that runs at night would fail since "
        "one table was written from two feeds without any lock and so on the wall I put the events in order and asked"
    )
    assert not by(RULES_BY_ID["recital"], find_pitfalls(words(other), section(), earlier=[words(TALE)]))


def test_a_short_answer_may_be_the_same_each_time() -> None:
    text = "my name is Ada and I build the systems that price options"
    assert not find_pitfalls(words(text), section(), earlier=[words(text)])


FLATTERY = Pitfall("results/flattery", "Flattery", ("market leader", "dream company", "best"))


@pytest.mark.parametrize("text", ["you are the market leader after all", "this was always my dream company"])
def test_a_pitfall_that_only_the_template_knows_is_found_by_its_phrases(text: str) -> None:
    (finding,) = find_pitfalls(words(text), section(FLATTERY))
    assert (finding.rule, finding.kind, finding.label) == ("template", "results/flattery", "Flattery")


@pytest.mark.parametrize(
    "text", ["I would not call you the market leader", "my cousin calls it her dream company", "we did our best"]
)
def test_a_phrase_that_is_denied_or_of_others_or_a_common_word_is_left(text: str) -> None:
    assert not find_pitfalls(words(text), section(FLATTERY))


@pytest.mark.parametrize(
    ("label", "rule"),
    [
        ("Complaint about an employer or people", "complaint"),
        ("Badmouthing the current employer", "complaint"),
        ("Pay and perks", "pay"),
        ("Impact without numbers", "no-figure"),
        ("No risk controls", "no-controls"),
        ("We without I", "balance"),
        ("Playing it down", "template"),
    ],
)
def test_the_name_of_a_pitfall_tells_its_rule(label: str, rule: str) -> None:
    assert [each.id for each in rules_of(Pitfall("one/two", label))] == [rule]


def test_the_same_words_are_told_of_once() -> None:
    both = section(Pitfall("a", "Complaint about people"), Pitfall("b", "Blame"))
    assert len(find_pitfalls(words("well my manager was incompetent"), both)) == 1


def test_what_nearly_touches_is_one_finding():
    found = find_pitfalls(
        words("the company is badly run and nobody listens to us"), section(Pitfall("a", "Complaint"))
    )
    assert [(each.evidence.first, each.evidence.last) for each in found] == [(0, 7)]


def test_one_rule_is_told_of_a_few_times_at_most() -> None:
    text = "it is revolutionary and I wrote it down for all of the people who came to see it there "
    assert len(find_pitfalls(words(text * 9), section())) == MOST_OF_A_RULE


EVERY = section(*(Pitfall(f"results/{rule.id}", SCOPED[rule.id]) for rule in RULES if rule.signs))
SAID = st.lists(st.sampled_from([text for _rule, text in (*FOUND, *QUIET)]), max_size=4).map(" ".join)


@given(SAID)
def test_what_is_found_rests_on_words_that_were_said_in_their_order(text: str) -> None:
    spoken = words(text)
    found = find_pitfalls(spoken, EVERY)
    assert all(0 <= each.evidence.first <= each.evidence.last < len(spoken) for each in found)
    assert all(one.evidence.last < other.evidence.first for one, other in pairwise(found))


@given(SAID)
def test_case_and_punctuation_change_no_finding_though_a_quote_may_begin_elsewhere(text: str) -> None:
    shouted = ". ".join(text.upper().split(" "))
    one, other = find_pitfalls(words(shouted), EVERY), find_pitfalls(words(text), EVERY)
    assert [(each.kind, each.evidence.last) for each in one] == [(each.kind, each.evidence.last) for each in other]


def test_a_quote_begins_where_its_sentence_does() -> None:
    spoken = words("I like the team and its problems. The company is badly run there.")
    (found,) = find_pitfalls(spoken, section(Pitfall("a", "Complaint about people")))
    quote = " ".join(word.text for word in spoken[found.evidence.first : found.evidence.last + 1])
    assert quote == "The company is badly run"
