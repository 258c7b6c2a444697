"""A microphone without hardware: a PulseAudio daemon of the test's own, which hears what the test plays into it.

Nothing of the computer's own sound set-up is touched: own socket, own folders, own ALSA configuration, all given to the
program under test by environment variables. PortAudio lists the devices when it starts, so that must be a new process.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

RATE = 48_000
PROGRAMS = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "paplay": "pulseaudio-utils"}
START_SECONDS = 20.0

ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.!default {{ type pulse server "unix:{socket}" hint {{ show on description "Default" }} }}
ctl.!default {{ type pulse server "unix:{socket}" }}
"""


class VirtualMicrophone:
    """The daemon and all it needs; ends everything it started. Give `environment` to the program that records."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "native"
        self._started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_RUNTIME_PATH": str(folder / "runtime"),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(folder / "alsa.conf"),
        }

    @staticmethod
    def missing() -> list[str]:
        """Debian packages without which there is no virtual microphone."""
        packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
        plugin = "libasound_module_pcm_pulse.so"
        if not any(next(Path(place).rglob(plugin), None) for place in ("/usr/lib", "/usr/lib64")):
            packages.append("libasound2-plugins")
        if not ctypes.util.find_library("portaudio"):
            packages.append("libportaudio2")
        return packages

    def __enter__(self) -> VirtualMicrophone:
        for name in ("runtime", "state"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "runtime").chmod(0o700)
        (self._folder / "alsa.conf").write_text(ALSA.format(socket=self._socket))
        (self._folder / "script.pa").write_text(self._script())
        command = [
            *("pulseaudio", "-n", "-F", str(self._folder / "script.pa"), "--daemonize=no", "--exit-idle-time=-1"),
            *("--use-pid-file=no", "--realtime=no", "--high-priority=no"),
            f"--log-target=newfile:{self._folder / 'pulse.log'}",
        ]
        own = {"HOME": str(self._folder), "XDG_RUNTIME_DIR": str(self._folder / "runtime")}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._daemon = subprocess.Popen(command, env={**os.environ, **self.environment, **own}, **quiet)
        try:
            self._wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        # a null sink that nothing plays into works in blocks of 2 s, and the first seconds of a recording get lost
        idle = ("pacat", "--raw", f"--rate={RATE}", "--channels=1", "--format=s16le", "--latency-msec=20")
        self._start(*idle, "-d", "speaker", "/dev/zero")
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._started:
            process.kill()
            process.wait()
        if self._daemon.poll() is None:
            self._daemon.send_signal(signal.SIGCONT)
            self._daemon.kill()
        self._daemon.wait()

    def play(self, wav: Path) -> subprocess.Popen[bytes]:
        """Let the microphone hear a file; wait for the returned process to know when all was heard."""
        return self._start("paplay", "--device=speaker", "--latency-msec=500", str(wav))

    def record(self, raw: Path) -> subprocess.Popen[bytes]:
        """Write down what the loudspeaker plays (mono, 16 bits, RATE) until the returned process is terminated."""
        command = ("parec", "--device=speaker.monitor", "--raw", f"--rate={RATE}", "--channels=1", "--format=s16le")
        with raw.open("wb") as file:
            return self._start(*command, "--latency-msec=20", into=file.fileno())

    def mute(self, muted: bool = True) -> None:
        """Mute the microphone, or not."""
        self._control("set-source-mute", "microphone", "1" if muted else "0")

    def unplug(self) -> None:
        """Take the microphone away; the server moves its streams elsewhere without a word."""
        modules = self._control("list", "short", "modules").splitlines()
        numbers = [line.split("\t")[0] for line in modules if "source_name=microphone" in line]
        for number in numbers:
            self._control("unload-module", number)

    def kill_server(self) -> None:
        """Let the sound server die."""
        self._daemon.kill()
        self._daemon.wait()

    def freeze(self) -> None:
        """Let the sound server hang."""
        self._daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._daemon.send_signal(signal.SIGCONT)

    def _script(self) -> str:
        lines = (
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self._socket}",
            f"load-module module-null-sink sink_name=speaker rate={RATE} channels=1 format=s16le norewinds=1",
            "load-module module-remap-source source_name=microphone master=speaker.monitor",
            "set-default-sink speaker",
            "set-default-source microphone",
        )
        return "\n".join(lines) + "\n"

    def _wait_until_up(self) -> None:
        end = time.monotonic() + START_SECONDS
        environment = {**os.environ, **self.environment}
        while subprocess.run(["pactl", "info"], capture_output=True, check=False, env=environment).returncode:
            if time.monotonic() > end or self._daemon.poll() is not None:
                log = self._folder / "pulse.log"
                raise RuntimeError(f"pulseaudio did not start: {log.read_text()[-500:] if log.exists() else 'no log'}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._daemon.wait(0.05)

    def _start(self, *command: str, into: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, env={**os.environ, **self.environment}, stdout=into, stderr=subprocess.DEVNULL
        )
        self._started.append(process)
        return process

    def _control(self, *arguments: str) -> str:
        environment = {**os.environ, **self.environment}
        done = subprocess.run(["pactl", *arguments], capture_output=True, text=True, check=True, env=environment)
        return done.stdout
