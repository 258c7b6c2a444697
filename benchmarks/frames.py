"""Samples lost between a microphone and the take, with recognition running."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.options import Options
from benchmarks.sound_files import PLAYED_RATE, found, marked_speech, write_wav
from runthrough.app import App
from runthrough.places import CHECKOUT, Places


@contextmanager
def new_app(folder: Path, recogniser: str = "moonshine") -> Generator[App]:
    """The program with an empty library in `folder`, ready to write."""
    app = App(Places(folder), recogniser)
    with app.writing():
        yield app


def main(options: Options) -> None:
    """Play so many minutes into a virtual microphone and say how much of it is in the take."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from virtual_microphone import VirtualMicrophone  # noqa: PLC0415

    missing = [*VirtualMicrophone.missing(), *([] if shutil.which("espeak-ng") else ["espeak-ng"])]
    if missing:
        print(f"frames: skipped, the virtual microphone needs {', '.join(missing)}")
        return
    seconds = options.minutes * 60
    with tempfile.TemporaryDirectory() as name, VirtualMicrophone(Path(name) / "sound") as rig:
        folder = Path(name)
        os.environ.update(rig.environment)  # before PortAudio is loaded: it lists the devices then
        played = marked_speech(folder, seconds)
        path = write_wav(folder / "played.wav", played, PLAYED_RATE)
        with new_app(folder / "data") as app:
            question = app.questions.get("why-move-on")
            source = app.microphone(None)
            source.sample_rate = PLAYED_RATE  # pyright: ignore[reportAttributeAccessIssue]  as played, to compare bits
            with app.recogniser() as recogniser:
                assert recogniser.identity.name
                run = app.runthrough(question, question.template.sections[5:6], source, recogniser, lambda _event: None)
                run.start()
                rig.play(path).wait()
                heard_all = run.status.seconds + 1.0  # what was played is heard some 0.2 s later
                while run.status.seconds < heard_all:
                    time.sleep(0.1)
                behind = run.status.behind
                run.finish()
                run.join()
            take = app.find(run.runthrough.id).takes[0]
            recorded = (app.takes.folder / f"{take.id}.wav").read_bytes()[44:]
            words = len(app.library.transcript(take.id).words)
    print(f"  {found(played.tobytes(), recorded):.5f} of {seconds:g} s played is in the take, bit by bit")
    print(f"  gaps noted: {len(take.gaps)}; words recognised meanwhile: {words}; {behind:.1f} s behind at the end")
