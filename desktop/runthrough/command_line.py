"""What all commands share: their common options, and how a job is called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from runthrough.domain.question import Length
from runthrough.places import Places, default_places

Command = Callable[..., Any]


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Note an option's value for the whole call, wherever on the line the option stands."""
    if value:
        context.find_root().ensure_object(dict)[parameter.name] = value
    return value


def common_options(command: Command) -> Command:
    """The options that every command takes, also before its name."""
    options = (
        click.option(
            "--data-dir",
            type=click.Path(path_type=Path, file_okay=False),
            callback=_keep,
            expose_value=False,
            help="Folder of the library, the recordings and the models.",
        ),
        click.option("--json", is_flag=True, callback=_keep, expose_value=False, help="Print one JSON document."),
        click.option(
            "--recogniser",
            metavar="NAME",
            callback=_keep,
            expose_value=False,
            help="Recogniser to use: moonshine, or the name of a Whisper model folder.",
        ),
    )
    for option in options:
        command = option(command)
    return command


def kept_options() -> dict[str, Any]:
    """The common options of this call, by name."""
    return click.get_current_context().find_root().ensure_object(dict)


def chosen_places() -> Places:
    """The data folder of this call."""
    folder: Path | None = kept_options().get("data_dir")
    return Places(folder.absolute()) if folder else default_places()


def run_job(job: str, *arguments: object, room: str = "jobs", **named: object) -> None:
    """Call a job of `runthrough.jobs`, or of another `room`, on the chosen data folder.

    An expected error is a sentence and exit code 1.
    """
    jobs = import_module(f"runthrough.{room}")  # here: `--help` and `--version` answer without the heavy imports
    from runthrough.app import App  # noqa: PLC0415
    from runthrough.cli.console import talk_console  # noqa: PLC0415
    from runthrough.domain.errors import RunthroughError  # noqa: PLC0415
    from runthrough.messages import describe  # noqa: PLC0415

    kept = kept_options()
    app = App(chosen_places(), kept.get("recogniser"))
    try:
        getattr(jobs, job)(app, *arguments, as_json=bool(kept.get("json")), **named)
    except RunthroughError as error:
        talk_console().print(f"runthrough: {describe(error)}")
        sys.exit(1)
    except KeyboardInterrupt:
        talk_console().print("runthrough: stopped. Nothing that was stored is lost.")
        sys.exit(130)
    finally:
        app.close_meaning()


def length_option(command: Command) -> Command:
    """The option of the length ladder."""
    return click.option(
        "--length",
        type=click.Choice([length.value for length in Length]),
        default=Length.FULL.value,
        help="How long an answer is wanted; shorter ones keep the musts and scale the bands.",
    )(command)
