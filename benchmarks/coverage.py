"""How good the verdicts are on the labelled development answers, and how long they take."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from runthrough.domain.coverage import HEARD, judge
from runthrough.domain.question import Checkpoint
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.places import CHECKOUT

LABELLED = CHECKOUT.parent / "shared" / "data" / "coverage" / "dev.json"
HEIGHTS = {"missed": 0, "partial": 1, "covered": 2}


def main() -> None:
    """Print precision, recall and F1 of being mentioned and of being said, and the macro F1 of the three verdicts."""
    if not LABELLED.is_file():
        print(f"coverage: skipped, the labelled answers are not in {LABELLED}")
        return
    gold, found, seconds, words = _verdicts(LABELLED)
    print(f"{len(gold)} labels, threshold {HEARD}")
    _print("mentioned", gold, found, lambda height: height > 0)
    _print("said", gold, found, lambda height: height == 2)
    macro = sum(_f1(gold, found, _is(height))[2] for height in (0, 1, 2)) / 3
    print(f"  macro F1 of the three verdicts {macro:.3f}")
    print(f"  {seconds / words * 1e6:.0f} ms for 1,000 words and all checkpoints of a template")


def _verdicts(path: Path) -> tuple[list[int], list[int], float, int]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    gold: list[int] = []
    found: list[int] = []
    seconds, count = 0.0, 0
    for answer in data["answers"]:
        labelled = [each for each in data["templates"][answer["template"]]["checkpoints"] if not each["pitfall"]]
        checkpoints = [_checkpoint(each) for each in labelled]
        words = tuple(Word(word, 0.0, 0.0) for word in answer["text"].split())
        begun = time.perf_counter()
        verdicts = judge(Transcript((Utterance("answer", words, "text"),)), checkpoints)
        seconds += time.perf_counter() - begun
        count += len(words)
        for verdict in verdicts:
            label = answer["gold"].get(verdict.checkpoint_id, {"label": "missed"})["label"]
            gold.append(HEIGHTS[label])
            found.append(verdict.verdict.height)
    return gold, found, seconds, count


def _checkpoint(labelled: dict[str, Any]) -> Checkpoint:
    facets = tuple(tuple(facet) for facet in labelled["facets"])
    one = (tuple(phrase for facet in facets for phrase in facet),)
    groups = facets if labelled["need"] > 1 else one
    return Checkpoint(labelled["id"], labelled["label"], groups, needs_number=labelled["number"])


def _is(height: int) -> Callable[[int], bool]:
    return lambda other: other == height


def _f1(gold: Sequence[int], found: Sequence[int], counts: Callable[[int], bool]) -> tuple[float, float, float]:
    both = sum(counts(one) and counts(other) for one, other in zip(gold, found, strict=True))
    precision = both / max(1, sum(map(counts, found)))
    recall = both / max(1, sum(map(counts, gold)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _print(name: str, gold: Sequence[int], found: Sequence[int], counts: Callable[[int], bool]) -> None:
    precision, recall, f1 = _f1(gold, found, counts)
    print(f"  {name:10} precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.3f}")
