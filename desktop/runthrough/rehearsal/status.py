"""What a rehearsal under way may show at any moment."""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.rehearsal.levels import Level


@dataclass(frozen=True, slots=True)
class Status:
    """What a clock may show, overwritten with every block; read it from any thread.

    `section` is the index into the sections that are rehearsed; `seconds` is the length of the current take,
    `done_seconds` that of the earlier sections' last takes. `lost`: there is no microphone, and the clock stands.
    `free_seconds` is how long the disk still takes recordings, None before it was looked at. `behind`: seconds of
    recorded sound that the recogniser has not listened to yet.
    """

    section: int = 0
    take_number: int = 0
    seconds: float = 0.0
    done_seconds: float = 0.0
    paused: bool = False
    silent: bool = False
    lost: bool = False
    ended: bool = False
    level: Level | None = None
    free_seconds: float | None = None
    sample_rate: int = 0
    behind: float = 0.0
