"""What the window's process is: light, alone on its folder, with a last net."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from runthrough.crash import CrashNet
from runthrough.ui.first_window import FirstWindow, raise_first

HEAVY = ("ctranslate2", "onnxruntime", "av", "moonshine_voice", "faster_whisper")


def test_nothing_that_recognises_speech_is_imported_in_the_windows_process():
    program = "import sys, runthrough.window, runthrough.app, runthrough.desk, runthrough.ui.flow\n"
    found = subprocess.run(
        [sys.executable, "-c", f"{program}print([name for name in {HEAVY!r} if name in sys.modules])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_a_second_copy_is_heard_by_the_first(qapp, qtbot, tmp_path):
    assert not raise_first(tmp_path)
    first = FirstWindow(tmp_path)
    with qtbot.waitSignal(first.called, timeout=20_000):
        assert raise_first(tmp_path)
    assert not raise_first(tmp_path / "another folder")


def test_what_a_killed_copy_left_behind_locks_nobody_out(qapp, qtbot, tmp_path):
    program = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from runthrough.ui.first_window import FirstWindow\n"
        "application = QCoreApplication([]); first = FirstWindow(Path(sys.argv[1])); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert not raise_first(tmp_path)
    first = FirstWindow(tmp_path)
    with qtbot.waitSignal(first.called, timeout=20_000):
        assert raise_first(tmp_path)


@pytest.fixture
def net(qapp, tmp_path):
    hooks = sys.excepthook, threading.excepthook
    made = CrashNet(tmp_path / "data" / "runthrough.log", tmp_path / "data" / "takes")
    made.install()
    made.open_log()
    yield made
    sys.excepthook, threading.excepthook = hooks
    made.uninstall()
    for box in boxes():
        box.close()
        box.setParent(None)
        box.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def boxes():
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]


def test_a_bug_is_told_once_and_says_that_the_take_is_safe(net, qtbot, tmp_path, capsys):
    for _ in range(2):
        error = ZeroDivisionError("our mistake")
        sys.excepthook(type(error), error, None)
    qtbot.waitUntil(lambda: len(boxes()) == 1, timeout=20_000)
    (box,) = boxes()
    assert "Your take is safe" in box.text()
    assert "our mistake" in box.informativeText()
    assert not box.isModal()
    assert "ZeroDivisionError" in (tmp_path / "data" / "runthrough.log").read_text()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_bug_on_another_thread_is_caught_too(net, qtbot, capsys):
    thread = threading.Thread(target=lambda: {}["key"])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(boxes()) == 1, timeout=20_000)
    assert "KeyError" in boxes()[0].informativeText()
