"""Recognising again in a terminal: what was replaced is listed, shown and put back; other recognisers are marked."""

import json
import signal
from contextlib import closing

import pytest
from click.testing import CliRunner
from rich.console import Console

from fakes import FakeRecogniser
from runthrough.__main__ import cli
from runthrough.app import App
from runthrough.cli.listings import show_history
from runthrough.domain.errors import NoRecogniser, UnknownTranscript
from runthrough.domain.hear_again import Wanted
from runthrough.domain.made_by import MadeBy
from runthrough.domain.rehearsed import RunThrough
from runthrough.jobs import recognise
from runthrough.places import Places
from runthrough.rehearsal.ports import RecogniserIdentity
from runthrough.storage.journal import open_journal
from runthrough.transcribing import transcribe
from runthrough.transcript_jobs import transcripts
from test_recognised_again import Shelf


class Lent:
    """A recogniser in place of a process."""

    def __init__(self, recogniser) -> None:
        self._recogniser = recogniser

    def __enter__(self):
        return self._recogniser

    def __exit__(self, *_error) -> None: ...


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setattr(App, "meaning", None)
    app = App(Places(tmp_path))
    with app.writing():
        Shelf(app).record(1)
    with closing(open_journal(app.places.database)):
        return app


def hear(app, monkeypatch, *says: str, name: str = "Fake", **named):
    recogniser = FakeRecogniser(says)
    recogniser.identity = RecogniserIdentity(name, "1", "measured")
    monkeypatch.setattr(App, "recogniser", lambda _app, _wanted=None: Lent(recogniser))
    facts = {"question": None, "every": False, "older": False, "language": None, "as_json": True}
    recognise(app, (), **(facts | named))


def listed(app, capsys, number=None, **named):
    capsys.readouterr()
    transcripts(app, "run-1", number, **({"use": False, "as_json": True} | named))
    app.library.close()
    return capsys.readouterr().out


def test_what_another_recogniser_replaced_is_listed_shown_and_put_back(app, monkeypatch, capsys):
    hear(app, monkeypatch, "Wreck a nice beach.", "And so on.")
    assert listed(app, capsys) == "[]\n"
    hear(app, monkeypatch, "Recognise speech.", "And so on.", name="Other", older=True)
    first, second = json.loads(listed(app, capsys))
    assert (first["number"], first["section"], first["text"]) == (1, "One", "Wreck a nice beach.")
    assert (second["number"], second["section"], second["meter"].split(",")[0]) == (2, "Two", "Fake 1")
    told = listed(app, capsys, 1, as_json=False)
    assert "Wreck a nice beach." in told
    assert "Recognise speech." in told
    listed(app, capsys, 1, use=True)
    assert json.loads(listed(app, capsys))[0]["text"] == "Recognise speech."
    assert "Other 1" in listed(app, capsys, as_json=False)


def test_where_there_is_nothing_to_do_no_recogniser_is_needed(app, monkeypatch, capsys):
    hear(app, monkeypatch)

    def refuse(_app, _wanted=None):
        raise NoRecogniser(None, app.places.models)

    monkeypatch.setattr(App, "recogniser", refuse)
    recognise(app, (), question=None, every=False, older=False, language=None, as_json=True)
    assert "has its transcript already" in capsys.readouterr().err


def test_a_number_that_is_not_there_is_refused(app, capsys):
    with pytest.raises(UnknownTranscript):
        listed(app, capsys, 3)
    app.library.close()


def test_what_is_skipped_and_what_failed_is_told(app, monkeypatch, capsys):
    with app.writing(), app.journal() as journal:
        for _ in range(2):
            journal.recogniser_died("run-1-one")
    hear(app, monkeypatch)
    assert "run-1, One is skipped" in " ".join(capsys.readouterr().err.split())


def test_the_first_ctrl_c_stops_between_two_clips_and_keeps_what_is_done(app, monkeypatch):
    class Interrupted(FakeRecogniser):
        def recognise(self, samples, language, terms=()):
            if len(self.clips) == 1:
                signal.raise_signal(signal.SIGINT)
            return super().recognise(samples, language, terms)

    monkeypatch.setattr(App, "recogniser", lambda _app, _wanted=None: Lent(Interrupted()))
    before = signal.getsignal(signal.SIGINT)
    with app.writing():
        outcome = transcribe(app, Wanted())
        assert (outcome.stopped, [one.take.id for one in outcome.heard]) == (True, ["run-1-one"])
    assert signal.getsignal(signal.SIGINT) is before


def test_the_history_marks_where_another_recogniser_begins():
    runs = [RunThrough(f"run-{number}", "q", "v", "# T\n", f"2026-03-0{number}T09:30:00+00:00") for number in (2, 1)]
    made = [(MadeBy("Whisper x", "1.2/7", "c"),), (MadeBy("Moonshine", "0.1.0", "c"),)]
    console = Console(width=80, no_color=True)
    with console.capture() as captured:
        show_history(runs, [(1, 2), (1, 2)], made, console)
    assert "≠ run-2: another recogniser, Whisper x 1.2" in captured.get()
    assert captured.get().count("≠") == 2


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["recognise", "--language", "xx"], "no language code"),
        (["recognise", "run-1", "--question", "q"], "or a question"),
        (["review", "run-1", "--use"], "--transcript"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(arguments, part):
    refused = CliRunner().invoke(cli, arguments)
    assert refused.exit_code == 2
    assert part in refused.output
