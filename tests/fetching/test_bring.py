"""Models that are brought as a folder or a zip: what is missing or damaged is named, and nothing half is installed."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from runthrough.domain.errors import ModelThere, NotAModel
from runthrough.fetching.bring import bring
from runthrough.fetching.catalogue import catalogue
from runthrough.fetching.install import Installer, try_out
from runthrough.places import CHECKOUT

KNOWN = catalogue(CHECKOUT / "models")


def sound(_folder: Path) -> None: ...


@pytest.fixture
def models(tmp_path) -> Path:
    return tmp_path / "installed"


def brought(path: Path, models: Path, check=sound, name: str | None = None) -> Path:
    return bring(path, Installer(models, check), KNOWN, name)


def zipped(folder: Path, target: Path, below: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{below}{path.name}")
    return target


def nothing_in(models: Path) -> bool:
    incoming = models / ".incoming"
    kept = list(incoming.iterdir()) if incoming.is_dir() else []
    return not kept and not [each for each in models.glob("*") if each != incoming]


def test_a_folder_is_copied_and_stays_as_it_is(copied_model, models):
    before = sorted(path.name for path in copied_model.iterdir())
    folder = brought(copied_model, models, check=try_out)
    assert folder == models / "tones"
    assert sorted(path.name for path in copied_model.iterdir()) == before
    assert (folder / "model.bin").read_bytes() == (copied_model / "model.bin").read_bytes()
    assert json.loads((folder / "complete.json").read_text()) == {"brought": "tones", "vouched": "nobody"}


@pytest.mark.parametrize("below", ["", "tones/", "a/b/tones/"])
def test_so_is_a_zip_wherever_in_it_the_model_is(copied_model, models, tmp_path, below):
    folder = brought(zipped(copied_model, tmp_path / "tones.zip", below), models)
    assert folder == models / "tones"
    assert (folder / "tokenizer.json").read_bytes() == (copied_model / "tokenizer.json").read_bytes()


def test_a_folder_in_a_folder_is_found_and_named_as_it_is_known(copied_model, models, tmp_path):
    copied_model.rename(copied_model.with_name("faster-whisper-base.en"))
    assert brought(tmp_path / "models", models) == models / "base.en"


def test_the_cache_of_a_hub_becomes_real_files_under_the_models_name(copied_model, models, tmp_path):
    snapshot = tmp_path / "hub" / "models--Systran--faster-whisper-small.en" / "snapshots" / "0123abcd"
    snapshot.mkdir(parents=True)
    for path in copied_model.iterdir():
        try:
            (snapshot / path.name).symlink_to(path)
        except OSError:
            pytest.skip("this system lets nobody make links")
    folder = brought(tmp_path / "hub", models)
    assert folder == models / "small.en"
    assert not (folder / "model.bin").is_symlink()


def test_a_name_can_be_given(copied_model, models):
    assert brought(copied_model, models, name="mine") == models / "mine"


@pytest.mark.parametrize("name", ["../mine", "a/b", ".hidden"])
def test_but_not_one_that_leads_elsewhere(copied_model, models, name):
    with pytest.raises(NotAModel):
        brought(copied_model, models, name=name)
    assert not models.parent.joinpath("mine").exists()


@pytest.mark.parametrize("missing", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_missing_file_is_named(copied_model, models, tmp_path, missing, packed):
    (copied_model / missing).unlink()
    with pytest.raises(NotAModel) as raised:
        brought(zipped(copied_model, tmp_path / "tones.zip") if packed else copied_model, models)
    assert raised.value.detail == f"{missing} is missing"
    assert nothing_in(models)


@pytest.mark.parametrize(
    "content", [b"", b"<!DOCTYPE html><html>", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"]
)
def test_a_page_or_a_pointer_in_place_of_the_weights_is_named(copied_model, models, tmp_path, content):
    (copied_model / "model.bin").write_bytes(content)
    for path in (copied_model, zipped(copied_model, tmp_path / "tones.zip")):
        with pytest.raises(NotAModel) as raised:
            brought(path, models)
        assert "model.bin" in raised.value.detail
    assert nothing_in(models)


def test_weights_that_are_cut_off_are_found_by_loading_them(copied_model, models):
    weights = (copied_model / "model.bin").read_bytes()
    (copied_model / "model.bin").write_bytes(weights[: len(weights) // 2])
    with pytest.raises(NotAModel) as raised:
        brought(copied_model, models, check=try_out)
    assert "model.bin" in raised.value.detail
    assert nothing_in(models)


def test_a_zip_that_was_cut_off_or_changed_is_named(copied_model, models, tmp_path):
    whole = zipped(copied_model, tmp_path / "tones.zip")
    content = bytearray(whole.read_bytes())
    (tmp_path / "cut.zip").write_bytes(content[: len(content) // 2])
    content[len(content) // 2] ^= 1  # in the middle of the weights, which are the most of it
    (tmp_path / "changed.zip").write_bytes(content)
    for name in ("cut.zip", "changed.zip"):
        with pytest.raises(NotAModel):
            brought(tmp_path / name, models)
    assert nothing_in(models)


def test_a_zip_writes_nothing_outside_its_place(copied_model, models, tmp_path):
    path = zipped(copied_model, tmp_path / "tones.zip", "../../escaped/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../../evil.txt", "evil")
    folder = brought(path, models)
    assert sorted(models.iterdir()) == [models / ".incoming", folder]
    assert not list(tmp_path.parent.glob("**/evil.txt"))


def test_a_locked_zip_is_told(copied_model, models, tmp_path):
    path = zipped(copied_model, tmp_path / "tones.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        place = archive.start_dir
    while (place := content.find(b"PK\x01\x02", place)) >= 0:  # each entry of the list of files
        content[place + 8] |= 1
        place += 4
    path.write_bytes(content)
    with pytest.raises(NotAModel) as raised:
        brought(path, models)
    assert "password" in raised.value.detail
    assert not (models / "tones").exists()


def test_two_models_at_once_are_refused(copied_model, models, tmp_path):
    shutil.copytree(copied_model, tmp_path / "models" / "other")
    with pytest.raises(NotAModel) as raised:
        brought(tmp_path / "models", models)
    assert "2 models" in raised.value.detail


@pytest.mark.parametrize("name", ["nowhere", "text.txt"])
def test_what_is_neither_folder_nor_zip_is_told(models, tmp_path, name):
    (tmp_path / "text.txt").write_text("hello")
    with pytest.raises(NotAModel):
        brought(tmp_path / name, models)


def test_one_of_that_name_is_not_overwritten(copied_model, models):
    brought(copied_model, models)
    with pytest.raises(ModelThere):
        brought(copied_model, models)


def test_a_removed_model_is_gone(copied_model, models):
    folder = brought(copied_model, models)
    Installer(models, sound).remove("tones")
    assert not folder.exists()
    assert nothing_in(models)
