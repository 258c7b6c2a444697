"""What the surroundings may refuse: facts as attributes. `runthrough.messages` makes sentences of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from runthrough.domain.template_problems import TemplateProblem


class RunthroughError(Exception):
    """An expected failure: the surroundings refused, the program was not wrong."""


@dataclass(eq=False)
class UnknownQuestion(RunthroughError):
    """No question has this id."""

    question_id: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownSection(RunthroughError):
    """The question has no section of this id."""

    section_id: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownCheckpoint(RunthroughError):
    """No checkpoint, or more than one, of what was spoken is called so; `known` are the ids."""

    checkpoint_id: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownPitfall(RunthroughError):
    """Nothing of this kind was found in a run-through (or, to be brought back, dismissed); `known` are the kinds."""

    kind: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownFilledPause(RunthroughError):
    """No filled pause is near this second of a section's take, or several `sections` (ids) have one each.

    `known`: section id and second of each that was found, as one text.
    """

    seconds: float
    known: tuple[str, ...]
    sections: tuple[str, ...] = ()


@dataclass(eq=False)
class UnknownCorrection(RunthroughError):
    """No term was put right near this second of a section's take, or in several `sections` (ids) one each.

    `known`: section id and second of each that was, as one text.
    """

    seconds: float
    known: tuple[str, ...]
    sections: tuple[str, ...] = ()


@dataclass(eq=False)
class UnknownPitfallRule(RunthroughError):
    """No pitfall rule is called so; `known` are the ids."""

    rule: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownWords(RunthroughError):
    """The transcript of a section has no such range of words; `count` is how many it has, indices count from 0."""

    first: int
    last: int
    count: int
    section: str


@dataclass(eq=False)
class UnknownRunThrough(RunthroughError):
    """No run-through, or more than one, has an id that begins so."""

    runthrough_id: str
    matches: tuple[str, ...] = ()


@dataclass(eq=False)
class UnknownTranscript(RunthroughError):
    """A run-through, or a take of one, has no such earlier transcript; `known` is how many it has."""

    wanted: str
    known: int


@dataclass(eq=False)
class TemplateInvalid(RunthroughError):
    """A template cannot be used. `source` is the file, or what else it came from; all problems, in order."""

    source: str
    problems: tuple[TemplateProblem, ...]


@dataclass(eq=False)
class PackUnreadable(RunthroughError):
    """A file is no pack of questions."""

    path: Path
    detail: str


@dataclass(eq=False)
class GuideUnreadable(RunthroughError):
    """A file cannot be imported; `reason` is one of "missing", "too large", "not text", "empty", "no points"."""

    source: str
    reason: str


@dataclass(eq=False)
class AudioUnreadable(RunthroughError):
    """A sound file cannot be used; `reason` is one of "missing", "empty", "not audio", "no sound", "damaged"."""

    path: Path
    reason: str
    detail: str = ""


@dataclass(eq=False)
class NoMicrophone(RunthroughError):
    """There is no input device, or it cannot be opened; `detail` is PortAudio's own word."""

    detail: str = ""


@dataclass(eq=False)
class NoSpeaker(RunthroughError):
    """There is no output device, or it cannot be opened; `detail` is PortAudio's own word."""

    detail: str = ""


@dataclass(eq=False)
class SoundSystemMissing(RunthroughError):
    """PortAudio's library is not installed."""

    detail: str = ""


@dataclass(eq=False)
class MicrophoneGone(RunthroughError):
    """The microphone went away at `at` seconds of the section called `section`; what was said until then is safe."""

    device: str
    section: str
    at: float
    detail: str = ""


@dataclass(eq=False)
class DiskTooFull(RunthroughError):
    """Too little room to record: before the start (`at` is None) or `at` seconds into a section."""

    folder: Path
    free_bytes: int
    at: float | None = None
    section: str = ""


@dataclass(eq=False)
class FolderUnwritable(RunthroughError):
    """The data folder cannot be written."""

    folder: Path
    detail: str = ""


@dataclass(eq=False)
class FileUnwritable(RunthroughError):
    """A file that the speaker asked for cannot be written; what was there before is untouched."""

    path: Path
    detail: str = ""


@dataclass(eq=False)
class SoundUnheard(RunthroughError):
    """The sound of a section has no whole transcript, so names in it cannot be found and covered."""

    section: str


@dataclass(eq=False)
class DataInUse(RunthroughError):
    """Another copy of the program works on the same data folder."""

    folder: Path


@dataclass(eq=False)
class DatabaseDamaged(RunthroughError):
    """The database cannot be read; the takes beside it are untouched."""

    path: Path
    detail: str = ""


@dataclass(eq=False)
class DatabaseTooNew(RunthroughError):
    """The database was made by a newer version of the program; `unknown` names its migrations we do not know."""

    path: Path
    unknown: tuple[str, ...]


@dataclass(eq=False)
class DatabaseOutdated(RunthroughError):
    """The database was made by an older version; it can be read once it has been opened for writing."""

    path: Path


@dataclass(eq=False)
class ModelDamaged(RunthroughError):
    """A speech model's folder is incomplete or damaged."""

    name: str
    folder: Path
    detail: str


@dataclass(eq=False)
class NoRecogniser(RunthroughError):
    """No recogniser can be used: no Whisper model is installed and Moonshine does not exist for this machine."""

    wanted: str | None
    models_folder: Path


@dataclass(eq=False)
class RecognitionFailed(RunthroughError):
    """The recogniser gave up on a clip, or could not be loaded, or its process died or hung on it (`died`).

    The audio is untouched.
    """

    recogniser: str
    detail: str
    died: bool = True


@dataclass(eq=False)
class RecognitionStopped(RunthroughError):
    """Somebody wanted it to end; what was done until then is kept."""


@dataclass(eq=False)
class LanguageNotUnderstood(RunthroughError):
    """The recogniser understands English alone, and the answer is in another language; the audio is untouched."""

    recogniser: str
    language: str


@dataclass(eq=False)
class DownloadFailed(RunthroughError):
    """A server, or the way to it, gave up; what is here stays, and the download can go on."""

    what: str
    detail: str


@dataclass(eq=False)
class DownloadPaused(RunthroughError):
    """Somebody wanted it to pause; what is here stays."""

    what: str


@dataclass(eq=False)
class DownloadDamaged(RunthroughError):
    """A file came whole, but is not what was published; it was deleted."""

    file: str


@dataclass(eq=False)
class UnknownModel(RunthroughError):
    """No model that can be had, or that is installed, is called so; `known` are the names."""

    wanted: str
    known: tuple[str, ...]


@dataclass(eq=False)
class NoRoomForModel(RunthroughError):
    """A model needs more room than the disk has free; both in bytes."""

    folder: Path
    needed: int
    free: int


@dataclass(eq=False)
class NotAModel(RunthroughError):
    """What was given to be installed is not a Whisper model in CTranslate2 format; `detail` names what is wrong."""

    path: Path
    detail: str


@dataclass(eq=False)
class ModelThere(RunthroughError):
    """A model of this name is installed already."""

    name: str
    folder: Path
