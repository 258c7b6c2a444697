"""A run-through from the first sample to the stored verdicts, on sound that the test makes."""

from dataclasses import dataclass, field, replace
from queue import SimpleQueue

import pytest

from fakes import RATE, FakeClock, FakeRecogniser, FakeSource, MemoryJournal, MemoryTakes, silence, tone
from runthrough.domain.errors import (
    DiskTooFull,
    FolderUnwritable,
    MicrophoneGone,
    NoMicrophone,
    NoRecogniser,
    RecognitionFailed,
)
from runthrough.domain.question import Question
from runthrough.domain.rehearsed import Ending
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict
from runthrough.rehearsal import events
from runthrough.rehearsal.runthrough import LiveRunThrough, RehearsalParts

TEMPLATE = """# Three things
## One [0:10-0:20]
- [ ] Growth | looking for growth, ready for more
## Two [0:10-0:20]
- [ ] A figure (number) | cut the latency
## Three [0:10-0:20]
- [ ] Hindsight | do differently
"""


@pytest.fixture(autouse=True)
def curtain():
    """Ends every run-through of a test, also of one that failed half-way."""
    Stage.open = []
    yield
    for stage in Stage.open:
        stage.recogniser.may_go_on.set()
        stage.finish()


@dataclass
class Stage:
    """Everything around a run-through, with the events in order."""

    clock: FakeClock = field(default_factory=FakeClock)
    takes: MemoryTakes = field(default_factory=MemoryTakes)
    recogniser: FakeRecogniser = field(default_factory=FakeRecogniser)
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    live: bool = True

    def __post_init__(self):
        self.source = FakeSource(self.clock, live=self.live)
        self.events = []
        self._new = SimpleQueue()
        template = parse(TEMPLATE, "test")
        parts = RehearsalParts(self.source, self.takes, self.recogniser, self.journal.open, self.clock, self._publish)
        self.run = LiveRunThrough(Question("three", template), template.sections, parts)
        Stage.open.append(self)

    def _publish(self, event):
        self.events.append(event)
        self._new.put(event)

    def until(self, kind):
        """Wait for the next event of a kind."""
        while True:
            event = self._new.get(timeout=20)
            if isinstance(event, kind):
                return event

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def finish(self):
        self.run.finish()
        self.run.join()


def test_three_sections_are_spoken_heard_and_judged_without_losing_a_sample():
    stage = Stage(
        recogniser=FakeRecogniser(
            [
                "I am looking for growth and a larger system to own end to end.",
                "We cut the latency from one hundred and twenty to sixty eight milliseconds.",
                "I would do differently how the whole team agreed on golden data.",
            ]
        )
    )
    stage.run.start()
    spoken = [tone(4.0) + silence(0.33), tone(5.0), tone(3.5) + silence(0.7)]
    stage.source.hear(spoken[0])
    stage.run.next_section()
    stage.source.hear(spoken[1])
    stage.run.next_section()
    stage.source.hear(spoken[2])
    stage.run.next_section()  # after the last section this finishes
    stage.run.join()
    assert stage.takes.samples() == b"".join(spoken)
    assert [bytes(take.data) for take in stage.takes.files.values()] == spoken
    judged = stage.of(events.TakeJudged)
    assert [event.take.section_id for event in judged] == ["one", "two", "three"]
    assert [event.verdicts[0].verdict for event in judged] == [Verdict.SAID] * 3
    assert isinstance(stage.events[-1], events.RunThroughFinished)
    assert stage.source.stopped


def test_everything_is_stored_before_it_is_shown():
    stage = Stage()
    shown = []

    def look(event):
        stage._new.put(event)
        if isinstance(event, events.UtteranceHeard):
            shown.append((event.take_id, event.utterance) in stage.journal.named("utterance_heard"))
        if isinstance(event, events.TakeJudged):
            shown.append(event.take.id in [call[0] for call in stage.journal.named("take_judged")])

    stage.run._recognition._parts = replace(stage.run._recognition._parts, publish=look)
    stage.run.start()
    stage.source.hear(tone(4) + silence(1) + tone(4) + silence(1))
    stage.finish()
    assert len(shown) >= 2
    assert all(shown)


def test_the_journal_is_kept_on_one_thread_and_in_order():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(4) + silence(1))
    stage.run.next_section()
    stage.source.hear(tone(4))
    stage.finish()
    names = [call[0] for call in stage.journal.calls]
    assert [name for name in names if name != "utterance_heard"] == [
        "runthrough_started",
        *["take_started", "take_ended", "voice_heard", "filled_pauses_found", "take_judged"] * 2,
        "runthrough_finished",
        "close",
    ]
    heard = [index for index, name in enumerate(names) if name == "utterance_heard"]
    assert len(heard) == 2
    assert all("take_started" in names[:index] and "take_judged" in names[index:] for index in heard)


def test_redo_keeps_the_first_take_and_counts_the_second():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    stage.run.redo()
    stage.source.hear(tone(3))
    stage.finish()
    ended = [event.take for event in stage.of(events.TakeEnded)]
    assert [(take.section_id, take.number, take.seconds, take.ending) for take in ended] == [
        ("one", 1, 2.0, Ending.REDONE),
        ("one", 2, 3.0, Ending.FINISHED),
    ]
    assert len(stage.takes.samples()) == 5 * RATE * 2


def test_a_pause_stops_clock_and_recording_and_ignores_the_space_bar():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    stage.run.pause()
    stage.until(events.Paused)
    stage.source.hear(tone(30))
    stage.run.next_section()
    stage.run.pause()
    stage.until(events.WentOn)
    stage.source.hear(tone(1))
    stage.finish()
    (take,) = [event.take for event in stage.of(events.TakeEnded)]
    assert (take.seconds, take.pauses, take.gaps) == (3.0, (2.0,), ())


def test_the_clock_counts_frames_and_the_total_counts_the_last_takes():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(5))
    stage.run.redo()
    stage.source.hear(tone(2))
    stage.run.next_section()
    stage.source.hear(tone(1.5))
    stage.run.pause()
    stage.until(events.Paused)
    status = stage.run.status
    assert (status.section, status.seconds, status.done_seconds, status.paused) == (1, 1.5, 2.0, True)
    stage.finish()
    assert stage.run.status.ended


def test_a_slow_recogniser_delays_only_the_transcript():
    stage = Stage()
    stage.recogniser.may_go_on.clear()
    stage.run.start()
    stage.source.hear(tone(4) + silence(1))
    stage.run.next_section()
    stage.source.hear(tone(4) + silence(1))
    stage.until(events.TakeEnded)
    assert stage.of(events.TakeJudged) == []
    stage.recogniser.may_go_on.set()
    stage.finish()
    assert len(stage.of(events.TakeJudged)) == 2


def test_how_far_the_transcript_is_behind_is_told_until_it_has_caught_up():
    stage = Stage()
    stage.recogniser.may_go_on.clear()
    stage.run.start()
    stage.source.hear(tone(4) + silence(2))
    assert stage.recogniser.asked.wait(30), "it has taken what was there, and is at work on it"
    stage.source.hear(tone(12))
    stage.run.next_section()
    stage.until(events.TakeEnded)
    stage.source.hear(tone(3))
    stage.run.pause()
    stage.until(events.Paused)
    assert stage.run.status.behind >= 15.0
    stage.recogniser.may_go_on.set()
    stage.finish()
    assert stage.run.status.behind == 0.0


def test_a_recogniser_that_dies_once_is_asked_again_and_nothing_is_missing():
    stage = Stage(recogniser=FakeRecogniser(["One.", "Two."], dies_at=[1]))
    stage.run.start()
    stage.source.hear(tone(9) + silence(2))
    stage.until(events.UtteranceHeard)
    stage.source.hear(tone(4))
    stage.finish()
    assert stage.of(events.TakeJudged)[0].transcript.text == "One. Two."


def test_a_recogniser_that_stays_dead_leaves_the_take_safe_and_the_next_one_is_tried():
    stage = Stage(recogniser=FakeRecogniser(["Fine."], dies_at=[1, 2, 3]))
    stage.run.start()
    stage.source.hear(tone(4) + silence(1))
    stage.run.next_section()
    stage.source.hear(tone(4) + silence(1))
    stage.finish()
    (failed,) = stage.of(events.TakeUnrecognised)
    assert isinstance(failed.error, RecognitionFailed)
    assert stage.journal.named("take_unrecognised") == [(failed.take.id, "RecognitionFailed")]
    assert [event.take.section_id for event in stage.of(events.TakeJudged)] == ["two"]
    assert len(stage.takes.samples()) == 10 * RATE * 2


def test_without_a_recogniser_the_timer_works_alone():
    class Missing(FakeRecogniser):
        def begin_voice(self):
            raise NoRecogniser(None, MemoryTakes.folder)

    stage = Stage(recogniser=Missing())
    stage.run.start()
    stage.source.hear(tone(4))
    stage.finish()
    assert stage.of(events.TakeEnded)[0].take.seconds == 4.0
    assert isinstance(stage.of(events.TakeUnrecognised)[0].error, NoRecogniser)
    assert isinstance(stage.events[-1], events.RunThroughFinished)


def test_a_full_disk_ends_the_take_and_keeps_what_was_said():
    stage = Stage()
    stage.takes.fails_after = 3 * RATE * 2
    stage.run.start()
    stage.source.hear(tone(5))
    stage.run.join()
    (stopped,) = stage.of(events.RecordingStopped)
    assert isinstance(stopped.error, DiskTooFull)
    assert stopped.error.at == pytest.approx(3.0)
    (ended,) = stage.of(events.TakeEnded)
    assert (ended.take.ending, ended.take.seconds) == (Ending.DISK_FULL, 3.0)
    assert len(stage.of(events.TakeJudged)) == 1
    assert stage.source.stopped


def test_a_disk_about_to_be_full_ends_the_recording_in_time():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    stage.run.pause()
    stage.until(events.Paused)
    stage.run.pause()
    stage.takes.free = 10_000_000
    stage.source.hear(tone(10))
    stage.run.join()
    (ended,) = stage.of(events.TakeEnded)
    assert ended.take.ending is Ending.DISK_FULL
    assert 2.0 < ended.take.seconds < 12.0


def test_a_disk_that_is_full_from_the_start_is_named_before_the_microphone_opens():
    stage = Stage()
    stage.takes.free = 1000
    with pytest.raises(DiskTooFull):
        stage.run.start()
    assert stage.takes.files == {}


def test_a_folder_that_vanishes_between_two_sections_ends_the_recording_with_the_first_one_safe():
    stage = Stage()
    stage.takes.create_error = OSError(13, "Permission denied")
    stage.run.start()
    stage.source.hear(tone(4))
    stage.run.next_section()
    stage.run.join()
    (stopped,) = stage.of(events.RecordingStopped)
    assert isinstance(stopped.error, FolderUnwritable)
    assert stage.of(events.TakeJudged)[0].take.seconds == 4.0


def test_no_microphone_is_an_error_that_leaves_nothing_behind():
    stage = Stage()
    stage.source.refuse = NoMicrophone("none")
    with pytest.raises(NoMicrophone):
        stage.run.start()
    assert stage.takes.files == {}
    assert stage.events == []


def test_a_microphone_that_goes_away_is_told_with_what_was_said_safe_on_disk():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.source.lose("device unplugged")
    lost = stage.until(events.MicrophoneLost)
    assert isinstance(lost.error, MicrophoneGone)
    assert (lost.error.section, lost.error.at) == ("One", 3.0)
    assert stage.takes.synced == [(lost.take_id, 3 * RATE)]
    assert stage.run.status.lost
    stage.finish()
    assert stage.of(events.TakeEnded)[0].take.ending is Ending.MICROPHONE_LOST
    assert len(stage.of(events.TakeJudged)) == 1


def test_a_microphone_that_only_stops_delivering_is_found_out():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.clock.seconds += 1.5
    assert isinstance(stage.until(events.MicrophoneLost).error, MicrophoneGone)
    stage.finish()


def test_a_microphone_that_was_only_late_goes_on_by_itself_and_nothing_is_lost():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.clock.seconds += 1.5
    stage.until(events.MicrophoneLost)
    stage.source.hear(tone(2))
    assert stage.until(events.MicrophoneBack).device == "Fake microphone"
    stage.run.next_section()
    stage.finish()
    first, _second = stage.of(events.TakeEnded)
    assert (first.take.seconds, first.take.ending) == (5.0, Ending.NEXT_SECTION)


def test_the_take_goes_on_with_another_microphone_where_the_first_was_lost():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.source.lose("device unplugged")
    stage.until(events.MicrophoneLost)
    stage.clock.seconds += 60  # the speaker looks for another one; that is no loss of samples
    other = FakeSource(stage.clock, name="Other microphone")
    stage.run.go_on_with(other)
    assert stage.until(events.MicrophoneBack).device == "Other microphone"
    stage.source.hear(tone(1))  # what the dead one still had to say
    other.hear(tone(2))
    stage.finish()
    (ended,) = stage.of(events.TakeEnded)
    assert ended.take.seconds == 5.0
    assert ended.take.device == "Fake microphone, then Other microphone"
    assert ended.take.gaps == ()
    assert ended.take.ending is Ending.FINISHED
    assert other.stopped


def test_while_no_microphone_is_there_keys_do_nothing_but_finish():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.source.lose("device unplugged")
    stage.until(events.MicrophoneLost)
    stage.run.next_section()
    stage.run.redo()
    stage.run.pause()
    stage.finish()
    assert len(stage.of(events.TakeStarted)) == 1
    assert stage.of(events.Paused) == []


def test_a_microphone_that_cannot_take_over_is_told_and_another_may_be_tried():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.source.lose("device unplugged")
    stage.until(events.MicrophoneLost)
    bad, good = FakeSource(stage.clock), FakeSource(stage.clock)
    bad.refuse = NoMicrophone("in use")
    stage.run.go_on_with(bad)
    assert isinstance(stage.until(events.MicrophoneLost).error, NoMicrophone)
    stage.run.go_on_with(good)
    stage.until(events.MicrophoneBack)
    good.hear(tone(1))
    stage.finish()
    assert stage.of(events.TakeEnded)[0].take.seconds == 4.0


def test_a_microphone_can_be_changed_in_mid_take():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    other = FakeSource(stage.clock, name="Other microphone")
    stage.run.go_on_with(other)
    stage.until(events.MicrophoneBack)
    assert stage.source.stopped
    other.hear(tone(2))
    stage.finish()
    assert stage.of(events.TakeEnded)[0].take.seconds == 4.0


def test_counting_in_is_no_interruption_of_the_take():
    stage = Stage()
    stage.run.start()
    stage.run.pause()
    stage.until(events.Paused)
    assert stage.run.status.paused
    stage.source.hear(tone(3))
    stage.run.pause()
    stage.until(events.WentOn)
    stage.source.hear(tone(2))
    stage.finish()
    (ended,) = stage.of(events.TakeEnded)
    assert (ended.take.seconds, ended.take.pauses) == (2.0, ())


def test_a_count_in_asked_before_the_start_keeps_out_what_the_microphone_hears_at_once():
    stage = Stage()
    stage.source.early = tone(0.3)
    stage.run.pause()
    stage.run.start()
    stage.until(events.Paused)
    stage.source.hear(tone(3))
    assert (stage.run.status.paused, stage.run.status.seconds) == (True, 0.0)
    stage.run.pause()
    stage.until(events.WentOn)
    stage.source.hear(tone(2))
    stage.finish()
    (ended,) = stage.of(events.TakeEnded)
    assert (ended.take.seconds, ended.take.pauses, ended.take.gaps) == (2.0, (), ())


def test_the_clock_stands_before_the_pause_is_told_and_runs_before_going_on_is_told():
    stage = Stage()
    told = []

    def look(event):
        told.append((type(event), stage.run.status.paused))
        stage._new.put(event)

    stage.run._capture._parts = replace(stage.run._capture._parts, publish=look)
    stage.run.start()
    stage.run.pause()
    stage.until(events.Paused)
    stage.run.pause()
    stage.until(events.WentOn)
    stage.finish()
    assert told[1:3] == [(events.Paused, True), (events.WentOn, False)]


def test_the_second_try_at_a_section_is_counted_in_like_the_first():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    stage.run.redo()
    stage.run.pause()
    stage.until(events.Paused)
    status = stage.run.status
    assert (status.paused, status.take_number, status.seconds) == (True, 2, 0.0)
    stage.run.pause()
    stage.until(events.WentOn)
    stage.source.hear(tone(1))
    stage.finish()
    assert [(event.take.seconds, event.take.pauses) for event in stage.of(events.TakeEnded)] == [(2.0, ()), (1.0, ())]


def test_the_last_word_of_a_microphone_that_was_changed_does_not_end_the_new_one():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    other = FakeSource(stage.clock, name="Other microphone")
    stage.run.go_on_with(other)
    stage.until(events.MicrophoneBack)
    stage.source.lose("the sound system ended the recording")
    other.hear(tone(2))
    stage.finish()
    assert stage.of(events.MicrophoneLost) == []
    assert stage.of(events.TakeEnded)[0].take.seconds == 4.0


def test_the_section_after_a_change_of_microphones_has_the_same_rate_and_the_new_name():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    other = FakeSource(stage.clock, name="Other microphone")
    stage.run.go_on_with(other)
    stage.until(events.MicrophoneBack)
    stage.run.next_section()
    other.hear(tone(1))
    stage.finish()
    _first, second = [event.take for event in stage.of(events.TakeEnded)]
    assert (second.device, second.sample_rate, second.seconds) == ("Other microphone", RATE, 1.0)


def test_a_take_that_waits_in_a_pause_still_waits_after_a_change_of_microphones():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(2))
    stage.run.pause()
    stage.until(events.Paused)
    stage.source.lose("device unplugged")
    stage.until(events.MicrophoneLost)
    other = FakeSource(stage.clock)
    stage.run.go_on_with(other)
    stage.until(events.MicrophoneBack)
    other.hear(tone(5))
    stage.run.pause()
    stage.until(events.WentOn)
    other.hear(tone(1))
    stage.finish()
    (ended,) = stage.of(events.TakeEnded)
    assert (ended.take.seconds, ended.take.pauses) == (3.0, (2.0,))


def test_the_first_voice_of_a_take_is_told_once():
    stage = Stage()
    stage.run.start()
    stage.source.hear(silence(2) + tone(2) + silence(1) + tone(2))
    stage.run.next_section()
    stage.source.hear(silence(3))
    stage.finish()
    assert [event.take_id for event in stage.of(events.VoiceHeard)] == [stage.of(events.TakeStarted)[0].take.id]


def test_knocks_on_the_table_are_no_voice():
    stage = Stage()
    stage.run.start()
    frame = 512 / RATE  # what the voice activity looks at
    stage.source.hear((tone(2 * frame) + silence(20 * frame)) * 6)
    stage.finish()
    assert stage.of(events.VoiceHeard) == []


def test_the_room_left_on_the_disk_can_be_read_as_time():
    stage = Stage()
    stage.takes.free = 20_000_000 + 2 * RATE * 300
    assert stage.run.status.free_seconds is None
    stage.run.start()
    assert stage.run.status.free_seconds == pytest.approx(300)
    stage.takes.free = 20_000_000 + 2 * RATE * 60
    stage.source.hear(tone(6))
    stage.run.pause()
    stage.until(events.Paused)
    assert stage.run.status.free_seconds == pytest.approx(60)
    stage.finish()


def test_a_run_through_that_is_left_stays_open_with_its_takes_whole():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(3))
    stage.run.leave()
    stage.run.join()
    assert stage.journal.named("runthrough_finished") == []
    assert stage.of(events.TakeEnded)[0].take.seconds == 3.0


def test_a_muted_microphone_is_told_and_recording_goes_on():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(1) + bytes(2 * RATE * 2) + tone(1))
    stage.finish()
    (silent,) = stage.of(events.MicrophoneSilent)
    assert silent.at == pytest.approx(2.5, abs=0.05)
    assert len(stage.of(events.MicrophoneHeard)) == 1
    assert stage.of(events.TakeEnded)[0].take.seconds == 4.0


def test_samples_that_never_came_are_noted_in_the_take():
    stage = Stage()
    stage.run.start()
    stage.source.hear(tone(5))
    stage.clock.seconds += 0.8
    stage.source.hear(tone(5))
    stage.finish()
    (take,) = [event.take for event in stage.of(events.TakeEnded)]
    assert [round(gap.seconds, 1) for gap in take.gaps] == [0.8]


def test_a_file_in_place_of_the_microphone_ends_by_itself():
    stage = Stage(live=False)
    stage.run.start()
    stage.source.hear(tone(6) + bytes(2 * RATE * 3))
    stage.source.lose("")
    stage.run.join()
    assert stage.of(events.TakeEnded)[0].take.ending is Ending.FINISHED
    assert stage.of(events.MicrophoneSilent) == []


def test_a_library_that_cannot_be_written_is_told_and_the_recording_is_safe():
    stage = Stage()
    stage.journal.error = DiskTooFull(MemoryTakes.folder, 0)
    stage.run.start()
    stage.source.hear(tone(4))
    stage.finish()
    (failed,) = stage.of(events.JournalFailed)
    assert isinstance(failed.error, DiskTooFull)
    assert len(stage.takes.samples()) == 4 * RATE * 2
    assert stage.journal.named("close") == [()]


def test_two_run_throughs_of_the_same_second_have_different_ids():
    assert Stage().run.runthrough.id != Stage().run.runthrough.id
    assert Stage().run.runthrough.id.startswith("20260301-093000-")
