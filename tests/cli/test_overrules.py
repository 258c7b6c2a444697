"""What a terminal and a JSON document tell of a verdict that the speaker overruled."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from runthrough.cli.as_json import review_json
from runthrough.cli.show_review import show_review
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict

SECTION = parse("# Move on?\n## Why [1:00-1:30]\n- [ ] Zeal | keen\n- [ ] Art | craft\n", "test").sections[0]
ZEAL, ART = (point.id for point in SECTION.checkpoints)
WORDS = tuple(Word(word, float(at), at + 0.5) for at, word in enumerate("I am keen on it.".split()))
HEARD = Transcript((Utterance("u-001", WORDS, "Fake"),))
JUDGED = (
    CheckpointVerdict(ZEAL, Verdict.SAID, 0.9, Evidence(1, 2), {"cue": 0.9}),
    CheckpointVerdict(ART, Verdict.MISSED, 0.0),
)
SPOKEN = SectionReview(SECTION, 75.0, transcript=HEARD, verdicts=JUDGED, meter="Fake 1.0")


def shown(section: SectionReview) -> list[str]:
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        show_review(Review("q", "Move on?", (section,)), console)
    return [line.strip() for line in captured.get().splitlines()]


def checkpoints(section: SectionReview):
    (told,) = review_json(Review("q", "Move on?", (section,)))["sections"]
    return {point["id"]: point for point in told["checkpoints"]}


def test_the_word_that_the_speaker_chose_says_so_and_counts():
    assert not [line for line in shown(SPOKEN) if "by you" in line]
    lines = shown(replace(SPOKEN, overrules={ART: Verdict.SAID}))
    assert "● said (by you) Art" in lines
    assert "● said   Zeal" in lines
    assert "1:15 · 2 of 2 checkpoints said" in lines


def test_the_quote_stays_below_an_overruled_word():
    lines = shown(replace(SPOKEN, overrules={ZEAL: Verdict.MISSED}))
    at = lines.index("○ missed (by you) Zeal")
    assert lines[at + 1] == "0:01  “am keen”"


def test_a_section_without_a_transcript_shows_what_the_speaker_says_of_it():
    lines = shown(SectionReview(SECTION, 75.0, overrules={ART: Verdict.SAID}))
    assert [line for line in lines if line.startswith("No transcript")]
    assert "● said (by you) Art" in lines
    assert not [line for line in lines if "Zeal" in line or "Pace" in line]


def test_a_document_has_both_the_speakers_verdict_and_the_machines():
    told = checkpoints(replace(SPOKEN, overrules={ZEAL: Verdict.MISSED}))
    assert (told[ZEAL]["verdict"], told[ZEAL]["overruled"], told[ZEAL]["machine_verdict"]) == ("missed", True, "said")
    assert "keen" in told[ZEAL]["evidence"]["quote"]
    assert (told[ART]["verdict"], told[ART]["overruled"], told[ART]["machine_verdict"]) == ("missed", False, "missed")


def test_a_document_knows_no_machine_verdict_where_there_is_none():
    told = checkpoints(SectionReview(SECTION, 75.0, overrules={ART: Verdict.SAID}))
    assert list(told) == [ART]
    assert (told[ART]["overruled"], told[ART]["machine_verdict"], told[ART]["evidence"]) == (True, None, None)
