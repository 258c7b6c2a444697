"""How good the verdicts are on labelled answers, and how long they take.

`python -m benchmarks coverage [--cases FILE]`: FILE holds templates and labelled answers (its own `schema` says how).
Without it: the development answers where they are, those of our own that the weights were fitted on together with them,
and those of our own that nothing was tuned on (`benchmarks/cases`).
The weights of the rows "fitted" are fitted on the other templates of the file than the one they are scored on, with the
program's own threshold; thresholds of plain rapidfuzz are chosen on the other templates, too. Each channel is switched
on and off by fitting without it. "As shipped" is the program with its own weights.
Pitfalls are found by rules, which are not fitted (`benchmarks.pitfalls`).
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from benchmarks.labelled import word_places
from benchmarks.meaning_in_process import InProcess, WordsAlone
from benchmarks.options import Options
from benchmarks.pitfalls import PitfallCase, pitfall_cases, print_pitfalls
from runthrough.domain.coverage import ALL_BANDS, Coverage, judge
from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Checkpoint
from runthrough.domain.scoring import CHANNELS, Scorer, make_answer
from runthrough.domain.spans import spoken_words
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict
from runthrough.meaning.weights import find_weights
from runthrough.places import CHECKOUT

LABELLED = (
    CHECKOUT.parent / "shared" / "data" / "coverage" / "dev.json",
    CHECKOUT / "benchmarks" / "cases" / "fitted.json",
    CHECKOUT / "benchmarks" / "cases" / "unseen.json",
)
HEIGHTS = {"missed": 0, "partial": 1, "covered": 2}
SUBSETS = (("cue",), ("words",), ("topic", "example"), ("cue", "words"), ("cue", "topic", "example"), CHANNELS)
MOST_FAILURES = 40
UTTERANCE = 15
"""Words of an utterance, about five seconds."""
HEARD = math.log(ALL_BANDS.heard / (1 - ALL_BANDS.heard))
"""The program's threshold as a logit."""

Values = NDArray[np.float64]
Heights = NDArray[np.int64]


@dataclass(frozen=True)
class Case:
    """One labelled answer with what the program makes of it: a row for each checkpoint."""

    answer: dict[str, Any]
    checkpoints: list[dict[str, Any]]
    points: list[Checkpoint]
    gold: Heights
    channels: Values
    verdicts: tuple[CheckpointVerdict, ...]
    by_cues: tuple[CheckpointVerdict, ...]


def main(options: Options) -> None:
    """Print precision, recall, F1, macro F1 and average precision, then evidence, failures and speed."""
    paths = (options.cases,) if options.cases else LABELLED
    meaning = InProcess() if find_weights((CHECKOUT / "models",)) else None
    if meaning is None:
        print("without meaning: its weights are not in the models folder, so only cue phrases are measured")
    for path in paths:
        if path.is_file():
            print(f"-- {path.name}")
            _print_file(json.loads(path.read_text(encoding="utf-8")), meaning)
        else:
            print(f"coverage: skipped, the labelled answers are not in {path}")


def _print_file(data: dict[str, Any], meaning: InProcess | None) -> None:
    cases = [_case(data, answer, meaning) for answer in data["answers"]]
    pitfalls = pitfall_cases(data)
    _print_whole(cases, meaning is not None)
    _print_with_pitfalls(cases, pitfalls)
    print_pitfalls(pitfalls)
    _print_parts(cases)
    _print_evidence(cases)
    _print_failures(cases)
    _print_speed(data, meaning)


def _case(data: dict[str, Any], answer: dict[str, Any], meaning: Meaning | None) -> Case:
    labelled = [each for each in data["templates"][answer["template"]]["checkpoints"] if not each["pitfall"]]
    points = [_point(each) for each in labelled]
    words = _words(answer["text"].split())
    transcript = Transcript((Utterance("answer", words, "text"),))
    standings = Scorer(points, meaning).standings(make_answer(spoken_words(words)))
    gold = [HEIGHTS[answer["gold"].get(point.id, {"label": "missed"})["label"]] for point in points]
    return Case(
        answer,
        labelled,
        points,
        np.array(gold),
        np.array([standing.channels for standing in standings]),
        judge(transcript, points, meaning),
        judge(transcript, points),
    )


def _words(texts: Sequence[str]) -> tuple[Word, ...]:
    return tuple(Word(text, 0.0, 0.0) for text in texts)


def _point(labelled: dict[str, Any]) -> Checkpoint:
    facets = tuple(tuple(facet) for facet in labelled["facets"])
    one = (tuple(phrase for facet in facets for phrase in facet),)
    groups = facets if labelled["need"] > 1 else one
    examples = (labelled["hint"],) if labelled.get("hint") else ()
    return Checkpoint(labelled["id"], labelled["label"], groups, needs_number=labelled["number"], examples=examples)


# how good


def _print_whole(cases: Sequence[Case], with_meaning: bool) -> None:
    gold = _joined([case.gold for case in cases])
    groups = np.concatenate([[case.answer["template"]] * len(case.gold) for case in cases])
    print(f"{len(gold)} labels, {len(set(groups))} templates; thresholds and weights from the other templates")
    print(f"  {'':44} mentioned P / R / F1      said F1  macro F1  average precision")
    for name, scores in _plain(cases).items():
        _print_scores(name, scores, gold, groups)
    for subset in SUBSETS if with_meaning else SUBSETS[:1]:
        columns = [CHANNELS.index(name) for name in subset]
        values = np.concatenate([case.channels[:, columns] for case in cases])
        scores = _left_out(values, gold, groups)
        _print_scores("fitted: " + " + ".join(subset), scores, gold, groups, HEARD)
        if subset == CHANNELS or not with_meaning:
            _print_scores("  the same with the rules of substance", scores, gold, groups, HEARD, _substance(cases))
    _print_verdicts("as shipped, cue phrases alone", gold, [case.by_cues for case in cases])
    if with_meaning:
        _print_verdicts("as shipped", gold, [case.verdicts for case in cases])


def _print_with_pitfalls(cases: Sequence[Case], pitfalls: Sequence[PitfallCase]) -> None:
    """As shipped, with each labelled pitfall as one more label; a pitfall that is told counts as said."""
    verdicts = [verdict for case in cases for verdict in case.verdicts]
    gold = _joined(
        [case.gold for case in cases] + [np.array([HEIGHTS[each.gold or "missed"] for each in pitfalls], int)]
    )
    heights = np.array([each.verdict.height for each in verdicts] + [2 * bool(each.findings) for each in pitfalls])
    scores = np.array([each.score for each in verdicts] + [float(bool(each.findings)) for each in pitfalls])
    _print_line(f"as shipped, pitfalls too ({len(gold)} labels)", gold, heights, _average_precision(scores, gold > 0))


def _plain(cases: Sequence[Case]) -> dict[str, Values]:
    """Plain rapidfuzz over whole answers: the checkpoint's name, then the best of its cue phrases."""
    made: dict[str, Values] = {}
    for scorer in (fuzz.partial_ratio, fuzz.token_set_ratio, fuzz.WRatio):
        made[f"{scorer.__name__} of the name"] = _fuzzy(cases, scorer, lambda point: [point.label])
        made[f"{scorer.__name__} of the cue phrases"] = _fuzzy(
            cases, scorer, lambda point: [phrase for group in point.cue_groups for phrase in group]
        )
    return made


def _fuzzy(
    cases: Sequence[Case], scorer: Callable[[str, str], float], phrases: Callable[[Checkpoint], list[str]]
) -> Values:
    return np.array(
        [
            max(scorer(phrase.lower(), case.answer["text"].lower()) for phrase in phrases(point))
            for case in cases
            for point in case.points
        ]
    )


def _substance(cases: Sequence[Case]) -> list[bool]:
    """Whether the program's rules let what was heard count as said."""
    return [verdict.verdict.height == 2 for case in cases for verdict in case.verdicts]


def _left_out(values: Values, gold: Heights, groups: NDArray[Any]) -> Values:
    """Logits for each template, fitted on the others (logistic regression, L2 1.0, no weight below zero)."""
    scores = np.zeros(len(gold))
    for group in sorted(set(groups)):
        others = groups != group
        weights = _fit(values[others], (gold[others] > 0).astype(float))
        scores[~others] = _with_one(values[~others]) @ weights
    return scores


def _fit(values: Values, wanted: Values) -> Values:
    active = np.ones(values.shape[1] + 1, bool)
    while True:
        weights = np.zeros(len(active))
        weights[active] = _newton(_with_one(values)[:, active], wanted)
        if (weights[:-1] >= 0).all():
            return weights
        active[:-1] &= weights[:-1] >= 0


def _newton(columns: Values, wanted: Values) -> Values:
    weights = np.zeros(columns.shape[1])
    ridge = np.eye(len(weights))
    ridge[-1, -1] = 0
    for _ in range(50):
        found = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (wanted - found) - ridge @ weights
        weights += np.linalg.solve((columns * (found * (1 - found))[:, None]).T @ columns + ridge, slope)
    return weights


def _with_one(values: Values) -> Values:
    return np.hstack([values, np.ones((len(values), 1))])


def _print_scores(  # noqa: PLR0917  each is another column
    name: str,
    scores: Values,
    gold: Heights,
    groups: NDArray[Any],
    fixed: float | None = None,
    said: Sequence[bool] | None = None,
) -> None:
    heights = np.zeros(len(gold), int)
    for group in sorted(set(groups)):
        others = groups != group
        mentioned = _threshold(scores[others], gold[others] > 0) if fixed is None else fixed
        high = _threshold(scores[others], gold[others] == 2)
        found = (scores >= mentioned).astype(int)
        found += found * (np.array(said) if said is not None else scores >= max(high, mentioned))
        heights[~others] = found[~others]
    _print_line(name, gold, heights, _average_precision(scores, gold > 0))


def _threshold(scores: Values, wanted: NDArray[np.bool_]) -> float:
    levels = np.unique(np.quantile(scores, np.linspace(0, 1, 101)))
    return float(max(levels, key=lambda level: _f1(wanted, scores >= level)[2]))


def _print_verdicts(name: str, gold: Heights, verdicts: Sequence[tuple[CheckpointVerdict, ...]]) -> None:
    flat = [verdict for each in verdicts for verdict in each]
    heights = np.array([verdict.verdict.height for verdict in flat])
    scores = np.array([verdict.score for verdict in flat])
    _print_line(name, gold, heights, _average_precision(scores, gold > 0))


def _print_line(name: str, gold: Heights, heights: Heights, precision: float) -> None:
    one, other, mentioned = _f1(gold > 0, heights > 0)
    said = _f1(gold == 2, heights == 2)[2]
    macro = np.mean([_f1(gold == height, heights == height)[2] for height in (0, 1, 2)])
    print(f"  {name:44} {one:.3f} / {other:.3f} / {mentioned:.3f}     {said:.3f}     {macro:.3f}     {precision:.3f}")


def _f1(gold: NDArray[np.bool_], found: NDArray[np.bool_]) -> tuple[float, float, float]:
    both = float((gold & found).sum())
    precision, recall = both / max(1, found.sum()), both / max(1, gold.sum())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _average_precision(scores: Values, gold: NDArray[np.bool_]) -> float:
    ordered = gold[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered].mean())


def _joined(parts: Sequence[Heights]) -> Heights:
    return np.concatenate(list(parts))


def _print_parts(cases: Sequence[Case]) -> None:
    """As shipped, by kind of answer and by template."""
    kinds = sorted({tag for case in cases for tag in case.answer["tags"]})
    print("  as shipped, F1 of mentioned (false / missed / labels), by kind of answer and by template")
    for name in kinds:
        _print_part(name, [case for case in cases if name in case.answer["tags"]])
    for name in sorted({case.answer["template"] for case in cases}):
        _print_part(name, [case for case in cases if case.answer["template"] == name])


def _print_part(name: str, cases: Sequence[Case]) -> None:
    gold = _joined([case.gold for case in cases])
    found = np.array([verdict.verdict.height for case in cases for verdict in case.verdicts])
    wrong, missed = int(((gold == 0) & (found > 0)).sum()), int(((gold > 0) & (found == 0)).sum())
    f1, labels = _f1(gold > 0, found > 0)[2], int((gold > 0).sum())
    print(f"    {name:24} {f1:.2f}  ({wrong} / {missed} / {labels} of {len(gold)})")


def _print_evidence(cases: Sequence[Case]) -> None:
    shared, told = 0, 0
    for case in cases:
        places = word_places(case.answer["text"])
        for verdict in case.verdicts:
            gold = case.answer["gold"].get(verdict.checkpoint_id)
            if gold and verdict.verdict.height and verdict.evidence:
                begin, end = places[verdict.evidence.first][0], places[verdict.evidence.last][1]
                shared += any(begin < until and since < end for since, until in gold["spans"])
                told += 1
    print(f"  evidence that overlaps the words a person marked: {shared / max(1, told):.3f} of {told}")


def _print_failures(cases: Sequence[Case]) -> None:
    lines = [
        f"    {case.answer['id']:8} {verdict.checkpoint_id:16} {verdict.verdict:7} {verdict.score:.2f}  "
        f"a person: {('missed', 'partly', 'said')[gold]}  “{_quote(case, verdict)}”"
        for case in cases
        for verdict, gold in zip(case.verdicts, case.gold, strict=True)
        if (verdict.verdict.height > 0) != (gold > 0)
    ]
    print(f"  {len(lines)} failures to tell mentioned from missed" + (", of which:" if lines[MOST_FAILURES:] else ":"))
    print("\n".join(lines[:MOST_FAILURES]))


def _quote(case: Case, verdict: CheckpointVerdict) -> str:
    words = case.answer["text"].split()
    return "" if verdict.evidence is None else " ".join(words[verdict.evidence.first : verdict.evidence.last + 1])


# how fast


def _print_speed(data: dict[str, Any], meaning: InProcess | None) -> None:
    """1,000 words and 25 checkpoints on one thread, the median of five runs."""
    labelled = [each for template in data["templates"].values() for each in template["checkpoints"]]
    points = [_point(each) for each in {each["id"]: each for each in labelled}.values()][:25]
    texts = " ".join(answer["text"] for answer in data["answers"]).split()
    words = _words((texts * (1000 // len(texts) + 1))[:1000])
    print(
        f"  1,000 words, {len(points)} checkpoints, utterances of {UTTERANCE} words; median of 5, ms, aims made before:"
    )
    words_alone = None if meaning is None else WordsAlone()
    for name, used in (("cue phrases", None), ("with words", words_alone), ("with words and sentences", meaning)):
        if name != "cue phrases" and used is None:
            continue
        runs = np.array([_timed(points, used, words) for _ in range(5)])
        whole, one, end = np.median(runs, axis=0) * 1e3
        print(f"    {name:26} whole {whole:4.0f}   one more utterance {one:4.1f}   the end of the take {end:4.0f}")


def _timed(points: Sequence[Checkpoint], meaning: InProcess | None, words: tuple[Word, ...]) -> tuple[float, ...]:
    """Seconds for the whole answer at once, for one utterance as it is heard (median), and for the end of a take."""
    if meaning is not None:
        meaning.forget()
    scorer = Scorer(points, meaning)
    scorer.standings(make_answer(spoken_words(words[:5])))  # what the checkpoints cost once
    begun = time.perf_counter()
    scorer.standings(make_answer(spoken_words(words)))
    whole = time.perf_counter() - begun
    if meaning is not None:
        meaning.forget()
    coverage = Coverage(points, meaning)
    utterances = [Utterance(str(at), words[at : at + UTTERANCE], "text") for at in range(0, len(words), UTTERANCE)]
    coverage.hear(utterances[0])
    seconds: list[float] = []
    for utterance in utterances[1:]:
        begun = time.perf_counter()
        coverage.hear(utterance)
        seconds.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    coverage.verdicts()
    return whole, float(np.median(seconds)), time.perf_counter() - begun
