"""The speaker's own words as a cue of a checkpoint: which phrase of them, and the template's text with it.

What they said was not heard for what it is, so their phrase is what the checkpoint lacks. A run-through may have been
spoken to an older or shorter template than the one in use; the cue goes into the latter, and only if the checkpoint is
still there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runthrough.domain.common_words import specificity
from runthrough.domain.cue_offers import MOST_WORDS, cue_offers, plain_words
from runthrough.domain.question import Checkpoint, Section, Template
from runthrough.domain.template_lines import split_lines
from runthrough.domain.template_text import read

_FUNCTION = 0.2
_SHORTEST_WORD = 4
"""Letters of a cue of one word: shorter ones are in too many others (the editor warns of them, ui.md 4.5)."""


@dataclass(frozen=True, slots=True)
class CueOffer:
    """A phrase for a checkpoint of the template in use; `group`: of its groups of cues the one that it joins."""

    checkpoint_id: str
    phrase: str
    group: int = 0


def cue_offer(template: Template, spoken: Checkpoint, words: str) -> CueOffer | None:
    """What `words`, said for a checkpoint as it was `spoken` to, could add to the template in use.

    None: it has no such checkpoint any more, the words hold a cue of each of its groups already, or no phrase for one.
    """
    found = _now(template, spoken)
    if found is None:
        return None
    section, point = found
    group = _group(point, plain_words(words))
    phrase = "" if group is None else short_phrase(words, _cues(section.checkpoints))
    return CueOffer(point.id, phrase, group) if group is not None and phrase else None


def short_phrase(words: str, known: Iterable[str] = ()) -> str:
    """The words themselves where they are few, without function words around them; else the most telling phrase.

    "" where there is none that is not `known`.
    """
    known = {cue.lower() for cue in known}
    told = plain_words(words)
    while told and specificity(told[0]) < _FUNCTION:
        told = told[1:]
    while told and specificity(told[-1]) < _FUNCTION:
        told = told[:-1]
    phrase = " ".join(told)
    alone = len(told) == 1 and len(phrase) >= _SHORTEST_WORD and specificity(phrase) == 1.0
    if (alone or 1 < len(told) <= MOST_WORDS) and phrase not in known and not set(phrase) & set(",&|"):
        return phrase
    return next(iter(cue_offers((words,), known)), "")


def with_cue(text: str, offer: CueOffer) -> str | None:
    """A template's text with the phrase among the cues of the checkpoint; all else stays as it is written.

    None: the text has no such checkpoint, or its section has the cue already.
    """
    for each in read(text).sections:
        for point, line in zip(each.section.checkpoints, each.points, strict=True):
            if point.id == offer.checkpoint_id:
                known = offer.phrase.lower() in {cue.lower() for cue in _cues(each.section.checkpoints)}
                return None if known else _inserted(text, line, offer)
    return None


def _inserted(text: str, line: int, offer: CueOffer) -> str:
    lines = split_lines(text)
    name, bar, cues = lines[line - 1].partition("|")
    groups = cues.split("&")
    at = min(offer.group, len(groups) - 1)
    kept = groups[at].rstrip()
    groups[at] = f"{kept}, {offer.phrase}{groups[at][len(kept) :]}"
    lines[line - 1] = f"{name}{bar}{'&'.join(groups)}"
    return "\n".join(lines)


def _now(template: Template, spoken: Checkpoint) -> tuple[Section, Checkpoint] | None:
    """The checkpoint in the template in use: the one of its id, else the only one of its name.

    Shorter forms join sections, and so their checkpoints have other ids (`ladder`).
    """
    pairs = [(section, point) for section in template.sections for point in section.checkpoints]
    by_id = [pair for pair in pairs if pair[1].id == spoken.id]
    by_name = [pair for pair in pairs if pair[1].label == spoken.label]
    found = by_id or by_name
    return found[0] if len(found) == 1 else None


def _group(point: Checkpoint, said: list[str]) -> int | None:
    """Of the groups without a cue in the words the one that they represent least; each must be heard for *said*."""
    whole = f" {' '.join(said)} "
    lacking = [
        (len({word for cue in group for word in plain_words(cue)} & set(said)), number)
        for number, group in enumerate(point.cue_groups)
        if not any(f" {' '.join(plain_words(cue))} " in whole for cue in group)
    ]
    return min(lacking)[1] if lacking else None


def _cues(points: Iterable[Checkpoint]) -> list[str]:
    return [cue for point in points for group in point.cue_groups for cue in group]
