"""The jobs of the command line around questions: check, import, export, copy, put away, delete, versions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from runthrough.app import App
from runthrough.cli.as_json import question_json
from runthrough.cli.console import print_json, result_console, talk_console
from runthrough.cli.listings import show_problems, show_questions, show_versions
from runthrough.domain.errors import GuideUnreadable, TemplateInvalid
from runthrough.domain.ladder import shortened
from runthrough.domain.question import Length
from runthrough.domain.template_json import template_json
from runthrough.domain.template_problems import Weight
from runthrough.domain.template_text import parse, read
from runthrough.storage.drafts import Draft
from runthrough.storage.library import TemplateVersion
from runthrough.storage.questions import read_template


def questions(app: App, *, tag: str | None, length: str, archived: bool, as_json: bool) -> None:
    """List the questions; templates that cannot be used are named, and are an error."""
    usable, broken = app.questions.all()
    away = app.authoring.archived()
    shown = [
        shortened(question, Length(length))
        for question in usable
        if (question.id in away) is archived and tag in (None, *question.template.tags)
    ]
    if as_json:
        print_json([question_json(question) for question in shown])
    else:
        show_questions(tuple(shown), result_console())
    if broken:
        raise broken[0]


def check(app: App, files: Sequence[Path], *, as_json: bool) -> None:
    """Tell all problems of templates, or (JSON) what they say; a template with an error is an error."""
    broken: list[TemplateInvalid] = []
    documents: list[object] = []
    for path in files:
        if not path.is_file():
            raise GuideUnreadable(str(path), "missing")
        text = read_template(path)
        written = app.authoring.import_text(text, str(path)) if text.lstrip().startswith("{") else text
        reading = read(written)
        errors = tuple(problem for problem in reading.problems if problem.weight is Weight.ERROR)
        if errors:
            broken.append(TemplateInvalid(str(path), errors))
        if as_json:
            documents.append(template_json(written))
        else:
            show_problems(str(path), reading, result_console())
    if as_json:
        print_json(documents if len(documents) != 1 else documents[0])
    if broken:
        raise click.exceptions.Exit(1)


def import_file(app: App, path: Path, *, save: bool, as_json: bool) -> None:
    """Print what a file gives as drafts; with `save`, keep them as questions."""
    imported = app.authoring.import_file(path)
    talk = talk_console()
    for refused in imported.refused:
        talk.print(f"{refused.name} is left out: {refused.reason}.")
    everything = (*imported.questions, *imported.drafts)
    _print_drafts(everything, as_json=as_json)
    if not save:
        return
    with app.writing():
        added = app.authoring.add(everything)
    for question in added:
        talk.print(f"Saved as {question.id}: {question.template.title}")


def _print_drafts(drafts: Sequence[Draft], *, as_json: bool) -> None:
    if as_json:
        documents = [{"id": draft.question_id, **template_json(draft.text)} for draft in drafts]
        print_json(documents[0] if len(documents) == 1 else documents)
        return
    for draft in drafts:
        click.echo(draft.text, nl=not draft.text.endswith("\n"))
        guesses = [problem for problem in read(draft.text).problems if problem.weight is Weight.GUESS]
        if guesses:
            count = "1 guess" if len(guesses) == 1 else f"{len(guesses)} guesses"
            talk_console().print(f"{count} to look at, each in a line that begins with //?")


def export(app: App, question_ids: Sequence[str], output: Path, *, as_json: bool) -> None:
    """Write one template, or a pack of several."""
    ids = list(question_ids) or list(app.questions.ids())
    if output.suffix.lower() != ".zip" and len(ids) > 1:
        raise click.UsageError("Several questions go into a pack: give --output a name that ends in .zip.")
    app.authoring.export(ids, output)
    if as_json:
        print_json({"file": str(output), "questions": ids})
    else:
        talk_console().print(f"Written: {output} ({len(ids)} question{'' if len(ids) == 1 else 's'})")


def duplicate(app: App, question_id: str, *, as_json: bool) -> None:
    """Copy a question under a title of its own."""
    with app.writing():
        copy = app.authoring.duplicate(question_id)
    if as_json:
        print_json(question_json(copy))
    else:
        talk_console().print(f"Copied to {copy.id}: {copy.template.title}")


def archive(app: App, question_id: str, *, back: bool, as_json: bool) -> None:
    """Put a question away, or back."""
    app.questions.text(question_id)
    with app.writing():
        app.authoring.archive(question_id, away=not back)
    if as_json:
        print_json({"id": question_id, "archived": not back})
    else:
        talk_console().print(f"{question_id} is {'back in' if back else 'out of'} the list. Its run-throughs are kept.")


def remove(app: App, question_id: str, *, yes: bool, as_json: bool) -> None:
    """Delete a question, after asking; its run-throughs stay."""
    app.questions.text(question_id)
    if not yes:
        click.confirm(f"Delete the question {question_id}? Its run-throughs are kept.", abort=True, err=True)
    with app.writing():
        app.authoring.remove(question_id)
    if as_json:
        print_json({"id": question_id, "deleted": True})
    else:
        talk_console().print("Deleted. The text lies in the folder questions/deleted of the data folder.")


def versions(app: App, question_id: str, *, show: str | None, restore: str | None, as_json: bool) -> None:
    """List the versions of a question's template, print one, or put one back into use."""
    with app.reading():
        known = app.authoring.versions(question_id)
    wanted = restore or show
    if wanted is None:
        if as_json:
            print_json([_version_json(each) for each in known])
        else:
            app.questions.text(question_id)
            show_versions(known, result_console())
        return
    found = next((each for each in known if each.version.startswith(wanted)), None)
    if found is None:
        raise click.UsageError(
            f"{question_id} has no version {wanted}. `runthrough versions {question_id}` lists them."
        )
    if restore is None:
        click.echo(found.text, nl=not found.text.endswith("\n"))
        return
    parse(found.text, f"version {found.version}")
    with app.writing():
        question = app.authoring.save(question_id, found.text)
    if as_json:
        print_json(question_json(question))
    else:
        talk_console().print(f"{question.id} is version {found.version} again.")


def _version_json(version: TemplateVersion) -> dict[str, object]:
    return {"version": version.version, "used_at": version.used_at, "runthroughs": version.runthroughs}
