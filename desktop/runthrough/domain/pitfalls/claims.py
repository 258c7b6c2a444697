"""Claims that lack something beside them: a figure, a reason, a safeguard. The lists are our own (grade O)."""

from __future__ import annotations

from collections.abc import Iterator

from runthrough.domain.pitfalls.match import Phrase, Words, own_phrases, phrase_list
from runthrough.domain.pitfalls.values import Heard, Match
from runthrough.domain.question import Pitfall

FIGURE_BEFORE, FIGURE_AFTER = 12, 18
"""Words before and after a claim in which its figure may stand: about the sentence before and the one after."""
REASON_REACH = 15
"""Words before and after names in which the reason for them may stand."""
NAMES, NAMES_WITHIN = 3, 25
"""So many different names within so many words are a list of names (coverage notes 4.8 count four over an answer)."""

_MUCH = "a lot / much / way / far / so much / significantly / considerably / dramatically / massively / hugely / tons"
_BETTER = """
    better faster slower cheaper smaller easier quicker shorter higher lower less fewer more smoother happier simpler
    safer cleaner stronger
"""
_CHANGES = "improved increased reduced decreased dropped grew rose fell sped shrank cut saved boosted"
_STRONGLY = (
    "a lot / significantly / considerably / dramatically / massively / hugely / greatly / enormously / tremendously"
)
_GREAT = "huge massive big great enormous significant tremendous real positive strong noticeable"
_EFFECT = "impact success improvement difference effect increase reduction boost savings feedback"


def _joined(firsts: str, seconds: str) -> str:
    """Every first phrase with every second one."""
    return " / ".join(
        f"{first.strip()} {second.strip()}" for first in firsts.split("/") for second in seconds.split("/")
    )


def _each(words: str) -> str:
    return " / ".join(words.split())


_RESULTS = phrase_list(
    " / ".join(
        (
            _joined(_MUCH, _each(_BETTER)),
            _joined(_each(_CHANGES), _STRONGLY),
            _joined(_STRONGLY, _each(_CHANGES)),
            _joined(_each(_GREAT), _each(_EFFECT)),
            (
                "went really well / worked really well / everyone was happy / everybody was happy / were very happy / "
                "were really happy / more efficient / great results / very good results / promising results / paid off"
            ),
        )
    )
)
_BUZZ = phrase_list(
    """
    synergy / synergies / paradigm / holistic / leverage / leveraged / leveraging / disruptive / ecosystem /
    cloud native /
    state of the art / cutting edge / best practice / best practices / next generation / web scale / industry standard /
    modern stack / latest technology / latest tech / future proof / enterprise grade / novel framework
    """
)
_NAMES = phrase_list(
    " / ".join(
        """
        kubernetes docker kafka redis cassandra mongodb postgres postgresql mysql dynamodb elasticsearch rabbitmq
        graphql
        grpc rest microservices serverless lambda terraform ansible jenkins spark hadoop flink airflow snowflake
        react angular vue typescript golang rust blockchain ai aws azure gcp istio prometheus grafana nginx s3 sqs
        hibernate spring django flask node pytorch tensorflow websockets websocket oauth cqrs mapreduce bigtable
        autoscaling cdn
        """.split()
    )
    + " / machine learning / deep learning / service mesh / event sourcing / data lake / load balancer / message queue"
)
_REASONS = frozenset(
    """
    because chose choose chosen decided decide decision instead rather reason reasons tradeoff tradeoffs trade picked
    versus compared weighed avoid needed need since cheaper therefore why lets gives means otherwise alternative
    considered
    """.split()
)
_GOING_LIVE = phrase_list(
    """
    straight to production / straight into production / to production / into production / went live / go live /
    rolled out / rolled it out / roll out / deployed / released it / launched / shipped it / switched over /
    switched it over / turned it on
    """
)
_RECKLESS = phrase_list(
    """
    straight to production / straight into production / without a review / without review / without any review /
    without testing / without tests / without any tests / no tests / skipped testing / skipped the tests /
    skipped the review / move fast and break / tested it live / tested in production / no rollback /
    hoped for the best /
    no time for testing / no time for tests
    """
)
_CONTROLS = frozenset(
    """
    test tests tested testing review reviewed reviews rollback canary staged staging gradually shadow limit
    limits monitor monitored monitoring alert alerts alarm alarms backup backups flag flags pilot dry approval approved
    check checks checked guard guards kill audit audited verified validated simulation simulated replay replayed
    reconciled reconciliation revert reverted
    """.split()
)
_SUPERLATIVES = phrase_list(
    """
    revolutionary / revolutionised / revolutionized / groundbreaking / ground breaking / breakthrough / world class /
    world leading / game changer / game changing / second to none / unparalleled / unprecedented / flawless /
    flawlessly / perfectionist / best in class / best of the best / one of a kind / never been done / never fail /
    never fails / never failed / never wrong / always right / never get it wrong / always perfect /
    infinitely scalable /
    scales infinitely / hundred percent reliable / changes everything / changed everything / best in my field /
    natural leader / born leader / rock star / ninja / guru / nobody else could / without me / all by myself /
    single handed / single handedly / once and for all / always give my best / give 110 percent / i'm the best /
    i am the best / am simply the best / great instincts / mind blowing / out of this world / can't go wrong /
    nothing can go wrong / could go wrong with it
    """
)
_GLOWING = phrase_list(
    "amazing / incredible / phenomenal / fantastic / outstanding / extraordinary / exceptional / brilliant"
)
_MINE = frozenset("i i'm i've we we're we've my our myself".split())
_NO_CLAIM = frozenset("isn't not wasn't claim claims claimed".split())


def find_figureless(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """A result told in words, without a figure near it."""
    words = Words(heard.answer)
    for match in (*words.places_of(_RESULTS), *own_phrases(heard, pitfall)):
        if words.is_own(match.first) and not words.figure_near(match, FIGURE_BEFORE, FIGURE_AFTER):
            yield match


def find_jargon(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Buzzwords, or several names in a row, without a word of why."""
    words = Words(heard.answer)
    found = (*words.places_of(_BUZZ), *_lists_of_names(words), *own_phrases(heard, pitfall))
    for match in found:
        if words.is_own(match.first) and not words.near(match, _REASONS, REASON_REACH, REASON_REACH):
            yield match


def _lists_of_names(words: Words) -> Iterator[Match]:
    names = list(words.places_of(_NAMES))
    for place, first in enumerate(names):
        near = [name for name in names[place:] if name.last - first.first < NAMES_WITHIN]
        if len({words.texts[name.first : name.last + 1] for name in near}) >= NAMES:
            yield Match(first.first, near[-1].last)


def find_no_controls(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Something that went live in an answer without a word of a test, a limit or a way back."""
    words = Words(heard.answer)
    for match in (*words.places_of(_RECKLESS), *own_phrases(heard, pitfall)):
        if not words.is_of_others(match.first) and not _regretted(words, match):
            yield match
    if _CONTROLS.isdisjoint(words.texts):
        for match in words.places_of(_GOING_LIVE):
            if words.is_own(match.first):
                yield match


def _regretted(words: Words, match: Match) -> bool:
    """ "We never went straight to production", "nothing goes live without a review"."""
    return words.denied_before(match.first, 6)


def find_superlatives(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Praise of oneself or one's work, without a figure that would bear it out."""
    words = Words(heard.answer)
    listed = (match for match in words.places_of(_SUPERLATIVES) if not _of_no_account(words, match))
    glowing = (
        match
        for match in words.places_of(_GLOWING)
        if words.near(match, _MINE, 6, 0) and not _of_no_account(words, match)
    )
    for match in (*listed, *glowing, *own_phrases(heard, pitfall)):
        if words.is_own(match.first) and not words.figure_near(match, FIGURE_BEFORE, FIGURE_AFTER):
            yield match


def _of_no_account(words: Words, match: Match) -> bool:
    return words.near(match, _NO_CLAIM, 4, 0)


def find_own_phrases(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """What only the template knows: its own phrases for the pitfall."""
    yield from own_phrases(heard, pitfall, _telling)


def _telling(phrase: Phrase) -> bool:
    """A single everyday word tells nothing by itself."""
    return len(phrase) > 1 or len("".join(phrase)) > _SHORTEST_WORD


_SHORTEST_WORD = 6
"""Letters up to which a template's single word is too common to be a pitfall by itself."""
