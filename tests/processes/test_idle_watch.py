"""What does nothing hangs, what is slow does not."""

from __future__ import annotations

import pytest

from runthrough.processes.idle_watch import IDLE_SHARE, IdleWatch


class Process:
    """Processor time, and how often it was ended."""

    def __init__(self) -> None:
        self.computed = 0.0
        self.ended = 0
        self.watch = IdleWatch(10.0, self._end, lambda: self.computed)

    def _end(self) -> None:
        self.ended += 1

    def let(self, seconds: float, computed: float) -> None:
        """Pass time, and look each second."""
        for _ in range(round(seconds)):
            self.computed += computed / round(seconds)
            self.watch.look()


@pytest.fixture
def process() -> Process:
    return Process()


def test_a_request_on_which_nothing_is_done_ends_the_process(process):
    with process.watch.working():
        process.let(9, 0.0)
        assert not process.ended
        process.let(1, 0.0)
        assert process.ended == 1


def test_looking_itself_is_no_work(process):
    with process.watch.working():
        process.let(10, IDLE_SHARE * 10 / 3)
    assert process.ended


@pytest.mark.parametrize("share", [0.02, 0.3, 2.0])
def test_slow_work_takes_as_long_as_it_takes(process, share):
    with process.watch.working():
        process.let(3600, 3600 * share)
    assert not process.ended


def test_work_that_stops_in_the_middle_is_found_from_then_on(process):
    with process.watch.working():
        process.let(60, 50.0)
        process.let(9, 0.0)
        assert not process.ended
        process.let(2, 0.0)
        assert process.ended


def test_waiting_for_the_next_request_is_no_hanging(process):
    with process.watch.working():
        process.let(2, 1.0)
    process.let(1000, 0.0)
    with process.watch.working():
        process.let(9, 0.0)
    with process.watch.working():
        process.let(9, 0.0)
    assert not process.ended
