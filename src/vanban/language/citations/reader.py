"""Documents that a text cites, with symbol, date and issuer as it gives them.

Owns: finding citations, their parts and spans, merging repeated ones. Does not: know whether a document exists or is in
force, or repair what is written (see the findings of ``parse_citations``).
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from vanban.language.citations.issuers import issuer_after, issuer_before
from vanban.language.citations.names import ABBREVIATIONS, LAW_KINDS, LAW_TITLES, TYPES
from vanban.language.citations.symbols import SYMBOL, abbreviation_of, is_complete, printed, symbol_key
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["Citation", "parse_citations", "read_citations", "unique_citations"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One document that a text names."""

    type: str  # "Nghị quyết", "Quyết định", "Luật" …, as the text calls it
    symbol: str | None  # without blanks; None for laws cited by title
    date: datetime.date | None = None  # date of issue as stated
    issuer: str | None = None  # as stated
    at: int = 0  # span [at, until) in the normalised text given
    until: int = 0
    title: str | None = None  # of a law: "Luật Tổ chức chính quyền địa phương"

    def to_json(self) -> dict[str, Any]:
        """Return the contract's shape; ``title`` only where there is one."""
        shape: dict[str, Any] = {
            "type": self.type,
            "symbol": self.symbol,
            "date": self.date.isoformat() if self.date else None,
            "issuer": self.issuer,
        }
        return shape | ({"title": self.title} if self.title else {})


_BY_LENGTH = sorted(set(TYPES), key=len, reverse=True)
_TYPE = re.compile(
    r"(?<!\w)(?:" + "|".join(kind.replace(" ", r"\s+") for kind in _BY_LENGTH) + r")(?!\w)", re.IGNORECASE
)
_LAWS = "|".join(LAW_KINDS)
_DAY = r"ngày\s*(?P<day>\d{1,2})\s*(?:[/.\-]|\s+tháng)\s*(?P<month>\d{1,2})\s*(?:[/.\-]|\s+năm)\s*(?P<year>\d{4})(?!\d)"
_DATE = re.compile(r"\s*,?\s*\(?\s*(?:ban hành\s+|ký\s+)?" + _DAY)
_NUMBER_WORD = re.compile(r"\s*(?:số)?\s*:?\s*", re.IGNORECASE)
_ENDS_NUMBER = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
_LIST_GAP = re.compile(r"[\s,;()]*(?:(?:và|hoặc|cùng)\s+)?(?:các\s+)?(?:số\s*:?\s*)?")
_SHORT = re.compile(
    r"(?<!\w)(?P<type>Nghị định|Thông tư)\s+(?:số\s+)?(?P<symbol>\d{1,4}\s?/\s?(?:19|20)\d\d)(?![\d/.])"
)
_TITLE = re.compile(
    rf"(?<!\w)(?P<type>{_LAWS})\s+(?P<title>(?!số\s)[^.;:\d\n]{{3,200}}?)(?<!trước)(?<!sau)(?<!vào)(?<!từ)(?<!đến)(?<!hết),?\s+{_DAY}"
)
_KNOWN = re.compile(
    rf"(?<!\w)(?P<type>{_LAWS})\s+(?P<title>"
    + "|".join(re.escape(title).replace(r"\ ", r"\s+") for title in sorted(LAW_TITLES, key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)
_WINDOW = 110  # how far before a symbol its kind may stand


def read_citations(text: str) -> tuple[Citation, ...]:
    """Return the documents that ``text`` cites, in order, repeated ones too. Never raises.

    Example:
        >>> [(c.type, c.symbol, str(c.date), c.issuer) for c in
        ...  read_citations("Quyết định số 12 /QĐ-UBND ngày 05/02/2026 của UBND tỉnh về giao việc")]
        [('Quyết định', '12/QĐ-UBND', '2026-02-05', 'UBND tỉnh')]
    """
    return parse_citations(text).value


def parse_citations(text: str) -> Reading[tuple[Citation, ...]]:
    """Return the cited documents with findings: dates that do not exist (CT001), kinds against symbols (CT002)."""
    text = normalise(text)
    found: list[Citation] = []
    findings: list[Finding] = []
    for citation, issues in _numbered(text):
        found.append(citation)
        findings.extend(issues)
    taken = [(citation.at, citation.until) for citation in found]
    for citation, issues in _titled(text, taken):
        found.append(citation)
        findings.extend(issues)
    return Reading(tuple(sorted(found, key=lambda citation: citation.at)), tuple(findings))


def unique_citations(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return each document once, in order of first mention; a date or issuer that one mention lacks comes from another.

    Documents are the same when their symbols have one key; without a symbol, when kind and title are the same.
    """
    unique: dict[str, Citation] = {}
    for citation in citations:
        key = symbol_key(citation.symbol) if citation.symbol else compare_key(citation.title or citation.type)
        first = unique.setdefault(key, citation)
        if first is not citation:
            unique[key] = replace(
                first,
                date=first.date or citation.date,
                issuer=first.issuer or citation.issuer,
                title=first.title or citation.title,
            )
    return tuple(unique.values())


def _numbered(text: str) -> Iterator[tuple[Citation, list[Finding]]]:
    """Yield the citations that have a number."""
    last: Citation | None = None
    shared: str | None = None  # issuer named before a list: "của Chính phủ tại Nghị định …, Nghị định …"
    for match in _symbols(text):
        symbol = printed(match.group("symbol") if match.re is _SHORT else match.group())
        begin = match.start("symbol") if match.re is _SHORT else match.start()
        floor = last.until if last else 0
        kind = _kind_before(text, floor, begin) or _kind_in_list(text, last, begin, symbol)
        name = kind[0] if kind else (abbreviation_of(symbol) or "Văn bản" if is_complete(symbol) else None)
        if name is None:
            continue
        start, title = (kind[1], kind[2]) if kind else (begin, None)
        day, until, findings = _date_after(text, match.end(), start)
        issuer, until = issuer_after(text, until)
        if not issuer:
            before = issuer_before(text, floor, start)
            issuer = shared = before or (shared if last and _LIST_GAP.fullmatch(text[floor:start]) else None)
        last = Citation(name, symbol, day, issuer, start, until, title)
        expected = abbreviation_of(symbol)
        if kind and kind[2] is None and expected and _contradicts(name, expected):
            findings.append(_finding("CT002", text, start, match.end(), symbol=symbol))
        yield last, findings


def _symbols(text: str) -> list[re.Match[str]]:
    """Return the symbols of ``text`` in order, with the short form "Nghị định 61/2018"."""
    found = list(SYMBOL.finditer(text))
    taken = [match.span() for match in found]
    found += [match for match in _SHORT.finditer(text) if not _overlaps(match.span("symbol"), taken)]
    return sorted(found, key=lambda match: match.end())


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _kind_before(text: str, floor: int, at: int) -> tuple[str, int, str | None] | None:
    """Return the kind written before a symbol, where it begins, and the title between a law and its number."""
    begin = max(floor, at - _WINDOW)
    last = None
    for last in _TYPE.finditer(text, begin, at):  # noqa: B007 - the last one counts
        pass
    if last is None:
        return None
    between = text[last.end() : at]
    if _NUMBER_WORD.fullmatch(between):
        return _capital(last.group()), last.start(), None
    if not _ENDS_NUMBER.search(between) or re.search(r"[.;:\n]", between.rstrip(" :")):
        return None
    law = _capital(last.group()) in LAW_KINDS
    title = squeeze(last.group() + _ENDS_NUMBER.sub("", between)) if law else ""
    return _capital(last.group()), last.start(), title


def _kind_in_list(text: str, last: Citation | None, at: int, symbol: str) -> tuple[str, int, None] | None:
    """Return the kind of the citation before, where this symbol goes on with its list: "các Quyết định số 1/…, 2/…"."""
    if last is None or not _LIST_GAP.fullmatch(text[last.until : at]):
        return None
    return (abbreviation_of(symbol) or last.type), at, None


def _capital(kind: str) -> str:
    squeezed = squeeze(kind)
    return squeezed[:1].upper() + squeezed[1:].lower()


def _date_after(text: str, at: int, start: int) -> tuple[datetime.date | None, int, list[Finding]]:
    """Return the date that follows a symbol, where it ends, and the finding for a date that does not exist."""
    match = _DATE.match(text, at)
    if not match:
        return None, at, []
    day = _date(match)
    return day, match.end(), [] if day else [_finding("CT001", text, start, match.end())]


def _date(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _contradicts(name: str, expected: str) -> bool:
    """Say whether a kind that has its own abbreviation stands before the symbol of another kind."""
    return name in ABBREVIATIONS.values() and not (name.startswith(expected) or expected.startswith(name))


def _finding(code: str, text: str, start: int, end: int, **params: str) -> Finding:
    return Finding(code, Severity.WARNING, Place(start=start, end=end), squeeze(text[start:end]), params)


def _titled(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[Citation, list[Finding]]]:
    """Yield the laws that are cited by title, with or without a date."""
    for match in _TITLE.finditer(text):
        if _overlaps(match.span(), taken):
            continue
        taken.append(match.span())
        day = _date(match)
        findings = [] if day else [_finding("CT001", text, *match.span())]
        yield _law(text, match, day, match.end()), findings
    for match in _KNOWN.finditer(text):
        if not _overlaps(match.span(), taken) and match["type"][:1].isupper():
            taken.append(match.span())
            yield _law(text, match, None, match.end()), []


def _law(text: str, match: re.Match[str], day: datetime.date | None, end: int) -> Citation:
    issuer, until = issuer_after(text, end)
    title = squeeze(match["type"] + " " + match["title"])
    return Citation(_capital(match["type"]), None, day, issuer, match.start(), until, title)
