"""Words of a guide made into names, cue phrases and example sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from runthrough.domain.common_words import EVERYDAY_WORDS, FUNCTION_WORDS
from runthrough.domain.normalise import stem

LONGEST_NAME = 70
MOST_CUES = 8
LONGEST_EXAMPLE_WORDS = 45
ROOT_LETTERS = 6

_QUOTED = re.compile(r"“([^“”]{12,900})”|\"([^\"]{12,900})\"|«([^«»]{12,900})»|„([^„“”]{12,900})[“”]|‘([^‘’]{20,900})’")
_LEAD = re.compile(r"^(?P<lead>[^:]{2,48}?)\s*(?::|\s[–—-]\s)\s*(?P<rest>\S.*)$")
_SPLIT = re.compile(r"[;:,.!?()\[\]/→–—|“”\"«»]|\s-\s|…")
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9'’+#-]*")
_ADVICE = frozenset(
    """
    say tell mention explain describe state name give show include cover use keep make avoid never always try start
    begin end open close briefly clearly short brief specific concrete honest simple e.g eg i.e ie etc quickly
    one-sentence ask draw pick discuss point points walk
    talk spend leave sentence sentences answer listener interviewer panel examiner audience
    """.split()
)
"""Words by which a guide speaks to its reader; nobody says them in the answer."""


def quotes(text: str) -> list[str]:
    """What stands in quotation marks and is long enough to be a sentence."""
    return [" ".join(next(filter(None, found)).split()) for found in _QUOTED.findall(text)]


def without_quotes(text: str) -> str:
    """The text around its quotes."""
    return " ".join(_QUOTED.sub(" ", text).split())


def lead_and_rest(text: str) -> tuple[str, str]:
    """ "One-liner: what it is" as ("One-liner", "what it is"); a text without a lead as ("", text)."""
    found = _LEAD.match(text)
    if found is None or len(found["lead"].split()) > 6:
        return "", text
    return found["lead"].strip(), found["rest"].strip()


def clean_name(text: str) -> str:
    """A text as the name of a checkpoint, a pitfall or a section: one line without marks, not too long."""
    text = re.sub(r"[|&\[\]\x00-\x1f\x7f\u200b\ufeff]|[\ud800-\udfff]", " ", text)
    text = re.sub(r"\((?:must|should|could|number|,|!|\s)+\)\s*$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?i)[\s(,]+(?:e\.?g|i\.?e|for example|such as)\.?$", "", " ".join(text.split()))
    text = text.strip(" .;,:–—-*#>~?/✗✘✓✔❌✅")
    text = text[:1].upper() + text[1:]
    if len(text) <= LONGEST_NAME:
        return text
    for cut in (r"\s*(?:[;(:.]|\s[–—-]\s)\s*", r",?\s(?:where|which|so that|because|and how|in order to|that)\s"):
        short = re.split(cut, text)[0]
        if 12 <= len(short) <= LONGEST_NAME:
            return short.strip(" .;,:")
    return text[:LONGEST_NAME].rsplit(" ", 1)[0].strip(" .;,:(")


@lru_cache(maxsize=20_000)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that say something about a subject."""
    words = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    kept = (word for word in words if word not in FUNCTION_WORDS and word not in _ADVICE and len(word) > 2)
    return frozenset(stem(word) for word in kept)


def word_roots(text: str) -> frozenset[str]:
    """The first letters of its telling words: "allergic" and "allergies" are of one root, though not of one stem."""
    return frozenset(each[:ROOT_LETTERS] for each in content_stems(text))


def cue_phrases(texts: Iterable[str], taken: set[str]) -> list[str]:
    """Cue phrases out of texts, those of the first first; `taken` ones (lower case) are left out and added to."""
    found: list[str] = []
    for phrase in _candidates(texts):
        key = phrase.lower()
        if key in taken or any(key in each.lower() or each.lower() in key for each in found):
            continue
        found.append(phrase)
        if len(found) == MOST_CUES:
            break
    taken.update(phrase.lower() for phrase in found)
    return found


def joined_phrases(texts: Iterable[str], found: list[str], taken: set[str]) -> list[str]:
    """The phrases `found` in a short text and more out of it, of two to four words with small ones in them.

    "Say what breaks if nothing is done" gives "breaks", and so "what breaks". A longer one takes a single word's place.
    """
    kept = list(found)
    for words in (_WORD.findall(piece) for text in texts for piece in _SPLIT.split(text)):
        for phrase in _around_telling([word.lower().replace("’", "'") for word in words]):
            if phrase in taken or any(phrase in each or (each in phrase and " " in each) for each in kept):
                continue
            single = next((each for each in kept if each in phrase.split()), None)
            if single is not None:
                kept.remove(single)
                taken.discard(single)
            kept.append(phrase)
            taken.add(phrase)
    return kept


def _around_telling(words: list[str]) -> Iterator[str]:
    """For each telling word the shortest run with it that holds another word of substance, else the one before it."""
    for at, word in enumerate(words):
        if not _telling(word) or word in EVERYDAY_WORDS:
            continue
        for first, end in (
            (at, at + 2),
            (at - 1, at + 1),
            (at, at + 3),
            (at - 2, at + 1),
            (at, at + 4),
            (at - 3, at + 1),
        ):
            run = words[max(0, first) : end]
            if len(run) == end - first and sum(map(_telling, run)) >= 2 and not _ADVICE.intersection(run):
                yield " ".join(run)
                break
        else:
            if at and words[at - 1] not in _ADVICE:
                yield " ".join(words[at - 1 : at + 1])


def _telling(word: str) -> bool:
    return word not in FUNCTION_WORDS and word not in _ADVICE and not word.isdigit()


def _candidates(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for piece in _SPLIT.split(text):
            yield from _chunks(_WORD.findall(piece))


def _chunks(words: list[str]) -> Iterator[str]:
    """Runs of words of substance, of at most four, each with a telling one."""
    run: list[str] = []
    for word in [*words, ""]:
        low = word.lower().replace("’", "'")
        if word and low not in FUNCTION_WORDS and low not in _ADVICE and not low.isdigit():
            run.append(low)
            continue
        yield from _cut(run)
        run = []


def _cut(run: list[str]) -> Iterator[str]:
    for first in range(0, len(run), 3):
        part = run[first : first + 3] if len(run) != 4 else run[first : first + 4]
        if len(run) == 4 and first:
            return
        letters = sum(len(word) for word in part)
        telling = any(word not in EVERYDAY_WORDS for word in part)
        if part and telling and letters >= (5 if len(part) == 1 else 6):
            yield " ".join(part)


def spoken(text: str) -> str:
    """A line of a worked example or a quote as an example sentence: one line, at most so many words."""
    text = re.sub(r"[\x00-\x1f\x7f\u200b\ufeff]|[\ud800-\udfff]", " ", text)
    words = text.strip().strip('“”"«»').split()
    if len(words) > LONGEST_EXAMPLE_WORDS:
        sentences = re.split(r"(?<=[.!?])\s+", " ".join(words))
        kept = ""
        for sentence in sentences:
            if kept and len(f"{kept} {sentence}".split()) > LONGEST_EXAMPLE_WORDS:
                break
            kept = f"{kept} {sentence}".strip()
        words = kept.split()[:LONGEST_EXAMPLE_WORDS]
    return " ".join(words)
