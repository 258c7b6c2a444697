"""Recognising what is recorded, once more: which takes, what is kept, what is skipped."""

from contextlib import closing
from dataclasses import replace

import pytest

from fakes import FakeRecogniser, silence, tone
from runthrough.app import App
from runthrough.domain.errors import ModelDamaged, RecognitionFailed, RecognitionStopped
from runthrough.domain.hear_again import Scope, Wanted
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.template_text import parse
from runthrough.places import Places
from runthrough.recognising import HOPELESS, Recognising
from runthrough.rehearsal.ports import RecogniserIdentity

TEXT = "# Why\n## One [0:10-0:20]\n- [ ] Growth | ready for more\n## Two [0:10-0:20]\n- [ ] Figure | cut the latency\n"
RATE = 16_000


class Shelf:
    """A library with recordings, and what hears them."""

    def __init__(self, app: App) -> None:
        self.app, self.told = app, []
        self.recogniser = FakeRecogniser()

    def record(self, number: int, question: str = "why", *, finished: bool = True) -> list[str]:
        template = parse(TEXT, "test")
        at = f"2026-03-0{number}T09:30:00+00:00"
        run = RunThrough(f"run-{number}", question, template.version, template.text, at)
        with self.app.journal() as journal:
            journal.runthrough_started(run)
            for section in template.sections:
                take = Take(f"{run.id}-{section.id}", run.id, section.id, 1, at, RATE, "USB")
                writer = self.app.takes.create(run, take)
                writer.write(tone(4) + silence(1))
                ended = replace(take, frames=writer.frames, ending=Ending.FINISHED)
                writer.close(ended)
                journal.take_started(take)
                journal.take_ended(ended)
            if finished:
                journal.runthrough_finished(run.id, at)
        return [f"{run.id}-{section.id}" for section in template.sections]

    def hear(self, wanted: Wanted | None = None):
        return Recognising(self.app, self.app.library, self.recogniser).hear(wanted or Wanted(), self.told.append)

    def version(self, version: str) -> None:
        self.recogniser.identity = RecogniserIdentity("Fake", version, "measured")


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(App, "meaning", None)
    app = App(Places(tmp_path))
    with app.writing():
        yield Shelf(app)


def ids(ones) -> list[str]:
    return [one.take.id for one in ones]


def test_what_has_no_transcript_is_heard_oldest_first_and_then_there_is_nothing_to_do(shelf):
    takes = shelf.record(1) + shelf.record(2)
    assert ids(shelf.hear().heard) == takes
    assert shelf.hear() == shelf.hear(Wanted(question_id="why"))
    assert shelf.hear().heard == ()


def test_it_is_told_which_take_of_how_many_and_how_much_of_the_sound(shelf):
    shelf.record(1)
    shelf.hear()
    assert [(each.number, each.takes) for each in shelf.told] == sorted((each.number, 2) for each in shelf.told)
    assert [each.heard for each in shelf.told] == sorted(each.heard for each in shelf.told)
    assert (shelf.told[-1].number, shelf.told[-1].seconds, shelf.told[-1].share) == (2, 10.0, 1.0)


def test_one_question_or_one_run_through_or_one_take_can_be_meant(shelf):
    first, other = shelf.record(1), shelf.record(2, "how")
    assert ids(shelf.hear(Wanted(question_id="how")).heard) == other
    assert ids(shelf.hear(Wanted(("run-1",), takes=(first[1],))).heard) == [first[1]]
    assert ids(shelf.hear(Wanted(("run-1",))).heard) == [first[0]]


def test_everything_is_heard_again_where_that_is_wanted_and_the_earlier_transcript_is_kept(shelf):
    takes = shelf.record(1)
    shelf.hear()
    shelf.recogniser = FakeRecogniser(["Other words.", "And others."])
    assert ids(shelf.hear(Wanted(scope=Scope.ALL)).heard) == takes
    assert shelf.app.library.transcript(takes[0]).text == "Other words."
    (earlier,) = shelf.app.library.earlier_transcripts(takes[0])
    assert (earlier.transcript.text, earlier.made_by) == ("word.", "Fake 1")


def test_only_what_another_version_has_made_is_older(shelf):
    old = shelf.record(1)
    shelf.hear()
    shelf.version("2")
    shelf.record(2)
    shelf.hear()
    assert ids(shelf.hear(Wanted(scope=Scope.OLDER)).heard) == old
    assert shelf.hear(Wanted(scope=Scope.OLDER)).heard == ()


def test_a_take_that_ended_the_recogniser_twice_is_not_tried_by_itself_but_if_it_is_meant(shelf):
    takes = shelf.record(1)
    with shelf.app.journal() as journal:
        for _ in range(2):
            journal.recogniser_died(takes[0])
    found = shelf.hear(Wanted(by_itself=True))
    assert (ids(found.skipped), ids(found.heard)) == ([takes[0]], [takes[1]])
    assert ids(shelf.hear(Wanted(("run-1",))).heard) == [takes[0]]
    assert shelf.app.library.deaths() == {}, "it went well"


def test_a_take_that_cannot_be_heard_is_noted_and_the_others_are_heard(shelf):
    takes = shelf.record(1)
    shelf.recogniser = FakeRecogniser(dies_at=[1, 2, 3])
    found = shelf.hear()
    assert ([each.one.take.id for each in found.failed], ids(found.heard)) == ([takes[0]], [takes[1]])
    assert isinstance(found.failed[0].error, RecognitionFailed)
    library = shelf.app.library
    assert (library.unrecognised(takes[0]), library.deaths()) == ("RecognitionFailed", {takes[0]: 3})


def test_a_transcript_that_is_there_outlives_a_recognition_that_fails(shelf):
    takes = shelf.record(1)
    shelf.hear()
    shelf.recogniser = FakeRecogniser(dies_at=[1, 2, 3])
    assert len(shelf.hear(Wanted(takes=(takes[0],))).failed) == 1
    assert shelf.app.library.transcript(takes[0]).text == "word."
    assert shelf.app.library.unrecognised(takes[0]) is None


def test_a_recogniser_that_fails_on_one_take_after_another_is_not_asked_for_all(shelf):
    for number in (1, 2, 3):
        shelf.record(number)
    shelf.recogniser = FakeRecogniser(dies_at=range(1, 100))
    with pytest.raises(RecognitionFailed):
        shelf.hear()
    assert len(shelf.app.library.deaths()) == HOPELESS


def test_what_is_done_when_it_is_stopped_is_kept(shelf):
    takes = shelf.record(1, finished=False)

    def stop(so_far):
        if so_far.number == 2:
            raise RecognitionStopped

    found = Recognising(shelf.app, shelf.app.library, shelf.recogniser).hear(Wanted(), stop)
    assert (ids(found.heard), found.stopped) == ([takes[0]], True)
    assert shelf.app.library.unrecognised(takes[1]) is None, "it waits"
    assert shelf.app.find("run-1").finished_at is None
    assert ids(shelf.hear().heard) == [takes[1]]
    assert shelf.app.find("run-1").finished_at is not None


def test_a_damaged_model_ends_it(shelf):
    shelf.record(1)

    class Damaged(FakeRecogniser):
        def voice(self, samples):
            raise ModelDamaged("Whisper x", shelf.app.places.models, "it is made of cheese")

    shelf.recogniser = Damaged()
    with pytest.raises(ModelDamaged):
        shelf.hear()


def test_another_language_than_the_questions_can_be_wanted(shelf):
    shelf.record(1)
    heard = []

    class Listening(FakeRecogniser):
        def recognise(self, samples, language, terms=()):
            heard.append(language)
            return super().recognise(samples, language, terms)

    shelf.recogniser = Listening()
    shelf.hear(Wanted(language="de"))
    assert set(heard) == {"de"}


def test_the_language_that_was_listened_for_is_part_of_the_meter(shelf):
    takes = shelf.record(1)
    shelf.hear()
    english = shelf.app.library.meters()[takes[0]]
    shelf.hear(Wanted(language="de", scope=Scope.OLDER))
    german = shelf.app.library.meters()[takes[0]]
    assert german == replace(english, recogniser_version=f"{english.recogniser_version} de")
    assert shelf.hear(Wanted(language="de", scope=Scope.OLDER)).heard == ()
    assert ids(shelf.hear(Wanted(scope=Scope.OLDER)).heard) == takes, "the question asks for another meter"
    assert shelf.app.library.meters()[takes[0]] == english


def test_an_earlier_transcript_stands_again(shelf):
    takes = shelf.record(1)
    shelf.hear()
    shelf.recogniser = FakeRecogniser(["Other words."])
    shelf.hear(Wanted(takes=(takes[0],)))
    (earlier,) = shelf.app.library.earlier_transcripts(takes[0])
    with closing(shelf.app._open_journal()) as journal:
        journal.earlier_restored(takes[0], earlier.id, "2026-03-04T09:30:00+00:00")
    assert shelf.app.library.transcript(takes[0]).text == "word."
    assert [each.transcript.text for each in shelf.app.library.earlier_transcripts(takes[0])] == ["Other words."]
