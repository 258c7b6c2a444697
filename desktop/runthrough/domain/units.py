"""Units as they are said and written, under one name each, and what may be compared with what."""

from __future__ import annotations

_FORMS = """
ns: nanosecond
us: microsecond micro
ms: millisecond milli ms
s: second
min: minute
hours: hour
days: day
weeks: week
months: month
quarters: quarter
years: year
percent: percent percentage
points: point
x: x fold
usd: dollar buck
eur: euro
gbp: pound quid
cents: cent
bytes: byte
kb: kilobyte
mb: megabyte meg
gb: gigabyte gig
tb: terabyte
pb: petabyte
bits: bit
hz: hz hertz
khz: khz kilohertz
mhz: mhz megahertz
ghz: ghz gigahertz
bp: bps
nines: nines
/s: qps rps tps
km: km kilometer
kg: kg kilogram kilo
meters: meter
miles: mile
degrees: degree
"""
_ONE_FORM = frozenset(
    "x fold hz khz mhz ghz hertz kilohertz megahertz gigahertz bps ms nines qps rps tps km kg".split()
)
UNITS = {
    form: unit
    for unit, forms in (line.split(": ") for line in _FORMS.strip().splitlines())
    for word in forms.split()
    for form in ((word,) if word in _ONE_FORM else (word, f"{word}s"))
}

LONG_UNITS = {
    "percentage point": "points",
    "percentage points": "points",
    "basis point": "bp",
    "basis points": "bp",
    "orders of magnitude": "orders",
}
RATES = {
    "second": "/s",
    "minute": "/min",
    "hour": "/hour",
    "day": "/day",
    "night": "/day",
    "week": "/week",
    "month": "/month",
    "quarter": "/quarter",
    "year": "/year",
}
"""The word after "per" or "a" in a rate ("forty writes a second")."""

_SCALES: dict[str, tuple[str, float]] = {
    "ns": ("time", 1e-9),
    "us": ("time", 1e-6),
    "ms": ("time", 1e-3),
    "s": ("time", 1.0),
    "min": ("time", 60.0),
    "hours": ("time", 3600.0),
    "days": ("calendar", 1.0),
    "weeks": ("calendar", 7.0),
    "months": ("calendar", 30.44),
    "quarters": ("calendar", 91.31),
    "years": ("calendar", 365.25),
    "percent": ("share", 1.0),
    "points": ("points", 1.0),
    "bp": ("points", 0.01),
    "cents": ("usd", 0.01),
    "bytes": ("bytes", 1.0),
    "kb": ("bytes", 1e3),
    "mb": ("bytes", 1e6),
    "gb": ("bytes", 1e9),
    "tb": ("bytes", 1e12),
    "pb": ("bytes", 1e15),
    "hz": ("hz", 1.0),
    "khz": ("hz", 1e3),
    "mhz": ("hz", 1e6),
    "ghz": ("hz", 1e9),
    "/s": ("rate", 1.0),
    "/min": ("rate", 1 / 60),
    "/hour": ("rate", 1 / 3600),
    "/day": ("rate", 1 / 86_400),
    "/week": ("rate", 1 / 604_800),
    "/month": ("rate", 1 / 2_630_016),
    "/quarter": ("rate", 1 / 7_889_184),
    "/year": ("rate", 1 / 31_557_600),
}


def in_base(unit: str) -> tuple[str, float]:
    """The class of a unit, within which values may be compared, and how much of the class's base one unit is.

    Times up to hours are one class in seconds, days and longer another in days: nobody says 36 hours for the 1.5
    days that a thing "took", and a working day has eight. A unit that is in no table is a class of its own.
    """
    base, slash, rate = unit.partition("/")
    if slash and base:
        kind, factor = in_base(base)
        over, times = _SCALES[f"/{rate}"]
        return f"{kind}/{over}", factor * times
    return _SCALES.get(unit, (unit, 1.0))
