"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from desktop_session import DesktopSession
from virtual_microphone import VirtualMicrophone


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
