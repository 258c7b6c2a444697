"""The start script: what it installs, when it does so again, and what it says when it cannot."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start():
    spec = importlib.util.spec_from_file_location("start_under_test", ROOT / "packaging" / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_set_up_is_done_again_when_a_lock_changes_and_only_then(start, tmp_path, monkeypatch):
    (tmp_path / "requirements.lock").write_text("one==1")
    monkeypatch.setattr(start, "LOCKS", tmp_path)
    before = start.fingerprint(["requirements.lock"])
    assert start.fingerprint(["requirements.lock"]) == before
    (tmp_path / "requirements.lock").write_text("one==2")
    assert start.fingerprint(["requirements.lock"]) != before


def test_a_finished_stage_is_skipped_and_an_unfinished_one_is_not(start, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    done = []
    start._stage("app", ["requirements.lock"], lambda: done.append(1))
    start._stage("app", ["requirements.lock"], lambda: done.append(2))
    assert done == [1]
    (tmp_path / ".app-stamp").write_text("of an earlier version")
    start._stage("app", ["requirements.lock"], lambda: done.append(3))
    assert done == [1, 3]


def test_without_apt_the_missing_packages_are_named(start, monkeypatch, capsys):
    monkeypatch.setattr(start.shutil, "which", lambda _program: None)
    with pytest.raises(SystemExit) as ended:
        start.install_system_packages(["libportaudio2"])
    assert ended.value.code == 1
    assert "libportaudio2" in capsys.readouterr().err


def test_without_root_the_exact_command_is_printed(start, monkeypatch, capsys):
    monkeypatch.setattr(start.shutil, "which", lambda program: "/usr/bin/apt-get" if program == "apt-get" else None)
    monkeypatch.setattr(start, "_as_root", lambda: None)
    with pytest.raises(SystemExit):
        start.install_system_packages(["libportaudio2"])
    wanted = "sudo apt-get install -y -qq --no-install-recommends libportaudio2"
    assert wanted in capsys.readouterr().err


def test_nothing_is_installed_when_nothing_is_missing(start, monkeypatch):
    monkeypatch.setattr(start.subprocess, "run", lambda *_, **__: pytest.fail("nothing was to be run"))
    start.install_system_packages([])


def test_only_linux_needs_system_packages(start, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "darwin")
    assert start.missing_packages(for_check=True) == []


def test_a_library_that_is_not_there_does_not_load(start):
    assert not start.loads("libsurely_not_there.so.99")


def test_every_locked_package_has_its_hashes():
    for lock in (ROOT / "packaging").glob("*.lock"):
        entries = lock.read_text().replace("\\\n", " ").splitlines()
        packages = [entry for entry in entries if "==" in entry]
        assert packages
        assert all("--hash=sha256:" in entry for entry in packages)
