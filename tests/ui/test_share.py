"""Export in the window, the names that were said and the questions to come; the list on the set-up page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from runthrough.domain.follow_ups import FollowUp
from runthrough.domain.said_names import names_said
from runthrough.domain.share_plan import Plan
from runthrough.storage.settings import Settings
from runthrough.ui.pages.review_share import ShareDialog
from runthrough.ui.pages.set_up_names import NamesCard
from ui.fake_desk import ONE, TWO, question, section_review, sheet
from ui.house import WAIT, button, visible_words

NAMES = ("project", "pricing service")


def a_sheet(**facts):
    made = sheet(section_review(question(), 0, ONE), section_review(question(), 1, TWO))
    return replace(made, names=names_said(made.review, NAMES), confidential=NAMES, **facts)


@pytest.fixture
def review(house, qtbot):
    """The review page in its window, on a run-through in which two names were said."""
    house.desk.sheets["run-1"] = a_sheet(follow_ups=(FollowUp("Why not stay?", "one", "one/growth"),))
    house.start()
    house.window.show_page("review", rail=False)
    with qtbot.waitSignal(house.flow.reviewing.shown, timeout=WAIT):
        house.flow.reviewing.open("run-1")
    return house.flow.review


def dialog_of(review) -> ShareDialog:
    QApplication.processEvents()
    return next(each for each in review.findChildren(ShareDialog) if each.isVisible())


def test_an_export_masks_the_list_unless_the_speaker_says_no(review, house, qtbot, tmp_path):
    button(review, "Export").click()
    dialog = dialog_of(review)
    assert dialog.masks.text() == "Mask the 2 names of my list"
    dialog.write_to(str(tmp_path / "page.md"))
    house.until_told("Written: page.md")
    qtbot.keyClick(review, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(review)
    dialog.masks.click()
    dialog.sound.click()
    dialog.write_to(str(tmp_path / "page.md"))
    house.until_told("Written: page.md and page.wav")
    assert house.desk.named("share") == [
        ("run-1", Plan(tmp_path / "page.md", None, NAMES)),
        ("run-1", Plan(tmp_path / "page.md", tmp_path / "page.wav", ())),
    ]


def test_the_sound_is_written_over_no_other_sound(review, house, tmp_path):
    (tmp_path / "page.wav").write_bytes(b"somebody's")
    review.export()
    dialog = dialog_of(review)
    dialog.sound.click()
    dialog.write_to(str(tmp_path / "page.md"))
    house.until_told("Written: page.md and page-2.wav")


def test_a_file_is_asked_for_and_without_one_nothing_is_written(review, house):
    review.export()
    dialog = dialog_of(review)
    button(dialog, "Choose a file").click()
    asked = dialog.findChild(QFileDialog)
    assert asked.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    asked.reject()
    button(dialog, "Cancel").click()
    assert house.desk.named("share") == []


def test_who_has_no_list_is_told_where_it_is(theme, qtbot):
    made = ShareDialog(replace(a_sheet(), confidential=()), None)
    qtbot.addWidget(made)
    made.show()
    assert not made.masks.isEnabled()
    assert not made.masks.isChecked()
    assert [words for words in visible_words(made) if "set-up page" in words]


def test_names_that_were_said_are_told_and_played_where_they_were_said(review, house):
    words = visible_words(review.side)
    assert "Names of your list" in words
    assert "2 said" in words
    button(review, "Play 0:17, pricing service").click()
    assert review.section.section.id == "two"


def test_what_a_listener_might_ask_becomes_what_is_asked_next_time(review, house, qtbot):
    assert "A listener might ask" in visible_words(review.side)
    assert "Why not stay?" in visible_words(review.side)
    house.desk.sheets["run-1"] = a_sheet(follow_ups=(FollowUp("And now?", "one", "one/growth"),), will_ask=True)
    with qtbot.waitSignal(house.flow.reviewing.shown, timeout=WAIT):
        house.flow.reviewing.refresh()
    assert "Asked next time" in visible_words(review.side)
    assert "Why not stay?" not in visible_words(review.side)


# the list


@pytest.fixture
def card(theme, qtbot):
    made = NamesCard()
    qtbot.addWidget(made)
    made.got = []
    made.changed.connect(lambda *changed: made.got.append(changed))
    made.show_settings(Settings(confidential=("Acme",)))
    made.show()
    return made


def test_the_list_is_kept_tidy_when_it_is_left(card):
    assert card.names.toPlainText() == "Acme"
    card.names.setPlainText(" Acme\n\nBlue   River \nAcme\n")
    card.names.left.emit()
    card.names.left.emit()
    assert card.got == [(("Acme", "Blue River"), True)]


def test_follow_ups_can_be_left_to_the_template(card):
    card.follow_ups.click()
    assert card.got == [(("Acme",), False)]


def test_what_was_written_holds_when_the_page_is_left_at_once(house, qtbot):
    house.start()
    house.flow.set_up.prepare(house.desk.settings)
    house.window.show_page("set_up")
    field = house.flow.set_up.names.names
    field.setFocus()
    qtbot.keyClicks(field, "Acme")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "Blue River")
    assert house.window.page == "set_up"
    house.flow.go_home()
    qtbot.waitUntil(lambda: bool(house.desk.named("save_settings")), timeout=WAIT)
    assert house.desk.settings.confidential == ("Acme", "Blue River")


def test_the_first_start_does_not_ask_for_names(house):
    house.flow.set_up.prepare(Settings())
    assert "Follow-ups and names" not in visible_words(house.flow.set_up)


def test_settings_stay_as_they_are_while_the_set_up_page_is_not_seen(house, qtbot):
    chosen = replace(house.desk.settings, confidential=("Acme",), ask_follow_ups=False, text_scale=1.3)
    house.desk.settings = chosen
    house.start()
    house.flow.go_home()
    QApplication.processEvents()
    house.flow.close()
    assert house.desk.settings == chosen
    assert house.desk.named("save_settings") == []


def test_a_name_that_is_being_written_is_kept_when_the_window_closes(house):
    house.start()
    house.window.show_page("set_up")
    house.flow.set_up.prepare(house.desk.settings)
    house.flow.set_up.names.names.setPlainText("Acme")
    house.flow.close()
    assert house.desk.settings.confidential == ("Acme",)
