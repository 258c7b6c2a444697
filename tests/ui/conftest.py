"""A window without a screen: Qt's offscreen platform, the theme installed, a desk that the test fills."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc

import pytest

from runthrough.storage.settings import Settings, Theme
from runthrough.ui import theme as look
from ui.fake_desk import FakeDesk
from ui.house import House


@pytest.fixture(scope="session")
def one_theme(qapp):
    """One for the application, as in the program."""
    qapp.setStyle("Fusion")
    made = look.Theme(qapp, Settings(theme=Theme.LIGHT))
    look.install(made)
    return made


@pytest.fixture
def theme(one_theme):
    """The light theme with text of its own size, whatever the test before wore."""
    one_theme.choose(Settings(theme=Theme.LIGHT))
    return one_theme


@pytest.fixture
def desk(tmp_path):
    return FakeDesk(tmp_path / "data")


@pytest.fixture
def house(theme, desk, qtbot):
    made = House(desk, qtbot)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def garbage():
    """As in the program: cycles with widgets are never taken apart on another thread."""
    gc.disable()
    yield
    gc.collect()
