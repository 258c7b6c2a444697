"""Sound files and texts measured against a question, without being stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runthrough.audio.sample_reader import BlockReader
from runthrough.audio.sound_file import SoundFile, open_sound_file
from runthrough.domain.coverage import judge
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.filled_pauses import with_answers
from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Band, Question, Section
from runthrough.domain.rehearsed import Take
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.rehearsal.hear_again import HearAgainParts, Progress, hear
from runthrough.rehearsal.ports import Recogniser

SILENT_PEAK = 10 ** (-70 / 20)
"""Below -70 dBFS there is no sound in a file: no room is that still (ui.md, states)."""
MOST_TEXT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came of a file, and what should be said of the file itself ("" if nothing)."""

    review: Review
    note: str


def whole_answer(question: Question, sections: tuple[Section, ...]) -> Section:
    """One section to measure a whole answer by: all checkpoints, and the sum of the bands; a single one as it is."""
    if len(sections) == 1:
        return sections[0]
    shortest = sum(section.band.shortest for section in sections)
    longest = sum(section.band.longest for section in sections)
    return Section(
        id="whole-answer",
        name="Whole answer",
        band=question.template.total or Band(shortest, longest),
        checkpoints=tuple(point for section in sections for point in section.checkpoints),
        pitfalls=tuple(pitfall for section in sections for pitfall in section.pitfalls),
    )


def analyse_sound(  # noqa: PLR0917  each is another thing
    question: Question,
    section: Section,
    sound: SoundFile,
    recogniser: Recogniser,
    progress: Progress,
    meaning: Meaning | None,
) -> Analysis:
    """Transcribe and judge a sound file. Raises AudioUnreadable, and as the recogniser does."""
    take = Take("file", "", section.id, 1, "", sound.sample_rate, sound.path.name)
    heard = hear(
        take,
        section,
        _readings(sound),
        HearAgainParts(question.template, recogniser, progress, meaning),
    )
    if sound.peak < SILENT_PEAK:
        raise AudioUnreadable(sound.path, "no sound")
    measured = SectionReview(
        section=section,
        seconds=sound.frames / sound.sample_rate,
        transcript=heard.transcript,
        voice=heard.voice,
        filled_pauses=with_answers(heard.filled_pauses or (), (), heard.transcript.words),
        verdicts=heard.verdicts,
        meter=heard.meter.version,
    )
    note = "The file is cut off or damaged: this is what could be read of it." if sound.truncated else ""
    return Analysis(Review(question.id, question.template.title, (measured,)), note)


def _readings(sound: SoundFile) -> Callable[[], BlockReader]:
    """Reads the file from its start, each time it is called; its length and its peak are measured by the first."""
    first = iter((sound,))
    return lambda: BlockReader((next(first, None) or open_sound_file(sound.path)).blocks(), sound.sample_rate)


def analyse_text(question: Question, section: Section, path: Path, meaning: Meaning | None) -> Review:
    """Judge a text as if it had been spoken. Raises AudioUnreadable for a file that is no text."""
    words = tuple(Word(word, 0.0, 0.0) for word in _read(path).split())
    transcript = Transcript((Utterance("text", words, "text"),) if words else ())
    measured = SectionReview(
        section=section, seconds=None, transcript=transcript, verdicts=judge(transcript, section.checkpoints, meaning)
    )
    return Review(question.id, question.template.title, (measured,))


def _read(path: Path) -> str:
    if not path.is_file():
        raise AudioUnreadable(path, "missing")
    data = path.read_bytes()
    if len(data) > MOST_TEXT_BYTES:
        raise AudioUnreadable(path, "not text", "it is larger than 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AudioUnreadable(path, "not text", f"byte {error.start} is not UTF-8") from error
    if not text.strip():
        raise AudioUnreadable(path, "empty")
    return text
