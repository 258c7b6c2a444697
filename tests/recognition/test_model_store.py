"""Which recogniser is used, and what is said of a damaged one."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from runthrough.domain.errors import ModelDamaged, NoRecogniser
from runthrough.places import CHECKOUT
from runthrough.recognition.fingerprints import RECORD, remember_first_use
from runthrough.recognition.model_store import EngineName, ModelStore, moonshine_folder


def put(model: Path, models: Path, *names: str) -> Path:
    for name in names:
        shutil.copytree(model, models / name)
    return models


def write_manifest(folder: Path, *entries: dict) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.toml").write_text(f"models = {as_toml(list(entries))}\n", encoding="utf-8")
    return folder


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {as_toml(each)}' for key, each in value.items())} }}"
    return f"[{', '.join(as_toml(each) for each in value)}]" if isinstance(value, list) else json.dumps(value)


def store(*folders: Path, moonshine: Path | None = None) -> ModelStore:
    return ModelStore(folders, lambda: moonshine)


@pytest.fixture
def moonshine_weights(tmp_path) -> Path:
    folder = tmp_path / "wheel" / "tiny-en"
    folder.mkdir(parents=True)
    (folder / "encoder.ort").write_bytes(b"weights")
    return folder


# choosing


def test_moonshine_is_used_where_no_whisper_model_is_installed(tmp_path, moonshine_weights):
    choice = store(tmp_path / "models", moonshine=moonshine_weights).choose()
    assert (choice.name, choice.engine, choice.folder) == ("moonshine", EngineName.MOONSHINE, moonshine_weights)


def test_a_whisper_model_is_preferred_to_moonshine_as_soon_as_it_is_installed(tone_model, tmp_path, moonshine_weights):
    models = put(tone_model, tmp_path / "models", "tones")
    choice = store(models, moonshine=moonshine_weights).choose()
    assert (choice.name, choice.title, choice.folder) == ("whisper:tones", "Whisper tones", models / "tones")


def test_of_several_whisper_models_the_manifest_prefers_and_then_the_alphabet(tone_model, tmp_path):
    own = put(tone_model, tmp_path / "own", "zebra", "Base.en", "small.en", "ape")
    shipped = write_manifest(
        tmp_path / "shipped",
        {"name": "whisper:small.en", "folders": ["small.en"], "files": []},
        {"name": "whisper:base.en", "folders": ["base.en"], "files": []},
    )
    assert store(own, shipped).names() == ("whisper:small.en", "whisper:Base.en", "whisper:ape", "whisper:zebra")


@pytest.mark.parametrize("wanted", ["whisper:tones", "tones", "TONES"])
def test_a_whisper_model_is_chosen_by_its_name(tone_model, tmp_path, wanted):
    models = put(tone_model, tmp_path / "models", "ape", "tones")
    assert store(models).choose(wanted).name == "whisper:tones"


def test_moonshine_can_be_asked_for_although_whisper_is_installed(tone_model, tmp_path, moonshine_weights):
    models = put(tone_model, tmp_path / "models", "tones")
    assert store(models, moonshine=moonshine_weights).choose("moonshine").name == "moonshine"


def test_the_speakers_own_copy_of_a_model_counts(tone_model, tmp_path):
    own, shipped = (put(tone_model, tmp_path / name, "tones") for name in ("own", "shipped"))
    models = store(own, shipped)
    assert models.names() == ("whisper:tones",)
    assert models.choose().folder == own / "tones"


def test_without_any_recogniser_the_models_folder_is_named(tmp_path):
    with pytest.raises(NoRecogniser) as caught:
        store(tmp_path / "own", tmp_path / "shipped").choose()
    assert (caught.value.wanted, caught.value.models_folder) == (None, tmp_path / "own")


def test_a_recogniser_that_is_not_installed_is_named(tone_model, tmp_path):
    models = store(put(tone_model, tmp_path / "models", "tones"))
    for ask in (models.choose, models.verify):
        with pytest.raises(NoRecogniser) as caught:
            ask("moonshine")
        assert caught.value.wanted == "moonshine"


def test_folders_and_files_that_are_no_models_are_passed_over(tmp_path):
    models = tmp_path / "models"
    (models / "notes").mkdir(parents=True)
    (models / ".unfinished").mkdir()
    (models / ".unfinished" / "model.bin").write_bytes(b"half")
    (models / "README.md").write_text("read me")
    assert store(models).names() == ()


# damage that is seen without loading


def spoil(folder: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("model.bin", None, "model.bin is missing"),
        ("config.json", None, "config.json is missing"),
        ("tokenizer.json", None, "tokenizer.json is missing"),
        ("vocabulary.json", None, "vocabulary.json is missing"),
        ("model.bin", b"", "model.bin is empty"),
        ("model.bin", b"<!doctype html><title>Not found</title>", "model.bin is a web page in place of the file"),
        ("model.bin", b"version https://git-lfs.github.com/spec/v1\n", "model.bin is a pointer of Git LFS"),
        ("config.json", b'{"alignment_heads": [', "config.json is not readable JSON"),
        ("config.json", b"{}", "config.json lacks “alignment_heads”"),
        ("config.json", b"\xff\xfe", "config.json is not readable JSON"),
        ("tokenizer.json", b"[]", "tokenizer.json lacks “model”"),
        ("vocabulary.json", b"[", "vocabulary.json is not readable JSON"),
    ],
)
def test_a_damaged_model_is_refused_with_the_name_of_the_file(copied_model, name, content, said):
    spoil(copied_model, name, content)
    models = store(copied_model.parent)
    assert models.names() == ("whisper:tones",)
    with pytest.raises(ModelDamaged) as caught:
        models.choose()
    assert said in caught.value.detail
    assert (caught.value.name, caught.value.folder) == ("Whisper tones", copied_model)


def test_a_damaged_model_is_not_passed_over_in_silence(copied_model, moonshine_weights):
    spoil(copied_model, "model.bin", b"")
    models = store(copied_model.parent, moonshine=moonshine_weights)
    with pytest.raises(ModelDamaged):
        models.choose()
    assert models.choose("moonshine").name == "moonshine"


def test_a_vocabulary_as_text_will_do(copied_model):
    vocabulary = json.loads((copied_model / "vocabulary.json").read_text(encoding="utf-8"))
    (copied_model / "vocabulary.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    (copied_model / "vocabulary.json").unlink()
    assert store(copied_model.parent).choose().folder == copied_model


# damage that only reading through finds


def use_once(models: Path, folder: Path) -> None:
    for _ in remember_first_use(models, folder):
        pass


def test_bit_rot_since_the_first_use_is_found(copied_model):
    models = store(copied_model.parent)
    use_once(copied_model.parent, copied_model)
    models.verify("whisper:tones")

    weights = bytearray((copied_model / "model.bin").read_bytes())
    weights[len(weights) // 2] ^= 1
    (copied_model / "model.bin").write_bytes(weights)
    assert models.choose().name == "whisper:tones"
    with pytest.raises(ModelDamaged, match=r"model\.bin has changed since it was first used"):
        models.verify("whisper:tones")


def test_the_first_use_stays_the_first(copied_model):
    use_once(copied_model.parent, copied_model)
    before = (copied_model.parent / RECORD).read_text(encoding="utf-8")
    (copied_model / "config.json").write_text('{"alignment_heads": []}', encoding="utf-8")
    use_once(copied_model.parent, copied_model)
    assert (copied_model.parent / RECORD).read_text(encoding="utf-8") == before


def test_the_first_uses_of_two_models_are_kept_side_by_side(tone_model, tmp_path):
    models = put(tone_model, tmp_path / "models", "ape", "zebra")
    for name in ("ape", "zebra"):
        use_once(models, models / name)
    noted = json.loads((models / RECORD).read_text(encoding="utf-8"))
    assert [Path(folder).name for folder in noted] == ["ape", "zebra"]
    assert set(noted[str(models / "ape")]) == {"model.bin", "config.json", "tokenizer.json", "vocabulary.json"}


def test_a_damaged_record_of_first_uses_is_no_hindrance(copied_model):
    (copied_model.parent / RECORD).write_bytes(b"\xff{")
    store(copied_model.parent).verify("tones")


def test_a_file_that_is_not_the_published_one_is_found(tmp_path, moonshine_weights):
    digest = hashlib.sha256(b"weights").hexdigest()
    entry = {"name": "moonshine", "files": [{"name": "encoder.ort", "bytes": 7, "sha256": digest}]}
    models = store(write_manifest(tmp_path / "shipped", entry), moonshine=moonshine_weights)
    models.verify("moonshine")

    (moonshine_weights / "encoder.ort").write_bytes(b"WEIGHTS")
    assert models.choose().name == "moonshine"
    with pytest.raises(ModelDamaged, match=r"encoder\.ort is not the published file"):
        models.verify("moonshine")

    (moonshine_weights / "encoder.ort").write_bytes(b"weigh")
    with pytest.raises(ModelDamaged, match=r"encoder\.ort has 5 bytes, not 7"):
        models.choose()

    (moonshine_weights / "encoder.ort").unlink()
    with pytest.raises(ModelDamaged, match=r"encoder\.ort is missing"):
        models.choose()


def test_the_embedded_moonshine_is_the_published_one(tmp_path):
    if moonshine_folder() is None:
        pytest.skip("the wheel moonshine-voice 0.1.0 is not installed")
    ModelStore((tmp_path, CHECKOUT / "models")).verify("moonshine")


def test_every_model_of_the_manifest_can_be_told_by_its_folder():
    entries = tomllib.loads((CHECKOUT / "models" / "manifest.toml").read_text(encoding="utf-8"))["models"]
    assert entries[0]["name"] == "moonshine"
    for entry in entries[1:]:
        assert entry["name"] == f"whisper:{entry['folders'][0]}"
        assert {"model.bin", "config.json", "tokenizer.json"} <= {file["name"] for file in entry["files"]}
        assert re.fullmatch(r"[0-9a-f]{40}", entry["revision"])
        whole = sum(file.get("bytes", 0) for file in entry["files"])
        assert 0 <= entry["megabytes"] - round(whole / 1e6) < 5  # some sizes of small files are not known
        for file in entry["files"]:
            assert re.fullmatch(r"[0-9a-f]{64}", file.get("sha256", "0" * 64))
    folders = [folder for entry in entries[1:] for folder in entry["folders"]]
    assert len(folders) == len(set(folders))


def test_a_model_that_was_downloaded_is_held_to_the_manifest_and_one_that_was_brought_is_not(copied_model, tmp_path):
    commit = "0" * 40
    file = {"name": "model.bin", "bytes": 1, "sha256": "0" * 64}
    entry = {"name": "whisper:tones", "folders": ["tones"], "revision": commit, "files": [file]}
    models = store(copied_model.parent, write_manifest(tmp_path / "shipped", entry))
    models.verify("tones")
    (copied_model / "complete.json").write_text(json.dumps({"revision": commit}), encoding="utf-8")
    with pytest.raises(ModelDamaged) as raised:
        models.verify("tones")
    assert raised.value.detail == "model.bin is not the published file"
