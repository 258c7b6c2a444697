"""The kinds of pitfalls: what each is, why it harms, what to say instead, and answers that it finds and leaves."""

from __future__ import annotations

from runthrough.domain.pitfalls.claims import (
    find_figureless,
    find_jargon,
    find_no_controls,
    find_own_phrases,
    find_superlatives,
)
from runthrough.domain.pitfalls.pay import find_pay
from runthrough.domain.pitfalls.people import find_blame, find_complaints
from runthrough.domain.pitfalls.values import Rule
from runthrough.domain.pitfalls.wording import find_hedging, find_imbalance, find_recital
from runthrough.domain.question import Pitfall

_GUIDES = "what answer guides warn of. Grade V: practitioners' figures."
_OWN = "Grade O: our own choice."

COMPLAINT = Rule(
    "complaint",
    "Complaint about an employer or people",
    "Somebody and something bad of them stand close together. A listener hears how you will speak of them one day.",
    "Say what you are looking for, not what you are leaving.",
    _GUIDES,
    find_complaints,
    signs=("complain", "badmouth", "bashing", "running down", "talking badly"),
    found=(
        "I'm leaving because my manager never listens to anybody",
        "honestly the company is badly run and I hate my job",
        "at my last place the management had no idea what we were doing",
        "nobody appreciated what we did there",
        "our lead was arrogant and shouted at people",
    ),
    quiet=(
        "my manager taught me a great deal and I still ask her for advice",
        "the team is good and my manager was never unfair to me",
        "I have learned what I could there and I want to work closer to research",
        "we had no idea at first why the orders were late",
        "the customers hated waiting so we cut the queue",
        "my sister says her boss is terrible",
    ),
)
BLAME = Rule(
    "blame",
    "Blame or insult",
    "A fault is laid on somebody, or they are run down. A listener asks what your own part was.",
    "Say what you saw, what you could have done, and what you changed.",
    _GUIDES,
    find_blame,
    signs=("blam", "insult", "culprit", "passing the buck", "running down", "bashing", "mocking"),
    found=(
        "it failed and that was entirely his fault",
        "the designer was lazy and everything went wrong because of him",
        "the warehouse messed it up again",
        "whoever wrote it should have known better",
    ),
    quiet=(
        "it was never really his fault he had too much on his desk",
        "he was right about the cache and I told him so",
        "he called me stupid and I asked him what he had seen",
        "it was my fault because I had not asked",
        "we looked for the cause and not for somebody to praise",
    ),
)
PAY = Rule(
    "pay",
    "Pay and perks",
    "Pay is given as a motive where others are asked for. It is for the talk about the offer.",
    "Name the work that draws you; speak of pay when they do.",
    _GUIDES,
    find_pay,
    signs=("pay and", "pay or", "overtime or pay", "perks", "compensation", "salary", "money"),
    found=(
        "to be honest I want a higher salary",
        "funds pay better than banks do",
        "you pay about a fifth more than they do",
        "and there is the company car and the bonus",
        "I feel underpaid where I am",
        "nobody there listens to us and the pay is below the market",
    ),
    quiet=(
        "it was never about the money for me",
        "I built the salary calculation for nine countries",
        "that saved more money than we had hoped for",
        "the pay is fine where I am",
        "I want to work next to the people who use it",
    ),
)
NO_FIGURE = Rule(
    "no-figure",
    "A result without a figure",
    "A result is told in words, and no figure stands near it. Anybody can say “a lot faster”.",
    "Say the value before and after, and how you measured it.",
    _GUIDES,
    find_figureless,
    signs=("impact without", "result without", "results without", "trend without", "without a size", "without number"),
    found=(
        "in the end it got a lot faster and everyone was happy",
        "the service improved significantly after that",
        "it had a huge impact on the business",
    ),
    quiet=(
        "it got a lot faster from 400 milliseconds down to 68",
        "errors dropped significantly by thirty percent within a month",
        "we did not see a huge impact",
        "I wrote the report and gave it to the board",
    ),
)
JARGON = Rule(
    "jargon",
    "Jargon without a decision",
    "Buzzwords, or several names in a row, and no word of why these. A listener learns nothing about your judgement.",
    "Name one choice, what you turned down, and the reason.",
    _GUIDES,
    find_jargon,
    signs=("jargon", "names without", "tool names", "methods without a choice", "hand waving", "buzzword"),
    found=(
        "the thing runs on kubernetes with kafka and redis and a service mesh on top",
        "it is a cloud native state of the art platform",
        "we followed all the best practices there",
    ),
    quiet=(
        "I chose kafka over rabbitmq because we have to replay a day and redis keeps the last price",
        "we put kafka in front of it",
        "the database was replaced in spring",
    ),
)
NO_CONTROLS = Rule(
    "no-controls",
    "No risk controls",
    "Something went live, and no test, limit or way back is told of. A listener wonders what you risk.",
    "Say what would have stopped it: a test, a limit, an alarm, a way back.",
    _GUIDES,
    find_no_controls,
    signs=("risk control", "no risk", "without a safeguard", "ignoring risk"),
    found=(
        "I finished it on Friday and we deployed it the same evening",
        "we went straight to production with it",
        "there was no time for tests so we skipped the review",
    ),
    quiet=(
        "we deployed it behind a flag to one desk and watched an alarm for a week",
        "nothing ever goes live without a review",
        "I wrote down the numbers for the whole group",
    ),
)
IMBALANCE = Rule(
    "balance",
    "I and we out of balance",
    "Mostly “we” hides what you did; only “I” hides that others did their part.",
    "Say what was yours in one sentence with “I”, then what the others did.",
    f"norms.md counts the words and sets no aim; eight, and four times the other, are the line here. {_OWN}",
    find_imbalance,
    signs=("we without i", "i without we", "out of balance"),
    everywhere=True,
    found=(
        (
            "we met the desk and we wrote the plan and then we built it and we tested it and we shipped it after we "
            "had asked them and in the end we measured it and we were done"
        ),
    ),
    quiet=(
        (
            "we met the desk and I wrote the plan and then we built it and I tested it and we shipped it after I "
            "had asked them and in the end we measured it and I was done"
        ),
        "we built it together in a year",
    ),
)
HEDGING = Rule(
    "hedging",
    "Much hedging",
    "Many phrases that take back what is said. In court studies little hedging was rated most authoritative.",
    "Say it once without “I think” and “maybe”; keep one where you really do not know.",
    "more than three in a hundred words: coverage notes, delivery table; courtroom studies of powerless speech. "
    "Grade E: research.",
    find_hedging,
    everywhere=True,
    found=(
        (
            "I think we maybe had the wrong plan and I guess it was kind of my task to say so but then perhaps the "
            "others knew it and I suppose that in the end it probably did not matter much for the desk anyway"
        ),
    ),
    quiet=(
        (
            "we had the wrong plan and it was my task to say so and I did it on the Monday and the others knew it by "
            "then and I think that in the end it did not matter much for the desk because the date moved anyway"
        ),
        "maybe",
    ),
)
SUPERLATIVES = Rule(
    "superlatives",
    "Empty superlatives",
    "Praise without anything that bears it out. A listener trusts figures and others' words more than yours.",
    "Replace it by what others said, or by a figure.",
    _GUIDES,
    find_superlatives,
    signs=(
        "superlative",
        "empty boast",
        "overclaim",
        "self-praise",
        "self praise",
        "list of adjectives",
        "trivial or can never",
    ),
    everywhere=True,
    found=(
        "what we built is revolutionary and second to none",
        "I'm a natural leader and I always give my best",
        "our results were phenomenal",
    ),
    quiet=(
        "it was the best of forty entries and unprecedented in ten years",
        "I would not call it a breakthrough",
        "the amazing thing is how little it took them",
        "we built a small tool for the desk",
    ),
)
RECITAL = Rule(
    "recital",
    "Sounds read out",
    "Half of the words or more stood in the same long runs in an earlier take. A listener hears a text.",
    "Keep the points and figures, and find new words on the way.",
    f"runs of eight words, half of the answer. {_OWN}",
    find_recital,
    everywhere=True,
)
"""Its examples need earlier takes, so they stand in the tests."""
TEMPLATE = Rule(
    "template",
    "A phrase the question warns of",
    "The question lists this pitfall with phrases, and one was said nearly word by word.",
    "Listen to the sentence, and say it another way.",
    "the question's own list. Grade V: practitioners' figures.",
    find_own_phrases,
)
"""For pitfalls of which no other rule knows; its examples need a template, so they stand in the tests."""

RULES = (
    COMPLAINT,
    BLAME,
    PAY,
    NO_FIGURE,
    JARGON,
    NO_CONTROLS,
    SUPERLATIVES,
    IMBALANCE,
    HEDGING,
    RECITAL,
    TEMPLATE,
)
"""All rules; where two find the same words, the earlier one tells of it."""
RULES_BY_ID = {rule.id: rule for rule in RULES}


def rules_of(pitfall: Pitfall) -> tuple[Rule, ...]:
    """The rules for a template's pitfall, by the words of its name; at least `TEMPLATE`."""
    name = f" {pitfall.label.lower().replace('-', ' ')}"
    found = tuple(rule for rule in RULES if any(f" {sign.replace('-', ' ')}" in name for sign in rule.signs))
    return found or (TEMPLATE,)
