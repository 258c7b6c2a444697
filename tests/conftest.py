"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from virtual_microphone import VirtualMicrophone


@pytest.fixture
def virtual_microphone(tmp_path):
    """A microphone of the test's own; skipped with the reason where it cannot be had."""
    missing = VirtualMicrophone.missing()
    if missing:
        pytest.skip(f"the virtual microphone needs {', '.join(missing)}")
    with VirtualMicrophone(tmp_path / "sound") as microphone:
        yield microphone
