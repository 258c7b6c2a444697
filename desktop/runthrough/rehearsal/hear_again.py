"""Hears what is on disk already: takes without a (whole) transcript, and sound files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from runthrough.domain.coverage import CheckpointVerdict
from runthrough.domain.errors import RunthroughError
from runthrough.domain.question import Section, Template
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Transcript
from runthrough.rehearsal.ports import Journal, Meter, Recogniser, SampleReader
from runthrough.rehearsal.recognition_loop import make_meter
from runthrough.rehearsal.take_hearing import HearingParts, TakeHearing

Progress = Callable[[float], None]
"""Is told how many seconds have been heard so far."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of hearing a take."""

    transcript: Transcript
    verdicts: tuple[CheckpointVerdict, ...]
    meter: Meter


def hear(
    take: Take,
    section: Section,
    template: Template,
    reader: SampleReader,
    recogniser: Recogniser,
    progress: Progress,
) -> Heard:
    """Transcribe and judge samples that are all there; keeps nothing. Raises what the recogniser and reader raise."""
    parts = HearingParts(recogniser, None, lambda _event: None, template.language)
    hearing = TakeHearing(parts, take, section, reader)
    while hearing.advance():
        progress(hearing.heard_seconds)
    hearing.finish()
    progress(hearing.heard_seconds)
    return Heard(hearing.transcript, hearing.verdicts(), make_meter(recogniser, template))


def hear_take_again(
    take: Take,
    section: Section,
    template: Template,
    reader: SampleReader,
    recogniser: Recogniser,
    journal: Journal,
    progress: Progress,
) -> None:
    """Transcribe a stored take anew and store the result in place of what was there; on failure that stays.

    Raises what the recogniser and reader raise, after noting it in the journal.
    """
    try:
        heard = hear(take, section, template, reader, recogniser, progress)
    except RunthroughError as error:
        journal.take_unrecognised(take.id, type(error).__name__)
        raise
    journal.utterances_replaced(take.id, heard.transcript.utterances)
    journal.take_judged(take.id, heard.meter, heard.verdicts)
