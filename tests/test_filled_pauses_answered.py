"""What a speaker says of filled pauses stays so: in the library, in the terminal, over new transcripts."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.app import App
from runthrough.desk import AppDesk
from runthrough.domain.errors import UnknownFilledPause
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.speech import Stretch, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.filler_jobs import filler
from runthrough.jobs import review
from runthrough.messages import describe
from runthrough.places import Places
from runthrough.rehearsal.ports import Meter
from runthrough.storage.journal import open_journal

TEXT = "# Why\n## One [0:10-0:20]\n- [ ] Growth | ready for more\n## Two [0:10-0:20]\n- [ ] Figure | cut the latency\n"
SAID = "I built the thing and then it ran for years and nobody ever had to touch it again at all or so."
FOUND = (Stretch(2.0, 2.4), Stretch(6.0, 6.5))


@pytest.fixture
def app(tmp_path):
    app = App(Places(tmp_path))
    template = parse(TEXT, "why")
    run = RunThrough("run-1", "why", template.version, TEXT, "2026-03-01T09:30:00+00:00")
    words = tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(SAID.split()))
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.runthrough_started(run)
        for section_id, found in (("one", FOUND), ("two", FOUND[:1])):
            take = Take(f"run-1-{section_id}", run.id, section_id, 1, run.started_at, 16_000, "USB")
            journal.take_started(take)
            journal.utterance_heard(take.id, Utterance(f"{take.id}-1", words, "Fake"))
            journal.filled_pauses_found(take.id, found)
            journal.take_ended(replace(take, frames=16_000 * 15, ending=Ending.FINISHED))
            journal.take_judged(take.id, Meter("Fake", "1", template.version, "r"), ())
    with closing(app.library):
        yield app


def answer(app, seconds, word, section=None):
    filler(app, "run-1", seconds, word, section=section, as_json=True)


def answers(app, section=0):
    return [each.filler for each in app.review(app.find("run-1")).sections[section].filled_pauses]


def test_a_take_in_which_none_were_sought_says_so(app):
    assert app.library.filled_pauses("nobody") is None
    assert app.library.filled_pauses("run-1-one") == FOUND


def test_an_answer_counts_and_can_be_changed_and_forgotten(app, capsys):
    answer(app, 6.2, "yes")
    told = json.loads(capsys.readouterr().out)
    assert told["fillers_at_least"] == 1
    assert [each["filler"] for each in told["filled_pauses"]] == [None, True]
    answer(app, 6.2, "no")
    assert answers(app) == [None, False]
    answer(app, 6.2, "forget")
    assert answers(app) == [None, None]


def test_a_second_at_which_several_sections_have_one_needs_the_section(app):
    with pytest.raises(UnknownFilledPause) as refused:
        answer(app, 2.1, "yes")
    assert "--section" in str(describe(refused.value))
    answer(app, 2.1, "yes", section="two")
    assert (answers(app, 0), answers(app, 1)) == ([None, None], [True])


def test_a_second_without_one_is_refused_with_those_there_are(app):
    with pytest.raises(UnknownFilledPause) as refused:
        answer(app, 12.0, "yes")
    assert "one 6.0" in str(describe(refused.value))


def test_an_answer_outlives_another_transcript(app):
    answer(app, 6.2, "yes")
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.filled_pauses_found("run-1-one", (Stretch(6.1, 6.6),))
        journal.utterances_replaced("run-1-one", (), "2026-03-02T09:30:00+00:00")
    assert answers(app) == [True]


def test_the_window_keeps_an_answer_and_the_delivery_follows(app):
    desk = AppDesk(app)
    desk.open()
    desk.answer_filled_pause("run-1-one", FilledPause(2.0, 2.4, filler=True))
    sheet = desk.sheet("run-1")
    assert sheet.deliveries["one"].fillers.count == 1
    assert len(sheet.deliveries["one"].fillers.waiting) == 1
    desk.close()


def test_the_review_in_a_terminal_shows_them_at_their_place_and_how_to_answer(app, capsys):
    answer(app, 6.2, "yes")
    capsys.readouterr()
    review(app, "run-1", as_json=False)
    told = " ".join(capsys.readouterr().out.split())
    assert "I built the thing and (uh?) then" in told
    assert "(uh) " in told
    assert "runthrough filler run-1 SECONDS yes|no --section one" in told


def test_answering_prints_what_stands(app, capsys):
    filler(app, "run-1", 6.2, "no", section=None, as_json=False)
    told = capsys.readouterr().out
    assert "no filler" in told
    assert "not answered" in told
    assert "at least 0" in told
