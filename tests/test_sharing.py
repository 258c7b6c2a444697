"""A run-through is written out whole or not at all, and never with a name that could not be looked for."""

from __future__ import annotations

import json
import wave
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from runthrough.app import App
from runthrough.audio.bleep import FADE
from runthrough.desk import AppDesk
from runthrough.domain.errors import AudioUnreadable, FileUnwritable, SoundUnheard
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.said_names import MEASURED_MARGIN
from runthrough.domain.share_plan import Plan, Shared
from runthrough.domain.speech import Utterance, Word
from runthrough.places import Places
from runthrough.rehearsal.ports import Meter
from runthrough.share_jobs import share
from runthrough.storage.journal import open_journal
from runthrough.storage.settings import Settings, write_settings

RATE = 16_000
WORDS = "Over two years at Acme I have built the pricing service that they run today".split()
SPEECH = np.random.default_rng(3).integers(-9000, 9000, 20 * RATE).astype(np.int16)


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "data")


@pytest.fixture
def app(places):
    """A run-through of one section, recorded and transcribed: a word a second, "Acme" at second 4."""
    app = App(places)
    _speak(app, [Utterance("u", tuple(Word(w, float(i), i + 0.5) for i, w in enumerate(WORDS)), "Whisper base")])
    return app


def _speak(app: App, utterances: list[Utterance]) -> None:
    question = app.questions.get("why-move-on")
    run = RunThrough(
        "20260301-1", question.id, question.template.version, question.template.text, "2026-03-01T09:30:00+00:00"
    )
    take = Take("t-1", run.id, question.template.sections[0].id, 1, run.started_at, RATE, "USB")
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        writer = app.takes.create(run, take)
        writer.write(SPEECH.tobytes())
        ended = replace(take, frames=writer.frames, ending=Ending.FINISHED)
        writer.close(ended)
        journal.runthrough_started(run)
        journal.take_started(take)
        for utterance in utterances:
            journal.utterance_heard(take.id, utterance)
        journal.take_ended(ended)
        if utterances:
            journal.take_judged(take.id, Meter("Whisper base", "1", run.template_version, "r"), [])
        journal.runthrough_finished(run.id, "2026-03-01T09:32:00+00:00")


def written(app, plan: Plan) -> Shared:
    with app.reading():
        return AppDesk(app).share("20260301-1", plan)


def sound_of(path) -> np.ndarray:
    with wave.open(str(path)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16)


def test_page_and_sound_leave_without_the_names_of_the_list(app, tmp_path):
    plan = Plan(tmp_path / "page.md", tmp_path / "take.wav", ("Acme",))
    shared = written(app, plan)
    assert (shared.masked, shared.bleeped, shared.frames) == (1, 1, len(SPEECH))
    assert shared.told == "1 place masked, 1 stretch of sound covered"
    text = plan.page.read_text(encoding="utf-8")
    assert "two years at █████ I have built" in text
    assert "Acme" not in text
    sound = sound_of(plan.sound)
    first, last = int((4 - MEASURED_MARGIN) * RATE), int((4.5 + MEASURED_MARGIN) * RATE)
    inside = slice(first + int(FADE * RATE), last - int(FADE * RATE))
    assert abs(np.corrcoef(sound[inside].astype(float), SPEECH[inside].astype(float))[0, 1]) < 0.05
    assert np.array_equal(sound[:first], SPEECH[:first])
    assert np.array_equal(sound[last:], SPEECH[last:])


def test_without_a_list_page_and_sound_leave_as_they_are(app, tmp_path):
    plan = Plan(tmp_path / "page.md", tmp_path / "take.wav")
    assert written(app, plan).told == "Nothing was masked"
    assert "Acme" in plan.page.read_text(encoding="utf-8")
    assert np.array_equal(sound_of(plan.sound), SPEECH)


def test_a_take_that_was_not_transcribed_does_not_leave_with_a_list_and_leaves_nothing_half_written(places, tmp_path):
    app = App(places)
    _speak(app, [])
    plan = Plan(tmp_path / "page.md", tmp_path / "take.wav", ("Acme",))
    plan.page.write_text("what was there")
    with pytest.raises(SoundUnheard):
        written(app, plan)
    assert plan.page.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "page.md"]
    assert written(app, Plan(plan.page, None, ("Acme",))).masked == 0
    assert written(app, Plan(plan.page, plan.sound)).frames == len(SPEECH)


def test_a_recording_that_is_gone_leaves_nothing(app, tmp_path):
    app.takes.path("t-1").unlink()
    with pytest.raises(AudioUnreadable):
        written(app, Plan(tmp_path / "page.md", tmp_path / "take.wav", ("Acme",)))
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_nothing_is_written_over_a_recording(app):
    before = app.takes.path("t-1").read_bytes()
    with pytest.raises(FileUnwritable):
        written(app, Plan(app.takes.folder / "t-1.md", app.takes.path("t-1")))
    assert app.takes.path("t-1").read_bytes() == before


@pytest.mark.parametrize("place", ["missing/page.md", "."])
def test_a_file_that_cannot_be_is_refused(app, tmp_path, place):
    with pytest.raises(FileUnwritable):
        written(app, Plan(tmp_path / place))


# the command


def told(capsys, app, tmp_path, *names: str, open_names: bool = False):
    page, sound = tmp_path / "page.md", tmp_path / "take.wav"
    share(app, "last", output=page, sound=sound, names=names, open_names=open_names, as_json=True)
    return json.loads(capsys.readouterr().out)


def test_the_command_masks_the_speakers_list_and_what_is_named_beside_it(capsys, app, tmp_path):
    write_settings(app.places.settings, Settings(confidential=("Acme",)))
    found = told(capsys, app, tmp_path, "pricing service", "Acme")
    assert (found["names"], found["masked"], found["bleeped"]) == (["Acme", "pricing service"], 2, 2)
    assert told(capsys, app, tmp_path, open_names=True)["names"] == []


def test_the_command_says_what_it_wrote(capsys, app, tmp_path):
    share(app, "last", output=tmp_path / "p.md", sound=None, names=("Acme",), open_names=False, as_json=False)
    assert "1 place masked." in " ".join(capsys.readouterr().err.split())
