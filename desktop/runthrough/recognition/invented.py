"""Text that Whisper wrote though nobody spoke: on silence, noise, laughter, coughs.

What is known of a text: how sure the engine was of it, how much voice there was, and what engines are known to write
then. None of these suffices alone: sounds between words have a voice, too, and speakers do say "thank you".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from runthrough.recognition.loops import spoken_text
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
        "thank you so much for watching",
        "thanks for watching and ill see you in the next video",
        "ill see you in the next video",
        "see you next time",
        "please subscribe",
        "please subscribe to my channel",
        "like and subscribe",
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
    return doubted and doubtful and " ".join(filter(None, map(spoken_text, text.split()))) in KNOWN
