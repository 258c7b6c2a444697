"""Python's garbage is collected by the window's thread and by no other."""

import gc
import threading
import weakref
from typing import ClassVar

import pytest

from runthrough.ui.collecting import Collecting


class Cycle:
    """Something that only the collector can take apart; remembers on which thread that happened."""

    taken_apart: ClassVar[list[str]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Cycle.taken_apart.append(threading.current_thread().name)


@pytest.fixture
def collecting(qapp):
    made = Collecting()
    yield made
    made._timer.stop()
    gc.unfreeze()


def test_another_thread_never_takes_a_cycle_apart_and_the_window_s_does(collecting):
    Cycle.taken_apart.clear()
    gc.collect()
    watched = weakref.ref(Cycle())

    def busy() -> None:
        _kept = [[] for _ in range(50_000)]

    thread = threading.Thread(target=busy, name="recording")
    thread.start()
    thread.join()
    assert watched() is not None
    while watched() is not None:
        _more = [[] for _ in range(2000)]
        assert collecting.look() >= 0
    assert Cycle.taken_apart == ["MainThread"]


def test_nothing_is_collected_before_it_is_due(collecting):
    gc.collect()
    assert collecting.look() == -1
