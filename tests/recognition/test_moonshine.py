"""Moonshine in its real process, with synthetic and recorded speech."""

from __future__ import annotations

import csv
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from faster_whisper import decode_audio
from rapidfuzz.distance import Levenshtein

from recognition.fake_engines import load_without_network
from runthrough.domain.errors import ModelDamaged, RecognitionFailed
from runthrough.recognition.level import FULL_LEVEL
from runthrough.recognition.model_store import EngineName, RecogniserChoice
from runthrough.recognition.moonshine import Moonshine, timed, words_of
from runthrough.recognition.moonshine_decoder import Piece
from runthrough.recognition.process import RecogniserProcess

CLEAR = "I want to work with people who care about quality."
"""Heard alike from many synthetic voices; others of their sentences are not."""
CLEAR_WORDS = {"work", "with", "people", "care", "about", "quality"}


def bare(words) -> list[str]:
    return ["".join(letter for letter in word.text.lower() if letter.isalnum()) for word in words]


def test_synthetic_speech_is_recognised_with_its_words_in_the_voice(moonshine, say):
    spoken = say(CLEAR)
    clip = np.concatenate((np.zeros(16_000, np.float32), spoken, np.zeros(16_000, np.float32)))
    heard = moonshine.recognise(clip, "en")
    assert set(bare(heard)) >= CLEAR_WORDS
    assert heard[0].start > 0.7
    assert heard[-1].end < len(clip) / 16_000 - 0.5
    assert all(early.end <= late.start for early, late in pairwise(heard))


def test_a_pause_in_a_clip_is_no_reason_to_split_or_to_drop(moonshine, say):
    first, second = say(CLEAR), say("We measured the result twice, and the numbers were good.")
    gap = np.zeros(20_000, np.float32)
    heard = moonshine.recognise(np.concatenate((first, gap, second)), "en")
    assert set(bare(heard)) >= CLEAR_WORDS | {"measured", "twice", "numbers", "good"}
    pause = (len(first) / 16_000, (len(first) + len(gap)) / 16_000)
    for word in heard:
        assert word.end <= pause[0] + 0.3 or word.start >= pause[1] - 0.3


@pytest.mark.parametrize("level", [0.0, 0.001, 0.1])
def test_silence_and_noise_give_no_words(moonshine, level):
    noise = np.random.default_rng(0).normal(0.0, level, 20 * 16_000).astype(np.float32)
    assert moonshine.recognise(noise, "en") == ()


@pytest.mark.parametrize("samples", [0, 1, 511, 512, 4000])
def test_a_clip_too_short_for_a_word_gives_none(moonshine, samples):
    assert moonshine.recognise(np.full(samples, 0.1, np.float32), "en") == ()


def test_a_hum_gives_no_words(moonshine):
    hum = 0.2 * np.sin(2 * np.pi * 50 * np.arange(48_000) / 16_000)
    assert moonshine.recognise(hum.astype(np.float32), "en") == ()


def test_a_very_quiet_speaker_is_heard(moonshine, say):
    whisper = np.round(say(CLEAR) * 0.002 * 32768) / 32768
    heard = moonshine.recognise(whisper.astype(np.float32), "en")
    assert set(bare(heard)) >= CLEAR_WORDS


def test_a_quiet_clip_reaches_the_decoder_at_full_level_and_without_its_silence(moonshine_choice, say, monkeypatch):
    engine, decoded = Moonshine(moonshine_choice.folder), []
    monkeypatch.setattr(engine, "_decode", lambda samples, _voiced: decoded.append(samples) or ["word"])
    quiet, hush = say(CLEAR) * np.float32(0.01), np.zeros(48_000, np.float32)
    (word,) = engine.recognise(np.concatenate((hush, quiet, hush)), "en")
    assert np.abs(decoded[0]).max() == pytest.approx(FULL_LEVEL)
    assert len(decoded[0]) < len(quiet) + 16_000
    assert 2.9 < word.start < word.end < 3.1 + len(quiet) / 16_000


def test_an_answer_in_another_language_is_not_turned_into_english_noise(moonshine):
    with pytest.raises(RecognitionFailed, match="English alone"):
        moonshine.recognise(np.zeros(16_000, np.float32), "de")
    assert moonshine.recognise(np.zeros(16_000, np.float32), "en-GB") == ()


def test_the_recogniser_says_what_it_is(moonshine):
    assert (moonshine.identity.name, moonshine.identity.word_times) == ("Moonshine tiny-en", "estimated")


def test_moonshine_never_asks_the_network(moonshine_choice, say):
    process = RecogniserProcess(moonshine_choice, loader=load_without_network)
    try:
        assert set(bare(process.recognise(say(CLEAR), "en"))) >= CLEAR_WORDS
    finally:
        process.close()


@pytest.mark.parametrize("answer", ["Yes.", "No.", "Thank you.", "Two years.", "I think so."])
def test_a_short_answer_stays(moonshine, say, answer):
    assert moonshine.recognise(say(answer), "en")


def test_the_pieces_of_a_word_are_joined_with_their_mean_probability():
    pieces = [Piece("\u2581look".encode(), -0.2), Piece(b"ahead", -0.4), Piece("\u2581bias".encode(), 0.0)]
    first, second = words_of(pieces)
    assert (first.text, second.text, second.probability) == ("lookahead", "bias", 1.0)
    assert first.probability == pytest.approx(0.7408, abs=1e-4)


def test_weights_that_are_cut_off_are_refused(moonshine_choice, tmp_path):
    for path in moonshine_choice.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes()[:1_000_000])
    process = RecogniserProcess(RecogniserChoice(EngineName.MOONSHINE, tmp_path, tmp_path))
    try:
        with pytest.raises(ModelDamaged):
            _ = process.identity
    finally:
        process.close()


def test_a_recorded_speech_is_recognised_nearly_word_for_word(moonshine, clips):
    said = (
        "and so my fellow americans ask not what your country can do for you ask what you can do for your country"
    ).split()
    heard = bare(moonshine.recognise(decode_audio(str(clips / "jfk.flac")), "en"))
    assert Levenshtein.distance(said, heard) <= 0.2 * len(said)


def test_the_words_of_a_recorded_speech_are_where_they_were_spoken(moonshine, clips):
    with (clips / "jfk.words.tsv").open(encoding="utf-8") as file:
        spoken = [(row["word"].lower(), float(row["start"])) for row in csv.DictReader(file, delimiter="\t")]
    heard = moonshine.recognise(decode_audio(str(clips / "jfk.flac")), "en")
    matched = Levenshtein.opcodes(bare(heard), [word for word, _ in spoken])
    off = [
        abs(heard[code.src_start + at].start - spoken[code.dest_start + at][1])
        for code in matched
        if code.tag == "equal"
        for at in range(code.src_end - code.src_start)
    ]
    assert len(off) >= 0.8 * len(spoken)
    assert median(off) < 0.1


def test_more_text_than_can_have_been_said_is_spread_over_the_voice():
    heard = timed(["anything"] * 50, np.zeros(8_000, np.float32), np.ones(15, np.bool_))
    assert len(heard) == 50
    assert heard[-1].end == pytest.approx(0.48)
