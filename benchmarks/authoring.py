"""Opening a thousand templates, reading one against reading it line by line, importing a guide against reading it."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from runthrough.domain.guide.draft import draft_from_guide
from runthrough.domain.template_lines import read_lines
from runthrough.domain.template_text import parse, read
from runthrough.places import CHECKOUT
from runthrough.storage.questions import QuestionStore

_Value = TypeVar("_Value")

COUNT = 1000
ROUNDS = 7
GUIDES = CHECKOUT / "tests" / "guides"
SHARED = CHECKOUT.parent / "shared" / "data" / "guides" / "000_a0942fed64602057.txt"


def main() -> None:
    """Print how long it takes to open, read and import."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((CHECKOUT / "assets" / "questions").glob("*.txt"))]
    _print_opening(texts)
    _print_reading(texts)
    _print_importing()
    print("  recall / precision of what is imported:")
    _print_scores()


def _print_opening(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        for number in range(COUNT):
            own.joinpath(f"question-{number:04}.txt").write_text(texts[number % len(texts)], encoding="utf-8")
        begun = time.perf_counter()
        raw = [path.read_text(encoding="utf-8") for path in sorted(own.iterdir())]
        read_seconds = time.perf_counter() - begun
        store = QuestionStore(own / "none", own)
        first, _ = _timed(store.all)
        again, found = _timed(store.all)
    print(f"  {COUNT} templates ({sum(map(len, raw)) / 1e6:.1f} MB): opened in {first:.2f} s, again in {again:.3f} s")
    print(f"  reading the bytes alone takes {read_seconds:.2f} s; usable {len(found[0])}, broken {len(found[1])}")


def _timed(call: Callable[[], _Value]) -> tuple[float, _Value]:
    begun = time.perf_counter()
    value = call()
    return time.perf_counter() - begun, value


def _print_reading(texts: list[str]) -> None:
    letters = sum(map(len, texts))
    lines = _median(lambda: [read_lines(text) for text in texts])
    whole = _median(lambda: [parse(text, "benchmark") for text in texts])
    print(f"  parse: {letters / whole / 1e6:.2f} MB/s, {whole / len(texts) * 1000:.1f} ms a question")
    print(f"  parse against splitting into marked lines: {whole / lines:.1f}")
    text = max(texts, key=len)
    once, ten = _median(lambda: read(text)), _median(lambda: read(_ten_times(text)))
    print(f"  ten times the text takes {ten / once:.1f} times as long ({once * 1000:.1f} ms once)")


def _ten_times(text: str) -> str:
    """One template with ten times the sections, each with names of its own."""
    head, *sections = text.split("\n## ")
    made = [f"{number} {section}" for number in range(10) for section in sections]
    return "\n## ".join([head.replace("total:", "// total:"), *made])


def _median(call: Callable[[], object]) -> float:
    return statistics.median(_timed(call)[0] for _ in range(ROUNDS))


def _print_scores() -> None:
    """Recall and precision of what is imported from each guide."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from guide_scores import guides, score  # noqa: PLC0415

    shared = [(SHARED, GUIDES / "motivation.expected.json")] if SHARED.is_file() else []
    for path, expected in [*((path, None) for path in guides(GUIDES)), *shared]:
        told = score(path, expected)
        parts = ("sections", "bands", "checkpoints", "examples", "pitfalls", "follow_ups")
        figures = [(part, getattr(told, part)) for part in parts]
        print(
            f"  {path.stem[:16]:16} " + ", ".join(f"{part} {x.recall:.2f} / {x.precision:.2f}" for part, x in figures)
        )


def _print_importing() -> None:
    guides = [path.read_text(encoding="utf-8") for path in sorted(GUIDES.glob("*")) if path.suffix in (".md", ".txt")]
    letters = sum(map(len, guides))
    seconds = _median(lambda: [draft_from_guide(guide, "benchmark") for guide in guides])
    print(f"  import: {seconds / len(guides) * 1000:.0f} ms a guide of {letters / len(guides) / 1000:.1f} kB")
    once = _median(lambda: draft_from_guide(guides[0], "benchmark"))
    ten = _median(lambda: draft_from_guide("\n\n".join([guides[0]] * 10), "benchmark"))
    print(f"  import of ten times the text takes {ten / once:.1f} times as long")
