"""Whatever is imported: a draft that can be used as it is, or a clear refusal; in time linear in its length."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runthrough.domain.errors import GuideUnreadable
from runthrough.domain.guide.draft import Draft, draft_from_guide
from runthrough.domain.template_problems import Weight
from runthrough.domain.template_text import parse, read

PIECES = st.sampled_from(
    """
# Title
## Part A (60-90 seconds each)
**Bold** (2 min)
CAPITAL LETTERS
======
Label:
1) One-liner: what it is
2. Second (1 min)
a) third
- bullet | with bar & more, commas
  - nested [x]
• dot “a quote that is long enough to be one”
| a | 2 min | b; c |
|---|---|---|
> quote
Pitfalls to avoid
- Don't blame (must)
Sample phrasing:
Worked example
- [ ] box (number)
Why? And what?
0:30
```
~ x
? y
// z
- [!] p
total: 1:00
Questions they may ask
\u200b
\x07 bell
½ minute
- ,,&&||
- 2 min
Spend about two minutes on each part.
- Same point
## Same
""".split("\n")
)
GUIDES = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=25).map("\n".join)


def draft_or_refusal(text: str) -> Draft | None:
    """The draft; None where the text is refused for one of the two reasons."""
    with contextlib.suppress(GuideUnreadable):
        return draft_from_guide(text, "guide.txt")
    with pytest.raises(GuideUnreadable) as refused:
        draft_from_guide(text, "guide.txt")
    assert refused.value.reason in ("empty", "no points")
    return None


@given(GUIDES)
@settings(deadline=None, max_examples=400)
@example("- a")
@example("## [ ] (must)\n- (must)\n- (must, number)")
@example("# T\n## One [1:00]\n- [ ] x | y")
def test_any_text_gives_a_draft_that_can_be_used_or_is_refused(text):
    draft = draft_or_refusal(text)
    if draft is None:
        return
    template = parse(draft.text, "draft")
    assert any(section.checkpoints for section in template.sections)
    marked = [problem.line for problem in read(draft.text).problems if problem.weight is Weight.GUESS]
    assert [guess.line for guess in draft.guesses] == marked


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_nothing_is_refused_as_empty(text):
    with pytest.raises(GuideUnreadable) as refused:
        draft_from_guide(text, "guide.txt")
    assert refused.value.reason in ("empty", "no points")


@pytest.mark.parametrize(
    "line",
    [
        "- a point about kafka\n",
        "## Part (1 min)\n- point\n",
        "1. One (30 s)\n",
        "words and words. ",
        "\u201cquote " * 3,
        "| a | 1 min | b |\n",
    ],
)
def test_a_long_text_does_not_take_longer_than_its_length(line):
    # a quadratic step would need minutes for this
    text = line * (300_000 // len(line))
    draft = draft_or_refusal(text)
    assert draft is None or parse(draft.text, "draft").sections
