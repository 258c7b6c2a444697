"""Colours that can be read, type of equal figures, a sheet without holes."""

import re

import pytest

from runthrough.places import style_file
from runthrough.storage.settings import Settings, Theme
from runthrough.ui import theme as look
from runthrough.ui.style import style_sheet

GROUNDS = ("surface", "bg", "sunken")


def luminance(colour):
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [look.LIGHT, look.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "grounds", "least"),
    [
        ("text1", (*GROUNDS, "raised", "hover", "line", "tint", "amber-b", "red-b", "green-b"), 4.5),
        ("text2", (*GROUNDS, "raised", "hover", "amber-b", "red-b"), 4.5),
        ("text3", (*GROUNDS, "tint"), 4.5),
        ("accent-t", (*GROUNDS, "tint"), 4.5),
        ("on-accent", ("accent", "accent-h", "accent-p"), 4.5),
        ("green-t", (*GROUNDS, "green-b"), 4.5),
        ("amber-t", (*GROUNDS, "amber-b"), 4.5),
        ("red-t", (*GROUNDS, "red-b"), 4.5),
        ("edge", GROUNDS, 3.0),
        ("accent-g", (*GROUNDS, "tint"), 3.0),
        ("green", GROUNDS, 3.0),
        ("amber", GROUNDS, 3.0),
        ("red", GROUNDS, 3.0),
    ],
)
def test_text_and_marks_can_be_told_from_every_ground_they_stand_on(tokens, ink, grounds, least):
    assert {
        ground: round(contrast(tokens[ink], tokens[ground]), 2)
        for ground in grounds
        if contrast(tokens[ink], tokens[ground]) < least
    } == {}


def test_both_themes_have_the_same_tokens():
    assert look.LIGHT.keys() == look.DARK.keys()


def test_every_name_in_the_style_sheet_is_a_colour_or_a_size(theme):
    assert "@" in style_file().read_text()
    assert not re.search(r"@[a-z]", style_sheet(theme))


def test_the_speaker_can_choose_against_the_system(theme, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.choose(Settings(theme=Theme.DARK))
    assert theme.dark
    assert theme.name_of("bg") == look.DARK["bg"]
    theme.choose(Settings(theme=Theme.LIGHT))
    assert not theme.dark


def test_larger_text_is_larger_everywhere(theme):
    before = theme.font("body").pixelSize(), theme.line_height("reading")
    theme.choose(Settings(theme=Theme.LIGHT, text_scale=1.5))
    assert (theme.font("body").pixelSize(), theme.line_height("reading")) == (before[0] * 1.5, before[1] * 1.5)
