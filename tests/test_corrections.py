"""What the window gets of corrected verdicts from a real data folder: offers, agreement, debrief."""

from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.app import App
from runthrough.desk import AppDesk
from runthrough.domain.agreement import Agreement
from runthrough.domain.ladder import shortened
from runthrough.domain.question import Length
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.speech import Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict
from runthrough.places import Places
from runthrough.rehearsal.ports import Meter
from runthrough.storage.journal import open_journal

TEXT = """# Why
## One [1:00-1:10]
- [ ] Growth (must) | ready for more
- [ ] Timing | project is finished
## Two [1:00-1:10]
- [ ] Figure (must) | cut the latency
"""
GROWTH, TIMING, FIGURE = "one/growth", "one/timing", "two/figure"
ONE, TWO = "I want a steeper learning curve now.", "We are ready for more of it."


@pytest.fixture
def desk(tmp_path):
    app = App(Places(tmp_path))
    app.authoring.save("why", TEXT)
    with closing(app.library):
        desk = AppDesk(app)
        desk.open()
        yield desk
        desk.close()


def keep(desk, runthrough, *spoken):
    """Store a run-through: by section its words, its own verdicts, and those on other sections."""
    with closing(open_journal(desk.folder / "library.db")) as journal:
        journal.runthrough_started(runthrough)
        for section_id, text, own, elsewhere in spoken:
            take = Take(
                f"{runthrough.id}-{section_id}", runthrough.id, section_id, 1, runthrough.started_at, 16_000, "USB"
            )
            words = tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(text.split()))
            journal.take_started(take)
            journal.utterance_heard(take.id, Utterance(f"{take.id}-1", words, "Fake"))
            journal.take_ended(replace(take, frames=16_000 * 65, ending=Ending.FINISHED))
            journal.take_judged(take.id, Meter("Fake", "1", runthrough.template_version, "r"), own, elsewhere)
        journal.runthrough_finished(runthrough.id, "2026-03-01T09:40:00+00:00")


def missed(*ids):
    return [CheckpointVerdict(checkpoint_id, Verdict.MISSED, 0.0) for checkpoint_id in ids]


def runthrough(template, number=1, length=Length.FULL):
    return RunThrough(
        f"run-{number}",
        "why",
        template.version,
        template.text,
        f"2026-03-0{number}T09:30:00+00:00",
        length=length,
    )


def test_a_corrected_checkpoint_offers_its_phrase_and_once_it_is_a_cue_no_more(desk):
    keep(desk, runthrough(parse(TEXT, "why")), ("one", ONE, missed(GROWTH, TIMING), ()))
    assert (desk.sheet("run-1").offers, desk.sheet("run-1").agreement) == ({}, None)
    section = desk.sheet("run-1").review.sections[0]
    desk.overrule("run-1-one", GROWTH, section.own_verdict(GROWTH, Verdict.SAID, Evidence(3, 5)))
    sheet = desk.sheet("run-1")
    assert sheet.offers[GROWTH].phrase == "steeper learning curve"
    assert sheet.agreement == Agreement(1, 2)
    (overview,) = [each for each in desk.overviews().questions if each.question.id == "why"]
    assert overview.agreement == Agreement(1, 2)
    desk.add_cue("why", sheet.offers[GROWTH])
    after = desk.sheet("run-1")
    assert after.offers == {}
    assert "ready for more, steeper learning curve" in after.newer


def test_a_confirmed_verdict_offers_nothing(desk):
    partly = CheckpointVerdict(GROWTH, Verdict.PARTLY, 0.7, Evidence(3, 5))
    keep(desk, runthrough(parse(TEXT, "why")), ("one", ONE, [partly, *missed(TIMING)], ()))
    desk.overrule("run-1-one", GROWTH, Overrule(Verdict.PARTLY))
    assert desk.sheet("run-1").offers == {}
    assert desk.sheet("run-1").agreement == Agreement(2, 2)


def test_a_checkpoint_of_the_thirty_second_version_goes_to_the_whole_question(desk):
    question = next(each.question for each in desk.overviews().questions if each.question.id == "why")
    short = shortened(question, Length.THIRTY_SECONDS).template
    section = short.sections[0]
    point = section.checkpoints[0]
    keep(desk, runthrough(short, length=Length.THIRTY_SECONDS), (section.id, ONE, missed(point.id), ()))
    reviewed = desk.sheet("run-1").review.sections[0]
    desk.overrule(f"run-1-{section.id}", point.id, reviewed.own_verdict(point.id, Verdict.SAID, Evidence(3, 5)))
    offer = desk.sheet("run-1").offers[point.id]
    assert offer.checkpoint_id == GROWTH
    desk.add_cue("why", offer)
    assert "steeper learning curve" in desk.authoring.open("why").text


def test_a_checkpoint_that_the_question_no_longer_has_gets_no_offer(desk):
    keep(desk, runthrough(parse(TEXT, "why")), ("one", ONE, missed(GROWTH, TIMING), ()))
    desk.overrule("run-1-one", GROWTH, Overrule(Verdict.SAID, (1.5, 2.9)))
    assert desk.sheet("run-1").offers
    desk.authoring.save("why", TEXT.replace("Growth", "Scope"))
    assert desk.sheet("run-1").offers == {}
    desk.authoring.remove("why")
    assert desk.sheet("run-1").offers == {}


def test_a_must_that_was_said_in_another_section_is_not_what_to_fix(desk):
    said = CheckpointVerdict(FIGURE, Verdict.SAID, 0.9, Evidence(0, 5))
    elsewhere = CheckpointVerdict(GROWTH, Verdict.SAID, 0.9, Evidence(2, 4))
    for number in (1, 2):
        keep(
            desk,
            runthrough(parse(TEXT, "why"), number),
            ("one", ONE, missed(GROWTH, TIMING), ()),
            ("two", TWO, [said], [elsewhere]),
        )
    sheet = desk.sheet("run-2")
    one = sheet.review.sections[0]
    place = one.said_elsewhere(one.standing[0])
    assert (place.section_name, place.at, place.quote) == ("Two", 1.0, "ready for more")
    assert (one.said, sheet.debrief.fix) == (0, None)
    desk.overrule("run-2-one", GROWTH, Overrule(Verdict.MISSED))
    assert desk.sheet("run-2").debrief.fix.checkpoint_id == GROWTH
