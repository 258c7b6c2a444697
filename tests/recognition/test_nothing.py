"""Sounds without speech: what a microphone hears while nobody says anything becomes no words."""

from __future__ import annotations

import numpy as np
import pytest
from faster_whisper import decode_audio

import noises
from runthrough.recognition.silero import LevelledSilero
from runthrough.rehearsal.clip_cutter import EAGER, ClipCutter

STILL = sorted(set(noises.KINDS) - {"laughter", "coughs"})
"""Laughter and coughs have a voice; what tells them from speech is the engines' own doubt."""
CLEAR = "I want to work with people who care about quality."


def bare(words) -> list[str]:
    return ["".join(filter(str.isalnum, word.text.lower())) for word in words]


def heard_live(recogniser, sound: np.ndarray) -> list[str]:
    """The words of the sound as it is cut while somebody speaks."""
    return [text for clip in clips_of(sound) for text in bare(recogniser.recognise(clip, "en"))]


def clips_of(sound: np.ndarray) -> list[np.ndarray]:
    """The sound as it is cut while somebody speaks."""
    voice, cutter = LevelledSilero(), ClipCutter()
    clips = []
    for begin in range(0, len(sound), 4000):
        block = sound[begin : begin + 4000]
        clips += cutter.feed(block, voice.feed(block), EAGER)
    last = cutter.flush()
    return [clip.samples for clip in (*clips, *([last] if last else []))]


@pytest.mark.parametrize("level", [-60, -40, -25])
@pytest.mark.parametrize("kind", STILL)
def test_noise_without_a_voice_never_becomes_words(moonshine, kind, level):
    sound = noises.at_level(noises.KINDS[kind](6.0), level)
    assert moonshine.recognise(sound, "en") == ()
    assert heard_live(moonshine, sound) == []


@pytest.mark.parametrize("seed", range(4))
def test_coughs_become_no_words_as_they_are_cut(moonshine, seed):
    sound = noises.at_level(noises.coughs(10.0, seed), -30)
    assert heard_live(moonshine, sound) == []


def test_hardly_any_laughter_becomes_words(moonshine):
    heard = [heard_live(moonshine, noises.at_level(noises.laughter(10.0, seed), -30)) for seed in range(6)]
    assert sum(map(bool, heard)) <= 2
    assert sum(map(len, heard)) <= 12, "it was 50 in a minute before loops were laid beside what is heard"


@pytest.mark.parametrize("kind", ["fan", "hum of 50 Hz", "pink noise"])
def test_speech_in_that_noise_is_heard_and_the_noise_around_it_is_not(moonshine, say, kind):
    spoken = say(CLEAR)
    sound = np.concatenate((np.zeros(48_000, np.float32), spoken, np.zeros(640_000, np.float32)))
    noise = noises.at_level(noises.KINDS[kind](len(sound) / 16_000), -55)
    heard = moonshine.recognise(sound + noise, "en")
    words = bare(heard)
    assert set(words) >= {"work", "people", "quality"}
    assert len(words) <= 11
    assert heard[0].start > 2.5
    assert heard[-1].end < 3.5 + len(spoken) / 16_000


@pytest.mark.parametrize("spoil", [lambda sound: sound + 0.2, lambda sound: np.clip(sound * 8, -1, 1)])
def test_a_microphone_with_an_offset_or_too_loud_is_heard_all_the_same(moonshine, say, spoil):
    heard = moonshine.recognise(spoil(say(CLEAR)).astype(np.float32), "en")
    words = set(bare(heard))
    assert len(words & {"work", "people", "care", "about", "quality"}) >= 4


def spoken_to_its_end(say, text: str) -> np.ndarray:
    """Speech with nothing behind its last sound."""
    spoken = say(text)
    return spoken[: np.flatnonzero(np.abs(spoken) > 0.01)[-1] + 1]


def test_the_last_word_is_heard_where_the_recording_ends_with_it(moonshine, say):
    spoken = spoken_to_its_end(say, CLEAR)
    assert bare(moonshine.recognise(spoken, "en"))[-1] == "quality"
    assert heard_live(moonshine, spoken)[-1] == "quality"


@pytest.mark.parametrize("missing", [0.1, 0.2, 0.3, 0.4])
def test_a_last_word_that_is_cut_off_takes_none_of_the_others_with_it(moonshine, say, missing):
    spoken = spoken_to_its_end(say, CLEAR)[: -round(missing * 16_000)]
    words = heard_live(moonshine, spoken)
    assert words[:9] == "i want to work with people who care about".split()
    assert len(words) <= 12, "what is left of it may be heard as other words"


def test_long_silences_and_radio_noise_between_words_make_no_loop(moonshine, clips):
    """Whisper large wrote "We got some." 22 times on this recording."""
    sound = decode_audio(str(clips / "wt_apollo11.mp3"))
    for words in (bare(moonshine.recognise(sound[: 28 * 16_000], "en")), heard_live(moonshine, sound)):
        assert {"recommendation", "houston"} & set(words)
        for length in range(1, 8):
            runs = [words[at : at + length] for at in range(len(words) - length + 1)]
            loops = [
                run
                for run, next_, last in zip(runs, runs[length:], runs[2 * length :], strict=False)
                if run == next_ == last
            ]
            assert loops == []
