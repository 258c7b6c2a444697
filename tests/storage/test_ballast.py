"""Room kept back for the end of a run-through."""

import os

from runthrough.storage.ballast import BALLAST_BYTES, Ballast
from storage.stored import fill


def test_the_ballast_takes_up_its_room_until_it_is_given_up(tmp_path):
    ballast = Ballast(tmp_path)
    assert ballast.make()
    assert (tmp_path / "ballast").stat().st_size == BALLAST_BYTES
    assert ballast.release()
    assert not (tmp_path / "ballast").exists()
    assert not ballast.release()


def test_ballast_that_is_there_is_not_written_again(tmp_path):
    ballast = Ballast(tmp_path)
    ballast.make()
    before = (tmp_path / "ballast").read_bytes()
    assert ballast.make()
    assert (tmp_path / "ballast").read_bytes() == before


def test_ballast_cut_off_by_a_kill_is_made_whole(tmp_path):
    (tmp_path / "ballast").write_bytes(b"cut")
    assert Ballast(tmp_path).make()
    assert (tmp_path / "ballast").stat().st_size == BALLAST_BYTES


def test_a_disk_without_room_for_ballast_keeps_what_room_it_has(small_disk):
    fill(small_disk)
    os.truncate(small_disk / "filler", 1_600_000)
    assert not Ballast(small_disk).make()
    assert [file.name for file in small_disk.iterdir()] == ["filler"]
    (small_disk / "filler").unlink()
    assert Ballast(small_disk).make()


def test_a_folder_that_is_not_there_gets_no_ballast(tmp_path):
    assert not Ballast(tmp_path / "nowhere").make()
