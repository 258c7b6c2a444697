"""What is recognised behind the pages waits for a rehearsal, and is stopped at once whatever an engine does."""

import threading
from queue import SimpleQueue

import pytest

from fakes import FakeRecogniser, silence, tone
from runthrough.again import Again
from runthrough.app import App
from runthrough.domain.errors import RecognitionStopped
from runthrough.domain.hear_again import Wanted
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.template_text import parse
from runthrough.places import Places

TEXT = "# Why\n## One [0:10-0:20]\n- [ ] Growth | ready for more\n"
WAIT = 20.0


class Stuck(FakeRecogniser):
    """An engine that hangs for ever on its first clip, until its process is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.killed = threading.Event(), threading.Event()

    def recognise(self, samples, language, terms=()):
        self.asked.set()
        self.killed.wait()
        raise RecognitionStopped

    def close(self) -> None:
        self.killed.set()


class Rehearsed:
    """A rehearsal that is over when the test says so."""

    def __init__(self) -> None:
        self.over, self.waited_for = threading.Event(), threading.Event()

    def join(self, seconds: float) -> bool:
        self.waited_for.set()
        return self.over.wait(seconds)


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setattr(App, "meaning", None)
    app = App(Places(tmp_path))
    with app.writing():
        template = parse(TEXT, "test")
        at = "2026-03-01T09:30:00+00:00"
        run = RunThrough("run-1", "why", template.version, template.text, at)
        take = Take("run-1-one", "run-1", "one", 1, at, 16_000, "USB")
        with app.journal() as journal:
            journal.runthrough_started(run)
            journal.take_started(take)
            writer = app.takes.create(run, take)
            writer.write(tone(4) + silence(1))
            ended = Take("run-1-one", "run-1", "one", 1, at, 16_000, "USB", writer.frames, ending=Ending.FINISHED)
            writer.close(ended)
            journal.take_ended(ended)
        yield app


class Work:
    """Recognising on a thread of its own."""

    def __init__(self, app, recogniser, monkeypatch) -> None:
        class Lent:
            def __enter__(self):
                return recogniser

            def __exit__(self, *_error) -> None:
                recogniser.close()

        monkeypatch.setattr(App, "recogniser", lambda _app, _wanted: Lent())
        self.again, self.told, self._outcome = Again(app), SimpleQueue(), SimpleQueue()
        self._thread = threading.Thread(target=self._hear)

    def begin(self) -> None:
        self._thread.start()

    def _hear(self) -> None:
        self._outcome.put(self.again.hear(Wanted(), None, self.told.put))

    def outcome(self):
        found = self._outcome.get(timeout=WAIT)
        self._thread.join(WAIT)
        return found


def test_stopping_returns_while_the_engine_hangs_for_ever_and_the_take_waits(app, monkeypatch):
    stuck = Stuck()
    work = Work(app, stuck, monkeypatch)
    work.begin()
    assert stuck.asked.wait(WAIT)
    work.again.stop()
    assert stuck.killed.is_set(), "the process was killed by the one who stops, not by the one who hangs"
    assert work.outcome().stopped
    assert app.library.unrecognised("run-1-one") is None


def test_what_is_stopped_before_it_began_does_not_begin_and_the_next_one_does(app, monkeypatch):
    recogniser = FakeRecogniser()
    work = Work(app, recogniser, monkeypatch)
    work.again.stop()
    work.begin()
    assert work.outcome().stopped
    assert recogniser.clips == []
    assert len(work.again.hear(Wanted(), None, work.told.put).heard) == 1


def test_it_waits_while_somebody_rehearses_and_goes_on_then(app, monkeypatch):
    rehearsed = Rehearsed()
    work = Work(app, FakeRecogniser(), monkeypatch)
    work.again.lets_pass(rehearsed)
    work.begin()
    assert rehearsed.waited_for.wait(WAIT)
    assert work.told.empty()
    rehearsed.over.set()
    assert len(work.outcome().heard) == 1


def test_it_can_be_stopped_while_it_waits(app, monkeypatch):
    rehearsed = Rehearsed()
    work = Work(app, FakeRecogniser(), monkeypatch)
    work.again.lets_pass(rehearsed)
    work.begin()
    assert rehearsed.waited_for.wait(WAIT)
    work.again.stop()
    assert work.outcome().stopped
