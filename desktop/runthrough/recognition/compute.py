"""Where Whisper computes: on a graphics card if CTranslate2 finds one that works, else on the processor. Light."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import Protocol, TypeVar

from runthrough.domain.hardware import Hardware
from runthrough.recognition.engine import ModelUnusable

CPU, GPU = "cpu", "cuda"
GPU_PRECISIONS = ("float16", "int8_float16", "int8_float32")
"""In this order: published weights are float16; int8 needs half the card's memory; older cards know no float16
(CTranslate2, docs/quantization.md)."""
CPU_PRECISIONS = ("int8", "float32")
"""float16 is refused on a processor (ValueError); int8 is a third faster than float32 (faster-whisper, README)."""

_Loaded = TypeVar("_Loaded")


class Computers(Protocol):
    """What a machine can compute on, as CTranslate2 sees it."""

    def gpus(self) -> int:
        """How many graphics cards it can use."""
        ...

    def precisions(self, device: str) -> Set[str]:
        """The compute types of CPU or GPU. Raises RuntimeError or ValueError where the driver is unfit."""
        ...


class Ctranslate2Computers:
    """The machine itself."""

    def gpus(self) -> int:
        """Asks the driver; 0 where there is none, or where CTranslate2 was built without."""
        import ctranslate2  # noqa: PLC0415  the program itself must not import the engines

        return ctranslate2.get_cuda_device_count()

    def precisions(self, device: str) -> Set[str]:
        """The first card counts."""
        import ctranslate2  # noqa: PLC0415

        return ctranslate2.get_supported_compute_types(device)


def gpu_found(computers: Computers | None = None) -> bool:
    """Whether there is a graphics card to try."""
    try:
        return (computers or Ctranslate2Computers()).gpus() > 0
    except (RuntimeError, ValueError):
        return False


def load_where_it_works(
    load: Callable[[str, str], _Loaded], avoid_gpu: str = "", computers: Computers | None = None
) -> tuple[_Loaded, Hardware]:
    """What `load(device, precision)` gives where it first works, and where that is; the processor comes last.

    `load` makes a first call, too, because a card whose libraries are missing fails no earlier. `avoid_gpu`: why the
    card is not to be tried; "" to try it. Raises ModelUnusable when the processor fails, too.
    """
    machine = computers or Ctranslate2Computers()
    failed = avoid_gpu
    if not avoid_gpu and gpu_found(machine):
        try:
            for precision in _offered(machine, GPU, GPU_PRECISIONS):
                try:
                    return load(GPU, precision), Hardware(gpu=True, precision=precision)
                except ModelUnusable as error:
                    failed = str(error.__cause__ or error)
        except (RuntimeError, ValueError) as error:
            failed = str(error)
    precision = next(_offered(machine, CPU, CPU_PRECISIONS))
    return load(CPU, precision), Hardware(precision=precision, fell_back=failed)


def _offered(computers: Computers, device: str, wanted: tuple[str, ...]) -> Iterator[str]:
    known = computers.precisions(device)
    return (precision for precision in wanted if precision in known)
