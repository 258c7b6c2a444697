"""What people say for the things that guides ask for: "what you were responsible for" is heard as "my role was".

A guide describes a point in words that nobody speaks, so its wording alone makes poor cue phrases. Own lists of general
spoken English, by the stems of the words that guides use.
"""

from __future__ import annotations

from runthrough.domain.normalise import stem

_TABLE = (
    ("situation context background setting", "at the time, we were working on"),
    ("problem issue conflict", "the problem was, trouble with"),
    ("disagreement disagree conflict", "we disagreed, did not agree, saw it differently"),
    ("responsible responsibility task role ownership", "my role was, I was responsible for, my job was, I owned"),
    ("team interfaces colleagues", "team of, worked together with"),
    ("stake mattered matter important significance", "at stake, mattered because, would have cost"),
    ("goal objective target success aim kpi", "the goal was, the target was, success meant, we aimed"),
    ("listen understand perspective", "I listened, wanted to understand, I asked them"),
    ("propose suggest idea option alternative", "I proposed, I suggested, the alternative was"),
    ("decide decision choose choice", "we decided, I decided, we chose"),
    ("tradeoff trade-off", "instead of, trade-off, at the cost of"),
    ("agreement agree buy-in consensus", "we agreed, they agreed"),
    ("action step did", "first I, then I, what I did was"),
    ("result outcome impact effect", "as a result, in the end, the outcome was"),
    ("change improve reduce increase", "went from, went down from, improved by"),
    ("learn lesson takeaway", "I learned, taught me, the lesson"),
    ("differently retro hindsight", "do differently, looking back, in hindsight, next time I would"),
    ("challenge difficult obstacle hard", "the hardest part, went wrong, the challenge was"),
    ("solve solution fix resolve", "we solved, fixed it by, the solution"),
    ("architecture component design diagram", "made of, the components, data flows"),
    ("user serve customer audience", "used by, our users, our customers, people who"),
    ("requirement scope clarify constraint", "the requirements, out of scope, let me clarify"),
    ("scale traffic load estimate", "requests per second, million users, at peak"),
    ("bottleneck fail failure", "bottleneck, single point of failure, if it fails"),
    ("monitor alert observability", "monitoring, alerts, dashboard"),
    ("method methodology approach", "the method, my approach, I used"),
    ("data sample collect dataset", "we collected, the sample, the data come from"),
    ("finding found discover", "I found that, the main finding, it turned out"),
    ("limit limitation weakness", "limitation, does not cover, weak point"),
    ("contribution novelty new", "my contribution, what is new, nobody had"),
    ("hypothesis", "hypothesis, I expected, I asked whether"),
    ("literature previous gap", "previous work, the gap, so far nobody"),
    ("price cost budget", "it costs, the price, a month"),
    ("greet greeting introduce introduction", "my name is, good morning, thank you for"),
    ("thank", "thank you"),
    ("outline agenda structure roadmap", "I will start with, first I will, in three parts"),
    ("opinion view position", "in my opinion, I believe, I think that"),
    ("reason why because", "the reason is, because of, that is why"),
    ("example instance", "for example, for instance, in one case"),
    ("compare contrast", "compared with, whereas, on the other hand"),
    ("summary summarise summarize conclude conclusion close", "to sum up, in conclusion, to finish"),
    ("describe picture photo", "in the picture, I can see, in the background"),
    ("motivation interest", "what draws me, interested in, I enjoy"),
    ("strength strong", "I am good at, my strength is"),
    ("experience career", "I have worked, years of experience, before that"),
    ("company organisation organization product", "your company, your product, what you do"),
    ("request", "would you, I would like to"),
    ("future plan outlook", "the next step, I plan to, from here"),
    ("deadline urgent", "the deadline, ran out of time, by friday"),
    ("detect detected alert", "we noticed, the alert, was reported"),
    ("timeline", "at first, an hour later, by then"),
    ("prevent prevention", "so that it cannot happen again, since then, we added"),
    ("communicate communication stakeholder inform", "I told, kept them informed, every hour"),
    ("class student learner pupil", "my students, the class, by the end of the lesson"),
    ("check understanding", "show me, in your own words, hands up"),
    ("risk guardrail safety rollout", "in case it, rolled back, step by step"),
)
_BY_STEM: dict[str, list[str]] = {}
for _words, _phrases in _TABLE:
    for _word in _words.split():
        _BY_STEM.setdefault(stem(_word), []).extend(_phrases.split(", "))


def speech_cues(stems: frozenset[str]) -> list[str]:
    """Phrases for a point with words of these stems, in the order of the table."""
    found: list[str] = []
    for each in sorted(stems):
        found += [phrase for phrase in _BY_STEM.get(each, ()) if phrase not in found]
    return found
