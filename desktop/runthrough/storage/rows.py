"""Values as rows of the library, and rows as values. A row that makes no value raises ValueError or TypeError."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from runthrough.domain.earlier import EarlierTranscript
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.question import Length
from runthrough.domain.rehearsed import Ending, Gap, RunThrough, Take
from runthrough.domain.speech import Stretch, Transcript, Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict
from runthrough.rehearsal.ports import Meter

Row = dict[str, Any]


def template_row(runthrough: RunThrough) -> Row:
    """The template that a run-through was spoken to."""
    return {"version": runthrough.template_version, "text": runthrough.template_text}


def runthrough_row(runthrough: RunThrough) -> Row:
    """A run-through without its takes."""
    return {
        "id": runthrough.id,
        "question_id": runthrough.question_id,
        "template_version": runthrough.template_version,
        "started_at": runthrough.started_at,
        "finished_at": runthrough.finished_at,
        "length": runthrough.length,
        "follow_ups": json.dumps(runthrough.follow_ups, ensure_ascii=False),
    }


def runthrough_of(row: Mapping[str, Any], takes: tuple[Take, ...]) -> RunThrough:
    """A run-through, from its row with the `template_text`, and its takes."""
    return RunThrough(
        id=row["id"],
        question_id=row["question_id"],
        template_version=row["template_version"],
        template_text=row["template_text"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        takes=takes,
        length=Length(row["length"]),
        follow_ups=tuple(map(str, json.loads(row["follow_ups"]))),
    )


def take_row(take: Take) -> Row:
    """A whole take."""
    return {
        "id": take.id,
        "runthrough_id": take.runthrough_id,
        "section_id": take.section_id,
        "number": take.number,
        "started_at": take.started_at,
        "sample_rate": take.sample_rate,
        "device": take.device,
        **take_end_row(take),
    }


def take_end_row(take: Take) -> Row:
    """What is known of a take once it has ended."""
    return {
        "frames": take.frames,
        "gaps": json.dumps([(gap.at, gap.seconds) for gap in take.gaps]),
        "pauses": json.dumps(take.pauses),
        "clipped": take.clipped,
        "ending": take.ending,
    }


def take_of(row: Mapping[str, Any]) -> Take:
    """A take, from its row."""
    return Take(
        id=row["id"],
        runthrough_id=row["runthrough_id"],
        section_id=row["section_id"],
        number=row["number"],
        started_at=row["started_at"],
        sample_rate=row["sample_rate"],
        device=row["device"],
        frames=row["frames"],
        gaps=tuple(Gap(*gap) for gap in json.loads(row["gaps"])),
        pauses=tuple(json.loads(row["pauses"])),
        clipped=row["clipped"],
        ending=None if row["ending"] is None else Ending(row["ending"]),
    )


def voice_row(stretches: Sequence[Stretch]) -> Row:
    """Where a voice is heard in a take, as a list of [start, end] in seconds."""
    return {"voice": json.dumps([(stretch.start, stretch.end) for stretch in stretches])}


def voice_of(row: Mapping[str, Any]) -> tuple[Stretch, ...] | None:
    """The voiced stretches of a take, from its row; None where they were never measured."""
    voice = row["voice"]
    return None if voice is None else tuple(Stretch(*stretch) for stretch in json.loads(voice))


def filled_pauses_row(stretches: Sequence[Stretch] | None) -> Row:
    """Where fillers seem to be that are not among a take's words, as a list of [start, end] in seconds; None: NULL."""
    found = None if stretches is None else json.dumps([(stretch.start, stretch.end) for stretch in stretches])
    return {"filled_pauses": found}


def filled_pauses_of(row: Mapping[str, Any]) -> tuple[Stretch, ...] | None:
    """The filled pauses found in a take, from its row; None where they were never sought."""
    found = row["filled_pauses"]
    return None if found is None else tuple(Stretch(*stretch) for stretch in json.loads(found))


def filled_pause_answer_row(take_id: str, pause: FilledPause, made_at: str) -> Row:
    """What the speaker says of a filled pause; `made_at` is ISO 8601 in UTC."""
    filler = int(pause.filler is True)
    return {"take_id": take_id, "begin": pause.begin, "end": pause.end, "filler": filler, "made_at": made_at}


def filled_pause_answer_of(row: Mapping[str, Any]) -> FilledPause:
    """What the speaker says of a filled pause, from its row."""
    return FilledPause(float(row["begin"]), float(row["end"]), bool(row["filler"]))


def utterance_row(take_id: str, position: int, utterance: Utterance) -> Row:
    """An utterance; `position` counts from 1 within the take.

    A word is [text, start, end, probability], and what was heard where a term was put in its place.
    """
    words = [
        (word.text, word.start, word.end, word.probability, *(() if word.heard is None else (word.heard,)))
        for word in utterance.words
    ]
    return {
        "id": utterance.id,
        "take_id": take_id,
        "position": position,
        "start": utterance.start,
        "end": utterance.end,
        "text": utterance.text,
        "words": json.dumps(words, ensure_ascii=False),
        "recogniser": utterance.recogniser,
    }


def utterance_of(row: Mapping[str, Any]) -> Utterance:
    """An utterance, from its row."""
    words = tuple(Word(*word) for word in json.loads(row["words"]))
    return Utterance(id=row["id"], words=words, recogniser=row["recogniser"])


def earlier_row(
    take_id: str, meter: str | None, utterances: Sequence[Row], verdicts: Sequence[Row], replaced_at: str
) -> Row:
    """A transcript that is replaced, with the verdicts on it, out of the rows that they had until now.

    `replaced_at` is ISO 8601 in UTC. In both lists, each row stands without the id of the take.
    """
    heard = [
        {"id": row["id"], "recogniser": row["recogniser"], "words": json.loads(row["words"])} for row in utterances
    ]
    judged = [{name: value for name, value in row.items() if name != "take_id"} for row in verdicts]
    return {
        "id": uuid4().hex,
        "take_id": take_id,
        "replaced_at": replaced_at,
        "meter_version": meter,
        "utterances": json.dumps(heard, ensure_ascii=False),
        "verdicts": json.dumps(judged, ensure_ascii=False),
    }


def earlier_of(row: Mapping[str, Any]) -> EarlierTranscript:
    """An earlier transcript, from its row."""
    heard = [
        Utterance(each["id"], tuple(Word(*word) for word in each["words"]), each["recogniser"])
        for each in json.loads(row["utterances"])
    ]
    judged = json.loads(row["verdicts"])
    return EarlierTranscript(
        id=row["id"],
        replaced_at=row["replaced_at"],
        meter=row["meter_version"],
        transcript=Transcript(tuple(heard)),
        verdicts=tuple(verdict_of(each) for each in judged if not each["elsewhere"]),
        elsewhere=tuple(verdict_of(each) for each in judged if each["elsewhere"]),
    )


def meter_row(meter: Meter) -> Row:
    """A meter with its version."""
    return {"version": meter.version, **asdict(meter)}


def meter_of(row: Mapping[str, Any]) -> Meter:
    """A meter, from its row."""
    return Meter(row["recogniser"], row["recogniser_version"], row["template_version"], row["rules"])


def verdict_row(take_id: str, position: int, verdict: CheckpointVerdict, *, elsewhere: bool = False) -> Row:
    """A verdict; `position` counts from 1 and keeps the order of the checkpoints.

    `elsewhere`: on a checkpoint of another section than the take's.
    """
    return {
        "take_id": take_id,
        "checkpoint_id": verdict.checkpoint_id,
        "position": position,
        "verdict": verdict.verdict,
        "score": verdict.score,
        "evidence_first": verdict.evidence and verdict.evidence.first,
        "evidence_last": verdict.evidence and verdict.evidence.last,
        "channels": json.dumps(verdict.channels),
        "why": verdict.why,
        "elsewhere": int(elsewhere),
    }


def verdict_of(row: Mapping[str, Any]) -> CheckpointVerdict:
    """A verdict, from its row."""
    first, last = row["evidence_first"], row["evidence_last"]
    return CheckpointVerdict(
        checkpoint_id=row["checkpoint_id"],
        verdict=Verdict(row["verdict"]),
        score=row["score"],
        evidence=None if first is None else Evidence(first, last),
        channels=dict(json.loads(row["channels"])),
        why=row["why"],
    )


def overrule_row(take_id: str, checkpoint_id: str, overrule: Overrule, made_at: str) -> Row:
    """The speaker's own verdict; `made_at` is ISO 8601 in UTC."""
    begin, end = overrule.span or (None, None)
    return {
        "take_id": take_id,
        "checkpoint_id": checkpoint_id,
        "verdict": overrule.verdict,
        "made_at": made_at,
        "begin": begin,
        "end": end,
    }


def overrule_of(row: Mapping[str, Any]) -> Overrule:
    """The speaker's own verdict, from its row."""
    begin, end = row["begin"], row["end"]
    return Overrule(Verdict(row["verdict"]), None if begin is None or end is None else (float(begin), float(end)))


def dismissal_row(question_id: str, dismissal: Dismissal, made_at: str) -> Row:
    """A dismissal; `take_id` and `begin` are NULL where it holds for the question."""
    return {
        "id": uuid4().hex,
        "question_id": question_id,
        "take_id": dismissal.take_id,
        "rule": dismissal.kind,
        "begin": dismissal.begin,
        "made_at": made_at,
    }


def dismissal_of(row: Mapping[str, Any]) -> Dismissal:
    """The dismissal of a row."""
    return Dismissal(str(row["rule"]), row["take_id"], row["begin"])


def kept_word_row(take_id: str, span: tuple[float, float], made_at: str) -> Row:
    """Seconds of a take whose words stay as they were recognised; `made_at` is ISO 8601 in UTC."""
    return {"take_id": take_id, "begin": span[0], "end": span[1], "made_at": made_at}


def kept_word_of(row: Mapping[str, Any]) -> tuple[float, float]:
    """Seconds of a take whose words stay as they were recognised, from its row."""
    return float(row["begin"]), float(row["end"])
