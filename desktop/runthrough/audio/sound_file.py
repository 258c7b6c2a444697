"""Sound files, decoded by FFmpeg through PyAV: WAV, FLAC, MP3, M4A and what else it reads, as mono int16."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.errors import AudioUnreadable

Block = NDArray[np.int16]


@dataclass(slots=True)
class SoundFile:
    """A sound file that can be decoded. `seconds` is what its header says, None if it does not.

    `truncated` is set while decoding, when the file ends before its header says or breaks off; `peak` (0 to 1) and
    `frames` grow.
    """

    path: Path
    sample_rate: int
    seconds: float | None
    truncated: bool = False
    peak: float = 0.0
    frames: int = 0

    def blocks(self) -> Iterator[Block]:
        """Decode the file block by block; an hour takes no more memory than a minute.

        Raises AudioUnreadable when nothing at all can be decoded. What comes before the damage is given.
        """
        import av  # noqa: PLC0415  it takes 0.2 s to import, and must not be loaded where the window lives

        with _opened(self.path) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=self.sample_rate)
            frames = container.decode(container.streams.audio[0])
            while (frame := self._next(frames)) is not None:
                for part in resampler.resample(frame):
                    yield self._measured(part)
            for part in resampler.resample(None):
                yield self._measured(part)
        self._check_end()

    def _next(self, frames: Iterator[Any]) -> Any:
        """The next frame; None at the end, and where the file is broken after something was decoded."""
        from av.error import FFmpegError  # noqa: PLC0415

        try:
            return next(frames, None)
        except FFmpegError as error:
            if not self.frames:
                raise AudioUnreadable(self.path, "damaged", str(error.strerror)) from error
            self.truncated = True
            return None

    def _measured(self, frame: Any) -> Block:
        block = np.ascontiguousarray(frame.to_ndarray().reshape(-1), np.int16)
        if len(block):
            self.peak = max(self.peak, float(np.abs(block.astype(np.int32)).max()) / 32768)
        self.frames += len(block)
        return block

    def _check_end(self) -> None:
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
        raise AudioUnreadable(path, "not audio", str(error.strerror)) from error
    except OSError as error:
        raise AudioUnreadable(path, "damaged", error.strerror or str(error)) from error
