"""Which phrases of a segment are deadlines, and which are words of a name, of an event or of another deadline.

"Kế hoạch năm 2026" names a plan; "báo cáo quý I trước ngày 15/3" has one deadline and its label; what follows
"sau khi" is an event. Each rule below is one such case.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from lark import Token

from vanban.language.deadlines.parsing import Island
from vanban.language.deadlines.phrases import Phrase
from vanban.language.deadlines.segments import Element
from vanban.language.deadlines.values import DeadlineKind as Kind

__all__ = ["IN_EVENT", "LEFT", "NAMED", "chosen", "is_separator", "joined"]

_ALTERNATIVES = ("hoặc", "hay")
# Leads that make a bare year a deadline: "thực hiện năm 2026", but not "kế hoạch năm 2026".
_DOING = ("thực hiện", "triển khai", "tổ chức", "triển khai thực hiện", "tổ chức thực hiện", "tổ chức triển khai")
# What a duty is done by: "theo kế hoạch", but not "theo chiều dọc".
_DIRECTIVE = re.compile(
    r"\s*(?:thời|tiến|lộ|hướng|kế|quy|qui|yêu|chỉ|đề|phương|chương|lịch|nghị|quyết|văn|phân|kết|thực|từng|chế|định|luật"
    r"|pháp|nhiệm|công|thông|giai|các|sự|kỳ|đợt|kh|qđ|hd|đa|nq|ct|cv)(?![^\W\d_])"
)
_GIVES_WAY = frozenset({"as_directed", "integrated", "ad_hoc", "periodic_alone"})
# Periods that name a report when a day follows them: "báo cáo quý I trước ngày 15/3".
_REPORT_PERIODS = frozenset({"bare_periods", "bare_span", "recurring_report", "relative_bare", "recurring_series"})
# Words of a limit that no phrase took: the phrase after them is only half of what was meant.
_LIMITS = frozenset({"BEFORE", "UNTIL", "FROM", "AFTER", "AT_LATEST", "SINCE"})
_EDGES = frozenset({"FIRST", "MIDDLE", "LAST", "WEEK", "HALF"})
_UNITS = frozenset({"DAY", "WORKING_DAY", "WEEK", "MONTH", "QUARTER"})
_DATED = frozenset({Kind.BY, Kind.WITHIN, Kind.RECURRING, Kind.RELATIVE, Kind.UNREAD, Kind.IMPOSSIBLE})

NAMED = "NAMED"  # a phrase that turned out to be part of a name
IN_EVENT = "IN_EVENT"  # a phrase that turned out to be part of an event
LEFT = "LEFT"  # a phrase whose words no rule may use: whoever holds them is not fully read


def is_separator(element: Element) -> bool:
    """Whether an element parts two clauses of a segment."""
    return isinstance(element, Token) and (element.type in ("COMMA", "AND") or str(element) in _ALTERNATIVES)


def chosen(folded: str, elements: Sequence[Element]) -> list[Element]:
    """Return the elements with every phrase that is no deadline as a token, and those joined that are one."""
    result = list(elements)
    for rule in _RULES:
        result = rule(folded, result)
    return result


def _pairs(elements: Sequence[Element]) -> list[tuple[Island, list[Element], Island]]:
    """Return each two phrases that follow one another, with what stands between them."""
    places = [index for index, element in enumerate(elements) if isinstance(element, Island)]
    pairs = []
    for first, second in pairwise(places):
        one, other = elements[first], elements[second]
        if isinstance(one, Island) and isinstance(other, Island):
            pairs.append((one, list(elements[first + 1 : second]), other))
    return pairs


def _marked(elements: Sequence[Element], dropped: Collection[Island], mark: str = NAMED) -> list[Element]:
    """Return the elements with some phrases as tokens of the type ``mark``."""
    return [
        Token(mark, "", start_pos=element.at, end_pos=element.until)
        if isinstance(element, Island) and element in dropped
        else element
        for element in elements
    ]


def _lead(elements: Sequence[Element], island: Island) -> list[Token]:
    """Return the words right before a phrase, back to a separator, a colon or another phrase."""
    words: list[Token] = []
    for element in reversed(elements[: elements.index(island)]):
        if isinstance(element, Island) or is_separator(element) or element.type == "COLON":
            break
        words.insert(0, element)
    return words


def _has_colon(between: Sequence[Element]) -> bool:
    return any(isinstance(element, Token) and element.type == "COLON" for element in between)


def _parted(between: Sequence[Element]) -> bool:
    return _has_colon(between) or any(is_separator(element) for element in between)


def _drop_labels(folded: str, elements: list[Element]) -> list[Element]:
    """The period names the report: "báo cáo quý I/2026: trước ngày 20/3", "báo cáo quý I trước ngày 15/3"."""
    dropped = []
    for one, between, other in _pairs(elements):
        before_colon = bool(between) and _has_colon(between[-1:]) and not any(map(is_separator, between))
        before_colon = before_colon and not _has_colon(elements[: elements.index(one)][-1:])
        has_day = other.phrase.kind is Kind.BY or (
            other.phrase.kind is Kind.RECURRING and other.phrase.limit is not None
        )
        months_alone = one.phrase.rule != "relative_bare" or one.phrase.kind is Kind.WITHIN
        # One day cannot be that of a whole series: "hằng quý; báo cáo năm trước ngày 15/11" has two deadlines.
        is_series = one.phrase.rule == "recurring_series" and other.phrase.kind is Kind.BY
        names_report = one.phrase.rule in _REPORT_PERIODS and months_alone and has_day and not _parted(between)
        names_report = names_report and not is_series
        if before_colon or names_report:
            dropped.append(one)
    return _marked(elements, dropped)


def _drop_names(folded: str, elements: list[Element]) -> list[Element]:
    """Words of a name: "kế hoạch năm 2026", "sơ kết 05 năm", "chỉ số đã được phê duyệt"."""
    led = [(island, _lead(elements, island)) for island in elements if isinstance(island, Island)]
    named = [island for island, lead in led if lead and _is_name(folded, island, lead)]
    left = [island for island, lead in led if lead and _is_loose(folded, island)]
    return _marked(_marked(elements, named), left, LEFT)


def _is_name(folded: str, island: Island, lead: Sequence[Token]) -> bool:
    phrase = island.phrase
    words = folded[island.at : island.until]
    if phrase.rule in ("bare_periods", "bare_span") and all(p.unit == "year" for p in phrase.periods):
        return " ".join(map(str, lead)) not in _DOING
    if phrase.rule == "relative_bare":
        return words.endswith("năm")
    if phrase.rule == "as_directed":
        return not _DIRECTIVE.match(folded, island.until)
    return phrase.kind is Kind.DONE


def _is_loose(folded: str, island: Island) -> bool:
    """Whether a phrase is too slight to be a deadline after other words: "1/2", "05 ngày"."""
    phrase = island.phrase
    slight = phrase.rule == "bare_days" and folded[island.at].isdigit() and not phrase.periods[0].year.named
    return slight or (phrase.rule == "relative_bare" and not folded[island.at : island.until].endswith("năm"))


def _drop_events(folded: str, elements: list[Element]) -> list[Element]:
    """What follows belongs to the event: "ngay sau khi có kết quả công bố hằng năm"."""
    dropped: list[Island] = []
    left: list[Island] = []
    opener: Island | None = None
    for place, island in enumerate(elements):
        if not isinstance(island, Island):
            continue
        if opener and _swallows(opener, elements[elements.index(opener) + 1 : place], island):
            # "sau khi ban hành 05 ngày", "kể từ ngày 01/7": the event is a length or a day; we do not read that.
            adjacent = elements[place - 1] is opener or island.phrase.kind is Kind.RELATIVE
            (left if opener.phrase.rule == "on_event" and adjacent else dropped).append(island)
        else:
            opener = island if island.phrase.takes_event else None
    return _marked(_marked(elements, dropped, IN_EVENT), left, LEFT)


def _swallows(opener: Island, between: Sequence[Element], island: Island) -> bool:
    """Whether ``island`` stands in the words that ``opener`` opened."""
    gives_way = opener.phrase.rule in _GIVES_WAY
    if opener.phrase.kind is Kind.DONE:
        return True
    if _has_colon(between):
        return False
    if not any(map(is_separator, between)):
        return not (gives_way and island.phrase.anchored)
    if is_separator(between[-1]):
        return island.phrase.rule == "as_directed" and str(between[-1]) == ","
    reports = "báo cáo" in " ".join(str(element) for element in between if isinstance(element, Token))
    return not (island.phrase.anchored or (island.phrase.kind is Kind.RECURRING and (gives_way or reports)))


def _drop_modifiers(folded: str, elements: list[Element]) -> list[Element]:
    """How and in which year are no second deadline: "hằng quý, theo hướng dẫn", "hằng quý trong năm 2026"."""
    dropped = [
        other
        for one, between, other in _pairs(elements)
        if (_tells_how(folded, other) and all(str(element) == "," for element in between))
        or (not between and _only_year(other) and one.phrase.kind in (Kind.RECURRING, Kind.CONTINUOUS, Kind.WITHIN))
    ]
    return _marked(elements, dropped)


def _tells_how(folded: str, island: Island) -> bool:
    """Whether a phrase only says by what a duty goes; "trước khi họp" says when."""
    return island.phrase.kind is Kind.AS_DIRECTED and not folded.startswith("trước", island.at)


def _only_year(island: Island) -> bool:
    """Whether a phrase is a whole year: "trong năm", "năm 2026"."""
    phrase = island.phrase
    return phrase.kind is Kind.WITHIN and not phrase.spans and all(p.unit == "year" for p in phrase.periods)


def _drop_given_way(folded: str, elements: list[Element]) -> list[Element]:
    """The day decides: "tổ chức theo kế hoạch trong tháng 3", "kiểm tra đột xuất trong quý I"."""
    dropped = []
    for one, between, other in _pairs(elements):
        stronger = other.phrase.kind in _DATED and (other.phrase.anchored or one.phrase.rule == "periodic_alone")
        if one.phrase.rule in _GIVES_WAY and stronger and not _parted(between):
            dropped.append(one)
    return _marked(elements, dropped)


def _mark_half_read(folded: str, elements: list[Element]) -> list[Element]:
    """Words beside a phrase that change its meaning: "sau ngày 30/6", "10 ngày trước ngày 30/6"."""
    result: list[Element] = []
    for element in elements:
        before = result[-1] if result else None
        if before is not None and isinstance(element, Island) and _changes(folded, before, element):
            result[-1] = _not_read(before, element)
        else:
            result.append(element)
    return result


def _changes(folded: str, before: Element, island: Island) -> bool:
    if isinstance(before, Token):
        return _is_opened_by(before, island)
    if before.phrase.kind is Kind.RELATIVE and not before.phrase.takes_event and island.phrase.rule == "on_event":
        return folded.startswith("trước", island.at)
    lengths = [one.phrase.rule == "relative_bare" and one.phrase.kind is Kind.RELATIVE for one in (before, island)]
    others = (before.phrase.kind, island.phrase.kind)
    return any(lengths) and (Kind.BY in others or Kind.UNREAD in others)


def _is_opened_by(before: Token, island: Island) -> bool:
    """Whether a word before a phrase belongs to it: "sau", "10" of "10 ngày/lần", "hàng" of "hàng tháng 2 kỳ"."""
    rule = island.phrase.rule
    if before.type in _LIMITS or (before.type == "EVERY" and str(before) != "các"):
        return True
    if rule == "recurring":
        return before.type in ("NUMBER", "WORDS")
    return (before.type in _EDGES and not island.phrase.anchored) or (before.type in _UNITS and rule == "bare_edge")


def _not_read(before: Element, island: Island) -> Island:
    """Return both as one phrase that no rule reads."""
    at = (before.start_pos or 0) if isinstance(before, Token) else before.at
    first = island.first - 1 if isinstance(before, Token) else before.first
    return Island(Phrase(Kind.UNREAD, "half_read", anchored=True), first, island.after, at, island.until)


def _join(folded: str, elements: list[Element]) -> list[Element]:
    """One deadline in two places: "hằng năm, trước ngày 15/12", "hằng tháng tổ chức ít nhất 01 cuộc"."""
    for one, between, other in _pairs(elements):
        phrase = joined(one.phrase, between, other.phrase)
        if phrase:
            start, end = elements.index(one), elements.index(other)
            island = Island(phrase, one.first, other.after, one.at, other.until)
            return _join(folded, [*elements[:start], island, *elements[end + 1 :]])
    return _marked(elements, [e for e in elements if isinstance(e, Island) and e.phrase.rule == "times"])


def joined(one: Phrase, between: Sequence[Element], other: Phrase) -> Phrase | None:
    """Return what two phrases say together, or None."""
    if one.kind is not Kind.RECURRING or one.limit is not None or one.rule == "times":
        return None
    if other.rule == "times":
        return None if _parted(between) else replace(one, times=other.times)
    if any(str(element) != "," for element in between):
        return None
    if other.rule == "unread_day":
        return replace(other, kind=Kind.RECURRING, times=one.times) if one.freq == "monthly" else None
    if other.kind is Kind.RECURRING and other.freq == one.freq and other.limit is not None:
        return replace(other, times=one.times)
    return _yearly(one, other) if one.freq == "yearly" else None


def _yearly(one: Phrase, other: Phrase) -> Phrase | None:
    """Return the day or month of every year: "hằng năm, trước ngày 15/12", "hằng năm (quý IV)"."""
    undated = bool(other.periods) and not any(period.year.named for period in other.periods)
    if not undated or other.rule not in ("limited_days", "bare_days", "limited_periods", "bare_periods"):
        return None
    if any(period.unit in ("year", "part") for period in other.periods):
        return None
    # "02 lần/năm (tháng 6 và tháng 12)": the periods are the two times.
    times = 1 if one.times == len(other.periods) else one.times
    quarters = any(period.unit == "quarter" for period in other.periods)
    findings = ("DL012",) if quarters else ()
    return replace(other, kind=Kind.RECURRING, freq="yearly", times=times, findings=findings)


_RULES = (_drop_labels, _drop_names, _drop_events, _drop_modifiers, _drop_given_way, _mark_half_read, _join)
