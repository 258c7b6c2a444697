"""What is on disk already is heard, once more or for the first time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fakes import RATE, FakeRecogniser, MemoryJournal, silence, tone
from runthrough.domain.errors import NoRecogniser, RecognitionFailed
from runthrough.domain.rehearsed import Take
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict
from runthrough.rehearsal.absent_recogniser import AbsentRecogniser
from runthrough.rehearsal.hear_again import HearAgainParts, Keeping, hear_take_again

TEMPLATE = parse("# T\n## One [0:10-0:20]\n- [ ] Growth | looking for growth\n", "test")
TAKE = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", RATE, "m")


class Reader:
    def __init__(self, sound: bytes) -> None:
        samples = np.frombuffer(sound, np.int16).astype(np.float32) / 32768
        self._pieces = [samples[begin : begin + 10 * RATE] for begin in range(0, len(samples), 10 * RATE)]

    def read(self) -> np.ndarray:
        return self._pieces.pop(0) if self._pieces else np.zeros(0, np.float32)

    def finish(self) -> np.ndarray:
        return np.zeros(0, np.float32)


NOW = "2026-03-02T09:30:00+00:00"


def heard(recogniser, journal, sound: bytes, progress=lambda _seconds: None, words: int | None = None):
    parts = HearAgainParts(TEMPLATE, recogniser, progress)
    keeping = Keeping(journal, lambda: NOW, words)
    return hear_take_again(TAKE, TEMPLATE.sections[0], lambda: Reader(sound), parts, keeping)


def test_a_take_is_heard_judged_and_stored_in_place_of_what_was_there():
    journal, told = MemoryJournal(), []
    recogniser = FakeRecogniser(["I am looking for growth and bigger systems to run.", "Thank you."])
    found = heard(recogniser, journal, tone(14) + silence(1) + tone(9), told.append)
    assert found.verdicts[0].verdict is Verdict.SAID
    assert [call[0] for call in journal.calls] == [
        "voice_heard",
        "filled_pauses_found",
        "utterances_replaced",
        "take_judged",
    ]
    assert journal.calls[2][2] == found.transcript.utterances
    assert told == sorted(told)
    assert told[-1] == pytest.approx(24.0)


def test_word_times_count_from_the_first_sample_of_the_take():
    found = heard(FakeRecogniser(["One.", "Two."]), MemoryJournal(), silence(5) + tone(14) + silence(2) + tone(9))
    assert [round(utterance.start) for utterance in found.transcript.utterances] == [5, 21]


def test_where_a_voice_was_heard_is_kept_with_the_take():
    journal = MemoryJournal()
    found = heard(FakeRecogniser(), journal, silence(1) + tone(4) + silence(2) + tone(3) + silence(1))
    assert [(round(each.start), round(each.end)) for each in found.voice] == [(1, 5), (7, 10)]
    assert journal.named("voice_heard") == [("t", found.voice)]


def test_a_recogniser_that_fails_leaves_what_was_there():
    journal = MemoryJournal()
    with pytest.raises(RecognitionFailed):
        heard(FakeRecogniser(dies_at=[1, 2, 3]), journal, tone(14))
    assert {call[0] for call in journal.calls} == {"recogniser_died"}


def test_of_a_take_without_a_transcript_what_was_heard_before_the_failure_is_kept():
    journal = MemoryJournal()
    with pytest.raises(RecognitionFailed):
        heard(FakeRecogniser(["One."], dies_at=[2, 3, 4]), journal, tone(14) + silence(2) + tone(9), words=0)
    ((take_id, utterances, at),) = journal.named("utterances_replaced")
    assert (take_id, [each.text for each in utterances], at) == ("t", ["One."], NOW)
    assert journal.named("take_judged") == []


def test_a_part_that_is_no_longer_than_what_there_was_replaces_nothing():
    journal = MemoryJournal()
    with pytest.raises(RecognitionFailed):
        heard(FakeRecogniser(["One."], dies_at=[2, 3, 4]), journal, tone(14) + silence(2) + tone(9), words=1)
    assert journal.named("utterances_replaced") == []


def test_silence_is_a_transcript_without_words_and_misses_everything():
    found = heard(FakeRecogniser(), MemoryJournal(), silence(40))
    assert found.transcript.words == ()
    assert found.verdicts[0].verdict is Verdict.MISSED


def test_where_there_is_no_recogniser_every_question_is_refused():
    absent = AbsentRecogniser(NoRecogniser(None, Path("models")))
    with pytest.raises(NoRecogniser):
        heard(absent, MemoryJournal(), tone(3))
    with pytest.raises(NoRecogniser):
        assert absent.identity
    for ask in (
        lambda: absent.voice(np.zeros(512, np.float32)),
        lambda: absent.recognise(np.zeros(512, np.float32), "en"),
    ):
        with pytest.raises(NoRecogniser):
            ask()
    absent.close()
