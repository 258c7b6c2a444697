"""Sound files, decoded by FFmpeg through PyAV: WAV, FLAC, MP3, M4A and what else it reads, as mono int16."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.errors import AudioUnreadable

Block = NDArray[np.int16]


@dataclass(slots=True)
class SoundFile:
    """A sound file that can be decoded. `seconds` is what its header says, None if it does not.

    `truncated` is set while decoding, when the file ends before its header says, breaks off, or has a damaged stretch:
    that is left out, what follows is heard. `peak` (0 to 1) and `frames` grow.
    """

    path: Path
    sample_rate: int
    seconds: float | None
    truncated: bool = False
    peak: float = 0.0
    frames: int = 0
    _damage: str = field(default="", init=False, repr=False)
    """The first thing FFmpeg said of what it could not decode."""

    def blocks(self) -> Iterator[Block]:
        """Decode the file block by block; an hour takes no more memory than a minute.

        Raises AudioUnreadable when nothing at all can be decoded.
        """
        import av  # noqa: PLC0415  it takes 0.2 s to import, and must not be loaded where the window lives

        with _opened(self.path) as container:
            resampler = None
            for frame in self._frames(container.demux(container.streams.audio[0])):
                form = (frame.format.name, frame.layout.name, frame.sample_rate)
                if resampler is None or form != resampler[0]:  # files joined end to end change it on the way
                    resampler = form, av.AudioResampler(format="s16", layout="mono", rate=self.sample_rate)
                for part in resampler[1].resample(frame):
                    yield self._measured(part)
            for part in resampler[1].resample(None) if resampler else ():
                yield self._measured(part)
        self._check_end()

    def _frames(self, packets: Iterator[Any]) -> Iterator[Any]:
        """The frames of all packets that can be decoded."""
        while (packet := self._undamaged(lambda: next(packets, None))) is not None:
            yield from self._undamaged(packet.decode) or ()

    def _undamaged(self, step: Callable[[], Any]) -> Any:
        """What a step of decoding gives; None where the file is damaged, which is noted."""
        from av.error import FFmpegError  # noqa: PLC0415

        try:
            return step()
        except FFmpegError as error:
            self.truncated = True
            self._damage = self._damage or error.strerror or str(error)
            return None

    def _measured(self, frame: Any) -> Block:
        block = np.ascontiguousarray(frame.to_ndarray().reshape(-1), np.int16)
        if len(block):
            self.peak = max(self.peak, float(np.abs(block.astype(np.int32)).max()) / 32768)
        self.frames += len(block)
        return block

    def _check_end(self) -> None:
        if not self.frames and (self._damage or self.seconds):
            raise AudioUnreadable(self.path, "damaged", self._damage or "nothing in it can be decoded")
        if not self.frames:
            raise AudioUnreadable(self.path, "empty", "it holds no samples")
        decoded = self.frames / self.sample_rate
        if self.seconds is not None and decoded < self.seconds - 0.5:
            self.truncated = True


def open_sound_file(path: Path) -> SoundFile:
    """Look into a sound file. Raises AudioUnreadable: missing, empty, not audio, damaged, or without sound."""
    if not path.is_file():
        raise AudioUnreadable(path, "missing")
    if not path.stat().st_size:
        raise AudioUnreadable(path, "empty")
    with _opened(path) as container:
        if not container.streams.audio:
            raise AudioUnreadable(path, "not audio", "it holds no sound")
        stream = container.streams.audio[0]
        rate = int(stream.codec_context.sample_rate or 0)
        if not rate:
            raise AudioUnreadable(path, "damaged", "it has no sample rate")
        seconds = None
        if stream.duration is not None and stream.time_base is not None:
            seconds = float(stream.duration * stream.time_base)
        return SoundFile(path, rate, seconds)


def _opened(path: Path) -> Any:
    """The file as FFmpeg sees it; to be closed by `with`. Nothing but files is opened, so no network is touched."""
    import av  # noqa: PLC0415
    from av import logging  # noqa: PLC0415
    from av.error import FFmpegError  # noqa: PLC0415

    logging.set_level(logging.PANIC)  # FFmpeg's own lines would stand between ours
    try:
        return av.open(f"file:{path}", metadata_errors="ignore")
    except FFmpegError as error:
        reason = "damaged" if _begins_like_sound(path) else "not audio"
        raise AudioUnreadable(path, reason, error.strerror or str(error)) from error
    except OSError as error:
        raise AudioUnreadable(path, "damaged", error.strerror or str(error)) from error


def _begins_like_sound(path: Path) -> bool:
    """Whether the first bytes are those of WAV, FLAC, MP3 with a tag, Ogg or M4A (which is unreadable when cut off)."""
    try:
        with path.open("rb") as file:
            begin = file.read(8)
    except OSError:
        return False
    return begin.startswith((b"RIFF", b"fLaC", b"ID3", b"OggS")) or begin[4:] == b"ftyp"
