"""A review as text: per section time against band, transcript, verdicts with their evidence, delivery."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from runthrough.cli.corrections import show_put_right
from runthrough.cli.delivery import show_delivery
from runthrough.cli.filled_pauses import lines_with_filled_pauses, show_waiting
from runthrough.cli.pitfalls import show_pitfalls
from runthrough.cli.show_beside import Beside, show_contradictions, show_names, show_questions
from runthrough.domain.clock import format_band, format_difference, format_time, off_band
from runthrough.domain.delivery.measures import delivery_of
from runthrough.domain.review import Elsewhere, Review, SectionReview, StandingVerdict, remarks
from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import CheckpointVerdict, Outcome

GLYPHS = {
    Outcome.SAID: "●",
    Outcome.PARTLY: "◐",
    Outcome.UNSURE: "?",
    Outcome.ELSEWHERE: "→",
    Outcome.MISSED: "○",
}
"""Fill first, then the word: readable without colour (ui.md, CoverageGlyph)."""

UNRECOGNISED = {
    "NoRecogniser": "there is no speech recogniser on this computer yet",
    "ModelDamaged": "the speech model is damaged",
    "RecognitionFailed": "the recogniser failed on it",
    "LanguageNotUnderstood": "the recogniser understands English alone; a multilingual Whisper model does more",
    "AudioUnreadable": "its recording cannot be read",
}


def show_review(review: Review, console: Console, beside: Beside | None = None) -> None:
    """Print a review; the delivery is measured against the speaker's aims."""
    beside = beside or Beside()
    console.print(Text(review.title, style="bold"))
    console.print(_headline(review))
    show_names(review, beside.names, console)
    show_contradictions(beside.contradictions, console)
    for section in review.sections:
        console.print()
        show_section(section, console, beside, review.runthrough_id)
    show_questions(review, beside, console)


def _headline(review: Review) -> str:
    facts = [format_time(review.seconds)] if review.seconds else []
    facts.append(f"{review.said} of {review.asked} checkpoints said")
    if review.runthrough_id:
        facts.insert(0, f"run-through {review.runthrough_id}")
    return " · ".join(facts)


def show_section(review: SectionReview, console: Console, beside: Beside, run: str | None = None) -> None:
    """Print one section; `run` is the id of its run-through."""
    console.print(Text(review.section.name, style="bold"), Text(f"  {_time_line(review)}"), sep="")
    for note in remarks(review):
        console.print(f"  ! {note}")
    why = UNRECOGNISED.get(review.unrecognised or "", "it has not been recognised yet")
    if review.transcript is None:
        console.print(f"  No transcript: {why}. The recording is safe; run `runthrough recognise`.")
    else:
        _show_transcript(review, review.transcript, console)
        if review.unrecognised is not None:
            console.print(f"  ! This is not all: {why}. The recording is safe; run `runthrough recognise`.")
        show_waiting(review, run, console)
        show_put_right(review, run, console)
    for standing in review.standing:  # also without a transcript: the speaker's own outlive it
        show_verdict(standing, review, console)
    show_pitfalls(beside.pitfalls.get(review.section.id, ()), console)
    delivery = delivery_of(review, beside.aims) if review.unrecognised is None else None
    if delivery is not None and delivery.words:
        show_delivery(delivery, review.meter, console)


def _show_transcript(review: SectionReview, transcript: Transcript, console: Console) -> None:
    timed, lines = review.seconds is not None, lines_with_filled_pauses(transcript, review.filled_pauses)
    if not transcript.words:
        console.print("  No speech in this take.")
    for utterance, line in zip(transcript.utterances, lines, strict=True):
        at = f"{format_time(utterance.start):>6}  " if timed else "        "
        console.print(Text(at, style="dim"), Text(line), sep="")
    if timed and transcript.times_estimated:
        console.print(Text("        Times are estimated: the recogniser writes words without any.", style="dim"))


def _time_line(review: SectionReview) -> str:
    band = review.section.band
    if review.seconds is None:
        return f"band {format_band(band)}"
    off = off_band(band, review.seconds)
    difference = f" ({format_difference(off)})" if off else " (in the band)"
    return f"{format_time(review.seconds)} in {format_band(band)}{difference}"


def show_verdict(standing: StandingVerdict, review: SectionReview, console: Console) -> None:
    """Print what stands of a checkpoint, with its words."""
    verdict, outcome, place = standing.verdict, review.outcome(standing), review.said_elsewhere(standing)
    labels = {point.id: point.label for point in review.section.checkpoints}
    line = Text(f"  {GLYPHS[outcome]} ")
    if standing.by_you:
        line.append(f"{outcome} ").append("(by you) ", style="dim")
    elif place is not None:
        line.append(f"{place.verdict} in {place.section_name} ")
    else:
        line.append(f"{outcome:<7}" if len(outcome) < 7 else f"{outcome} ")
    line.append(labels.get(verdict.checkpoint_id, verdict.checkpoint_id))
    console.print(line)
    quote = quoted(verdict, review) if place is None else _quoted_elsewhere(place)
    if quote:
        console.print(Text(f"            {quote}", style="dim"))


def quoted(verdict: CheckpointVerdict, review: SectionReview) -> str:
    """The evidence: time, words, and what a *partly* lacks."""
    if verdict.evidence is None or review.transcript is None:
        return ""
    words = review.transcript.words[verdict.evidence.first : verdict.evidence.last + 1]
    at = f"{format_time(words[0].start)}  " if review.seconds is not None else ""
    why = f"  ({verdict.why})" if verdict.why else ""
    return f"{at}“{' '.join(word.text for word in words)}”{why}"


def _quoted_elsewhere(place: Elsewhere) -> str:
    at = "" if place.at is None else f"{format_time(place.at)}  "
    return f"{at}“{place.quote}”"
