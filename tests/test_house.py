"""The house as a whole: what imports what, and that every error has its sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from runthrough.__main__ import cli
from runthrough.domain import errors
from runthrough.domain.template_problems import TemplateProblem
from runthrough.messages import describe

ROOT = Path(__file__).resolve().parents[1]

HEAVY = ("PySide6", "faster_whisper", "ctranslate2", "onnxruntime", "av", "moonshine_voice", "torch")


def test_the_whole_program_loads_without_qt_and_without_any_recogniser_or_decoder():
    code = f"import sys, runthrough.__main__, runthrough.jobs; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


VALUES = {
    "str": "thing",
    "Path": Path("folder") / "file",
    "int": 1_000_000,
    "bool": True,
    "float": 72.0,
    "float | None": 72.0,
    "str | None": "thing",
    "tuple[str, ...]": ("one", "two"),
    "tuple[TemplateProblem, ...]": (TemplateProblem(3, 7, "What.", "Fix."),),
}
LEAVES = [leaf for leaf in vars(errors).values() if isinstance(leaf, type) and issubclass(leaf, errors.RunthroughError)]


@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if leaf is not errors.RunthroughError])
def test_every_error_has_a_sentence_of_its_own_and_a_next_step(leaf):
    error = leaf(**{field.name: VALUES[str(field.type)] for field in fields(leaf)})
    message = describe(error)
    assert leaf.__name__ not in message.what
    assert message.what.rstrip().endswith((".", ";")) or "\n" in message.what
    assert re.search(r"\w", message.next)


def test_no_lock_file_names_an_address():
    for lock in (ROOT / "packaging").glob("*.lock"):
        assert "://" not in lock.read_text()
    hosts = set(re.findall(r"(?:https?|file)://[^/\"]+", (ROOT / "uv.lock").read_text()))
    assert hosts <= {"https://pypi.org", "https://files.pythonhosted.org"}


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"runthrough {name}" not in readme] == []


LONGEST = 400
"""Lines of a module, so that a stranger finds the room of any line in a minute."""


def test_no_module_is_long():
    modules = [
        *(ROOT / "desktop").rglob("*.py"),
        *(ROOT / "packaging").glob("*.py"),
        *(ROOT / "benchmarks").glob("*.py"),
    ]
    assert len(modules) > 200
    lengths = {
        str(module.relative_to(ROOT)): len(module.read_text(encoding="utf-8").splitlines()) for module in modules
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}
