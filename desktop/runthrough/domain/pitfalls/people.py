"""Complaint and blame: somebody, and close to them in one breath something bad of them.

A word list alone finds "my manager" and "his fault" wherever they stand (precision .50 in the prototype, coverage notes
4.8). So somebody and a bad word must meet within few words, neither denied nor told of somebody else's work. The lists
are our own (grade O), written for spoken answers; public ones are made for reviews and posts, and say nothing about
whom a word is said of.
"""

from __future__ import annotations

from collections.abc import Iterator

from runthrough.domain.common_words import EVERYDAY_WORDS, FUNCTION_WORDS
from runthrough.domain.pitfalls.match import Phrase, Words, own_phrases, phrase_list
from runthrough.domain.pitfalls.values import Heard, Match
from runthrough.domain.question import Pitfall
from runthrough.domain.spans import plain

REACH = 7
"""Words between somebody and what is bad of them; further apart they mostly are two thoughts."""
PRONOUN_REACH = 18
"""Words after which "he" and "they" no longer surely are the ones spoken of before."""
DENIED_BEFORE = 4
"""Words before what is bad in which a denial takes it back: "it was never really his fault"."""
WITHHELD_REACH = 3
"""Words from somebody to their "never", and from there to what they never did."""

_PEOPLE = frozenset(
    """
    boss bosses manager managers management leadership supervisor supervisors director directors company employer firm
    department organisation organization headquarters hr workplace lead professor place hospital office
    team teams teammate teammates colleague colleagues coworker coworkers guy guys lads folks developer developers
    engineer engineers designer designers operations sales marketing vendor supplier contractor contractors partner
    staff
    people somebody someone whoever warehouse logistics support doctor doctors nurse nurses consultant consultants
    predecessor analyst analysts tester testers trader traders customer customers client clients patient patients
    upstairs agency
    """.split()
)
_PRONOUNS = frozenset("he she they him her them".split())
_BAD = frozenset(
    """
    lazy incompetent incapable toxic useless worthless terrible awful horrible dreadful stupid dumb arrogant unfair
    unprofessional clueless disorganised disorganized chaotic chaos rude selfish dishonest idiot idiots moron morons
    fools bully bullies bullied bullying nightmare joke circus shambles farce mess disaster hopeless careless sloppy
    stubborn unreliable unbearable dysfunctional ridiculous pathetic ignorant hostile petty childish greedy
    micromanage micromanages micromanaged micromanaging micromanager dictator tyrant yells yelled shouts shouted
    lies lied
    liar worst thick crap garbage rubbish trash amateurs
    """.split()
)
_BAD_PHRASES = phrase_list(
    """
    impossible to work with / impossible to deal with / impossible to talk to / impossible to please /
    badly run / badly managed / bad management / no idea what / no idea of / no idea about / no idea how /
    no clue / no help / no use / let us down / let me down /
    messed up / messed it up / messed things up / screwed up / took the credit / takes the credit /
    took all the credit /
    not very bright / didn't get it / don't get it / doesn't get it / dropped the ball / stabbed me / out of touch /
    like dirt / like idiots / like slaves / behind my back / couldn't be bothered / can't be bothered /
    couldn't care less /
    made my life hell / not up to it / refused to help / full of themselves / full of himself / full of herself /
    waste of time / blames everyone / blamed everyone / wreck everything / ruined everything / ruin everything
    """
)
_GOOD_DEEDS = frozenset(
    """
    listen listens listened care cares cared appreciate appreciates appreciated support supports supported help helps
    helped respect respects respected value values valued understand understands understood answer answers answered
    reply replied respond responds responded thank thanks thanked recognise recognize recognised recognized admit
    admitted apologise apologised apologize apologized cooperate cooperated communicate bother bothered
    """.split()
)
_DUTIES = frozenset("tell told test tested check checked deliver delivered decide decides document documented".split())
_WITHHOLDING = frozenset("never doesn't don't didn't won't wouldn't couldn't can't not hardly".split())
_NOBODY = phrase_list("nobody / no one")
_OBJECTS = frozenset("me us to about there and at what our my".split())
_FEELINGS = phrase_list(
    """
    hate / hated / can't stand / couldn't stand / sick of / fed up / tired of / frustrated with / frustrated by /
    annoyed by / had enough of
    """
)
_PLACES = frozenset("job work politics meetings culture atmosphere bureaucracy environment".split()) | _PEOPLE
_CONDITIONS = phrase_list(
    """
    toxic / badly run / office politics / too much politics / lot of politics / full of politics / no appreciation /
    no recognition / no respect / treated badly / treat us badly / passed over / undervalued / unappreciated /
    unpaid overtime / overworked / burned out by / burnt out by
    """
)
_FAULTS = phrase_list(
    " / ".join(
        f"{whose} {what}"
        for whose in "his her their team's boss's manager's somebody's".split()
        for what in "fault mistake incompetence stupidity laziness carelessness".split()
    )
    + """
    / not my fault / wasn't my fault / isn't my fault / because of him / because of her / because of them / i blame /
    to blame / should have known better / that's on them / that's on him / that's on her / down to them /
    not my problem
    """
)


def find_complaints(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Complaints about an employer or about people."""
    words = Words(heard.answer)
    yield from _about_somebody(words, pitfall)
    yield from _feelings(words)
    yield from _stated(words, _CONDITIONS)
    yield from _nobody(words)
    yield from own_phrases(heard, pitfall, _tells_bad)


def find_blame(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Blame for somebody else, or an insult."""
    words = Words(heard.answer)
    yield from _about_somebody(words, pitfall)
    yield from _stated(words, _FAULTS)
    yield from own_phrases(heard, pitfall, _tells_bad)


def _stated(words: Words, phrases: tuple[Phrase, ...]) -> Iterator[Match]:
    """Phrases that need nobody beside them. One may hold its own denial; elsewhere a denial before it takes it back."""
    for match in words.places_of(phrases):
        held = words.texts[match.first] in {"no", "not", "wasn't", "isn't"}
        if not words.is_of_others(match.first) and (held or not words.denied_before(match.first, DENIED_BEFORE)):
            yield match


def _about_somebody(words: Words, pitfall: Pitfall | None) -> Iterator[Match]:
    """Somebody with something bad of them close after, or close before ("a terrible manager")."""
    who = _PEOPLE | _named_in(pitfall)
    last_named = -PRONOUN_REACH
    for at, word in enumerate(words.heads):
        if word in who:
            last_named = at
        elif word not in _PRONOUNS or at - last_named > PRONOUN_REACH:
            continue
        found = None if words.is_of_others(at) else _bad_after(words, at, who) or _bad_before(words, at)
        if found is not None:
            yield Match(min(at, found.first), max(at, found.last))


def _named_in(pitfall: Pitfall | None) -> frozenset[str]:
    """Whom the pitfall's name is about besides: "Bashing technologies or other engineers"."""
    named = {plain(word) for word in pitfall.label.split()} if pitfall else set[str]()
    return frozenset(named - FUNCTION_WORDS - EVERYDAY_WORDS - _BAD)


def _bad_after(words: Words, at: int, who: frozenset[str]) -> Match | None:
    for place in range(at + 1, min(at + 1 + REACH, len(words))):
        if words.turns(place) or words.heads[place] == "i" or words.heads[place] in who:
            return None
        phrase = words.phrase_at(place, _BAD_PHRASES)
        if phrase or (words.texts[place] in _BAD and words.texts[place - 1] not in {"me", "us"}):
            if words.denied_before(place, DENIED_BEFORE, since=at):
                return None
            return Match(place, place + max(1, len(phrase)) - 1)
        deed = _withheld(words, at, place)
        if deed is not None:
            return Match(place, deed)
    return None


def _bad_before(words: Words, at: int) -> Match | None:
    for place in range(max(0, at - 2), at):
        if words.texts[place] in _BAD and not words.denied_before(place, DENIED_BEFORE):
            return Match(place, at)
    return None


def _withheld(words: Words, at: int, place: int) -> int | None:
    """ "Never listens", "didn't even care": the place of a good deed that somebody did not do."""
    if words.texts[place] not in _WITHHOLDING or place - at > WITHHELD_REACH:
        return None
    deeds = _GOOD_DEEDS | _DUTIES if words.texts[place] == "never" else _GOOD_DEEDS
    for deed in range(place + 1, min(place + 1 + WITHHELD_REACH, len(words))):
        if words.turns(deed):
            return None
        if words.texts[deed] in deeds:
            return deed
    return None


def _feelings(words: Words) -> Iterator[Match]:
    """ "I hate my job", "fed up with the politics": a feeling of the speaker's about where they are."""
    for match in words.places_of(_FEELINGS):
        mine = words.near(Match(match.first, match.first), ("i", "we", "i'm", "we're", "i've"), 4, 0)
        if not mine or words.is_of_others(match.first) or _taken_back(words, match):
            continue
        places = (at for at in range(match.last + 1, min(match.last + 6, len(words))) if words.heads[at] in _PLACES)
        found = next(places, None)
        if found is not None:
            yield Match(match.first, found)


def _taken_back(words: Words, match: Match) -> bool:
    return words.denied_before(match.first, DENIED_BEFORE)


def _nobody(words: Words) -> Iterator[Match]:
    """ "Nobody listened", "no one helped me": how people there behave; "nobody helped that customer" is a story."""
    for match in words.places_of(_NOBODY):
        for place in range(match.last + 1, min(match.last + 4, len(words))):
            after = words.texts[place + 1] if place + 1 < len(words) else "and"
            if words.texts[place] in _GOOD_DEEDS and after in _OBJECTS and not words.is_of_others(match.first):
                yield Match(match.first, place)
                break


_BAD_ALONE = _BAD | frozenset("hate bad badly fault blame nobody never not poor wrong underpaid".split())


def _tells_bad(phrase: Phrase) -> bool:
    """Whether a template's phrase says something bad by itself; "my manager" is only whom one may complain about."""
    listed = (*_BAD_PHRASES, *_CONDITIONS, *_FAULTS, *_FEELINGS)
    inside = (phrase[at : at + len(each)] == each for each in listed for at in range(len(phrase)))
    return not _BAD_ALONE.isdisjoint(phrase) or any(inside)
