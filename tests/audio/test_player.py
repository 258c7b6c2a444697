"""Playing a take back, on a loudspeaker that the test drives."""

import queue
import wave

import numpy as np
import pytest

from runthrough.audio.player import Player
from runthrough.audio.waveform import take_samples, waveform
from runthrough.domain.errors import AudioUnreadable, NoSpeaker

RATE = 16_000
WAIT = 20


class FakeOutput:
    """A loudspeaker that plays when it is told to."""

    latency = 0.0
    active = True

    def __init__(self, rate, fill):
        self.rate, self._fill, self.closed = rate, fill, False

    def play(self, frames):
        return np.frombuffer(self._fill(frames), np.int16)

    def close(self):
        self.closed = True


class Room:
    """A player with what it tells."""

    def __init__(self, refuse=None):
        self.told = queue.SimpleQueue()
        self.outputs = queue.SimpleQueue()
        self.refuse = refuse
        self.player = Player(self.told.put, lambda: self.told.put("ended"), self._open)

    def _open(self, rate, fill):
        if self.refuse:
            raise self.refuse
        output = FakeOutput(rate, fill)
        self.outputs.put(output)
        return output

    def heard(self, output, frames):
        """So many frames of sound, without the silence before the player has made any."""
        made = np.zeros(0, np.int16)
        while len(made) < frames:
            part = output.play(64)
            made = np.concatenate((made, part[part != 0]))
            if not self.told.empty():
                break
        return made[:frames]


@pytest.fixture
def room():
    made = Room()
    yield made
    made.player.close()


def write(path, samples, rate=RATE):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.asarray(samples, "<i2").tobytes())
    return path


@pytest.fixture
def steps(tmp_path):
    """A take whose every sample tells where it is."""
    return write(tmp_path / "steps.wav", 1 + np.arange(RATE * 2) % 30_000)


def test_a_take_is_played_sample_by_sample_to_its_end(room, steps):
    room.player.load(steps)
    room.player.play()
    output = room.outputs.get(timeout=WAIT)
    heard = room.heard(output, RATE * 2)
    assert np.array_equal(heard, take_samples(steps)[0])
    assert room.told.get(timeout=WAIT) == "ended"
    assert not room.player.playing
    assert room.player.position == room.player.seconds == 2.0


def test_playback_begins_at_the_word_that_was_clicked(room, steps):
    room.player.load(steps)
    room.player.play(1.25)
    assert room.heard(room.outputs.get(timeout=WAIT), 1)[0] == 1 + RATE * 1.25
    assert room.player.position == pytest.approx(1.25, abs=0.01)


def test_a_loop_goes_round(room, steps):
    room.player.load(steps)
    room.player.play(0.5, 0.6, loop=True)
    heard = room.heard(room.outputs.get(timeout=WAIT), 4000)
    assert set(np.diff(heard.astype(int))) == {1, -1599}
    assert (heard.min(), heard.max()) == (1 + RATE * 0.5, RATE * 0.6)


def test_a_pause_keeps_the_place_and_lets_the_loudspeaker_go(room, steps):
    room.player.load(steps)
    room.player.play()
    output = room.outputs.get(timeout=WAIT)
    room.heard(output, 8000)
    room.player.pause()
    room.player.play()
    again = room.outputs.get(timeout=WAIT)
    assert output.closed
    assert room.heard(again, 1)[0] == pytest.approx(8000, abs=70)


def test_seeking_while_it_plays_is_heard_at_once(room, steps):
    room.player.load(steps)
    room.player.play()
    output = room.outputs.get(timeout=WAIT)
    room.heard(output, 1000)
    room.player.seek(1.5)
    assert room.player.position == pytest.approx(1.5, abs=0.01)
    heard = room.heard(output, 12_000)
    assert (heard == 1 + RATE * 1.5).any()


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5, 2.0])
def test_another_speed_keeps_the_pitch_and_changes_the_length(room, tmp_path, speed):
    seconds, pitch = 3.0, 220.0
    samples = 12_000 * np.sin(2 * np.pi * pitch * np.arange(int(RATE * seconds)) / RATE)
    room.player.load(write(tmp_path / "tone.wav", samples))
    room.player.speed = speed
    room.player.play()
    output = room.outputs.get(timeout=WAIT)
    heard = np.zeros(0, np.int16)
    while room.told.empty():
        part = output.play(64)
        heard = np.concatenate((heard, part[part != 0]))  # without the silence of asking before there is sound
    sounding = np.flatnonzero(np.abs(heard) > 2000)
    middle = heard[sounding[0] + 2000 : sounding[0] + 2000 + 8192].astype(float) * np.hanning(8192)
    loudest = np.argmax(np.abs(np.fft.rfft(middle))) * RATE / 8192
    assert loudest == pytest.approx(pitch, abs=4)
    assert len(heard) / RATE == pytest.approx(seconds / speed, rel=0.05)


def test_no_loudspeaker_is_told_and_nothing_plays(steps):
    room = Room(NoSpeaker("none"))
    room.player.load(steps)
    room.player.play()
    assert isinstance(room.told.get(timeout=WAIT), NoSpeaker)
    assert not room.player.playing
    room.player.close()


def test_a_take_that_is_gone_is_told(room, tmp_path):
    room.player.load(tmp_path / "gone.wav")
    error = room.told.get(timeout=WAIT)
    assert isinstance(error, AudioUnreadable)
    assert error.reason == "missing"


def test_another_take_stops_the_one_before(room, steps, tmp_path):
    room.player.load(steps)
    room.player.play()
    output = room.outputs.get(timeout=WAIT)
    room.player.load(write(tmp_path / "other.wav", np.full(800, 7)))
    room.player.play()
    other = room.outputs.get(timeout=WAIT)
    assert output.closed
    assert set(room.heard(other, 700)) == {7}
    assert room.player.seconds == 0.05


def test_the_waveform_shows_where_it_is_loud(tmp_path):
    samples = np.concatenate((np.zeros(1000), np.full(1000, 16_384), np.full(1000, -32_768), np.zeros(1000)))
    bars = waveform(write(tmp_path / "loud.wav", samples), 4)
    assert bars == (0.0, pytest.approx(0.5, abs=0.001), 1.0, 0.0)


def test_an_empty_take_has_a_flat_waveform(tmp_path):
    assert waveform(write(tmp_path / "empty.wav", []), 3) == (0.0, 0.0, 0.0)


def test_what_is_no_take_has_no_waveform(tmp_path):
    path = tmp_path / "text.wav"
    path.write_text("this is no sound at all, though it is longer than a header would be")
    with pytest.raises(AudioUnreadable):
        waveform(path, 3)
