"""Recognising in a terminal: progress, and Ctrl-C that keeps what is done."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

from runthrough.app import App
from runthrough.cli.console import progress_of_takes, talk_console
from runthrough.domain.errors import RecognitionStopped
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, NotHeard, OneTake, Scope, Wanted
from runthrough.domain.template_text import parse
from runthrough.messages import describe
from runthrough.recognising import Recognising
from runthrough.rehearsal.absent_recogniser import AbsentRecogniser


def transcribe(app: App, wanted: Wanted) -> HeardAgain:
    """Recognise what is wanted, with progress, and tell what was skipped and what failed. Needs `app.writing`.

    Raises as `Recognising.hear`.
    """
    outcome = _nothing_to_do(app, wanted) or _heard(app, wanted)
    for skipped in outcome.skipped:
        talk_console().print(f"! {_skipped_line(skipped)}")
    for failed in outcome.failed:
        talk_console().print(f"! {_failed_line(failed)}")
    return outcome


def _nothing_to_do(app: App, wanted: Wanted) -> HeardAgain | None:
    """The outcome where no recogniser needs to be loaded; only a loaded one can tell what is older than itself."""
    if wanted.scope is Scope.OLDER:
        return None
    chosen, skipped = Recognising(app, app.library, AbsentRecogniser(RecognitionStopped())).choose(wanted)
    return None if chosen else HeardAgain(skipped=skipped)


def _heard(app: App, wanted: Wanted) -> HeardAgain:
    with app.recogniser(wanted.recogniser) as recogniser, progress_of_takes() as show, _stopping() as heed:

        def tell(so_far: HeardSoFar) -> None:
            show(so_far)
            heed()

        return Recognising(app, app.library, recogniser).hear(wanted, tell)


@contextmanager
def _stopping() -> Generator[Callable[[], None]]:
    """The first Ctrl-C is heeded where what is yielded is called, between two clips; the second ends at once."""
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)
        talk_console().print("Stopping after this clip. Ctrl-C again stops at once.")

    def heed() -> None:
        if asked:
            raise RecognitionStopped

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, before)


def _skipped_line(one: OneTake) -> str:
    return (
        f"{_place(one)} is skipped: hearing it has ended the recogniser more than once. "
        f"To try it all the same, if you can with another one: runthrough recognise {one.runthrough.id}"
    )


def _failed_line(failed: NotHeard) -> str:
    return f"{_place(failed.one)}: {describe(failed.error).what}"


def _place(one: OneTake) -> str:
    sections = parse(one.runthrough.template_text, one.runthrough.id).sections
    name = next((each.name for each in sections if each.id == one.take.section_id), one.take.section_id)
    return f"{one.runthrough.id}, {name}"
