"""How far recognising again is, and how to stop it; the same wherever it was begun."""

from __future__ import annotations

from runthrough.ui.hearing_again import HearingAgain, progress_words
from runthrough.ui.widgets.banner import Action, Banner, Notice


class AgainBar(Banner):
    """Shown while something is recognised again."""

    def __init__(self) -> None:
        super().__init__()
        self._again: HearingAgain | None = None

    def follow(self, again: HearingAgain) -> None:
        """Show how far this is."""
        self._again = again
        again.changed.connect(self._show)
        again.progressed.connect(self._show)

    def _show(self) -> None:
        again = self._again
        if again is None or not again.busy:
            self.show_notice(None)
            return
        so_far = again.so_far
        stop = (Action("Stop", again.stop),)
        share = so_far.share if so_far else 0.0
        self.show_notice(Notice("Recognising again", progress_words(so_far), actions=stop, share=share))
