"""Questions, history, set-up, and what leads from one to the other."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from fakes import tone
from runthrough.domain import errors
from runthrough.domain.errors import (
    DatabaseDamaged,
    DatabaseOutdated,
    DatabaseTooNew,
    DataInUse,
    DiskTooFull,
    FolderUnwritable,
    ModelDamaged,
    NoMicrophone,
    SoundSystemMissing,
    TemplateInvalid,
)
from runthrough.domain.hear_again import Wanted
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.template_problems import TemplateProblem
from runthrough.storage.settings import Settings, Theme
from runthrough.ui.key_list import KeyList
from runthrough.ui.notices import notice
from runthrough.ui.pages.question_row import spoken, told
from runthrough.ui.pages.questions import QuestionsPage
from runthrough.ui.pages.questions_bar import sort
from runthrough.ui.ports import Overviews, QuestionOverview
from runthrough.ui.review_words import day_and_time
from ui.fake_desk import TEMPLATE, line, question, take
from ui.house import WAIT, House, button, visible_words


def overview(title, *said, question_id=None):
    asked = question(TEMPLATE.replace("Three things", title), question_id or title.lower())
    history = tuple(line(asked, number, each, 4) for number, each in reversed(list(enumerate(said, 1))))
    covered = {"one": (1, 2), "two": (0, 1)} if said else None
    return QuestionOverview(asked, history, covered, "say the number in Two." if said else "")


@pytest.fixture
def page(theme, qtbot):
    made = QuestionsPage()
    qtbot.addWidget(made)
    made.resize(1190, 800)
    made.show()
    return made


# questions


def test_a_row_says_all_it_shows_to_a_screen_reader():
    assert spoken(overview("A", 1, 3)) == "A, 0:30–1:00, 2 run-throughs, last coverage 3 of 4"
    assert spoken(overview("B")) == "B, 0:30–1:00, not rehearsed yet"
    assert told(overview("A", 1, 3)) == "2 run-throughs, first 1 of 4, last 3 of 4"


def test_the_least_covered_question_comes_first_and_the_new_ones_last():
    rows = (overview("Good", 4), overview("New"), overview("Weak", 1), overview("Another"))
    assert [each.question.template.title for each in sort(rows)] == ["Weak", "Good", "Another", "New"]


def test_one_row_is_open_with_its_next_step(page, qtbot):
    page.show_overviews(Overviews((overview("Weak", 1), overview("Good", 4))))
    assert "Next time: say the number in Two." in visible_words(page)
    assert len([each for each in page.rows if each._details.isVisible()]) == 1
    qtbot.mouseClick(page.rows[1], Qt.MouseButton.LeftButton)
    assert [each._details.isVisible() for each in page.rows] == [False, True]
    qtbot.keyClick(page.rows[1], Qt.Key.Key_Return)
    assert not any(each._details.isVisible() for each in page.rows)


def test_arrows_move_between_rows_and_ctrl_r_rehearses(page, qtbot):
    page.show_overviews(Overviews((overview("A", 1), overview("B", 2), overview("C", 3))))
    QApplication.processEvents()
    page.rows[0].setFocus()
    qtbot.keyClick(page.rows[0], Qt.Key.Key_Down)
    assert page.focusWidget() is page.rows[1]
    with qtbot.waitSignal(page.rehearse) as asked:
        qtbot.keyClick(page.rows[1], Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["b"]


def test_the_buttons_of_a_row_lead_on(page, qtbot):
    page.show_overviews(Overviews((overview("A", 1, 2),)))
    for name, signal, value in (
        ("Last review", page.review, "run-2"),
        ("History of A", page.history, "a"),
        ("Rehearse", page.rehearse, "a"),
    ):
        with qtbot.waitSignal(signal) as asked:
            button(page, name).click()
        assert asked.args == [value]


def test_enter_presses_the_button_that_has_the_focus(page, qtbot):
    page.show_overviews(Overviews((overview("A", 1),)))
    QApplication.processEvents()
    page.take_focus()
    with qtbot.waitSignal(page.rehearse):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)


def test_no_questions_at_all_is_said(page):
    page.show_overviews(Overviews(()))
    assert "No questions yet" in visible_words(page)


def test_a_broken_template_is_named_with_its_line(page):
    broken = TemplateInvalid("/q/mine.txt", (TemplateProblem(4, 1, "There is no title.", "Write one."),))
    page.show_overviews(Overviews((overview("A"),), (broken,)))
    assert page.banner.shown.heading == "mine.txt, line 4: There is no title."
    assert page.banner.shown.line.startswith("Write one.")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-05T12:00:00+00:00", "today"),
        ("2026-03-04T12:00:00+00:00", "yesterday"),
        ("2026-02-01T12:00:00+00:00", "1 Feb"),
        ("2025-12-31T12:00:00+00:00", "31 Dec 2025"),
    ],
)
def test_days_are_told_as_people_tell_them(at, words):
    assert day_and_time(at, date(2026, 3, 5)).startswith(words)


# from page to page


def test_the_window_stands_before_anything_is_read(house):
    assert house.window.isVisible()
    assert house.desk.calls == []
    house.start()
    assert [call[0] for call in house.desk.calls][:1] == ["open"] or house.desk.named("open")


def test_history_lists_run_throughs_and_enter_opens_one(house, qtbot):
    house.desk.questions = (overview("A", 1, 2, 3),)
    house.desk.sheets = {f"run-{number}": house.desk.sheets["run-1"] for number in (1, 2, 3)}
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.questions.history.emit("a")
    house.until_page("history")
    model = house.flow.history.table.model()
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert [row[0] for row in rows] == ["3", "2", "1"]
    assert [row[4] for row in rows] == ["3 of 4", "2 of 4", "1 of 4"]
    assert rows[0][2] == "0:42"
    qtbot.keyClick(house.flow.history.table, Qt.Key.Key_Down)
    qtbot.keyClick(house.flow.history.table, Qt.Key.Key_Return)
    house.until_page("review")
    qtbot.waitUntil(lambda: house.desk.named("sheet") == [("run-2",)], timeout=WAIT)
    qtbot.keyClick(house.flow.review, Qt.Key.Key_Escape)
    house.until_page("history")
    asked = len(house.desk.named("overviews"))
    qtbot.waitUntil(lambda: len(house.desk.named("overviews")) >= asked, timeout=WAIT)
    house.flow.refresh()
    qtbot.waitUntil(lambda: len(house.desk.named("overviews")) > asked, timeout=WAIT)
    visible_words(house.window)
    assert house.window.focusWidget() is house.flow.history.table
    qtbot.keyClick(house.flow.history.table, Qt.Key.Key_Escape)
    house.until_page("questions")


def test_a_rehearsal_leads_to_its_review_by_itself(house, qtbot):
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.beginning.begin("three")
    house.until_page("rehearse")
    qtbot.waitUntil(lambda: house.flow.rehearsing.running, timeout=WAIT)
    house.flow.rehearsing.next_section()
    qtbot.waitUntil(lambda: not house.desk.runs[0].status.paused, timeout=WAIT)
    house.desk.source.hear(tone(2))
    house.desk.sheets[house.desk.runs[0].runthrough.id] = house.desk.sheets["run-1"]
    house.flow.rehearsing.finish()
    house.until_page("review")
    assert house.desk.named("begin") == [("three", ("one", "two", "three"))]


def test_one_section_can_be_rehearsed_alone(house, qtbot):
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.beginning.begin("three", "two")
    qtbot.waitUntil(lambda: bool(house.desk.named("begin")), timeout=WAIT)
    assert house.desk.named("begin") == [("three", ("two",))]


def test_what_was_ended_in_the_count_in_is_thrown_away(house, qtbot):
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.beginning.begin("three")
    qtbot.waitUntil(lambda: house.flow.rehearsing.running, timeout=WAIT)
    house.flow.rehearsing.finish()
    house.until_page("questions")
    qtbot.waitUntil(lambda: bool(house.desk.named("discard")), timeout=WAIT)
    assert house.desk.named("discard") == [(house.desk.runs[0].runthrough.id,)]


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ("begin", NoMicrophone("none"), "No microphone could be opened (none)."),
        ("begin", SoundSystemMissing("no library"), "PortAudio is not installed"),
        ("begin", DiskTooFull(Path("folder"), 5_000_000), "The disk is too full to record"),
        ("begin", FolderUnwritable(Path("folder"), "read-only"), "cannot be written"),
        ("open", DatabaseTooNew(Path("library.db"), ("later",)), "made by a newer version"),
        ("open", DataInUse(Path("folder")), "Another copy of Runthrough"),
        ("overviews", DatabaseOutdated(Path("library.db")), "made by an older version"),
        ("open", DatabaseDamaged("library.db", "it is empty"), "is damaged"),
        ("open", FolderUnwritable("folder", "read-only"), "cannot be written"),
        ("overviews", DatabaseDamaged("library.db", "it is empty"), "is damaged"),
        ("warm_up", ModelDamaged("Whisper", "folder", "model.bin is missing"), "model.bin is missing"),
    ],
)
def test_what_the_surroundings_refuse_is_one_line_with_a_next_step(house, qtbot, asked, error, words):
    house.desk.errors[asked] = error
    house.flow.start()
    if asked == "begin":
        qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
        house.flow.beginning.begin("three")
    house.until_told(words)
    assert house.window.banner.shown.line.endswith(".")
    assert house.window.banner.shown.actions


@pytest.mark.parametrize(
    "error",
    [
        errors.AudioUnreadable(Path("take.wav"), "missing"),
        errors.DatabaseDamaged(Path("library.db"), "it is empty"),
        errors.DatabaseTooNew(Path("library.db"), ()),
        errors.DataInUse(Path("folder")),
        errors.DiskTooFull(Path("folder"), 1, 3.0, "One"),
        errors.FolderUnwritable(Path("folder")),
        errors.MicrophoneGone("USB", "One", 3.0),
        errors.ModelDamaged("Whisper", Path("folder"), "it is empty"),
        errors.NoMicrophone(),
        errors.NoRecogniser(None, Path("models")),
        errors.NoSpeaker("none"),
        errors.RecognitionFailed("Whisper", "it died"),
        errors.SoundSystemMissing(),
        errors.UnknownRunThrough("x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_to_do_next_needs_no_command_line(error):
    told = notice(error)
    assert "`" not in told.next
    assert "--recogniser" not in told.next
    assert "--section" not in told.next
    assert told.next.endswith(".")


def test_no_microphone_is_looked_for_again_when_asked(house, qtbot):
    house.desk.errors["begin"] = NoMicrophone("none")
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.beginning.begin("three")
    house.until_told("No microphone")
    del house.desk.errors["begin"]
    button(house.window.banner, "Look again").click()
    qtbot.waitUntil(lambda: house.flow.rehearsing.running, timeout=WAIT)
    assert (True,) in house.desk.named("microphones")


def test_a_damaged_library_is_made_again_when_asked(house, qtbot):
    house.desk.errors["open"] = DatabaseDamaged("library.db", "it is empty")
    house.flow.start()
    house.until_told("is damaged")
    del house.desk.errors["open"]
    button(house.window.banner, "Make it again").click()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    assert house.desk.named("rebuild") == [()]
    assert not house.window.banner.isVisible()


def unfinished(desk):
    asked = question()
    spoken_take = replace(take("two", 87.0, "cut-1"), ending=None)
    return RunThrough("cut-1", "three", "v", asked.template.text, "2026-03-01T18:31:00+00:00", None, (spoken_take,))


def test_a_take_that_a_crash_cut_off_is_offered_and_reviewed(house, qtbot):
    house.desk.unfinished = (unfinished(house.desk),)
    house.desk.sheets["cut-1"] = house.desk.sheets["run-1"]
    house.start()
    qtbot.waitUntil(lambda: house.flow.questions.banner.shown is not None, timeout=WAIT)
    shown = house.flow.questions.banner.shown
    assert shown.heading.endswith("was recovered")
    assert shown.line == "Two, 1:27, cut off when the app closed."
    button(house.flow.questions.banner, "Review").click()
    house.until_page("review")
    qtbot.waitUntil(lambda: bool(house.desk.named("recognise")), timeout=WAIT)
    assert house.desk.named("accept") == [("cut-1",)]
    assert house.desk.named("recognise") == [(Wanted(("cut-1",), takes=("cut-1-two",), by_itself=True),)]


def test_a_discarded_take_can_be_had_back_and_is_deleted_when_the_window_closes(house, qtbot):
    house.desk.unfinished = (unfinished(house.desk),)
    house.start()
    qtbot.waitUntil(lambda: house.flow.questions.banner.shown is not None, timeout=WAIT)
    button(house.flow.questions.banner, "Discard").click()
    assert house.flow.questions.banner.shown.heading == "Take discarded"
    button(house.flow.questions.banner, "Undo").click()
    qtbot.waitUntil(lambda: house.flow.questions.banner.shown.heading.endswith("recovered"), timeout=WAIT)
    assert house.desk.named("discard") == []
    button(house.flow.questions.banner, "Discard").click()
    with qtbot.waitSignal(house.flow.finished, timeout=WAIT):
        house.window.close()
    assert house.desk.named("discard") == [("cut-1",)]


def test_closing_hides_the_window_at_once_and_lets_the_library_go(house, qtbot):
    house.start()
    with qtbot.waitSignal(house.flow.finished, timeout=WAIT):
        house.window.close()
        assert not house.window.isVisible()
    assert house.desk.calls[-2:] == [("close",), ("shut_down",)]


# set-up


@pytest.fixture
def new_house(theme, desk, qtbot):
    desk.settings = Settings()
    made = House(desk, qtbot)
    yield made
    made.close()


def test_the_first_start_shows_microphone_recogniser_and_privacy(new_house, qtbot):
    shelf = new_house.desk.models.shelf
    shelf["base.en"] = replace(shelf["base.en"], folder=Path("models"), trouble="model.bin is missing")
    new_house.start()
    qtbot.waitUntil(lambda: new_house.flow.checking.listening, timeout=WAIT)
    qtbot.waitUntil(lambda: "✓ Ready" in visible_words(new_house.flow.set_up), timeout=WAIT)
    words = visible_words(new_house.flow.set_up)
    assert "Nothing leaves this computer" in words
    assert "Damaged" in words
    assert new_house.flow.set_up._start.text() == "Start with Moonshine"


def test_five_seconds_are_judged_and_can_be_heard(new_house, qtbot):
    new_house.start()
    qtbot.waitUntil(lambda: new_house.flow.checking.listening, timeout=WAIT)
    with qtbot.waitSignal(new_house.flow.checking.sampled, timeout=WAIT) as sampled:
        new_house.desk.source.hear(tone(5.1, level=6000))
    assert sampled.args[0].stat().st_size == 44 + 5 * 16_000 * 2
    assert "Sounds good" in visible_words(new_house.flow.set_up)
    assert not new_house.flow.checking.listening, "the microphone is let go as soon as the sample is whole"
    assert button(new_house.flow.set_up, "Play the sample").isEnabled()


def test_enter_begins_and_is_remembered(new_house, qtbot):
    new_house.start()
    qtbot.keyClick(new_house.flow.set_up, Qt.Key.Key_Return)
    new_house.until_page("questions")
    qtbot.waitUntil(lambda: bool(new_house.desk.named("save_settings")), timeout=WAIT)
    assert new_house.desk.settings.set_up


def test_no_microphone_at_the_first_start_is_told_and_does_not_bar_the_way(new_house, qtbot):
    new_house.desk.devices = ()
    new_house.start()
    qtbot.waitUntil(lambda: new_house.flow.set_up.microphone.banner.shown is not None, timeout=WAIT)
    assert new_house.flow.set_up.microphone.banner.shown.heading == "No microphone found"
    qtbot.keyClick(new_house.flow.set_up, Qt.Key.Key_Return)
    new_house.until_page("questions")


def test_the_look_is_chosen_and_kept(new_house, qtbot, theme):
    new_house.start()
    new_house.flow.set_up._choose_look(Theme.DARK, 1.3, True)
    qtbot.waitUntil(lambda: bool(new_house.desk.named("save_settings")), timeout=WAIT)
    assert theme.dark
    assert (new_house.desk.settings.theme, new_house.desk.settings.text_scale) == (Theme.DARK, 1.3)
    theme.choose(Settings(theme=Theme.LIGHT))


def test_the_keys_of_a_page_are_listed_but_never_while_somebody_speaks(house, qtbot):
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.show_keys()
    (sheet,) = house.window.findChildren(KeyList)
    assert {"Ctrl+R", "Rehearse", "Ctrl+/"} <= set(visible_words(sheet))
    sheet.close()
    house.flow.beginning.begin("three")
    qtbot.waitUntil(lambda: house.flow.rehearsing.running, timeout=WAIT)
    house.flow.show_keys()
    assert not [each for each in house.window.findChildren(KeyList) if each.isVisible()]


# all pages


def test_everything_that_takes_the_focus_has_a_name(house, qtbot):
    house.desk.questions = (overview("A", 1, 2), overview("B"))
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.reviewing.open("run-1")
    qtbot.waitUntil(lambda: house.flow.review.sheet is not None, timeout=WAIT)
    nameless = []
    for widget in house.window.findChildren(QWidget):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        inside = widget.parentWidget().metaObject().className() if widget.parentWidget() else ""
        own = not widget.objectName().startswith("qt_") and inside != "QComboBoxPrivateContainer"
        if takes_focus and own and not named and widget.isEnabled() and widget.objectName() != "page":
            nameless.append((type(widget).__name__, widget.objectName()))
    assert nameless == []


def test_every_page_can_be_drawn_in_both_themes_at_any_size(house, qtbot, theme):
    house.desk.questions = (overview("A", 1, 2), overview("B"))
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.reviewing.open("run-1")
    qtbot.waitUntil(lambda: house.flow.review.sheet is not None, timeout=WAIT)
    house.flow.history.show_question(house.desk.questions[0])
    house.flow.rehearse.prepare(question(), question().template.sections, house.flow.rehearse._mode)
    for scheme in (Theme.DARK, Theme.LIGHT):
        theme.choose(Settings(theme=scheme))
        for size in ((1024, 640), (1280, 800), (1600, 1000)):
            house.window.resize(*size)
            for name in ("questions", "history", "review", "set_up", "rehearse"):
                house.window.show_page(name)
                assert not house.window.grab().isNull()
                assert (house.window.width(), house.window.height()) == size, f"{name} does not fit"
