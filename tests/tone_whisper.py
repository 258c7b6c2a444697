"""A speech model made by hand: a Whisper in CTranslate2 format that "transcribes" tones.

It is neither trained nor downloaded. Its weights are written so that a tone in one of six bands is heard as one of six
sentences, a word every 0.3 s, and silence as nothing. So the real faster-whisper and CTranslate2 load it, decode with
it and align its words, and tests see what a speaker would see.

How it works. The first convolution opens a gate for each band of the mel spectrogram; the second passes the gates on,
two frames at a time. In the decoder, one head of the cross-attention gathers the gates over all frames, and the
strongest decides the first word; the embedding of each word then calls the next of its sentence. The other head attends
to the moment at which its word is due, which is what word times are read from.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from ctranslate2.specs.whisper_spec import WhisperSpec
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

RATE = 16_000

SENTENCES = (
    "Alpha um one two three.",
    "Bravo like four five six.",
    "Charlie uh seven eight.",
    "Delta you know nine ten.",
    "Echo so eleven.",
    "Foxtrot well twelve.",
)
MEL_BANDS = (12, 22, 32, 42, 52, 62)
"""The band of the 80-band mel spectrogram that stands for each sentence."""

WORD_SECONDS = 0.3
"""Each word begins so long after the one before."""
SENTENCE_SECONDS = 1.6
"""The time token that ends every sentence."""

WIDTH = 128
GATES = range(0, 24, 4)
"""Dimensions that hold the gates of the bands. Never side by side: processors without VNNI add the products of two
neighbours in 16 bits, where two gates are too much (oneDNN, "Nuances of int8 computations")."""
HEARD = slice(24, 64)
"""Dimensions in which a token calls its successor."""
TIMES = slice(64, 128)
"""Dimensions that hold a code of the time."""
FRAMES, FRAME_SECONDS = 1500, 0.02
POSITIONS = 448
SPECIALS = ("endoftext", "startoftranscript", "en", "translate", "transcribe", "startoflm", "startofprev", "nospeech")

CERTAIN = 60.0
"""Weight that lifts a called token far above all others ..."""
NEVER = -30.0
"""... which rest at this logit."""


def tone(sentence: int, seconds: float, level: float = 0.3) -> np.ndarray:
    """Samples that the model hears as `SENTENCES[sentence]`; it takes 1.6 s to say it all."""
    frequency = _mel_frequencies()[MEL_BANDS[sentence]]
    return (level * np.sin(2 * np.pi * frequency * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    """Digital silence."""
    return np.zeros(round(seconds * RATE), np.float32)


def build(folder: Path) -> Path:
    """Write the model into a new folder, 4 MB, in about a second; returns the folder."""
    tokenizer = _tokenizer()
    spec = WhisperSpec(1, 2, 1, 2)
    _fill_encoder(spec.encoder)
    _fill_decoder(spec.decoder, tokenizer)
    spec.register_vocabulary([tokenizer.id_to_token(index) for index in range(tokenizer.get_vocab_size())])
    spec.config.suppress_ids, spec.config.suppress_ids_begin, spec.config.lang_ids = [], [], []
    spec.config.alignment_heads = [[0, 1]]
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {"feature_size": 80, "sampling_rate": RATE, "hop_length": 160, "chunk_length": 30, "n_fft": 400}
    (folder / "preprocessor_config.json").write_text(json.dumps(features), encoding="utf-8")
    return folder


def _mel_frequencies() -> np.ndarray:
    """Hz at the middle of each of Whisper's 80 mel bands (Slaney's scale, up to 8 kHz)."""
    mels = np.linspace(0, 45.245640471924965, 82)
    hertz = np.where(mels < 15, 200 / 3 * mels, 1000 * np.exp(np.log(6.4) / 27 * (mels - 15)))
    return hertz[1:-1]


def _tokenizer() -> Tokenizer:
    """Bytes, the words of the sentences, and Whisper's special and time tokens in their order."""
    letters = _byte_letters()
    vocabulary = {letter: index for index, letter in enumerate(letters.values())}
    merges: list[tuple[str, str]] = []
    for word in sorted({f" {word}" for sentence in SENTENCES for word in sentence.rstrip(".").split()}):
        known = letters[ord(" ")]
        for byte in word.encode()[1:]:
            if known + letters[byte] not in vocabulary:
                vocabulary[known + letters[byte]] = len(vocabulary)
                merges.append((known, letters[byte]))
            known += letters[byte]
    tokenizer = Tokenizer(BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = [f"<|{name}|>" for name in (*SPECIALS, "notimestamps")]
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in specials])
    times = [f"<|{index * FRAME_SECONDS:.2f}|>" for index in range(FRAMES + 1)]
    tokenizer.add_tokens([AddedToken(text, special=False, normalized=False) for text in times])
    return tokenizer


def _byte_letters() -> dict[int, str]:
    """GPT-2's printable letter for every byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + index) for index, byte in enumerate(others)}


def _zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, np.float32)


def _pass_through(norm) -> None:
    norm.gamma, norm.beta = np.ones(WIDTH, np.float32), _zeros(WIDTH)


def _linear(layer, outputs: int, inputs: int) -> None:
    layer.weight, layer.bias = _zeros(outputs, inputs), _zeros(outputs)


def _idle(layer) -> None:
    """Self-attention and feed-forward that add nothing."""
    _pass_through(layer.self_attention.layer_norm)
    _linear(layer.self_attention.linear[0], 3 * WIDTH, WIDTH)
    _linear(layer.self_attention.linear[1], WIDTH, WIDTH)
    _pass_through(layer.ffn.layer_norm)
    _linear(layer.ffn.linear_0, 4 * WIDTH, WIDTH)
    _linear(layer.ffn.linear_1, WIDTH, 4 * WIDTH)


def _time_code(seconds: np.ndarray) -> np.ndarray:
    """Each moment as 64 numbers of mean zero, near ones alike; the mean matters because of the layer norms."""
    angles = np.outer(seconds, np.random.default_rng(7).uniform(0.3, 6.0, 16))
    cosines, sines = np.cos(angles), np.sin(angles)
    return np.concatenate([cosines, -cosines, sines, -sines], axis=1).astype(np.float32)


def _fill_encoder(encoder) -> None:
    gates, bias, onward = _zeros(WIDTH, 80, 3), _zeros(WIDTH), _zeros(WIDTH, WIDTH, 3)
    for gate, band in zip(GATES, MEL_BANDS, strict=True):
        gates[gate, band - 1 : band + 2, 1] = 16 / 3
        bias[gate] = -8
        onward[gate, gate, 1] = 1
    encoder.conv1.weight, encoder.conv1.bias = gates, bias
    encoder.conv2.weight, encoder.conv2.bias = onward, _zeros(WIDTH)
    positions = _zeros(FRAMES, WIDTH)
    positions[:, TIMES] = _time_code(np.arange(FRAMES) * FRAME_SECONDS)
    encoder.position_encodings.encodings = positions
    _idle(encoder.layer[0])
    _pass_through(encoder.layer_norm)


def _fill_decoder(decoder, tokenizer: Tokenizer) -> None:
    embeddings, weights, biases = _sentence_chains(tokenizer)
    decoder.embeddings.weight = embeddings
    decoder.projection.weight, decoder.projection.bias = weights, biases
    positions = _zeros(POSITIONS, WIDTH)
    positions[:, TIMES] = _time_code(np.maximum(0, np.arange(POSITIONS) - 1) * WORD_SECONDS)
    decoder.position_encodings.encodings = positions
    _pass_through(decoder.layer_norm)
    _idle(decoder.layer[0])
    _fill_cross_attention(decoder.layer[0].attention)


def _fill_cross_attention(attention) -> None:
    half = WIDTH // 2
    query, query_bias = _zeros(WIDTH, WIDTH), _zeros(WIDTH)
    query[half:, TIMES] = np.eye(half) * 6.0  # second head: attend to the moment of this word
    query_bias[0] = 16.0  # first head: attend to frames with a tone
    key_value, out = _zeros(2 * WIDTH, WIDTH), _zeros(WIDTH, WIDTH)
    key_value[half:WIDTH, TIMES] = np.eye(half)
    for gate in GATES:
        key_value[0, gate] = 1
        key_value[WIDTH + gate, gate] = 1
        out[gate, gate] = 0.12
    _pass_through(attention.layer_norm)
    attention.linear[0].weight, attention.linear[0].bias = query, query_bias
    attention.linear[1].weight, attention.linear[1].bias = key_value, _zeros(2 * WIDTH)
    attention.linear[2].weight, attention.linear[2].bias = out, _zeros(WIDTH)


class _Calls:
    """Random directions, one for each token that calls another."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(11)
        self._known: dict[int, np.ndarray] = {}

    def of(self, token: int) -> np.ndarray:
        if token not in self._known:
            direction = self._random.standard_normal(HEARD.stop - HEARD.start)
            direction -= direction.mean()
            self._known[token] = (direction / np.linalg.norm(direction)).astype(np.float32)
        return self._known[token]


def _sentence_chains(tokenizer: Tokenizer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Embeddings, output weights and output biases in which each word of a sentence calls the next."""
    size, token = tokenizer.get_vocab_size(), tokenizer.token_to_id
    embeddings, weights, biases = _zeros(size, WIDTH), _zeros(size, WIDTH), np.full(size, NEVER, np.float32)
    calls = _Calls()
    begin, stop = token("<|startoftranscript|>"), token("<|endoftext|>")
    first_time, end = token("<|0.00|>"), token(f"<|{SENTENCE_SECONDS:.2f}|>")
    biases[first_time:] = -40
    biases[first_time] = -35
    for gate, sentence in zip(GATES, SENTENCES, strict=True):
        words = tokenizer.encode(f" {sentence}", add_special_tokens=False).ids
        weights[words[0], gate] += 80.0
        biases[words[0]] = -8
        for word, follower in zip(words, [*words[1:], end], strict=True):
            embeddings[word, HEARD] = calls.of(word) * 4
            weights[follower, HEARD] += 0 if word == words[-1] else calls.of(word) * CERTAIN
    full_stop = tokenizer.encode(".", add_special_tokens=False).ids[0]
    weights[end, HEARD] = calls.of(full_stop) * CERTAIN
    embeddings[first_time + round(1.02 / FRAME_SECONDS) :, HEARD] = calls.of(end) * 4
    weights[stop, HEARD] += calls.of(end) * CERTAIN
    biases[stop] = 2.0
    embeddings[begin, HEARD] = calls.of(begin) * 0.4
    no_speech = token("<|nospeech|>")
    weights[no_speech, HEARD] += calls.of(begin) * CERTAIN
    biases[no_speech] = 0
    return embeddings, weights, biases
