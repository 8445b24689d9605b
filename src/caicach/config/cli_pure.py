"""``caicach deadline TEXT --year YEAR [--json]``: what a deadline in a plan says.

Loads no Django, and the grammar only once the arguments are understood: the whole process takes a fraction of a second.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from vanban.language.deadlines import Deadline
    from vanban.text.findings import Finding

__all__ = ["argument_text", "deadline"]

_USAGE = "Cách dùng: caicach deadline NỘI_DUNG --year NĂM [--json]"
_BAD_USE = 2
_FREQS = {
    "daily": "ngày",
    "weekly": "tuần",
    "monthly": "tháng",
    "quarterly": "quý",
    "half_yearly": "6 tháng",
    "yearly": "năm",
}
_UNITS = {"hour": "giờ", "day": "ngày", "working_day": "ngày làm việc", "month": "tháng"}
_MONTHS_OF_QUARTER = {1: "tháng đầu quý", 2: "tháng giữa quý", 3: "tháng cuối quý", 4: "tháng đầu quý sau"}


def deadline(arguments: list[str]) -> int:
    """Print the deadlines of a text; return 0, or 2 with a sentence on the error output.

    With ``--json`` the list of the contract is printed alone; without it a line for each deadline, and what a person
    should know of them on the error output.
    """
    options = _options(arguments)
    if options is None:
        _write(sys.stderr, _USAGE)
        return _BAD_USE
    text, year, as_json = options
    from vanban.language.deadlines import read_deadlines

    reading = read_deadlines(text, year=year)
    if as_json:
        _write(sys.stdout, json.dumps([one.to_json() for one in reading.value], ensure_ascii=False, indent=1))
        return 0
    _write(sys.stdout, "\n".join(map(_line, reading.value)))
    for finding in reading.findings:
        _write(sys.stderr, _remark(finding))
    return 0


def _options(arguments: list[str]) -> tuple[str, int, bool] | None:
    """Return the text, the plan's year and whether JSON is wanted; None where the arguments are not understood."""
    texts: list[str] = []
    year: int | None = None
    as_json = False
    rest = iter(arguments)
    for argument in rest:
        if argument == "--json":
            as_json = True
        elif argument == "--year" or argument.startswith("--year="):
            year = _year(argument.partition("=")[2] or next(rest, ""))
        elif argument.startswith("--"):
            return None
        else:
            texts.append(argument_text(argument))
    return (texts[0], year, as_json) if len(texts) == 1 and year is not None else None


def argument_text(argument: str) -> str:
    """Return an argument as the UTF-8 that was typed: Python takes it by the machine's locale, which may be ASCII."""
    try:
        return os.fsencode(argument).decode("utf-8", "replace")
    except UnicodeEncodeError:  # no argument of this process: a text that was never in bytes
        return argument


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") and text > "0000" else None


def _line(one: "Deadline") -> str:
    """Return one deadline as a readable line: for what, when, and the words it was read from."""
    label = f"{one.label}: " if one.label else ""
    words = f" — “{one.text}”" if one.text else ""
    return f"{label}{_WORDINGS[one.kind](one)}{words}"


def _by(one: "Deadline") -> str:
    return f"{'chậm nhất' if one.inclusive else 'trước'} ngày {one.date:%d/%m/%Y}"


def _within(one: "Deadline") -> str:
    return f"từ ngày {one.start:%d/%m/%Y} đến hết ngày {one.end:%d/%m/%Y}"


def _recurring(one: "Deadline") -> str:
    often = f", {one.times} lần" if one.times and one.times > 1 else ""
    return f"hằng {_FREQS[one.freq or 'yearly']}{often}{_day_of_rhythm(one)}"


def _day_of_rhythm(one: "Deadline") -> str:
    """Return the day or month of a rhythm: ``, trước ngày 7 tháng cuối quý``."""
    month = _MONTHS_OF_QUARTER.get(one.month_of_quarter or 0, f"tháng {one.month}" if one.month else "")
    if one.day is None:
        return f", trong {month}" if month else ""
    limit = "chậm nhất" if one.inclusive else "trước"
    return f", {limit} ngày {one.day}{f' {month}' if month else ''}"


def _relative(one: "Deadline") -> str:
    event = f"khi {one.event}" if one.event else "sự kiện (chưa nêu rõ)"
    if one.unit == "immediately":
        return f"ngay sau {event}"
    return f"trong {one.amount} {_UNITS[one.unit or 'day']} kể từ {event}"


_WORDINGS: dict[str, Callable[["Deadline"], str]] = {
    "by": _by,
    "within": _within,
    "recurring": _recurring,
    "continuous": lambda _: "thường xuyên",
    "relative": _relative,
    "as_directed": lambda _: "theo văn bản hoặc sự kiện khác",
    "done": lambda _: "đã thực hiện",
    "ad_hoc": lambda _: "đột xuất, khi có yêu cầu",
    "none": lambda _: "không ghi thời hạn",
    "impossible": lambda _: "ngày không có trên lịch",
    "unread": lambda _: "không đọc được",
}


def _remark(finding: "Finding") -> str:
    from vanban.text.messages import message_of

    return f"{finding.code}: {message_of(finding)}"


def _write(stream: TextIO, text: str) -> None:
    """Write a line; Vietnamese is UTF-8 whatever the machine's locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8")
    stream.write(text + "\n")
