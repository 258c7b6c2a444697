"""Names of the speaker's list are found however a recogniser wrote them, and ordinary words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.confidential import find_names
from runthrough.domain.masking import MASK, mask_text, mask_words


def said(text: str, *names: str) -> list[str]:
    """The words in which names were found."""
    words = text.split()
    return [" ".join(words[each.first : each.last + 1]) for each in find_names(words, names)]


def sure(text: str, *names: str) -> list[bool]:
    return [each.sure for each in find_names(text.split(), names)]


@pytest.mark.parametrize(
    "text", ["acme", "ACME,", "(Acme)", "Acme's", "acmes", "Acme’s", "ex-Acme", "mail@acme.com", "“Acme”."]
)
def test_a_name_is_found_in_any_case_in_the_plural_and_with_what_stands_around_it(text):
    assert said(f"we left {text} then", "Acme") == [text]


@pytest.mark.parametrize("text", ["Blue River", "blue river's", "blueriver", "Blue-River", "blue. River"])
def test_a_name_of_two_words_is_found_split_and_joined(text):
    assert said(f"we joined {text} later", "Blue River") == [text]


@pytest.mark.parametrize(("text", "name"), [("work day", "Workday"), ("no mura", "Nomura"), ("gold man", "Goldman")])
def test_a_name_of_one_word_is_found_in_pieces(text, name):
    assert said(f"at {text} it was", name) == [text]


def test_ordinary_words_that_happen_to_make_a_short_name_are_not_it():
    assert said("I ran there and there's a way", "Iran", "Theresa") == []


def test_accents_do_not_matter():
    assert said("in Zürich and zurich", "Zurich") == ["Zürich", "zurich"]
    assert said("Soren knows", "Søren") == ["Soren"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("markus", "Marcus"),
        ("Goldmann", "Goldman"),
        ("sit a dell", "Citadel"),
        ("kafker", "Kafka"),
        ("Steven", "Stephen"),
        ("Kathryn", "Catherine"),
        ("normura", "Nomura"),
        ("blu rivers", "Blue River"),
        ("jeffrey", "Geoffrey"),
        ("seamans", "Siemens"),
    ],
)
def test_what_only_looks_or_sounds_like_a_name_is_found_and_said_to_be_unsure(text, name):
    assert said(f"then {text} asked", name) == [text]
    assert sure(f"then {text} asked", name) == [False]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("acne", "Acme"),
        ("golden", "Goldman"),
        ("onion", "Orion"),
        ("median", "Meridian"),
        ("smith", "Schmidt"),
        ("marks", "Marcus"),
        ("summons", "Siemens"),
        ("koala", "Kayla"),
    ],
)
def test_other_words_are_not_taken_for_a_name(text, name):
    assert said(f"the {text} of it", name) == []


def test_a_name_that_is_a_verb_too_is_found_where_it_is_written_as_a_name():
    assert said("Then Mark said that we mark it, and marks of Mark's", "Mark") == ["Mark", "Mark's"]


def test_at_the_beginning_of_a_sentence_a_leak_counts_more_than_a_flag_too_many():
    assert said("Mark the date. Mark said so", "Mark") == ["Mark", "Mark"]


def test_without_any_capitals_every_such_word_is_flagged():
    assert said("then mark said we mark it", "Mark") == ["mark", "mark"]


def test_who_writes_an_entry_in_lower_case_wants_it_in_any():
    assert said("We Mark it and mark it", "mark") == ["Mark", "mark"]


def test_a_name_in_capitals_that_is_a_word_is_found_in_capitals_alone():
    assert said("It was IT in the US that told us", "IT", "US") == ["IT", "US"]


@pytest.mark.parametrize("text", ["twenty million", "20 million"])
def test_a_figure_is_found_in_words_and_in_digits(text):
    assert said(f"it cost {text} in all", "twenty million") == [text]


def test_another_figure_is_no_near_miss():
    assert said("it cost 21 million and p98 rose", "20 million", "p99") == []


def test_a_long_name_wins_over_one_within_it():
    (found,) = find_names(["Blue", "River", "Capital"], ["River", "Blue River Capital"])
    assert (found.name, found.first, found.last) == ("Blue River Capital", 0, 2)


def test_two_names_in_one_word_are_two():
    assert [each.name for each in find_names(["Acme/Globex"], ["Globex", "Acme"])] == ["Acme", "Globex"]


def test_an_empty_list_or_an_entry_without_letters_finds_nothing():
    assert said("anything at all", *()) == said("anything - at all", "-", " ") == []


# masking


def test_a_masked_text_keeps_blanks_lines_and_punctuation():
    assert mask_text("At  Acme's,\nthen (Blue River)!", ["Acme", "Blue River"]) == f"At  {MASK},\nthen ({MASK})!"


def test_masked_words_keep_their_places_so_that_evidence_can_be_quoted():
    words = "I led Blue River, then Acme/Globex there.".split()
    masked = mask_words(words, find_names(words, ["Blue River", "Acme", "Globex"]))
    assert len(masked.texts) == len(words)
    assert masked.quote(0, 6) == f"I led {MASK}, then {MASK}/{MASK} there."
    assert masked.quote(2, 2) == f"{MASK},"
    assert masked.quote(3, 4) == f"{MASK} then", "a quote that begins within a name"


def test_every_mask_is_the_same_so_that_not_even_a_length_is_told():
    assert mask_text("Al Acme Incorporated", ["Al"]) == f"{MASK} Acme Incorporated"
    assert mask_text("Acme Incorporated", ["Acme Incorporated"]) == MASK


@given(
    st.lists(
        st.sampled_from("Acme acme's Blue River blueriver Mark mark we ran 20 million twenty, (Globex) a".split())
    ),
    st.lists(st.sampled_from(["Acme", "Blue River", "Mark", "twenty million", "Globex"]), unique=True),
)
def test_words_and_text_are_masked_alike_and_nothing_sure_is_left(words, names):
    masked = mask_words(words, find_names(words, names)).quote(0, len(words))
    assert masked == mask_text(" ".join(words), names)
    for name in names:
        assert name == "Mark" or name.casefold() not in masked.casefold()
