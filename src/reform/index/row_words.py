"""How states, proof and days of a criteria set are written in the cells of a sheet, and read out of them again.

Owns: the lines "in_time | Ban hành trong tháng 12 | 0,5" and "Kế hoạch năm | loại KH | hạn 31/12 năm trước". Does not:
know columns or rows (rows.py).
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from reform.index.model import Issuer, ProofRule, ScoringRule, YearDay
from vanban.text.forms import squeeze
from vanban.text.numbers import UnreadableNumber, typed_number

__all__ = [
    "number_text",
    "proofs_text",
    "read_number",
    "read_proofs",
    "read_states",
    "read_year_day",
    "states_text",
    "year_day_text",
]

Table = dict[str, Any]
BETWEEN = " | "
_STEP = re.compile(r"(từ|đến)\s+(.+)", re.IGNORECASE)
_DAY = r"\d{1,2}/\d{1,2}(?:\s+năm\s+(?:trước|sau|[+-]\d))?"
_ONE_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:\s+năm\s+(trước|sau|[+-]\d))?", re.IGNORECASE)
_YEARS = {-1: " năm trước", 0: "", 1: " năm sau"}
_OFFSETS = {"trước": -1, "sau": 1}
_LEAP_YEAR = 2024  # 29 February is a day of some years
_SIGNED = "ký số"
_ISSUERS = {Issuer.SUPERIOR: "cấp trên ban hành", Issuer.ANY: "cơ quan nào cũng được"}
_WINDOW = re.compile(rf"từ\s+({_DAY})\s+đến\s+({_DAY})", re.IGNORECASE)
_DUE = re.compile(rf"hạn\s+({_DAY})", re.IGNORECASE)
_LEAST = re.compile(r"ít nhất\s+(\d{1,4})", re.IGNORECASE)
_TYPES = re.compile(r"loại\s+(.+)", re.IGNORECASE)


def number_text(value: Decimal) -> str:
    """Return ``value`` as it is typed: without points between thousands, a comma before the fraction."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def read_number(text: str) -> Decimal:
    """Return the number that ``text`` is.

    Raises:
        UnreadableNumber: it is none, or could be two.
    """
    return typed_number(text, whole=False, grouped=False)


def states_text(rule: ScoringRule) -> str:
    """Return the options or steps of ``rule``, one a line."""
    bound = "đến" if rule.is_less_better else "từ"
    options = [BETWEEN.join((one.key, one.label, number_text(one.points))) for one in rule.options]
    steps = [f"{bound} {number_text(one.value)}{BETWEEN}{number_text(one.points)}" for one in rule.steps]
    return "\n".join([*options, *steps])


def read_states(text: str, *, is_choice: bool) -> tuple[Any, list[str]]:
    """Return the options or steps of the lines of ``text`` as a set's file has them, and the lines not understood.

    An option without a key gets one by its place.
    """
    read, wrong = [], []
    for at, line in enumerate(_lines(text), start=1):
        found = (_option(line, at) if is_choice else _step(line)) if "|" in line else None
        read += [found] if found is not None else []
        wrong += [line] if found is None else []
    return (dict(read) if is_choice else read), wrong  # type: ignore[arg-type]  # pairs, where options are read


def proofs_text(proofs: tuple[ProofRule, ...]) -> str:
    """Return the documents that are asked for, one a line."""
    return "\n".join(BETWEEN.join(_proof_pieces(proof)) for proof in proofs)


def read_proofs(text: str) -> tuple[list[Table], list[str]]:
    """Return the documents of the lines of ``text`` as a set's file has them, and the pieces not understood."""
    read, wrong = [], []
    for line in _lines(text):
        label, rest = _label_of(line)
        made: Table = {"label": label}
        for piece in filter(None, (squeeze(one) for one in rest.split("|"))):
            part = _piece(piece)
            made |= part
            wrong += [] if part else [piece]
        read.append(made)
    return read, wrong


def _lines(text: str) -> Iterator[str]:
    return filter(None, (squeeze(line) for line in text.split("\n")))


def _option(line: str, at: int) -> tuple[str, Table] | None:
    before, _bar, points = (part.strip() for part in line.rpartition("|"))
    key, bar, label = (part.strip() for part in before.partition("|"))
    number = _number_or_none(points)
    if number is None:
        return None
    return (key, {"label": label, "points": number}) if bar else (f"m{at}", {"label": key, "points": number})


def _step(line: str) -> Table | None:
    said, _bar, points = (part.strip() for part in line.rpartition("|"))
    found = _STEP.fullmatch(said)
    value, worth = _number_or_none(found[2]) if found else None, _number_or_none(points)
    if found is None or value is None or worth is None:
        return None
    return {"to" if found[1].casefold() == "đến" else "from": value, "points": worth}


def _number_or_none(text: str) -> int | float | None:
    try:
        found = read_number(text) if text else None
    except UnreadableNumber:
        return None
    return None if found is None else int(found) if found == found.to_integral_value() else float(found)


def _proof_pieces(proof: ProofRule) -> Iterator[str]:
    label = proof.label
    yield json.dumps(label, ensure_ascii=False) if "|" in label or label.startswith('"') else label
    if proof.types:
        yield f"loại {', '.join(proof.types)}"
    if proof.least != 1:
        yield f"ít nhất {proof.least}"
    if proof.issuer in _ISSUERS:
        yield _ISSUERS[proof.issuer]
    if proof.window is not None:
        yield f"từ {year_day_text(proof.window.first)} đến {year_day_text(proof.window.last)}"
    if proof.due is not None:
        yield f"hạn {year_day_text(proof.due)}"
    if proof.is_signature_asked:
        yield _SIGNED


def _label_of(line: str) -> tuple[str, str]:
    """Return the label of a document and the rest of its line; a label in quotation marks may hold the sign between."""
    if line.startswith('"'):
        try:
            label, end = json.JSONDecoder().raw_decode(line)
        except ValueError:
            label, end = None, 0
        if isinstance(label, str):
            return label, line[end:]
    label, _bar, rest = line.partition("|")
    return label.strip(), rest


def _piece(piece: str) -> Table:
    """Return what a piece behind the label says; nothing where it is not understood."""
    key = piece.casefold()
    if key == _SIGNED:
        return {"signed": True}
    for issuer, words in _ISSUERS.items():
        if key == words:
            return {"issuer": issuer.value}
    if found := _LEAST.fullmatch(piece):
        return {"least": int(found[1])}
    if found := _WINDOW.fullmatch(piece):
        return {"window": {"from": _read_day(found[1]), "to": _read_day(found[2])}}
    if found := _DUE.fullmatch(piece):
        return {"due": _read_day(found[1])}
    found = _TYPES.fullmatch(piece)
    return {"types": [name.strip() for name in found[1].split(",") if name.strip()]} if found else {}


def year_day_text(day: YearDay) -> str:
    """Return a day counted from the scored year: "01/12 năm trước".

    Example:
        >>> year_day_text(YearDay(-1, 12, 1))
        '01/12 năm trước'
    """
    year = _YEARS.get(day.year_offset, f" năm {day.year_offset:+d}")
    return f"{day.day:02d}/{day.month:02d}{year}"


def read_year_day(text: str) -> YearDay:
    """Return the day that ``year_day_text`` wrote, or a person typed.

    Raises:
        ValueError: it is no day of any year.
    """
    found = _ONE_DAY.fullmatch(squeeze(text))
    if found is None:
        raise ValueError(text)
    year = (found[3] or "").casefold()
    day = YearDay(_OFFSETS.get(year, int(year or "0") if year not in _OFFSETS else 0), int(found[2]), int(found[1]))
    date(_LEAP_YEAR, day.month, day.day)
    return day


def _read_day(text: str) -> str:
    """Return a day as a set's file has it: "31/12 năm trước" is "-1-12-31"."""
    found = _ONE_DAY.fullmatch(text)
    if found is None:
        return text
    year = (found[3] or "").casefold()
    offset = _OFFSETS.get(year, int(year or "0") if year not in _OFFSETS else 0)
    return f"{offset}-{int(found[2]):02d}-{int(found[1]):02d}"
