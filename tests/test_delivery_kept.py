"""From a stored take to the numbers on the review: words, voice and the speaker's own aims."""

from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.app import App
from runthrough.desk import AppDesk
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.speech import Stretch, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.places import Places
from runthrough.rehearsal.ports import Meter
from runthrough.storage.journal import open_journal

TEXT = "# Why\n## One [1:00-1:10]\n> Why?\n- [ ] Growth | ready for more\n"
SAID = "So we all ship the code and basically then I go home now. " * 4
VOICE = (Stretch(0.0, 4.0), Stretch(5.5, 7.0), Stretch(9.0, 24.0))
TAKE = Take("run-1-one", "run-1", "one", 1, "2026-03-01T09:30:00+00:00", 16_000, "USB")


@pytest.fixture
def desk(tmp_path):
    app = App(Places(tmp_path))
    with closing(app.library):
        desk = AppDesk(app)
        desk.open()
        keep(tmp_path / "library.db")
        yield desk
        desk.close()


def keep(library):
    template = parse(TEXT, "test")
    words = tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(SAID.split()))
    with closing(open_journal(library)) as journal:
        journal.runthrough_started(RunThrough("run-1", "why", template.version, template.text, TAKE.started_at))
        journal.take_started(TAKE)
        journal.utterance_heard(TAKE.id, Utterance("u", words, "Fake"))
        journal.take_ended(replace(TAKE, frames=16_000 * 24, ending=Ending.FINISHED, pauses=(8.0,)))
        journal.take_judged(TAKE.id, Meter("Fake", "1", template.version, "r"), ())
        journal.runthrough_finished("run-1", "2026-03-01T09:40:00+00:00")


def test_a_take_that_was_heard_before_voices_were_kept_has_no_pauses_until_it_is_heard_again(desk):
    assert desk.sheet("run-1").deliveries["one"].pauses is None
    with closing(open_journal(desk.folder / "library.db")) as journal:
        journal.voice_heard(TAKE.id, VOICE)
    pauses = desk.sheet("run-1").deliveries["one"].pauses
    assert [(pause.begin, pause.end) for pause in pauses.each] == [(4.0, 5.5)], "the speaker paused at 0:08"


def test_the_numbers_follow_the_speakers_settings_without_another_recognition(desk):
    before = desk.sheet("run-1").deliveries["one"]
    assert (before.fillers.count, before.pace.norm.band) == (4, (130, 160))
    desk.hold(replace(desk.settings, pace_band=(90, 120), filler_words=("basically", "so")))
    after = desk.sheet("run-1").deliveries["one"]
    assert (after.fillers.count, after.pace.norm.band) == (8, (90, 120))
    assert after.pace.words_per_minute == before.pace.words_per_minute
