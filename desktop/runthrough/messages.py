"""Expected errors in words: what happened, and what to do next. The one place where facts become sentences."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import singledispatch

from runthrough.domain import errors
from runthrough.domain.clock import format_time
from runthrough.domain.languages import language_name


@dataclass(frozen=True, slots=True)
class Message:
    """`what` happened and the `next` step, a sentence each."""

    what: str
    next: str

    def __str__(self) -> str:
        return f"{self.what} {self.next}"


@singledispatch
def describe(error: errors.RunthroughError) -> Message:
    """The sentences for an expected error."""
    return Message(f"{type(error).__name__}: {error}.", "Run `runthrough doctor` to see what is missing.")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) if names else "none"


@describe.register
def _(error: errors.UnknownQuestion) -> Message:
    return Message(f"There is no question “{error.question_id}”.", f"Choose one of: {_listed(error.known)}.")


@describe.register
def _(error: errors.UnknownSection) -> Message:
    return Message(f"The question has no section “{error.section_id}”.", f"Choose one of: {_listed(error.known)}.")


@describe.register
def _(error: errors.UnknownCheckpoint) -> Message:
    what = f"The run-through has no checkpoint that “{error.checkpoint_id}” names alone."
    return Message(what, f"Choose one of: {_listed(error.known)}.")


@describe.register
def _(error: errors.UnknownPitfall) -> Message:
    what = f"Nothing stands in the run-through that “{error.kind}” names."
    if not error.known:
        return Message(what, "No possible pitfall was found in it.")
    return Message(what, f"Found: {_listed(error.known)}. `runthrough review` shows them, dismissed ones with --json.")


@describe.register
def _(error: errors.UnknownFilledPause) -> Message:
    if error.sections:
        what = f"Several sections have a filled pause at {error.seconds:g} s."
        return Message(what, f"Name one of them with --section: {_listed(error.sections)}.")
    what = f"There is no filled pause at {error.seconds:g} s."
    if not error.known:
        return Message(what, "None was found in the run-through.")
    return Message(what, f"Found: {_listed(error.known)}.")


@describe.register
def _(error: errors.UnknownCorrection) -> Message:
    if error.sections:
        what = f"In several sections a term was put right at {error.seconds:g} s."
        return Message(what, f"Name one of them with --section: {_listed(error.sections)}.")
    what = f"No term was put right at {error.seconds:g} s."
    if not error.known:
        return Message(what, "None was in the run-through.")
    return Message(what, f"Put right: {_listed(error.known)}.")


@describe.register
def _(error: errors.UnknownPitfallRule) -> Message:
    return Message(f"There is no pitfall rule “{error.rule}”.", f"Choose one of: {_listed(error.known)}.")


@describe.register
def _(error: errors.UnknownWords) -> Message:
    what = f"The words {error.first}-{error.last} are not in the transcript of {error.section}."
    if not error.count:
        return Message(what, "It has none; run `runthrough recognise` first.")
    return Message(what, f"It has the words 0-{error.count - 1}; `runthrough review --json` lists them.")


@describe.register
def _(error: errors.UnknownRunThrough) -> Message:
    if error.matches:
        return Message(f"More than one run-through begins with “{error.runthrough_id}”.", _choose(error.matches))
    return Message(f"There is no run-through “{error.runthrough_id}”.", "Run `runthrough history` to see them.")


def _choose(matches: tuple[str, ...]) -> str:
    return f"Write more of it: {', '.join(matches)}."


@describe.register
def _(error: errors.UnknownTranscript) -> Message:
    what = f"There is no earlier transcript {error.wanted}."
    if not error.known:
        return Message(what, "None of this was recognised again.")
    return Message(what, f"There are {error.known}; `runthrough review RUN --transcripts` lists them.")


@describe.register
def _(error: errors.TemplateInvalid) -> Message:
    lines = [
        f"{error.source}, line {problem.line}, column {problem.column}: {problem.what} {problem.fix}"
        for problem in error.problems
    ]
    count = "a problem" if len(lines) == 1 else f"{len(lines)} problems"
    return Message(
        f"The question has {count}:\n" + "\n".join(f"  {line}" for line in lines) + "\n", "Mend it and try again."
    )


@describe.register
def _(error: errors.PackUnreadable) -> Message:
    return Message(f"{error.path} is no pack of questions ({error.detail}).", "Choose a zip file with templates in it.")


_NO_GUIDE = {
    "missing": ("is not there or cannot be read", "Check its name."),
    "too large": ("is larger than 1 MB", "Choose the guide itself: a text of some pages."),
    "not text": ("is not a text in UTF-8", "Save it as plain text with the encoding UTF-8."),
    "empty": ("is empty", "Choose another file, or paste the text."),
    "no points": (
        "has no points that could be checkpoints",
        "Write what to say as a list, a line each, under a heading for each part.",
    ),
}


@describe.register
def _(error: errors.GuideUnreadable) -> Message:
    what, then = _NO_GUIDE.get(error.reason, ("cannot be imported", "Choose another file."))
    return Message(f"{error.source} {what}.", then)


_UNREADABLE = {
    "missing": ("is not there", "Check the name."),
    "empty": ("is empty", "Choose another file."),
    "not audio": ("is not a sound file that can be read", "Use WAV, FLAC, MP3 or M4A."),
    "no sound": ("holds no sound", "Check the microphone it was recorded with, or choose another file."),
    "damaged": ("is damaged", "Choose another copy of it."),
    "not text": ("is not a text that can be read", "Use a text file in UTF-8."),
}


@describe.register
def _(error: errors.AudioUnreadable) -> Message:
    what, then = _UNREADABLE.get(error.reason, (error.reason, "Choose another file."))
    detail = f" ({error.detail})" if error.detail else ""
    return Message(f"{error.path} {what}{detail}.", then)


@describe.register
def _(error: errors.NoMicrophone) -> Message:
    detail = f" ({error.detail})" if error.detail else ""
    return Message(f"No microphone could be opened{detail}.", _MICROPHONE_HELP.get(sys.platform, _PLUG_IN))


_PLUG_IN = "Plug one in or allow access in the system settings, then run `runthrough doctor`."
_MICROPHONE_HELP = {
    "win32": "Allow it in Settings > Privacy & security > Microphone > Let desktop apps access your microphone.",
    "darwin": "Allow it for your terminal in System Settings > Privacy & Security > Microphone.",
}


@describe.register
def _(error: errors.NoSpeaker) -> Message:
    detail = f" ({error.detail})" if error.detail else ""
    return Message(
        f"The sound cannot be played{detail}.",
        "Plug in a loudspeaker or headphones, or choose another one in the system settings, and try again.",
    )


@describe.register
def _(error: errors.SoundSystemMissing) -> Message:
    return Message(
        "The sound library PortAudio is not installed, so nothing can be recorded.",
        "Install it (Debian and Ubuntu: sudo apt-get install libportaudio2) and start again.",
    )


@describe.register
def _(error: errors.MicrophoneGone) -> Message:
    detail = f" ({error.detail})" if error.detail else ""
    return Message(
        f"The microphone “{error.device}” went away at {format_time(error.at)} of {error.section}{detail}.",
        "Everything until then is safe. Plug it in and rehearse the rest with --section.",
    )


@describe.register
def _(error: errors.DiskTooFull) -> Message:
    free = f"{error.free_bytes / 1e6:.0f} MB left in {error.folder}"
    if error.at is None:
        return Message(
            f"The disk is too full to record ({free}).", "Make room, or choose another folder with --data-dir."
        )
    return Message(
        f"Stopped at {format_time(error.at)} of {error.section}: the disk is full ({free}).",
        "Everything until then is safe. Make room and go on.",
    )


@describe.register
def _(error: errors.FolderUnwritable) -> Message:
    detail = f" ({error.detail})" if error.detail else ""
    return Message(f"The folder {error.folder} cannot be written{detail}.", "Choose another one with --data-dir.")


@describe.register
def _(error: errors.FileUnwritable) -> Message:
    detail = f" ({error.detail})" if error.detail else ""
    return Message(f"{error.path} cannot be written{detail}.", "Choose another name or folder.")


@describe.register
def _(error: errors.SoundUnheard) -> Message:
    return Message(
        f"“{error.section}” has no whole transcript, so the names of your list cannot be found in its sound.",
        "Transcribe it first with `runthrough recognise`, or share without the sound.",
    )


@describe.register
def _(error: errors.DataInUse) -> Message:
    return Message(
        f"Another copy of Runthrough is at work on {error.folder}.",
        "Close it first, or give this one a folder of its own with --data-dir.",
    )


@describe.register
def _(error: errors.DatabaseDamaged) -> Message:
    detail = f" ({error.detail})" if error.detail else ""
    return Message(
        f"The library {error.path} is damaged{detail}; the recordings are not touched.",
        "Run `runthrough doctor --rebuild`: it sets the damaged file aside and makes the library again from them.",
    )


@describe.register
def _(error: errors.DatabaseTooNew) -> Message:
    return Message(
        f"The library {error.path} was made by a newer version of Runthrough.",
        "Install that version, or choose another folder with --data-dir. Nothing was changed.",
    )


@describe.register
def _(error: errors.DatabaseOutdated) -> Message:
    return Message(
        f"The library {error.path} was made by an older version of Runthrough.",
        "Close other copies of Runthrough and try again; it is brought up to date then.",
    )


@describe.register
def _(error: errors.ModelDamaged) -> Message:
    return Message(
        f"The speech model “{error.name}” cannot be used: {error.detail}.",
        f"Put a whole copy into {error.folder}, or choose another one with --recogniser.",
    )


@describe.register
def _(error: errors.NoRecogniser) -> Message:
    wanted = f"“{error.wanted}” is not installed" if error.wanted else "no speech recogniser is installed"
    return Message(
        f"There is no transcript: {wanted}.",
        "Run `runthrough models get base.en` (or `models add PATH` without a network), then `runthrough recognise`.",
    )


@describe.register
def _(_error: errors.RecognitionStopped) -> Message:
    return Message("Stopped.", "What was transcribed until then is kept; `runthrough recognise` goes on.")


@describe.register
def _(error: errors.LanguageNotUnderstood) -> Message:
    return Message(
        f"Not transcribed: {error.recogniser} understands English alone, and this is {language_name(error.language)}.",
        "The recording is safe. Run `runthrough models get base`, then `runthrough recognise`.",
    )


@describe.register
def _(error: errors.RecognitionFailed) -> Message:
    return Message(
        f"{error.recogniser} could not transcribe this: {error.detail}. The recording is safe.",
        "Try again with `runthrough recognise`, or choose another recogniser with --recogniser.",
    )


@describe.register
def _(error: errors.DownloadFailed) -> Message:
    return Message(
        f"The download stopped at {error.what}: {error.detail}.",
        "Try again, it goes on where it stopped; or bring the model as a folder or zip: `runthrough models add PATH`.",
    )


@describe.register
def _(error: errors.DownloadPaused) -> Message:
    return Message(f"The download pauses at {error.what}.", "Start it again, and it goes on where it stopped.")


@describe.register
def _(error: errors.DownloadDamaged) -> Message:
    return Message(
        f"{error.file} came damaged: it is not the file that was published. It was deleted.", "Download it again."
    )


@describe.register
def _(error: errors.UnknownModel) -> Message:
    return Message(f"There is no speech model “{error.wanted}”.", f"Choose one of: {_listed(error.known)}.")


@describe.register
def _(error: errors.NoRoomForModel) -> Message:
    needed, free = (round(size / 1e6) for size in (error.needed, error.free))
    return Message(
        f"The model needs {needed} MB on the disk of {error.folder}, and {free} MB are free.",
        "Free some space and try again, or choose a smaller model.",
    )


@describe.register
def _(error: errors.NotAModel) -> Message:
    return Message(
        f"{error.path} is not a Whisper model in CTranslate2 format: {error.detail}.",
        "Give a folder, or a zip of one, with model.bin, config.json, tokenizer.json and vocabulary.json or .txt.",
    )


@describe.register
def _(error: errors.ModelThere) -> Message:
    return Message(
        f"The model “{error.name}” is installed already, in {error.folder}.",
        f"To have it anew, run `runthrough models remove {error.name}` first.",
    )
