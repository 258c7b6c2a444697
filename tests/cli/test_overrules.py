"""What a terminal and a JSON document tell of a verdict that the speaker overruled."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest
from rich.console import Console

from runthrough.app import App
from runthrough.cli.as_json import review_json
from runthrough.cli.show_review import show_review
from runthrough.domain.errors import UnknownCheckpoint, UnknownWords
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.review import Elsewhere, Review, SectionReview
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict
from runthrough.messages import describe
from runthrough.places import Places
from runthrough.rehearsal.ports import Meter
from runthrough.storage.journal import open_journal
from runthrough.verdict_jobs import overrule

SECTION = parse("# Move on?\n## Why [1:00-1:30]\n- [ ] Zeal | keen\n- [ ] Art | craft\n", "test").sections[0]
ZEAL, ART = (point.id for point in SECTION.checkpoints)
WORDS = tuple(Word(word, float(at), at + 0.5) for at, word in enumerate("I am keen on it.".split()))
HEARD = Transcript((Utterance("u-001", WORDS, "Fake"),))
JUDGED = (
    CheckpointVerdict(ZEAL, Verdict.SAID, 0.9, Evidence(1, 2), {"cue": 0.9}),
    CheckpointVerdict(ART, Verdict.MISSED, 0.0),
)
SPOKEN = SectionReview(SECTION, 75.0, transcript=HEARD, verdicts=JUDGED, meter="Fake 1.0")


def shown(section: SectionReview) -> list[str]:
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        show_review(Review("q", "Move on?", (section,)), console)
    return [line.strip() for line in captured.get().splitlines()]


def checkpoints(section: SectionReview):
    (told,) = review_json(Review("q", "Move on?", (section,)))["sections"]
    return {point["id"]: point for point in told["checkpoints"]}


def test_the_word_that_the_speaker_chose_says_so_and_counts():
    assert not [line for line in shown(SPOKEN) if "by you" in line]
    lines = shown(replace(SPOKEN, overrules={ART: Overrule(Verdict.SAID)}))
    assert "● said (by you) Art" in lines
    assert "● said   Zeal" in lines
    assert "1:15 · 2 of 2 checkpoints said" in lines


def test_a_transcript_that_is_not_whole_says_so_and_is_not_measured():
    told = " ".join(shown(replace(SPOKEN, unrecognised="RecognitionFailed", meter=None, verdicts=())))
    assert "This is not all: the recogniser failed on it." in told
    assert "words a minute" not in told


def test_the_quote_stays_below_an_overruled_word():
    lines = shown(replace(SPOKEN, overrules={ZEAL: Overrule(Verdict.MISSED)}))
    at = lines.index("○ missed (by you) Zeal")
    assert lines[at + 1] == "0:01  “am keen”"


def test_a_section_without_a_transcript_shows_what_the_speaker_says_of_it():
    lines = shown(SectionReview(SECTION, 75.0, overrules={ART: Overrule(Verdict.SAID)}))
    assert [line for line in lines if line.startswith("No transcript")]
    assert "● said (by you) Art" in lines
    assert not [line for line in lines if "Zeal" in line or "Pace" in line]


def test_a_document_has_both_the_speakers_verdict_and_the_machines():
    told = checkpoints(replace(SPOKEN, overrules={ZEAL: Overrule(Verdict.MISSED)}))
    assert (told[ZEAL]["verdict"], told[ZEAL]["overruled"], told[ZEAL]["machine_verdict"]) == ("missed", True, "said")
    assert "keen" in told[ZEAL]["evidence"]["quote"]
    assert (told[ART]["verdict"], told[ART]["overruled"], told[ART]["machine_verdict"]) == ("missed", False, "missed")


def test_a_document_knows_no_machine_verdict_where_there_is_none():
    told = checkpoints(SectionReview(SECTION, 75.0, overrules={ART: Overrule(Verdict.SAID)}))
    assert list(told) == [ART]
    assert (told[ART]["overruled"], told[ART]["machine_verdict"], told[ART]["evidence"]) == (True, None, None)


PERHAPS = CheckpointVerdict(ART, Verdict.MISSED, 0.4, Evidence(2, 4), {"cue": 0.4})


def test_what_is_not_sure_is_told_with_the_words_to_decide_by():
    section = replace(SPOKEN, verdicts=(JUDGED[0], PERHAPS))
    lines = shown(section)
    assert lines[lines.index("? not sure Art") + 1] == "0:02  “keen on it.”"
    told = checkpoints(section)[ART]
    assert (told["verdict"], told["outcome"], told["evidence"]["quote"]) == ("missed", "not sure", "keen on it.")


def test_what_was_said_in_another_section_is_told_with_its_place_and_is_no_miss():
    place = Elsewhere("moving-on", "Moving on", 48.0, "a craft of its own", Verdict.SAID)
    section = replace(SPOKEN, elsewhere={ART: place})
    lines = shown(section)
    assert lines[lines.index("→ said in Moving on Art") + 1] == "0:48  “a craft of its own”"
    assert "1:15 · 1 of 2 checkpoints said" in lines
    told = checkpoints(section)[ART]
    assert (told["verdict"], told["outcome"]) == ("missed", "elsewhere")
    assert told["elsewhere"] == {
        "section": "moving-on",
        "name": "Moving on",
        "verdict": "said",
        "at": 48.0,
        "quote": "a craft of its own",
    }


# the command


@pytest.fixture
def app(tmp_path):
    """A run-through of a built-in question, all of it missed."""
    app = App(Places(tmp_path))
    question = app.questions.get("why-move-on")
    section = question.template.sections[0]
    run = RunThrough(
        "20260301-1", question.id, question.template.version, question.template.text, "2026-03-01T09:30:00"
    )
    take = Take("t-1", run.id, section.id, 1, "2026-03-01T09:30:00", 16_000, "USB")
    missed = [CheckpointVerdict(point.id, Verdict.MISSED, 0.0) for point in section.checkpoints]
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.runthrough_started(run)
        journal.take_started(take)
        journal.utterance_heard(take.id, Utterance("u", WORDS, "Fake"))
        journal.take_ended(replace(take, frames=16_000 * 60, ending=Ending.FINISHED))
        journal.take_judged(take.id, Meter("Fake", "1", run.template_version, "r"), missed)
        journal.runthrough_finished(run.id, "2026-03-01T09:32:00")
    return app


def told(capsys, app, *arguments, **named):
    overrule(app, "last", *arguments, as_json=True, **({"words": None, "add_cue": False} | named))
    return json.loads(capsys.readouterr().out)


def point_of(app, index=0):
    return app.questions.get("why-move-on").template.checkpoints[index]


def test_a_verdict_with_words_is_set_and_its_phrase_offered_and_added(app, capsys):
    point = point_of(app)
    first = told(capsys, app, point.id, "said", words=(0, 2))
    assert (first["checkpoint"]["verdict"], first["checkpoint"]["overruled"]) == ("said", True)
    assert first["checkpoint"]["evidence"]["quote"] == "I am keen"
    assert (first["cue_offer"], first["cue_added"]) == ("keen", False)
    count = len(app.questions.get("why-move-on").template.sections[0].checkpoints)
    assert first["agreement"] == {"agreed": count - 1, "judged": count}
    second = told(capsys, app, point.id.partition("/")[2], "said", words=(0, 2), add_cue=True)
    assert second["cue_added"]
    assert "keen" in point_of(app).cue_groups[0]
    third = told(capsys, app, point.id, "partly")
    assert third["cue_offer"] is None, "the question has it now"
    assert third["checkpoint"]["evidence"]["quote"] == "I am keen"
    cleared = told(capsys, app, point.id, None)
    assert (cleared["checkpoint"]["overruled"], cleared["agreement"]) == (False, None)


def test_in_the_terminal_the_verdict_the_offer_and_the_agreement_are_told(app, capsys):
    overrule(app, "last", point_of(app).id, "said", words=(0, 2), add_cue=False, as_json=False)
    lines = capsys.readouterr().out
    assert f"● said (by you) {point_of(app).label}" in lines
    assert "“keen” could become a cue of the question: add it with --add-cue." in lines
    assert "What Runthrough hears agrees with you on" in lines


def test_a_checkpoint_or_words_that_are_not_there_are_refused(app, capsys):
    with pytest.raises(UnknownCheckpoint) as refused:
        told(capsys, app, "nothing", "said")
    assert point_of(app).id in refused.value.known
    with pytest.raises(UnknownWords) as words:
        told(capsys, app, point_of(app).id, "said", words=(3, 5))
    assert (words.value.count, str(describe(words.value))[:23]) == (5, "The words 3-5 are not i")


def test_a_verdict_of_ones_own_survives_another_recogniser_with_other_words_and_times(app, capsys):
    point = point_of(app)
    told(capsys, app, point.id, "said", words=(2, 3))
    again = tuple(Word(text, at, at + 0.4) for text, at in (("Yes", 0.2), ("I'm", 1.1), ("Keen,", 1.95), ("on", 3.1)))
    missed = [CheckpointVerdict(point.id, Verdict.MISSED, 0.0)]
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.utterances_replaced("t-1", [Utterance("v", again, "Other")], "2026-03-02T09:30:00+00:00")
        journal.take_judged("t-1", Meter("Other", "2", "v", "r"), missed)
    (section,) = app.review(app.find("last")).sections
    app.library.close()
    stands = section.standing[0]
    assert (stands.verdict.verdict, stands.by_you, section.quote(stands.verdict.evidence)) == (
        Verdict.SAID,
        True,
        "Keen, on",
    )
