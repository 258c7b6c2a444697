"""Two clips that share some sound give each word once."""

from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.speech import Word
from runthrough.domain.stitching import unsaid, without_cut_word


def spoken(text: str, start: float = 0.0) -> tuple[Word, ...]:
    return tuple(Word(word, start + 0.3 * at, start + 0.3 * at + 0.25) for at, word in enumerate(text.split()))


def joined(before: str, after: str) -> str:
    """The later clip begins where the third word from the end of the earlier one does."""
    one = spoken(before)
    return " ".join(word.text for word in unsaid(one, spoken(after, one[-3].start)))


def test_words_of_the_shared_second_are_kept_once():
    assert joined("it was the age of", "the age of foolishness") == "foolishness"


def test_punctuation_and_capitals_do_not_make_a_word_another_one():
    assert joined("degree of comparison, only.", "of Comparison only it was") == "it was"


def test_the_rest_of_a_cut_word_in_front_is_left_out():
    assert joined("the age of wisdom it was", "dom it was the age") == "the age"


def test_a_word_of_which_the_end_was_missing_is_not_said_twice():
    assert joined("it was the age of fool", "of foolishness it was") == "it was"


def test_without_a_common_run_the_times_decide():
    assert joined("we went along the coast", "and so on and on") == "and on"


def test_the_rest_of_the_last_word_alone_is_left_out():
    assert joined("in the spring of hope", "pe and despair") == "and despair"


def test_one_common_word_behind_a_stranger_is_no_seam():
    assert joined("there were plenty of", "kind of us all") == "all"


def test_nothing_before_leaves_everything():
    assert unsaid((), spoken("hello there")) == spoken("hello there")


def test_the_last_word_of_a_clip_cut_in_mid_speech_is_left_to_the_next_clip():
    assert without_cut_word(spoken("one two three"), 0.5) == spoken("one two")
    assert without_cut_word(spoken("one two three"), 0.7) == spoken("one two three")
    assert without_cut_word((), 0.5) == ()


@given(st.lists(st.sampled_from(["I", "the", "we", "built", "it", "twice"]), min_size=1, max_size=9), st.data())
def test_what_is_repeated_word_for_word_is_never_doubled_and_nothing_after_it_is_lost(words, data):
    shared = data.draw(st.integers(1, min(5, len(words))))
    more = [f"new{number}" for number in range(data.draw(st.integers(0, 4)))]
    before = spoken(" ".join(words))
    after = spoken(" ".join([*words[-shared:], *more]), before[-1].start)
    assert [word.text for word in unsaid(before, after)][-len(more) :][: len(more)] == more
