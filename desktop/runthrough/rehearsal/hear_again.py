"""Hears what is on disk already: takes without a (whole) transcript, and sound files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Section, Template
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Stretch, Transcript
from runthrough.domain.verdicts import CheckpointVerdict
from runthrough.rehearsal.ports import Journal, Meter, Recogniser, SampleReader
from runthrough.rehearsal.recognition_loop import make_meter
from runthrough.rehearsal.take_hearing import HearingParts, TakeHearing

Progress = Callable[[float], None]
"""Is told how many seconds have been heard so far."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of hearing a take. `voice`: where a voice was heard; None where that is not known of the whole.

    `filled_pauses`: where fillers seem to be that are not among the words; None where they were not sought.
    """

    transcript: Transcript
    verdicts: tuple[CheckpointVerdict, ...]
    meter: Meter
    voice: tuple[Stretch, ...] | None = None
    elsewhere: tuple[CheckpointVerdict, ...] = ()
    filled_pauses: tuple[Stretch, ...] | None = None


@dataclass(frozen=True, slots=True)
class HearAgainParts:
    """What is needed to hear something that is on disk. `meaning` None judges by cue phrases alone."""

    template: Template
    recogniser: Recogniser
    progress: Progress
    meaning: Meaning | None = None


def hear(take: Take, section: Section, reader: SampleReader, parts: HearAgainParts) -> Heard:
    """Transcribe and judge samples that are all there; keeps nothing. Raises what the recogniser and reader raise."""
    hearing_parts = HearingParts(parts.recogniser, None, lambda _event: None, parts.template, parts.meaning)
    hearing = TakeHearing(hearing_parts, take, section, reader)
    while hearing.advance():
        parts.progress(hearing.heard_seconds)
    hearing.finish()
    parts.progress(hearing.heard_seconds)
    verdicts, elsewhere = hearing.verdicts(), hearing.elsewhere()
    meter = make_meter(parts.recogniser, parts.template, hearing.rules)
    return Heard(hearing.transcript, verdicts, meter, hearing.voice, elsewhere, hearing.filled_pauses)


def hear_take_again(
    take: Take, section: Section, reader: SampleReader, parts: HearAgainParts, journal: Journal
) -> Heard:
    """Transcribe a stored take anew and store the result in place of what was there.

    Raises what the recogniser and reader raise; what was there stays then.
    """
    heard = hear(take, section, reader, parts)
    if heard.voice is not None:
        journal.voice_heard(take.id, heard.voice)
    if heard.filled_pauses is not None:
        journal.filled_pauses_found(take.id, heard.filled_pauses)
    journal.utterances_replaced(take.id, heard.transcript.utterances)
    journal.take_judged(take.id, heard.meter, heard.verdicts, heard.elsewhere)
    return heard
