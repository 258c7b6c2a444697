import pytest

from runthrough.domain.spans import clauses, spoken_words
from runthrough.domain.speech import Word
from runthrough.domain.stance import Stance, stances


def of(text, *wanted):
    """The stances of the wanted words in a text, each word taken where it stands first."""
    words = spoken_words([Word(word, 0.0, 0.0) for word in text.split()])
    told = dict(reversed(list(zip((word.text for word in words), stances(words, clauses(words)), strict=True))))
    return [told[word] for word in wanted]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("My cousin runs a warehouse and he measured every truck", "measured"),
        ("I read a book about canaries and rollbacks", "canaries"),
        ("Your job advert mentions audits and standards", "audits"),
        ("Many companies use a kill switch these days", "switch"),
        ("If I were in charge I would probably run a pilot first", "pilot"),
        ("A friend of mine leads a team of nine nurses", "nurses"),
        ("In theory you start with a small pilot", "pilot"),
    ],
)
def test_what_is_told_of_somebody_else_is_not_the_speakers_own(text, word):
    assert of(text, word) == [Stance.OTHERS]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We never measured the waiting time", "measured"),
        ("I won't go into the architecture today", "architecture"),
        ("There was no control group at all", "control"),
        ("I'm not going to tell you where I will be in five years", "years"),
        ("I'm leaving out the estimate for now", "estimate"),
        ("We did not have a kill switch", "switch"),
    ],
)
def test_what_is_denied_is_told_so(text, word):
    assert of(text, word) == [Stance.DENIED]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("My sister is a nurse but I built the scheduler myself in two months", "scheduler"),
        ("We never guessed but instead we measured every request", "measured"),
        ("I couldn't decide between maths and physics", "maths"),
        ("I make other people's experiments faster", "experiments"),
        ("If I were in your place I'd ask for the weak point", "weak"),
        ("I read the logs and found the leak", "leak"),
        ("The designer wanted a wizard and she showed me her sketches", "sketches"),
    ],
)
def test_the_speakers_own_words_stay_their_own(text, word):
    assert of(text, word) == [Stance.OWN]
