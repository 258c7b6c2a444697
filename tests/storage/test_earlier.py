"""What is replaced when a take is recognised again is kept, and can stand again."""

import pytest

from runthrough.domain.errors import UnknownTranscript
from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict
from runthrough.rehearsal.ports import Meter
from storage.stored import METER, VERDICTS, make_utterance

MONDAY, TUESDAY = "2026-03-02T09:30:00+00:00", "2026-03-03T09:30:00+00:00"
OTHER = Meter("Other", "3", "0123456789ab", "cue-1")


ELSEWHERE = (CheckpointVerdict("results/rate", Verdict.SAID, 0.75, Evidence(0, 1), {"cue": 0.75}),)


def judged(journal, take, text, *, meter=METER, verdicts=VERDICTS, at=MONDAY):
    utterance = make_utterance(take, 1, text)
    journal.utterances_replaced(take.id, [utterance], at)
    journal.take_judged(take.id, meter, verdicts, ELSEWHERE)
    return Transcript((utterance,))


def test_the_first_transcript_of_a_take_replaces_nothing(journal, library, take):
    journal.utterance_heard(take.id, make_utterance(take, 1, "half of it"))
    judged(journal, take, "wreck a nice beach")
    assert library.earlier_transcripts(take.id) == ()


def test_a_transcript_that_is_replaced_is_kept_with_its_verdicts_and_its_meter(journal, library, take):
    first = judged(journal, take, "wreck a “nice” beach")
    second = judged(journal, take, "recognise speech", meter=OTHER, verdicts=VERDICTS[2:], at=TUESDAY)
    (earlier,) = library.earlier_transcripts(take.id)
    assert (earlier.transcript, earlier.meter, earlier.made_by) == (first, METER.version, "Fake 1.0")
    assert (earlier.verdicts, earlier.elsewhere, earlier.replaced_at) == (VERDICTS, ELSEWHERE, TUESDAY)
    assert (library.transcript(take.id), library.meter(take.id)) == (second, OTHER.version)


def test_one_that_says_the_same_is_not_kept_twice(journal, library, take):
    judged(journal, take, "recognise speech")
    judged(journal, take, "recognise speech", at=TUESDAY)
    assert library.earlier_transcripts(take.id) == ()


def test_an_earlier_transcript_stands_again_and_the_other_one_is_kept(journal, library, take):
    first = judged(journal, take, "wreck a nice beach")
    second = judged(journal, take, "recognise speech", meter=OTHER, verdicts=VERDICTS[2:])
    journal.earlier_restored(take.id, library.earlier_transcripts(take.id)[0].id, TUESDAY)
    assert (library.transcript(take.id), library.meter(take.id)) == (first, METER.version)
    assert (library.verdicts(take.id), library.elsewhere(take.id)) == (VERDICTS, ELSEWHERE)
    (kept,) = library.earlier_transcripts(take.id)
    assert (kept.transcript, kept.meter, kept.verdicts, kept.replaced_at) == (
        second,
        OTHER.version,
        VERDICTS[2:],
        TUESDAY,
    )


def test_the_latest_that_was_replaced_comes_first(journal, library, take):
    texts = ("one", "two", "three")
    for text, at in zip(texts, ("2026-03-01", "2026-03-02", "2026-03-03"), strict=True):
        judged(journal, take, text, at=f"{at}T09:30:00+00:00")
    assert [each.transcript.text for each in library.earlier_transcripts(take.id)] == ["two", "one"]


def test_what_is_not_there_cannot_stand_again(journal, take):
    with pytest.raises(UnknownTranscript):
        journal.earlier_restored(take.id, "nonesuch", TUESDAY)


def test_deaths_of_the_recogniser_are_counted_until_the_take_was_heard_whole(journal, library, take):
    assert library.deaths() == {}
    for _ in range(2):
        journal.recogniser_died(take.id)
    assert library.deaths() == {take.id: 2}
    judged(journal, take, "recognise speech")
    assert library.deaths() == {}


def test_what_made_the_verdicts_of_each_take_is_known(journal, library, take):
    assert library.meters() == {}
    judged(journal, take, "recognise speech", meter=OTHER)
    assert library.meters() == {take.id: OTHER}
