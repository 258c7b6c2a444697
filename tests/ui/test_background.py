"""Slow work happens elsewhere, and what comes of it on the window's thread."""

import threading

import pytest

from runthrough.domain.errors import NoMicrophone
from runthrough.ui.background import Background, Lane
from runthrough.ui.event_bridge import EventBridge


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    assert made.close(20)


def test_work_is_done_on_another_thread_and_its_result_arrives_on_the_windows(background, qtbot):
    here, seen = threading.get_ident(), []
    background.run(Lane.LIBRARY, threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_one_lane_does_one_thing_after_the_other(background, qtbot):
    order = []
    for number in range(20):
        background.run(Lane.SOUND, lambda number=number: number, order.append)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_a_lane_that_hangs_keeps_no_other_from_working(background, qtbot):
    hangs, seen = threading.Event(), []
    background.run(Lane.SOUND, hangs.wait)
    background.run(Lane.LIBRARY, lambda: "read", seen.append)
    qtbot.waitUntil(lambda: seen == ["read"])
    hangs.set()


def test_an_expected_error_goes_to_whoever_asked(background, qtbot):
    seen = []

    def refuse():
        raise NoMicrophone("none")

    background.run(Lane.SOUND, refuse, None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], NoMicrophone)


def test_a_bug_reaches_the_last_net(background, qtbot):
    def fail():
        raise ZeroDivisionError("a bug")

    with qtbot.captureExceptions() as caught:
        background.run(Lane.LIBRARY, fail, None, lambda _error: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_events_of_other_threads_arrive_in_order_on_the_windows_thread(qapp, qtbot):
    bridge, seen = EventBridge(), []
    bridge.happened.connect(lambda event: seen.append((event, threading.get_ident())))
    thread = threading.Thread(target=lambda: [bridge.publish(number) for number in range(100)])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert seen == [(number, threading.get_ident()) for number in range(100)]


def test_an_event_published_on_the_windows_own_thread_waits_its_turn(qapp, qtbot):
    bridge, seen = EventBridge(), []
    bridge.happened.connect(seen.append)
    bridge.publish("now")
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["now"])
