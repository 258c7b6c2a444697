"""Hears what is on disk already: takes without a (whole) transcript, and sound files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from runthrough.domain.errors import RunthroughError
from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Section, Template
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Stretch, TakeSpan, Transcript
from runthrough.domain.verdicts import CheckpointVerdict
from runthrough.rehearsal.ports import Journal, Meter, Recogniser, SampleReader
from runthrough.rehearsal.recognition_loop import make_meter
from runthrough.rehearsal.take_hearing import HearingParts, TakeHearing

Progress = Callable[[float], None]
"""Is told how many seconds have been heard so far."""

Follow = Callable[[], SampleReader]
"""Reads something from its first sample, each time it is called."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of hearing a take. `voice`: where a voice was heard.

    `filled_pauses`: where fillers seem to be that are not among the words; None where they were not sought.
    """

    transcript: Transcript
    verdicts: tuple[CheckpointVerdict, ...]
    meter: Meter
    voice: tuple[Stretch, ...]
    elsewhere: tuple[CheckpointVerdict, ...] = ()
    filled_pauses: tuple[Stretch, ...] | None = None


@dataclass(frozen=True, slots=True)
class HearAgainParts:
    """What is needed to hear something that is on disk. `meaning` None judges by cue phrases alone.

    `kept`: seconds of the take whose words stay as they are recognised.
    """

    template: Template
    recogniser: Recogniser
    progress: Progress
    meaning: Meaning | None = None
    kept: tuple[TakeSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where what is heard again is kept, and what time it is (ISO 8601 in UTC).

    `words`: of the part of a transcript that there is; None where it is whole.
    """

    journal: Journal
    now: Callable[[], str]
    words: int | None = 0


def hear(take: Take, section: Section, follow: Follow, parts: HearAgainParts) -> Heard:
    """Transcribe and judge samples that are all there; keeps nothing. Raises what the recogniser and reader raise."""
    return _hear(_hearing(take, section, follow, parts, None), parts)


def hear_take_again(take: Take, section: Section, follow: Follow, parts: HearAgainParts, keeping: Keeping) -> Heard:
    """Transcribe a stored take anew and store the result in place of what was there, which is kept beside it.

    Raises what the recogniser and reader raise. What was there stays then; of a take that had no whole transcript,
    what was heard until then is kept, if it is more.
    """
    journal = keeping.journal
    hearing = _hearing(take, section, follow, parts, partial(journal.recogniser_died, take.id))
    try:
        heard = _hear(hearing, parts)
    except RunthroughError:
        if keeping.words is not None and len(hearing.transcript.words) > keeping.words:
            journal.utterances_replaced(take.id, hearing.transcript.utterances, keeping.now())
        raise
    journal.voice_heard(take.id, heard.voice)
    journal.filled_pauses_found(take.id, heard.filled_pauses)
    journal.utterances_replaced(take.id, heard.transcript.utterances, keeping.now())
    journal.take_judged(take.id, heard.meter, heard.verdicts, heard.elsewhere)
    return heard


def _hearing(
    take: Take, section: Section, follow: Follow, parts: HearAgainParts, died: Callable[[], object] | None
) -> TakeHearing:
    hearing_parts = HearingParts(
        parts.recogniser, None, lambda _event: None, parts.template, parts.meaning, died, parts.kept
    )
    return TakeHearing(hearing_parts, take, section, follow)


def _hear(hearing: TakeHearing, parts: HearAgainParts) -> Heard:
    while hearing.advance():
        parts.progress(hearing.heard_seconds)
    hearing.finish()
    parts.progress(hearing.heard_seconds)
    judged = hearing.judged()
    meter = make_meter(parts.recogniser, parts.template, judged.rules)
    return Heard(hearing.transcript, judged.verdicts, meter, hearing.voice, judged.elsewhere, hearing.filled_pauses)
