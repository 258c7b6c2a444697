"""The recogniser process: started ahead, killed when it hangs, started again, gone with the program."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pytest

from recognition.fake_engines import CountingVoice, ObedientEngine, load_obedient
from runthrough.domain.errors import ModelDamaged, NoRecogniser, RecognitionFailed, RecognitionStopped
from runthrough.domain.speech import Word
from runthrough.processes.idle_watch import IdleWatch
from runthrough.recognition.engine import LoadedRecogniser
from runthrough.recognition.model_store import EngineName, RecogniserChoice
from runthrough.recognition.process import Limits, RecogniserProcess
from runthrough.recognition.protocol import ClipRecognised, RecogniseClip
from runthrough.recognition.worker import serve
from runthrough.rehearsal.ports import Recogniser

CLIP = np.zeros(16_000, np.float32)
HEARD = (Word("16000", 0.0, 0.1),)
SHORT = Limits(loading=60.0, request=0.2, per_second=0.0)


@pytest.fixture
def make():
    """Makes recognisers of an obedient engine, and closes them."""
    made: list[RecogniserProcess] = []

    def make_one(order: str = "load", limits: Limits | None = None) -> RecogniserProcess:
        choice = RecogniserChoice(EngineName.MOONSHINE, Path("models") / order, Path("models"))
        made.append(RecogniserProcess(choice, limits, load_obedient))
        return made[-1]

    yield make_one
    for process in made:
        process.close()


def test_a_clip_goes_to_the_process_and_its_words_come_back(make):
    process: Recogniser = make()
    process.start()
    assert process.recognise(CLIP, "en") == HEARD
    assert process.identity.name == "Obedient"


def test_nothing_needs_to_be_started_by_hand(make):
    process = make()
    assert int(process.identity.version) > 0
    assert process.recognise(CLIP, "en") == HEARD


def test_a_new_take_begins_a_new_stream_of_voice_activity(make):
    process = make()
    two_frames = np.zeros(1024, np.float32)
    assert [process.voice(two_frames).tolist() for _ in range(2)] == [[1.0, 1.0], [2.0, 2.0]]
    process.begin_voice()
    assert process.voice(two_frames).tolist() == [1.0, 1.0]
    assert process.voice(two_frames).tolist() == [2.0, 2.0]


def test_a_process_that_dies_on_a_clip_costs_that_clip_alone(make):
    process = make()
    first = process.identity.version
    with pytest.raises(RecognitionFailed, match="ended") as caught:
        process.recognise(CLIP, "die")
    assert (caught.value.recogniser, caught.value.died) == ("Moonshine", True)
    assert process.recognise(CLIP, "en") == HEARD
    assert process.identity.version != first


def test_a_process_killed_between_two_clips_is_replaced_after_one_failure(make):
    process = make()
    assert process.recognise(CLIP, "en") == HEARD
    process._child.kill()
    with pytest.raises(RecognitionFailed, match="ended"):
        process.recognise(CLIP, "en")
    assert process.recognise(CLIP, "en") == HEARD


def test_a_process_that_hangs_on_a_clip_is_killed_and_replaced(make):
    process = make(limits=SHORT)
    with pytest.raises(RecognitionFailed, match=r"no answer in 0\.2 s"):
        process.recognise(CLIP, "hang")
    process._limits = Limits()
    assert process.recognise(CLIP, "en") == HEARD


def test_a_process_that_does_nothing_ends_itself_long_before_a_slow_one_is_given_up(make):
    process = make(limits=Limits(loading=60.0, request=600.0, idle=0.3))
    with pytest.raises(RecognitionFailed, match="hung and did nothing") as caught:
        process.recognise(CLIP, "hang")
    assert caught.value.died
    assert process.recognise(CLIP, "en") == HEARD


def test_a_process_that_hangs_while_it_loads_is_killed(make):
    process = make("hang", Limits(loading=0.1))
    with pytest.raises(RecognitionFailed, match=r"no answer in 0\.1 s"):
        process.recognise(CLIP, "en")


def test_a_process_that_dies_while_it_loads_is_started_again_by_the_next_question(make):
    process = make("die")
    for _ in range(2):
        with pytest.raises(RecognitionFailed, match="ended") as caught:
            _ = process.identity
        assert not caught.value.died, "it is no fault of what it was to hear"


def test_an_engine_that_gives_up_on_a_clip_lives_on(make):
    process = make()
    first = process.identity.version
    with pytest.raises(RecognitionFailed, match="too loud"):
        process.recognise(CLIP, "give up")
    assert process.recognise(CLIP, "en") == HEARD
    assert process.identity.version == first


def test_longer_clips_get_more_time():
    assert Limits().on(CLIP) == 40.0
    assert Limits().on(np.zeros(30 * 16_000, np.float32)) == 330.0


def test_an_engine_that_is_not_for_this_machine_is_no_recogniser(make):
    process = make("missing")
    for ask in (lambda: process.identity, lambda: process.voice(CLIP), process.start):
        with pytest.raises(NoRecogniser) as caught:
            ask()
        assert (caught.value.wanted, caught.value.models_folder) == ("moonshine", Path("models"))


def test_a_model_the_engine_refuses_is_damaged(make):
    with pytest.raises(ModelDamaged, match="cheese") as caught:
        _ = make("unusable").identity
    assert caught.value.folder == Path("models") / "unusable"


def test_closing_ends_a_process_in_the_middle_of_a_clip(make):
    process = make()
    failed: list[str] = []

    def ask(port: int) -> None:
        try:
            process.recognise(CLIP, f"call {port}")
        except RecognitionStopped as error:
            failed.append(str(error))

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        thread = threading.Thread(target=ask, args=server.getsockname()[1:2])
        thread.start()
        call, _ = server.accept()
        with call:
            process.close()
        thread.join()
    assert len(failed) == 1
    assert process._child is None
    with pytest.raises(RecognitionStopped):
        process.recognise(CLIP, "en")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals between processes")
def test_ctrl_c_in_the_terminal_leaves_the_recogniser_alone(make):
    process = make()
    os.kill(int(process.identity.version), signal.SIGINT)
    assert process.recognise(CLIP, "en") == HEARD


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has priority classes instead")
def test_recognition_lets_recording_and_the_screen_go_first(make):
    (heard,) = make().recognise(CLIP, "nice")
    assert int(heard.text) == min(19, os.nice(0) + 5)


def test_closing_twice_or_before_anything_began_is_nothing(make):
    process = make()
    process.close()
    process.close()
    with pytest.raises(RecognitionStopped):
        process.start()


def test_work_that_can_wait_is_done_between_the_questions():
    ours, theirs = Pipe()
    done: list[int] = []

    def chores():
        for number in range(3):
            done.append(number)
            yield

    def life() -> None:
        with suppress(EOFError):
            serve(theirs, LoadedRecogniser(ObedientEngine(), CountingVoice()), chores(), IdleWatch())

    thread = threading.Thread(target=life)
    thread.start()
    for _ in range(4):
        ours.send(RecogniseClip(CLIP, "en"))
        assert ours.recv() == ClipRecognised(HEARD)
    ours.close()
    thread.join()
    theirs.close()
    assert done == [0, 1, 2]


PROGRAM = """
    import sys
    from pathlib import Path

    import numpy as np

    from recognition.fake_engines import load_obedient
    from runthrough.recognition.model_store import EngineName, RecogniserChoice
    from runthrough.recognition.process import RecogniserProcess

    def main():
        process = RecogniserProcess(RecogniserChoice(EngineName.MOONSHINE, Path(), Path()), loader=load_obedient)
        process.recognise(np.zeros(100, np.float32), sys.argv[1])
        print("heard", flush=True)

    if __name__ == "__main__":
        main()
"""


@pytest.fixture
def program(tmp_path) -> Path:
    """A program that asks its recogniser what its first argument says."""
    path = tmp_path / "program.py"
    tests = Path(__file__).resolve().parents[1]
    path.write_text(f"import sys\nsys.path.insert(0, {str(tests)!r})\n{textwrap.dedent(PROGRAM)}", encoding="utf-8")
    return path


def test_a_killed_program_takes_a_hanging_recogniser_with_it(program):
    with subprocess.Popen([sys.executable, program, "hang"], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip() == b"hanging"
        parent.kill()
        rest, _ = parent.communicate(timeout=60)  # the pipe ends when the recogniser process has let go of it, too
    assert rest == b""


@pytest.mark.parametrize("how", [["program.py"], ["-m", "program"]])
def test_a_program_that_forgets_to_close_its_recogniser_still_ends(program, how):
    ended = subprocess.run(
        [sys.executable, *how, "en"], cwd=program.parent, capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, b"heard", b"")


def test_the_program_itself_never_loads_an_engine(tone_model):
    asked = f"""
        import sys
        from pathlib import Path
        import numpy as np
        from runthrough.recognition.model_store import ModelStore
        from runthrough.recognition.process import RecogniserProcess

        if __name__ == "__main__":
            process = RecogniserProcess(ModelStore([Path({str(tone_model.parent)!r})]).choose())
            process.recognise(np.zeros(8000, np.float32), "en")
            process.close()
            print(*sys.modules)
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(asked)], capture_output=True, text=True, timeout=120, check=True
    )
    loaded = set(ended.stdout.split())
    assert "runthrough.recognition.worker" in loaded
    assert not loaded & {"faster_whisper", "ctranslate2", "onnxruntime", "av", "moonshine_voice", "tokenizers"}
