"""Speech models in a terminal: the list, and how fast one is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console

from runthrough.domain.speech_models import ModelRow
from runthrough.domain.speed_trial import SpeedTrial


def show_models(rows: tuple[ModelRow, ...], console: Console) -> None:
    """A line for each, with what decides; the one that listens unless another is chosen is marked."""
    for row in rows:
        told = (_state(row), row.good_for, f"licence {row.licence}" if row.licence else "", _speed(row))
        mark = " (listens unless you choose another)" if row.preferred else ""
        console.print(f"{row.name}{mark}  {'; '.join(part for part in told if part)}")


def show_trial(name: str, trial: SpeedTrial, console: Console) -> None:
    """What came out, and what to make of it."""
    console.print(f"{name}: {trial_in_words(trial)}.")
    if trial.hardware.fell_back:
        console.print(f"The graphics card is not used: {trial.hardware.fell_back}.")
    if trial.keeps_up:
        console.print("It keeps up with you while you speak.")
    else:
        console.print("It falls behind while you speak; use it to recognise takes again, or choose a smaller one.")


def trial_in_words(trial: SpeedTrial) -> str:
    """On one line."""
    memory = "" if trial.memory is None else f", {trial.memory / 1e6:.0f} MB of memory"
    heard = f"ten seconds heard in {10 * trial.share:.1f} s"
    return f"loads in {trial.load_seconds:.1f} s, {heard}{memory} ({trial.hardware})"


def rows_as_json(rows: tuple[ModelRow, ...]) -> list[dict[str, Any]]:
    """All that is known of each."""
    return [_row_as_json(row) for row in rows]


def trial_as_json(trial: SpeedTrial) -> dict[str, Any]:
    """All of it."""
    return {**asdict(trial), "keeps_up": trial.keeps_up}


def _row_as_json(row: ModelRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "recogniser": row.recogniser,
        "megabytes": row.megabytes,
        "licence": row.licence,
        "languages": list(row.languages),
        "good_for": row.good_for,
        "installed": str(row.folder) if row.folder else None,
        "trouble": row.trouble,
        "waiting_bytes": row.waiting,
        "preferred": row.preferred,
        "speed": trial_as_json(row.trial) if row.trial else None,
    }


def _state(row: ModelRow) -> str:
    if row.trouble:
        return f"damaged, {row.trouble}, in {row.folder}"
    if row.comes_along:
        return "comes with the program" if row.folder else "comes with the program, but not on this computer"
    if row.folder:
        return f"installed in {row.folder}"
    waiting = f", {row.waiting / 1e6:.0f} MB are here" if row.waiting else ""
    return f"{row.megabytes} MB to download{waiting}"


def _speed(row: ModelRow) -> str:
    if row.trial is None:
        return "speed not tried here" if row.folder and not row.trouble else ""
    fell_back = f"; graphics card not used: {row.trial.hardware.fell_back}" if row.trial.hardware.fell_back else ""
    return f"{trial_in_words(row.trial)}, {'keeps up' if row.trial.keeps_up else 'falls behind'}{fell_back}"
