"""Speech models without files or a network: the port Models."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from runthrough.domain.errors import DownloadPaused
from runthrough.domain.hardware import Hardware
from runthrough.domain.speech_models import Fetched, HubAccess, ModelRow
from runthrough.domain.speed_trial import Machine, SpeedTrial

TRIAL = SpeedTrial(1.2, 0.21, 310_000_000, Hardware(precision="int8"), Machine("A processor", 2), 7, "2026-05-01")


def known(name: str, megabytes: int, good_for: str) -> ModelRow:
    return ModelRow(name, f"whisper:{name}", f"Whisper {name}", good_for, "MIT", ("en",), megabytes)


class FakeModels:
    """`errors` by call; a download goes as far as `goes_on` lets it: set, it ends; else it waits for `pause`."""

    def __init__(self) -> None:
        built_in = ModelRow(
            "moonshine", "moonshine", "Moonshine", "English, at once", "MIT", ("en",), comes_along=True,
            folder=Path("wheel"), preferred=True,
        )  # fmt: skip
        self.shelf = {
            each.name: each
            for each in (
                built_in,
                known("small.en", 486, "English, the best"),
                known("base.en", 148, "English on a small laptop"),
                known("large-v3-turbo", 1622, "The fewest errors"),
            )
        }
        self.calls: list[tuple] = []
        self.errors: dict[str, Exception] = {}
        self.goes_on, self.paused = threading.Event(), threading.Event()
        self.goes_on.set()
        self.hub = HubAccess()

    def _asked(self, name: str, *arguments) -> None:
        self.calls.append((name, *arguments))
        if name in self.errors:
            raise self.errors[name]

    def rows(self) -> tuple[ModelRow, ...]:
        return tuple(self.shelf.values())

    def in_use(self) -> str:
        return "moonshine"

    def fetch(self, name: str, tell) -> Path:
        self._asked("fetch", name)
        row = self.shelf[name]
        whole = row.megabytes * 1_000_000
        tell(Fetched(whole // 4, whole))
        if not self.goes_on.is_set():
            self.paused.wait()
            self.shelf[name] = replace(row, waiting=whole // 4)
            raise DownloadPaused("model.bin")
        return self._install(name)

    def _install(self, name: str) -> Path:
        self.shelf[name] = replace(self.shelf[name], folder=Path("models") / name, own=True, waiting=0, trouble="")
        return Path("models") / name

    def bring(self, path: Path, name: str | None = None) -> Path:
        self._asked("bring", path)
        self.shelf[path.stem] = ModelRow(path.stem, f"whisper:{path.stem}", f"Whisper {path.stem}")
        return self._install(path.stem)

    def remove(self, name: str) -> None:
        self._asked("remove", name)
        self.shelf[name] = replace(self.shelf[name], folder=None, own=False, trial=None, trouble="")

    def discard(self, name: str) -> None:
        self._asked("discard", name)
        self.shelf[name] = replace(self.shelf[name], waiting=0)

    def check(self, name: str) -> None:
        self._asked("check", name)

    def try_speed(self, name: str) -> SpeedTrial:
        self._asked("try_speed", name)
        self.shelf[name] = replace(self.shelf[name], trial=TRIAL)
        return TRIAL

    def pause(self) -> None:
        self._asked("pause")
        self.paused.set()

    def close(self) -> None:
        self.paused.set()
