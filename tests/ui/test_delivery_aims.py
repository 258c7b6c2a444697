"""The speaker's own pace band and fillers, on the set-up page."""

import pytest
from PySide6.QtCore import Qt

from runthrough.domain.norms import FILLER_WORDS, Aims
from runthrough.storage.settings import Settings
from runthrough.ui.pages.set_up_delivery import DeliveryAimsCard
from ui.house import WAIT, button, visible_words


@pytest.fixture
def card(theme, qtbot):
    made = DeliveryAimsCard()
    qtbot.addWidget(made)
    made.got = []
    made.changed.connect(made.got.append)
    made.show_settings(Settings())
    made.show()
    return made


def write(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_band_and_the_list_are_shown_as_they_are(card):
    assert (card.low.value(), card.high.value()) == (130, 160)
    assert card.fillers.text() == ", ".join(FILLER_WORDS)


def test_another_band_holds_and_one_end_pushes_the_other(card, qtbot):
    write(qtbot, card.low, "120")
    write(qtbot, card.low, "170")
    write(qtbot, card.high, "100")
    assert [aims.pace_band for aims in card.got] == [(120, 160), (170, 175), (95, 100)]


def test_a_band_beyond_all_speech_is_kept_within_it(card, qtbot):
    write(qtbot, card.high, "9")
    assert card.got == []
    write(qtbot, card.high, "259")
    assert card.got[-1].pace_band == (130, 259)


def test_fillers_are_tidied_and_an_empty_list_is_a_list(card, qtbot):
    write(qtbot, card.fillers, " basically ,actually,, Basically,to be  honest")
    assert card.got[-1].filler_words == ("Basically", "actually", "to be honest")
    write(qtbot, card.fillers, " ")
    assert card.got[-1].filler_words == ()
    button(card, "Use the usual pace and fillers").click()
    assert card.got[-1] == Aims()


def test_what_was_not_changed_is_not_told(card, qtbot):
    write(qtbot, card.low, "130")
    assert card.got == []


def test_the_page_keeps_what_was_chosen_and_enter_in_a_field_does_not_leave_it(house, qtbot):
    house.start()
    house.flow.set_up.prepare(house.desk.settings)
    house.window.show_page("set_up")
    assert "Delivery" in visible_words(house.flow.set_up)
    card = house.flow.set_up.delivery
    write(qtbot, card.low, "120")
    assert house.window.page == "set_up"
    qtbot.waitUntil(lambda: bool(house.desk.named("save_settings")), timeout=WAIT)
    assert house.desk.settings.pace_band == (120, 160)


def test_the_first_start_does_not_ask_for_it(theme, desk, qtbot, house):
    house.flow.set_up.prepare(Settings())
    assert "Delivery" not in visible_words(house.flow.set_up)
