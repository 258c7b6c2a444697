"""A template as a JSON document for programs, and back: the same question, comments and their places included.

Every part may tell its `line` in the text form; `lines_of` puts parts that do into those lines. Bands are in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from runthrough.domain.question import Band, Rank
from runthrough.domain.template_band import write_band
from runthrough.domain.template_checkpoint import FLAG_NAMES, read_cues, read_label, write_checkpoint
from runthrough.domain.template_lines import Line, Mark, read_lines, write_lines
from runthrough.domain.template_notes import Notes
from runthrough.domain.template_problems import TemplateProblem
from runthrough.domain.template_text import Reading, read

Json = dict[str, Any]


class JsonInvalid(Exception):
    """The document is no template; `where` is a path such as "sections[2].band.min"."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


# text to JSON


def template_json(text: str) -> Json:
    """The document of a text, as far as it can be read; `problems` tells what is wrong with it."""
    reading, lines = read(text), read_lines(text)
    document: Json = {"title": reading.title, "total": _band(reading.total), **_header(lines)}
    document["sections"] = _sections(reading, lines)
    document["comments"] = [
        {"line": number, "text": line.rest, **({"guess": True} if line.mark is Mark.GUESS else {})}
        for number, line in enumerate(lines, start=1)
        if line.mark in (Mark.COMMENT, Mark.GUESS)
    ]
    document["problems"] = [problem_json(problem) for problem in reading.problems]
    return document


def problem_json(problem: TemplateProblem) -> Json:
    """A problem with its place."""
    return {
        "line": problem.line,
        "column": problem.column,
        "weight": problem.weight.name.lower(),
        "what": problem.what,
        "fix": problem.fix,
    }


def _band(band: Band | None) -> Json | None:
    return None if band is None else {"min": band.shortest, "max": band.longest}


_LISTS = {Mark.TAGS: "tags", Mark.TERMS: "terms"}


def _header(lines: tuple[Line, ...]) -> Json:
    found: Json = {"language": "en", "tags": [], "terms": [], "lines": {}}
    for number, line in enumerate(lines, start=1):
        if line.mark in _LISTS:
            found[_LISTS[line.mark]] = _listed(line.rest)
        elif line.mark is Mark.LANGUAGE:
            found["language"] = line.rest
        if line.mark in (Mark.TITLE, Mark.TOTAL, Mark.LANGUAGE, Mark.TAGS, Mark.TERMS):
            found["lines"].setdefault(line.mark.rstrip(":").replace("#", "title"), number)
    return found


def _listed(rest: str) -> list[str]:
    return [item for item in (part.strip() for part in rest.split(",")) if item]


def _sections(reading: Reading, lines: tuple[Line, ...]) -> list[Json]:
    starts = [each.line for each in reading.sections]
    ends = [*starts[1:], len(lines) + 1]
    made: list[Json] = []
    for each, end in zip(reading.sections, ends, strict=False):
        section = each.section
        body = list(enumerate(lines[each.line : end - 1], start=each.line + 1))
        band = _band(section.band) if each.counts else {"min": None, "max": None}
        made.append({"line": each.line, "id": section.id, "name": section.name, **(band or {}), **_body(body)})
        for point, known in zip(made[-1]["checkpoints"], section.checkpoints, strict=False):
            point["id"] = known.id
    return made


def _body(body: list[tuple[int, Line]]) -> Json:
    """What stands under a section's heading."""
    prompt, points, pitfalls = list[Json](), list[Json](), list[Json]()
    for number, line in body:
        if line.mark is Mark.PROMPT:
            prompt.append({"line": number, "text": line.rest})
        elif line.mark is Mark.CHECKPOINT:
            points.append(_point(number, line))
        elif line.mark is Mark.PITFALL:
            name, _, phrases = line.rest.partition("|")
            pitfalls.append({"line": number, "label": name.strip(), "phrases": _listed(phrases)})
        elif line.mark in (Mark.EXAMPLE, Mark.FOLLOW_UP) and points:
            kind = "examples" if line.mark is Mark.EXAMPLE else "follow_ups"
            points[-1][kind].append({"line": number, "text": line.rest})
    return {"prompt": prompt, "checkpoints": points, "pitfalls": pitfalls}


def _point(number: int, line: Line) -> Json:
    written, _, phrases = line.rest.partition("|")
    label, rank, needs_number = read_label(written, 0, Notes())
    cues = read_cues(phrases, 0, {}, Notes())
    groups = [[cue.phrase for cue in cues if cue.group == group] for group in range(phrases.count("&") + 1)]
    return {
        "line": number,
        "label": label,
        "rank": str(rank),
        "needs_number": needs_number,
        "cues": [group for group in groups if group],
        "examples": [],
        "follow_ups": [],
    }


# JSON to text


def template_text(document: object) -> str:
    """The text of a document, without blank lines at its end; its problems are told by reading it.

    Raises JsonInvalid.
    """
    told = list(_told(_table(document, "the document")))
    if all(number for number, _ in told):
        return write_lines(_placed(cast("list[tuple[int, Line]]", told))) + "\n"
    return write_lines(_spaced([line for _, line in told])) + "\n"


def _placed(told: list[tuple[int, Line]]) -> Iterator[Line]:
    """Each line in its place, with blank lines between."""
    at = 0
    for number, line in sorted(told, key=lambda each: each[0]):
        for _ in range(min(number - at - 1, _MOST_BLANK)):
            yield Line(Mark.NONE, "")
        yield line
        at = max(at + 1, number)


_MOST_BLANK = 1000
"""A line number in a document is not to be believed blindly."""


def _spaced(lines: list[Line]) -> Iterator[Line]:
    for line in lines:
        if line.mark is Mark.SECTION:
            yield Line(Mark.NONE, "")
        yield line


def _told(document: Json) -> Iterator[tuple[int | None, Line]]:
    """Every line that the document tells of, with the number it names."""
    places = _table(document.get("lines") or {}, "lines")
    yield _number(places, "title"), Line(Mark.TITLE, _words(document, "title", ""))
    if document.get("total") is not None:
        yield _number(places, "total"), Line(Mark.TOTAL, _written_band(document["total"], "total"))
    if document.get("language") and (document["language"] != "en" or "language" in places):
        yield _number(places, "language"), Line(Mark.LANGUAGE, _words(document, "language", ""))
    for mark, key in _LISTS.items():
        if document.get(key):
            yield _number(places, key), Line(mark, ", ".join(_strings(document[key], key)))
    for position, comment in enumerate(_list(document.get("comments"), "comments")):
        where = f"comments[{position}]"
        table = _table(comment, where)
        mark = Mark.GUESS if table.get("guess") is True else Mark.COMMENT
        yield _number(table, "line"), Line(mark, _words(table, "text", where))
    for position, section in enumerate(_list(document.get("sections"), "sections")):
        yield from _told_section(_table(section, f"sections[{position}]"), f"sections[{position}]")


def _told_section(section: Json, where: str) -> Iterator[tuple[int | None, Line]]:
    band = f" [{_written_band(section, where)}]" if section.get("max") is not None else ""
    yield _number(section, "line"), Line(Mark.SECTION, _words(section, "name", where) + band)
    yield from _texts(section.get("prompt"), Mark.PROMPT, f"{where}.prompt")
    for position, point in enumerate(_list(section.get("checkpoints"), f"{where}.checkpoints")):
        yield from _told_point(_table(point, f"{where}.checkpoints[{position}]"), f"{where}.checkpoints[{position}]")
    for position, pitfall in enumerate(_list(section.get("pitfalls"), f"{where}.pitfalls")):
        inside = f"{where}.pitfalls[{position}]"
        table = _table(pitfall, inside)
        phrases = _strings(table.get("phrases") or [], f"{inside}.phrases")
        rest = _words(table, "label", inside) + (f" | {', '.join(phrases)}" if phrases else "")
        yield _number(table, "line"), Line(Mark.PITFALL, rest)


def _told_point(point: Json, where: str) -> Iterator[tuple[int | None, Line]]:
    rank = point.get("rank", Rank.SHOULD)
    if rank not in FLAG_NAMES[:3]:
        raise JsonInvalid(f"{where}.rank", "is none of must, should, could")
    groups = [_strings(group, f"{where}.cues") for group in _list(point.get("cues"), f"{where}.cues")]
    rest = write_checkpoint(_words(point, "label", where), Rank(rank), groups, number=point.get("needs_number") is True)
    yield _number(point, "line"), Line(Mark.CHECKPOINT, rest)
    yield from _texts(point.get("examples"), Mark.EXAMPLE, f"{where}.examples")
    yield from _texts(point.get("follow_ups"), Mark.FOLLOW_UP, f"{where}.follow_ups")


def _texts(value: object, mark: Mark, where: str) -> Iterator[tuple[int | None, Line]]:
    """Texts with or without their line; one text alone is fine, too."""
    for position, each in enumerate([value] if isinstance(value, str) and value else _list(value or None, where)):
        if isinstance(each, str):
            yield None, Line(mark, _one_line(each))
        else:
            table = _table(each, f"{where}[{position}]")
            yield _number(table, "line"), Line(mark, _words(table, "text", f"{where}[{position}]"))


# what a document may hold


def _table(value: object, where: str) -> Json:
    if not isinstance(value, Mapping):
        raise JsonInvalid(where, "is no object")
    return cast("Json", value)


def _list(value: object, where: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise JsonInvalid(where, "is no array")
    return cast("list[object]", value)


def _words(table: Json, key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise JsonInvalid(f"{where}.{key}".lstrip("."), "is no text")
    return _one_line(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _strings(value: object, where: str) -> list[str]:
    items = _list(value, where)
    if not all(isinstance(item, str) for item in items):
        raise JsonInvalid(where, "holds something that is no text")
    return [_one_line(str(item)) for item in items]


def _number(table: Json, key: str) -> int | None:
    value = table.get(key)
    return value if isinstance(value, int) and value > 0 else None


def _written_band(value: object, where: str) -> str:
    table = _table(value, where)
    times: list[float] = []
    for key in ("min", "max"):
        seconds = table.get(key)
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < 86400:
            raise JsonInvalid(f"{where}.{key}", "is no number of seconds")
        times.append(float(seconds))
    shortest, longest = times
    if shortest >= longest:
        raise JsonInvalid(where, "runs backwards")
    return write_band(Band(shortest, longest))
