"""A data folder, and the two sides of a library in it."""

import shutil
import subprocess
from contextlib import closing

import pytest

from runthrough.storage.journal import open_journal
from runthrough.storage.library import Library
from storage.stored import make_runthrough, make_take


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "library.db"


@pytest.fixture
def journal(path):
    with closing(open_journal(path)) as journal:
        yield journal


@pytest.fixture
def library(path):
    with Library(path) as library:
        yield library


@pytest.fixture
def take(journal):
    """The take of a stored run-through."""
    runthrough = make_runthrough()
    take = make_take(runthrough)
    journal.runthrough_started(runthrough)
    journal.take_started(take)
    return take


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB of its own; skips where none can be mounted."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command here")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)
