"""A sidecar tells all about its take, or is set aside; it never keeps the speaker from the other takes."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import numpy as np
import pytest

from runthrough.audio.take_file import HEADER_BYTES, TakeFolder, mend_wav, wav_header
from runthrough.domain.rehearsed import Ending, RunThrough, Take

RUN = RunThrough("r", "why", "abc", "# Why", "2026-03-01T09:30:00+00:00")
TAKE = Take("r-1", "r", "one", 1, "2026-03-01T09:30:01+00:00", 48_000, "m")
SOUND = np.arange(4800, dtype=np.int16).tobytes()


@pytest.fixture
def folder(tmp_path):
    """Two finished takes, r-1 and r-2."""
    folder = TakeFolder(tmp_path / "takes")
    for take in (TAKE, replace(TAKE, id="r-2", number=2)):
        writer = folder.create(RUN, take)
        writer.write(SOUND)
        writer.close(replace(take, frames=writer.frames, ending=Ending.FINISHED))
    return folder


def told(folder: TakeFolder) -> tuple[list[str], list[str]]:
    found = folder.sidecars()
    return [take.id for _, take in found.whole], [path.name for path in found.broken]


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("take", "sample_rate", 0),
        ("take", "sample_rate", "fast"),
        ("take", "frames", None),
        ("take", "frames", -1),
        ("take", "number", "one"),
        ("take", "device", None),
        ("take", "started_at", "yesterday"),
        ("take", "started_at", "2026-03-01T09:30:00"),
        ("take", "ending", "bored"),
        ("take", "gaps", [[1.0, 2.0]]),
        ("take", "pauses", ["later"]),
        ("take", "runthrough_id", "another"),
        ("take", "id", "../../r-1"),
        ("runthrough", "started_at", 5),
        ("runthrough", "template_text", None),
        ("runthrough", "takes", [1]),
        ("runthrough", "mood", "good"),
        ("runthrough", "follow_ups", [1]),
        ("runthrough", "follow_ups", None),
    ],
)
def test_a_sidecar_with_a_value_that_cannot_be_is_broken_and_the_others_are_not(folder, part, field, value):
    path = folder.folder / "r-1.json"
    read = json.loads(path.read_text())
    read[part][field] = value
    path.write_text(json.dumps(read))
    assert told(folder) == (["r-2"], ["r-1.json"])


def test_a_copy_that_a_cloud_drive_made_of_a_sidecar_is_not_a_second_take(folder):
    copy = folder.folder / "r-1 (conflicted copy).json"
    copy.write_bytes((folder.folder / "r-1.json").read_bytes())
    assert told(folder) == (["r-1", "r-2"], [copy.name])


def test_discarding_a_take_leaves_nothing_of_a_sidecar_that_was_being_written(folder):
    (folder.folder / "r-1.json.new").write_text("{")
    folder.discard("r-1")
    folder.discard("r-2")
    assert list(folder.folder.iterdir()) == []


def test_a_take_that_exists_is_never_begun_anew(folder):
    before = {path.name: path.read_bytes() for path in folder.folder.iterdir()}
    with pytest.raises(FileExistsError):
        folder.create(RUN, TAKE)
    assert {path.name: path.read_bytes() for path in folder.folder.iterdir()} == before


def test_a_take_that_cannot_be_begun_leaves_nothing_to_be_found_at_the_next_start(tmp_path, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    folder = TakeFolder(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.create(RUN, TAKE)
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_cannot_be_opened_now_stays_unfinished_and_is_mended_later(folder):
    wav = folder.folder / "r-1.wav"
    wav.unlink()
    wav.mkdir()
    assert folder.mend(RUN, TAKE) == TAKE
    wav.rmdir()
    wav.write_bytes(wav_header(48_000, 0) + SOUND)
    assert folder.mend(RUN, TAKE).frames == 4800


class FullDisk:
    """The take's file on a disk that takes `room` more bytes; header and sync still work, as they do on a full disk."""

    def __init__(self, file, room: int) -> None:
        self._file, self._room = file, room

    def write(self, data) -> int:
        if self._file.tell() < HEADER_BYTES:
            return self._file.write(data)
        if not self._room:
            raise OSError(28, "No space left on device")
        written = self._file.write(data[: self._room])
        self._room -= written
        return written

    def __getattr__(self, name: str):
        return getattr(self._file, name)


def test_a_disk_that_fills_up_in_the_middle_of_a_sample_leaves_whole_samples_and_closing_does_not_raise(
    tmp_path, monkeypatch
):
    folder = TakeFolder(tmp_path)
    writer = folder.create(RUN, TAKE)
    writer._file = FullDisk(writer._file, room=3001)
    with pytest.raises(OSError, match="No space"):
        writer.write(SOUND)
    monkeypatch.setattr("runthrough.audio.take_file.write_sidecar", refuse_sidecar)
    writer.close(replace(TAKE, frames=writer.frames, ending=Ending.DISK_FULL))
    assert (tmp_path / "r-1.wav").read_bytes() == wav_header(48_000, 1500) + SOUND[:3000]
    assert [take.ending for _, take in folder.sidecars().whole] == [None]
    monkeypatch.undo()
    assert folder.mend(RUN, TAKE) == replace(TAKE, frames=1500, ending=Ending.RECOVERED)


def refuse_sidecar(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_stereo_file_in_a_takes_place_is_not_ours_and_is_left_alone(tmp_path):
    path = tmp_path / "r-1.wav"
    content = bytearray(wav_header(48_000, 100) + bytes(400))
    content[22] = 2
    path.write_bytes(content)
    assert mend_wav(path) == 0
    assert path.read_bytes() == content


def test_a_take_longer_than_a_wav_header_can_tell_is_still_written():
    header = wav_header(192_000, 3 * 2**31)
    assert len(header) == HEADER_BYTES
    assert int.from_bytes(header[40:44], "little") == 2**32 - HEADER_BYTES
    assert int.from_bytes(header[4:8], "little") == 2**32 - 8


def test_a_sidecar_tells_what_the_follow_up_section_asked(tmp_path):
    folder = TakeFolder(tmp_path / "takes")
    asked = replace(RUN, follow_ups=("Why “now”?", "And then?"))
    folder.create(asked, TAKE).close(replace(TAKE, ending=Ending.FINISHED))
    ((told_of, _),) = folder.sidecars().whole
    assert told_of == asked


def test_a_sidecar_from_before_there_were_follow_ups_has_none(folder):
    path = folder.folder / "r-1.json"
    read = json.loads(path.read_text())
    del read["runthrough"]["follow_ups"]
    path.write_text(json.dumps(read))
    assert folder.sidecars().whole[0][0].follow_ups == ()
