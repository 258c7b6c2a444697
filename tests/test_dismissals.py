"""What a speaker says is no pitfall stays so: here or for the question, over restarts and new transcripts."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.analysis import analyse_text, whole_answer
from runthrough.app import App
from runthrough.desk import AppDesk
from runthrough.domain.debrief import FixKind
from runthrough.domain.errors import UnknownPitfall, UnknownPitfallRule
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.speech import Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.pitfall_jobs import dismiss, pitfalls
from runthrough.places import Places
from runthrough.rehearsal.ports import Meter
from runthrough.storage.journal import open_journal
from runthrough.storage.settings import read_settings

TEXT = """# Why
## One [1:00-1:10]
- [ ] Growth | ready for more
- [!] Complaint about people | badly run
## Two [1:00-1:10]
- [ ] Figure | cut the latency
- [!] Complaint about people | badly run
"""
COMPLAINT = "I am ready for more of it because my manager never listens to anybody there."


@pytest.fixture
def app(tmp_path):
    made = App(Places(tmp_path))
    made.authoring.save("why", TEXT)
    return made


def words(text, pace=0.5):
    return tuple(Word(word, at * pace, at * pace + 0.4) for at, word in enumerate(text.split()))


def speak(app, number, **spoken):
    """Store a run-through: the words of each section."""
    template = parse(TEXT, "why")
    started = f"2026-03-0{number}T09:30:00+00:00"
    run = RunThrough(f"run-{number}", "why", template.version, TEXT, started)
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.runthrough_started(run)
        for section_id, text in spoken.items():
            take = Take(f"{run.id}-{section_id}", run.id, section_id, 1, started, 16_000, "USB")
            journal.take_started(take)
            journal.utterance_heard(take.id, Utterance(f"{take.id}-1", words(text), "Fake"))
            journal.take_ended(replace(take, frames=16_000 * 65, ending=Ending.FINISHED))
            journal.take_judged(take.id, Meter("Fake", "1", template.version, "r"), ())
        journal.runthrough_finished(run.id, f"2026-03-0{number}T09:40:00+00:00")


def standing(app, number=1):
    """Kind and section of what is told of a run-through."""
    with app.reading():
        found = app.pitfalls(app.review(app.find(f"run-{number}")), read_settings(app.places.settings)[0].pitfalls_off)
    return [(section, each.finding.kind) for section, every in found.items() for each in every if not each.dismissed]


def call(app, job=dismiss, *arguments, **named):
    defaults = {"section": None, "always": False, "undo": False} if job is dismiss else {"on": (), "off": ()}
    job(app, *arguments, **{**defaults, "as_json": True, **named})


def test_not_this_time_holds_in_this_take_alone(app):
    speak(app, 1, one=COMPLAINT)
    speak(app, 2, one=COMPLAINT)
    call(app, dismiss, "run-1", "complaint")
    assert (standing(app, 1), standing(app, 2)) == ([], [("one", "complaint")])


def test_never_for_this_question_holds_before_and_after_and_is_taken_back(app):
    speak(app, 1, one=COMPLAINT)
    call(app, dismiss, "run-1", "complaint", always=True)
    speak(app, 2, one=COMPLAINT, two=COMPLAINT)
    assert standing(app, 1) == standing(app, 2) == []
    call(app, dismiss, "run-2", "complaint", undo=True)
    assert standing(app, 1) == [("one", "complaint")]
    assert standing(app, 2) == [("one", "complaint"), ("two", "complaint")]


def test_one_section_alone_can_be_meant(app, capsys):
    speak(app, 1, one=COMPLAINT, two=COMPLAINT)
    call(app, dismiss, "run-1", "complaint", section="two")
    assert standing(app) == [("one", "complaint")]
    told = json.loads(capsys.readouterr().out)
    assert [each["dismissed"] for each in told["two"]] == ["here"]


def test_a_new_transcript_with_other_times_keeps_what_was_dismissed(app):
    speak(app, 1, one=COMPLAINT)
    call(app, dismiss, "run-1", "complaint")
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        again = Utterance("u", words(COMPLAINT, pace=0.6), "Other")
        journal.utterances_replaced("run-1-one", [again], "2026-03-02T09:30:00+00:00")
        journal.take_judged("run-1-one", Meter("Other", "1", "v", "r"), ())
    assert standing(app) == []


def test_a_discarded_run_through_takes_its_dismissals_along(app):
    speak(app, 1, one=COMPLAINT)
    call(app, dismiss, "run-1", "complaint")
    with app.writing():
        app.discard(app.find("run-1"))
        assert app.library.dismissals("why") == ()


def test_what_was_not_found_cannot_be_dismissed_and_the_error_names_what_was(app):
    speak(app, 1, one=COMPLAINT)
    with pytest.raises(UnknownPitfall) as error:
        call(app, dismiss, "run-1", "pay")
    assert error.value.known == ("complaint",)
    with pytest.raises(UnknownPitfall):
        call(app, dismiss, "run-1", "complaint", undo=True)


def test_a_rule_is_switched_off_and_on_for_all(app, capsys):
    speak(app, 1, one=COMPLAINT)
    call(app, pitfalls, off=("complaint",))
    assert standing(app) == []
    call(app, pitfalls, on=("complaint",))
    assert standing(app) == [("one", "complaint")]
    with pytest.raises(UnknownPitfallRule):
        call(app, pitfalls, off=("complaints",))


def test_the_debrief_names_it_until_it_is_dismissed(app):
    speak(app, 1, one=COMPLAINT)
    with closing(app.library):
        desk = AppDesk(app)
        desk.open()
        assert desk.sheet("run-1").debrief.fix.kind is FixKind.PITFALL
        (found,) = desk.sheet("run-1").pitfalls["one"]
        desk.dismiss("why", Dismissal("complaint", "run-1-one", found.at))
        assert desk.sheet("run-1").debrief.fix is None
        (found,) = desk.sheet("run-1").pitfalls["one"]
        desk.bring_back("why", found.dismissed)
        assert desk.sheet("run-1").debrief.fix.kind is FixKind.PITFALL
        desk.close()


def test_a_text_of_an_earlier_run_through_sounds_read_out(app):
    tale = (
        "I joined the desk in spring and found that the night job failed once a week because two feeds wrote one table "
        "and nobody had locked it so I drew the order of events on the wall and asked which of them they needed"
    )
    speak(app, 1, one=tale)
    speak(app, 2, one=tale)
    assert standing(app, 1) == []
    assert standing(app, 2) == [("one", "recital")]


def test_a_text_is_looked_at_where_nothing_was_ever_stored(tmp_path):
    app, text = App(Places(tmp_path / "new")), tmp_path / "answer.txt"
    text.write_text(COMPLAINT, encoding="utf-8")
    asked = app.questions.get("why-move-on")
    review = analyse_text(asked, whole_answer(asked, app.sections(asked, "moving-on")), text, None)
    (found,) = app.pitfalls(review, ())["moving-on"]
    assert (found.finding.kind, found.at) == ("complaint", None)
    assert not app.places.database.exists()
