"""Listening to a microphone before anything is rehearsed."""

import numpy as np
import pytest

from fakes import RATE, FakeClock, FakeSource, silence, tone
from runthrough.domain.errors import NoMicrophone
from runthrough.rehearsal.listening import Listening
from runthrough.rehearsal.sound_check import SoundVerdict, sound_check


def test_the_last_seconds_are_kept_and_no_more():
    source = FakeSource(FakeClock())
    listening = Listening(source, 2.0)
    listening.start()
    source.hear(tone(1, level=100) + tone(3, level=200))
    assert listening.recorded_seconds == 2.0
    assert set(np.abs(np.frombuffer(listening.samples, np.int16))) == {200}
    assert len(listening.samples) == 2 * 2 * RATE
    listening.stop()
    assert source.stopped


def test_before_the_first_sound_there_is_nothing():
    listening = Listening(FakeSource(FakeClock()), 2.0)
    assert (listening.level, listening.recorded_seconds, listening.samples) == (None, 0.0, b"")


def test_a_microphone_that_goes_away_is_noticed():
    source = FakeSource(FakeClock())
    listening = Listening(source)
    listening.start()
    source.lose("unplugged")
    assert listening.lost == "unplugged"


def test_a_microphone_that_cannot_be_opened_is_refused():
    source = FakeSource(FakeClock())
    source.refuse = NoMicrophone("none")
    with pytest.raises(NoMicrophone):
        Listening(source).start()


@pytest.mark.parametrize(
    ("samples", "verdict"),
    [
        (tone(3, level=6000), SoundVerdict.GOOD),
        (tone(3, level=300), SoundVerdict.QUIET),
        (tone(3, level=32767), SoundVerdict.LOUD),
        (silence(3), SoundVerdict.NOTHING),
        (bytes(96_000), SoundVerdict.NOTHING),
        (b"", SoundVerdict.NOTHING),
        (silence(2.9) + tone(0.02, level=9000), SoundVerdict.NOTHING),
        (silence(2) + tone(1, level=6000), SoundVerdict.GOOD),
    ],
)
def test_the_sound_is_judged_as_a_person_would(samples, verdict):
    assert sound_check(samples) is verdict
