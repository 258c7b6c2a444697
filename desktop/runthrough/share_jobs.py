"""The job that writes a run-through out for others."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from runthrough.app import App
from runthrough.cli.console import print_json, talk_console
from runthrough.desk import AppDesk
from runthrough.domain.share_plan import Plan


def share(
    app: App,
    run: str,
    *,
    output: Path,
    sound: Path | None,
    names: tuple[str, ...],
    open_names: bool,
    as_json: bool,
) -> None:
    """Write a run-through's page and, with `sound`, its takes; the speaker's list and `names` are masked in both.

    `open_names`: mask nothing. Raises UnknownRunThrough, FileUnwritable, AudioUnreadable or SoundUnheard.
    """
    desk = AppDesk(app)
    masked = () if open_names else tuple(dict.fromkeys((*desk.settings.confidential, *names)))
    with app.reading():
        shared = desk.share(app.find(run).id, Plan(output, sound, masked))
    if as_json:
        print_json(
            {
                "page": str(output),
                "sound": None if sound is None else str(sound),
                "names": list(masked),
                "masked": shared.masked,
                "bleeped": shared.bleeped,
                "frames": shared.frames,
            }
        )
        return
    written = str(output) if sound is None else f"{output} and {sound}"
    talk_console().print(Text(f"Written: {written}. {shared.told}."))
