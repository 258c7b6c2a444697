"""Sounds without speech, made by rule and the same each time: what a microphone hears while nobody says anything.

All are float32 at 16 kHz. Levels are dBFS of the whole sound's mean power.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

RATE = 16_000

Sound = np.ndarray


def at_level(sound: Sound, level: float) -> Sound:
    """The sound at so many dBFS; peaks above full scale are cut off, as a microphone does."""
    power = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
    return np.clip(sound * (10 ** (level / 20) / power), -1.0, 1.0).astype(np.float32)


def silence(seconds: float) -> Sound:
    """Digital silence."""
    return np.zeros(round(seconds * RATE), np.float32)


def white(seconds: float, seed: int = 0) -> Sound:
    """Hiss: as much power in each hertz."""
    return np.random.default_rng(seed).normal(size=round(seconds * RATE))


def coloured(seconds: float, slope: float, seed: int = 0) -> Sound:
    """Noise whose power falls with frequency to this power: 1 pink, 2 brown; nothing below 20 Hz."""
    noise = white(seconds, seed)
    spectrum, hertz = np.fft.rfft(noise), np.fft.rfftfreq(len(noise), 1 / RATE)
    spectrum *= np.where(hertz < 20, 0.0, np.maximum(hertz, 1.0) ** (-slope / 2))
    return np.fft.irfft(spectrum, len(noise))


def pink(seconds: float, seed: int = 0) -> Sound:
    """Rain, a busy street far away."""
    return coloured(seconds, 1.0, seed)


def brown(seconds: float, seed: int = 0) -> Sound:
    """Wind, traffic."""
    return coloured(seconds, 2.0, seed)


def fan(seconds: float, seed: int = 0) -> Sound:
    """A laptop's fan: air, the tone of its blades with harmonics, a slow beat."""
    at = np.arange(round(seconds * RATE)) / RATE
    air = coloured(seconds, 1.3, seed)
    blades = sum(np.sin(2 * np.pi * 217 * order * at) / order for order in range(1, 6))
    return air / air.std() * (1 + 0.2 * np.sin(2 * np.pi * 0.7 * at)) + 0.4 * blades


def hum(seconds: float, mains: float = 50.0) -> Sound:
    """Mains hum with harmonics, the odd ones stronger."""
    at = np.arange(round(seconds * RATE)) / RATE
    return sum(
        np.sin(2 * np.pi * mains * order * at + order) * (1.0 if order % 2 else 0.4) / order for order in range(1, 20)
    )


def keyboard(seconds: float, seed: int = 0) -> Sound:
    """Typing, some six keys a second, each a click down and a weaker one up."""
    random = np.random.default_rng(seed)
    sound = 1e-3 * white(seconds, seed)
    when = np.cumsum(random.gamma(4.0, 0.04, round(7 * seconds)))
    for start in when[when < seconds - 0.2]:
        for delay, strength in ((0.0, 1.0), (random.uniform(0.06, 0.1), 0.5)):
            _add(sound, start + delay, strength * random.uniform(0.5, 1.0) * _burst(0.03, 0.006, 1500, 5000, random))
    return sound


def clicks(seconds: float, seed: int = 0) -> Sound:
    """A mouse button, now and then."""
    random = np.random.default_rng(seed)
    sound = 1e-3 * white(seconds, seed)
    for start in np.arange(0.3, seconds - 0.1, 0.8) + random.uniform(0, 0.3):
        _add(sound, start, _burst(0.02, 0.003, 2000, 7000, random))
    return sound


def breath(seconds: float, seed: int = 0) -> Sound:
    """Breathing in and out, close to the microphone."""
    random = np.random.default_rng(seed)
    sound, start = 1e-3 * white(seconds, seed), 0.2
    while start < seconds - 1.6:
        for length, strength, low, high in ((0.7, 1.0, 400, 2500), (0.9, 0.6, 200, 1600)):
            air = _band(random.normal(size=round(length * RATE)), low, high)
            _add(sound, start, strength * air / air.std() * np.sin(np.pi * np.linspace(0, 1, len(air))) ** 2)
            start += length + random.uniform(0.1, 0.4)
        start += random.uniform(0.3, 1.0)
    return sound


def laughter(seconds: float, seed: int = 0) -> Sound:
    """Bouts of "ha ha ha": four to nine voiced bursts, five a second, pitch falling, breath between."""
    random = np.random.default_rng(seed)
    sound, start = 1e-3 * white(seconds, seed), 0.3
    while start < seconds - 2.2:
        pitch = random.uniform(180, 420)
        for index in range(random.integers(4, 9)):
            length = random.uniform(0.08, 0.13)
            voiced = _voiced(
                length, pitch * 0.95**index, pitch * 0.9 * 0.95**index, ((750, 90), (1250, 110), (2600, 160))
            )
            _add(sound, start, _rounded(voiced) * 0.9**index)
            _add(sound, start + length, 0.15 * _rounded(_band(random.normal(size=round(0.09 * RATE)), 500, 3000)))
            start += length + random.uniform(0.07, 0.11)
        start += random.uniform(0.4, 1.0)
    return sound


def coughs(seconds: float, seed: int = 0) -> Sound:
    """Coughs in ones and twos: a burst, shaped air, now and then a short voiced end."""
    random = np.random.default_rng(seed)
    sound, start = 1e-3 * white(seconds, seed), 0.3
    while start < seconds - 1.2:
        for _ in range(random.integers(1, 3)):
            _add(sound, start, 2.0 * _burst(0.05, 0.015, 300, 5000, random))
            air = _band(random.normal(size=round(0.25 * RATE)), 350, 2800)
            _add(sound, start + 0.03, air / air.std() * np.exp(-np.linspace(0, 4, len(air))))
            if random.random() < 0.6:
                _add(sound, start + 0.2, 0.6 * _rounded(_voiced(0.12, 160, 110, ((600, 120), (1100, 150)))))
            start += random.uniform(0.4, 0.6)
        start += random.uniform(0.5, 1.2)
    return sound


def music(seconds: float, seed: int = 0) -> Sound:
    """Broken chords on something plucked, with a held bass."""
    random = np.random.default_rng(seed)
    at = np.arange(round(seconds * RATE)) / RATE
    sound = 0.2 * np.sin(2 * np.pi * 110 * at)
    for start in np.arange(0, seconds - 1.0, 0.25):
        pitch = 220 * 2 ** (random.choice([0, 3, 4, 7, 10, 12]) / 12)
        note = np.arange(RATE) / RATE
        tone = sum(np.sin(2 * np.pi * pitch * order * note) / order**1.5 for order in range(1, 9))
        _add(sound, start, tone * np.exp(-4 * note))
    return sound


def tones(seconds: float, seed: int = 0) -> Sound:
    """A telephone's, half a second each."""
    random = np.random.default_rng(seed)
    at = np.arange(round(0.4 * RATE)) / RATE
    sound = 1e-4 * white(seconds, seed)
    for start in np.arange(0.1, seconds - 0.5, 0.5):
        pair = random.choice([697, 770, 852, 941]), random.choice([1209, 1336, 1477])
        _add(sound, start, sum(np.sin(2 * np.pi * pitch * at) for pitch in pair))
    return sound


KINDS: dict[str, Callable[[float], Sound]] = {
    "white noise": white,
    "pink noise": pink,
    "brown noise": brown,
    "fan": fan,
    "hum of 50 Hz": hum,
    "hum of 60 Hz": lambda seconds: hum(seconds, 60.0),
    "keyboard": keyboard,
    "clicks": clicks,
    "breath": breath,
    "laughter": laughter,
    "coughs": coughs,
    "music": music,
    "tones": tones,
}


def _add(sound: Sound, start: float, part: Sound) -> None:
    first = round(start * RATE)
    part = part[: max(0, len(sound) - first)]
    sound[first : first + len(part)] += part


def _band(noise: Sound, low: float, high: float) -> Sound:
    spectrum, hertz = np.fft.rfft(noise), np.fft.rfftfreq(len(noise), 1 / RATE)
    return np.fft.irfft(spectrum / (1 + (low / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high) ** 4), len(noise))


def _burst(seconds: float, decay: float, low: float, high: float, random: np.random.Generator) -> Sound:
    noise = _band(random.normal(size=round(seconds * RATE)), low, high)
    return noise * np.exp(-np.arange(len(noise)) / RATE / decay)


def _rounded(sound: Sound) -> Sound:
    return sound * np.sin(np.pi * np.linspace(0, 1, len(sound))) ** 0.5


def _voiced(seconds: float, begin: float, end: float, formants: tuple[tuple[float, float], ...]) -> Sound:
    """A buzz whose pitch glides, shaped by resonances (hertz, width), at about full scale."""
    at = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(np.linspace(begin, end, len(at))) / RATE
    buzz = np.zeros(len(at))
    for order in range(1, int(5000 / begin)):
        hertz = order * begin
        strength = sum(1 / (1 + ((hertz - middle) / width) ** 2) for middle, width in formants)
        buzz += (strength + 0.02) / order**0.5 * np.sin(order * phase)
    return buzz / max(1e-9, float(np.abs(buzz).max()))
