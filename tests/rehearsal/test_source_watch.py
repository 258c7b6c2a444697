"""What a sound system does not say is seen by counting."""

import pytest

from fakes import silence, tone
from runthrough.rehearsal.levels import LevelMeter
from runthrough.rehearsal.source_watch import LossWatch, SilenceWatch

RATE = 48_000
BLOCK = 960  # 20 ms


def feed(watch: LossWatch, seconds: float, now: float, drift: float = 0.0) -> tuple[float, float]:
    """Blocks in time; returns the time after them and the seconds found missing."""
    lost = 0.0
    for _ in range(round(seconds * RATE / BLOCK)):
        now += BLOCK / RATE * (1 + drift)
        lost += watch.feed(BLOCK, now)
    return now, lost


def test_a_stream_on_time_has_no_gap():
    assert feed(LossWatch(RATE), 600, 10.0)[1] == 0


def test_two_crystals_that_drift_apart_for_an_hour_make_no_gap():
    assert feed(LossWatch(RATE), 3600, 10.0, drift=2e-4)[1] == 0


def test_blocks_that_come_late_but_all_come_are_no_gap():
    watch = LossWatch(RATE)
    now, lost = feed(watch, 5, 10.0)
    now += 4.0  # the server was frozen for 4 s and then delivers everything at once
    lost += sum(watch.feed(BLOCK, now) for _ in range(4 * RATE // BLOCK))
    lost += feed(watch, 20, now)[1]
    assert lost == 0


@pytest.mark.parametrize("missing", [0.15, 2.5, 31.1])
def test_samples_that_never_came_are_a_gap_of_their_length(missing):
    watch = LossWatch(RATE)
    now, _ = feed(watch, 7, 10.0)
    _, lost = feed(watch, 7, now + missing)
    assert lost == pytest.approx(missing, abs=0.01)


def test_no_block_for_a_second_is_seen():
    watch = LossWatch(RATE)
    now, _ = feed(watch, 1, 10.0)
    assert watch.silent_for(now + 1.2) == pytest.approx(1.2)
    assert LossWatch(RATE).silent_for(50.0) == 0


def changes(*sounds: bytes) -> list[bool]:
    watch, meter, seen = SilenceWatch(16_000), LevelMeter(), []
    for sound in sounds:
        for begin in range(0, len(sound), 640):
            block = sound[begin : begin + 640]
            if watch.feed(meter.feed(block), len(block) // 2):
                seen.append(watch.silent)
    return seen


def test_a_muted_microphone_is_seen_and_so_is_its_return():
    assert changes(tone(1), bytes(2 * 16_000 * 2), tone(0.1)) == [True, False]


def test_a_second_of_digital_silence_is_not_yet_a_muted_microphone():
    assert changes(tone(1), bytes(16_000 * 2), tone(1)) == []


def test_a_dead_quiet_line_is_seen_after_two_and_a_half_seconds():
    assert changes(silence(2.4, level=1)) == []
    assert changes(silence(2.6, level=1)) == [True]


def test_a_thinking_pause_in_a_quiet_room_is_no_silent_microphone():
    assert changes(tone(1), silence(20, level=40), tone(1)) == []
