"""The jobs of the command line. Each takes the app, does its work and prints its result on stdout.

Expected errors leave as `RunthroughError`, after whatever can still be shown has been shown.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from runthrough.analysis import analyse_sound as analysis_of
from runthrough.analysis import analyse_text as review_of_text
from runthrough.analysis import whole_answer
from runthrough.app import DEFAULT_QUESTION, App
from runthrough.audio.sound_file import open_sound_file
from runthrough.cli.as_json import Json, review_json, runthrough_json
from runthrough.cli.console import print_json, progress_of, result_console, talk_console, waiting
from runthrough.cli.keys import wait_for_key
from runthrough.cli.listings import local_time, rebuilt_line, show_agreement, show_facts, show_history
from runthrough.cli.numbers import contradictions_json, numbers_json, show_numbers
from runthrough.cli.rehearse import Stage
from runthrough.cli.show_beside import Beside
from runthrough.cli.show_review import show_review
from runthrough.doctor import examine
from runthrough.domain.clock import format_time
from runthrough.domain.errors import LanguageNotUnderstood, NoRecogniser
from runthrough.domain.follow_ups import asking
from runthrough.domain.hear_again import HeardAgain, Scope, Wanted
from runthrough.domain.ladder import shortened
from runthrough.domain.languages import is_english
from runthrough.domain.question import Length, Question, Section
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.review import Review
from runthrough.domain.said_names import names_said
from runthrough.messages import describe
from runthrough.rehearsal.absent_recogniser import AbsentRecogniser
from runthrough.rehearsal.ports import AudioSource, Recogniser
from runthrough.storage.settings import read_settings
from runthrough.transcribing import transcribe


def rehearse(
    app: App,
    *,
    question: str | None,
    section: str | None,
    length: str,
    microphone: str | None,
    from_file: Path | None,
    fast: bool,
    as_json: bool,
) -> None:
    """A timed rehearsal, then its review. What ended it early, if anything, is raised after the review was shown."""
    chosen = shortened(app.questions.get(question or DEFAULT_QUESTION), Length(length))
    sections = app.sections(chosen, section)
    with ExitStack() as stack:
        stack.enter_context(app.writing())
        if _unfinished_was_dealt_with(app, as_json=as_json):
            return
        recogniser = stack.enter_context(_recogniser_or_none(app, chosen.template.language))
        source: AudioSource = app.file_source(from_file, fast=fast) if from_file else app.microphone(microphone)
        follow_ups = _follow_ups(app, chosen, sections)
        stage = Stage(chosen, asking(chosen.template, sections, follow_ups), source.name)
        run = app.runthrough(chosen, sections, source, recogniser, stage.publish, follow_ups=follow_ups)
        stage.play(run)
        _print_review(app, app.review(app.find(run.runthrough.id)), as_json=as_json)
    if stage.error is not None:
        raise stage.error


def _follow_ups(app: App, question: Question, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """What the follow-up section asks, unless the speaker wants its own prompt."""
    wanted = read_settings(app.places.settings)[0].ask_follow_ups
    return app.next_follow_ups(question, sections) if wanted else ()


@contextmanager
def _recogniser_or_none(app: App, language: str) -> Generator[Recogniser]:
    """The recogniser, loaded; where there is none, a stand-in: the timer works alone. Raises ModelDamaged.

    Says so before anything is recorded where it does not understand the language.
    """
    with ExitStack() as stack:
        try:
            recogniser = stack.enter_context(app.recogniser())
        except NoRecogniser as error:
            talk_console().print(str(describe(error)))
            yield AbsentRecogniser(error)
            return
        with waiting("Getting the recogniser ready"):
            identity = recogniser.identity
        talk_console().print(f"Recogniser: {identity.name}", style="dim")
        if identity.english_only and not is_english(language):
            talk_console().print(f"! {describe(LanguageNotUnderstood(identity.name, language))}")
        yield recogniser


def _unfinished_was_dealt_with(app: App, *, as_json: bool) -> bool:
    """Offer what a crash left unfinished; True when the speaker chose to look at it now."""
    unfinished = app.library.unfinished()
    if not unfinished:
        return False
    talk = talk_console()
    for runthrough in unfinished:
        talk.print(_unfinished_line(runthrough))
    latest = unfinished[0]
    if not sys.stdin.isatty():
        talk.print(f"To review it: runthrough recognise {latest.id}. To delete it: runthrough discard {latest.id}.")
        return False
    talk.print("Press y to review it now, d to delete it, or Space for later.")
    match wait_for_key({"y", "d", " ", "\n", "\r"}):
        case "y":
            transcribe(app, Wanted((latest.id,), by_itself=True))
            _print_review(app, app.review(app.find(latest.id)), as_json=as_json)
            return True
        case "d":
            app.discard(latest)
            talk.print("Deleted.")
        case _:
            pass
    return False


def _unfinished_line(runthrough: RunThrough) -> str:
    seconds = sum(take.seconds for take in runthrough.takes)
    return (
        f"An unfinished run-through of {runthrough.question_id} from {local_time(runthrough.started_at)} "
        f"was found: {format_time(seconds)} of sound, safe."
    )


def analyse_sound(app: App, sound: Path, *, question: str, section: str | None, length: str, as_json: bool) -> None:
    """Transcribe and judge a sound file; nothing is stored."""
    chosen = shortened(app.questions.get(question), Length(length))
    measured_by = whole_answer(chosen, app.sections(chosen, section))
    audio = open_sound_file(sound)
    with app.recogniser() as recogniser, progress_of(f"Transcribing {sound.name}", audio.seconds) as progress:
        analysis = analysis_of(chosen, measured_by, audio, recogniser, progress, app.meaning)
    _print_review(app, analysis.review, as_json=as_json)
    if analysis.note:
        talk_console().print(f"! {analysis.note}")


def analyse_text(app: App, text: Path, *, question: str, section: str | None, length: str, as_json: bool) -> None:
    """Judge a text as if it had been spoken; it has no times and no pace."""
    chosen = shortened(app.questions.get(question), Length(length))
    measured_by = whole_answer(chosen, app.sections(chosen, section))
    _print_review(app, review_of_text(chosen, measured_by, text, app.meaning), as_json=as_json)


def history(app: App, question: str | None, *, as_json: bool) -> None:
    """List run-throughs, newest first."""
    with app.reading():
        if question is not None:
            app.known_question(question)
        runthroughs = app.library.runthroughs(question)
        said = app.said(runthroughs)
        meters = app.library.meters()
        made_by = [app.made_by(each, meters) for each in runthroughs]
        agreed = app.agreements(runthroughs).get(question) if question is not None else None
    if as_json:
        print_json([runthrough_json(runthrough) for runthrough in runthroughs])
    else:
        show_history(runthroughs, said, made_by, result_console())
        if agreed is not None:
            show_agreement(agreed, result_console())


def numbers(app: App, question: str, *, as_json: bool) -> None:
    """Show every figure of a question, contradictions first."""
    with app.reading():
        app.known_question(question)
        entries = app.numbers(question)
    if as_json:
        print_json(numbers_json(entries))
    else:
        show_numbers(entries, result_console())


def review(app: App, run: str, *, as_json: bool) -> None:
    """Show a stored run-through."""
    with app.reading():
        _print_review(app, app.review(app.find(run)), as_json=as_json)


def recognise(
    app: App,
    runs: tuple[str, ...],
    *,
    question: str | None,
    every: bool,
    older: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Transcribe what has no transcript yet (`older`: or one of another meter; `every`: everything), then show it.

    Raises the last error where a take could not be transcribed, after the others were.
    """
    scope = Scope.ALL if every else Scope.OLDER if older else Scope.PENDING
    with app.writing():
        if question is not None:
            app.known_question(question)
        ids = tuple(app.find(run).id for run in runs)
        outcome = transcribe(app, Wanted(ids, question, scope=scope, language=language, by_itself=not ids))
        if outcome == HeardAgain():
            talk_console().print("Everything has its transcript already.")
        heard = dict.fromkeys(one.runthrough.id for one in outcome.heard)
        shown = list(heard) or ids
        reviews = [(review, _beside(app, review)) for review in (app.review(app.find(each)) for each in shown)]
    if as_json:
        print_json([_json(each, beside) for each, beside in reviews])
    else:
        for each, beside in reviews:
            show_review(each, result_console(), beside)
    if outcome.stopped:
        raise KeyboardInterrupt
    if outcome.failed:
        raise outcome.failed[-1].error


def discard(app: App, run: str, *, yes: bool, as_json: bool) -> None:
    """Delete a run-through with its recordings, after asking."""
    with app.writing():
        runthrough = app.find(run)
        seconds = sum(take.seconds for take in runthrough.takes)
        if not yes:
            click.confirm(f"Delete {runthrough.id} with {format_time(seconds)} of recordings?", abort=True, err=True)
        app.discard(runthrough)
    if as_json:
        print_json({"discarded": runthrough.id})
    else:
        talk_console().print(f"Deleted {runthrough.id}.")


def doctor(app: App, *, rebuild: bool, as_json: bool) -> None:
    """Show what the program needs and what it found; raises the gravest thing that is wrong."""
    if rebuild:
        with waiting("Making the library again from the recordings"):
            kept = app.rebuild()
        talk_console().print(rebuilt_line(kept.adopted.runthroughs, kept.adopted.takes, kept.set_aside))
    with waiting("Listening to the microphones"):
        facts, problems = examine(app)
    if as_json:
        print_json({**facts, "problems": [str(describe(problem)) for problem in problems]})
    else:
        show_facts(facts, result_console())
        for problem in problems:
            talk_console().print(f"! {describe(problem)}")
    if problems:
        raise problems[0]


def _print_review(app: App, review: Review, *, as_json: bool) -> None:
    beside = _beside(app, review)
    if as_json:
        print_json(_json(review, beside))
    else:
        show_review(review, result_console(), beside)


def _json(review: Review, beside: Beside) -> Json:
    told = review_json(review, beside.follow_ups, beside.names, beside.aims, beside.pitfalls)
    return told | {"contradictions": contradictions_json(beside.contradictions)}


def _beside(app: App, review: Review) -> Beside:
    """What belongs to a review of this speaker; an analysed file has no next time."""
    settings = read_settings(app.places.settings)[0]
    names, pitfalls = names_said(review, settings.confidential), app.pitfalls(review, settings.pitfalls_off)
    if review.runthrough_id is None:
        return Beside(names=names, aims=settings.aims, pitfalls=pitfalls)
    runthrough = app.find(review.runthrough_id)
    will_ask = settings.ask_follow_ups and app.has_follow_up_section(runthrough)
    against = app.contradicted(review, app.library.runthroughs(review.question_id))
    return Beside(app.follow_ups(runthrough), will_ask, names, settings.aims, pitfalls, against)
