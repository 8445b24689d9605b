"""A row of a list as a document, or what is wrong with it.

Owns: days as people write them, a number and a symbol in two columns, the kind that a symbol says. Does not: know
which documents are in the register.
"""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from caicach.documents.imports.columns import labels
from caicach.documents.mapping import NewDocument
from caicach.sheets.registry import MappedRow, Problem
from vanban.language.citations.names import ABBREVIATIONS
from vanban.text.forms import compare_key, squeeze

__all__ = ["Issuers", "document_of"]

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?:[\s,T]+\d{1,2}[:h].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[\sT].*)?")
_CODE = re.compile(r"[A-ZĐ][A-Za-zĐđ]*")
_LETTER = "Công văn"  # what a symbol without the short form of a kind names (Nghị định 30/2020/NĐ-CP, Phụ lục III)
_CENTURY = 2000

Issuers = Mapping[str, int]  # ``compare_key`` of a name -> the agency that alone bears it


def document_of(row: MappedRow, *, issuers: Issuers, own: tuple[int, str], has_issuers: bool) -> NewDocument | Problem:
    """Return the document that a row names, or the first thing wrong with it.

    Args:
        row: The row by what its columns hold.
        issuers: The agencies of the register by name.
        own: The body whose list it is, id and name: a list without a column of issuers is of what it issued itself.
        has_issuers: Whether the list has such a column, so that an empty cell of it is a gap.
    """
    symbol, day = _symbol(row), _day(row.of("issued_on"))
    received = _day(row.of("received_on"))
    issuer = squeeze(row.of("issuer"))
    if not symbol:
        return _problem(row, "symbol", _("Thiếu số, ký hiệu. Ghi như trên văn bản, ví dụ 12/KH-UBND."))
    if day is None:
        missing = not row.of("issued_on")
        return _problem(row, "issued_on", _("Thiếu ngày ban hành.") if missing else _bad_day())
    if received is None and row.of("received_on"):
        return _problem(row, "received_on", _bad_day())
    if not issuer and has_issuers:
        return _problem(row, "issuer", _("Thiếu nơi ban hành. Ghi tên cơ quan đã ban hành văn bản."))
    agency_id, name = (issuers.get(compare_key(issuer)), issuer) if issuer else own
    return NewDocument(
        type=(squeeze(row.of("type")) or _type_of(symbol))[:40],
        symbol=symbol[:80],
        issued_on=day,
        issuer_name=name[:300],
        issuer_id=agency_id,
        subject=squeeze(row.of("subject"))[:1000],
        signer=squeeze(row.of("signer"))[:120],
        received_on=received,
    )


def _symbol(row: MappedRow) -> str:
    """Return the number and symbol; those of two columns are joined as they stand on paper."""
    number, symbol = squeeze(row.of("number")), squeeze(row.of("symbol"))
    return f"{number}/{symbol.lstrip('/')}" if number and symbol and not symbol[0].isdigit() else symbol


def _day(text: str) -> date | None:
    """Return a day; None where there is none on the calendar."""
    text = squeeze(text)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year + _CENTURY if year < 100 else year, month, day)
    except ValueError:
        return None


def _type_of(symbol: str) -> str:
    """Return the kind that the first short form in a symbol names; a symbol that names none is of a letter."""
    code = next(iter(_CODE.findall(symbol)), "")
    return ABBREVIATIONS.get(code, _LETTER)


def _bad_day() -> str:
    return _("Không có ngày này trên lịch, hoặc không phải ngày. Ghi dạng 15/03/2026.")


def _problem(row: MappedRow, role: str, text: str) -> Problem:
    return Problem(row.number, labels()[role], row.of(role), text)
