"""Word errors clip by clip and recogniser by recogniser: cut while it is spoken, as a file, and in one piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from benchmarks.clips import SpokenClip, WordErrors, spoken_clips, word_errors
from benchmarks.installed import recognisers
from benchmarks.options import Options
from runthrough.domain.rehearsed import Take
from runthrough.domain.template_text import parse
from runthrough.rehearsal.hear_again import HearAgainParts, hear
from runthrough.rehearsal.ports import RECOGNITION_RATE, Recogniser, Samples

PIECE = RECOGNITION_RATE // 4
"""Samples that a hearing gets at a time while somebody speaks."""
AIM = 1.02
"""Word errors of live cutting against the whole take, at most."""
TEMPLATE = parse("# Clip\n## Clip [0:10-6:00]\n- [ ] Nothing | nothing to be found\n", "benchmark")
TAKE = Take("clip", "clip", TEMPLATE.sections[0].id, 1, "2026-01-01T00:00:00+00:00", RECOGNITION_RATE, "clip")


class _Reader:
    """Samples in pieces, as a take file is read."""

    def __init__(self, samples: Samples, piece: int) -> None:
        self._pieces = [samples[begin : begin + piece] for begin in range(0, len(samples), piece)]

    def read(self) -> Samples:
        return self._pieces.pop(0) if self._pieces else np.zeros(0, np.float32)

    def finish(self) -> Samples:
        return np.zeros(0, np.float32)


@dataclass
class _Way:
    """A way to recognise a clip, and what came of it."""

    name: str
    transcribe: Callable[[Recogniser, Samples], str]
    errors: WordErrors = field(default_factory=WordErrors)


def as_heard(recogniser: Recogniser, samples: Samples, piece: int) -> str:
    """The text of a take that is heard piece by piece: small ones come from a speaker, a large one from a file."""
    parts = HearAgainParts(TEMPLATE, recogniser, lambda _seconds: None)
    return hear(TAKE, TEMPLATE.sections[0], lambda: _Reader(samples, piece), parts).transcript.text


def in_one_call(recogniser: Recogniser, samples: Samples) -> str:
    """The text as the engine gives it for all of it at once, however long."""
    return " ".join(word.text for word in recogniser.recognise(samples, "en"))


def main(options: Options) -> None:
    """Print the errors of every clip, of all clips, and the ratio of live cutting to the whole."""
    clips = spoken_clips(options.clips)
    if not clips:
        return
    for recogniser in recognisers():
        _print(recogniser, clips)


def _print(recogniser: Recogniser, clips: list[SpokenClip]) -> None:
    live = _Way("live", lambda ears, samples: as_heard(ears, samples, PIECE))
    file = _Way("file", lambda ears, samples: as_heard(ears, samples, max(1, len(samples))))
    whole = _Way("whole", in_one_call)
    identity = recogniser.identity
    print(f"  {identity.name} {identity.version}: word errors live / as a file / in one call, of words spoken")
    for clip in clips:
        counts = [_count(way, clip, way.transcribe(recogniser, clip.samples)) for way in (live, file, whole)]
        of = f"of {len(clip.words):3} words" if clip.words else "words written, no transcript"
        print(
            f"    {clip.name:28} {clip.seconds:5.1f} s  {' / '.join(f'{count:3}' for count in counts)} {of}", flush=True
        )
    for way in (live, file, whole):
        errors = way.errors
        print(
            f"    {way.name:6} {errors.rate:6.1%}: {errors.errors} of {errors.spoken} words "
            f"({errors.wrong} wrong, {errors.missing} missing, {errors.added} too many)"
        )
    best = min(file.errors.rate, whole.errors.rate)
    if best:
        print(f"    live against the better of the others: {live.errors.rate / best:.2f} (aim at most {AIM})")


def _count(way: _Way, clip: SpokenClip, text: str) -> int:
    """Errors in a clip, or the words written where there is nothing to compare them with."""
    if not clip.words:
        return len(text.split())
    errors = word_errors(clip.words, text)
    way.errors += errors
    return errors.errors
