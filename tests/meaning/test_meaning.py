"""The meaning process, with the real weights where the set-up has put them."""

import json
import shutil

import pytest

from runthrough.domain.meaning import Aim, MeaningLost
from runthrough.meaning.convert import convert
from runthrough.meaning.process import MeaningProcess
from runthrough.meaning.weights import ABOUT, FOLDER, PARTS, Weights, find_weights, problem_with
from runthrough.places import CHECKOUT

RAIN = Aim(("it rained", "bad weather"), ("It rained all day long.",))
PAY = Aim(("more money", "salary"), ("They pay a higher salary there.",))


@pytest.fixture(scope="module")
def weights():
    found = find_weights((CHECKOUT / "models",))
    if found is None:
        pytest.skip("the weights of all-MiniLM-L6-v2 are not in the models folder")
    return found


@pytest.fixture
def meaning(weights):
    process = MeaningProcess(weights)
    yield process
    process.close()


def test_what_means_the_same_is_more_alike_than_what_does_not(meaning):
    found = meaning.compare(["the weather was wet and grey", "my wages went up"], [RAIN, PAY], ["thank you"])
    for channel in (found.words, found.topic, found.example):
        assert channel[0][0] > channel[0][1]
        assert channel[1][1] > channel[1][0]
    assert len(found.decoys) == 2


def test_many_spans_are_asked_for_in_pieces_and_come_back_in_order(meaning):
    spans = [f"word number {index}" for index in range(150)]
    found = meaning.compare(spans, [RAIN], [])
    assert len(found.words) == len(found.example) == 150
    assert found.topic[149] == meaning.compare(spans[149:], [RAIN], []).topic[0]


def test_a_process_that_was_killed_is_started_again(meaning):
    before = meaning.compare(["it rained"], [RAIN], [])
    meaning._child.kill()
    assert meaning.compare(["it rained"], [RAIN], []) == before


def test_a_closed_process_stays_closed(meaning):
    meaning.start()
    meaning.close()
    with pytest.raises(MeaningLost):
        meaning.compare(["it rained"], [RAIN], [])


def test_nothing_to_compare_is_no_trouble(meaning):
    assert meaning.compare([], [RAIN], []).words == ()
    assert meaning.compare(["it rained"], [], []).words == ((),)


def test_weights_that_are_damaged_are_told_once_and_not_tried_again(weights, tmp_path):
    copy = tmp_path / FOLDER
    shutil.copytree(weights.folder, copy)
    (copy / "model.bin").write_bytes(bytes((weights.folder / "model.bin").stat().st_size))
    process = MeaningProcess(Weights(copy))
    for _ in range(2):
        with pytest.raises(MeaningLost):
            process.compare(["it rained"], [RAIN], [])
    process.close()


def test_weights_that_are_cut_off_or_missing_are_not_found(tmp_path):
    assert find_weights((tmp_path,)) is None
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for name in PARTS:
        (folder / name).write_bytes(b"whole")
    (folder / ABOUT).write_text(json.dumps({"sizes": dict.fromkeys(PARTS, 5)}))
    assert find_weights((tmp_path,)) == Weights(folder)
    (folder / "model.bin").write_bytes(b"who")
    assert "model.bin" in problem_with(folder)
    assert find_weights((tmp_path,)) is None


def test_other_weights_than_the_published_ones_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the published file"):
        convert(tmp_path, tmp_path / "models")
    assert not (tmp_path / "models").exists()
