"""Where the header of a table set by spaces stands, and where its columns begin on each page.

`pdftotext -layout` sets every page on its own scale: a column begins at another place on the next page, and its header
may be set in the middle. So columns are told by the blank strips between them, looked for between the header's names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.column_marks import period_columns
from corpus.column_names import part_of
from corpus.columns import read_header
from corpus.spaced_line import Edges
from corpus.text import bare

_LABEL = re.compile(r"^\s*(?:Số\s+)?S?TT\b", re.I)
LABEL_PIECE = re.compile(r"S|ST|T|TT|STT|Số|thứ|tự", re.I)
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ]|[a-zđ])[.)]?")
_OPENS = re.compile(r"Cơ quan|Đơn vị|Thời (?:gian|hạn)|Người")
_WHOLE = re.compile(r"(?:chủ trì|phối hợp|thực hiện|nhiệm vụ|nhiệm|công việc)\s*$")
_WIDEST = 600  # places of a line; a longer one is running text
_TALLEST = 6  # lines of a header
_LONGEST_PIECE = 8  # words on one line of a header's name
_WRAP = 4  # words that go on with a name on the next line
_NOISE = 0.08  # of a page's lines may run over a strip
_RUN_OVER = 3.0  # what it costs that all stretches run over the beginning of a column
_SOON = 12  # places behind it in which the lines of a column set in the middle begin
_LONG = 0.6  # of a page's width: a line without a gap that is longer runs through the columns
_OFF = 0.15  # what a column costs for each place that it is wider or narrower than on the page before
_UNSEEN = 1.5  # and for a column in which nothing tells where it begins
_BEYOND = 2.0  # and that it begins behind nearly all lines
_SLIM, _LEAST = 3.0, 0.4  # and for one that is narrower than this share of its width before
_SCALES = (1.0, 0.85, 0.7, 1.2)  # of a page's columns against those of the page before
_LEAST_GAP = 2
_NEAR, _FAR = 3, 9  # places on both sides of a column's start at which its lines may begin
_STRAIGHT = 0.6  # of a column's lines begin under each other where it is not set in the middle
_ROW = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*[.)]?\s+(?=\S)()")
_MOVED = 3  # places by which tasks begin elsewhere than those above
_NO_NUMBERS = 8.0  # what it costs that a first column holds other things

Segment = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Head:
    """A header: its lines, and the names of its columns with their first and last place."""

    count: int
    names: tuple[Segment, ...]

    @property
    def texts(self) -> list[str]:
        return [text for _, _, text in self.names]


def segments(line: str) -> list[Segment]:
    """The stretches of a line that two blanks or more keep apart; a number column's label stands close to the next."""
    label = _LABEL.match(line)
    found = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S+(?: \S+)*", line)]
    if label and found and found[0][1] > label.end():
        start, end, _ = found[0]
        rest = label.end() + len(line[label.end() :]) - len(line[label.end() :].lstrip())
        found[:1] = [(start, label.end(), label.group().strip()), (rest, end, line[rest:end])]
    return found


@lru_cache(maxsize=16384)
def _names(line: str) -> tuple[Segment, ...]:
    """The names on a line of a header; full ones may have one blank between them ("Phối hợp Thời gian thực hiện")."""
    found: list[Segment] = []
    for start, end, text in segments(line):
        begins = [0]
        for match in re.finditer(r"(?<=[^\W_]\s)[A-ZĐ]", text):
            before = part_of(text[begins[-1] : match.start()])
            if before in (None, "number"):
                continue
            after = part_of(text[match.start() :])
            # "Cơ quan chủ trì Cơ quan phối" above "hợp": a name that is whole before one that goes on below
            again = _OPENS.match(text, match.start()) and _WHOLE.search(text[begins[-1] : match.start()])
            if after and before != after or again:
                begins.append(match.start())
        ends = [*(place - 1 for place in begins[1:]), end - start]
        found += [(start + a, start + b, text[a:b]) for a, b in zip(begins, ends, strict=True)]
    return tuple(found)


def header_at(lines: Sequence[str], start: int, like: Sequence[str] = ()) -> Head | None:
    """The header that begins at `lines[start]`; its names may be wrapped, also above the number column's label.

    `like` are the names of the header on the first page: where they come back, the header ends.
    """
    found = _headers_at(lines, start)
    wanted = [bare(text) for text in like]
    same = (head for head in found if [bare(text) for text in head.texts] == wanted)
    return next(same, found[-1] if found else None)


def _headers_at(lines: Sequence[str], start: int) -> list[Head]:
    """The headers that may begin at `lines[start]`, the shortest first."""
    if start >= len(lines) or "\t" in lines[start] or len(lines[start]) > _WIDEST or not _may_begin(lines[start]):
        return []
    found: list[Head] = []
    pieces: list[tuple[int, Segment]] = []
    labelled = False
    for count in range(1, min(_TALLEST, len(lines) - start) + 1):
        line = _names(lines[start + count - 1])
        if not line or (_NUMBER.fullmatch(line[0][2]) and not LABEL_PIECE.fullmatch(line[0][2])):
            break
        longest = _WRAP if labelled else _LONGEST_PIECE
        periods = dict(period_columns([text for _, _, text in line]))
        names_only = [text for at, (_, _, text) in enumerate(line) if at not in periods]
        if count > 1 and not all(_in_header(text, longest if found else _LONGEST_PIECE) for text in names_only):
            break
        if count > 1 and periods:
            pieces, line = _over_periods(pieces, line, sorted(periods))
        pieces += [(count, segment) for segment in line]
        names = _clusters(pieces)
        labelled = labelled or part_of(names[0][2]) == "number"
        wide = any(re.search(r"\S\s{2,}\S", line) for line in lines[start : start + count])
        if wide and len(names) >= 3 and part_of(names[0][2]) == "number" and read_header([name[2] for name in names]):
            found.append(Head(count, tuple(names)))
    return found


def _over_periods(
    pieces: Sequence[tuple[int, Segment]], line: Sequence[Segment], periods: Sequence[int]
) -> tuple[list[tuple[int, Segment]], tuple[Segment, ...]]:
    """A line of months or quarters, and the pieces above it without the one name that stands over them all: it is said
    with each ("Thời gian thực hiện" over T1 T2 T3).
    """
    left, right = line[periods[0]][0], line[periods[-1]][1]
    above = [piece for piece in pieces if piece[1][0] < right and piece[1][1] > left]
    over = [piece for piece in above if part_of(piece[1][2]) == "deadline"]
    said = " ".join(text for _, (_, _, text) in over)
    named = tuple((a, b, f"{said} {text}".strip() if at in periods else text) for at, (a, b, text) in enumerate(line))
    return [piece for piece in pieces if piece not in over], named


def header_of(lines: Sequence[str], places: Sequence[int]) -> Head | None:
    """The header of a table that is printed at each of these places: what comes back is no part of the first row."""
    found = [_headers_at(lines, place) for place in places]
    if not found or not found[0]:
        return None
    said = [{tuple(map(bare, head.texts)) for head in heads} for heads in found[1:]]
    return max(found[0], key=lambda head: (sum(tuple(map(bare, head.texts)) in texts for texts in said), head.count))


def _may_begin(line: str) -> bool:
    found = _names(line)
    return (len(found) > 1 or line.startswith(" " * 8)) and any(
        _in_header(text, _LONGEST_PIECE) and not text[:1].islower() for _, _, text in found
    )


def _in_header(text: str, longest: int) -> bool:
    """Whether a stretch may be (a piece of) a column's name."""
    if LABEL_PIECE.fullmatch(text):
        return True
    if len(text.split()) > longest:
        return False
    return text[0].islower() or text[0] in "(/" or part_of(text) is not None


def _clusters(pieces: Sequence[tuple[int, Segment]]) -> list[Segment]:
    """Stretches over each other as one name, left to right."""
    found: list[tuple[int, int, list[tuple[int, Segment]]]] = []
    for piece in sorted(pieces, key=lambda item: item[1][0]):
        start, end, _ = piece[1]
        if found and start < found[-1][1]:
            left, right, inside = found[-1]
            found[-1] = (left, max(right, end), [*inside, piece])
        else:
            found.append((start, end, [piece]))
    return [
        (left, right, " ".join(text for _, (_, _, text) in sorted(inside, key=lambda item: (item[0], item[1][0]))))
        for left, right, inside in found
    ]


def starts_under(head: Head, body: Sequence[str]) -> list[int]:
    """Where columns begin on a page with a header: behind the blank strips between the names."""
    kept = _kept([line for line in body if line.strip()])
    names = [" " * left + "x" * (right - left) for left, right, _ in head.names]
    starts = [0]
    for (left0, right0, _), (left1, right1, _) in pairwise(head.names):
        low, high = max((left0 + right0) // 2, starts[-1] + 1), (left1 + right1) // 2
        for lines, least in ((_filled(kept), _LEAST_GAP), (kept, 1)):  # full columns have one blank between them
            counts = _counts([*lines, *names], low, high)
            strips = _strips(counts, min(counts, default=0) + _NOISE * len(kept), least)
            if strips:
                break
        starts.append(low + max(strips, default=(0, max(left1 - low, 1)))[1])
    return starts


def starts_like(before: Sequence[int], body: Sequence[str]) -> list[list[int]]:
    """Where columns may begin on a page without a header: where the lines part it most like the page with one; the
    likeliest first."""
    kept = _kept([line for line in body if line.strip()])
    steps = [after - here for here, after in pairwise(before)]
    told = _told_starts(kept)
    ways = [_likest(told, [scale * step for step in steps], body) for scale in _SCALES]
    found = sorted([way for way in ways if way], reverse=True)
    return [way for n, (_, way) in enumerate(found) if all(way != other for _, other in found[:n])] or [list(before)]


def edges_of(starts: Sequence[int], body: Sequence[str]) -> Edges:
    """The starts of a page's columns, moved to where most of their lines begin under each other, where they do."""
    begins = [start for line in _kept(body) for start, _, _ in segments(line)]
    moved: list[int] = [0]
    aligned = [True]
    for start, stop in zip(starts[1:], [*starts[2:], _WIDEST], strict=True):
        near = [place for place in begins if max(moved[-1] + 2, start - _NEAR) <= place < min(stop - 1, start + _FAR)]
        count = Counter(near)
        beside = {place: count[place - 1] + count[place] + count[place + 1] for place in count}
        common = max(beside, key=lambda place: (beside[place], -place), default=start)
        straight = sum(abs(place - common) < 2 for place in near) >= _STRAIGHT * len(near)
        aligned.append(straight and bool(near))
        moved.append(common if aligned[-1] else start)
    return Edges(tuple(moved), tuple(aligned))


def shifts(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where the tasks begin from which line of a page on, when they do not begin under each other throughout: a number
    that stands close to its task moves with it. (line, place); none where they begin under each other."""
    rows = [(n, match.start(1)) for n, line in enumerate(lines) if (match := _ROW.match(line))]
    if not rows or not all(lines[n][place].isupper() for n, place in rows):
        return []  # numbers in the middle of their rows tell nothing of where those begin
    found = [(0, rows[0][1])]
    for (n, place), (below, _) in zip(rows, [*rows[1:], (len(lines), 0)], strict=True):
        begins = [len(line) - len(line.lstrip()) for line in lines[n + 1 : below] if line.strip()]
        if begins and min(begins) < place - 1:
            return []
        if abs(place - found[-1][1]) >= _MOVED:
            found.append((n, place))
    return found if len(found) > 1 else []


def _likest(
    strips: Mapping[int, float], steps: Sequence[float], body: Sequence[str]
) -> tuple[float, list[int]] | None:
    """The strips that are most nearly these steps apart, behind a first column of numbers; and how well they are."""
    # for each strip, the best way to have the columns so far end there: (score, places)
    ways = {place: (gain - _NO_NUMBERS * _other_than_numbers(body, place), [0, place])
            for place, gain in strips.items()}  # fmt: skip
    lengths = sorted(len(line.rstrip()) for line in body if line.strip())
    ends = lengths[-1 - min(len(lengths) - 1, round(_NOISE * len(lengths)))] if lengths else 0
    for step in steps[1:]:
        following: dict[int, tuple[float, list[int]]] = {}
        places = set(strips) | {round(end + step) for end in ways}
        for place in places:
            gain = strips.get(place, -_UNSEEN) - _BEYOND * (place >= ends)
            before = [
                (score + gain - _OFF * abs(place - end - step) - _SLIM * (place - end < _LEAST * step), [*path, place])
                for end, (score, path) in ways.items()
                if end < place
            ]
            if before:
                following[place] = max(before)
        ways = following
    return max(ways.values()) if ways else None


def _told_starts(lines: Sequence[str]) -> dict[int, float]:
    """The places where a column may begin and how much speaks for each: stretches of lines that begin there or soon
    behind it, few that run over it, and a blank strip before it.
    """
    found = [(start, end) for line in lines for start, end, _ in segments(line)]
    counts = _counts(_filled(lines), 0, max((end for _, end in found), default=0))
    value: dict[int, float] = {}
    for place in sorted({start for start, _ in found if start}):
        over = sum(start < place < end for start, end in found)
        begin = sum(place <= start <= place + _SOON for start, _ in found)
        blank = next((i for i in range(place) if counts[place - 1 - i] > _NOISE * len(lines)), place)
        value[place] = 2.0 - _RUN_OVER * over / (over + begin) + 0.25 * min(blank, 4)
    return value


def _other_than_numbers(lines: Sequence[str], place: int) -> float:
    """The share of the lines whose beginning up to a place is filled with anything but a row's number."""
    begins = [text for line in lines if (text := line[:place].strip())]
    if not begins:
        return float(any(_NUMBER.fullmatch(words[0]) for line in lines if (words := line.split())))
    return sum(not _NUMBER.fullmatch(text) for text in begins) / len(begins)


def _kept(lines: Sequence[str]) -> list[str]:
    """The lines without those that run through the columns."""
    widest = max((len(line.rstrip()) for line in lines), default=0)
    return [line for line in lines if all(end - start < _LONG * widest for start, end, _ in segments(line))]


def _filled(lines: Sequence[str]) -> list[str]:
    """The lines with the single blanks inside their stretches filled."""
    return [re.sub(r"(?<=\S) (?=\S)", "x", line.rstrip()) for line in lines]


def _counts(lines: Sequence[str], low: int, high: int) -> list[int]:
    """How many lines have something at each place from `low` to `high`."""
    size = max(0, high + 1 - low)
    places = zip(*[line[low : high + 1].ljust(size) for line in lines], strict=True)
    return [len(lines) - column.count(" ") for column in places] or [0] * size


def _strips(counts: Sequence[int], most: float, least: int) -> list[tuple[int, int]]:
    """(width, place after the strip) of the runs of `least` places or more with no more than `most`, without those that
    reach the end."""
    found = []
    width = 0
    for place, count in enumerate(counts):
        if count <= most:
            width += 1
        else:
            if width >= least:
                found.append((width, place))
            width = 0
    return found
