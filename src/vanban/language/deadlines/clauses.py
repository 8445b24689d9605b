"""From a text to its clauses: one phrase each, with the words that are its label, its event and its own.

A clause is found in four steps: the layout gives segments, the grammar the phrases in them, ``choice`` those that are
deadlines, and the separators between them the cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lark import Token

from vanban.language.deadlines.choice import IN_EVENT, LEFT, chosen, is_separator, joined
from vanban.language.deadlines.folding import fold
from vanban.language.deadlines.layout import laid_out
from vanban.language.deadlines.parsing import Island, islands_in, tokens_of
from vanban.language.deadlines.phrases import Phrase
from vanban.language.deadlines.segments import Element, Note, Segment, ends_of, segments_in
from vanban.language.deadlines.values import DeadlineKind as Kind

__all__ = ["Clause", "Span", "clauses_of", "trimmed"]

Span = tuple[int, int]

_UNITS = frozenset({"DAY", "WORKING_DAY", "HOUR", "WEEK", "MONTH", "QUARTER", "YEAR"})
_NUMBERS = frozenset({"NUMBER", "YEAR4", "ROMAN", "WORDS", "HALF"})
_TIMED = _NUMBERS | {"EVERY", "SLASH"}
_DATES = frozenset({"DMY", "YMD", "DM", "MY", "ROMAN_YEAR", "CLOCK", "WEEK", LEFT})
# Leads that say to whom or until when, not what: no label.
_NO_LABEL = re.compile(
    r"(?:.*[, ])?trình(?![^\W\d_]).*"
    r"|(?:thời (?:gian|hạn|điểm)|tiến độ|hạn)(?: (?:hoàn thành|thực hiện|gửi|nộp|báo cáo))*"
    r"|(?:và |phải )?(?:gửi|nộp|hoàn thành|thực hiện xong|xong)(?: (?:về|cho) .*)?"
    r"|phấn đấu|dự kiến|từ nay|và|là|vào|riêng|các|nhưng"
)
_TOGETHER = re.compile(r"(?<=\w )cùng (?:với )?")
_EDGES = re.compile(
    r"^(?:[\s\-–—+*•:,;.]+|(?:riêng|các|và|hoặc|đối với)\s)+"
    r"|(?:[\s,;.:\-–—]+|(?<![^\W\d_])(?:và|hoặc|hay|vào|là|nộp|gửi))+$",
    re.IGNORECASE,
)
_TEXT_EDGES = re.compile(r"^[\s\-–—+*•:,;.]+|[\s,;.:]+$")
_NOTE_OPENERS = ("cùng", "gửi", "kèm", "lồng")


@dataclass(frozen=True, slots=True)
class Clause:
    """A phrase with its words; spans are in the normalised text, ``phrase`` is None where there is none."""

    phrase: Phrase | None
    span: Span
    label: Span | None = None
    event: Span | None = None
    codes: tuple[str, ...] = ()


def clauses_of(text: str) -> list[Clause]:
    """Return the clauses of a normalised text, in order; none where no phrase was found."""
    folded = laid_out(text, fold(text))
    tokens = tokens_of(folded)
    clauses: list[Clause] = []
    header: list[Clause] = []
    for segment in segments_in(text, tokens, islands_in(tokens)):
        segment.elements = chosen(folded, segment.elements)
        found = _clauses_in(text, folded, segment)
        if _is_header(segment):
            clauses += [clause for clause in found if clause.phrase and clause.phrase.rule != "periodic_alone"]
            header = clauses[-1:] if found else []
        elif found:
            clauses += found
        else:
            _take_words(text, segment, clauses, header)
    return clauses if any(clause.phrase for clause in clauses) else []


def _is_header(segment: Segment) -> bool:
    """Whether a segment ends in a colon: it speaks of the lines below it."""
    last = segment.elements[-1] if segment.elements else None
    return isinstance(last, Token) and last.type == "COLON"


def _take_words(text: str, segment: Segment, clauses: list[Clause], header: list[Clause]) -> None:
    """Give the words of a segment without a phrase their meaning: more of an event, or a deliverable without a day."""
    at, until = _extent(segment)
    last = clauses[-1] if clauses else None
    if _leftover(segment.elements) and not segment.opens_item:
        clauses.append(_unread((at, until)))
    elif segment.after_semicolon and last and last.event:
        clauses[-1] = replace(last, span=(last.span[0], until), event=(last.event[0], until))
    elif segment.opens_item and re.search(r"[^\W\d_]", text[at:until]):
        label = trimmed(text, at, until)
        if header:
            clauses.append(replace(header[0], label=label))
        elif _leftover(segment.elements):
            clauses.append(_unread((at, until)))
        else:
            clauses.append(Clause(None, (until, until), label))


def _unread(span: Span) -> Clause:
    return Clause(Phrase(Kind.UNREAD, "half_read"), span)


def _extent(segment: Segment) -> Span:
    places = [ends_of(element) for element in segment.elements] + [(note.at, note.until) for note in segment.notes]
    return min(at for at, _ in places), max(until for _, until in places)


# ---------------------------------------------------------------------------------------------- one segment


def _clauses_in(text: str, folded: str, segment: Segment) -> list[Clause]:
    """Return the clauses of a segment and of its notes."""
    islands = segment.islands
    clauses: list[Clause] = []
    label: Span | None = None
    for index, island in enumerate(islands):
        words = _words_of(segment, islands, index)
        clause = _clause(text, folded, words, island, label)
        if _colon(words.before) is not None or clause.label is None:
            label = clause.label or label
        clauses.append(clause)
    for note in segment.notes:
        clauses = _with_note(text, folded, clauses, note)
    return clauses


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands before and after a phrase, up to the cuts, and the extent of it all."""

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    span: Span


def _words_of(segment: Segment, islands: Sequence[Island], index: int) -> _Words:
    """Return the words that belong to one phrase of a segment."""
    island, elements = islands[index], segment.elements
    place = elements.index(island)
    before, after = elements[:place], elements[place + 1 :]
    at, until = _extent(segment)
    if index > 0:
        previous = elements.index(islands[index - 1])
        before = _cut(islands[index - 1], elements[previous + 1 : place])[1]
        at = ends_of(before[0])[0] if before else island.at
    if index + 1 < len(islands):
        following = elements.index(islands[index + 1])
        after = _cut(island, elements[place + 1 : following])[0]
        until = ends_of(after[-1])[1] if after else island.until
    return _Words(tuple(before), tuple(after), (at, until))


def _cut(island: Island, between: list[Element]) -> tuple[list[Element], list[Element]]:
    """Share out what stands between a phrase and the next one."""
    places = [index for index, element in enumerate(between) if is_separator(element)]
    if not places:
        return (between, []) if island.phrase.takes_event and _colon(between) is None else ([], between)
    label_follows = isinstance(between[0], Token) and between[0].type == "COLON"
    place = places[-1] if island.phrase.takes_event or label_follows else places[0]
    rest = between[place + 1 :]
    while rest and is_separator(rest[0]):
        rest = rest[1:]
    return between[:place], rest


def _colon(elements: Sequence[Element]) -> int | None:
    """Return the index of the last colon."""
    places = [index for index, e in enumerate(elements) if isinstance(e, Token) and e.type == "COLON"]
    return places[-1] if places else None


def _clause(text: str, folded: str, words: _Words, island: Island, inherited: Span | None) -> Clause:
    """Return the clause of one phrase."""
    span, label = words.span, inherited
    colon = _colon(words.before)
    lead = words.before if colon is None else words.before[colon + 1 :]
    if colon is not None:
        label = _label(text, folded, (span[0], ends_of(words.before[colon])[0]))
        span = (ends_of(words.before[colon])[1], span[1])
    elif lead:
        label, span = _led(text, folded, span, island)
    elif words.after and _colon(words.after[:1]) is not None:
        label = trimmed(text, ends_of(words.after[0])[1], span[1])
        span = (span[0], island.until)
    event = (island.until, span[1]) if island.phrase.takes_event else None
    clause = Clause(island.phrase, span, label, event, _codes(island, words))
    left = [element for element in words.after if isinstance(element, Token) and element.type == LEFT]
    return _checked(clause, lead, left if event else words.after)


def _led(text: str, folded: str, span: Span, island: Island) -> tuple[Span | None, Span]:
    """Return label and span of a clause whose phrase follows other words without a colon."""
    together = _TOGETHER.search(folded, span[0], island.at)
    if together:
        return _label(text, folded, (span[0], together.start())), (together.start(), span[1])
    # A capital within a line: the colon before it was lost. A rhythm needs no verb: the label stands apart.
    apart = text[island.at].isupper() or island.phrase.kind in (Kind.RECURRING, Kind.AD_HOC, Kind.CONTINUOUS)
    return _label(text, folded, (span[0], island.at)), (island.at if apart else span[0], span[1])


def _label(text: str, folded: str, span: Span) -> Span | None:
    """Return the span of a label without its edges; None where the words name nothing."""
    at, until = _stripped(_EDGES, text, *span)
    return None if at >= until or _NO_LABEL.fullmatch(folded[at:until]) else (at, until)


def _codes(island: Island, words: _Words) -> tuple[str, ...]:
    held = any(isinstance(element, Token) and element.type == IN_EVENT for element in words.after)
    return ("DL013",) if held and (island.phrase.rule == "on_event" or island.phrase.kind is Kind.RELATIVE) else ()


def _checked(clause: Clause, lead: Sequence[Element], tail: Sequence[Element]) -> Clause:
    """Return the clause, unread if words of time were left over: half a deadline is none."""
    limited = any(isinstance(element, Token) and element.type == "BEFORE" for element in tail[:1])
    if _leftover(lead) or _leftover(tail) or limited:  # "05 ngày trước ngày khai mạc"
        return replace(clause, phrase=Phrase(Kind.UNREAD, "half_read"), event=None, codes=("DL005",))
    return clause


def _leftover(elements: Sequence[Element]) -> bool:
    """Whether words of time stand among elements that no phrase holds."""
    kinds = [element.type if isinstance(element, Token) else "" for element in elements]
    if any(kind in _DATES for kind in kinds):
        return True
    if len(kinds) > 1 and kinds[0] in ("COMMA", "AND") and kinds[1] in _NUMBERS:
        return len(kinds) == 2 or kinds[2] in ("COMMA", "AND")  # the rest of a list that was not taken
    return any(
        (one in _UNITS and other in _NUMBERS) or (one in _TIMED and other in _UNITS) for one, other in pairwise(kinds)
    )


# ---------------------------------------------------------------------------------------------- notes in brackets


def _with_note(text: str, folded: str, clauses: list[Clause], note: Note) -> list[Clause]:
    """Return the clauses with what a note adds: a deadline of its own, a label, or a day for a rhythm."""
    segment = Segment(chosen(folded, note.elements))
    holder = next((i for i, clause in reversed(list(enumerate(clauses))) if clause.span[0] <= note.at), None)
    speaks = _speaks(folded, note, segment)
    added = _clauses_in(text, folded, segment) if speaks else []
    if holder is None:
        return added + clauses
    before, main, after = clauses[:holder], clauses[holder], clauses[holder + 1 :]
    only = segment.islands[0].phrase if len(segment.islands) == 1 else None
    phrase = joined(main.phrase, [], only) if main.phrase and only else None
    if phrase:
        return [*before, replace(main, phrase=phrase), *after]
    if not added:
        return [*before, _remarked(text, folded, main, note, segment), *after]
    return [*before, _shortened(main, note), *added, *after]


def _shortened(main: Clause, note: Note) -> Clause:
    """Return a clause without the note after it."""
    main = replace(main, span=(main.span[0], min(main.span[1], note.at)))
    if main.event:
        main = replace(main, event=(main.event[0], max(main.event[0], main.span[1])))
    return main


def _speaks(folded: str, note: Note, segment: Segment) -> bool:
    """Whether a note holds a deadline, not only a remark on one."""
    if folded[note.at + 1 : note.until].strip().startswith(_NOTE_OPENERS):
        return False
    return any(island.phrase.anchored or island.phrase.rule == "integrated" for island in segment.islands)


def _remarked(text: str, folded: str, main: Clause, note: Note, segment: Segment) -> Clause:
    """Return a clause with a note that is no deadline: its label ("trước ngày 15/6 (báo cáo 6 tháng)") or a remark."""
    dated = any(island.phrase.kind in (Kind.BY, Kind.WITHIN, Kind.RECURRING) for island in segment.islands)
    if not main.phrase or not dated or folded[note.at + 1 : note.until].strip().startswith(_NOTE_OPENERS):
        return main
    names_report = "báo cáo" in folded[note.at : note.until] and main.phrase.limit is not None
    if main.label is None and (main.phrase.kind is Kind.BY or names_report):
        return replace(main, label=_label(text, folded, (note.at + 1, note.until - 1)))
    return replace(main, codes=(*main.codes, "DL014"))


# ---------------------------------------------------------------------------------------------- edges


def trimmed(text: str, at: int, until: int) -> Span:
    """Return a span without list markers, punctuation and half a pair of brackets at its edges."""
    at, until = _stripped(_TEXT_EDGES, text, at, until)
    words = text[at:until]
    if words.count("(") != words.count(")") and words[:1] + words[-1:] != "()":
        at += words.startswith("(")
        until -= words.endswith(")")
    return at, max(at, until)


def _stripped(edges: re.Pattern[str], text: str, at: int, until: int) -> Span:
    words = text[at:until]
    for edge in edges.finditer(words):
        if edge.start() == 0:
            at += edge.end()
        else:
            until -= len(words) - edge.start()
    return (at, max(at, until))
