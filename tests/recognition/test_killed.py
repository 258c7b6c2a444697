"""The real recogniser process is killed in the middle of a take: the words are those of an undisturbed hearing."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial

import numpy as np
import pytest

from fakes import MemoryJournal, MemoryTakes
from recognition.fake_engines import load_with_loud_voices
from runthrough.domain.rehearsed import Take
from runthrough.domain.template_text import parse
from runthrough.recognition.model_store import ModelStore
from runthrough.recognition.process import RecogniserProcess
from runthrough.rehearsal.hear_again import HearAgainParts, Keeping, hear_take_again
from tone_whisper import SENTENCES, silence, tone

TEMPLATE = parse("# T\n## One [0:10-0:20]\n- [ ] Growth | looking for growth\n", "test")
TAKE = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", 16_000, "m")
SOUND = np.concatenate([part for sentence in (0, 3, 1, 5) for part in (tone(sentence, 12.5), silence(1.8))])


class Hunted:
    """A RecogniserProcess whose process is killed before the requests in `kills`, counted from 1."""

    def __init__(self, process: RecogniserProcess, kills=()) -> None:
        self._process, self._kills, self.requests = process, set(kills), 0
        self.begin_voice, self.close = process.begin_voice, process.close

    @property
    def identity(self):
        return self._process.identity

    def _ask(self, ask, *arguments):
        self.requests += 1
        if self.requests in self._kills:
            os.kill(self._process._child._process.pid, signal.SIGKILL)
        return ask(*arguments)

    def voice(self, samples):
        return self._ask(self._process.voice, samples)

    def recognise(self, samples, language, terms=()):
        return self._ask(self._process.recognise, samples, language)


def heard(recogniser):
    takes, journal = MemoryTakes(), MemoryJournal()
    takes.create(None, TAKE).write((SOUND * 32767).astype(np.int16).tobytes())
    parts = HearAgainParts(TEMPLATE, recogniser, lambda _seconds: None)
    keeping = Keeping(journal, lambda: "now")
    return hear_take_again(TAKE, TEMPLATE.sections[0], partial(takes.follow, TAKE), parts, keeping), journal


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals between processes")
def test_a_process_killed_in_the_middle_of_a_take_leaves_no_trace_in_its_transcript(tone_model):
    process = RecogniserProcess(ModelStore([tone_model.parent]).choose(tone_model.name), loader=load_with_loud_voices)
    try:
        undisturbed = Hunted(process)
        whole, _ = heard(undisturbed)
        assert whole.transcript.text.split(".")[0] + "." == SENTENCES[0]
        assert len(whole.transcript.utterances) == 4
        kills = range(2, undisturbed.requests, 3)
        disturbed, journal = heard(Hunted(process, kills))
        assert disturbed == whole
        assert len(journal.named("recogniser_died")) == len(kills)
    finally:
        process.close()
