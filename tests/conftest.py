"""What tests of several rooms share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop_session import DesktopSession
from virtual_microphone import VirtualMicrophone


@pytest.fixture(scope="session")
def tone_model(tmp_path_factory) -> Path:
    """The hand-made Whisper model; not to be changed."""
    import tone_whisper  # noqa: PLC0415  it loads CTranslate2, which few tests need

    return tone_whisper.build(tmp_path_factory.mktemp("tones") / "models" / "tones")


@pytest.fixture
def copied_model(tone_model, tmp_path) -> Path:
    """A copy of it, to be spoilt, in a models folder of its own."""
    return shutil.copytree(tone_model, tmp_path / "models" / "tones")


@pytest.fixture
def virtual_microphone(tmp_path):
    """A microphone of the test's own; skipped with the reason where it cannot be had."""
    missing = VirtualMicrophone.missing()
    if missing:
        pytest.skip(f"the virtual microphone needs {', '.join(missing)}")
    with VirtualMicrophone(tmp_path / "sound") as microphone:
        yield microphone


@pytest.fixture
def desktop(tmp_path):
    """A screen of the test's own with keys and a reader; skipped with the reason where it cannot be had."""
    missing = DesktopSession.missing()
    if missing:
        pytest.skip(f"a screen with real keys needs {', '.join(missing)}")
    with DesktopSession(tmp_path / "desktop") as session:
        yield session
