"""The shelf of speech models: what is known, here, waiting or damaged, and how fast it was on this computer."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fetching.hub_server import HubServer
from runthrough.domain.errors import (
    DownloadPaused,
    ModelDamaged,
    RecognitionStopped,
    UnknownModel,
)
from runthrough.domain.speech_models import HubAccess, ModelRow
from runthrough.fetching.install import Installer
from runthrough.fetching.shelf import ModelShelf, ShelfClock, ShelfPlaces
from runthrough.places import CHECKOUT, trial_sound
from runthrough.recognition.model_store import ModelStore, moonshine_folder

HUB_FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")


class Ticking:
    """A clock on which each look takes a quarter of a second."""

    def __init__(self) -> None:
        self.at = 0.0

    def monotonic(self) -> float:
        self.at += 0.25
        return self.at

    def now(self) -> str:
        return "2026-05-01T09:00:00Z"


class Shelves:
    """Makes shelves on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.models, self.trials = folder / "models", folder / "speed-trials.json"

    def new(self, check=lambda _folder: None) -> ModelShelf:
        store = ModelStore((self.models, CHECKOUT / "models"), lambda: None)
        places = ShelfPlaces(self.models, CHECKOUT / "models", self.trials, trial_sound())
        ticking = Ticking()
        return ModelShelf(store, places, ShelfClock(ticking.monotonic, ticking.now), Installer(self.models, check))

    def row(self, name: str) -> ModelRow:
        return next(row for row in self.new().rows() if row.name == name)

    def put(self, model: Path, name: str) -> Path:
        return shutil.copytree(model, self.models / name)


@pytest.fixture
def shelves(tmp_path) -> Shelves:
    return Shelves(tmp_path)


def test_each_known_model_tells_what_decides_before_it_is_downloaded(shelves):
    rows = shelves.new().rows()
    assert next(row.name for row in rows) == "moonshine"
    assert {"tiny.en", "base.en", "small.en", "distil-small.en", "large-v3-turbo", "small"} <= {
        row.name for row in rows
    }
    for row in rows:
        assert row.good_for
        assert row.licence
        assert row.languages
        assert row.comes_along or row.megabytes > 30
        assert row.folder is None


def test_moonshine_is_there_where_its_wheel_is(tmp_path):
    store = ModelStore((tmp_path, CHECKOUT / "models"))
    places = ShelfPlaces(tmp_path, CHECKOUT / "models", tmp_path / "trials", trial_sound())
    first = ModelShelf(store, places, ShelfClock(lambda: 0.0, lambda: "")).rows()[0]
    assert (first.name, first.folder, first.own) == ("moonshine", moonshine_folder(), False)


def test_what_is_installed_is_told_and_the_preferred_is_marked(shelves, tone_model):
    shelves.put(tone_model, "base.en")
    shelves.put(tone_model, "mine")
    base, mine = shelves.row("base.en"), shelves.row("mine")
    assert base == replace(base, folder=shelves.models / "base.en", own=True, preferred=True, trouble="")
    assert (mine.recogniser, mine.own, mine.preferred, mine.megabytes) == ("whisper:mine", True, False, 0)


def test_a_known_model_under_its_other_name_is_not_offered_again(shelves, tone_model):
    shelves.put(tone_model, "faster-whisper-base.en")
    names = [row.name for row in shelves.new().rows()]
    assert "faster-whisper-base.en" in names
    assert "base.en" not in names


def test_a_damaged_one_tells_what_is_wrong(shelves, tone_model):
    (shelves.put(tone_model, "base.en") / "tokenizer.json").unlink()
    assert shelves.row("base.en").trouble == "tokenizer.json is missing"
    with pytest.raises(ModelDamaged):
        shelves.new().check("base.en")


def test_a_download_that_pauses_waits_and_can_be_discarded(shelves):
    with HubServer({"model.bin": bytes(500_000)}) as hub:
        shelf = shelves.new()
        with pytest.raises(DownloadPaused):
            shelf.get("tiny.en", lambda _fetched: shelf.pause(), HubAccess(hub.endpoint))
    waits = shelves.row("tiny.en").waiting
    assert 0 < waits == shelves.new().waiting("tiny.en") < 500_000
    assert shelves.row("tiny.en").folder is None
    shelf.discard("tiny.en")
    assert shelves.row("tiny.en").waiting == 0
    shelf.discard("tiny.en")  # nothing is left to discard
    assert list((shelves.models / ".incoming").iterdir()) == []


def test_a_shelf_that_is_closed_begins_nothing_more(shelves):
    with HubServer({"model.bin": bytes(500_000)}) as hub:
        shelf = shelves.new()
        shelf.close()
        with pytest.raises(DownloadPaused):
            shelf.get("tiny.en", lambda _fetched: None, HubAccess(hub.endpoint))


def test_only_the_speakers_own_models_are_removed(shelves, tone_model):
    shelves.put(tone_model, "base.en")
    shelf = shelves.new()
    shelf.remove("whisper:base.en")
    assert not (shelves.models / "base.en").exists()
    for name in ("base.en", "moonshine", "nonsense"):
        with pytest.raises(UnknownModel):
            shelf.remove(name)


def test_what_is_brought_is_the_published_one_only_if_all_of_it_is(shelves, tone_model):
    folder = shelves.new().add(tone_model, "base.en")
    assert json.loads((folder / "complete.json").read_text())["vouched"] == "nobody"


def test_a_trial_measures_load_and_hearing_with_the_real_process_and_is_kept(shelves, tone_model):
    shelves.put(tone_model, "base.en")
    found = shelves.new().try_speed("base.en")
    assert found.load_seconds == 0.25  # one look at the clock later
    assert found.share == pytest.approx(0.025)
    assert found.memory is None or found.memory > 20_000_000
    assert found.machine.cores >= 1
    assert found.keeps_up
    assert shelves.row("base.en").trial == found


def test_a_trial_of_another_model_of_that_name_or_another_computer_does_not_count(shelves, tone_model):
    folder = shelves.put(tone_model, "base.en")
    shelves.new().try_speed("base.en")
    with (folder / "model.bin").open("ab") as weights:
        weights.write(b"\0")
    assert shelves.row("base.en").trial is None
    (folder / "model.bin").write_bytes((tone_model / "model.bin").read_bytes())
    assert shelves.row("base.en").trial is not None
    kept = json.loads(shelves.trials.read_text())
    kept["whisper:base.en"]["machine"]["cores"] += 1
    shelves.trials.write_text(json.dumps(kept))
    assert shelves.row("base.en").trial is None


@pytest.mark.parametrize("kept", ["", "[]", '{"whisper:base.en": 3}', '{"whisper:base.en": {"share": 1}}'])
def test_a_book_of_trials_that_is_damaged_counts_as_empty_and_is_written_again(shelves, tone_model, kept):
    shelves.put(tone_model, "base.en")
    shelves.trials.write_text(kept)
    assert shelves.row("base.en").trial is None
    shelves.new().try_speed("base.en")
    assert shelves.row("base.en").trial is not None


def test_a_trial_can_be_stopped(shelves, tone_model):
    shelves.put(tone_model, "base.en")
    shelf = shelves.new()
    shelf.close()
    with pytest.raises(RecognitionStopped):
        shelf.try_speed("base.en")
    assert not shelves.trials.exists()
