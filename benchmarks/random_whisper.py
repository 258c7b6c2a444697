"""Whisper models of true size with random weights: they cost what the real ones cost, and mean nothing.

No download. The vocabulary is as large as Whisper's; the texts are random words. The output layer is made so sure of
itself that no decoding looks broken and is tried again, since that happens seldom with real speech; and a clip gets as
many tokens as a fast speaker needs, because random weights never end a text by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs.whisper_spec import WhisperSpec
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment, TranscriptionInfo
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

from runthrough.recognition import whisper, worker
from runthrough.recognition.engine import LoadedRecogniser
from runthrough.recognition.model_store import RecogniserChoice

TOKENS_A_SECOND = 4
"""English text has some 1.3 tokens a word; 3 words a second are fast."""
TOKENS = 51_864
SPECIALS = ("endoftext", "startoftranscript", "en", "translate", "transcribe", "startoflm", "startofprev", "nospeech")
TIMES, FRAME_SECONDS = 1501, 0.02
FRAMES, POSITIONS, MELS = 1500, 448, 80
CERTAINTY = 60.0
"""Scale of the last layer norm: far more than random rows need to differ."""

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Size:
    """Width, layers and heads of a Whisper model (Radford and others 2022, table 1)."""

    width: int
    layers: int
    heads: int


SIZES = {"tiny.en": Size(384, 4, 6), "base.en": Size(512, 6, 8), "small.en": Size(768, 12, 12)}


def write_model(folder: Path, name: str) -> Path:
    """Write the model of the size `name` (a key of SIZES) as int8 into a new folder of that name in `folder`."""
    size, fill = SIZES[name], _Filling()
    tokenizer = _tokenizer()
    spec = WhisperSpec(size.layers, size.heads, size.layers, size.heads)
    fill.encoder(spec.encoder, size.width)
    fill.decoder(spec.decoder, size.width, tokenizer)
    spec.register_vocabulary([str(tokenizer.id_to_token(index)) for index in range(tokenizer.get_vocab_size())])
    config: Any = spec.config
    config.suppress_ids, config.lang_ids = [tokenizer.token_to_id("<|endoftext|>")], []
    config.suppress_ids_begin = []
    config.alignment_heads = [[size.layers - 1, head] for head in range(size.heads)]
    spec.validate()
    spec.optimize(quantization="int8_float32")
    made = folder / name
    made.mkdir(parents=True)
    spec.save(str(made))
    tokenizer.save(str(made / "tokenizer.json"))
    features = {"feature_size": MELS, "sampling_rate": 16_000, "hop_length": 160, "chunk_length": 30, "n_fft": 400}
    (made / "preprocessor_config.json").write_text(json.dumps(features), encoding="utf-8")
    return made


def load_paced(choice: RecogniserChoice) -> LoadedRecogniser:
    """A worker.Loader: the real engine, which writes TOKENS_A_SECOND; runs in the recogniser's process.

    Trained models close a clip's text with the time of its end; without it faster-whisper goes on after the last word.
    """
    whisper.TOKENS_AT_LEAST, whisper.TOKENS_A_SECOND = 1, TOKENS_A_SECOND
    whisper.WhisperModel = _OneWindow  # pyright: ignore[reportPrivateImportUsage]
    return worker.load(choice)


class _OneWindow(WhisperModel):
    """Gives the first segment alone, and decodes no further."""

    def transcribe(self, *asked: Any, **how: Any) -> tuple[Iterable[Segment], TranscriptionInfo]:
        segments, about = super().transcribe(*asked, **how)
        return islice(segments, 1), about


class _Filling:
    """Fills the parts of a model with random weights, the same each time."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def _weights(self, *shape: int) -> Weights:
        return (self._random.standard_normal(shape) * 0.02).astype(np.float32)

    def encoder(self, encoder: Any, width: int) -> None:
        encoder.conv1.weight, encoder.conv1.bias = self._weights(width, MELS, 3), _zeros(width)
        encoder.conv2.weight, encoder.conv2.bias = self._weights(width, width, 3), _zeros(width)
        encoder.position_encodings.encodings = self._weights(FRAMES, width)
        _norm(encoder.layer_norm, width)
        for layer in encoder.layer:
            self._block(layer, width)

    def decoder(self, decoder: Any, width: int, tokenizer: Tokenizer) -> None:
        embeddings = self._weights(tokenizer.get_vocab_size(), width)
        embeddings[tokenizer.token_to_id("<|nospeech|>")] = 0
        embeddings[tokenizer.token_to_id("<|0.00|>") :] *= 1e-3  # no time within a text, so a clip is one window
        decoder.embeddings.weight, decoder.projection.weight = embeddings, embeddings.copy()
        decoder.position_encodings.encodings = 50 * self._weights(POSITIONS, width)  # each place calls another word
        _norm(decoder.layer_norm, width, CERTAINTY)
        for layer in decoder.layer:
            self._block(layer, width)
            self._cross_attention(layer.attention, width)

    def _block(self, layer: Any, width: int) -> None:
        _norm(layer.self_attention.layer_norm, width)
        self._linear(layer.self_attention.linear[0], 3 * width, width)
        self._linear(layer.self_attention.linear[1], width, width)
        _norm(layer.ffn.layer_norm, width)
        self._linear(layer.ffn.linear_0, 4 * width, width)
        self._linear(layer.ffn.linear_1, width, 4 * width)

    def _cross_attention(self, attention: Any, width: int) -> None:
        _norm(attention.layer_norm, width)
        self._linear(attention.linear[0], width, width)
        self._linear(attention.linear[1], 2 * width, width)
        self._linear(attention.linear[2], width, width)

    def _linear(self, layer: Any, outputs: int, inputs: int) -> None:
        layer.weight, layer.bias = self._weights(outputs, inputs), _zeros(outputs)


def _zeros(*shape: int) -> Weights:
    return np.zeros(shape, np.float32)


def _norm(norm: Any, width: int, scale: float = 1.0) -> None:
    norm.gamma, norm.beta = np.full(width, scale, np.float32), _zeros(width)


def _tokenizer() -> Tokenizer:
    """Bytes, made-up words up to Whisper's number of tokens, and its special and time tokens in their order."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = [chr(byte) for byte in printable] + [chr(256 + index) for index in range(len(others))]
    vocabulary = {letter: index for index, letter in enumerate(letters)}
    merges = _made_up_words(vocabulary, TOKENS - TIMES - len(SPECIALS) - 1)
    tokenizer = Tokenizer(BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = [f"<|{name}|>" for name in (*SPECIALS, "notimestamps")]
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in specials])
    times = [f"<|{index * FRAME_SECONDS:.2f}|>" for index in range(TIMES)]
    tokenizer.add_tokens([AddedToken(text, special=False, normalized=False) for text in times])
    return tokenizer


def _made_up_words(vocabulary: dict[str, int], size: int) -> list[tuple[str, str]]:
    """Fill the vocabulary with words of a space and two to four letters; returns how they are put together."""
    alphabet, merges = "abcdefghijklmnopqrstuvwxyz", list[tuple[str, str]]()
    stems = ["\N{LATIN CAPITAL LETTER G WITH DOT ABOVE}"]  # a space, in byte-level BPE
    while True:
        longer: list[str] = []
        for stem in stems:
            for letter in alphabet:
                if len(vocabulary) == size:
                    return merges
                vocabulary[stem + letter] = len(vocabulary)
                merges.append((stem, letter))
                longer.append(stem + letter)
        stems = longer
