"""Colours, type and the style sheet, light and dark (ui.md 2). One theme an application; widgets ask `theme()`."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QApplication

from runthrough.storage.settings import Settings
from runthrough.storage.settings import Theme as Scheme

LIGHT = {
    "bg": "#FCFCFB",
    "surface": "#FFFFFF",
    "raised": "#FFFFFF",
    "sunken": "#F4F4F1",
    "hover": "#EEEEEA",
    "line": "#E6E6E2",
    "line2": "#D3D3CE",
    "edge": "#85878F",
    "text1": "#1B1C1F",
    "text2": "#54565D",
    "text3": "#676971",
    "accent": "#3D57D6",
    "accent-h": "#2F46BA",
    "accent-p": "#263A9E",
    "accent-g": "#3D57D6",
    "accent-t": "#2F46BA",
    "on-accent": "#FFFFFF",
    "tint": "#EBEEFC",
    "tint2": "#C9D1F7",
    "green": "#1F8A57",
    "green-t": "#166B41",
    "green-b": "#E2F2E9",
    "amber": "#BF7E00",
    "amber-t": "#7A5200",
    "amber-b": "#FAF0DA",
    "red": "#CC3A30",
    "red-t": "#A9281F",
    "red-b": "#FBE8E5",
}
DARK = {
    "bg": "#141517",
    "surface": "#1B1C1F",
    "raised": "#25272B",
    "sunken": "#101113",
    "hover": "#232529",
    "line": "#2C2E33",
    "line2": "#3D4047",
    "edge": "#727680",
    "text1": "#EDEEF0",
    "text2": "#B3B6BD",
    "text3": "#9497A0",
    "accent": "#4C66E8",
    "accent-h": "#506AEA",
    "accent-p": "#3F58D2",
    "accent-g": "#8397FF",
    "accent-t": "#A3B2FF",
    "on-accent": "#FFFFFF",
    "tint": "#232B52",
    "tint2": "#39457F",
    "green": "#52C68F",
    "green-t": "#52C68F",
    "green-b": "#14301F",
    "amber": "#E3B04B",
    "amber-t": "#E3B04B",
    "amber-b": "#33270E",
    "red": "#F37167",
    "red-t": "#F37167",
    "red-b": "#3A1B18",
}
"""The tokens of ui.md 2.1; a test holds their contrast against the ratios given there."""


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type: pixels at scale 1, line height in pixels, weight, letter spacing in pixels."""

    px: float
    line: int
    weight: QFont.Weight = QFont.Weight.Normal
    spacing: float = 0.0


TYPES = {
    "clock": Type(104, 104, QFont.Weight.DemiBold),
    "hero": Type(38, 46, QFont.Weight.DemiBold, -0.8),
    "display": Type(36, 44, QFont.Weight.DemiBold, -0.8),
    "title": Type(28, 36, QFont.Weight.DemiBold, -0.5),
    "heading": Type(20, 28, QFont.Weight.DemiBold),
    "total": Type(22, 28, QFont.Weight.DemiBold),
    "cue": Type(18, 26),
    "keyword": Type(17, 24),
    "prompt": Type(17, 26),
    "reading": Type(16, 28),
    "number": Type(16, 20, QFont.Weight.DemiBold),
    "strong": Type(14, 20, QFont.Weight.DemiBold),
    "medium": Type(14, 20, QFont.Weight.Medium),
    "body": Type(14, 20),
    "small": Type(13, 18),
    "caption": Type(12, 16),
    "axis": Type(11, 14),
}
"""The sizes of ui.md 2.2."""


class Theme(QObject):
    """The look that is in force. `changed` is emitted after palette and style sheet were set anew."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = settings.theme
        self.text_scale = settings.text_scale
        self.reduced_motion = settings.reduced_motion
        self._general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        self._fonts: dict[str, QFont] = {}
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force; an unknown system scheme counts as light (measured under X11)."""
        if self._scheme is Scheme.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    def choose(self, settings: Settings) -> None:
        """Follow the system, or not; text from 1.0 to 1.5 of its size. Does nothing when all that is as it was."""
        self.reduced_motion = settings.reduced_motion
        if (settings.theme, settings.text_scale) != (self._scheme, self.text_scale):
            self._scheme, self.text_scale = settings.theme, settings.text_scale
            self.apply()

    def name_of(self, token: str) -> str:
        """A token's colour as #RRGGBB."""
        return (DARK if self.dark else LIGHT)[token]

    def colour(self, token: str) -> QColor:
        """A token's colour."""
        return QColor(self.name_of(token))

    def font(self, name: str) -> QFont:
        """A font of ui.md 2.2 with figures of equal width; do not change it."""
        if name not in self._fonts:
            self._fonts[name] = self._make_font(TYPES[name])
        return self._fonts[name]

    def line_height(self, name: str) -> int:
        """Pixels from line to line."""
        return round(TYPES[name].line * self.text_scale)

    def px(self, size: float) -> int:
        """A length that grows with the text."""
        return round(size * self.text_scale)

    def apply(self) -> None:
        """Set palette and style sheet."""
        from runthrough.ui.style import style_sheet  # noqa: PLC0415  style needs the tokens above

        self._fonts.clear()
        self._application.setFont(self.font("body"))
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(style_sheet(self))
        self.changed.emit()

    def _make_font(self, made: Type) -> QFont:
        font = QFont(self._general)
        font.setPixelSize(round(made.px * self.text_scale))
        font.setWeight(made.weight)
        if made.spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, made.spacing)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        tokens = {
            role.Window: "bg",
            role.WindowText: "text1",
            role.Base: "surface",
            role.AlternateBase: "sunken",
            role.Text: "text1",
            role.Button: "surface",
            role.ButtonText: "text1",
            role.PlaceholderText: "text3",
            role.Highlight: "tint",
            role.HighlightedText: "text1",
            role.ToolTipBase: "raised",
            role.ToolTipText: "text1",
            role.Link: "accent-t",
            role.Mid: "line2",
            role.Dark: "edge",
            role.Light: "raised",
        }
        palette = QPalette()
        for each, token in tokens.items():
            palette.setColor(each, self.colour(token))
        for each in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, self.colour("text3"))
        return palette


_THEME = "runthrough_theme"


def install(theme: Theme) -> None:
    """Make a theme the application's."""
    QApplication.instance().setProperty(_THEME, theme)  # type: ignore[union-attr]


def theme() -> Theme:
    """The application's theme."""
    found = QApplication.instance().property(_THEME)  # type: ignore[union-attr]
    if not isinstance(found, Theme):
        raise TypeError("no theme was installed")
    return found


def pen(
    colour: QColor,
    width: float,
    cap: Qt.PenCapStyle = Qt.PenCapStyle.SquareCap,
    join: Qt.PenJoinStyle = Qt.PenJoinStyle.BevelJoin,
) -> QPen:
    """A solid pen with the ends and corners that are meant."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, cap, join)
