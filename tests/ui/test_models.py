"""Speech models in set-up: download, pause, go on, bring, try, delete, and that the new one listens at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QProgressBar

from runthrough.domain.errors import DownloadDamaged, DownloadFailed, NoRecogniser, NotAModel
from runthrough.domain.speech_models import Fetched, HubAccess, ModelRow
from runthrough.ui.notices import notice
from runthrough.ui.pages.model_row import RowState, duration, offers, progress_words, speed_words, state_word
from runthrough.ui.shelving import Doing, Work, seconds_left
from ui.fake_models import TRIAL
from ui.house import WAIT, House, button, visible_words


class Card:
    """The models card of a whole window on a fake desk."""

    def __init__(self, house: House, qtbot) -> None:
        self.house, self.qtbot, self.models = house, qtbot, house.desk.models
        house.start()
        house.flow.go_to_models()
        self.card = house.flow.set_up.models
        self.until(lambda: "moonshine" in self.card._views)

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT)

    def until_idle(self) -> None:
        self.until(lambda: self.house.flow.shelving.work is None)

    def press(self, name: str) -> None:
        button(self.card, name).click()

    def words(self, name: str) -> str:
        return "\n".join(visible_words(self.card._views[name]))

    def choose_in_menu(self, title: str, action: str) -> None:
        self.press(f"More: {title}")
        menu = next(each for each in self.card.findChildren(QMenu) if each.isVisible())
        next(each for each in menu.actions() if each.text() == action).trigger()
        menu.close()

    def calls(self, name: str) -> list[tuple]:
        return [call[1:] for call in self.models.calls if call[0] == name]


@pytest.fixture
def card(house, qtbot) -> Card:
    return Card(house, qtbot)


def test_size_and_use_are_told_before_anything_is_downloaded(card):
    assert "148 MB" in card.words("base.en")
    assert "English on a small laptop" in card.words("base.en")
    assert not card.card._views["base.en"].radio.isEnabled()
    assert card.models.calls == []


def test_a_mirror_and_a_proxy_are_kept_and_used(card):
    way = card.card.way
    assert way.isHidden()
    card.press("Mirror and proxy")
    assert way.isVisible()
    assert way.mirror.hasFocus()
    card.qtbot.keyClicks(way.mirror, " https://mirror.example/hub ")
    card.qtbot.keyClick(way.mirror, Qt.Key.Key_Tab)
    card.qtbot.keyClicks(way.proxy, "http://proxy.example:8080")
    card.qtbot.keyClick(way.proxy, Qt.Key.Key_Tab)
    settings = card.house.desk.settings
    assert settings.hub == HubAccess("https://mirror.example/hub", "http://proxy.example:8080")
    card.house.flow.go_home()
    card.house.flow.go_to_models()
    assert way.mirror.text() == "https://mirror.example/hub"
    way.mirror.clear()
    way.proxy.clear()
    card.house.flow.go_home()
    assert card.house.desk.settings.hub == HubAccess()


def test_enter_in_an_address_keeps_it_and_stays_on_the_page(card):
    card.press("Mirror and proxy")
    card.qtbot.keyClicks(card.card.way.mirror, "https://mirror.example")
    card.qtbot.keyClick(card.card.way.mirror, Qt.Key.Key_Return)
    assert card.house.desk.settings.model_mirror == "https://mirror.example"
    assert card.house.window.page == "set_up"


@pytest.mark.parametrize("text", ["huggingface.co", "ftp://mirror", "http://", "http://host:port", "http://[::1"])
def test_what_is_no_address_is_told_and_not_kept(card, text):
    way = card.card.way
    card.press("Mirror and proxy")
    way.mirror.setText(text)
    way.mirror.editingFinished.emit()
    assert way.trouble.text() == f"“{text}” is no address: it begins with http:// or https://."
    assert way.trouble.isVisible()
    assert card.house.desk.settings.model_mirror is None
    card.house.flow.go_home()
    card.house.flow.go_to_models()
    assert (way.mirror.text(), way.trouble.isVisible()) == (text, True), "nothing that was written is lost"
    way.mirror.setText("http://localhost:9000")
    way.mirror.editingFinished.emit()
    assert not way.trouble.isVisible()
    assert card.house.desk.settings.model_mirror == "http://localhost:9000"


def test_a_download_shows_bytes_pauses_and_goes_on(card):
    card.models.goes_on.clear()
    card.press("Download: Whisper base.en")
    card.until(lambda: "37 of 148 MB" in card.words("base.en"))
    assert card.card._views["base.en"].findChild(QProgressBar).isVisible()
    assert not button(card.card, "Download: Whisper small.en").isEnabled()
    card.press("Pause: Whisper base.en")
    card.until_idle()
    card.until(lambda: "37 of 148 MB are here" in card.words("base.en"))
    card.models.goes_on.set()
    card.press("Go on: Whisper base.en")
    card.until_idle()
    card.until(card.card._views["base.en"].radio.isEnabled)
    assert card.calls("fetch") == [("base.en",), ("base.en",)]


def test_a_download_that_is_cancelled_leaves_nothing(card):
    card.models.goes_on.clear()
    card.press("Download: Whisper base.en")
    card.until(lambda: "37 of 148 MB" in card.words("base.en"))
    card.press("Cancel: Whisper base.en")
    card.until(lambda: bool(card.calls("discard")))
    card.until_idle()
    card.until(lambda: "are here" not in card.words("base.en"))
    assert button(card.card, "Download: Whisper base.en").isEnabled()


def test_a_paused_download_can_be_discarded(card):
    card.models.shelf["base.en"] = replace(card.models.shelf["base.en"], waiting=37_000_000)
    card.press("Look for speech models again")
    card.until(lambda: "are here" in card.words("base.en"))
    card.press("Discard: Whisper base.en")
    card.until_idle()
    card.until(lambda: "are here" not in card.words("base.en"))


def test_what_was_downloaded_is_loaded_without_a_new_start(card):
    before = len(card.house.desk.named("warm_up"))
    card.press("Download: Whisper small.en")
    card.until_idle()
    card.until(lambda: len(card.house.desk.named("warm_up")) > before)


def test_while_somebody_speaks_the_next_rehearsal_gets_it(card, monkeypatch):
    monkeypatch.setattr(type(card.house.flow.rehearsing), "running", property(lambda _self: True))
    before = len(card.house.desk.named("warm_up"))
    card.press("Download: Whisper small.en")
    card.until_idle()
    assert len(card.house.desk.named("warm_up")) == before
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DownloadFailed("model.bin", "no network"), "No network? Choose a folder instead."),
        (DownloadDamaged("model.bin"), "Download it again."),
    ],
)
def test_a_download_that_fails_says_what_to_do_and_can_be_tried_again(card, error, words):
    card.models.errors["fetch"] = error
    card.press("Download: Whisper base.en")
    card.until_idle()
    card.until(lambda: words in card.words("base.en"))
    assert button(card.card, "Download: Whisper base.en").isEnabled()


def test_the_focus_stays_in_the_row_when_its_button_goes(card):
    card.models.goes_on.clear()
    made = button(card.card, "Download: Whisper base.en")
    made.setFocus()
    card.qtbot.keyClick(made, Qt.Key.Key_Return)
    card.until(lambda: card.house.flow.shelving.work is not None)
    assert card.house.window.focusWidget() is button(card.card, "Pause: Whisper base.en")
    card.models.close()


def test_a_damaged_model_is_downloaded_again(card):
    card.models.shelf["base.en"] = replace(
        card.models.shelf["base.en"], folder=Path("x"), own=True, trouble="model.bin has 3 bytes, not 9"
    )
    card.press("Look for speech models again")
    card.until(lambda: "model.bin has 3 bytes, not 9." in card.words("base.en"))
    assert "Damaged" in card.words("base.en")
    assert not card.card._views["base.en"].radio.isEnabled()
    card.press("Download again: Whisper base.en")
    card.until_idle()
    assert (card.calls("remove"), card.calls("fetch")) == ([("base.en",)], [("base.en",)])


def test_a_folder_without_a_network_is_installed_or_what_is_missing_is_named(card, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "mine"))
    card.models.errors["bring"] = NotAModel(tmp_path / "mine", "model.bin is missing")
    card.press("Choose a model folder")
    card.until_idle()
    card.until(lambda: any("model.bin is missing" in each for each in visible_words(card.card)))
    del card.models.errors["bring"]
    card.press("Choose a model folder")
    card.until_idle()
    card.until(lambda: "mine" in card.card._views)
    assert any("mine is installed" in each for each in visible_words(card.card))


def test_a_zip_does_as_well(card, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "mine.zip"), ""))
    card.press("Choose a zipped model")
    card.until_idle()
    assert card.calls("bring") == [(tmp_path / "mine.zip",)]


def test_the_speed_on_this_computer_is_measured_on_request_and_shown(card):
    assert "not measured yet" in card.words("moonshine")
    card.choose_in_menu("Moonshine", "Measure its speed here")
    card.until_idle()
    card.until(lambda: "2.1 s for ten seconds of speech" in card.words("moonshine"))
    assert "keeps up with you" in card.words("moonshine")


def test_files_are_checked_on_request(card):
    card.choose_in_menu("Moonshine", "Check its files")
    card.until_idle()
    card.until(lambda: "All files are sound." in card.words("moonshine"))


@pytest.mark.parametrize("answer", ["Delete", "Keep it"])
def test_a_model_is_deleted_only_after_a_yes(card, answer):
    card.press("Download: Whisper base.en")
    card.until_idle()
    card.until(card.card._views["base.en"].radio.isEnabled)
    card.choose_in_menu("Whisper base.en", "Delete …")
    box = card.card.findChild(QMessageBox)
    next(each for each in box.buttons() if each.text() == answer).click()
    card.until_idle()
    assert bool(card.calls("remove")) == (answer == "Delete")


def test_all_models_are_one_press_away(card):
    assert "large-v3-turbo" not in card.card._views
    card.press("All models (4)")
    assert "1622 MB" in card.words("large-v3-turbo")
    card.press("Fewer models")
    assert "large-v3-turbo" not in card.card._views


def test_an_installed_model_is_chosen(card):
    card.press("Download: Whisper base.en")
    card.until_idle()
    card.until(card.card._views["base.en"].radio.isEnabled)
    card.card._views["base.en"].radio.click()
    assert card.house.desk.settings.recogniser == "whisper:base.en"


def test_the_download_goes_on_on_other_pages_and_closing_the_window_pauses_it(card):
    card.models.goes_on.clear()
    card.press("Download: Whisper base.en")
    card.until(lambda: "37 of 148 MB" in card.words("base.en"))
    assert "The download goes on in the background." in visible_words(card.house.flow.set_up)
    card.house.flow.go_home()
    assert card.house.flow.shelving.work is not None
    with card.qtbot.waitSignal(card.house.flow.finished, timeout=WAIT):
        card.house.window.close()
    assert card.models.shelf["base.en"].waiting


def test_without_a_recogniser_the_window_leads_to_the_models(house, qtbot):
    house.desk.errors["warm_up"] = NoRecogniser(None, Path("models"))
    house.start()
    qtbot.waitUntil(lambda: house.window.banner.shown is not None, timeout=WAIT)
    choose = next(each for each in house.window.banner.shown.actions if each.text == "Choose a model")
    choose.call()
    assert house.window.page == "set_up"
    assert "Set-up" in notice(house.desk.errors["warm_up"]).next


def test_how_long_it_takes_is_guessed_once_it_is_steady():
    assert seconds_left((10.0, 100), 10.5, Fetched(200, 1000)) is None
    assert seconds_left((10.0, 100), 12.0, Fetched(300, 1000)) == pytest.approx(7.0)
    assert seconds_left((10.0, 100), 12.0, Fetched(100, 1000)) is None


def test_how_far_it_is_is_told_in_words():
    assert progress_words(Work("x", Doing.FETCH, 90_000_000, 145_000_000, 20.0)) == "90 of 145 MB, 20 s left"
    assert progress_words(Work("x", Doing.FETCH, 9, 9)) == "All is here; trying it out"
    assert progress_words(Work("x", Doing.FETCH)) == "Downloading"
    assert progress_words(Work("x", Doing.FETCH, 1, 9, ending=True)) == "Ending"
    assert progress_words(Work("x", Doing.TRY)) == "Hearing ten seconds of speech"
    assert [duration(each) for each in (0.2, 89, 90, 1000)] == ["1 s", "89 s", "2 min", "17 min"]


def test_a_slow_model_and_a_graphics_card_that_fails_are_told():
    slow = replace(TRIAL, share=1.4, hardware=replace(TRIAL.hardware, fell_back="no cuBLAS"))
    assert "14.0 s for ten seconds" in speed_words(slow)
    assert "falls behind" in speed_words(slow)
    assert "the graphics card is not used: no cuBLAS" in speed_words(slow)


def test_a_slim_copy_says_that_its_model_is_not_included():
    slim = ModelRow("moonshine", "moonshine", "Moonshine", comes_along=True)
    assert state_word(slim, RowState()) == ("quiet", "Not included")
    assert offers(slim, None) == ()
