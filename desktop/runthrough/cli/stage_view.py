"""What a speaker sees in the terminal while rehearsing: a clock and a quiet list, nothing else (ui.md, rule 1)."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from runthrough.domain.clock import (
    TimeState,
    format_band,
    format_time,
    late_text,
    plan_text,
    remaining_text,
    state_text,
    time_state,
)
from runthrough.domain.cues import CueMode, cues
from runthrough.domain.ladder import titled
from runthrough.domain.question import Question, Section
from runthrough.rehearsal.levels import Level
from runthrough.rehearsal.status import Status

SHAPES = {TimeState.BEFORE: "○", TimeState.IN: "●", TimeState.WRAP: "▲", TimeState.OVER: "◆"}
"""Ring, disc, triangle, diamond: the states can be told apart without colour (ui.md 3.1)."""
COLOURS = {TimeState.BEFORE: "default", TimeState.IN: "green", TimeState.WRAP: "yellow", TimeState.OVER: "red"}

METER_CELLS = 20
METER_FLOOR = -60.0
"""Range of the level meter in dBFS (ui.md, LevelMeter); good is from -33 to -9."""
GOOD = (-33.0, -9.0)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is drawn."""

    question: Question
    sections: tuple[Section, ...]
    status: Status
    cues: CueMode
    device: str
    notice: str = ""

    @property
    def section(self) -> Section:
        """The section on the clock."""
        return self.sections[self.status.section]


def draw(scene: Scene) -> RenderableType:
    """The whole stage."""
    blank = Text("")
    return Group(
        Text.assemble((titled(scene.question), "bold"), "   ", _recording(scene.status)),
        Text(_place(scene), style="dim"),
        blank,
        Text(scene.section.name, style="bold"),
        Text(scene.section.prompt),
        blank,
        _clock(scene),
        blank,
        *(Text(f"  • {cue}") for cue in cues(scene.section, scene.cues)),
        blank,
        Text(f"{meter(scene.status.level)}   {scene.device}"),
        Text(_total(scene)),
        Text(f"! {scene.notice}" if scene.notice else ""),
        Text(_KEYS, style="dim"),
    )


_KEYS = "Space next section · R redo · P pause · C cues · Q or Esc finish"


def _recording(status: Status) -> tuple[str, str]:
    return ("‖ Paused", "bold") if status.paused else ("● Recording", "bold red")


def _place(scene: Scene) -> str:
    take = f" · take {scene.status.take_number}" if scene.status.take_number > 1 else ""
    return f"Section {scene.status.section + 1} of {len(scene.sections)}{take}"


def _clock(scene: Scene) -> Text:
    band, seconds = scene.section.band, scene.status.seconds
    state = time_state(band, seconds)
    colour = "dim" if scene.status.paused else COLOURS[state]
    return Text.assemble(
        (f"  {format_time(seconds)}", f"bold {colour}"),
        (f"   {SHAPES[state]} {state_text(band, seconds)}", colour),
        f"   {remaining_text(band, seconds)}   band {format_band(band)}",
    )


def meter(level: Level | None) -> str:
    """The microphone's level as a bar and in words."""
    if level is None:
        return "Microphone " + "·" * METER_CELLS + " waiting"
    filled = round((max(level.peak_dbfs, METER_FLOOR) - METER_FLOOR) / -METER_FLOOR * METER_CELLS)
    return f"Microphone {'▮' * filled}{'·' * (METER_CELLS - filled)} {_loudness(level.peak_dbfs)}"


def _loudness(peak: float) -> str:
    if peak > GOOD[1]:
        return "loud"
    return "good" if peak >= GOOD[0] else "quiet"


def _total(scene: Scene) -> str:
    spoken = scene.status.done_seconds + scene.status.seconds
    total = scene.question.template.total
    aim = f" of {format_band(total)}" if total else ""
    bands = tuple(section.band for section in scene.sections)
    plan = plan_text(bands, scene.status.section, scene.status.done_seconds, scene.status.seconds, total)
    late = late_text(scene.status.behind)
    return f"Total {format_time(spoken)}{aim} · {plan}" + (f" · {late}" if late else "")
