"""A download on bad days: what is here stays, what arrives is what was published; nothing else is installed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx2
import pytest

from fetching.hub_server import COMMIT, HubServer
from runthrough.domain.errors import (
    DownloadDamaged,
    DownloadFailed,
    DownloadPaused,
    ModelThere,
    NoRoomForModel,
    NotAModel,
    RecognitionFailed,
)
from runthrough.domain.speech_models import HubAccess, PublishedFile, SpeechModel
from runthrough.fetching import install
from runthrough.fetching.install import Installer
from runthrough.recognition.whisper_files import problem_with

MODEL = SpeechModel(
    "whisper:tones", ("tones", "faster-tones"), "MIT", ("en",), 4, "tones", "Owner/tones", COMMIT,
    ("model.bin", "config.json", "tokenizer.json", "vocabulary.json"),
)  # fmt: skip


class Impatient:
    """A Stop that never waits; stops once `after` bytes were told."""

    def __init__(self, after: int | None = None) -> None:
        self.after, self.told, self.waits = after, 0, 0

    def tell(self, fetched) -> None:
        self.told = fetched.here

    def is_set(self) -> bool:
        return self.after is not None and self.told >= self.after

    def wait(self, timeout: float) -> bool:
        self.waits += 1
        return False


@pytest.fixture
def files(tone_model) -> dict[str, bytes]:
    return {name: (tone_model / name).read_bytes() for name in MODEL.wanted}


@pytest.fixture
def hub(files):
    with HubServer(files) as server:
        yield server


def get(hub: HubServer, models: Path, stop: Impatient | None = None, check=lambda _folder: None) -> Path:
    stop = stop or Impatient()
    return Installer(models, check, httpx2.Timeout(20.0, read=1.0)).download(
        MODEL, stop.tell, stop, HubAccess(hub.endpoint)
    )


def same(folder: Path, files: dict[str, bytes]) -> bool:
    return all((folder / name).read_bytes() == content for name, content in files.items())


def test_a_model_is_downloaded_tried_out_and_moved_to_its_place(hub, files, tmp_path):
    tried = []
    folder = get(hub, tmp_path, check=lambda here: tried.append(problem_with(here)))
    assert folder == tmp_path / "tones"
    assert same(folder, files)
    assert tried == [None]
    assert json.loads((folder / "complete.json").read_text()) == {
        "repository": "Owner/tones", "revision": COMMIT, "vouched": "hub",
    }  # fmt: skip
    assert list((tmp_path / ".incoming").iterdir()) == []


def test_the_real_recogniser_tries_it_out(hub, tmp_path):
    assert get(hub, tmp_path, check=install.try_out).is_dir()


@pytest.mark.parametrize(
    "faults",
    [
        [("cut", 1_000_000), ("cut", 1_000_000)],
        [("stall", 500_000)],
        [500, 503, 429],
        [("cut", 200_000), 500, ("cut", 0), "whole"],
        ["moved"],
        [("cut", 300_000), "moved"],
        [416],
    ],
)
def test_what_a_server_does_on_a_bad_day_costs_time_alone(hub, files, tmp_path, faults):
    hub.faults = list(faults)
    assert same(get(hub, tmp_path), files)


def test_after_a_break_only_the_rest_is_asked_for(hub, files, tmp_path):
    hub.faults = [("cut", 1_000_000)]
    get(hub, tmp_path)
    assert hub.ranges[:2] == [None, "bytes=1000000-"]


def test_a_pause_keeps_what_is_here_and_the_next_call_goes_on(hub, files, tmp_path):
    with pytest.raises(DownloadPaused):
        get(hub, tmp_path, Impatient(after=1_000_000))
    here = (tmp_path / ".incoming" / "tones" / "model.bin.part").stat().st_size
    assert here >= 1_000_000
    assert same(get(hub, tmp_path), files)
    assert hub.ranges[1] == f"bytes={here}-"


def test_a_file_that_was_changed_on_its_way_is_deleted_and_never_installed(hub, tmp_path):
    hub.faults = ["corrupt"]
    with pytest.raises(DownloadDamaged):
        get(hub, tmp_path)
    assert not (tmp_path / "tones").exists()
    assert not (tmp_path / ".incoming" / "tones" / "model.bin.part").exists()
    assert get(hub, tmp_path).is_dir()


def test_small_files_are_held_to_their_published_content_too(hub, tmp_path):
    hub.faults = [None, "corrupt"]
    with pytest.raises(DownloadDamaged) as raised:
        get(hub, tmp_path)
    assert raised.value.file == "config.json"


def test_a_file_that_is_longer_than_published_is_refused(hub, files, tmp_path):
    hub.files = {**files, "model.bin": files["model.bin"] + b"more"}
    with pytest.raises(DownloadDamaged):
        get(hub, tmp_path)


def test_a_part_that_changed_on_the_disk_is_found_out(hub, files, tmp_path):
    hub.faults = [("cut", 1_000_000), 404]
    with pytest.raises(DownloadFailed):
        get(hub, tmp_path)
    part = tmp_path / ".incoming" / "tones" / "model.bin.part"
    part.write_bytes(b"x" + part.read_bytes()[1:])
    with pytest.raises(DownloadDamaged):
        get(hub, tmp_path)


@pytest.mark.parametrize("faults", [[404], [403], [500] * 5])
def test_a_server_that_refuses_is_told_and_leaves_nothing_behind_but_parts(hub, tmp_path, faults):
    hub.faults = list(faults)
    with pytest.raises(DownloadFailed) as raised:
        get(hub, tmp_path)
    assert str(faults[0]) in raised.value.detail
    assert not (tmp_path / "tones").exists()


def test_a_repository_that_lacks_a_file_is_told_with_its_name(hub, tmp_path):
    del hub.published["tokenizer.json"]
    with pytest.raises(DownloadFailed) as raised:
        get(hub, tmp_path)
    assert "tokenizer.json" in raised.value.detail
    assert hub.asked == []


def pinned(files: dict[str, bytes]) -> SpeechModel:
    known = [PublishedFile(name, len(content), sha256(content).hexdigest()) for name, content in files.items()]
    return replace(MODEL, pinned=tuple(known))


def test_what_the_manifest_pins_counts_whatever_the_server_tells(hub, files, tmp_path):
    hub.published = {}
    installer = Installer(tmp_path, lambda _folder: None)
    assert same(installer.download(pinned(files), print, Impatient(), HubAccess(hub.endpoint)), files)
    hub.files = hub.published = {**files, "model.bin": b"x" * len(files["model.bin"])}
    installer.remove("tones")
    with pytest.raises(DownloadDamaged):
        installer.download(pinned(files), print, Impatient(), HubAccess(hub.endpoint))


def test_a_file_that_is_not_pinned_is_held_to_what_the_hub_tells_of_the_pinned_commit(hub, files, tmp_path):
    model = replace(MODEL, pinned=pinned(files).pinned[:1])
    hub.faults = [None, "corrupt"]
    with pytest.raises(DownloadDamaged) as raised:
        Installer(tmp_path, lambda _folder: None).download(model, print, Impatient(), HubAccess(hub.endpoint))
    assert raised.value.file == "config.json"


def test_no_network_is_told(hub, tmp_path):
    class Away:
        endpoint = "http://127.0.0.1:9"

    with pytest.raises(DownloadFailed):
        get(Away(), tmp_path)


def test_a_model_that_cannot_be_loaded_is_not_installed(hub, tmp_path):
    def refuse(folder: Path) -> None:
        raise RecognitionFailed("Whisper tones", "it does not load")

    with pytest.raises(NotAModel) as raised:
        get(hub, tmp_path, check=refuse)
    assert raised.value.detail == "it does not load"
    assert not (tmp_path / "tones").exists()


def test_a_disk_that_is_too_full_is_told_before_a_byte_is_asked_for(hub, tmp_path, monkeypatch):
    usage = install.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(install.shutil, "disk_usage", lambda _path: usage._replace(free=150_000_000))
    with pytest.raises(NoRoomForModel) as raised:
        get(hub, tmp_path)
    assert raised.value.free == 150_000_000 < raised.value.needed
    assert hub.asked == []


def test_a_model_that_is_there_is_not_overwritten(hub, tmp_path):
    get(hub, tmp_path)
    with pytest.raises(ModelThere):
        get(hub, tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from fetching.test_download import Impatient, MODEL
from runthrough.domain.speech_models import HubAccess
from runthrough.fetching.install import Installer
def tell(fetched):
    if fetched.here > 1_000_000:
        os.kill(os.getpid(), signal.SIGKILL)
Installer(Path(sys.argv[1]), lambda folder: None).download(MODEL, tell, Impatient(), HubAccess(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_program_that_was_killed_goes_on_where_it_was(hub, files, tmp_path):
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), hub.endpoint],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    here = (tmp_path / ".incoming" / "tones" / "model.bin.part").stat().st_size
    assert here > 900_000
    assert same(get(hub, tmp_path), files)
    assert hub.ranges[1] == f"bytes={here}-"


def test_a_proxy_is_asked_for_everything(hub, files, tmp_path):
    access = HubAccess("http://hub.invalid", proxy=hub.endpoint)  # the name is the proxy's to find
    folder = Installer(tmp_path, lambda _folder: None).download(MODEL, print, Impatient(), access)
    assert same(folder, files)


@pytest.mark.parametrize("proxy", ["nonsense://secret@here", "socks5://127.0.0.1:9", "127.0.0.1:9"])
def test_an_address_that_is_no_proxy_is_told_without_what_may_be_a_password(hub, tmp_path, proxy):
    with pytest.raises(DownloadFailed) as raised:
        Installer(tmp_path, lambda _folder: None).download(
            MODEL, print, Impatient(), HubAccess(hub.endpoint, proxy=proxy)
        )
    assert "proxy" in str(raised.value.args) + raised.value.detail
    assert "secret" not in str(raised.value.args)
    assert hub.asked == []


def test_an_event_is_a_stop(hub, tmp_path):
    stop = threading.Event()
    stop.set()
    with pytest.raises(DownloadPaused):
        Installer(tmp_path, lambda _folder: None).download(MODEL, lambda _fetched: None, stop, HubAccess(hub.endpoint))
