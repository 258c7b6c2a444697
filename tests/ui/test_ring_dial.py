"""The section clock tells its state by shape and words, and only repaints what changed."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from runthrough.domain.clock import TimeState
from runthrough.domain.question import Band
from runthrough.ui.widgets.glyphs import paint_time_mark
from runthrough.ui.widgets.ring_dial import BEGIN, SWEEP, Dial, RingDial
from runthrough.ui.widgets.small_marks import review_state

BAND = Band(60, 90)


@pytest.fixture
def dial(theme, qtbot):
    made = RingDial()
    qtbot.addWidget(made)
    made.set_side(440)
    return made


def grey(widget):
    """The widget as a colour-blind printer would give it."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int).copy()


def test_the_clock_is_there_in_words(dial):
    dial.show_dial(Dial(BAND, 68.4))
    assert dial.accessibleName() == "Section clock"
    assert dial.accessibleDescription() == "1:08, In the band, 0:22 left of 1:30"


def test_the_count_in_is_only_a_number(dial):
    dial.show_dial(Dial(BAND, hushed=True, word="Get ready", count_in=3))
    assert dial.accessibleDescription() == "3"


def test_every_state_looks_different_without_any_colour(dial):
    pictures = []
    for seconds in (42, 68, 80, 102):
        dial.show_dial(Dial(BAND, seconds, word="same words"))
        pictures.append(grey(dial))
    for at, one in enumerate(pictures):
        for other in pictures[at + 1 :]:
            assert (np.abs(one - other) > 40).sum() > 200


def test_a_shape_of_its_own_marks_each_state(theme):
    """The same place, size and colour: what differs then is the shape."""
    pictures = []
    for state in TimeState:
        image = QImage(40, 40, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_time_mark(painter, state, QPointF(20, 20), 10, QColor("black"))
        painter.end()
        pictures.append(np.frombuffer(image.constBits(), np.uint8).reshape(40, 40).astype(int).copy())
    for at, one in enumerate(pictures):
        assert all((np.abs(one - other) > 100).sum() > 40 for other in pictures[at + 1 :])


def test_the_ring_begins_at_seven_and_ends_at_five_o_clock():
    dial = Dial(BAND)
    assert dial.angle(0) == BEGIN
    assert dial.angle(105) == BEGIN + SWEEP
    assert dial.angle(1000) == BEGIN + SWEEP
    assert Dial(Band(300, 360)).end == 390


def test_nothing_is_painted_while_nothing_changes(dial, qtbot):
    dial.show()
    dial.show_dial(Dial(BAND, 10.0))
    qtbot.waitUntil(lambda: dial._ground is not None)
    painted = []
    dial.paintEvent = painted.append
    dial.show_dial(Dial(BAND, 10.001))
    QApplication.processEvents()
    assert painted == []
    dial.show_dial(Dial(BAND, 11.0))
    QApplication.processEvents()
    assert len(painted) == 1


@pytest.mark.parametrize("seconds", [0, 59.9, 3599, 3600, 35_999])
def test_any_length_can_be_painted(dial, seconds):
    dial.show_dial(Dial(BAND, seconds))
    assert not dial.grab().isNull()


def test_a_review_is_milder_than_the_clock():
    assert review_state(BAND, 94) is TimeState.IN
    assert review_state(BAND, 96) is TimeState.OVER
    assert review_state(BAND, 56) is TimeState.IN
    assert review_state(BAND, 54) is TimeState.BEFORE
