"""One copy of the program at a time."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from runthrough.domain.errors import DataInUse, FolderUnwritable
from runthrough.storage.data_lock import DataLock
from storage.stored import fill

HOLDER = """
import sys
from pathlib import Path
from runthrough.storage.data_lock import DataLock

with DataLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "data" / "lock"


@contextmanager
def other_process(lock):
    """Another copy of the program that holds the lock until it is killed or the block ends."""
    command = [sys.executable, "-c", HOLDER, lock.parent]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "held\n"
        try:
            yield child
        finally:
            child.kill()


def test_a_second_copy_is_refused_and_let_in_when_the_first_has_ended(lock):
    with other_process(lock) as child:
        with pytest.raises(DataInUse) as refused, DataLock(lock.parent):
            pass
        assert refused.value.folder == lock.parent
        child.stdin.close()
        child.wait()
        with DataLock(lock.parent):
            pass


def test_a_killed_copy_locks_nobody_out(lock):
    with other_process(lock) as child:
        child.kill()
        child.wait()
        assert lock.read_text() == f"{child.pid}\n"
        with DataLock(lock.parent):
            assert lock.read_text() == f"{os.getpid()}\n"


@pytest.mark.parametrize("left_over", [b"", b"4711\n", b"\0" * 4096])
def test_a_file_left_over_locks_nobody_out(lock, left_over):
    lock.parent.mkdir()
    lock.write_bytes(left_over)
    with DataLock(lock.parent):
        assert lock.read_text() == f"{os.getpid()}\n"


def test_the_lock_says_who_holds_it_as_long_as_it_is_held(lock):
    with DataLock(lock.parent):
        assert lock.read_text() == f"{os.getpid()}\n"
    assert lock.read_text() == ""


def test_the_same_process_cannot_hold_it_twice(lock):
    with DataLock(lock.parent):
        with pytest.raises(DataInUse), DataLock(lock.parent):
            pass
        assert lock.read_text() == f"{os.getpid()}\n"


def test_a_lock_can_be_taken_again_also_after_an_error(lock):
    one = DataLock(lock.parent)
    with pytest.raises(ZeroDivisionError), one:
        raise ZeroDivisionError
    with one, pytest.raises(DataInUse), DataLock(lock.parent):
        pass
    with DataLock(lock.parent):
        pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "data").write_text("a file is in the way")
    with pytest.raises(FolderUnwritable) as refused, DataLock(tmp_path / "data"):
        pass
    assert refused.value.folder == tmp_path / "data"
    assert refused.value.detail


def test_a_folder_in_place_of_the_lock_is_refused(lock):
    lock.mkdir(parents=True)
    with pytest.raises(FolderUnwritable), DataLock(lock.parent):
        pass


def test_a_disk_that_is_full_can_still_be_locked(small_disk):
    lock = small_disk / "lock"
    lock.touch()
    fill(small_disk)
    with DataLock(lock.parent), pytest.raises(DataInUse), DataLock(lock.parent):
        pass
