"""Numbers shown to the speaker as aims, with their sources. Light: the window shows them before it measures."""

from __future__ import annotations

TARGET_PACE = (130, 160)
"""Words a minute to aim at (norms.md: Orai, InterviewVoice, Read, Microsoft Speaker Coach; grade V)."""
QUIET_PACE = (110, 175)
"""Words a minute within which nothing is said (norms.md; our own choice between the vendors' bands)."""
