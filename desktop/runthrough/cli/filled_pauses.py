"""Filled pauses in a terminal: at their place among the words, and what waits to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from runthrough.domain.clock import format_time
from runthrough.domain.filled_pauses import CONFIRMED_TEXT, TEXT, FilledPause, word_before
from runthrough.domain.review import SectionReview
from runthrough.domain.speech import Transcript

Json = dict[str, object]


def lines_with_filled_pauses(transcript: Transcript, pauses: Sequence[FilledPause]) -> list[str]:
    """The text of each utterance, with "(uh?)" or "(uh)" where one stands; what is none is left out."""
    behind: dict[int, list[str]] = {}
    for pause in pauses:
        if pause.filler is not False:
            told = CONFIRMED_TEXT if pause.filler else TEXT
            behind.setdefault(word_before(pause, transcript.words), []).append(told)
    lines: list[str] = []
    index = 0
    for utterance in transcript.utterances:
        parts = behind.get(-1, []) if index == 0 else []
        for word in utterance.words:
            parts = [*parts, word.text, *behind.get(index, [])]
            index += 1
        lines.append(" ".join(parts))
    return lines


def show_waiting(review: SectionReview, run: str | None, console: Console) -> None:
    """Say what the speaker is asked, and how they answer."""
    waiting = [pause for pause in review.filled_pauses if pause.filler is None]
    if not waiting:
        return
    times = ", ".join(f"{pause.begin:.1f}" for pause in waiting)
    answer = f"; answer with `runthrough filler {run} SECONDS yes|no --section {review.section.id}`" if run else ""
    console.print(Text(f"  {TEXT} at {times} s: perhaps a filler that was not recognised{answer}", style="dim"))


def show_filled_pauses(section: SectionReview, console: Console) -> None:
    """One line for each filled pause of a section."""
    words = {None: "not answered", True: "a filler", False: "no filler"}
    for pause in section.filled_pauses:
        at = f"{format_time(pause.begin)}  {pause.begin:.1f}–{pause.end:.1f} s"
        console.print(Text(f"  {at}  {words[pause.filler]}"))


def filled_pauses_json(pauses: Sequence[FilledPause]) -> list[Json]:
    """In seconds of the take; `filler` is null where nobody answered."""
    return [{"begin": pause.begin, "end": pause.end, "filler": pause.filler} for pause in pauses]
