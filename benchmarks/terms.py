"""What a question's terms gain and what they break: `python -m benchmarks terms`, side by side in one run.

Answers with names and jargon are spoken by several espeak-ng voices and recognised, without the terms and with them:
told to a recogniser that takes them, else put right in what it wrote. Beside them stand sentences made of words that
sound like the terms, the recorded clips, and written texts, where nothing at all is to be put right. Voices, terms and
texts of "tuned" were looked at while the rules were made; those of "reported" were not, and neither were clips and
guides. Synthetic voices are harder to understand than people are, so recognisers miss more of the terms here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clips import WordErrors, normalised, spoken_clips, word_errors
from benchmarks.installed import recognisers
from benchmarks.options import Options
from benchmarks.sound_files import decoded
from benchmarks.word_times import heard_clips
from runthrough.domain.corrections import with_terms
from runthrough.domain.speech import Word
from runthrough.places import CHECKOUT
from runthrough.rehearsal.ports import Recogniser, Samples

CASES = Path(__file__).parent / "cases" / "terms.json"
GUIDES = CHECKOUT / "tests" / "guides"
RATE = "150"
"""Words a minute at which espeak-ng speaks."""
WORD_SECONDS = 0.3
"""From one word of a written answer to the next."""


@dataclass(frozen=True, slots=True)
class Case:
    """Terms of a question, answers in which they are said, and sentences in which none is though it sounds so."""

    name: str
    voices: tuple[str, ...]
    terms: tuple[str, ...]
    answers: tuple[str, ...]
    plain: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What came of several texts, without terms and with them."""

    texts: int = 0
    said: int = 0
    before: int = 0
    after: int = 0
    wrong: list[str] = field(default_factory=list[str])
    errors_before: WordErrors = field(default_factory=WordErrors)
    errors_after: WordErrors = field(default_factory=WordErrors)

    def add(self, terms: Sequence[str], spoken: str, before: str, after: str) -> None:
        """Add one text as it was spoken, recognised, and recognised with terms."""
        self.texts += 1
        truth, was, now = (_counts(terms, text) for text in (spoken, before, after))
        for term in terms:
            self.said += truth[term]
            self.before += min(truth[term], was[term])
            self.after += min(truth[term], now[term])
            if now[term] > max(truth[term], was[term]):
                self.wrong.append(f"{term}: {after}")
        self.errors_before += word_errors(normalised(spoken), before)
        self.errors_after += word_errors(normalised(spoken), after)

    @property
    def line(self) -> str:
        """Recall of terms, terms that nobody said, and word errors."""
        recall = f"terms {self.before} -> {self.after} of {self.said}, " if self.said else ""
        return (
            f"{recall}{len(self.wrong)} put in wrongly in {self.texts} texts, "
            f"word errors {self.errors_before.rate:.1%} -> {self.errors_after.rate:.1%}"
        )


class Voices:
    """Speaks texts with espeak-ng."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "spoken.wav"

    def say(self, text: str, voice: str) -> Samples:
        """One text."""
        subprocess.run(["espeak-ng", "-v", voice, "-s", RATE, "-w", str(self._path), text], check=True)
        return decoded(self._path)


def read_cases() -> list[Case]:
    """Those of this repository."""
    return [
        Case(name, *(tuple(case[part]) for part in ("voices", "terms", "answers", "plain")))
        for name, case in json.loads(CASES.read_text(encoding="utf-8")).items()
    ]


def _counts(terms: Sequence[str], text: str) -> Counter[str]:
    """How often each term stands in a text as the question writes it, upper or lower case."""
    words = f" {' '.join(_words(text))} "
    return Counter({term: words.count(f" {' '.join(_words(term))} ") for term in terms})


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def heard(recogniser: Recogniser, samples: Samples, terms: Sequence[str]) -> tuple[str, str]:
    """What is recognised without terms, and with them."""
    before = [words for _, words in heard_clips(samples, recogniser)]
    if recogniser.identity.takes_terms:
        after = [words for _, words in heard_clips(samples, recogniser, terms=terms)]
    else:
        after = [with_terms(words, terms) for words in before]
    return _text([word for words in before for word in words]), _text([word for words in after for word in words])


def main(options: Options) -> None:
    """Print all of it for every recogniser."""
    cases = read_cases()
    if shutil.which("espeak-ng") is None:
        print("  synthetic voices: skipped, needs espeak-ng")
    for recogniser in recognisers():
        identity = recogniser.identity
        way = "is told the terms" if identity.takes_terms else "its words are put right"
        print(f"  {identity.name} {identity.version}: {way}")
        for case in cases if shutil.which("espeak-ng") is not None else ():
            _print("answers", case, spoken(recogniser, case, case.answers))
            _print("like terms", case, spoken(recogniser, case, case.plain))
        _print_clips(recogniser, options.clips, cases)
    for case in cases:
        print(f"  written answers, terms {case.name}: {written(_answers(), case.terms)}")
        print(f"  written guides, terms {case.name}: {written(_guides(), case.terms)}")


def spoken(recogniser: Recogniser, case: Case, texts: Sequence[str]) -> Tally:
    """Texts spoken by all voices of a case."""
    found = Tally()
    with TemporaryDirectory() as folder:
        voices = Voices(Path(folder))
        for text in texts:
            for voice in case.voices:
                found.add(case.terms, text, *heard(recogniser, voices.say(text, voice), case.terms))
    return found


def _print(what: str, case: Case, found: Tally) -> None:
    print(f"    {case.name} {what}: {found.line}", *found.wrong, sep="\n      ", flush=True)


def _print_clips(recogniser: Recogniser, folder: Path, cases: Sequence[Case]) -> None:
    terms = tuple(dict.fromkeys(term for case in cases for term in case.terms))
    found = Tally()
    for clip in spoken_clips(folder):
        if clip.words:
            found.add(terms, " ".join(clip.words), *heard(recogniser, clip.samples, terms))
    if found.texts:
        print(f"    clips, {len(terms)} terms: {found.line}", *found.wrong, sep="\n      ", flush=True)


def written(texts: Iterable[str], terms: Sequence[str]) -> str:
    """How often a term is put into texts that were written without any of them in mind."""
    words, wrong = 0, list[str]()
    for text in texts:
        said = [Word(word, at * WORD_SECONDS, (at + 0.9) * WORD_SECONDS) for at, word in enumerate(text.split())]
        words += len(said)
        wrong += [f"{word.text} for “{word.heard}”" for word in with_terms(said, terms) if word.heard]
    return f"{len(wrong)} put in, in {words} words" + (f" ({'; '.join(wrong)})" if wrong else "")


def _answers() -> Iterator[str]:
    """The labelled answers; what they say is among the `ordinary_words`."""
    for name in ("fitted", "unseen"):
        answers = json.loads(CASES.with_name(f"{name}.json").read_text(encoding="utf-8"))["answers"]
        yield from (answer["text"] for answer in answers)


def _guides() -> Iterator[str]:
    """The written guides of the tests."""
    yield from (path.read_text(encoding="utf-8") for path in sorted(GUIDES.iterdir()) if path.suffix in {".md", ".txt"})
