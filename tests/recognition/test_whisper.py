"""Whisper in its real process, with a model made by hand."""

from __future__ import annotations

import shutil
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from recognition.fake_engines import load_without_network
from runthrough.domain.errors import ModelDamaged
from runthrough.recognition.fingerprints import first_use
from runthrough.recognition.model_store import ModelStore, RecogniserChoice
from runthrough.recognition.process import RecogniserProcess
from runthrough.recognition.whisper import Whisper, kept_words, temperatures
from tone_whisper import SENTENCES, WORD_SECONDS, silence, tone


def chosen(folder: Path) -> RecogniserChoice:
    return ModelStore([folder.parent]).choose(folder.name)


def said(words) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_each_tone_is_heard_as_its_sentence_with_the_time_of_each_word(tones, number):
    heard = tones.recognise(np.concatenate((tone(number, 2.0), silence(0.4))), "en")
    assert said(heard) == SENTENCES[number]
    for index, word in enumerate(heard):
        assert word.start == pytest.approx(index * WORD_SECONDS, abs=0.35)
        assert word.start < word.end <= 2.4
        assert word.probability > 0.9
    assert all(early.end <= late.start for early, late in pairwise(heard))


def test_the_recogniser_says_what_it_is(tones, tone_model):
    identity = tones.identity
    assert (identity.name, identity.word_times) == ("Whisper tones", "measured")
    assert identity.version.endswith(f"/{(tone_model / 'model.bin').stat().st_size}")


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.2, 0.5, 3.0, 29.0])
def test_silence_of_any_length_gives_no_words(tones, seconds):
    assert tones.recognise(silence(seconds), "en") == ()


def test_the_noise_of_a_still_room_gives_no_words(tones):
    noise = np.random.default_rng(0).normal(0.0, 0.001, 48_000).astype(np.float32)
    assert tones.recognise(noise, "en") == ()


def test_a_clip_too_short_to_align_is_not_decoded(tone_model, monkeypatch):
    decoded: list[float] = []
    engine = Whisper(tone_model, threads=1)
    monkeypatch.setattr(
        engine, "_transcribe", lambda _samples, _language, seconds, _hints: decoded.append(seconds) or []
    )
    for seconds in (0.0, 0.2, 0.29, 0.31):
        assert engine.recognise(tone(1, seconds), "en") == ()
    assert decoded == [0.31]


def test_the_words_of_a_very_short_clip_lie_inside_it(tones):
    heard = tones.recognise(tone(1, 0.4), "en")
    assert said(heard) == SENTENCES[1]
    assert heard[-1].end <= 0.4


def test_a_model_for_english_alone_takes_every_language_for_english(tones):
    assert said(tones.recognise(tone(4, 2.0), "de-CH")) == SENTENCES[4]
    assert tones.identity.english_only, "so nobody asks it"


def test_voice_activity_is_given_for_each_complete_frame(tones):
    tones.begin_voice()
    assert len(tones.voice(silence(0.5))) == 15
    assert len(tones.voice(silence(0.5))) == 16


def test_a_model_in_a_folder_with_foreign_letters_never_asks_the_network(tone_model, tmp_path):
    folder = shutil.copytree(tone_model, tmp_path / "Übung 测试" / "Töne")
    process = RecogniserProcess(chosen(folder), loader=load_without_network)
    try:
        assert said(process.recognise(tone(0, 2.0), "en")) == SENTENCES[0]
    finally:
        process.close()


def test_a_model_that_is_cut_off_is_refused_each_time_it_is_asked(copied_model):
    weights = (copied_model / "model.bin").read_bytes()
    (copied_model / "model.bin").write_bytes(weights[:-100_000])
    process = RecogniserProcess(chosen(copied_model))
    try:
        for _ in range(2):
            with pytest.raises(ModelDamaged, match=r"model\.bin may be cut off") as caught:
                _ = process.identity
            assert caught.value.folder == copied_model
        with pytest.raises(ModelDamaged):
            process.recognise(silence(1.0), "en")
    finally:
        process.close()


def test_what_a_model_is_at_its_first_use_is_noted_while_nobody_asks(copied_model):
    process = RecogniserProcess(chosen(copied_model))
    try:
        for _ in range(10):  # a step of the noting is done before each
            process.voice(silence(0.1))
    finally:
        process.close()
    assert set(first_use(copied_model.parent, copied_model)) >= {"model.bin", "tokenizer.json"}


VOICE = np.ones(40, bool)


def segment(text: str, no_speech: float, sureness: float) -> SimpleNamespace:
    word = SimpleNamespace(word=f" {text}", start=0.0, end=0.5, probability=0.5)
    return SimpleNamespace(
        words=[word], text=f" {text}", start=0.0, end=1.0, no_speech_prob=no_speech, avg_logprob=sureness
    )


def test_text_invented_on_silence_is_dropped_and_mumbled_speech_is_not():
    segments = [segment("Thanks", 0.9, -0.8), segment("mumbled", 0.1, -0.8), segment("clear", 0.9, -0.2)]
    assert said(kept_words(segments, VOICE)) == "mumbled clear"


@pytest.mark.parametrize("text", ["Thanks for watching!", "Thank you.", "you", "Please subscribe to my channel."])
def test_what_whisper_is_known_to_write_on_laughter_and_music_is_dropped_where_it_is_unsure(text):
    assert kept_words([segment(text, 0.2, -0.6)], VOICE) == []
    assert said(kept_words([segment(text, 0.02, -0.2)], VOICE)) == text, "who does say it is heard"
    assert said(kept_words([segment(text, 0.02, -0.6)], VOICE)) == text, "also an unclear one"


def test_credits_of_subtitles_are_never_said():
    assert kept_words([segment("Subtitles by the Amara.org community", 0.0, -0.1)], VOICE) == []
    assert said(kept_words([segment("I translated by hand", 0.0, -0.1)], VOICE)) == "I translated by hand"


def test_where_there_is_no_voice_whisper_must_be_sure():
    still = np.zeros(40, bool)
    assert kept_words([segment("So the plan is", 0.15, -0.3), segment("it works", 0.05, -0.6)], still) == []
    assert said(kept_words([segment("whispered", 0.02, -0.2)], still)) == "whispered"


def test_terms_reach_the_model_and_never_the_text(tone_model, monkeypatch):
    engine = Whisper(tone_model, threads=1)
    given: list[str | None] = []
    plain = engine._model.transcribe
    monkeypatch.setattr(
        engine._model, "transcribe", lambda *parts, **named: given.append(named["hotwords"]) or plain(*parts, **named)
    )
    assert said(engine.recognise(tone(1, 2.0), "en", ("lookahead bias", "p99"))) == SENTENCES[1]
    assert given == ["lookahead bias, p99"]
    assert engine.recognise(silence(2.0), "en", ("lookahead bias", "p99")) == ()


def test_terms_go_to_the_process(tone_model):
    with closing(RecogniserProcess(chosen(tone_model), loader=load_without_network)) as process:
        assert process.identity.takes_terms
        assert said(process.recognise(tone(0, 2.0), "en", ("Flink", "p99"))) == SENTENCES[0]
        assert process.recognise(silence(2.0), "en", ("Flink", "p99")) == ()


def captured(engine: Whisper, monkeypatch, seconds: float) -> dict[str, object]:
    """How the engine asks faster-whisper for a clip of this length."""
    asked: dict[str, object] = {}
    monkeypatch.setattr(engine._model, "transcribe", lambda _samples, **named: asked.update(named) or ((), None))
    engine.recognise(silence(seconds), "en")
    return asked


def test_ctranslate2_writes_half_of_what_it_is_asked_for(tone_model):
    model = Whisper(tone_model, threads=1)._model

    def written(most: int) -> str:
        segments, _ = model.transcribe(tone(0, 2.0), language="en", temperature=0.0, max_new_tokens=most)
        return " ".join(segment.text.strip() for segment in segments)

    assert len(written(8).split()) < 5, "once it keeps its word, the doubling in whisper.py has to go"
    assert written(16) == SENTENCES[0]


@pytest.mark.parametrize(("seconds", "written"), [(0.5, 20), (2.0, 32), (10.0, 96), (28.0, 216)])
def test_there_is_room_for_fast_speech_and_none_for_a_loop(tone_model, monkeypatch, seconds, written):
    asked = captured(Whisper(tone_model, threads=1), monkeypatch, seconds)
    assert asked["max_new_tokens"] // 2 == pytest.approx(written, abs=8)
    assert asked["max_new_tokens"] // 2 >= 5 * seconds, "fast speech makes some five tokens a second"
    assert asked["max_new_tokens"] < 448


@pytest.mark.parametrize(("platform", "tried"), [("win32", (0.0,)), ("linux", (0.0, 0.4)), ("darwin", (0.0, 0.4))])
def test_no_text_is_sampled_on_windows_where_that_ends_the_process(tone_model, monkeypatch, platform, tried):
    assert temperatures(platform) == tried
    engine = Whisper(tone_model, threads=1)
    monkeypatch.setattr("runthrough.recognition.whisper.sys.platform", platform)
    assert captured(engine, monkeypatch, 2.0)["temperature"] == tried


def test_a_recording_that_ends_within_a_word_keeps_all_of_its_sentence(tones):
    for seconds in (1.4, 1.5, 1.6):
        heard = tones.recognise(tone(0, seconds), "en")
        assert said(heard) == SENTENCES[0]
        assert heard[-1].end <= seconds + 1e-6


def test_a_model_that_is_seduced_by_its_hints_is_asked_without_them(tone_model, monkeypatch):
    engine = Whisper(tone_model, threads=1)
    given: list[str | None] = []
    plain = engine._model.transcribe

    def seduced(samples, **named):
        given.append(named["hotwords"])
        return plain(samples if named["hotwords"] is None else tone(5, 2.0), **named)

    monkeypatch.setattr(engine._model, "transcribe", seduced)
    assert said(engine.recognise(tone(1, 2.0), "en", ("Foxtrot", "well", "twelve"))) == SENTENCES[1]
    assert given == ["Foxtrot, well, twelve", None]
