"""The number ledger: which figures are of one measure, and which contradict one another."""

from pathlib import Path

import pytest

from runthrough.domain.ledger import contradicted_by, figures_of, ledger
from runthrough.domain.question import Band, Checkpoint, Section
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict

PAIRS = Path(__file__).parent / "ledger_pairs"


def read_pairs(name):
    lines = [line for line in (PAIRS / name).read_text(encoding="utf-8").splitlines() if line[:1] in ("!", "=")]
    return [(line[0] == "!", *(part.strip() for part in line[1:].split("|"))) for line in lines]


def spoken(text, day, section_id="results", points=(), verdicts=()):
    words = tuple(Word(word, at * 0.4, at * 0.4 + 0.3) for at, word in enumerate(text.split()))
    section = Section(section_id, section_id.title(), Band(10, 20), checkpoints=points)
    heard = SectionReview(section, 20.0, transcript=Transcript((Utterance("u", words, "Fake"),)), verdicts=verdicts)
    return Review("q", "A question", (heard,), f"run-{day}", f"2026-03-{day:02}T09:00:00+00:00")


def contradictions(*texts):
    entries = ledger([spoken(text, day) for day, text in enumerate(texts, 1)])
    return [pair for entry in entries for pair in entry.contradictions]


@pytest.mark.parametrize(("contradict", "one", "other"), read_pairs("written_first.txt"))
def test_two_sentences_contradict_only_where_they_give_one_measure_two_values(contradict, one, other):
    assert bool(contradictions(one, other)) == contradict
    assert bool(contradictions(other, one)) == contradict


def test_pairs_that_nothing_was_tuned_on_are_mostly_told_right_and_never_wrongly_accused():
    told = [(contradict, bool(contradictions(one, other))) for contradict, one, other in read_pairs("held_out.txt")]
    assert not [found for contradict, found in told if found and not contradict]
    assert sum(contradict == found for contradict, found in told) >= 17


def test_an_evidence_that_asks_for_a_figure_tells_the_measure_where_the_words_are_few():
    point = Checkpoint("results/latency", "Latency", (("latency",),), needs_number=True)

    def run(text, day, points):
        told = tuple(
            CheckpointVerdict(each.id, Verdict.SAID, 1.0, Evidence(0, len(text.split()) - 1)) for each in points
        )
        return spoken(text, day, points=points, verdicts=told)

    texts = ("So a lookup of the customer answers in nine ms.", "Now every customer waits for Redis twenty ms.")
    assert not ledger([run(text, day, ()) for day, text in enumerate(texts, 1)])[0].contradictions
    found = ledger([run(text, day, (point,)) for day, text in enumerate(texts, 1)])
    assert [pair.later.checkpoint for pair in found[0].contradictions] == ["Latency"]


def test_before_and_after_are_two_measures_and_the_contradicted_one_comes_first():
    entries = ledger(
        [
            spoken("The p99 latency went from 120 to 68 ms.", 1),
            spoken("Our p99 latency went from one hundred and twenty to seventy eight milliseconds.", 2),
        ]
    )
    assert [(entry.title, [figure.value for figure in entry.figures]) for entry in entries] == [
        ("p99 latency", ["78 ms", "68 ms"]),
        ("p99 latency, before", ["120 ms", "120 ms"]),
    ]
    (pair,) = entries[0].contradictions
    assert (pair.earlier.said, pair.later.said) == ("68 ms", "seventy eight milliseconds")
    assert pair.later.quote == "Our p99 latency went from one hundred and twenty to seventy eight milliseconds."
    assert not entries[1].contradictions


def test_a_take_with_two_values_of_what_sounds_alike_accuses_nobody():
    assert not contradictions(
        "The migration took three weeks. The migration took nine weeks.", "The migration took five weeks."
    )


def test_a_run_through_is_held_against_the_last_time_a_figure_was_said():
    days = [spoken(f"Our p99 latency is {value} ms.", day) for day, value in enumerate((68, 78, 78), 1)]
    assert [pair.earlier.value for pair in contradicted_by(days[1], days[:1])] == ["68 ms"]
    assert not contradicted_by(days[2], days[:2]), "it was told when it changed"


def test_a_figure_that_is_denied_or_wished_for_contradicts_nothing():
    assert not contradictions("Our p99 latency is 68 ms.", "Our p99 latency is not 78 ms.")
    assert not contradictions("Our p99 latency is 68 ms.", "The goal was a p99 latency of 50 ms.")


def test_a_figure_is_found_with_its_section_and_time():
    (figure,) = figures_of(spoken("We serve two thousand users.", 1))
    assert (figure.section_id, figure.at, figure.value, figure.measured.bound) == ("results", 0.8, "2,000", 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It takes two to three weeks.", "2–3 weeks"),
        ("It takes about seventy ms.", "about 70 ms"),
        ("We had more than a hundred services.", "more than 100"),
        ("It handles two thousand requests per second.", "2,000 per second"),
        ("It cost about forty thousand dollars a month.", "about 40,000 USD per month"),
        ("The index is three hundred megabytes.", "300 MB"),
        ("Errors fell by 40%.", "40 %"),
    ],
)
def test_a_value_is_written_in_digits_with_its_unit(text, value):
    assert figures_of(spoken(text, 1))[0].value == value
