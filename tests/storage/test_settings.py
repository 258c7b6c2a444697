"""What the speaker chose survives bad files, bad values and newer programs."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from runthrough.domain.cues import CueMode
from runthrough.domain.errors import DiskTooFull, FolderUnwritable
from runthrough.storage.settings import Settings, Theme, read_settings, write_settings
from storage.stored import fill

CHOSEN = Settings(
    "USB, ALSA",
    "whisper:base.en",
    Theme.DARK,
    1.3,
    reduced_motion=True,
    set_up=True,
    cue_modes={"q": CueMode.HIDDEN},
    ask_follow_ups=False,
    confidential=("Acme", "Zoë Blue River", "68 ms"),
    pace_band=(110, 140),
    filler_words=("basically",),
    pitfalls_off=("hedging", "pay"),
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
        ("ask_follow_ups", "no"),
        ("confidential", "Acme"),
        ("theme", ["dark"]),
        ("pace_band", [160, 130]),
        ("pace_band", [130]),
        ("pace_band", [130.5, 160]),
        ("filler_words", "like"),
        ("filler_words", [7]),
        ("pitfalls_off", "pay"),
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


def test_two_damaged_files_of_one_second_are_both_kept(path):
    path.parent.mkdir()
    for damage in ("one", "two", "three"):
        path.write_text(damage)
        assert read_settings(path) == (Settings(), True)
    aside = path.parent.glob("settings-damaged-*.json")
    assert sorted(file.read_text() for file in aside) == ["one", "three", "two"]


def test_a_kill_between_the_two_steps_of_writing_loses_nothing_and_alarms_nobody(path):
    write_settings(path, CHOSEN)
    path.rename(path.with_name("settings.json.old"))
    assert read_settings(path) == (CHOSEN, False)


@pytest.mark.parametrize("name", ["Ørsted's “Mic” 🎤", "half a pair: \ud83c"])
def test_a_microphone_of_any_name_is_remembered(path, name):
    chosen = replace(CHOSEN, microphone=name)
    write_settings(path, chosen)
    assert read_settings(path) == (chosen, False)


def test_on_a_full_disk_what_was_chosen_before_stays(small_disk):
    path = small_disk / "settings.json"
    write_settings(path, CHOSEN)
    fill(small_disk)
    with pytest.raises(DiskTooFull) as refused:
        write_settings(path, Settings())
    assert refused.value.folder == small_disk
    assert read_settings(path) == (CHOSEN, False)
    assert not path.with_name("settings.json.new").exists()


def test_the_window_waits_for_no_library_to_read_them():
    slow = "{'sqlite3', 'sqlite_utils', 'numpy', 'PySide6'}"
    asked = f"import sys, runthrough.storage.settings; print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_of_a_list_of_names_what_is_none_is_left_out(path):
    write_settings(path, Settings())
    path.write_text(
        json.dumps(json.loads(path.read_text()) | {"confidential": [" Acme", 3, " ", "Acme", "Blue River"]})
    )
    assert read_settings(path)[0].confidential == ("Acme", "Blue River")
