"""From the end of speech to the final transcript and verdicts, while the take is recorded as fast as it is spoken."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from faster_whisper import WhisperModel

from benchmarks.clips import spoken_clips
from benchmarks.options import Options
from benchmarks.random_whisper import load_paced, write_model
from benchmarks.sound_files import as_sound, joined, synthetic, write_wav
from benchmarks.timing import timed
from runthrough.app import App
from runthrough.domain.rehearsed import Take
from runthrough.places import Places
from runthrough.recognition.process import RecogniserProcess
from runthrough.rehearsal.events import Event, TakeEnded
from runthrough.rehearsal.hear_again import HearAgainParts, hear
from runthrough.rehearsal.ports import RECOGNITION_RATE, Recogniser

SECONDS = (90, 360)
SIZE = "base.en"
LATE, SHARE = 1.0, 0.1
"""Seconds from the end of speech to the final transcript, and its share of recognising the whole take, at most."""
PEER_TOKENS = 220
"""Asked for a window of 30 s beside the text before it, the most there is room for; half of them are written, as many
as `load_paced` writes in 28 s."""
SECTION = 5
"""The section of the question that is rehearsed; any will do."""


@dataclass(frozen=True, slots=True)
class Tail:
    """A take, how long it was waited for at its end, and the most that the transcript was behind meanwhile."""

    take: Take
    waited: float
    behind: float


@contextmanager
def new_app(folder: Path) -> Generator[App]:
    """The program with an empty library and a Whisper model of true size, ready to write."""
    write_model(folder / "models", SIZE)
    app = App(Places(folder))
    with app.writing():
        yield app


def all_recognisers(app: App, *sizes: str) -> Iterator[tuple[str, RecogniserProcess]]:
    """Moonshine, then the Whisper models of these sizes."""
    for name, loader in (("moonshine", None), *((f"whisper:{size}", load_paced) for size in sizes)):
        choice = app.models.choose(name)
        yield name, RecogniserProcess(choice, loader=loader) if loader else RecogniserProcess(choice)


def speech(options: Options, folder: Path, seconds: float) -> Path:
    """So many seconds of the clips of which more than a sentence is known, or of a synthetic voice."""
    parts = [clip.samples for clip in spoken_clips(options.clips) if clip.words and clip.seconds > 5]
    sound = as_sound(joined(parts or [synthetic(folder)], seconds))
    return write_wav(folder / f"speech-{seconds:g}.wav", sound, RECOGNITION_RATE)


def main(options: Options) -> None:
    """Print the waits of two lengths of take and two recognisers, and what hearing the whole take costs instead."""
    with tempfile.TemporaryDirectory() as name, new_app(Path(name)) as app:
        for recogniser_name, recogniser in all_recognisers(app, SIZE):
            with closing(recogniser):
                for seconds in SECONDS:
                    sound = speech(options, Path(name), seconds)
                    _print(app, recogniser_name, recogniser, sound)
        for seconds in SECONDS:
            sound = speech(options, Path(name), seconds)
            took, _ = timed(partial(as_peers_do, Path(name) / "models" / SIZE, sound))
            print(f"  whisper:{SIZE}, {seconds} s take, recorded first, then faster-whisper on the file: {took:.1f} s")


def _print(app: App, name: str, recogniser: Recogniser, sound: Path) -> None:
    assert recogniser.identity.name  # it is loaded
    tail = recorded(app, recogniser, sound)
    question = app.questions.get("why-move-on")
    parts = HearAgainParts(question.template, recogniser, lambda _seconds: None)
    section = question.template.sections[SECTION]
    whole, _ = timed(lambda: hear(tail.take, section, partial(app.takes.follow, tail.take), parts))
    print(
        f"  {name}, {tail.take.seconds:.0f} s take: {tail.waited:.2f} s (aim {LATE}), whole take afterwards "
        f"{whole:.1f} s, ratio {tail.waited / whole:.3f} (aim {SHARE}); at most {tail.behind:.1f} s behind",
        flush=True,
    )


def recorded(app: App, recogniser: Recogniser, sound: Path) -> Tail:
    """Record a sound file as fast as it was spoken, to its last sample."""
    ended: list[float] = []

    def publish(event: Event) -> None:
        if isinstance(event, TakeEnded):
            ended.append(time.perf_counter())

    question = app.questions.get("why-move-on")
    source = app.file_source(sound, fast=False)
    run = app.runthrough(question, question.template.sections[SECTION : SECTION + 1], source, recogniser, publish)
    run.start()
    behind = 0.0
    while not run.join(0.2):
        behind = max(behind, run.status.behind)
    waited = time.perf_counter() - ended[0]
    return Tail(app.find(run.runthrough.id).takes[0], waited, behind)


def as_peers_do(model: Path, sound: Path) -> str:
    """Load nothing ahead, record to the end, then give the file to faster-whisper with its own settings.

    But for two, which random weights would abuse: no retries, and as many tokens as `load_paced` writes.
    """
    peer = WhisperModel(str(model), device="cpu", compute_type="int8", local_files_only=True)
    segments, _ = peer.transcribe(str(sound), language="en", temperature=0.0, max_new_tokens=PEER_TOKENS)
    return "".join(segment.text for segment in segments)
