"""How it was said: pauses, fillers, words that come back, I and we, sentences, figures."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.delivery.fillers import FillerLevel, fillers
from runthrough.domain.delivery.lines import lead_lines, more_lines
from runthrough.domain.delivery.measures import DELIVERY_RULES, delivery_of, measure
from runthrough.domain.delivery.moments import Spoken
from runthrough.domain.delivery.pauses import PauseKind, first_word, kind_of, pauses
from runthrough.domain.delivery.repeats import repeats
from runthrough.domain.delivery.wording import Grounds, numbers_said, pronouns, sentences
from runthrough.domain.norms import Aims, Norm
from runthrough.domain.question import Band, Checkpoint, Section
from runthrough.domain.rehearsed import Gap, Take
from runthrough.domain.review import SectionReview
from runthrough.domain.speech import Stretch, Transcript, Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict


def said(text, *, gap=0.4, seconds=None, voice=None, breaks=()):
    """These words, one every `gap` seconds, each spoken for three quarters of it."""
    words = tuple(Word(word, at * gap, at * gap + gap * 0.75) for at, word in enumerate(text.split()))
    return Spoken(words, len(words) * gap if seconds is None else seconds, voice, breaks)


def texts(moments):
    return [moment.text for moment in moments]


def padded(text):
    """Long enough to be measured, with nothing in it that counts."""
    return said(f"{text} {'and cats ran home ' * 6}")


# pauses


def voiced(*edges):
    return tuple(Stretch(start, end) for start, end in edges)


def test_pauses_are_the_silences_between_voiced_stretches_and_not_the_gaps_between_words():
    take = said("one two three four", gap=1.0, seconds=5.0, voice=voiced((0.0, 5.0)))
    assert pauses(take).each == ()
    split = replace(take, voice=voiced((0.0, 1.9), (2.0, 5.0)))
    (pause,) = pauses(split).each
    assert (pause.begin, pause.end, pause.after) == (1.9, 2.0, 1)


def test_pauses_are_brief_medium_long_or_dead_air():
    voice = voiced((0, 1), (1.19, 3), (3.2, 5), (6.0, 7), (8.1, 9), (11.0, 12), (14.1, 20))
    measured = pauses(said("word " * 20, gap=1.0, voice=voice))
    kinds = [kind_of(pause) for pause in measured.each]
    assert kinds == [
        PauseKind.BRIEF, PauseKind.MEDIUM, PauseKind.MEDIUM, PauseKind.LONG, PauseKind.LONG, PauseKind.DEAD_AIR
    ]  # fmt: skip
    assert (measured.count(PauseKind.LONG), len(measured.long)) == (2, 3)
    assert (measured.median, measured.longest) == (1.05, 2.1)
    assert texts(measured.moments) == ["1.1 s", "2.0 s", "2.1 s, dead air"]


def test_silence_before_the_first_and_after_the_last_word_is_no_pause():
    take = Spoken((Word("hello", 5.0, 5.5), Word("there", 6.0, 6.5)), 12.0, voiced((0.2, 0.4), (4.9, 6.6), (9, 9.2)))
    assert pauses(take).each == ()


def test_where_the_recording_was_interrupted_no_pause_is_counted():
    voice = voiced((0, 1), (2.5, 4), (5.5, 8))
    take = said("word " * 8, gap=1.0, voice=voice)
    assert len(pauses(take).each) == 2
    assert [pause.begin for pause in pauses(replace(take, breaks=(1.8,))).each] == [4]
    assert pauses(replace(take, breaks=(1.05, 5.55))).each == ()


def test_without_voice_activity_pauses_are_not_measured():
    delivery = measure(said("word " * 30, gap=2.0))
    assert delivery.pauses is None
    (line,) = [line for line in lead_lines(delivery) if line.key == "pauses"]
    assert (line.value, line.note) == ("–", "not measured: recognise again")


def test_a_take_counts_its_own_pauses_and_lost_samples_as_breaks():
    take = Take("t", "r", "s", 1, "", 16000, "mic", gaps=(Gap(3.5, 0.5),), pauses=(1.5,))
    words = tuple(Word("word", at, at + 0.5) for at in range(30))
    review = SectionReview(
        Section("s", "S", Band(10, 40)), 30.0, take, 0, Transcript((Utterance("u", words, "Fake"),)),
        voiced((0, 1), (2, 3), (4, 5), (7, 30)),
    )  # fmt: skip
    assert [pause.begin for pause in delivery_of(review).pauses.each] == [5]


def test_speaking_begins_where_the_voice_sets_in():
    words = (Word("So", 0.1, 2.0), Word("we", 2.0, 2.2))
    assert first_word(Spoken(words, 5.0, voiced((0.8, 4.0)))).seconds == 0.8
    assert first_word(Spoken(words, 5.0)).seconds == 0.1
    assert first_word(Spoken((Word("Um,", 0.1, 0.4), *words[1:]), 5.0)).seconds == 2.0
    assert first_word(Spoken((Word("um", 0.1, 0.4),), 5.0)).seconds is None


# fillers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("So, we began early.", ["So,"]),
        ("So we began early.", ["So"]),
        ("It was, like, very slow.", ["like,"]),
        ("Like, nobody had to be told twice.", ["Like,"]),
        ("The number, you know, was wrong.", ["you know,"]),
        ("And you know we had to ship.", ["you know"]),
        ("I mean we had to.", ["I mean"]),
        ("It sort of worked.", ["sort of"]),
        ("Right, the design.", ["Right,"]),
        ("We shipped it, right?", ["right?"]),
        ("Well I tried it.", ["Well"]),
    ],
)
def test_words_that_carry_nothing_are_fillers(text, words):
    assert texts(fillers(padded(text), Aims()).words) == words


@pytest.mark.parametrize(
    "text",
    [
        "kids like to meet",
        "Like most teams we had tests.",
        "So far it works.",
        "It was so slow",
        "The clock was right and all went well.",
        "Well designed systems fail late.",
        "Right after that we shipped.",
        "Do you know the answer?",
        "You know how caches work.",
        "That is what I mean to say",
        "It is a sort of cache.",
        "It was late, so we stopped.",
        "We did it as well as we could.",
    ],
)
def test_the_same_words_with_a_meaning_are_none(text):
    assert fillers(padded(text), Aims()).words == ()


def test_a_word_between_pauses_in_the_sound_is_a_filler_and_between_slow_words_it_is_not():
    text = "it was like slow and " + "cats ran home " * 6
    unbroken = said(text, gap=1.0, voice=voiced((0, 23)))
    assert fillers(unbroken, Aims()).words == ()
    paused = replace(unbroken, voice=voiced((0, 1.7), (2.0, 2.7), (3.0, 23)))
    assert texts(fillers(paused, Aims()).words) == ["like"]


def test_sounds_and_words_are_counted_apart_and_the_rate_holds_both():
    take = said("Um, I, uh, you know, built it " + "word " * 24, seconds=30.0)
    measured = fillers(take, Aims())
    assert (texts(measured.sounds), texts(measured.words)) == (["Um,", "uh,"], ["you know,"])
    assert measured.count == 3
    assert measured.per_minute == 6
    assert measured.share == pytest.approx(4 / 31)
    assert measured.level is FillerLevel.SOME


def test_the_speakers_own_words_are_counted_wherever_they_stand():
    take = padded("We basically like to actually ship, like, often")
    assert texts(fillers(take, Aims(filler_words=("basically", "actually"))).words) == ["basically", "actually"]
    assert fillers(take, Aims(filler_words=())).words == ()


# words


def test_words_said_twice_at_once_are_a_mended_sentence():
    take = said("we we had the um the plan that that we had we had to very very much. Much later it is is done")
    assert texts(repeats(take).mends) == ["we we", "the um the", "we had we had", "is is"]


def test_a_run_of_words_that_comes_back_is_told_as_long_as_it_is_and_its_parts_only_where_they_come_more_often():
    day = "at the end of the day it ran. "
    runs = repeats(said(day * 3 + "at the end we stopped.")).runs
    assert [(run.phrase, len(run.moments)) for run in runs] == [("at the end", 4), ("at the end of the day it ran", 3)]
    assert repeats(said("so we built it. so we built. we ran it.")).runs == ()


def test_i_and_we_are_counted_with_what_is_joined_to_them():
    counted = pronouns(said("I think we’re late, I'm sure we said it. Us and me: we'd wait, if I we"))
    assert (len(counted.i), len(counted.we)) == (3, 4)


def test_a_sentence_ends_at_a_full_stop_or_a_pause_in_the_sound():
    text = "one two three four. one two um three four five six"
    assert (sentences(said(text)).median, sentences(said(text)).longest) == (5.0, 6)
    paused = said(text, gap=1.0, voice=voiced((0, 6.7), (7.3, 11)))
    measured = sentences(paused)
    assert (measured.count, measured.median, measured.longest) == (3, 4, 4)
    assert texts(measured.moments) == ["one two three four."]


def test_figures_are_found_in_words_and_digits():
    assert texts(numbers_said(said("from one hundred and twenty to 68 or half, and 15 percent")).moments) == [
        "one hundred and twenty", "68", "half,", "15 percent"
    ]  # fmt: skip
    assert texts(
        numbers_said(said("Third, a third of it, large ones, that quarter took nine thirty seconds")).moments
    ) == [
        "a third",
        "nine thirty seconds",
    ]


# all of it


def test_time_on_a_checkpoint_is_the_length_of_its_evidence_with_the_label():
    point = Checkpoint("c", "Latency", ("latency",))
    words = said("word " * 30, gap=1.0).words
    review = SectionReview(
        Section("s", "S", Band(10, 40), checkpoints=(point,)), 30.0,
        transcript=Transcript((Utterance("u", words, "Fake"),)),
        verdicts=(CheckpointVerdict("c", Verdict.SAID, 0.9, Evidence(3, 6)),),
    )  # fmt: skip
    (time,) = delivery_of(review).checkpoint_times.each
    assert (time.label, time.seconds, time.moment.first, time.moment.last) == ("Latency", 3.75, 3, 6)
    assert delivery_of(replace(review, overrules={"c": Overrule(Verdict.MISSED)})).checkpoint_times.each == ()
    assert delivery_of(replace(review, transcript=None)) is None


def test_under_twenty_words_is_too_short_to_measure():
    delivery = measure(said("word " * 19, voice=voiced((0, 8))))
    assert delivery.too_short
    assert {line.note for line in lead_lines(delivery)} == {"too short to measure"}
    assert more_lines(delivery) == ()


def test_a_text_without_sound_has_what_needs_no_time():
    delivery = measure(replace(said("So we, um, built it. " * 6), seconds=None))
    assert [line.key for line in lead_lines(delivery)] == ["fillers", "pronouns"]
    assert delivery.fillers.per_minute is None
    assert delivery.fillers.moments[0].begin is None
    assert {"articulation", "first_word", "checkpoint_times"}.isdisjoint({line.key for line in more_lines(delivery)})


def test_what_is_shown_reads_as_on_the_picture():
    voice = voiced((0, 20.0), (21.8, 40), (41.2, 76))
    talk = said("I built it, you know, and it ran. " + "We all ship the code and then go home now. " * 17, voice=voice)
    first = {line.key: line for line in lead_lines(measure(replace(talk, seconds=76.0)))}
    assert (first["pace"].value, first["pace"].unit, first["pace"].note) == ("141", "words/min", "band 130–160")
    assert (first["fillers"].value, first["fillers"].note) == ("at least 1", "0.8 a minute, quiet to 5")
    assert (first["pauses"].value, first["pauses"].unit, first["pauses"].note) == ("2", "over 1 s", "longest 1.8 s")
    assert first["pronouns"].value == "1 : 17"
    assert first["pauses"].text == "Long pauses: 2 over 1 s, longest 1.8 s, median 1.5 s of 2"


WORDS = st.lists(
    st.tuples(
        st.sampled_from("so we, um like. I you know, the 68 half uh plan kind of right? maybe well that that".split()),
        st.floats(0.0, 3.0),
        st.floats(0.01, 1.0),
    ),
    min_size=1,
    max_size=60,
)


def heard(parts):
    at, words = 0.0, []
    for text, gap, length in parts:
        words.append(Word(text, at + gap, at + gap + length))
        at += gap + length
    return tuple(words), at


@given(parts=WORDS, cuts=st.sets(st.integers(1, 59)), edges=st.lists(st.floats(0.01, 2.0), max_size=40))
def test_the_numbers_do_not_depend_on_how_the_words_were_cut_into_utterances(parts, cuts, edges):
    words, seconds = heard(parts)
    points = [round(sum(edges[: at + 1]), 3) for at in range(len(edges))]
    voice = tuple(Stretch(a, b) for a, b in zip(points[::2], points[1::2], strict=False) if b <= seconds)
    bounds = [0, *sorted(cut for cut in cuts if cut < len(words)), len(words)]
    cut = tuple(Utterance(f"u{a}", words[a:b], "Fake") for a, b in pairwise(bounds))
    bare = SectionReview(Section("s", "S", Band(10, 40)), seconds, voice=voice)
    whole = delivery_of(replace(bare, transcript=Transcript((Utterance("u", words, "Fake"),))))
    assert delivery_of(replace(bare, transcript=Transcript(cut))) == whole
    assert whole.rules == DELIVERY_RULES
    for line in (*lead_lines(whole), *more_lines(whole)):
        assert isinstance(line.norm, Norm)
        assert all(moment.begin is not None and moment.begin <= moment.end for moment in line.moments)


@given(parts=WORDS)
def test_a_checkpoints_time_never_exceeds_the_take(parts):
    words, seconds = heard(parts)
    delivery = measure(Spoken(words, seconds), [Grounds("c", "C", 0, len(words) - 1)])
    assert sum(time.seconds for time in delivery.checkpoint_times.each) <= seconds + 0.001


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("look", "Look at the numbers that we had. We, look, had no time.", ["look,"]),
        ("now", "We ship it right now. Now, that took years.", ["Now,"]),
        ("okay", "The tests were okay then. Okay, so we began.", ["Okay,"]),
        ("you see", "Do you see it. You see the point. It was, you see, hard.", ["you see,"]),
        ("like", "My kids like to meet other kids. It was, like, huge.", ["like,"]),
        ("basically", "We basically wrote it again.", ["basically"]),
    ],
)
def test_a_word_of_the_speakers_own_list_counts_only_where_it_carries_nothing(listed, text, found):
    assert texts(fillers(padded(text), Aims(filler_words=(listed,))).words) == found
