"""Reading the deadlines of a text: clauses, their days, and what a person should know of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from vanban.language.deadlines.clauses import Clause, Span, clauses_of, trimmed
from vanban.language.deadlines.dates import Settled, settle
from vanban.language.deadlines.values import Deadline, DeadlineKind
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import normalise, squeeze

__all__ = ["read_deadlines"]

_SEVERITIES = {
    **dict.fromkeys(("DL001", "DL002", "DL005", "DL006"), Severity.ERROR),
    **dict.fromkeys(("DL004", "DL007", "DL009", "DL011", "DL013", "DL014"), Severity.WARNING),
    **dict.fromkeys(("DL003", "DL008", "DL010", "DL012"), Severity.NOTE),
}
# What is longer is no time column; reading it would only take time.
_LONGEST = 10_000
_NOTHING: Mapping[str, Any] = MappingProxyType({})
# A cell that says nothing.
_BLANK = frozenset({"", "-", "–", "—", "/", "x", "không", "không có", "...", "…"})


def read_deadlines(text: str, *, year: int) -> Reading[tuple[Deadline, ...]]:
    """Return the deadlines of a cell or clause of a plan of ``year``, in order; it never raises on any text.

    Spans count code points of ``normalise(text)``. An empty text gives one deadline of kind ``none``; what no rule
    reads is ``unread`` and a day that does not exist ``impossible``, each with an error among the findings.
    """
    text = normalise(text)
    if squeeze(text).rstrip(".;,").casefold() in _BLANK:
        return Reading((Deadline(DeadlineKind.NONE, ""),))
    clauses = clauses_of(text) if len(text) <= _LONGEST else []
    if not clauses:
        return _reading([(_deadline(text, trimmed(text, 0, len(text)), DeadlineKind.UNREAD), ("DL002",))], year)
    return _reading([found for clause in clauses for found in _deadlines_of(text, clause, year)], year)


def _reading(found: list[tuple[Deadline, tuple[str, ...]]], year: int) -> Reading[tuple[Deadline, ...]]:
    """Return deadlines with their codes as a reading."""
    findings = tuple(_finding(code, deadline, year) for deadline, codes in found for code in codes)
    return Reading(tuple(deadline for deadline, _ in found), findings)


def _finding(code: str, deadline: Deadline, year: int) -> Finding:
    place = Place(start=deadline.at, end=deadline.until)
    return Finding(code, _SEVERITIES[code], place, deadline.text, {"year": year, "freq": deadline.freq or ""})


def _deadlines_of(text: str, clause: Clause, year: int) -> list[tuple[Deadline, tuple[str, ...]]]:
    """Return the deadlines of a clause, each with its codes."""
    if clause.phrase is None:
        return [(_deadline(text, clause.span, DeadlineKind.NONE, clause.label), ())]
    found = []
    settled = settle(clause.phrase, year)
    for index, one in enumerate(settled):
        fields = one.fields | _event_field(text, clause, one)
        deadline = _deadline(text, _share(text, clause, settled, index), one.kind, clause.label, fields)
        codes = one.codes + (clause.codes if index == 0 else ())
        # The two say the same; the closer one stays.
        found.append((deadline, tuple(code for code in codes if not (code == "DL002" and "DL005" in codes))))
    return found


def _event_field(text: str, clause: Clause, settled: Settled) -> dict[str, Any]:
    if settled.kind is not DeadlineKind.RELATIVE or clause.event is None:
        return {}
    at, until = trimmed(text, *clause.event)
    return {"event": squeeze(text[at:until]) or None}


def _share(text: str, clause: Clause, settled: tuple[Settled, ...], index: int) -> Span:
    """Return the words of one of the deadlines of a clause: of a list, each has its own."""
    at = clause.span[0] if index == 0 else settled[index].span[0]
    until = clause.span[1] if index == len(settled) - 1 else settled[index].span[1]
    return trimmed(text, at, until) if until > at else trimmed(text, *clause.span)


def _deadline(
    text: str,
    span: Span,
    kind: DeadlineKind,
    label: Span | None = None,
    fields: Mapping[str, Any] = MappingProxyType({}),
) -> Deadline:
    words = squeeze(text[span[0] : span[1]])
    named = squeeze(text[label[0] : label[1]]) if label else None
    return Deadline(kind=kind, text=words, label=named or None, at=span[0], until=span[1], **fields)
