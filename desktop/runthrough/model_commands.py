"""The commands around speech models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from runthrough.command_line import common_options, run_job

ROOM = "model_jobs"


@click.group()
def models() -> None:
    """Speech models: list, get, add, remove, check and try them."""


@models.command("list")
@common_options
def list_() -> None:
    """List what is installed and what can be had, with size, licence and what it is good for."""
    run_job("models", room=ROOM)


@models.command()
@click.argument("name")
@click.option("--mirror", metavar="URL", help="Another hub than Hugging Face; HF_ENDPOINT is respected, too.")
@click.option("--proxy", metavar="URL", help="A proxy; else that of the environment (HTTPS_PROXY).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common_options
def get(name: str, **named: Any) -> None:
    """Download a model. Ctrl+C pauses; the same command goes on. The only command that uses the network.

    With --json: one JSON document a line, {"here", "bytes"} for each percent, and at last where it is.
    """
    run_job("get", name, room=ROOM, **named)


@models.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What it is called here.")
@common_options
def add(path: Path, name: str | None) -> None:
    """Install a model from a folder or a zip, without a network; the original stays as it is."""
    run_job("add", path, room=ROOM, name=name)


@models.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common_options
def remove(name: str, yes: bool) -> None:
    """Delete a model from the models folder."""
    run_job("remove", name, room=ROOM, yes=yes)


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@common_options
def check(names: tuple[str, ...]) -> None:
    """Read models through (all, if none is named) and tell which are damaged."""
    run_job("check", names, room=ROOM)


@models.command()
@click.argument("name")
@common_options
def trial(name: str) -> None:
    """Measure on ten seconds of speech how fast a model is on this computer; `list` shows it from then on."""
    run_job("trial", name, room=ROOM)
