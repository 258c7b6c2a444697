"""Numbers shown to the speaker as aims, with their sources. Light: the window shows them before it measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TARGET_PACE = (130, 160)
"""Words a minute to aim at (norms.md: Orai, InterviewVoice, Read, Microsoft Speaker Coach; grade V)."""
QUIET_PACE = (110, 175)
"""Words a minute within which nothing is said (norms.md; our own choice between the vendors' bands)."""
PACE_LIMITS = (60, 260)
"""Words a minute between which a speaker may put an aim of their own (our own choice)."""
QUIET_FILLERS, MANY_FILLERS = 5.0, 12.0
"""Fillers a minute up to which nothing is said, and from which they harm (Laske & DiGennaro Reed 2024; grade E)."""
FILLER_SHARE = 0.04
"""Share of all words below which fillers are no matter (norms.md: Read; grade V)."""
BRIEF_PAUSE, LONG_PAUSE, DEAD_AIR = 0.2, 1.0, 2.0
"""Seconds: brief below the first, long above the second, dead air above the third (Campione & Véronis 2002; E)."""
SPOKEN_PAUSE = 0.25
"""Seconds from which a pause does not count as time spent articulating (Goldman-Eisler 1968; grade E)."""
FILLER_WORDS = ("like", "so", "you know", "I mean", "sort of", "right", "well")
"""Words that are counted as fillers where they carry nothing; the speaker may have another list."""


@dataclass(frozen=True, slots=True)
class Aims:
    """What the speaker aims at: words a minute, and the words that count as fillers."""

    pace_band: tuple[int, int] = TARGET_PACE
    filler_words: tuple[str, ...] = FILLER_WORDS

    @property
    def quiet_pace(self) -> tuple[int, int]:
        """Words a minute within which nothing is said: as far around the speaker's band as norms.md has it."""
        low, high = self.pace_band
        return low - (TARGET_PACE[0] - QUIET_PACE[0]), high + (QUIET_PACE[1] - TARGET_PACE[1])


DEFAULT_AIMS = Aims()
"""The aims of norms.md."""


def usable_pace(low: int, high: int) -> bool:
    """Whether these words a minute can be a band to aim at."""
    return PACE_LIMITS[0] <= low < high <= PACE_LIMITS[1]


class Grade(StrEnum):
    """What a number rests on (norms.md)."""

    RESEARCH = "E"
    PRACTICE = "V"
    OWN = "O"

    @property
    def words(self) -> str:
        """The grade as it is read."""
        return {"E": "research", "V": "practitioners' figures", "O": "our own choice"}[self.value]


@dataclass(frozen=True, slots=True)
class Norm:
    """What a measure counts, and where its aim comes from; `band` is None where no aim is set.

    `band`: the least and the most that need no remark, in the measure's own unit.
    """

    counts: str
    source: str
    grade: Grade
    band: tuple[float, float] | None = None

    @property
    def line(self) -> str:
        """All of it as one text, for a tooltip."""
        return f"{self.counts} Source: {self.source} Grade {self.grade.value}: {self.grade.words}."


PACE = Norm(
    "All words over the whole time, pauses included; um and uh are not words. Only a stretch of 20 s outside "
    f"{QUIET_PACE[0]}–{QUIET_PACE[1]} is marked.",
    "130–160 words a minute: Orai; InterviewVoice after Griffiths 1990 and Tauroza & Allison 1990; Read gives 130–175, "
    "Microsoft Speaker Coach 100–165.",
    Grade.PRACTICE,
    (float(TARGET_PACE[0]), float(TARGET_PACE[1])),
)
ARTICULATION = Norm(
    "Words over the time spent speaking: silence of 250 ms and more is left out.",
    "250 ms after Goldman-Eisler 1968; Miller 1984: most changes of pace come from pausing. No aim is set.",
    Grade.RESEARCH,
)
PAUSES = Norm(
    "From voice activity in the recording, never from gaps between words. Brief below 0.2 s, medium to 1.0 s, long "
    "over 1.0 s, dead air over 2.0 s. Median and longest, not the mean.",
    "Campione & Véronis 2002: the lengths of pauses are log-normal.",
    Grade.RESEARCH,
)
FIRST_WORD = Norm(
    "From the first sample of the take to the first word that is no um or uh.",
    "No aim is set: thinking first is free.",
    Grade.OWN,
)
FILLERS = Norm(
    "At least so many, because recognisers drop many ums. Those found in the sound (uh?) count once you confirm them, "
    "and not all are found. Sounds (um, uh, er) apart from words; words that also mean "
    "something (like, so, right, well) only at the start of a sentence or between pauses.",
    "up to 5 a minute no remark, from 12 on they harm: Laske & DiGennaro Reed 2024, JABA, doi:10.1002/jaba.1093. "
    "Read advises below 4 % of the words.",
    Grade.RESEARCH,
    (0.0, QUIET_FILLERS),
)
HEDGES = Norm(
    "Phrases that take a claim back (I think, maybe, kind of), in a hundred words. Context decides, so each is quoted.",
    "the class of hedges of Biber's register studies; CoNLL-2010: context decides. No aim is set.",
    Grade.RESEARCH,
)
REPEATS = Norm(
    "Words said twice at once, as one mends a sentence; and runs of three words and more that were said three times.",
    "three times is our own line. No aim is set.",
    Grade.OWN,
)
PRONOUNS = Norm(
    "The words I and we, with I'm, I've, we're and the like.",
    "words counted, no aim: how much of it was yours is for you to judge.",
    Grade.OWN,
)
SENTENCES = Norm(
    "Words in a sentence, which ends at a full stop or at a pause of 0.6 s.",
    "full stops are the recogniser's guess. No aim is set.",
    Grade.OWN,
)
NUMBERS = Norm(
    "Figures that were said, in digits or in words.",
    "a figure carries a result; how many is the question's matter. No aim is set.",
    Grade.OWN,
)
CHECKPOINT_TIMES = Norm(
    "Seconds of the words on which a checkpoint's verdict rests.",
    "our own measure. No aim is set.",
    Grade.OWN,
)
