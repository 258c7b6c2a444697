"""How common an English word is, in three steps: what a shared word proves depends on it.

Own lists, written for spoken answers: function words carry nearly nothing, everyday words of work a little.
"""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below between both
    but by can could did do does done during each few for from further get gets got had has have having he
    her here hers him his how i if in into is it its just let me might mine more most must my no nor not now of
    off on once only or other our ours out over per same shall she should so some such than that the their
    theirs them then there these they this those through to too under until up upon us very was we were what
    when where which while who whom whose why will with within would you your yours actually basically really
    well okay ok yes yeah right like know mean kind sort gonna wanna
    """.split()
)
"""Words that shape a sentence and say nothing about its subject."""

EVERYDAY_WORDS = frozenset(
    """
    able add ago answer around ask away back bad began begin better big bit bring built build call came case
    change chose choose clear close come company cost customer data day days deal decide different do early easy
    end enough even ever every example fact far fast feel felt find fine first follow found four full gave
    general give given go goal going good great group grow hand happen hard hear heard help high hold hour hours
    idea important job keep kept kind knew know large last late later lead learn least leave left less level
    life line little live long look lot low made main make making many matter maybe meet mind minute minutes
    moment month months move much name near need never new next nice nothing number old one open order part
    people person place plan play point possible problem project put question quick quite ran rather reach read
    real reason result role room run said saw say second see seem send sense set share short show side simple
    since small something sometimes soon speak spend spent stand start state stay step still stop story sure
    system take talk team tell ten thing things think third thought three time times today together told took
    top toward true try turn two type understand use used user using usually value want way ways week weeks went
    whole wide word words work worked working world write wrong year years yet
    """.split()
)
"""Words that any answer about work is full of."""


def specificity(word: str) -> float:
    """What hearing this word (lower case) says about a subject: .15 function, .5 everyday, 1 anything rarer.

    The steps follow the weights that the coverage notes measured (.15 stop, .45 to .7 common, 1 rare).
    """
    if word in FUNCTION_WORDS:
        return 0.15
    if word.isdigit():
        return 0.7
    return 0.5 if word in EVERYDAY_WORDS else 1.0
