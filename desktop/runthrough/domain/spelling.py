"""One spelling a word: American, contractions taken apart, and stems that keep apart what snowball throws together.

Own rules and short lists, written for spoken answers: a rule where it is safe ("-isation"), a list where it is not
("-our"). Both sides of every comparison pass through here, so a word that is changed without need does no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_CONTRACTION = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_IRREGULAR_NOT = {"won't": "will", "shan't": "shall", "ain't": "is", "cannot": "can", "can't": "can"}
_UNMARKED_NOT = {
    f"{verb}nt": verb
    for verb in "did do does is was were have has had could would should must need are".split()  # "didnt"
} | {"cant": "can", "wont": "will"}

_NO_ISE = re.compile(
    r"""^(?:rais|prais|apprais|promis|exercis|precis|advis|revis|devis|supervis|surpris|enterpris|compris|compromis
    |advertis|televis|franchis|premis|disguis|merchandis|improvis|paradis|concis|cruis|bruis|aris|demis|excis
    |nois|pois|expertis|treatis|malais|apprais|despis|liais|repris|mayonnais|\w*wis|\w+nois)""",
    re.VERBOSE,
)
_ISE = re.compile(r"^(\w*[aeiouy]\w*)is(e|ed|es|er|ers|ing|ation|ations|able)$")
_YSE = re.compile(r"^(anal|paral|catal)ys(e|ed|er|ers|ing)$")
_OUR = re.compile(
    r"^(un|dis|mis)?(behavi|col|fav|hon|lab|neighb|rum|hum|harb|endeav|flav|sav|vap|arm|od|vig|rig|tum|cand|ferv)our"
)
_RE = re.compile(r"^(\w*)(cent|met|lit|fib|theat|calib|spect|meag)re(s|d)?$")
_DOUBLED = re.compile(
    r"^(\w*)(model|label|travel|cancel|signal|level|fuel|tunnel|channel|total|dial|marshal|counsel|initial)"
    r"l(ed|ing|er|ers)$"
)
_OGUE = re.compile(r"^(catal|dial|anal)ogue(s|d)?$")
_ENCE = re.compile(r"^(def|off|lic|pret)ence(s|d)?$")
_OTHERS = {
    british: american
    for british, _, american in (
        pair.partition(":")
        for pair in """
    grey:gray programme:program programmes:programs artefact:artifact artefacts:artifacts judgement:judgment
    judgements:judgments ageing:aging enrol:enroll fulfil:fulfill fulfils:fulfills instalment:installment
    instalments:installments mould:mold sceptical:skeptical sceptic:skeptic whilst:while amongst:among maths:math
    learnt:learned burnt:burned spelt:spelled dreamt:dreamed towards:toward practise:practice practised:practiced
    practising:practicing manoeuvre:maneuver paediatric:pediatric anaesthetic:anesthetic encyclopaedia:encyclopedia
    centring:centering aeroplane:airplane skilful:skillful
    """.split()
    )
}

_APART = tuple(
    pair.split(":")
    for pair in """
    experiment:experiment important:important importance:important customer:customer engineer:engineer
    position:position positiv:positiv universit:universit organiz:organiz authorit:authorit consisten:consisten
    executive:executive integrity:integrity several:several internal:internal production:production
    department:department objectiv:objectiv paste:paste pasti:paste
    """.split()
)
"""Beginnings of words that keep a stem of their own: snowball gives "experi" for experience and experiment alike,
"custom" for customer, "engin" for engine and engineer, "posit" for position and positive."""

_IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """
    run:ran build:built choose:chose,chosen lead:led write:wrote,written break:broke,broken go:went,gone,goes
    fall:fell,fallen grow:grew,grown rise:rose,risen take:took,taken make:made bring:brought keep:kept lose:lost
    find:found see:saw,seen feel:felt drive:drove,driven spend:spent begin:began,begun become:became buy:bought
    catch:caught come:came deal:dealt draw:drew,drawn eat:ate,eaten fight:fought forget:forgot,forgotten get:got,gotten
    give:gave,given hear:heard hold:held know:knew,known mean:meant meet:met pay:paid say:said sell:sold send:sent
    show:shown speak:spoke,spoken stand:stood teach:taught tell:told think:thought throw:threw,thrown
    understand:understood win:won freeze:froze,frozen hide:hid,hidden shrink:shrank,shrunk stick:stuck
    child:children index:indices,indexes matrix:matrices criterion:criteria hypothesis:hypotheses
    analyze:analysis,analyses
    """.split()
    )
    for form in forms.split(",")
}
"""Tenses and plurals that no ending shows; without those that are words of their own ("left", "ground")."""


@lru_cache(maxsize=50_000)
def plain(word: str) -> tuple[str, ...]:
    """A lower-case word as it is compared: one word, or two where a contraction holds a "not" ("did", "not")."""
    if word in _IRREGULAR_NOT:
        return _IRREGULAR_NOT[word], "not"
    if word.endswith("n't"):
        return word[:-3], "not"
    if word in _UNMARKED_NOT:
        return _UNMARKED_NOT[word], "not"
    return (american(_CONTRACTION.sub("", word) or word),)


def american(word: str) -> str:
    """The American spelling of a lower-case word."""
    if len(word) < 4:
        return word
    if word in _OTHERS:
        return _OTHERS[word]
    if not _NO_ISE.match(word):
        word = _ISE.sub(r"\1iz\2", word)
    word = _YSE.sub(r"\1yz\2", word)
    word = _OUR.sub(r"\1\2or", word)
    word = _RE.sub(r"\1\2er\3", word).replace("erd", "ered") if _RE.match(word) else word
    word = _DOUBLED.sub(r"\1\2\3", word)
    word = _OGUE.sub(r"\1og\2", word)
    return _ENCE.sub(r"\1ense\2", word)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word (Snowball, English, and the lists above)."""
    word = american(word)
    word = _IRREGULAR.get(word, word)
    for beginning, kept in _APART:
        if word.startswith(beginning):
            return kept
    return _stemmer().stemWord(word)


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.EnglishStemmer:
    return snowballstemmer.EnglishStemmer()
