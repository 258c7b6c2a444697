"""What the speaker chose survives bad files, bad values and newer programs."""

import json
import os

import pytest

from runthrough.domain.cues import CueMode
from runthrough.domain.errors import FolderUnwritable
from runthrough.storage.settings import Settings, Theme, read_settings, write_settings

CHOSEN = Settings(
    "USB, ALSA", "whisper:base.en", Theme.DARK, 1.3, reduced_motion=True, set_up=True, cue_modes={"q": CueMode.HIDDEN}
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "settings.json"


def test_without_a_file_all_is_as_it_comes(path):
    assert read_settings(path) == (Settings(), False)
    assert not path.parent.exists()


def test_what_was_chosen_is_there_at_the_next_start(path):
    write_settings(path, CHOSEN)
    assert read_settings(path) == (CHOSEN, False)


@pytest.mark.parametrize("damage", [b"", b"\x00\x01", b"[1, 2]", b'{"theme": ', b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_the_copy_before_it_is_used(path, damage):
    write_settings(path, CHOSEN)
    write_settings(path, CHOSEN)
    path.write_bytes(damage)
    assert read_settings(path) == (CHOSEN, True)
    assert [file.read_bytes() for file in path.parent.glob("settings-damaged-*.json")] == [damage]


def test_a_damaged_file_never_replaces_the_good_copy(path):
    write_settings(path, CHOSEN)
    write_settings(path, CHOSEN)
    path.write_bytes(b"no JSON")
    write_settings(path, Settings(set_up=True))
    path.write_bytes(b"no JSON again")
    assert read_settings(path) == (CHOSEN, True)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("text_scale", 9),
        ("text_scale", "large"),
        ("cue_modes", {"q": ["full"]}),
        ("microphone", 3),
        ("reduced_motion", "yes"),
        ("cue_modes", ["full"]),
    ],
)
def test_one_bad_value_falls_back_alone(path, key, value):
    write_settings(path, CHOSEN)
    written = json.loads(path.read_text())
    written[key] = value
    path.write_text(json.dumps(written))
    read, damaged = read_settings(path)
    assert damaged
    assert getattr(read, key) == getattr(Settings(), key)
    assert read.set_up


def test_what_a_newer_program_wrote_is_kept(path):
    write_settings(path, CHOSEN)
    written = json.loads(path.read_text()) | {"countdown": 5}
    path.write_text(json.dumps(written))
    read, damaged = read_settings(path)
    assert not damaged
    write_settings(path, read)
    assert json.loads(path.read_text())["countdown"] == 5


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(path):
    path.parent.mkdir(parents=True)
    path.parent.chmod(0o500)
    with pytest.raises(FolderUnwritable):
        write_settings(path, CHOSEN)


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FolderUnwritable):
        write_settings(tmp_path / "data" / "settings.json", CHOSEN)
