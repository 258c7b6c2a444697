"""What a terminal tells beside the sections: names that were said, what was asked and what comes next."""

from rich.console import Console

from runthrough.cli.as_json import review_json
from runthrough.cli.show_beside import Beside
from runthrough.cli.show_review import show_review
from runthrough.domain.follow_ups import FollowUp
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.said_names import names_said
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse

SECTION = parse("# Q\n## Follow-ups [1:00]\n- [ ] A | a\n", "test").sections[0]
HEARD = Transcript(
    (Utterance("u", tuple(Word(w, i * 1.0, i + 0.5) for i, w in enumerate("at Markus then".split())), "F"),)
)
REVIEW = Review("q", "Q", (SectionReview(SECTION, 60.0, transcript=HEARD, meter="m"),), follow_ups=("Why now?",))
NEXT = (FollowUp("What broke first?", "s", "s/p"),)
NAMES = names_said(REVIEW, ("Marcus",))


def shown(beside: Beside | None) -> list[str]:
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        show_review(REVIEW, console, beside)
    return [line.strip() for line in captured.get().splitlines()]


def test_a_name_is_told_with_section_and_second_and_that_it_only_sounds_so():
    lines = shown(Beside(names=NAMES))
    assert "! 1 name of your list was said" in lines
    assert "Follow-ups  0:01  Marcus  (sounds like it)" in lines
    assert not [line for line in shown(None) if "your list" in line]


def test_what_was_asked_and_what_comes_next_are_told():
    lines = shown(Beside(NEXT, will_ask=True))
    assert lines[lines.index("Asked this time:") + 1] == "Why now?"
    assert lines[lines.index("Asked next time:") + 1] == "What broke first?"
    assert "A listener might ask:" in shown(Beside(NEXT))


def test_a_document_has_both():
    told = review_json(REVIEW, NEXT, NAMES)
    assert told["follow_ups"] == {
        "asked": ["Why now?"],
        "next": [{"question": "What broke first?", "checkpoint": "s/p"}],
    }
    (name,) = told["confidential"]
    assert (name["name"], name["sure"], name["at"], name["first_word"]) == ("Marcus", False, 1.0, 1)
