"""Asks the recogniser on behalf of one take, more than once: its process may die, hang or be killed at any moment.

A process that is started again has forgotten the voice activity of the take, on which the cuts and the pauses rest. So
it hears the take from its file once more up to where it was (3 ms for a second of sound), and goes on with the very
numbers that the first one would have given: clips and words are those of an undisturbed hearing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from runthrough.domain.errors import LanguageNotUnderstood, RecognitionFailed
from runthrough.domain.languages import is_english
from runthrough.domain.speech import Word
from runthrough.rehearsal.ports import Recogniser, SampleReader, Samples

TRIES = 3
"""How often the same is asked before the take stays as not yet transcribed (design notes on recognition)."""

_Answer = TypeVar("_Answer")


class PatientEar:
    """A take's voice activity and words. `follow` reads the take from its first sample; `died` is told of each death.

    Its calls raise RecognitionFailed after TRIES failures in a row, and at once what asking again would not mend.
    """

    def __init__(
        self, recogniser: Recogniser, follow: Callable[[], SampleReader], died: Callable[[], object] | None
    ) -> None:
        self._recogniser, self._follow, self._died = recogniser, follow, died
        self._heard_samples = 0
        self._forgotten = False
        recogniser.begin_voice()

    def voice(self, samples: Samples) -> Samples:
        """Probability of a voice for each 512 samples of the take that are complete with these, the next ones."""
        found = self._persist(lambda: self._voice(samples))
        self._heard_samples += len(samples)
        return found

    def words(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of a clip, timed from its first sample; `terms` may be in it. Raises LanguageNotUnderstood, too."""
        return self._persist(lambda: self._words(samples, language, terms))

    def _voice(self, samples: Samples) -> Samples:
        if self._forgotten:
            self._recogniser.begin_voice()
            self._listen_again()
            self._forgotten = False
        return self._recogniser.voice(samples)

    def _listen_again(self) -> None:
        """Bring the voice activity of a new process to where that of the old one was."""
        reader, left = self._follow(), self._heard_samples
        while left > 0:
            samples = reader.read()
            if not len(samples):
                samples = reader.finish()  # the tail of a take that is closed
                self._recogniser.voice(samples[:left])
                return
            self._recogniser.voice(samples[:left])
            left -= len(samples)

    def _words(self, samples: Samples, language: str, terms: Sequence[str]) -> Sequence[Word]:
        identity = self._recogniser.identity
        if identity.english_only and not is_english(language):
            raise LanguageNotUnderstood(identity.name, language)
        return self._recogniser.recognise(samples, language, terms)

    def _persist(self, ask: Callable[[], _Answer]) -> _Answer:
        failures = 0
        while True:
            try:
                return ask()
            except RecognitionFailed as error:
                failures += 1
                if error.died:
                    self._note_death()
                if failures == TRIES:
                    raise

    def _note_death(self) -> None:
        self._forgotten = True
        if self._died is not None:
            self._died()
