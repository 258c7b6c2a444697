"""A term that was put right can be taken back, word by word: the words change, the verdicts follow, and it stays so."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from fakes import FakeRecogniser, MemoryTakes
from runthrough.app import App
from runthrough.desk import AppDesk
from runthrough.domain.corrections import Correction, corrections_of, with_terms
from runthrough.domain.errors import UnknownCorrection
from runthrough.domain.question_terms import question_terms
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict
from runthrough.jobs import review
from runthrough.messages import describe
from runthrough.places import Places
from runthrough.rehearsal.hear_again import HearAgainParts, Keeping, hear_take_again
from runthrough.rehearsal.judging import Reworded, judged_again
from runthrough.rehearsal.ports import Meter
from runthrough.storage.journal import open_journal
from runthrough.term_jobs import terms

TEXT = """# Why
terms: lookahead bias, Flink
## One [0:10-0:20]
- [ ] Fault | lookahead bias
## Two [0:10-0:20]
- [ ] Cure | moved the join
"""
TEMPLATE = parse(TEXT, "why")
SAID = "We found look ahead buyers, in the features and moved the join into flank last year."
RIGHT = "We found lookahead bias, in the features and moved the join into Flink last year."


def heard(text: str, start: float = 0.0) -> tuple[Word, ...]:
    return tuple(Word(word, start + at * 0.5, start + at * 0.5 + 0.4) for at, word in enumerate(text.split()))


def transcript(take_id: str) -> Transcript:
    words = with_terms(heard(SAID), question_terms(TEMPLATE))
    return Transcript((Utterance(f"{take_id}-001", words, "Fake"),))


@pytest.fixture
def app(tmp_path):
    app = App(Places(tmp_path))
    run = RunThrough("run-1", "why", TEMPLATE.version, TEXT, "2026-03-01T09:30:00+00:00")
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.runthrough_started(run)
        for section in TEMPLATE.sections:
            take = Take(f"run-1-{section.id}", run.id, section.id, 1, run.started_at, 16_000, "USB")
            said = transcript(take.id)
            judged = judged_again(TEMPLATE, section, said, None)
            journal.take_started(take)
            journal.utterance_heard(take.id, said.utterances[0])
            journal.take_ended(replace(take, frames=16_000 * 15, ending=Ending.FINISHED))
            journal.take_judged(take.id, Meter("Fake", "1", "t", "coverage-1"), judged.verdicts, judged.elsewhere)
    with closing(app.library):
        yield app
        app.close_meaning()


def section(app: App, index: int = 0):
    return app.review(app.find("run-1")).sections[index]


def told(app: App, index: int = 0) -> list[tuple[str, str, bool]]:
    return [(each.term, each.heard, each.kept) for each in section(app, index).corrections]


def answer(app: App, seconds: float, word: str, of: str = "one") -> None:
    terms(app, "run-1", seconds, word, section=of, as_json=True)


def test_what_was_put_right_is_listed_with_what_was_heard_and_its_place(app, capsys):
    terms(app, "run-1", None, None, section="one", as_json=True)
    (listed,) = json.loads(capsys.readouterr().out)
    first, second = listed["corrections"]
    assert (first["term"], first["heard"], first["kept"]) == ("lookahead bias", "look ahead buyers", False)
    assert (first["begin"], first["end"], first["first"], first["last"]) == (1.0, 2.4, 2, 3)
    assert (second["term"], second["heard"]) == ("Flink", "flank")
    assert section(app).transcript.text == RIGHT


def test_what_was_heard_stands_again_and_the_section_is_judged_anew(app):
    assert section(app).standing[0].verdict.verdict is Verdict.SAID
    answer(app, 1.2, "heard")
    assert section(app).transcript.text == SAID.replace("flank", "Flink")
    assert section(app).standing[0].verdict.verdict is not Verdict.SAID
    assert told(app) == [("lookahead bias", "look ahead buyers", True), ("Flink", "flank", False)]
    assert told(app, 1) == [("lookahead bias", "look ahead buyers", False), ("Flink", "flank", False)]
    meter = section(app).meter
    assert meter.startswith("Fake 1, template t, rules coverage-")
    assert meter.endswith(", terms-1")
    assert app.library.earlier_transcripts("run-1-one") == (), "no other transcript, the same one with other words"


def test_the_term_can_come_back(app):
    before = section(app)
    answer(app, 1.2, "heard")
    answer(app, 1.2, "term")
    assert section(app).transcript == before.transcript
    assert section(app).verdicts[0].verdict is before.verdicts[0].verdict
    assert app.library.kept_words("run-1-one") == ()


def test_saying_the_same_twice_changes_nothing(app):
    answer(app, 1.2, "heard")
    kept, stands = app.library.kept_words("run-1-one"), section(app)
    answer(app, 1.2, "heard")
    assert (app.library.kept_words("run-1-one"), section(app)) == (kept, stands)


class Again(FakeRecogniser):
    """Hears the sentence anew, a tenth of a second later."""

    def recognise(self, samples, language, terms=()):
        del samples, language
        assert terms == ("lookahead bias", "Flink")
        return heard(SAID, 0.1)


def test_what_is_kept_outlives_another_recognition_of_the_take(app):
    answer(app, 1.2, "heard")
    asked = section(app)
    takes = MemoryTakes()
    writer = takes.create(app.find("run-1"), asked.take)
    writer.write(np.full(16_000 * 9, 9000, np.int16).tobytes())
    parts = HearAgainParts(TEMPLATE, Again(), lambda _seconds: None, kept=app.library.kept_words(asked.take.id))
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        keeping = Keeping(journal, app.clock.now)
        hear_take_again(asked.take, asked.section, partial(takes.follow, asked.take), parts, keeping)
    assert section(app).transcript.text == SAID.replace("flank", "Flink")
    assert told(app) == [("lookahead bias", "look ahead buyers", True), ("Flink", "flank", False)]


def test_a_recogniser_that_hears_the_term_leaves_nothing_to_keep(app):
    answer(app, 1.2, "heard")
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.utterances_replaced(
            "run-1-one", (Utterance("u", heard(RIGHT), "Whisper"),), "2026-03-02T09:30:00+00:00"
        )
    assert told(app) == []
    assert section(app).transcript.text == RIGHT


def test_an_earlier_transcript_keeps_what_was_heard_beside_its_terms(app):
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.utterances_replaced(
            "run-1-one", (Utterance("u", heard("No."), "Whisper"),), "2026-03-02T09:30:00+00:00"
        )
        (earlier,) = app.library.earlier_transcripts("run-1-one")
        journal.earlier_restored("run-1-one", earlier.id, "2026-03-03T09:30:00+00:00")
    assert told(app) == [("lookahead bias", "look ahead buyers", False), ("Flink", "flank", False)]


def test_a_transcript_that_was_replaced_meanwhile_is_not_written_over(app):
    stale = transcript("run-1-one")
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        journal.utterances_replaced(
            "run-1-one", (Utterance("u", heard("No."), "Whisper"),), "2026-03-02T09:30:00+00:00"
        )
        journal.words_kept("run-1-one", ((1.0, 2.4),), Reworded(stale.utterances, ()), "2026-03-02T09:31:00+00:00")
    assert section(app).transcript.text == "No."
    assert app.library.kept_words("run-1-one") == ((1.0, 2.4),)


def test_the_window_keeps_it_too(app):
    desk = AppDesk(app)
    desk.open()
    shown = desk.sheet("run-1").review.sections[0]
    desk.keep_as_heard(shown.take, shown.corrections[1].span, keep=True)
    assert desk.sheet("run-1").review.sections[0].transcript.text == RIGHT.replace("Flink", "flank")
    desk.close()


def test_a_second_in_several_sections_needs_the_section_and_one_without_is_refused(app):
    with pytest.raises(UnknownCorrection) as refused:
        terms(app, "run-1", 1.2, "heard", section=None, as_json=True)
    assert "--section" in str(describe(refused.value))
    with pytest.raises(UnknownCorrection) as refused:
        answer(app, 12.0, "heard")
    assert "one 1.0" in str(describe(refused.value))


def test_the_review_in_a_terminal_says_what_was_put_right_and_how_to_change_it(app, capsys):
    review(app, "run-1", as_json=False)
    shown = " ".join(capsys.readouterr().out.split())
    assert "“lookahead bias”, heard as “look ahead buyers”" in shown
    assert "runthrough terms run-1 SECONDS heard|term --section one" in shown
    answer(app, 1.2, "heard")
    capsys.readouterr()
    terms(app, "run-1", None, None, section=None, as_json=False)
    assert "“look ahead buyers” kept as heard" in " ".join(capsys.readouterr().out.split())


def test_a_run_through_without_any_says_so(app, capsys):
    with app.writing(), closing(open_journal(app.places.database)) as journal:
        for take_id in ("run-1-one", "run-1-two"):
            journal.utterances_replaced(take_id, (), "2026-03-02T09:30:00+00:00")
    terms(app, "run-1", None, None, section=None, as_json=False)
    assert "No term of the question was put right." in capsys.readouterr().out


def test_indices_count_through_all_utterances():
    said = Transcript((Utterance("a", heard("We began."), "Fake"), transcript("b").utterances[0]))
    first = corrections_of(said, question_terms(TEMPLATE), ())[0]
    assert first == Correction(4, 5, 1.0, 2.4, "lookahead bias", "look ahead buyers")
    assert [word.text for word in said.words[first.first : first.last + 1]] == ["lookahead", "bias,"]
