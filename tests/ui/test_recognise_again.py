"""Recognising again in the window: what is asked, how far it is, what is kept, and what cannot be compared any more."""

from dataclasses import replace

import pytest

from runthrough.domain.earlier import EarlierTranscript
from runthrough.domain.errors import RecognitionFailed
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, NotHeard, OneTake, Scope, Wanted
from runthrough.domain.made_by import MadeBy
from runthrough.domain.rehearsed import RunThrough
from runthrough.ui.hearing_again import outcome_words, progress_words
from runthrough.ui.pages.again_bar import AgainBar
from runthrough.ui.pages.history import HistoryModel, HistoryPage
from runthrough.ui.pages.question_row import shares, told
from runthrough.ui.pages.recognise_dialog import RecogniseDialog
from runthrough.ui.pages.review_earlier import EarlierDialog, marked
from runthrough.ui.ports import QuestionOverview, RecogniserLine
from ui.fake_desk import METER, ONE, TEMPLATE, line, question, section_review, sheet, take, transcript
from ui.house import WAIT, button, visible_words

LINES = (
    RecogniserLine("moonshine", "Moonshine", english_only=True),
    RecogniserLine("whisper:x", "Whisper x"),
    RecogniserLine("whisper:bad", "bad", "It is damaged."),
)
MOONSHINE, OTHER = MadeBy("Moonshine tiny-en", "0.1.0", "c-2"), MadeBy("Whisper x", "1.2.1/74", "c-2")
RUN = RunThrough("run-1", "three", "v", TEMPLATE, "2026-03-01T09:30:00+00:00")
ONE_TAKE = OneTake(RUN, take("one", 15.0))
EARLIER = EarlierTranscript(
    "e-1", "2026-03-02T09:30:00+00:00", METER, transcript("I am cooking for <growth> in a larger team.")
)
GERMAN = TEMPLATE.replace("total:", "language: de\ntotal:")


@pytest.fixture
def ask(theme, qtbot):
    def make(asked=Wanted(question_id="three", scope=Scope.OLDER, by_itself=True), language="en"):  # noqa: B008
        history = HistoryPage()
        qtbot.addWidget(history)
        dialog = RecogniseDialog(asked, "all of this question", language, LINES, history)
        dialog.got = []
        dialog.wanted.connect(dialog.got.append)
        dialog.show()
        return dialog

    return make


def test_what_is_recognised_again_by_which_recogniser_and_in_which_language_is_asked(ask):
    dialog = ask()
    assert [dialog.recogniser.itemText(at) for at in range(dialog.recogniser.count())] == ["Moonshine", "Whisper x"]
    dialog.scopes.button(2).setChecked(True)
    dialog.recogniser.setCurrentIndex(1)
    dialog.language.setCurrentText("German")
    got = dialog.got
    button(dialog, "Recognise").click()
    wanted = Wanted(question_id="three", scope=Scope.ALL, recogniser="whisper:x", language="de", by_itself=True)
    assert got == [wanted]


def test_as_it_opens_it_would_do_what_older_recognisers_have_left_in_the_questions_own_language(ask):
    dialog = ask()
    got = dialog.got
    button(dialog, "Recognise").click()
    assert (got[0].scope, got[0].recogniser, got[0].language) == (Scope.OLDER, "moonshine", None)


def test_a_recogniser_that_does_not_understand_the_language_cannot_be_begun(ask):
    dialog = ask(language="de")
    assert not button(dialog, "Recognise").isEnabled()
    assert any("Moonshine understands English alone" in words for words in visible_words(dialog))
    dialog.recogniser.setCurrentIndex(1)
    assert button(dialog, "Recognise").isEnabled()


def test_it_runs_behind_the_pages_says_how_far_it_is_and_what_came_of_it(house, qtbot):
    house.start()
    again = house.flow.reviewing.again
    shown = []
    again.progressed.connect(lambda _so_far: shown.append(house.flow.history.progress.shown))
    with qtbot.waitSignal(again.ended, timeout=WAIT):
        again.begin(Wanted(question_id="three"))
    assert [each.line for each in shown] == ["Take 1 of 2, 0:05 of 0:30", "Take 2 of 2, 0:10 of 0:30"]
    assert [action.text for action in shown[0].actions] == ["Stop"]
    assert house.flow.history.progress.shown is None
    house.until_told("2 takes recognised")


def test_what_is_asked_meanwhile_waits_for_its_turn(house, qtbot):
    house.start()
    again = house.flow.reviewing.again
    again.begin(Wanted(question_id="three"))
    again.begin(Wanted(("run-1",), takes=("run-1-two",)))
    assert again.takes == {"run-1-two"}, "its section says that it is being transcribed"
    qtbot.waitUntil(lambda: not again.busy, timeout=WAIT)
    asked = [wanted for (wanted,) in house.desk.named("recognise")]
    assert asked == [Wanted(question_id="three"), Wanted(("run-1",), takes=("run-1-two",))]


def test_what_waits_is_stopped_too(house, qtbot):
    house.start()
    again = house.flow.reviewing.again
    again.begin(Wanted(question_id="three"))
    again.begin(Wanted(("run-1",)))
    again.stop()
    qtbot.waitUntil(lambda: not again.busy, timeout=WAIT)
    assert len(house.desk.named("recognise")) == 1


def test_a_recogniser_that_fails_on_everything_is_told(house, qtbot):
    house.desk.errors["recognise"] = RecognitionFailed("Moonshine", "its process ended (-9)")
    house.start()
    house.flow.reviewing.again.begin(Wanted())
    house.until_told("could not transcribe")


def test_stopping_is_asked_of_what_recognises_and_of_nothing_else(house):
    house.start()
    again = house.flow.reviewing.again
    again.stop()
    assert house.desk.named("stop_recognising") == []
    again.begin(Wanted())
    again.stop()
    assert house.desk.named("stop_recognising") == [()]


def test_a_rehearsal_does_not_end_what_is_recognised(house, qtbot):
    house.start()
    qtbot.waitUntil(lambda: house.flow.questions.ready, timeout=WAIT)
    house.flow.reviewing.again.begin(Wanted())
    house.flow.beginning.begin("three")
    house.until_page("rehearse")
    assert house.desk.named("stop_recognising") == []


def test_the_bar_tells_that_the_recogniser_is_being_loaded(theme, qtbot, house):
    bar = AgainBar()
    qtbot.addWidget(bar)
    bar.follow(house.flow.reviewing.again)
    house.flow.reviewing.again.begin(Wanted())
    assert bar.shown.line == "Getting the recogniser ready" == progress_words(None)


def test_the_outcome_is_told_with_what_was_skipped_and_what_failed():
    failed = NotHeard(ONE_TAKE, RecognitionFailed("x", "y"))
    assert outcome_words(HeardAgain((ONE_TAKE,)))[0] == "1 take recognised"
    heading, told_line = outcome_words(HeardAgain((), (failed,), (ONE_TAKE,), stopped=True))
    assert heading == "Stopped: no takes recognised"
    assert "1 could not be transcribed" in told_line
    assert "1 skipped" in told_line
    assert "nothing to do" in outcome_words(HeardAgain())[1]
    assert progress_words(HeardSoFar(ONE_TAKE, 2, 12, 70.0, 842.0)) == "Take 2 of 12, 1:10 of 14:02"


def test_an_earlier_transcript_stands_beside_the_one_that_stands_with_what_differs_marked(theme, qtbot):
    history = HistoryPage()
    qtbot.addWidget(history)
    dialog = EarlierDialog(section_review(question(), 0, ONE), (EARLIER,), history)
    assert "cooking for <growth>" in dialog.before.toPlainText()
    assert dialog.now.toPlainText() == ONE
    assert dialog.which.itemText(0).startswith("Transcript of Moonshine tiny-en 0.1.0, until 2 Mar")
    assert dialog.before.isReadOnly()
    chosen = []
    dialog.chosen.connect(chosen.append)
    dialog.show()
    button(dialog, "Let the earlier transcript stand again").click()
    assert chosen == ["e-1"]


def test_only_the_words_that_differ_are_marked():
    assert marked(transcript("a b <c>"), transcript("a x <c>")) == (
        "a <u><b>b</b></u> &lt;c&gt;",
        "a <u><b>x</b></u> &lt;c&gt;",
    )
    assert marked(transcript(""), transcript("a"))[0] == "<i>No words.</i>"


def test_the_review_offers_them_and_lets_one_stand_again(house, qtbot):
    house.desk.sheets["run-1"] = replace(sheet(), earlier={"one": (EARLIER,)})
    house.start()
    house.flow.reviewing.open("run-1")
    page = house.flow.review
    qtbot.waitUntil(lambda: page.sheet is not None, timeout=WAIT)
    page._open_tab(0)
    action = next(each for each in page.heading._menu.actions() if "earlier transcript" in each.text())
    action.trigger()
    button(page.findChild(EarlierDialog), "Let the earlier transcript stand again").click()
    qtbot.waitUntil(lambda: house.desk.named("restore_transcript") == [("run-1-one", "e-1")], timeout=WAIT)


def measured(number, by, said):
    return replace(line(question(), number, said, 3), made_by=by)


def test_the_history_marks_where_another_recogniser_or_other_rules_begin():
    rules = (replace(OTHER, rules="c-3"),)
    model = HistoryModel()
    model.show_lines(
        (measured(4, rules, 3), measured(3, (OTHER,), 3), measured(2, (MOONSHINE,), 1), measured(1, (MOONSHINE,), 1))
    )
    assert [model.data(model.index(row, 5)) for row in range(4)] == [
        "≠ Whisper x 1.2.1, other rules",
        "≠ Whisper x 1.2.1, another recogniser",
        "Moonshine tiny-en 0.1.0",
        "Moonshine tiny-en 0.1.0",
    ]


def test_a_trend_joins_only_what_one_recogniser_has_measured():
    history = (measured(3, (OTHER,), 3), measured(2, (OTHER,), 2), measured(1, (MOONSHINE,), 1))
    overview = QuestionOverview(question(), history)
    assert shares(overview) == [2 / 3, 1.0]
    assert told(overview) == "2 run-throughs, first 2 of 3, last 3 of 3; 1 more are of another length or recogniser"


def test_before_a_question_in_another_language_is_recorded_it_is_told_that_nobody_here_understands_it(house, qtbot):
    house.desk.recognisers = lambda: LINES[:1]
    house.desk.questions = (QuestionOverview(question(GERMAN)),)
    house.flow.start()
    qtbot.waitUntil(lambda: house.flow.questions.ready and bool(house.flow.recognisers.lines), timeout=WAIT)
    house.flow.beginning.begin("three")
    house.until_told("Moonshine understands English alone, and this question is in German")
    assert house.desk.named("begin") == []
    button(house.window.banner, "Rehearse all the same").click()
    house.until_page("rehearse")


def test_a_take_in_another_language_waits_for_a_model_that_knows_it(house, qtbot):
    house.desk.recognisers = lambda: LINES
    failed = section_review(question(GERMAN), 0, None, unrecognised="LanguageNotUnderstood")
    house.desk.sheets["run-1"] = replace(sheet(failed), question=question(GERMAN))
    house.flow.start()
    qtbot.waitUntil(lambda: bool(house.flow.recognisers.lines), timeout=WAIT)
    house.flow.reviewing.open("run-1")
    qtbot.waitUntil(lambda: house.flow.review.banner.shown is not None, timeout=WAIT)
    shown = house.flow.review.banner.shown
    assert shown.heading == "One is not transcribed yet: it is in German"
    assert [action.text for action in shown.actions] == ["Use Whisper x", "Choose a model"]
