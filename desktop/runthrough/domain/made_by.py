"""What made the verdicts of a run-through, and where that changes: figures of different meters are not compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeBy:
    """A recogniser with its version, and the rules of coverage: a meter version without the template's."""

    recogniser: str
    version: str
    rules: str

    @property
    def words(self) -> str:
        """How the speaker reads it: "Moonshine tiny-en 0.1.0"; "Whisper small 1.2.1, de" where it heard German."""
        version, _, language = self.version.partition(" ")
        return f"{self.recogniser} {version.partition('/')[0]}{language and f', {language}'}"


def told(made_by: Iterable[MadeBy]) -> str:
    """All that took part, each once."""
    return ", ".join(dict.fromkeys(each.words for each in made_by))


def what_changed(newer: tuple[MadeBy, ...], older: tuple[MadeBy, ...]) -> str:
    """Why figures of two run-throughs cannot be compared: "another recogniser", "other rules"; "" if they can.

    What was not judged is no reason.
    """
    if not newer or not older or set(newer) == set(older):
        return ""
    heard = {(each.recogniser, each.version) for each in newer} == {(each.recogniser, each.version) for each in older}
    names = {each.recogniser for each in newer} == {each.recogniser for each in older}
    if heard:
        return "other rules"
    return "another version" if names else "another recogniser"
