"""The speaker says that words stay as they were recognised, or that they do not: the words change, and the verdicts."""

from __future__ import annotations

from dataclasses import replace

from runthrough.app import App
from runthrough.domain.corrections import keeping, with_heard, with_terms_again
from runthrough.domain.question_terms import question_terms, rules_with_terms
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.speech import TakeSpan
from runthrough.domain.template_text import parse
from runthrough.rehearsal.judging import Reworded, judged_again


def keep_as_heard(app: App, runthrough: RunThrough, take: Take, span: TakeSpan, *, keep: bool) -> None:
    """Let the recogniser's own words stand at these seconds of a take, or (not `keep`) the term of the question again.

    The section is judged anew, by the rules of now; the recogniser stays what it was. Needs `App.writing`.
    """
    library = app.library
    before, meter = library.transcript(take.id), library.meters().get(take.id)
    template = parse(runthrough.template_text, f"run-through {runthrough.id}")
    after = with_heard(before, span) if keep else with_terms_again(before, span, question_terms(template))
    reworded = Reworded(before.utterances, after.utterances)
    if meter is not None and after != before:
        section = next(each for each in template.sections if each.id == take.section_id)
        judged = judged_again(template, section, after, app.meaning)
        reworded = replace(
            reworded, meter=replace(meter, rules=rules_with_terms(judged.rules, template)), judged=judged
        )
    kept = keeping(library.kept_words(take.id), span, keep=keep)
    with app.journal() as journal:
        journal.words_kept(take.id, kept, reworded, app.clock.now())
