"""Expected errors as the window says them: what happened, and what to do next here."""

from __future__ import annotations

from functools import singledispatch

from runthrough.domain import errors
from runthrough.messages import Message, describe


def notice(error: errors.RunthroughError) -> Message:
    """What happened, and the next step for somebody who sees a window and no command line."""
    told = describe(error)
    return Message(told.what, _next_step(error) or told.next)


@singledispatch
def _next_step(error: errors.RunthroughError) -> str:
    """Empty where the command line's advice holds here, too."""
    return ""


@_next_step.register
def _(_error: errors.NoMicrophone) -> str:
    return "Plug one in, or allow access in the system settings, then look again."


@_next_step.register
def _(_error: errors.SoundSystemMissing) -> str:
    return "Install it (Debian and Ubuntu: sudo apt-get install libportaudio2) and start Runthrough again."


@_next_step.register
def _(_error: errors.MicrophoneGone) -> str:
    return "Everything until then is safe. Plug it in or choose another one, and go on."


@_next_step.register
def _(error: errors.DiskTooFull) -> str:
    return "Free some space and try again." if error.at is None else "Everything until then is safe."


@_next_step.register
def _(_error: errors.FolderUnwritable) -> str:
    return "Allow writing to it and try again, or start Runthrough with --data-dir and another folder."


@_next_step.register
def _(_error: errors.DataInUse) -> str:
    return "Close the other copy and try again, or start Runthrough with --data-dir and another folder."


@_next_step.register
def _(_error: errors.DatabaseDamaged) -> str:
    return "It can be set aside and made again from the recordings; nothing is deleted."


@_next_step.register
def _(_error: errors.DatabaseTooNew) -> str:
    return "Install that version, or start Runthrough with --data-dir and another folder. Nothing was changed."


@_next_step.register
def _(_error: errors.ModelDamaged) -> str:
    return "Download it again, or choose another model in Set-up."


@_next_step.register
def _(_error: errors.NoRecogniser) -> str:
    return "Choose one in Set-up. Recording works without one."


@_next_step.register
def _(_error: errors.RecognitionFailed) -> str:
    return "Try again, or use another recogniser."


@_next_step.register
def _(_error: errors.LanguageNotUnderstood) -> str:
    return "The recording is safe. Download a model for many languages in Set-up and try again."


@_next_step.register
def _(_error: errors.DownloadFailed) -> str:
    return "Press Go on to try again, what is here is kept. No network? Choose a folder instead."


@_next_step.register
def _(_error: errors.DownloadDamaged) -> str:
    return "Download it again."


@_next_step.register
def _(_error: errors.NotAModel) -> str:
    return "Choose a folder, or a zip of one, with model.bin, config.json, tokenizer.json and a vocabulary."


@_next_step.register
def _(_error: errors.ModelThere) -> str:
    return "To have it anew, delete it first."


@_next_step.register
def _(_error: errors.UnknownRunThrough) -> str:
    return "It may have been deleted. Go back to the questions."
