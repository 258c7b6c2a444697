"""Speech models behind the window: what is installed while it is open listens without a new start."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from fetching.hub_server import HubServer
from runthrough.app import App
from runthrough.domain.errors import DownloadPaused
from runthrough.model_desk import ModelDesk
from runthrough.places import Places
from runthrough.storage.settings import Settings
from runthrough.warm_recogniser import WarmRecogniser


class Window:
    """As much of a window as a model desk meets."""

    def __init__(self, app: App) -> None:
        self.settings = Settings()
        self.listening = WarmRecogniser(app.models)
        self.models = ModelDesk(app, lambda: self.settings, self.listening)

    def hears_with(self) -> str:
        """The title of the recogniser that is loaded now."""
        return self.listening.warm_up(self.settings.recogniser)

    def close(self) -> None:
        self.models.close()
        self.listening.close()


@pytest.fixture
def window(tmp_path):
    with closing(Window(App(Places(tmp_path)))) as window:
        yield window


def test_a_model_that_is_brought_listens_at_once_and_one_that_is_removed_no_longer(window, tone_model):
    assert (window.hears_with(), window.models.in_use()) == ("Moonshine", "moonshine")
    window.models.bring(tone_model, "mine")
    assert (window.hears_with(), window.models.in_use()) == ("Whisper mine", "mine")
    window.models.remove("mine")
    assert (window.hears_with(), window.models.in_use()) == ("Moonshine", "moonshine")


def test_a_speaker_who_chose_another_one_keeps_it(window, tone_model):
    window.settings = replace(window.settings, recogniser="moonshine")
    before = window.listening.present("moonshine")
    window.models.bring(tone_model, "mine")
    assert window.listening.present("moonshine") is before
    assert window.models.in_use() == "moonshine"


def test_a_chosen_model_that_is_gone_is_told(window, tone_model):
    window.models.bring(tone_model, "mine")
    window.settings = replace(window.settings, recogniser="whisper:mine")
    window.models.remove("mine")
    assert window.models.in_use() == ""


def test_the_mirror_of_the_settings_is_asked(window):
    with HubServer({"model.bin": bytes(200_000)}) as hub:
        window.settings = replace(window.settings, model_mirror=hub.endpoint)
        with pytest.raises(DownloadPaused):
            window.models.fetch("tiny.en", lambda _fetched: window.models.pause())
        assert len(hub.paths) == 1
    window.models.discard("tiny.en")


def test_pausing_what_does_not_run_does_nothing(window):
    window.models.pause()
    assert window.models.rows()
