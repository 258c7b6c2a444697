"""Hears one take, also while it is being recorded: take file -> clips -> utterances -> journal -> events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from runthrough.domain.corrections import with_terms
from runthrough.domain.filled_pauses import merged
from runthrough.domain.languages import is_english
from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Section, Template
from runthrough.domain.question_terms import question_terms
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Stretch, TakeSpan, Transcript, Utterance, Word
from runthrough.domain.stitching import unsaid, without_cut_word
from runthrough.rehearsal.clip_cutter import BEHIND, EAGER, OVERLAP, Clip, ClipCutter
from runthrough.rehearsal.events import Event, UtteranceHeard, VerdictsRose, VoiceHeard
from runthrough.rehearsal.filled_pauses import find_filled_pauses
from runthrough.rehearsal.judging import Judged, coverage_for, judged
from runthrough.rehearsal.patient_ear import PatientEar
from runthrough.rehearsal.ports import RECOGNITION_RATE, Journal, Recogniser, SampleReader, Samples
from runthrough.rehearsal.voiced import VoicedStretches

VOICED, VOICED_FRAMES = 0.5, 3
"""Probability from which a frame of 32 ms counts as voiced, and how many in a row make a voice: a click is shorter."""
KEEPS_UP = 2.0
"""Seconds of unheard samples up to which the recogniser counts as keeping up with the speaker."""


@dataclass(frozen=True, slots=True)
class HearingParts:
    """What a hearing works with; used on the recognition thread alone.

    `journal` None keeps nothing; `meaning` None judges by cue phrases alone; `died` is told of each time that the
    recogniser's process ended or hung. `kept`: seconds of the take whose words stay as they are recognised.
    """

    recogniser: Recogniser
    journal: Journal | None
    publish: Callable[[Event], None]
    template: Template
    meaning: Meaning | None = None
    died: Callable[[], object] | None = None
    kept: tuple[TakeSpan, ...] = ()


class TakeHearing:
    """One take from its first sample to its verdicts."""

    def __init__(self, parts: HearingParts, take: Take, section: Section, follow: Callable[[], SampleReader]) -> None:
        """`follow` reads the take from its first sample; it is called again where the recogniser forgot the take."""
        self._parts = parts
        self._take, self._section = take, section
        self._reader = follow()
        self._ear = PatientEar(parts.recogniser, follow, parts.died)
        self._terms = question_terms(parts.template)
        self._cutter = ClipCutter()
        self._coverage = coverage_for(parts.template, section, parts.meaning)
        self._utterances: list[Utterance] = []
        self._last_words: tuple[Word, ...] = ()
        self._heard_samples = 0
        self._voiced_run = 0
        self._voiced = VoicedStretches()
        self._filled: list[Stretch] = []

    @property
    def transcript(self) -> Transcript:
        """What has been heard so far."""
        return Transcript(tuple(self._utterances))

    @property
    def heard_seconds(self) -> float:
        """How much of the take has been listened to."""
        return self._heard_samples / RECOGNITION_RATE

    @property
    def voice(self) -> tuple[Stretch, ...]:
        """Where a voice was heard so far."""
        return self._voiced.stretches()

    @property
    def filled_pauses(self) -> tuple[Stretch, ...] | None:
        """Where fillers seem to be that are not among the words; None in a language whose words are not known."""
        return merged(self._filled) if is_english(self._parts.template.language) else None

    def judged(self) -> Judged:
        """The verdicts on what has been heard so far; final after `finish`."""
        return judged(self._coverage, self._section)

    def advance(self) -> bool:
        """Hear what has been written since the last call; returns whether there was any. Raises RecognitionFailed."""
        samples = self._reader.read()
        self._hear(samples)
        return len(samples) > 0

    def finish(self) -> None:
        """Hear the rest of a take that is closed. Raises RecognitionFailed."""
        while self.advance():
            pass
        self._hear(self._reader.finish())
        last = self._cutter.flush()
        if last is not None:
            self._recognise(last)

    def _hear(self, samples: Samples) -> None:
        if not len(samples):
            return
        self._heard_samples += len(samples)
        patience = EAGER if len(samples) <= KEEPS_UP * RECOGNITION_RATE else BEHIND
        voice = self._ear.voice(samples)
        self._tell_voice(voice)
        self._voiced.feed(voice)
        for clip in self._cutter.feed(samples, voice, patience):
            self._recognise(clip)

    def _tell_voice(self, voice: Samples) -> None:
        """Say once that somebody speaks."""
        for voiced in (voice >= VOICED).tolist():
            if self._voiced_run == VOICED_FRAMES:
                return
            self._voiced_run = self._voiced_run + 1 if voiced else 0
            if self._voiced_run == VOICED_FRAMES:
                self._parts.publish(VoiceHeard(self._take.id))

    def _recognise(self, clip: Clip) -> None:
        heard = self._words(clip)
        self._seek_filled_pauses(clip, heard)
        words = self._new_words(clip, heard)
        if not words:
            return
        self._last_words = words
        utterance = Utterance(
            id=f"{self._take.id}-{len(self._utterances) + 1:03}",
            words=self._put_right(words),
            recogniser=self._parts.recogniser.identity.name,
        )
        if self._parts.journal is not None:
            self._parts.journal.utterance_heard(self._take.id, utterance)
        self._utterances.append(utterance)
        own = {point.id for point in self._section.checkpoints}
        risen = tuple(each for each in self._coverage.hear(utterance) if each.checkpoint_id in own)
        self._parts.publish(UtteranceHeard(self._take.id, utterance))
        if risen:
            self._parts.publish(VerdictsRose(self._take.id, risen))

    def _seek_filled_pauses(self, clip: Clip, words: tuple[Word, ...]) -> None:
        """Words are timed from the take's first sample, and so is what is found; once, where two clips share it."""
        if not is_english(self._parts.template.language):
            return
        local = [replace(word, start=word.start - clip.start, end=word.end - clip.start) for word in words]
        for each in find_filled_pauses(clip.samples, local):
            found = Stretch(round(each.start + clip.start, 3), round(each.end + clip.start, 3))
            if not self._filled or found.start >= self._filled[-1].end:
                self._filled.append(found)

    def _new_words(self, clip: Clip, heard: tuple[Word, ...]) -> tuple[Word, ...]:
        """Those that the clip before, with which it may share some sound, has not given yet."""
        words = heard
        if clip.shares_start:
            words = unsaid(self._last_words, words)
        return without_cut_word(words, clip.start + clip.seconds - OVERLAP) if clip.shares_end else words

    def _put_right(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """The words with the question's terms, where the recogniser cannot be told these; by rules for English."""
        if self._parts.recogniser.identity.takes_terms or not is_english(self._parts.template.language):
            return words
        return with_terms(words, self._terms, self._parts.kept)

    def _words(self, clip: Clip) -> tuple[Word, ...]:
        """The words of a clip, timed from the take's first sample."""
        words = self._ear.words(clip.samples, self._parts.template.language, self._terms)
        return tuple(
            Word(word.text, round(word.start + clip.start, 3), round(word.end + clip.start, 3), word.probability)
            for word in words
        )
