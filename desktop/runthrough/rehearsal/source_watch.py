"""Notices what a sound system does not say: a microphone that is gone, silent or losing samples.

Measured on PulseAudio: an unplugged source raises nothing, its stream is moved to another source or to silence;
overflow flags do not show loss. So there are three detectors (the third, a stream that ends unasked, is the source's
`lost` call) and a count of frames against the monotonic clock.
"""

from __future__ import annotations

from runthrough.rehearsal.levels import Level

NO_BLOCK = 1.0
"""Seconds without any block after which a live source counts as lost (longest gap measured under load: 0.06 s)."""
DIGITAL_SILENCE = 1.5
"""Seconds of samples that are all exactly 0, which no microphone in a room gives: muted, or moved to a dummy."""
STILL_SECONDS = 2.5
STILL_DBFS = -70.0
"""A room is never that still (ui.md, states); a thinking pause must not trigger it."""
LEAST_GAP = 0.1
"""Seconds missing between clock and frames from which a gap is noted."""
WINDOW = 2.0
"""Seconds within which a late block still counts as late and not as lost: PulseAudio delivers late blocks whole."""


class SilenceWatch:
    """Tells when a microphone has been silent for too long, and when it is heard again."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._zero = 0
        self._still = 0
        self.silent = False

    @property
    def seconds(self) -> float:
        """How long it has been still; 0 while there is sound."""
        return max(self._zero, self._still) / self._rate

    def feed(self, level: Level, frames: int) -> bool:
        """Take one block; returns whether `silent` changed."""
        self._zero = self._zero + frames if level.all_zero else 0
        self._still = self._still + frames if level.peak_dbfs < STILL_DBFS else 0
        silent = self._zero >= DIGITAL_SILENCE * self._rate or self._still >= STILL_SECONDS * self._rate
        changed = silent is not self.silent
        self.silent = silent
        return changed


class LossWatch:
    """Holds the frames that came against the time that passed; a lasting deficit is a loss.

    Blocks come late and in bursts, so the smallest deficit of each window counts: it jumps only when samples are really
    missing. Comparing one window with the last keeps the drift between two crystals (some 0.1 ms a second) out of it.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._frames = 0
        self._begin: float | None = None
        self._window_begin = 0.0
        self._smallest = float("inf")
        self._base: float | None = None
        self.last_block: float | None = None

    def feed(self, frames: int, arrived: float) -> float:
        """Take one block; returns the seconds found missing, mostly 0."""
        self.last_block = arrived
        self._frames += frames
        if self._begin is None:
            self._begin = arrived - frames / self._rate
            self._window_begin = arrived
        deficit = arrived - self._begin - self._frames / self._rate
        self._smallest = min(self._smallest, deficit)
        return self._close_window(arrived) if arrived - self._window_begin >= WINDOW else 0.0

    def silent_for(self, now: float) -> float:
        """Seconds since the last block; 0 before the first."""
        return 0.0 if self.last_block is None else now - self.last_block

    def _close_window(self, arrived: float) -> float:
        lost = 0.0 if self._base is None else self._smallest - self._base
        self._base = self._smallest
        self._window_begin = arrived
        self._smallest = float("inf")
        return lost if lost >= LEAST_GAP else 0.0
