"""The template's text in colours: marks quiet, names strong, times in blue, pitfalls amber (picture 05)."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from runthrough.domain.template_lines import Line, Mark, read_line
from runthrough.ui.theme import theme

_BAND = re.compile(r"\[([^\[\]]*)\]\s*$")
_STRONG = (Mark.TITLE, Mark.SECTION)
_QUIET = (Mark.COMMENT, Mark.GUESS)
_HEADER = (Mark.TOTAL, Mark.LANGUAGE, Mark.TAGS, Mark.TERMS)


class TemplateColours(QSyntaxHighlighter):
    """Colours one document; `recolour` after the theme changed."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self._make_formats()

    def recolour(self) -> None:
        """Take the colours of the present theme."""
        self._make_formats()
        self.rehighlight()

    def _make_formats(self) -> None:
        kinds = {
            "mark": ("text3", False, False),
            "strong": ("text1", True, False),
            "text": ("text1", False, False),
            "cue": ("text2", False, False),
            "time": ("accent-t", False, False),
            "prompt": ("text2", False, True),
            "pitfall": ("amber-t", True, False),
            "quiet": ("text3", False, True),
            "guess": ("amber-t", False, True),
        }
        for name, (token, bold, italic) in kinds.items():
            made = QTextCharFormat()
            made.setForeground(theme().colour(token))
            if bold:
                made.setFontWeight(QFont.Weight.Bold)
            made.setFontItalic(italic)
            self._formats[name] = made

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        line = read_line(text)
        if line.mark in _QUIET:
            self.setFormat(0, len(text), self._formats["guess" if line.mark is Mark.GUESS else "quiet"])
            return
        self.setFormat(0, line.column, self._formats["pitfall" if line.mark is Mark.PITFALL else "mark"])
        self._colour_rest(text, line)

    def _colour_rest(self, text: str, line: Line) -> None:
        length = len(text) - line.column
        if line.mark in (Mark.CHECKPOINT, Mark.PITFALL):
            name = len(line.rest.partition("|")[0])
            self.setFormat(line.column, name, self._formats["text"])
            self.setFormat(line.column + name, length - name, self._formats["cue"])
        elif line.mark in (Mark.PROMPT, Mark.EXAMPLE, Mark.FOLLOW_UP):
            self.setFormat(line.column, length, self._formats["prompt"])
        elif line.mark in _HEADER:
            self.setFormat(line.column, length, self._formats["time" if line.mark is Mark.TOTAL else "cue"])
        elif line.mark in _STRONG:
            self.setFormat(line.column, length, self._formats["strong"])
            band = _BAND.search(text) if line.mark is Mark.SECTION else None
            if band is not None:
                self.setFormat(band.start(), len(text) - band.start(), self._formats["cue"])
                self.setFormat(band.start(1), len(band[1]), self._formats["time"])
