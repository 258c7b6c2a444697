"""No word is lost, doubled or split, however the speaker pauses and however the clips are cut."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import RATE, FakeRecogniser
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Word
from runthrough.domain.template_text import parse
from runthrough.rehearsal.hear_again import HearAgainParts, hear

TEMPLATE = parse("# T\n## One [0:10-0:20]\n- [ ] Growth | looking for growth\n", "test")
TAKE = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", RATE, "m")
SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "za")
PIECE = 0.3
"""The share of a word below which a recogniser hears nothing of it, and from which the rest of it is a word, too."""


def word_text(number: int) -> str:
    """Three syllables that say the number."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:03}")


class Loudness(FakeRecogniser):
    """Word number n sounds as loud as n, so it hears which words a clip holds, and how much of those at its ends.

    Of a word of which a piece is missing it writes the letters that are there; its word times are spread evenly.
    """

    def __init__(self, lengths) -> None:
        super().__init__()
        self._lengths = lengths

    def recognise(self, samples, language, terms=()):
        numbers = np.rint((samples[samples > 0.05] - 0.1) * 1000).astype(int)
        starts = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)]
        heard = [
            self._piece(int(numbers[begin]), (end - begin) / RATE, begin == 0)
            for begin, end in pairwise(starts)
            if end > begin
        ]
        said = [text for text in heard if text]
        step = len(samples) / RATE / max(1, len(said))
        return tuple(Word(text, at * step, (at + 1) * step) for at, text in enumerate(said))

    def _piece(self, number, seconds, at_start):
        text, share = word_text(number), seconds / self._lengths[number]
        letters = round(len(text) * min(1.0, share))
        if share < PIECE:
            return ""
        return text[-letters:] if at_start else text[:letters]


class Reader:
    def __init__(self, samples, piece: float) -> None:
        size = round(piece * RATE)
        self._pieces = [samples[begin : begin + size] for begin in range(0, len(samples), size)]

    def read(self):
        return self._pieces.pop(0) if self._pieces else np.zeros(0, np.float32)

    def finish(self):
        return np.zeros(0, np.float32)


@st.composite
def speech(draw):
    """Lengths of words in seconds, and of the pauses after them; mostly there is none.

    No word is shorter than the voice that a clip must hold to be recognised at all.
    """
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(60, 220))
    lengths = generator.uniform(0.3, 0.8, count)
    paused = generator.random(count) < draw(st.sampled_from([0.0, 0.02, 0.1, 0.4]))
    return lengths.tolist(), np.where(paused, generator.uniform(0.1, 2.5, count), 0.0).tolist()


@settings(max_examples=40, deadline=None)
@given(speech(), st.sampled_from([0.25, 0.7, 5.0, 60.0]))
def test_every_word_of_a_take_is_heard_once_and_whole(spoken, piece):
    lengths, pauses = spoken
    sound = np.concatenate(
        [
            part
            for number, (length, pause) in enumerate(zip(lengths, pauses, strict=True))
            for part in (np.full(round(length * RATE), 0.1 + number / 1000), np.zeros(round(pause * RATE)))
        ]
    ).astype(np.float32)
    parts = HearAgainParts(TEMPLATE, Loudness(lengths), lambda _seconds: None)
    found = hear(TAKE, TEMPLATE.sections[0], lambda: Reader(sound, piece), parts)
    assert [word.text for word in found.transcript.words] == [word_text(number) for number in range(len(lengths))]
