"""A take as it is recorded: samples lost, words lost against whole clips, and what is left to do at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.recognition import CLIPS, spoken_clips, whole_clips, word_error_rate
from runthrough.app import App
from runthrough.domain.question import Question, Section
from runthrough.places import CHECKOUT, Places
from runthrough.rehearsal.clip_cutter import EAGER, ClipCutter
from runthrough.rehearsal.hear_again import HearAgainParts, hear
from runthrough.rehearsal.ports import RECOGNITION_RATE, AudioSource, Recogniser, Samples
from runthrough.rehearsal.runthrough import LiveRunThrough

TAIL_SECONDS = 90
FRAMES_SECONDS = 60
PIECE = RECOGNITION_RATE // 4
"""Samples that a hearing gets at a time while somebody speaks."""
BLOCK = 2400
"""Samples of 50 ms at 48 kHz, compared bit by bit."""
TEXT = (
    "Over the last three years I have built the pricing service that my team runs today. What I want next is a place "
    "where being right and being fast decide the outcome. Some features used data from the future, so we moved to "
    "point in time reads. Our tail latency went down from one hundred and twenty to sixty eight milliseconds. "
)


@contextmanager
def _app(recogniser: str = "moonshine") -> Generator[App]:
    with tempfile.TemporaryDirectory() as folder:
        yield App(Places(Path(folder)), recogniser)


def words() -> None:
    """Word errors of clips cut while they are spoken, against whole clips, by the same recogniser in the same run."""
    if not CLIPS.is_dir():
        print(f"live: skipped, the recorded clips are not in {CLIPS}")
        return
    with _app() as app, app.recogniser() as recogniser:
        whole = word_error_rate(spoken_clips(), whole_clips(recogniser))
        live = word_error_rate(spoken_clips(), lambda samples: _heard_live(recogniser, samples))
    print(f"  whole clips {whole.rate:.1%} ({whole.errors} of {whole.words} words)")
    print(f"  live        {live.rate:.1%} ({live.errors} of {live.words} words), ratio {live.rate / whole.rate:.2f}")


def _heard_live(recogniser: Recogniser, samples: Samples) -> str:
    recogniser.begin_voice()
    cutter, said = ClipCutter(), list[str]()
    for begin in range(0, len(samples), PIECE):
        piece = samples[begin : begin + PIECE]
        for clip in cutter.feed(piece, recogniser.voice(piece), EAGER):
            said += [word.text for word in recogniser.recognise(clip.samples, "en")]
    last = cutter.flush()
    return " ".join([*said, *(word.text for word in (recogniser.recognise(last.samples, "en") if last else ()))])


def tail() -> None:
    """Seconds from the end of a 90 s take to its stored verdicts, against hearing the same take afterwards."""
    with tempfile.TemporaryDirectory() as folder, _app() as app:
        sound = _speech(Path(folder), TAIL_SECONDS)
        question = app.questions.get("why-move-on")
        section = question.template.sections[5]
        with app.writing(), app.recogniser() as recogniser:
            assert recogniser.identity.name
            after, run = _recorded(app, question, section, app.file_source(sound, fast=False), recogniser)
            take = app.find(run.runthrough.id).takes[0]
            begun = time.perf_counter()
            heard = hear(
                take, section, partial(app.takes.follow, take), HearAgainParts(question.template, recogniser, _ignore)
            )
            whole = time.perf_counter() - begun
            live = app.library.transcript(take.id)
    print(f"  {take.seconds:.1f} s take, {len(live.words)} words live, {len(heard.transcript.words)} afterwards")
    print(f"  end of take to stored verdicts {after:.2f} s, hearing it afterwards {whole:.2f} s")
    print(f"  ratio {after / whole:.2f}")


def _ignore(_seconds: float) -> None: ...


def _recorded(
    app: App, question: Question, section: Section, source: AudioSource, recogniser: Recogniser
) -> tuple[float, LiveRunThrough]:
    """Record a source to its end; the seconds from there until everything is stored."""
    ended: list[float] = []

    def publish(event: object) -> None:
        if type(event).__name__ == "TakeEnded":
            ended.append(time.perf_counter())

    run = app.runthrough(question, (section,), source, recogniser, publish)
    run.start()
    run.join()
    return time.perf_counter() - ended[0], run


def _speech(folder: Path, seconds: int) -> Path:
    """So many seconds of real speech from the clips, or of a synthetic voice where they are not there."""
    parts = [clip.samples for clip in spoken_clips() if clip.seconds > 5] if CLIPS.is_dir() else [_synthetic(folder)]
    pause = np.zeros(RECOGNITION_RATE // 2, np.float32)
    joined = np.concatenate([each for part in parts * 12 for each in (part, pause)])[: seconds * RECOGNITION_RATE]
    return write_wav(folder / "speech.wav", (joined * 32767).astype(np.int16), RECOGNITION_RATE)


def _synthetic(folder: Path) -> Samples:
    path = folder / "voice.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-w", str(path), TEXT * 4], check=True)
    from faster_whisper import decode_audio  # noqa: PLC0415

    return np.asarray(decode_audio(str(path), RECOGNITION_RATE), np.float32)


def write_wav(path: Path, samples: NDArray[np.int16], rate: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def frames() -> None:
    """Samples recorded of those played into a virtual microphone for 60 s, with recognition running."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from virtual_microphone import VirtualMicrophone  # noqa: PLC0415

    missing = [*VirtualMicrophone.missing(), *([] if shutil.which("espeak-ng") else ["espeak-ng"])]
    if missing:
        print(f"frames: skipped, the virtual microphone needs {', '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as folder, VirtualMicrophone(Path(folder) / "sound") as rig, _app() as app:
        os.environ.update(rig.environment)  # before PortAudio is loaded: it lists the devices then
        played = marked_speech(Path(folder), FRAMES_SECONDS)
        path = write_wav(Path(folder) / "played.wav", played, 48_000)
        question = app.questions.get("why-move-on")
        source = app.microphone(None)
        source.sample_rate = 48_000  # pyright: ignore[reportAttributeAccessIssue]  as it is played, to compare bits
        with app.writing(), app.recogniser() as recogniser:
            assert recogniser.identity.name
            run = app.runthrough(question, question.template.sections[5:6], source, recogniser, lambda _event: None)
            run.start()
            rig.play(path).wait()
            heard_all = run.status.seconds + 1.0  # what was played is heard some 0.2 s later
            while run.status.seconds < heard_all:
                time.sleep(0.1)
            run.finish()
            run.join()
            take = app.find(run.runthrough.id).takes[0]
            recorded = (app.takes.folder / f"{take.id}.wav").read_bytes()[44:]
            heard = app.library.transcript(take.id)
    print(f"  {found(played.tobytes(), recorded):.3f} of {FRAMES_SECONDS} s played is in the take, bit by bit")
    print(f"  gaps noted: {len(take.gaps)}; words recognised meanwhile: {len(heard.words)}")


def marked_speech(folder: Path, seconds: int) -> NDArray[np.int16]:
    """Speech at 48 kHz with noise of 16 steps under it, so that each place is unique."""
    voice = _synthetic(folder)
    joined = np.repeat(np.tile(voice, 1 + seconds * RECOGNITION_RATE // len(voice)), 3)[: seconds * 48_000]
    noise = np.random.default_rng(4).integers(-16, 17, len(joined))
    return np.clip(joined * 20_000 + noise, -32_768, 32_767).astype(np.int16)


def found(played: bytes, recorded: bytes) -> float:
    """The share of 50 ms blocks that are in the recording, in order."""
    size, place, hits = BLOCK * 2, 0, 0
    blocks = len(played) // size
    for number in range(blocks):
        at = recorded.find(played[number * size : (number + 1) * size], place)
        if at >= 0:
            hits, place = hits + 1, at + size
    return hits / blocks
