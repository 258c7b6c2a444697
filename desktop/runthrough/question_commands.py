"""The commands around questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from runthrough.command_line import common_options, length_option, run_job

ROOM = "question_jobs"
_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--tag", metavar="TAG", help="Those with this tag alone.")
@length_option
@click.option("--archived", is_flag=True, help="Those that were put away.")
@common_options
def questions(**named: Any) -> None:
    """List the questions with their sections."""
    run_job("questions", room=ROOM, **named)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_PATH)
@common_options
def check(files: tuple[Path, ...]) -> None:
    """Tell every problem of templates (text or JSON); with --json, print their JSON form."""
    run_job("check", files, room=ROOM)


@click.command("import")
@click.argument("file", type=_PATH)
@click.option("--save", is_flag=True, help="Keep it as a question.")
@common_options
def import_(file: Path, save: bool) -> None:
    """Make a question of a written guide, a template, its JSON form, or a pack (.zip), and print it."""
    run_job("import_file", file, room=ROOM, save=save)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--output", type=_PATH, required=True, metavar="FILE", help="A .txt for one question, a .zip for more.")
@common_options
def export(ids: tuple[str, ...], output: Path) -> None:
    """Write a question as a text file, or several (without an ID: all) as a pack."""
    run_job("export", ids, output, room=ROOM)


@click.command()
@click.argument("question", metavar="ID")
@common_options
def duplicate(question: str) -> None:
    """Copy a question, to change the copy."""
    run_job("duplicate", question, room=ROOM)


@click.command()
@click.argument("question", metavar="ID")
@click.option("--back", is_flag=True, help="Bring it back.")
@common_options
def archive(question: str, back: bool) -> None:
    """Put a question out of the list; its run-throughs are kept."""
    run_job("archive", question, room=ROOM, back=back)


@click.command()
@click.argument("question", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common_options
def remove(question: str, yes: bool) -> None:
    """Delete a question; its run-throughs are kept. A changed built-in one becomes what it was."""
    run_job("remove", question, room=ROOM, yes=yes)


@click.command()
@click.argument("question", metavar="ID")
@click.option("--show", metavar="VERSION", help="Print this version (its beginning is enough).")
@click.option("--restore", metavar="VERSION", help="Put this version back into use.")
@common_options
def versions(question: str, show: str | None, restore: str | None) -> None:
    """List the versions of a question's template."""
    run_job("versions", question, room=ROOM, show=show, restore=restore)


QUESTION_COMMANDS = (questions, check, import_, export, duplicate, archive, remove, versions)
