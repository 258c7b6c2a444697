"""What a speaker sees in the terminal while rehearsing, and which keys do what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from runthrough.cli.rehearse import Stage
from runthrough.cli.stage_view import Scene, draw, meter
from runthrough.domain.cues import CueMode, cues
from runthrough.domain.errors import MicrophoneGone
from runthrough.domain.question import Question
from runthrough.domain.rehearsed import Gap
from runthrough.domain.template_text import parse
from runthrough.rehearsal import events
from runthrough.rehearsal.levels import Level, LevelMeter
from runthrough.rehearsal.status import Status

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = parse((ROOT / "assets/questions/why-move-on.txt").read_text(encoding="utf-8"), "built-in")
QUESTION = Question("why-move-on", TEMPLATE)
SCENE = Scene(
    QUESTION, TEMPLATE.sections, Status(section=1, take_number=1, seconds=68.3, done_seconds=84.0), CueMode.FULL, "USB"
)


def seen(scene: Scene) -> str:
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        console.print(draw(scene))
    return captured.get()


def test_section_prompt_clock_band_state_and_total_are_there_in_words():
    text = seen(SCENE)
    for part in ("Section 2 of 10", "Why this role", "What draws you", "1:08", "● In the band", "0:22 left of 1:30"):
        assert part in text
    assert "Total 2:32 of 8:00–10:00 · 0:09 behind, on course for" in text


def test_a_transcript_that_falls_behind_is_told():
    assert "Transcript" not in seen(replace(SCENE, status=replace(SCENE.status, behind=9.0)))
    assert "Transcript 31 s behind" in seen(replace(SCENE, status=replace(SCENE.status, behind=31.4)))


def test_each_time_state_has_its_own_shape():
    def at(seconds: float) -> str:
        return seen(replace(SCENE, status=replace(SCENE.status, seconds=seconds)))

    assert "○ 0:18 to the band" in at(42)
    assert "▲ Wrap up" in at(80)
    assert "◆ Over by 0:12" in at(102)


def test_the_cue_mode_decides_what_is_seen_of_the_checkpoints():
    section = TEMPLATE.sections[0]
    assert cues(section, CueMode.FULL)[1] == "Toward something, not away from it"
    assert cues(section, CueMode.KEYWORDS)[1] == "looking for"
    assert cues(section, CueMode.HIDDEN) == []
    assert [mode.next() for mode in CueMode] == [CueMode.KEYWORDS, CueMode.HIDDEN, CueMode.FULL]


def test_a_pause_a_second_take_and_a_notice_are_shown():
    text = seen(replace(SCENE, status=replace(SCENE.status, paused=True, take_number=2), notice="No sound."))
    assert "Paused" in text
    assert "take 2" in text
    assert "! No sound." in text


def test_the_level_is_a_bar_and_a_word():
    assert meter(None).endswith("waiting")
    assert meter(Level(-50.0, -60.0, all_zero=False)).endswith("quiet")
    assert meter(Level(-20.0, -30.0, all_zero=False)).endswith("good")
    assert meter(Level(-3.0, -10.0, all_zero=False)).endswith("loud")
    assert meter(Level(-120.0, -120.0, all_zero=True)).count("▮") == 0


class Keyboard:
    def __init__(self, keys: str) -> None:
        self.keys = list(keys)

    def read(self, _seconds: float) -> str:
        return self.keys.pop(0)


class Run:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = SCENE.status

    def __getattr__(self, name: str):
        return lambda: self.asked.append(name)


def test_keys_are_commands_and_other_keys_are_nothing():
    stage, run, keyboard = Stage(QUESTION, TEMPLATE.sections, "USB"), Run(), Keyboard(" rpxq\x1b\n")
    for _ in range(7):
        stage._step(run, keyboard)
    assert run.asked == ["next_section", "redo", "pause", "finish", "finish", "next_section"]


def test_a_terminal_that_is_closed_finishes_the_run_through():
    class Closed:
        def read(self, _seconds: float) -> str:
            raise EOFError

    run = Run()
    Stage(QUESTION, TEMPLATE.sections, "USB")._step(run, Closed())
    assert run.asked == ["finish"]


def test_what_happens_is_noticed_and_an_early_end_is_kept_for_the_exit_code():
    stage, gone = Stage(QUESTION, TEMPLATE.sections, "USB"), MicrophoneGone("USB", "One", 12.0)
    stage.publish(events.MicrophoneSilent("t", 3.0))
    stage._take_in_events()
    assert "No sound" in stage._notice
    stage.publish(events.MicrophoneHeard("t"))
    stage.publish(events.SamplesLost("t", Gap(3.0, 0.7)))
    stage._take_in_events()
    assert "0.7 s" in stage._notice
    stage.publish(events.RecordingStopped(gone))
    stage._take_in_events()
    assert stage.error is gone


def test_loudness_is_measured_in_decibels_of_full_scale_and_clipping_in_runs_of_three():
    level_meter = LevelMeter()
    full = (32767).to_bytes(2, "little") * 2
    assert level_meter.feed(full).peak_dbfs > -0.01
    assert level_meter.take_clipped() == 0
    level_meter.feed(full + full)  # the run goes on across the border of two blocks
    assert level_meter.take_clipped() == 1
    half = level_meter.feed((16384).to_bytes(2, "little") * 100)
    assert round(half.peak_dbfs, 1) == round(half.rms_dbfs, 1) == -6.0
    assert level_meter.feed(bytes(200)).all_zero
