"""Makes what the program compares meanings with out of the published weights of all-MiniLM-L6-v2, once, at set-up.

`python -m runthrough.meaning.convert WEIGHTS MODELS`: WEIGHTS is the folder with model.safetensors, MODELS the models
folder in which the result is put. CTranslate2's own converter needs transformers and torch; its specification can be
filled without them. The table of word vectors is one forward pass for each piece of the vocabulary, reduced by PCA and
weighted by rank (model2vec's idea: Minish, MIT; weights 1e-3 / (1e-3 + p) by Arora et al. 2017, p by Zipf's law).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2 import Encoder
from ctranslate2.converters import utils
from ctranslate2.specs import common_spec, transformer_spec
from numpy.typing import NDArray
from safetensors.numpy import load_file

from runthrough.meaning.weights import ABOUT, FOLDER, NAME, PARTS, SOURCE_SHA256, TABLE, TOKENIZER

Arrays = dict[str, NDArray[np.float32]]

QUANTISATION = "int8"
"""A quarter of the size and three times as fast as float32; cosines differ by .008 on the average (coverage notes)."""
FIRST_WORD = 1996
"""The vocabulary's pieces before this one are marks and single letters; from here on it is sorted by frequency."""
DIMENSIONS = 256
RARE = 1e-3
PIECES_AT_ONCE = 1024
START, END = 101, 102
"""The pieces that BERT puts around a sentence."""


def convert(weights: Path, models: Path) -> Path:
    """The folder that was made. Raises ValueError when the weights are not the published ones."""
    source = weights / "model.safetensors"
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found != SOURCE_SHA256:
        raise ValueError(f"{source.name} is not the published file: its SHA-256 is {found}")
    target = models / FOLDER
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _write_encoder(load_file(source), json.loads((weights / "config.json").read_text()), weights, fresh)
    shutil.copy(weights / TOKENIZER, fresh)
    np.save(fresh / TABLE, _word_table(fresh))
    sizes = {name: (fresh / name).stat().st_size for name in PARTS}
    about = {"name": NAME, "licence": "Apache-2.0", "source_sha256": SOURCE_SHA256, "sizes": sizes}
    (fresh / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def _write_encoder(arrays: Arrays, config: dict[str, Any], weights: Path, target: Path) -> None:
    encoder = transformer_spec.TransformerEncoderSpec(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(
        encoder, pooling_layer=True, pooling_activation=common_spec.Activation.Tanh
    )
    encoder.scale_embeddings = False
    _fill_embeddings(encoder, arrays)
    _linear(spec.pooler_dense, arrays, "pooler.dense")
    for index, layer in enumerate(encoder.layer):
        _fill_layer(layer, arrays, f"encoder.layer.{index}.")
    pieces = (weights / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    spec.register_vocabulary(pieces)
    settings: Any = spec.config
    settings.unk_token = "[UNK]"  # noqa: S105  a piece of the vocabulary
    settings.layer_norm_epsilon = config["layer_norm_eps"]
    spec.validate()
    spec.optimize(quantization=QUANTISATION)
    spec.save(str(target))


def _fill_embeddings(encoder: Any, arrays: Arrays) -> None:
    encoder.embeddings[0].weight = arrays["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = arrays["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = arrays["embeddings.position_embeddings.weight"]
    _norm(encoder.layernorm_embedding, arrays, "embeddings.LayerNorm")


def _fill_layer(layer: Any, arrays: Arrays, prefix: str) -> None:
    parts = [common_spec.LinearSpec() for _ in range(3)]
    for part, name in zip(parts, ("query", "key", "value"), strict=True):
        _linear(part, arrays, f"{prefix}attention.self.{name}")
    utils.fuse_linear(layer.self_attention.linear[0], parts)
    _linear(layer.self_attention.linear[1], arrays, f"{prefix}attention.output.dense")
    _norm(layer.self_attention.layer_norm, arrays, f"{prefix}attention.output.LayerNorm")
    _linear(layer.ffn.linear_0, arrays, f"{prefix}intermediate.dense")
    _linear(layer.ffn.linear_1, arrays, f"{prefix}output.dense")
    _norm(layer.ffn.layer_norm, arrays, f"{prefix}output.LayerNorm")


def _linear(spec: Any, arrays: Arrays, name: str) -> None:
    spec.weight, spec.bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _norm(spec: Any, arrays: Arrays, name: str) -> None:
    spec.gamma, spec.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _word_table(folder: Path) -> NDArray[np.float16]:
    """A row of 256 values for each piece of the vocabulary."""
    encoder = Encoder(str(folder), device="cpu", compute_type=QUANTISATION)
    count = len(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8")))
    vectors = np.concatenate(
        [_piece_vectors(encoder, range(first, min(first + PIECES_AT_ONCE, count))) for first in _steps(count)]
    )
    vectors -= vectors.mean(0)
    axes = np.linalg.svd(vectors[FIRST_WORD:], full_matrices=False)[2][:DIMENSIONS]
    rank = np.maximum(np.arange(count) - FIRST_WORD, 0) + 1
    frequency = 1 / rank / (1 / rank[FIRST_WORD:]).sum()
    return (vectors @ axes.T * (RARE / (RARE + frequency))[:, None]).astype(np.float16)


def _steps(count: int) -> range:
    return range(0, count, PIECES_AT_ONCE)


def _piece_vectors(encoder: Any, pieces: range) -> NDArray[np.float32]:
    output = encoder.forward_batch([[START, piece, END] for piece in pieces])
    return np.asarray(output.last_hidden_state, np.float32).mean(1)


def main() -> int:
    """Convert, or say what is wrong with the weights."""
    weights, models = map(Path, sys.argv[1:3])
    try:
        made = convert(weights, models)
    except (OSError, ValueError) as error:
        print(f"the weights could not be converted: {error}", file=sys.stderr)
        return 1
    print(f"meaning: {made}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
