"""Runs the two networks of Moonshine tiny-en, token by token, and tells how sure each token was.

The wheel's own library writes the very same text, but it tells no probabilities, without which text that was invented
on laughter cannot be told from speech; and it takes nearly three times as long. Shapes are those of the model's export
by Hugging Face's optimum: `decoder_model_merged` takes one token and the keys and values of those before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

ENCODER, DECODER, VOCABULARY = "encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"

BEGIN, END = 1, 2
"""Tokens that begin and end a text."""
HEADS, HEAD_WIDTH = 8, 36
"""Of the decoder's attention (config.json of UsefulSensors/moonshine-tiny)."""
SPACE = "▁".encode()
"""How the vocabulary writes a space; a word begins with one (SentencePiece)."""
TOKENS_AT_LEAST, TOKENS_A_SECOND = 8, 8
"""Room for text. Speech made 2 to 5 tokens a second; the model's authors advise to stop at 6.5, which cuts hasty
speakers, and loops are dealt with behind this."""
SHORTEST = 0.3
"""Seconds below which the encoder has hardly a frame to look at."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of a text: its bytes, and the natural logarithm of its probability given those before."""

    text: bytes
    sureness: float


class MoonshineDecoder:
    """The networks, loaded. Used by one thread."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load what is in `folder`. Raises OSError, ValueError, or whatever onnxruntime does about damaged weights."""
        options: Any = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others need the cores, too
        options.log_severity_level = 4
        self._encoder = _load(folder / ENCODER, options)
        self._decoder = _load(folder / DECODER, options)
        self._vocabulary = read_vocabulary((folder / VOCABULARY).read_bytes())
        self._pasts: list[str] = [each.name for each in self._decoder.get_inputs() if each.name.startswith("past_")]
        self._outputs: list[str] = [each.name for each in self._decoder.get_outputs()]

    def decode(self, samples: Samples) -> tuple[Piece, ...]:
        """The likeliest text of a clip of at most 30 s, taken token by token; nothing for one that is too short."""
        if len(samples) < SHORTEST * RECOGNITION_RATE:
            return ()
        room = TOKENS_AT_LEAST + round(TOKENS_A_SECOND * len(samples) / RECOGNITION_RATE)
        pieces: list[Piece] = []
        for token, sureness in self._tokens(samples):
            if token == END or len(pieces) == room:
                break
            pieces.append(Piece(self._vocabulary[token], sureness))
        return tuple(pieces)

    def _tokens(self, samples: Samples) -> Iterator[tuple[int, float]]:
        """Tokens without end, each with the logarithm of its probability."""
        heard = np.ones((1, len(samples)), np.int64)
        (hidden,) = self._encoder.run(None, {"input_values": samples[np.newaxis], "attention_mask": heard})
        nothing = np.zeros((1, HEADS, 0, HEAD_WIDTH), np.float32)
        feeds = {name: _value(nothing) for name in self._pasts} | {
            "encoder_hidden_states": _value(hidden),
            "encoder_attention_mask": _value(heard),
            "use_cache_branch": _value(np.array([False])),
        }
        token, outputs = BEGIN, self._outputs
        while True:
            feeds["input_ids"] = _value(np.array([[token]], np.int64))
            found = dict(zip(outputs, self._decoder.run_with_ort_values(outputs, feeds), strict=True))
            feeds |= {name.replace("present", "past_key_values"): found[name] for name in outputs[1:]}
            if outputs is self._outputs:  # what concerns the sound stays as the first step made it
                outputs = [name for name in outputs if ".encoder." not in name]
                feeds["use_cache_branch"] = _value(np.array([True]))
            token, sureness = likeliest(found["logits"].numpy()[0, -1])
            yield token, sureness


def likeliest(logits: NDArray[np.float32]) -> tuple[int, float]:
    """The token with the highest of these, and the logarithm of its probability."""
    token = int(logits.argmax())
    return token, -float(np.log(np.exp(logits.astype(np.float64) - float(logits[token])).sum()))


def read_vocabulary(data: bytes) -> list[bytes]:
    """The bytes of each token: a length before each, of one byte, or of two from 128 on. Raises ValueError.

    Format: moonshine-ai/moonshine, `bin-tokenizer.cpp`.
    """
    tokens: list[bytes] = []
    at = 0
    while at < len(data):
        length = data[at]
        at += 1
        if length >= 128:
            length += 128 * data[at] - 128 if at < len(data) else 0
            at += 1
        tokens.append(data[at : at + length])
        at += length
    if at != len(data):
        raise ValueError(f"{VOCABULARY} is cut off")
    return tokens


def _load(path: Path, options: Any) -> Any:
    """By its bytes, as paths with foreign letters are refused on some systems."""
    return ort.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


def _value(array: NDArray[Any]) -> Any:
    return ort.OrtValue.ortvalue_from_numpy(array)
