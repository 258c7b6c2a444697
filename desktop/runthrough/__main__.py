"""The program's entry: the window without a command, and one command per job that needs none."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from runthrough import __version__
from runthrough.command_line import chosen_places, common_options, kept_options, length_option, run_job
from runthrough.domain.verdicts import Verdict
from runthrough.model_commands import models
from runthrough.question_commands import QUESTION_COMMANDS


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="runthrough")
@common_options
@click.pass_context
def cli(context: click.Context) -> None:
    """Rehearse spoken answers against the clock, on this computer alone. Without a command: the window."""
    if context.invoked_subcommand is None:
        context.invoke(window)


@cli.command()
@common_options
def window() -> None:
    """Open the window; a second copy on the same folder raises the first one's."""
    if not _has_screen():
        raise click.ClickException("There is no screen to open a window on. Rehearse here with: runthrough rehearse")
    from runthrough.window import open_window  # noqa: PLC0415  no other command needs Qt

    sys.exit(open_window(chosen_places(), kept_options().get("recogniser")))


def _has_screen() -> bool:
    """On Linux Qt ends the whole program when it finds none."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


@cli.command()
@click.option("--question", metavar="ID", help="Question to rehearse; `runthrough questions` lists them.")
@click.option("--section", metavar="ID", help="Rehearse this section alone.")
@length_option
@click.option("--microphone", metavar="NAME", help="Input device; `runthrough doctor` lists them.")
@click.option("--from-file", type=click.Path(path_type=Path), help="A sound file in place of the microphone.")
@click.option("--fast", is_flag=True, help="With --from-file: as fast as it can be read.")
@common_options
def rehearse(**named: Any) -> None:
    """Rehearse against the clock, then read the review."""
    if named["fast"] and named["from_file"] is None:
        raise click.UsageError("--fast needs --from-file: a microphone cannot be hurried.")
    run_job("rehearse", **named)


@cli.command()
@click.argument("sound", type=click.Path(path_type=Path), required=False)
@click.option("--question", metavar="ID", required=True, help="Question that is answered.")
@click.option("--section", metavar="ID", help="Section that is answered; without it, all are.")
@length_option
@click.option("--transcript", type=click.Path(path_type=Path), help="A text in place of the sound.")
@common_options
def analyse(sound: Path | None, transcript: Path | None, **named: Any) -> None:
    """Transcribe and judge a sound file (WAV, FLAC, MP3, M4A), or judge a text. Nothing is stored."""
    if (sound is None) == (transcript is None):
        raise click.UsageError("Give a sound file, or --transcript with a text file.")
    if sound is not None:
        run_job("analyse_sound", sound, **named)
    else:
        run_job("analyse_text", transcript, **named)


@cli.command()
@click.argument("question", metavar="[ID]", required=False)
@common_options
def history(question: str | None) -> None:
    """List run-throughs, newest first; of one question, if its ID is given."""
    run_job("history", question)


@cli.command()
@click.argument("question", metavar="ID")
@common_options
def numbers(question: str) -> None:
    """List the figures said in all run-throughs of a question; those that contradict one another first."""
    run_job("numbers", question)


@cli.command()
@click.argument("run")
@click.option("--transcripts", is_flag=True, help="List the transcripts that were replaced by another recognition.")
@click.option("--transcript", "number", type=click.IntRange(min=1), metavar="N", help="Show one of them.")
@click.option("--use", is_flag=True, help="With --transcript: let it stand again, in place of the present one.")
@common_options
def review(run: str, transcripts: bool, number: int | None, use: bool) -> None:
    """Show a run-through in full. RUN is the beginning of its id, or `last`."""
    if use and number is None:
        raise click.UsageError("--use needs --transcript: it says which one.")
    if transcripts or number is not None:
        run_job("transcripts", run, number, room="transcript_jobs", use=use)
    else:
        run_job("review", run)


def _language(_context: click.Context, _parameter: click.Parameter, written: str | None) -> str | None:
    """A language that a recogniser may know."""
    from runthrough.domain.languages import LANGUAGES, primary  # noqa: PLC0415

    if written is not None and primary(written) not in LANGUAGES:
        raise click.BadParameter(f"“{written}” is no language code that is known. Write for example de, fr, pt-BR.")
    return written


def _word_range(_context: click.Context, _parameter: click.Parameter, written: str | None) -> tuple[int, int] | None:
    """ "3-6" or "3" as the first and the last word."""
    if written is None:
        return None
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", written)
    if found is None:
        raise click.BadParameter("Write two numbers with a hyphen, for example 3-6.")
    return int(found[1]), int(found[2] or found[1])


@cli.command()
@click.argument("run")
@click.argument("checkpoint")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]), required=False)
@click.option("--words", metavar="FIRST-LAST", callback=_word_range, help="The words that prove it, counted from 0.")
@click.option("--add-cue", is_flag=True, help="Also make their phrase a cue of the question.")
@click.option("--clear", is_flag=True, help="Take your verdict back.")
@common_options
def overrule(clear: bool, **named: Any) -> None:
    """Say yourself whether a CHECKPOINT was said, partly said or missed. RUN is as for `review`.

    CHECKPOINT is its id or name; `runthrough --json review RUN` lists ids and words.
    """
    if clear == (named["verdict"] is not None) or (clear and (named["words"] or named["add_cue"])):
        raise click.UsageError("Give a verdict (said, partly or missed), or --clear alone.")
    run_job("overrule", room="verdict_jobs", **named)


@cli.command()
@click.option("--off", multiple=True, metavar="RULE", help="Switch a rule off; can be given again.")
@click.option("--on", multiple=True, metavar="RULE", help="Switch a rule on again.")
@common_options
def pitfalls(**named: Any) -> None:
    """List the rules that look for pitfalls, and switch them off or on."""
    run_job("pitfalls", room="pitfall_jobs", **named)


@cli.command()
@click.argument("run")
@click.argument("kind")
@click.option("--section", metavar="ID", help="Only what was found in this section.")
@click.option("--always", is_flag=True, help="Never tell of it again in this question.")
@click.option("--undo", is_flag=True, help="Take that back.")
@common_options
def dismiss(run: str, kind: str, **named: Any) -> None:
    """Say that a possible pitfall is none. RUN is as for `review`; KIND stands there beside the pitfall."""
    if named["always"] and (named["undo"] or named["section"]):
        raise click.UsageError("--always holds for the whole question: no --undo or --section beside it.")
    run_job("dismiss", run, kind, room="pitfall_jobs", **named)


@cli.command()
@click.argument("run")
@click.argument("seconds", type=float)
@click.argument("answer", type=click.Choice(["yes", "no", "forget"]))
@click.option("--section", metavar="ID", help="The section in whose take that second is.")
@common_options
def filler(run: str, seconds: float, answer: str, section: str | None) -> None:
    """Say whether an "(uh?)" of `review` is a filler: yes, no, or forget what you said. RUN is as for `review`."""
    run_job("filler", run, seconds, answer, room="filler_jobs", section=section)


@cli.command()
@click.argument("run")
@click.argument("seconds", type=float, required=False)
@click.argument("answer", type=click.Choice(["heard", "term"]), required=False)
@click.option("--section", metavar="ID", help="Only this section; the one in whose take that second is.")
@common_options
def terms(run: str, seconds: float | None, answer: str | None, section: str | None) -> None:
    """List the question's terms that were put right in a transcript. RUN is as for `review`.

    With SECONDS let there stand what was heard, or the term again; the section is then judged anew.
    """
    if (seconds is None) is not (answer is None):
        raise click.UsageError("Say at which second, and what is to stand there: heard or term.")
    run_job("terms", run, seconds, answer, room="term_jobs", section=section)


@cli.command()
@click.argument("run")
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The page (Markdown).")
@click.option("--sound", type=click.Path(path_type=Path), metavar="FILE", help="Also its sound, as a WAV file.")
@click.option("--mask", "names", multiple=True, metavar="NAME", help="Mask this, too; can be given again.")
@click.option("--open", "open_names", is_flag=True, help="Mask nothing.")
@common_options
def share(**named: Any) -> None:
    """Write a run-through out for others: a page and, if wanted, its sound. RUN is as for `review`.

    The names of your confidentiality list are masked in the page and covered by a tone in the sound.
    """
    if named["open_names"] and named["names"]:
        raise click.UsageError("--open masks nothing, so it cannot go with --mask.")
    if named["sound"] is not None and named["sound"].absolute() == named["output"].absolute():
        raise click.UsageError("Page and sound need two files.")
    run_job("share", room="share_jobs", **named)


@cli.command()
@click.argument("runs", nargs=-1, metavar="[RUN]...")
@click.option("--question", metavar="ID", help="Only run-throughs of this question.")
@click.option("--all", "--again", "every", is_flag=True, help="Also what has a transcript already.")
@click.option("--older", is_flag=True, help="Also what another recogniser, or another version, has made.")
@click.option("--language", metavar="CODE", callback=_language, help="In place of the question's, for example: de")
@common_options
def recognise(runs: tuple[str, ...], **named: Any) -> None:
    """Transcribe recordings that have no transcript yet, of these run-throughs or of all. RUN is as for `review`.

    A transcript that is replaced is kept: `runthrough review RUN --transcripts` lists those. Ctrl-C keeps what is done.
    A take that ended the recogniser twice is tried again only if its run-through is named.
    """
    if runs and named["question"]:
        raise click.UsageError("Name run-throughs, or a question.")
    run_job("recognise", runs, **named)


@cli.command()
@click.argument("run")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common_options
def discard(run: str, yes: bool) -> None:
    """Delete a run-through with its recordings."""
    run_job("discard", run, yes=yes)


@cli.command()
@click.option("--rebuild", is_flag=True, help="Set a damaged library aside and make it again from the recordings.")
@common_options
def doctor(rebuild: bool) -> None:
    """Look at microphones, recognisers, library, disk and versions."""
    run_job("doctor", rebuild=rebuild)


for command in (*QUESTION_COMMANDS, models):
    cli.add_command(command)


def main() -> None:
    """The program's entry point."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # noqa: PLC0415

        multiprocessing.freeze_support()
    cli(prog_name="runthrough")


if __name__ == "__main__":
    main()
