"""What the tests of this room store: a run-through with everything that is awkward about one."""

from pathlib import Path

from runthrough.domain.rehearsed import Ending, Gap, RunThrough, Take
from runthrough.domain.speech import Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict
from runthrough.rehearsal.ports import Meter

SCHEMAS = Path(__file__).parent / "schemas"
METER = Meter("Fake", "1.0", "0123456789ab", "cue-1")


def make_runthrough(number=1, **changes) -> RunThrough:
    facts = {
        "id": f"20260301-09300{number}-abc{number}",
        "question_id": "why-move-on",
        "template_version": "0123456789ab",
        "template_text": "# Why “move on”?\n## Motivation [1:00-1:30]\n- [ ] It's 'growth' | ready for more\n",
        "started_at": f"2026-03-01T09:30:0{number}+00:00",
    }
    return RunThrough(**(facts | changes))


def make_take(runthrough, number=1, section_id="motivation", **changes) -> Take:
    facts = {
        "id": f"{runthrough.id}-{section_id}-{number}",
        "runthrough_id": runthrough.id,
        "section_id": section_id,
        "number": number,
        "started_at": f"2026-03-01T09:3{number}:00+00:00",
        "sample_rate": 48_000,
        "device": "Ørsted's “Mic” 🎤",
    }
    return Take(**(facts | changes))


def ended(take, ending=Ending.NEXT_SECTION) -> Take:
    return Take(
        **{name: getattr(take, name) for name in ("id", "runthrough_id", "section_id", "number", "started_at")},
        sample_rate=take.sample_rate,
        device=take.device,
        frames=48_000 * 60,
        gaps=(Gap(1.5, 0.02), Gap(7.0, 31.0)),
        pauses=(12.25,),
        clipped=3,
        ending=ending,
    )


def make_utterance(take, number=1, text="I'm “ready”.") -> Utterance:
    words = tuple(
        Word(word, number + 0.1 * index, number + 0.1 * index, 0.5) for index, word in enumerate(text.split())
    )
    return Utterance(f"{take.id}-{number:03}", words, "Fake")


VERDICTS = (
    CheckpointVerdict("motivation/zeal", Verdict.SAID, 0.875, Evidence(0, 1), {"cue": 0.875}),
    CheckpointVerdict("motivation/figure", Verdict.PARTLY, 0.5, Evidence(1, 1), {"cue": 0.5}, "no number"),
    CheckpointVerdict("motivation/art", Verdict.MISSED, 0.0),
)


def fill(folder):
    """Leave no byte free."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        for size in (65_536, 4096, 1):
            try:
                while filler.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
