"""A graphics card is used where one works; where it fails, by an error or with the whole process, the processor is."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from recognition.fake_engines import a_gpu, load_dying_on_gpu, load_obedient, load_on_gpu
from runthrough.domain.errors import RecognitionFailed
from runthrough.domain.hardware import Hardware
from runthrough.recognition.compute import gpu_found, load_where_it_works
from runthrough.recognition.engine import ModelUnusable
from runthrough.recognition.model_store import EngineName, RecogniserChoice
from runthrough.recognition.process import RecogniserProcess
from runthrough.recognition.whisper import Whisper
from tone_whisper import SENTENCES, tone

PROCESSOR = {"int8", "int8_float32", "float32"}


class Machine:
    """What a machine computes on, as it was told; `broken` is what its driver says."""

    def __init__(
        self, gpus: int = 0, card=("float16", "int8_float16", "float32"), processor=PROCESSOR, broken=""
    ) -> None:
        self.count, self.card, self.processor, self.broken = gpus, set(card), set(processor), broken

    def gpus(self) -> int:
        return self.count

    def precisions(self, device: str) -> set[str]:
        if device == "cuda" and self.broken:
            raise RuntimeError(self.broken)
        return self.card if device == "cuda" else self.processor


class Loading:
    """Loads anywhere but where it is said to fail; remembers what was tried."""

    def __init__(self, **failing: str) -> None:
        self.failing, self.tried = failing, []

    def __call__(self, device: str, precision: str) -> str:
        self.tried.append((device, precision))
        for where in (device, precision):
            if where in self.failing:
                raise ModelUnusable(self.failing[where])
        return f"a model on {device}"


def test_without_a_graphics_card_the_processor_computes_in_int8():
    assert load_where_it_works(load := Loading(), "", Machine()) == ("a model on cpu", Hardware(precision="int8"))
    assert load.tried == [("cpu", "int8")]


def test_a_graphics_card_computes_in_the_precision_of_the_weights():
    loaded = load_where_it_works(Loading(), "", Machine(gpus=1))
    assert loaded == ("a model on cuda", Hardware(gpu=True, precision="float16"))


def test_an_older_card_gets_what_it_supports():
    _, hardware = load_where_it_works(Loading(), "", Machine(gpus=1, card=("float32", "int8", "int8_float32")))
    assert hardware == Hardware(gpu=True, precision="int8_float32")


def test_a_card_with_little_memory_gets_smaller_numbers():
    _, hardware = load_where_it_works(load := Loading(float16="out of memory"), "", Machine(gpus=1))
    assert (hardware.precision, hardware.gpu, hardware.fell_back) == ("int8_float16", True, "")
    assert load.tried == [("cuda", "float16"), ("cuda", "int8_float16")]


@pytest.mark.parametrize(
    ("machine", "load"),
    [(Machine(gpus=1), Loading(cuda="no cuBLAS")), (Machine(gpus=1, broken="no cuBLAS"), Loading())],
)
def test_where_the_card_fails_the_processor_takes_over_and_it_is_told_why(machine, load):
    loaded, hardware = load_where_it_works(load, "", machine)
    assert loaded == "a model on cpu"
    assert hardware == Hardware(precision="int8", fell_back="no cuBLAS")


def test_a_card_that_is_to_be_avoided_is_not_touched():
    _, hardware = load_where_it_works(load := Loading(), "it crashed", Machine(gpus=1))
    assert (load.tried, hardware.fell_back) == ([("cpu", "int8")], "it crashed")


def test_a_model_that_fails_on_the_processor_too_is_refused():
    with pytest.raises(ModelUnusable, match="cut off"):
        load_where_it_works(Loading(cpu="cut off", cuda="cut off"), "", Machine(gpus=1))


def test_a_processor_without_int8_computes_in_float32():
    assert load_where_it_works(Loading(), "", Machine(processor={"float32"}))[1].precision == "float32"


def test_a_driver_that_only_complains_is_no_card():
    class Complaining(Machine):
        def gpus(self) -> int:
            raise RuntimeError("CUDA driver version is insufficient")

    assert not gpu_found(Complaining())
    assert gpu_found(Machine(gpus=2))


@pytest.mark.skipif(gpu_found(), reason="there is a graphics card here")
def test_whisper_hears_on_the_processor_when_the_real_engine_refuses_the_card(tone_model):
    engine = Whisper(tone_model, 1, computers=Machine(gpus=1))
    assert not engine.hardware.gpu
    assert "CUDA" in engine.hardware.fell_back
    assert " ".join(word.text for word in engine.recognise(tone(0, 2.0), "en")) == SENTENCES[0]


@pytest.fixture
def made(tmp_path):
    def make(loader, engine: EngineName = EngineName.WHISPER, folder: str = "load") -> RecogniserProcess:
        return RecogniserProcess(RecogniserChoice(engine, tmp_path / folder, tmp_path), None, loader, a_gpu)

    return make


def test_a_process_that_the_card_ends_is_started_again_without_it(made):
    with closing(made(load_dying_on_gpu)) as process:
        assert process.recognise(np.zeros(16_000, np.float32), "en")
        assert "134" in process.hardware.fell_back
        first = process.identity
        with pytest.raises(RecognitionFailed):
            process.recognise(np.zeros(16_000, np.float32), "die")
        assert process.recognise(np.zeros(16_000, np.float32), "en")  # the card is not tried once more
        assert process.identity != first


def test_a_process_on_a_card_that_works_says_so(made):
    with closing(made(load_on_gpu)) as process:
        assert process.hardware == Hardware(gpu=True, precision="float16")


def test_a_process_that_dies_without_the_card_too_has_failed(made):
    with closing(made(load_obedient, folder="die")) as process, pytest.raises(RecognitionFailed):
        _ = process.identity


def test_moonshine_has_nothing_to_do_with_graphics_cards(made):
    with closing(made(load_obedient, EngineName.MOONSHINE)) as process:
        assert process.hardware == Hardware()


def test_a_process_tells_how_much_memory_it_took(made):
    with closing(made(load_obedient)) as process:
        peak = process.peak_memory()
        assert peak is None or 10_000_000 < peak < 2_000_000_000
