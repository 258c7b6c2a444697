"""The editor, the import page, and what is done with questions in the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from fakes import tone
from runthrough.domain.question import Length
from runthrough.domain.template_problems import Weight
from runthrough.storage.pack import PackEntry, write_pack
from runthrough.ui.pages.questions import FIRST_ROWS
from runthrough.ui.pages.questions_bar import ARCHIVED, Order
from runthrough.ui.pages.versions import difference
from runthrough.ui.ports import QuestionOverview
from runthrough.ui.widgets.section_card import told
from ui.fake_desk import TEMPLATE, line, question
from ui.house import WAIT, House, button, visible_words

BROKEN = TEMPLATE.replace("[0:10-0:20]\n> Why", "[0:20-0:10]\n> Why")


@pytest.fixture
def writer(house: House) -> House:
    """A window whose only question is the speaker's own."""
    house.desk.store.save("three", TEMPLATE)
    house.desk.questions = (QuestionOverview(question(), own=True),)
    house.start()
    house.qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    return house


@pytest.fixture
def editor(writer: House) -> House:
    """The same with the question open in the editor."""
    writer.flow.questions.edit.emit("three")
    writer.until_page("editor")
    until_checked(writer)
    return writer


def until_checked(house: House) -> None:
    """Until the text on the screen has been read."""
    editing = house.flow.writing.editing
    page = house.flow.writing.editor

    def read() -> bool:
        return editing.reading is not None and editing.text == page.edit.toPlainText() and not editing._check.isActive()

    house.qtbot.waitUntil(read, timeout=WAIT)
    house.qtbot.waitUntil(lambda: page.status._count.text() != "", timeout=WAIT)


def write(house: House, text: str) -> None:
    """Put a text into the editor as if it had been typed."""
    page = house.flow.writing.editor
    with house.qtbot.waitSignal(house.flow.writing.editing.checked, timeout=WAIT):
        page.edit.put_text(text)


def test_the_editor_shows_text_budget_and_preview(editor):
    page = editor.flow.writing.editor
    assert page.edit.toPlainText() == TEMPLATE
    words = visible_words(page)
    assert {"0:30–1:00", "target 0:30–1:00", "3 sections, 4 checkpoints, 1 pitfall", "No problems"} <= set(words)
    assert [card.accessibleName() for card in page._cards] == ["One, 0:10–0:20", "Two, 0:10–0:20", "Three, 0:10–0:20"]
    assert "Growth, must, 2 cues, matching strength weak, no example sentence, fewer than 3 cues" in (
        page._cards[0].accessibleDescription()
    )
    assert not button(page, "Save").isEnabled()


def test_a_mistake_is_told_under_its_line_and_mended_by_a_key(editor, qtbot):
    page = editor.flow.writing.editor
    write(editor, BROKEN)
    assert page.edit.present is not None
    assert page.edit.present.line == 3
    assert page.edit._strip.isVisible()
    assert "The band runs backwards" in page.edit._strip.accessibleName()
    words = visible_words(page)
    assert {"1 problem", "One is left out until line 3 is right."} <= set(words)
    assert page._cards[0].accessibleName() == "One, not counted"
    assert not button(page, "Save").isEnabled()
    qtbot.keyClick(page.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert page.edit.toPlainText() == TEMPLATE
    until_checked(editor)
    qtbot.waitUntil(lambda: page.edit.present is None, timeout=WAIT)
    assert not page.edit._strip.isVisible()
    page.edit.undo()
    assert page.edit.toPlainText() == BROKEN


def test_the_room_for_the_sentence_is_between_the_lines_and_not_in_the_text(editor):
    page = editor.flow.writing.editor
    write(editor, BROKEN)
    document = page.edit.document()
    heights = [page.edit.blockBoundingRect(document.findBlockByNumber(at)).height() for at in (1, 2, 3)]
    assert heights[1] > heights[0] + 20
    assert heights[2] == heights[0]
    top = page.edit.blockBoundingGeometry(document.findBlockByNumber(3)).translated(page.edit.contentOffset()).top()
    assert page.edit._strip.geometry().bottom() < top + 1


def test_f8_goes_from_problem_to_problem_round_and_round(editor, qtbot):
    page = editor.flow.writing.editor
    write(editor, f"{BROKEN}prose\n- [ ] Last | p99")
    assert [problem.weight for problem in page.edit._problems] == [Weight.ERROR, Weight.ERROR, Weight.WARNING]
    lines = []
    page.edit.go_to(1)
    for _ in range(4):
        page.edit.step_problem(1)
        lines.append(page.edit.line)
    assert lines == [3, 12, 13, 3]
    page.edit.step_problem(-1)
    assert page.edit.line == 13
    assert "2 problems, 1 hint" in visible_words(page)


def test_ctrl_s_saves_and_the_question_is_in_use(editor, qtbot):
    page, desk = editor.flow.writing.editor, editor.desk
    write(editor, TEMPLATE.replace("Three things", "Four things"))
    assert "Edited, not saved. The last good version stays in use." in visible_words(page)
    with qtbot.waitSignal(editor.flow.writing.editing.saved, timeout=WAIT):
        qtbot.keyClick(page.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert desk.store.get("three").template.title == "Four things"
    assert "Saved. In use." in visible_words(page)
    assert [each.text for each in desk.authoring.versions("three")] == [desk.store.text("three"), TEMPLATE]


def test_what_is_not_saved_is_a_draft_when_the_speaker_leaves_and_is_there_again(editor, qtbot):
    page, desk = editor.flow.writing.editor, editor.desk
    write(editor, BROKEN)
    qtbot.keyClick(page.edit, Qt.Key.Key_Escape)
    editor.until_page("questions")
    qtbot.waitUntil(lambda: desk.authoring.open("three").text == BROKEN, timeout=WAIT)
    assert desk.store.text("three") == TEMPLATE
    editor.flow.questions.edit.emit("three")
    editor.until_page("editor")
    assert page.edit.toPlainText() == BROKEN


def test_a_draft_is_kept_while_somebody_types(editor, qtbot):
    editor.flow.writing.editing._draft.setInterval(0)
    write(editor, BROKEN)
    qtbot.waitUntil(lambda: editor.desk.authoring.drafts() != (), timeout=WAIT)
    assert editor.desk.authoring.drafts()[0].text == BROKEN


def test_a_new_question_starts_with_an_example_and_is_in_the_list_once_saved(writer, qtbot):
    flow = writer.flow
    qtbot.keyClick(writer.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    writer.until_page("editor")
    until_checked(writer)
    page = flow.writing.editor
    assert "New, not saved. Kept as a draft." in visible_words(page)
    assert button(page, "Save").isEnabled()
    with qtbot.waitSignal(flow.writing.editing.saved, timeout=WAIT):
        button(page, "Save").click()
    assert writer.desk.store.ids() == ("new-question", "three")
    assert writer.desk.authoring.drafts() == ()


def test_a_sentence_is_tried_and_the_checkpoint_that_hears_it_says_why(editor, qtbot):
    page = editor.flow.writing.editor
    page.trial.field.setText("I am looking for growth in a larger team with harder problems")
    with qtbot.waitSignal(editor.flow.writing.editing.tried, timeout=WAIT):
        qtbot.keyClick(page.trial.field, Qt.Key.Key_Return)
    words = visible_words(page.trial)
    assert {"Said", "One: Growth", "by “looking for growth”"} <= set(words)


def test_a_sentence_can_be_said_and_is_transcribed_here(editor, qtbot):
    page, desk = editor.flow.writing.editor, editor.desk
    with qtbot.waitSignal(editor.flow.writing.editing.listening_changed, timeout=WAIT):
        button(page.trial, "Say it").click()
    desk.source.hear(tone(2))
    with qtbot.waitSignal(editor.flow.writing.editing.tried, timeout=WAIT):
        button(page.trial, "Stop").click()
    assert desk.named("hear")[0][2] == "en"
    assert desk.named("hear")[0][0] > 2 * 16_000
    assert page.trial.field.text() == "I am looking for growth"


def test_ctrl_tab_leaves_the_text_and_tab_does_not(editor, qtbot):
    page = editor.flow.writing.editor
    page.edit.go_to(1)
    qtbot.keyClick(page.edit, Qt.Key.Key_Tab)
    assert page.edit.toPlainText().startswith("  # Three things")
    qtbot.keyClick(page.edit, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert editor.window.focusWidget() is page.trial.field


def test_versions_show_what_changed_and_one_is_put_back_into_the_editor(editor, qtbot):
    page = editor.flow.writing.editor
    write(editor, TEMPLATE.replace("Growth", "Scope"))
    with qtbot.waitSignal(editor.flow.writing.editing.saved, timeout=WAIT):
        button(page, "Save").click()
    with qtbot.waitSignal(editor.flow.writing.editing.versions_found, timeout=WAIT):
        button(page, "Versions").click()
    dialog = page._versions
    assert dialog is not None
    assert dialog.list.count() == 2
    dialog.list.setCurrentRow(1)
    assert "- - [ ] Growth (must)".replace("- - ", "-- ") in dialog.difference.toPlainText()
    button(dialog, "Put it into the editor").click()
    assert page.edit.toPlainText() == TEMPLATE
    page.edit.undo()
    assert "Scope" in page.edit.toPlainText()


def test_a_difference_marks_what_went_and_what_came():
    assert difference("a\nb\nc", "a\nB\nc") == ["@@ -1,3 +1,3 @@", " a", "-b", "+B", " c"]
    assert difference("a", "a") == []


def test_past_wording_is_offered_with_the_comma_it_needs(editor, qtbot):
    page = editor.flow.writing.editor
    page.edit.go_to(5, 200)
    page._offer(("ready to grow",))
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    menu.actions()[0].trigger()
    assert page.edit.textCursor().block().text() == (
        "- [ ] Growth (must) | looking for growth, ready for more, ready to grow"
    )
    menu.close()


def test_a_checkpoint_is_told_with_its_strength():
    point = question().template.checkpoints[1]
    assert told(point) == "Timing, 1 cue, matching strength weak, no example sentence, fewer than 3 cues"


# import


def test_a_pasted_question_opens_in_the_editor(writer, qtbot):
    flow = writer.flow
    button(flow.questions, "Import a guide").click()
    writer.until_page("import")
    page = flow.writing.import_page
    assert not button(page, "Make a draft").isEnabled()
    page.field.setPlainText(TEMPLATE.replace("Three", "Pasted"))
    button(page, "Make a draft").click()
    writer.until_page("editor")
    assert flow.writing.editor.edit.toPlainText() == TEMPLATE.replace("Three", "Pasted")
    assert writer.desk.authoring.drafts()[0].question_id == "new"


def test_a_guide_opens_as_a_draft_with_its_guesses_marked(writer, qtbot):
    flow = writer.flow
    flow.writing.show_import()
    page = flow.writing.import_page
    page.field.setPlainText(
        "# A conflict\n\n## Situation (30-40 seconds)\n- Where you worked and what was at stake\n- Who was involved\n\n"
        "## Result (20-30 seconds)\n- What changed, with a number\n- What you learned from it\n"
    )
    button(page, "Make a draft").click()
    writer.until_page("editor")
    until_checked(writer)
    editor = flow.writing.editor
    assert [card.accessibleName() for card in editor._cards] == ["Situation, 0:30–0:40", "Result, 0:20–0:30"]
    guesses = [problem for problem in editor.edit._problems if problem.weight is Weight.GUESS]
    assert guesses
    lines = editor.edit.document().blockCount()
    editor.edit.go_to(guesses[0].line)
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert editor.edit.document().blockCount() == lines - 1


def test_a_text_without_points_says_so_on_the_import_page(writer, qtbot):
    flow = writer.flow
    flow.writing.show_import()
    page = flow.writing.import_page
    page.field.setPlainText("hello")
    button(page, "Make a draft").click()
    qtbot.waitUntil(lambda: page.banner.shown is not None, timeout=WAIT)
    assert "no points" in page.banner.shown.heading
    assert writer.window.page == "import"


def test_a_dropped_pack_adds_its_questions_and_tells_what_it_left_out(writer, qtbot, tmp_path):
    write_pack(tmp_path / "pack.zip", [PackEntry("more", TEMPLATE.replace("Three", "More")), PackEntry("bad", "# B")])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "pack.zip"))])
    page = writer.flow.questions
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.waitUntil(lambda: page.banner.shown is not None, timeout=WAIT)
    assert page.banner.shown.heading == "1 question added from pack.zip"
    assert page.banner.shown.line == "Left out: bad.txt: it has mistakes."
    assert "more" in writer.desk.store.ids()


# the list


def overview(title: str, *tags: str, said: int | None = None, **facts) -> QuestionOverview:
    text = TEMPLATE.replace("Three things", title).replace("total:", f"tags: {', '.join(tags)}\ntotal:", 1)
    asked = question(text, title.lower().replace(" ", "-"))
    history = () if said is None else (line(asked, 1, said, 4),)
    return QuestionOverview(asked, history, **facts)


def shown(house: House) -> list[str]:
    """The titles in the list, once it is built."""
    QApplication.processEvents()
    house.qtbot.waitUntil(lambda: not house.flow.questions._builder.isActive(), timeout=WAIT)
    return [row.overview.question.template.title for row in house.flow.questions.rows]


@pytest.fixture
def several(house: House) -> House:
    house.desk.questions = (
        overview("Alpha", "work", said=3),
        overview("Beta", "study", said=1),
        overview("Gamma", "work", own=True),
        overview("Delta", "work", archived=True),
    )
    house.start()
    house.qtbot.waitUntil(lambda: len(house.flow.questions.rows) == 3, timeout=WAIT)
    return house


def test_search_finds_words_of_titles_tags_and_checkpoints(several, qtbot):
    page = several.flow.questions
    qtbot.keyClick(several.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert several.window.focusWidget() is page.bar.field
    qtbot.keyClicks(page.bar.field, "stud")
    assert shown(several) == ["Beta"]
    several.flow.refresh()
    asked = len(several.desk.named("overviews"))
    qtbot.waitUntil(lambda: len(several.desk.named("overviews")) > asked - 1, timeout=WAIT)
    QApplication.processEvents()
    assert several.window.focusWidget() is page.bar.field, "what is read anew takes no focus from it"
    page.bar.field.setText("hindsight work")
    assert shown(several) == ["Alpha", "Gamma"]
    page.bar.field.setText("tick")
    assert shown(several) == []
    assert "No question matches “tick”" in visible_words(page)
    button(page, "Clear").click()
    assert shown(several) == ["Beta", "Alpha", "Gamma"]


def test_tags_and_order_choose_what_is_listed(several):
    page = several.flow.questions
    page.filters.tags.setCurrentText("work")
    page.filters.changed.emit()
    assert shown(several) == ["Alpha", "Gamma"]
    page.filters.tags.setCurrentText(ARCHIVED)
    page.filters.changed.emit()
    assert shown(several) == ["Delta"]
    page.filters.tags.setCurrentIndex(0)
    page.filters.order.setCurrentText(Order.TITLE.value)
    page.filters.changed.emit()
    assert shown(several) == ["Alpha", "Beta", "Gamma"]


def test_rows_of_questions_that_did_not_change_are_kept(several, qtbot):
    page = several.flow.questions
    before = page.rows
    several.flow.refresh()
    qtbot.waitUntil(lambda: len(several.desk.named("overviews")) >= 2, timeout=WAIT)
    QApplication.processEvents()
    assert page.rows == before


def test_a_thousand_questions_are_built_as_they_are_scrolled_to(house, qtbot):
    house.desk.questions = tuple(overview(f"Question {number:04}") for number in range(1000))
    house.start()
    page = house.flow.questions
    qtbot.waitUntil(lambda: len(page.rows) >= FIRST_ROWS and not page._builder.isActive(), timeout=WAIT)
    built = len(page.rows)
    assert built < 120
    bar = page._scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(page.rows) > built, timeout=WAIT)
    page.bar.field.setText("0997")
    qtbot.waitUntil(lambda: [row.overview.question.id for row in page.rows] == ["question-0997"], timeout=WAIT)


def menu_of(house: House, question_id: str) -> dict[str, object]:
    house.flow.questions.menu_wanted.emit(question_id, QPoint(10, 10))
    menu = next(each for each in house.flow.questions.findChildren(QMenu) if each.isVisible())
    return {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}


def test_the_menu_offers_what_can_be_done_with_a_question(several):
    assert list(menu_of(several, "alpha")) == ["Edit", "Duplicate", "Export as file", "Export all as a pack", "Archive"]


def test_a_question_is_archived_and_the_undo_brings_it_back(several, qtbot):
    menu_of(several, "gamma")["Archive"].trigger()
    page = several.flow.questions
    qtbot.waitUntil(lambda: several.desk.authoring.archived() == {"gamma"}, timeout=WAIT)
    qtbot.waitUntil(lambda: page.banner.shown is not None, timeout=WAIT)
    assert page.banner.shown.heading == "“Gamma” is archived"
    button(page.banner, "Undo").click()
    qtbot.waitUntil(lambda: several.desk.authoring.archived() == frozenset(), timeout=WAIT)


def test_a_deleted_question_is_hidden_at_once_and_deleted_when_nobody_wants_it_back(several, qtbot):
    several.desk.store.save("gamma", TEMPLATE)
    page, writing = several.flow.questions, several.flow.writing
    writing.remove("gamma")
    qtbot.waitUntil(lambda: shown(several) == ["Beta", "Alpha"], timeout=WAIT)
    assert several.desk.store.ids() == ("gamma",)
    button(page.banner, "Undo").click()
    qtbot.waitUntil(lambda: shown(several) == ["Beta", "Alpha", "Gamma"], timeout=WAIT)
    writing.remove("gamma")
    writing._deleting["gamma"].timeout.emit()
    qtbot.waitUntil(lambda: several.desk.store.ids() == (), timeout=WAIT)


def test_a_question_that_is_being_deleted_is_deleted_when_the_window_closes(several, qtbot):
    several.desk.store.save("gamma", TEMPLATE)
    several.flow.writing.remove("gamma")
    with qtbot.waitSignal(several.flow.finished, timeout=WAIT):
        several.window.close()
    assert several.desk.store.ids() == ()


def test_whoever_deletes_a_rehearsed_question_is_asked_and_told_that_its_run_throughs_stay(several, qtbot):
    alpha = replace(several.desk.questions[0], own=True)
    several.desk.questions = (alpha, *several.desk.questions[1:])
    several.flow.refresh()
    qtbot.waitUntil(lambda: several.flow.writing._overviews["alpha"].own, timeout=WAIT)
    several.flow.writing.remove("alpha")
    box = several.window.findChild(QMessageBox)
    assert box is not None
    assert "1 run-through and recordings are kept" in box.informativeText()
    button(box, "Delete the question").click()
    assert "alpha" in several.flow.writing._deleting
    several.flow.writing._undo_delete("alpha")


def test_a_built_in_question_is_archived_and_never_deleted(several, qtbot):
    several.flow.writing.remove("beta")
    qtbot.waitUntil(lambda: several.desk.authoring.archived() == {"beta"}, timeout=WAIT)


def test_a_copy_opens_in_the_editor(several, qtbot):
    several.desk.store.save("gamma", TEMPLATE)
    menu_of(several, "gamma")["Duplicate"].trigger()
    several.until_page("editor")
    assert several.flow.writing.editor.edit.toPlainText().startswith("# Three things (copy)")


def test_a_question_is_exported_where_the_speaker_says(several, qtbot, tmp_path):
    several.desk.store.save("gamma", TEMPLATE)
    several.flow.writing._export_to("gamma", str(tmp_path / "g.txt"))
    several.until_told("Written: g.txt")
    assert Path(tmp_path / "g.txt").read_text(encoding="utf-8") == TEMPLATE


def test_a_draft_of_a_new_question_is_offered_and_can_be_discarded(several, qtbot):
    several.desk.authoring.begin("# Half a question")
    several.desk.drafts = several.desk.authoring.drafts()
    several.flow.refresh()
    page = several.flow.questions
    qtbot.waitUntil(lambda: page.banner.shown is not None, timeout=WAIT)
    assert page.banner.shown.heading == "“Half a question” was not saved"
    button(page.banner, "Go on").click()
    several.until_page("editor")
    assert several.flow.writing.editor.edit.toPlainText() == "# Half a question"


def test_a_shorter_length_is_rehearsed(several, qtbot):
    several.flow.questions.keep_length("alpha", Length.THIRTY_SECONDS)
    several.flow.beginning.begin("alpha")
    qtbot.waitUntil(lambda: bool(several.desk.runs), timeout=WAIT)
    run = several.desk.runs[0].runthrough
    assert run.length is Length.THIRTY_SECONDS
    assert "Timing" not in run.template_text
    assert "Growth" in run.template_text
