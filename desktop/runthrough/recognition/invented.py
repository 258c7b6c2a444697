"""Text that an engine wrote though nobody spoke: on silence, noise, laughter, coughs.

What is known of a text: how sure the engine was of it, how much voice there was, and what engines are known to write
then. None of these suffices alone: sounds between words have a voice, too, and speakers do say "thank you".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from runthrough.domain.speech import Word
from runthrough.recognition.loops import is_one_phrase, looped, spoken_text, without_loops
from runthrough.rehearsal.clip_cutter import LEAST_VOICE

NO_SPEECH, UNSURE = 0.6, -0.7
"""A segment that is probably no speech, and of whose words Whisper is unsure (mean log probability), is invented.
faster-whisper itself drops it only below -1."""
DOUBTED, DOUBTFUL = 0.1, -0.5
"""From which probability of no speech, and below which sureness, Whisper is not believed a known invention; either
suffices where there is hardly a voice (WhisperLive 185, 328, freeflow 68: such text comes with 0.06 to 0.2)."""

KNOWN = frozenset(
    {
        "you",
        "bye",
        "thank you",
        "thank you very much",
        "thanks for watching",
        "thank you for watching",
        "thank you for watching this video",
        "thank you so much for watching",
        "thanks for watching and ill see you in the next video",
        "ill see you in the next video",
        "see you next time",
        "please subscribe",
        "please subscribe to my channel",
        "like and subscribe",
        "dont forget to subscribe",
        "the end",
    }
)
"""What Whisper is known to write on silence, music and laughter, as `spoken_text` of each word; from those threads."""
CREDITS = re.compile(
    r"amara\s?\.?\s?org|castingwords|emily beynon|^(subtitles|captions|captioning|transcript|transcription|translated|"
    r"subtitled) by\b|^© ",
    re.IGNORECASE,
)
"""Credits of subtitles that it was trained on; nobody says them of a take."""

OPENING, MUDDLED, HOPELESS = -1.2, -0.5, -1.1
"""Moonshine: below which logarithm of its probability the first token was a guess, and below which means those of a
text without loops are one, too: with few words for the voice, and always. Set on 36 clips of real laughter, coughs and
cries of games and on 243 shouted sentences: 22 of the former were invented by it, 14 of the latter, of which one was
right. The 17 clips of speech of the benchmarks open at -0.7 and above, single words at -1.1."""
LOOP_FIT = 0.45
"""A text that is one phrase over and over, and whose sounds fit what is heard no better than this (`alignment.fit`),
was not said. Synthetic laughter has 0.05 to 0.54 with such texts; the clips of speech of the benchmarks have 0.63 and
more, but from 0.25 in loud noise, so it is asked of loops alone."""
WORDS_A_SECOND = 2.0
"""Words for each second of voice below which hardly anybody speaks (slow speech has 2.5)."""
SOUNDS = frozenset(
    (
        "a aah ach ack ah aha ahh d eh ha haha hahaha he hee heh hey hm ho hoo huh k o oh oof ooh ow t ugh whoa woah "
        "you"
    ).split()
)
SOUND_UNSURE = -0.45
"""What coughs and laughter are heard as, and below which sureness they are taken for that; a spoken "oh" has more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a text: Whisper's own probability that there is none, its sureness, and the seconds of voice."""

    no_speech: float
    sureness: float
    voiced: float


def is_invented(text: str, evidence: Evidence) -> bool:
    """Whether a segment that Whisper wrote was not said."""
    if CREDITS.search(text.strip()) or (evidence.no_speech > NO_SPEECH and evidence.sureness < UNSURE):
        return True
    doubted, doubtful = evidence.no_speech > DOUBTED, evidence.sureness < DOUBTFUL
    if evidence.voiced < LEAST_VOICE:
        return doubted or doubtful
    return doubted and doubtful and _bare(text.split()) in KNOWN


def is_guess(words: Sequence[Word], opening: float, voiced: float) -> bool:
    """Whether a text that Moonshine wrote for so many seconds of voice was not said.

    `opening` is the logarithm of the probability of its first token; the words have probabilities.
    """
    text = " ".join(word.text for word in words)
    if CREDITS.search(text) or any(_foreign(word.text) for word in words):
        return True
    said = without_loops(words)
    if not said:
        return True
    sureness = _sureness(words)
    if _bare(text.split()) in KNOWN or all(spoken_text(word.text) in SOUNDS for word in said):
        return sureness < SOUND_UNSURE
    if opening >= OPENING or sureness >= MUDDLED:
        return False
    return sureness < HOPELESS or len(said) < WORDS_A_SECOND * voiced or looped(words)


def is_empty_loop(words: Sequence[Word], fit: Callable[[], float]) -> bool:
    """Whether a text says one phrase over and over that is not to be heard. `fit` is asked only where it does."""
    return is_one_phrase(words) and fit() < LOOP_FIT


def _sureness(words: Sequence[Word]) -> float:
    """The mean of the logarithms of the words' probabilities."""
    return math.fsum(math.log(max(word.probability or 1.0, 1e-9)) for word in words) / len(words)


def _bare(texts: Sequence[str]) -> str:
    return " ".join(filter(None, map(spoken_text, texts)))


def _foreign(text: str) -> bool:
    """Whether a word has letters of another alphabet; English is all that Moonshine can write."""
    return any(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in text)
