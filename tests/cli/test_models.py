"""Speech models from the command line, without any network but this computer's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fetching.hub_server import COMMIT, HubServer
from runthrough import model_jobs
from runthrough.app import App
from runthrough.domain.speech_models import SpeechModel
from runthrough.fetching import shelf
from runthrough.places import Places


@pytest.fixture
def run(tmp_path):
    def runthrough(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "runthrough", "--data-dir", str(tmp_path / "data"), *map(str, arguments)]
        env = {**os.environ, "COLUMNS": "400", **environment}
        return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    return runthrough


def listed(run) -> dict[str, dict]:
    return {model["name"]: model for model in json.loads(run("models", "list", "--json").stdout)}


def test_models_that_can_be_had_are_listed_with_what_decides(run):
    small = listed(run)["small.en"]
    assert (small["megabytes"], small["licence"], small["languages"]) == (486, "MIT", ["en"])
    assert small["good_for"]
    assert small["installed"] is None
    text = run("models", "list").stdout
    assert "large-v3-turbo  1622 MB to download" in text


def test_a_folder_is_added_used_checked_and_removed(run, tone_model, tmp_path):
    added = run("models", "add", tone_model, "--name", "mine")
    assert "mine is installed" in added.stdout
    assert Path(listed(run)["mine"]["installed"]) == tmp_path / "data" / "models" / "mine"
    assert "mine" in run("models", "list").stdout
    assert json.loads(run("models", "check", "mine", "--json").stdout) == {"mine": "sound"}
    assert "mine is deleted" in run("models", "remove", "mine", "--yes").stdout
    assert "mine" not in listed(run)


def test_a_damaged_model_is_told_by_check(run, tone_model, tmp_path):
    run("models", "add", tone_model, "--name", "mine")
    (tmp_path / "data" / "models" / "mine" / "tokenizer.json").unlink()
    checked = run("models", "check")
    assert checked.returncode == 1
    assert "mine  tokenizer.json is missing" in checked.stdout
    assert "tokenizer.json" in checked.stderr


def test_what_is_no_model_is_refused_with_what_is_missing(run, tone_model, tmp_path):
    folder = shutil.copytree(tone_model, tmp_path / "half")
    (folder / "config.json").unlink()
    refused = run("models", "add", folder)
    assert refused.returncode == 1
    assert "config.json is missing" in refused.stderr


def test_nothing_is_removed_without_being_asked(run, tone_model):
    run("models", "add", tone_model, "--name", "mine")
    assert run("models", "remove", "mine").returncode != 0  # nobody answers
    assert "mine" in listed(run)


@pytest.mark.parametrize("way", ["environment", "option"])
def test_a_mirror_is_asked_for_the_pinned_commit_and_nothing_else(run, way):
    with HubServer({"model.bin": b""}) as hub:
        hub.faults = [404]
        mirror = ("--mirror", hub.endpoint) if way == "option" else ()
        environment = {"HF_ENDPOINT": "http://127.0.0.1:9" if mirror else hub.endpoint}
        got = run("models", "get", "tiny.en", "--yes", *mirror, **environment)
        assert hub.paths == [
            "/Systran/faster-whisper-tiny.en/resolve/0d3d19a32d3338f10357c0889762bd8d64bbdeba/model.bin"
        ]
    assert got.returncode == 1
    assert "404" in got.stderr


def test_a_model_that_was_downloaded_is_used_from_then_on(tone_model, tmp_path, monkeypatch, capsys):
    wanted = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")
    model = SpeechModel("whisper:tones", ("tones",), "MIT", ("en",), 4, "tones", "Owner/tones", COMMIT, wanted)
    monkeypatch.setattr(shelf, "catalogue", lambda _folder: (model,))
    app = App(Places(tmp_path))
    with HubServer({name: (tone_model / name).read_bytes() for name in wanted}) as hub:
        model_jobs.get(app, "tones", mirror=hub.endpoint, proxy=None, yes=True, as_json=True)
    *progress, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert last == {"name": "tones", "installed": str(tmp_path / "models" / "tones"), "vouched": "hub"}
    assert progress[-1]["here"] == progress[-1]["bytes"]
    assert len(progress) <= 101
    assert app.models.choose().name == "whisper:tones"


def test_a_download_needs_a_yes(run):
    with HubServer({}) as hub:
        asked = run("models", "get", "tiny.en", HF_ENDPOINT=hub.endpoint)
        assert hub.asked == []
    assert "78 MB" in asked.stderr
    assert asked.returncode != 0


def test_without_a_network_another_way_is_told(run):
    got = run("models", "get", "tiny.en", "--yes", HF_ENDPOINT="http://127.0.0.1:9")
    assert got.returncode == 1
    assert "models add" in got.stderr


def test_a_trial_tells_the_speed_on_this_computer_and_the_list_keeps_it(run, tone_model):
    run("models", "add", tone_model, "--name", "mine")
    told = run("models", "trial", "mine")
    assert "ten seconds heard in" in told.stdout
    assert "keeps up with you" in told.stdout
    tried = json.loads(run("models", "trial", "mine", "--json").stdout)
    speed = listed(run)["mine"]["speed"]
    assert speed["machine"]["cores"] >= 1
    assert speed["share"] == tried["share"] > 0
    assert "ten seconds heard in" in run("models", "list").stdout


def test_what_is_here_of_a_download_is_listed_and_removed(run, tmp_path):
    with HubServer({"model.bin": bytes(1000)}) as hub:
        hub.faults = [404]
        run("models", "get", "tiny.en", "--yes", "--mirror", hub.endpoint)
    part = tmp_path / "data" / "models" / ".incoming" / "tiny.en" / "model.bin.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(bytes(2_000_000))
    assert "78 MB to download, 2 MB are here" in run("models", "list").stdout
    assert "What was here of tiny.en is deleted" in run("models", "remove", "tiny.en", "--yes").stdout
    assert not part.parent.exists()
