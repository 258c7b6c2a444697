"""The number ledger of a question in the terminal and as JSON."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.app import App
from runthrough.domain.errors import UnknownQuestion
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.speech import Utterance, Word
from runthrough.jobs import numbers, review
from runthrough.places import Places
from runthrough.storage.journal import open_journal

QUESTION = "why-move-on"


def rehearsed(app, *texts):
    """A run-through a day, its first section spoken in these words."""
    template = app.questions.get(QUESTION).template
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        for day, text in enumerate(texts, 1):
            at = f"2026-03-{day:02}T09:30:00+00:00"
            run = RunThrough(f"2026030{day}-1", QUESTION, template.version, template.text, at)
            take = Take(f"t-{day}", run.id, template.sections[0].id, 1, at, 16_000, "USB")
            words = tuple(Word(word, float(place), place + 0.5) for place, word in enumerate(text.split()))
            journal.runthrough_started(run)
            journal.take_started(take)
            journal.utterance_heard(take.id, Utterance(f"u-{day}", words, "Fake"))
            journal.take_ended(replace(take, frames=16_000 * 60, ending=Ending.FINISHED))
            journal.runthrough_finished(run.id, at)


@pytest.fixture
def app(tmp_path):
    made = App(Places(tmp_path))
    rehearsed(made, "Our p99 latency is 68 ms. We are six engineers.", "Our p99 latency is seventy eight milliseconds.")
    return made


def test_a_contradiction_is_listed_first_with_both_quotes(app, capsys):
    numbers(app, QUESTION, as_json=False)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "≠ p99 latency  contradicts itself"
    assert lines[1].startswith("≠ 78 ms")
    assert lines[2] == "“Our p99 latency is seventy eight milliseconds.”"
    assert lines[4] == "“Our p99 latency is 68 ms.”"
    assert lines[5] == "engineers"


def test_a_document_gives_each_figure_and_which_contradict(app, capsys):
    numbers(app, QUESTION, as_json=True)
    first, second = json.loads(capsys.readouterr().out)
    assert first["contradictions"] == [{"earlier": 1, "later": 0}]
    assert [(each["value"], each["unit"], each["at"]) for each in first["figures"]] == [(78, "ms", 4), (68, "ms", 4)]
    assert (second["measure"], second["contradictions"]) == ("engineers", [])


def test_a_review_is_held_against_the_run_throughs_before_it(app):
    newest, oldest = both = app.library.runthroughs(QUESTION)
    (pair,) = app.contradicted(app.review(newest), both)
    assert (pair.earlier.value, pair.later.value) == ("68 ms", "78 ms")
    assert app.contradicted(app.review(oldest), both) == ()


def test_a_review_tells_its_contradiction_with_both_quotes(app, capsys):
    review(app, "last", as_json=False)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    at = lines.index("≠ 78 ms contradicts 68 ms")
    assert lines[at + 1].endswith("0:04  “Our p99 latency is seventy eight milliseconds.”")
    assert lines[at + 2].startswith("2026-03-01 ")
    assert lines[at + 2].endswith("0:04  “Our p99 latency is 68 ms.”")
    review(app, "last", as_json=True)
    (pair,) = json.loads(capsys.readouterr().out)["contradictions"]
    assert (pair["earlier"]["text"], pair["later"]["text"]) == ("68 ms", "78 ms")


def test_a_question_without_figures_says_so_and_one_that_is_not_there_is_named(tmp_path, capsys):
    app = App(Places(tmp_path))
    numbers(app, QUESTION, as_json=False)
    assert capsys.readouterr().out.startswith("No figures yet")
    with pytest.raises(UnknownQuestion):
        numbers(app, "nothing", as_json=False)
