"""The recogniser's process may die, hang or be killed at any moment: a take has the words of an undisturbed hearing."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from fakes import RATE, FakeRecogniser, MemoryJournal, MemoryTakes, silence, tone
from runthrough.domain.errors import LanguageNotUnderstood, RecognitionFailed
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Word
from runthrough.domain.template_text import parse
from runthrough.rehearsal.hear_again import HearAgainParts, Keeping, hear_take_again
from runthrough.rehearsal.patient_ear import TRIES
from runthrough.rehearsal.ports import RecogniserIdentity

TEMPLATE = parse("# T\n## One [0:10-0:20]\n- [ ] Growth | looking for growth\n", "test")
GERMAN = parse("# T\nlanguage: de\n## One [0:10-0:20]\n- [ ] Wachstum | ich suche Wachstum\n", "test")
TAKE = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", RATE, "m")
LEVELS = [4000 + 500 * number for number in range(56)]


def sound_of_words() -> bytes:
    """Words that differ in loudness, pauses that differ in length: a word lost, doubled or moved is seen."""
    return b"".join(
        tone(0.4 + 0.3 * (number % 4), level) + silence(0.2 + 0.35 * (number % 3))
        for number, level in enumerate(LEVELS)
    )


class Ears(FakeRecogniser):
    """Hears each stretch of tone as a word that says how loud it was.

    Its voice activity remembers, as a recurrent network does, and forgets when its process dies. Fails at the requests
    in `fails_at`, counted from 1, whatever they ask.
    """

    def __init__(self, fails_at=()) -> None:
        super().__init__()
        self.requests, self.fails_at = 0, set(fails_at)
        self.memory = 0.0

    def _count(self) -> None:
        self.requests += 1
        if self.requests in self.fails_at:
            self.memory, self._rest = 0.0, np.zeros(0, np.float32)
            raise RecognitionFailed("Fake", "its process ended (-9)")

    def begin_voice(self) -> None:
        super().begin_voice()
        self.memory = 0.0

    def voice(self, samples: np.ndarray) -> np.ndarray:
        self._count()
        loud = super().voice(samples)
        for index, value in enumerate(loud.tolist()):
            self.memory = 0.9 * self.memory + 0.1 * value
            loud[index] = 0.55 * value + 0.45 * self.memory  # the same sound counts more after much voice
        return loud

    def recognise(self, samples: np.ndarray, language: str, terms=()) -> tuple[Word, ...]:
        self._count()
        loud = np.flatnonzero(np.abs(samples) > 0.05)
        runs = np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 10) + 1)
        return tuple(
            Word(str(round(float(np.abs(samples[run]).max()) * 32768)), float(run[0] / RATE), float(run[-1] / RATE))
            for run in runs
            if len(run)
        )


def heard(recogniser, template=TEMPLATE):
    takes, journal = MemoryTakes(), MemoryJournal()
    takes.create(None, TAKE).write(sound_of_words())
    parts = HearAgainParts(template, recogniser, lambda _seconds: None)
    keeping = Keeping(journal, lambda: "now")
    found = hear_take_again(TAKE, template.sections[0], partial(takes.follow, TAKE), parts, keeping)
    return found, journal


UNDISTURBED = Ears()
WHOLE = heard(UNDISTURBED)[0]


def test_the_undisturbed_hearing_has_every_word_once():
    assert [word.text for word in WHOLE.transcript.words] == [str(level) for level in LEVELS]


@pytest.mark.parametrize("request_number", range(1, UNDISTURBED.requests + 1))
def test_a_process_that_dies_at_any_request_leaves_no_trace_in_the_transcript(request_number):
    found, journal = heard(Ears([request_number]))
    assert found == WHOLE
    assert len(journal.named("recogniser_died")) == 1


@pytest.mark.parametrize("request_number", range(1, UNDISTURBED.requests + 1, 2))
def test_nor_does_one_that_dies_again_as_soon_as_it_was_started(request_number):
    found, journal = heard(Ears([request_number, request_number + 1]))
    assert found == WHOLE
    assert len(journal.named("recogniser_died")) == 2


def test_deaths_far_apart_are_no_reason_to_give_up():
    found, journal = heard(Ears([1, 2, 10, 11]))
    assert found == WHOLE
    assert len(journal.named("recogniser_died")) > TRIES


def test_after_three_failures_in_a_row_the_take_waits_for_another_day():
    with pytest.raises(RecognitionFailed):
        heard(Ears([3, 4, 5]))


def test_an_engine_that_gives_up_on_a_clip_has_not_died():
    class Tired(Ears):
        def _count(self) -> None:
            self.requests += 1
            if self.requests == 2:
                raise RecognitionFailed("Fake", "too loud", died=False)

    found, journal = heard(Tired())
    assert found == WHOLE
    assert journal.named("recogniser_died") == []


def test_a_recogniser_for_english_alone_says_so_and_is_not_asked_three_times():
    recogniser = Ears()
    recogniser.identity = RecogniserIdentity("Moonshine tiny-en", "1", "estimated", english_only=True)
    with pytest.raises(LanguageNotUnderstood) as refused:
        heard(recogniser, GERMAN)
    assert (refused.value.recogniser, refused.value.language) == ("Moonshine tiny-en", "de")
