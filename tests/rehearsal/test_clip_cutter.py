"""Clips end at pauses, hold every voiced sample once, and are never too long."""

import numpy as np
import pytest

from runthrough.rehearsal.clip_cutter import BEHIND, EAGER, FRAME, LONGEST_CLIP, MARGIN, OVERLAP, ClipCutter

RATE = 16_000


def stream(*parts: tuple[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Samples that count upwards (so that each is unique) and voice probabilities of the described parts."""
    probabilities = np.concatenate(
        [np.full(round(seconds * RATE / FRAME), 0.9 if kind == "voice" else 0.02) for kind, seconds in parts]
    ).astype(np.float32)
    return np.arange(1, len(probabilities) * FRAME + 1, dtype=np.float32), probabilities


def cut(samples, probabilities, patience=EAGER, step=8):
    cutter, clips = ClipCutter(), []
    for frame in range(0, len(probabilities), step):
        part = slice(frame * FRAME, (frame + step) * FRAME)
        clips += cutter.feed(samples[part], probabilities[frame : frame + step], patience)
    last = cutter.flush()
    return clips + ([last] if last else [])


def test_a_pause_of_half_a_second_ends_a_clip_of_six_seconds():
    clips = cut(*stream(("voice", 6.2), ("still", 0.5), ("voice", 6.2), ("still", 0.2)))
    assert [clip.seconds for clip in clips] == pytest.approx([6.4, 6.7], abs=0.1)


def test_a_short_pause_in_a_short_clip_is_waited_through_for_the_words_around_it():
    assert len(cut(*stream(("voice", 3.2), ("still", 0.5), ("voice", 2.0), ("still", 0.2)))) == 1


def test_a_breath_in_a_short_phrase_does_not_cut_it():
    clips = cut(*stream(("voice", 0.8), ("still", 0.35), ("voice", 1.0), ("still", 0.1)))
    assert len(clips) == 1


def test_one_short_word_becomes_a_clip_after_a_long_pause_without_waiting_for_more():
    samples, probabilities = stream(("still", 1.0), ("voice", 0.6), ("still", 2.0))
    assert len(ClipCutter().feed(samples, probabilities, EAGER)) == 1


def test_silence_gives_no_clip_and_keeps_no_samples():
    cutter = ClipCutter()
    samples, probabilities = stream(("still", 60.0))
    assert cutter.feed(samples, probabilities, EAGER) == []
    assert len(cutter._samples) <= (MARGIN + 0.1) * RATE
    assert cutter.flush() is None


def test_a_click_too_short_for_a_word_is_not_recognised():
    assert cut(*stream(("still", 1.0), ("voice", 0.1), ("still", 3.0))) == []


def test_a_speaker_without_pauses_is_cut_before_the_recognisers_window_is_full():
    samples, probabilities = stream(("voice", 70.0))
    clips = cut(samples, probabilities)
    assert max(clip.seconds for clip in clips) <= LONGEST_CLIP + 0.1
    assert set(np.concatenate([clip.samples for clip in clips]).tolist()) == set(samples.tolist())


def test_clips_that_are_cut_in_mid_speech_share_a_second_around_the_least_voiced_moment():
    samples, probabilities = stream(("voice", 40.0))
    quiet = round(21.0 * RATE / FRAME)
    probabilities[quiet] = 0.6
    first, second = cut(samples, probabilities)
    assert (first.shares_start, first.shares_end, second.shares_start, second.shares_end) == (False, True, True, False)
    assert first.seconds == pytest.approx(21.0 + OVERLAP / 2, abs=0.1)
    assert second.start == pytest.approx(21.0 - OVERLAP / 2, abs=0.1)


def test_a_long_clip_is_cut_in_its_longest_pause_and_shares_nothing():
    first, second = cut(*stream(("voice", 16.0), ("still", 0.25), ("voice", 5.0), ("still", 0.35), ("voice", 9.0)))
    assert not any((first.shares_start, first.shares_end, second.shares_start, second.shares_end))
    assert first.start + first.seconds == pytest.approx(21.43, abs=0.1)
    assert second.start == pytest.approx(first.start + first.seconds)


@pytest.mark.parametrize("patience", [EAGER, BEHIND])
def test_every_voiced_sample_is_in_exactly_one_clip(patience):
    generator = np.random.default_rng(5)
    parts = [("voice" if index % 2 else "still", float(generator.uniform(0.3, 5.0))) for index in range(60)]
    samples, probabilities = stream(*parts)
    clips = cut(samples, probabilities, patience)
    heard = np.concatenate([clip.samples for clip in clips])
    voiced = samples[np.repeat(probabilities > 0.5, FRAME)]
    assert len(np.unique(heard)) == len(heard)
    assert np.isin(voiced, heard).all()


def test_a_clip_says_where_in_the_take_it_begins():
    clips = cut(*stream(("still", 2.0), ("voice", 4.0), ("still", 1.0), ("voice", 4.0)))
    for clip in clips:
        assert clip.start * RATE == pytest.approx(float(clip.samples[0]) - 1)
    assert clips[0].start == pytest.approx(2.0 - MARGIN, abs=0.05)


def test_clips_do_not_depend_on_how_the_samples_are_portioned():
    samples, probabilities = stream(("voice", 4.0), ("still", 0.6), ("voice", 2.0), ("still", 1.0), ("voice", 9.0))
    one = cut(samples, probabilities, step=1)
    many = cut(samples, probabilities, step=97)
    assert [(clip.start, len(clip.samples)) for clip in one] == [(clip.start, len(clip.samples)) for clip in many]


def test_behind_the_speaker_clips_are_longer():
    spoken = stream(*[("voice", 2.5), ("still", 0.5)] * 20)
    assert (len(cut(*spoken, BEHIND)), len(cut(*spoken, EAGER))) == (3, 7)


def test_behind_the_speaker_clips_are_filled_but_hold_no_long_silence():
    clips = cut(*stream(*[("voice", 4.0), ("still", 0.5)] * 10, ("still", 4.0), ("voice", 3.0)), BEHIND)
    assert [round(clip.seconds) for clip in clips] == [27, 18, 3]
