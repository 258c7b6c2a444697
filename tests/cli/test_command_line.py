"""The command line as a person types it: what it answers, and the one clear sentence when something is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

import tone_whisper

ROOT = Path(__file__).resolve().parents[2]
QUESTION = ("--question", "why-move-on")
ANSWER = (
    "Over the last three years I have built the pricing service that my team runs today. "
    "What I want next is a place where I can own a system end to end, at a larger scale. "
    "I would like to sit next to the researchers and learn how markets work."
)


class Runner:
    """Runs the program on a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(
        self, *arguments: object, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "runthrough", "--data-dir", str(self.data), *map(str, arguments)]
        env = {**os.environ, "COLUMNS": "400", **(environment or {})}
        return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    def json(self, *arguments: object):
        done = self("--json", *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments: object, environment: dict[str, str] | None = None) -> str:
        done = self(*arguments, environment=environment)
        assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        sentences = [line for line in done.stderr.splitlines() if line.startswith("runthrough: ")]
        assert len(sentences) == 1, done.stderr
        return done.stderr[done.stderr.index("runthrough: ") :]


@pytest.fixture
def run(tmp_path) -> Runner:
    return Runner(tmp_path / "data")


@pytest.fixture(scope="module")
def speech(tmp_path_factory) -> Path:
    if shutil.which("espeak-ng") is None:
        pytest.skip("synthetic speech needs espeak-ng")
    pytest.importorskip("moonshine_voice", reason="the embedded recogniser does not exist for this machine")
    path = tmp_path_factory.mktemp("speech") / "answer.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(path), ANSWER], check=True)
    return path


def write_wav(path: Path, samples: np.ndarray, rate: int = 16_000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples.astype(np.int16).tobytes())
    return path


def tones(path: Path) -> Path:
    """What the hand-made Whisper model transcribes."""
    parts = [tone_whisper.silence(0.5), tone_whisper.tone(0, 2.0), tone_whisper.silence(1.0)]
    return write_wav(path, np.concatenate(parts) * 32767)


def test_the_version_is_told_at_once(run):
    assert run("--version").stdout.startswith("runthrough, version 0.1.0")


def test_the_questions_are_listed_with_their_sections(run):
    questions = run.json("questions")
    assert len(questions) >= 15
    question = next(each for each in questions if each["id"] == "why-move-on")
    assert question["title"] == "Why move on, and your latest project"
    assert [section["id"] for section in question["sections"]] == [
        *("moving-on", "why-this-role", "one-liner", "objectives", "my-role"),
        *("architecture", "challenges", "results", "hindsight", "follow-ups"),
    ]
    assert "moving-on" in run("questions").stdout


def test_a_sound_file_is_transcribed_judged_and_timed(run, speech):
    review = run.json("analyse", speech, *QUESTION, "--section", "moving-on")
    (section,) = review["sections"]
    assert section["pace"]["words_per_minute"] > 80
    words = section["transcript"]["words"]
    assert all(0 <= word["start"] <= word["end"] <= section["seconds"] + 0.5 for word in words)
    said = {point["id"]: point for point in section["checkpoints"] if point["verdict"] == "said"}
    assert "moving-on/what-i-have-built-where-i-am" in said
    for point in said.values():
        quoted = words[point["evidence"]["first_word"] : point["evidence"]["last_word"] + 1]
        assert point["evidence"]["quote"] == " ".join(word["text"] for word in quoted)
        assert point["evidence"]["at"] == quoted[0]["start"]
    assert not run.data.exists() or not list(run.data.glob("**/*.wav"))


def test_a_text_is_judged_without_times_and_without_pace(run, tmp_path):
    text = tmp_path / "answer.txt"
    text.write_text(ANSWER, encoding="utf-8")
    review = run.json("analyse", "--transcript", text, *QUESTION)
    (section,) = review["sections"]
    assert (section["id"], section["seconds"], section["pace"]) == ("whole-answer", None, None)
    said = [point["id"] for point in section["checkpoints"] if point["verdict"] == "said"]
    assert "moving-on/larger-scope-own-a-system-end-to-end" in said
    assert "results/research-became-faster" not in said


def test_a_file_in_place_of_the_microphone_is_rehearsed_stored_and_found_again(run, speech):
    review = run.json("rehearse", "--from-file", speech, "--fast", "--section", "moving-on")
    assert [section["id"] for section in review["sections"]] == ["moving-on"]
    with wave.open(str(speech)) as file:
        seconds = file.getnframes() / file.getframerate()
    assert review["seconds"] == pytest.approx(seconds, abs=0.01)
    (entry,) = run.json("history")
    assert entry["id"] == review["runthrough"]
    assert entry["finished_at"]
    assert run.json("review", "last") == review
    assert run.json("history", "why-move-on") == [entry]
    shown = run("review", entry["id"][:12]).stdout
    assert "Moving on" in shown
    assert "● said" in shown
    assert any(sign in shown for sign in ("○ missed", "◐ partly", "? not sure")) or shown.count("● said") == 5


def test_a_whisper_model_in_the_models_folder_is_used_at_once(run, tmp_path):
    tone_whisper.build(run.data / "models" / "tones")
    doctor = run("--json", "doctor")
    found = json.loads(doctor.stdout)["Recognisers"]
    assert found["in use"] == "whisper:tones"
    assert found["computes on"].startswith(("processor, ", "graphics card, "))


def test_a_discarded_run_through_is_gone_with_its_recordings(run, speech):
    review = run.json("rehearse", "--from-file", speech, "--fast", "--section", "one-liner")
    assert run("discard", review["runthrough"]).returncode == 1  # it asks, and nobody answers
    assert run("discard", "--yes", review["runthrough"]).returncode == 0
    assert run.json("history") == []
    assert list(run.data.glob("takes/*")) == []


def test_a_rebuilt_library_has_every_run_through_and_recognises_it_anew(run, speech):
    before = run.json("rehearse", "--from-file", speech, "--fast", "--section", "moving-on")
    library = run.data / "library.db"
    for name in ("library.db-wal", "library.db-shm"):
        (run.data / name).unlink(missing_ok=True)
    library.write_bytes(b"no database" * 900)
    assert "is damaged" in run.refused("history")
    assert "--rebuild" in run.refused("history")
    run("doctor", "--rebuild")
    assert [entry["id"] for entry in run.json("history")] == [before["runthrough"]]
    assert "No transcript" in run("review", "last").stdout
    (after,) = run.json("recognise", "last")
    assert after["sections"][0]["transcript"]["text"]
    assert after["seconds"] == before["seconds"]


def test_without_any_recogniser_the_rehearsal_is_recorded_and_says_how_to_get_a_transcript(run, speech):
    none = {"PYTHONPATH": str(_without_moonshine(run.data.parent))}
    done = run("rehearse", "--from-file", speech, "--fast", "--section", "moving-on", environment=none)
    assert done.returncode == 0, done.stderr
    assert "There is no transcript" in done.stderr
    assert "No transcript" in done.stdout
    (after,) = run.json("recognise")
    assert after["sections"][0]["transcript"]["text"]


def _without_moonshine(folder: Path) -> Path:
    """A folder that hides the package: one of the later wheels, without weights."""
    (folder / "hidden" / "moonshine_voice").mkdir(parents=True)
    (folder / "hidden" / "moonshine_voice" / "__init__.py").write_text("")
    return folder / "hidden"


# what is refused


def test_an_unknown_question_names_those_there_are(run):
    told = run.refused("rehearse", "--question", "why")
    assert "Choose one of: about-yourself, " in told
    assert "why-move-on" in told
    assert "no question" in run.refused("history", "why")


def test_an_unknown_section_names_those_there_are(run, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("words")
    sentence = run.refused("analyse", "--transcript", text, *QUESTION, "--section", "weather")
    assert "moving-on, why-this-role" in sentence


def test_an_unknown_run_through_points_to_the_history(run):
    assert "runthrough history" in run.refused("review", "2031")


def test_a_template_with_a_mistake_is_named_with_file_and_line_and_the_others_are_listed(run):
    (run.data / "questions").mkdir(parents=True)
    (run.data / "questions" / "mine.txt").write_text("# Mine\n## One [1:30-1:00]\n- [ ] A | b\n")
    sentence = run.refused("rehearse", "--question", "mine")
    assert "mine.txt, line 2" in sentence
    assert "runs backwards" in sentence
    assert "why-move-on" in run("questions").stdout


@pytest.mark.parametrize(
    ("content", "part"),
    [(None, "is not there"), (b"", "is empty"), (b"Dear Sir or Madam " * 99, "not a sound file")],
)
def test_a_sound_file_that_is_none_is_refused(run, tmp_path, content, part):
    path = tmp_path / "answer.wav"
    if content is not None:
        path.write_bytes(content)
    assert part in run.refused("analyse", path, *QUESTION)
    assert part in run.refused("rehearse", "--from-file", path, "--fast")


def test_a_silent_file_holds_no_sound(run, tmp_path, speech):
    silent = write_wav(tmp_path / "silent.wav", np.zeros(16_000 * 30))
    assert "holds no sound" in run.refused("analyse", silent, *QUESTION)


def test_a_truncated_file_is_heard_as_far_as_it_goes_and_says_so(run, tmp_path, speech):
    cut = tmp_path / "cut.wav"
    cut.write_bytes(speech.read_bytes()[: speech.stat().st_size * 2 // 3])
    done = run("analyse", cut, *QUESTION, "--section", "moving-on")
    assert done.returncode == 0
    assert "cut off" in done.stderr
    assert "● said" in done.stdout


def test_an_hour_of_sound_is_analysed(run, tmp_path, speech):
    with wave.open(str(speech)) as file:
        rate, spoken = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), np.int16)
    room = np.random.default_rng(1).integers(-3, 4, rate * 3600, dtype=np.int16)
    room[rate * 3000 : rate * 3000 + len(spoken)] = spoken
    review = run.json("analyse", write_wav(tmp_path / "hour.wav", room, rate), *QUESTION, "--section", "moving-on")
    (section,) = review["sections"]
    assert section["seconds"] == 3600
    assert section["transcript"]["words"][0]["start"] == pytest.approx(3000, abs=1.5)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8", b"", None])
def test_a_text_that_is_none_is_refused(run, tmp_path, content):
    path = tmp_path / "answer.txt"
    if content is not None:
        path.write_bytes(content)
    run.refused("analyse", "--transcript", path, *QUESTION)


def test_a_damaged_whisper_model_is_named_before_anything_is_recorded(run, tmp_path):
    model = tone_whisper.build(run.data / "models" / "tones")
    sound = tones(tmp_path / "tones.wav")
    (model / "model.bin").write_bytes(b"<html>404</html>")
    for command in (("analyse", sound, *QUESTION), ("rehearse", "--from-file", sound, "--fast")):
        sentence = run.refused(*command)
        assert "tones" in sentence
        assert "--recogniser" in sentence
    assert list(run.data.glob("takes/*")) == []


def test_a_recogniser_that_is_not_installed_is_named_but_does_not_keep_anybody_from_rehearsing(run, tmp_path):
    sound = tones(tmp_path / "tones.wav")
    assert "“large” is not installed" in run.refused("--recogniser", "large", "analyse", sound, *QUESTION)


def test_no_portaudio_is_told_with_the_package_to_install(run, tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    sentence = run.refused("rehearse", environment={"PYTHONPATH": str(tmp_path)})
    assert "libportaudio2" in sentence


def test_no_microphone_is_told_with_what_to_do(run, tmp_path):
    (tmp_path / "sounddevice.py").write_text(
        "class PortAudioError(Exception): ...\n"
        "def query_devices(*_, **__): raise PortAudioError('Error querying device -1')\n"
        "def query_hostapis(*_): return ()\n"
        "class default: device = (-1, -1)\n"
    )
    without = {"PYTHONPATH": str(tmp_path)}
    assert "No microphone could be opened" in run.refused("rehearse", environment=without)
    assert "No microphone could be opened" in run("doctor", environment=without).stderr


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path, speech):
    (tmp_path / "blocked").write_text("a file in its place")
    run = Runner(tmp_path / "blocked" / "data")
    assert "cannot be written" in run.refused("rehearse", "--from-file", speech, "--fast")


def test_a_second_copy_on_the_same_data_is_refused_and_reading_is_not(run, speech):
    run.json("rehearse", "--from-file", speech, "--fast", "--section", "one-liner")
    holding = "import sys; from pathlib import Path; from runthrough.storage.data_lock import DataLock\n"
    holding += "with DataLock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    first = subprocess.Popen(
        [sys.executable, "-c", holding, str(run.data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert first.stdout.readline() == "held\n"
        assert "Another copy" in run.refused("rehearse", "--from-file", speech, "--fast")
        assert len(run.json("history")) == 1
    finally:
        first.communicate()


def test_a_library_from_a_newer_version_is_refused_and_left_alone(run, speech):
    run.json("rehearse", "--from-file", speech, "--fast", "--section", "one-liner")
    library = sqlite3.connect(run.data / "library.db")
    (table,) = library.execute("select name from sqlite_master where name like '%migrations%'").fetchone()
    columns = [column[1] for column in library.execute(f"pragma table_info({table})")]
    library.execute(f"create temp table newest as select * from {table} limit 1")  # noqa: S608
    library.execute("update newest set name = 'from_the_future'")
    if "id" in columns:
        library.execute("update newest set id = 999")
    library.execute(f"insert into {table} select * from newest")  # noqa: S608
    library.commit()
    library.close()
    assert "newer version" in run.refused("history")
    assert "newer version" in run.refused("rehearse", "--from-file", speech, "--fast")


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if not hasattr(os, "geteuid") or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system needs root and mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_ends_the_recording_and_keeps_what_was_said(small_disk, speech, tmp_path):
    run = Runner(small_disk / "data")
    with wave.open(str(speech)) as file:
        spoken = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    room = np.random.default_rng(1).integers(-3, 4, 48_000 * 330, dtype=np.int16)  # 31 MB
    room[: len(spoken)] = spoken
    sound = write_wav(tmp_path / "long.wav", room, 48_000)
    sentence = run.refused("rehearse", "--from-file", sound, "--fast", "--section", "moving-on")
    assert "the disk is full" in sentence
    (take,) = (small_disk / "data" / "takes").glob("*.wav")
    with wave.open(str(take)) as file:
        kept = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    assert len(kept) > 48_000 * 60
    assert (kept == room[: len(kept)]).all()
    assert run.json("history")[0]["takes"] == 1


def test_fast_without_a_file_is_a_mistake_in_the_command(run):
    assert run("rehearse", "--fast").returncode == 2


def test_two_kinds_of_input_at_once_are_a_mistake_in_the_command(run, tmp_path):
    assert run("analyse", *QUESTION).returncode == 2
    assert run("analyse", tmp_path / "a.wav", "--transcript", tmp_path / "a.txt", *QUESTION).returncode == 2
