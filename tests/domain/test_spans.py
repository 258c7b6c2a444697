from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.spans import MOST_WORDS, clauses, plain, spans, spoken_words, text_of
from runthrough.domain.speech import Word

SENTENCES = (
    "so we moved the pricing service to another region because the old one was full and it took us three weeks in all"
)


def said(text, pauses=()):
    at, made = 0.0, []
    for index, word in enumerate(text.split()):
        at += 1.0 if index in pauses else 0.0
        made.append(Word(word, at, at + 0.2))
        at += 0.2
    return spoken_words(made)


def texts(words):
    return [text_of(words, clause) for clause in clauses(words)]


def test_clauses_begin_where_a_new_thought_does():
    assert texts(said(SENTENCES)) == [
        "so we moved the pricing service to another region",
        "because the old one was full",
        "and it took us three weeks in all",
    ]


def test_a_pause_ends_a_clause():
    assert texts(said("the service was slow and down", pauses=(3,))) == ["the service was", "slow and down"]


def test_fillers_and_lone_marks_are_no_words():
    words = said("So, um, we – er – moved it.")
    assert [word.text for word in words] == ["so", "we", "moved", "it"]
    assert [word.index for word in words] == [0, 2, 6, 7]


def test_a_lost_apostrophe_is_put_back():
    assert [plain(word) for word in ("Dont", "we’ve", "IM", "“didn't,”")] == ["don't", "we've", "i'm", "didn't"]


@given(st.lists(st.sampled_from(SENTENCES.split()), min_size=1, max_size=80))
def test_clauses_hold_every_word_once_and_spans_are_short(chosen):
    words = said(" ".join(chosen))
    cut = clauses(words)
    assert [at for clause in cut for at in range(clause.first, clause.last + 1)] == list(range(len(words)))
    assert all(span.length <= MOST_WORDS for span in spans(cut))


@given(st.lists(st.sampled_from(SENTENCES.split()), min_size=2, max_size=60), st.integers(1, 59))
def test_what_is_cut_stays_cut_when_more_is_said(chosen, until):
    before = clauses(said(" ".join(chosen[:until])))
    after = clauses(said(" ".join(chosen)))
    assert after[: len(before) - 1] == before[:-1]
