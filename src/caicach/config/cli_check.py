"""``caicach check FILE [OTHER…] [--json] [--year YEAR]`` and ``caicach rules``: what is wrong in a document.

Loads no Django: the pure rules do the work.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caicach.config.cli_files import UnreadableError, open_document, refuse, write, year_of
from vanban.checks import RULES, check_document
from vanban.plans import Plan, finding_to_json, read_plan
from vanban.plans.binding import binding
from vanban.plans.comparison import compare_plans
from vanban.reading.model import Document, Paragraph
from vanban.text.findings import Finding, Place, Severity
from vanban.text.messages import message_of

__all__ = ["check", "rules"]

_USAGE = (
    "Cách dùng: caicach check TỆP [KẾ_HOẠCH_CẤP_TRÊN …] [--json] [--year NĂM]\n"
    "  Trả về 0 khi không có lỗi, 1 khi có lỗi, 2 khi không đọc được tệp. Danh sách quy tắc: caicach rules"
)
_RULES_USAGE = "Cách dùng: caicach rules [--json]"
_WEIGHTS = {
    Severity.ERROR: "lỗi",
    Severity.WARNING: "cảnh báo",
    Severity.ADVICE: "gợi ý",
    Severity.NOTE: "lưu ý",
}
_AROUND = 40  # letters of the text shown on each side of the words that a finding is about
_LONGEST = 160  # letters of an excerpt


@dataclass(frozen=True, slots=True)
class _Options:
    paths: tuple[Path, ...]
    as_json: bool
    year: int | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding and the document that its place is in."""

    document: Document
    finding: Finding


def check(arguments: list[str]) -> int:
    """Print what is wrong in the first file, and in what it falls short of the plans of the others.

    Returns 0, 1 where a finding is an error, or 2 with a sentence on the error output.
    """
    options = _options(arguments)
    if options is None:
        return refuse(_USAGE)
    try:
        documents = [open_document(path) for path in options.paths]
    except UnreadableError as error:
        return refuse(str(error))
    plan = read_plan(documents[0], year=options.year)
    found = [*_examined(documents[0], plan), *_compared(plan, documents[1:])]
    write(
        json.dumps(_to_json(documents[0], found), ensure_ascii=False, indent=1) if options.as_json else _report(found)
    )
    return int(any(one.finding.severity is Severity.ERROR for one in found))


def rules(arguments: list[str]) -> int:
    """Print the rules of ``caicach check``: code, weight, what is looked for, what it rests on."""
    if arguments not in ([], ["--json"]):
        return refuse(_RULES_USAGE)
    if arguments:
        listed = [
            {"code": rule.code, "severity": str(rule.severity), "title": rule.title, "basis": rule.basis}
            for rule in RULES
        ]
        write(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        write("\n".join(f"{rule.code}  {_WEIGHTS[rule.severity]:9}  {rule.title}. {rule.basis}" for rule in RULES))
    return 0


def _options(arguments: list[str]) -> _Options | None:
    """Return what the arguments ask for; None where they are not understood."""
    paths: list[Path] = []
    as_json, year = False, None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--json":
            as_json = True
        elif argument == "--year" or argument.startswith("--year="):
            year = year_of(argument.partition("=")[2] or next(rest, ""))
            if year is None:
                return None
        elif argument.startswith("--"):
            return None
        else:
            paths.append(Path(argument))
    return _Options(tuple(paths), as_json, year) if paths else None


def _examined(document: Document, plan: Plan) -> list[_Found]:
    return [_Found(document, finding) for finding in check_document(document, plan=plan)]


def _compared(own: Plan, others: Sequence[Document]) -> Iterator[_Found]:
    """Yield in what the plan falls short of the others; the place of each is in the other's document."""
    for other in others:
        comparison = compare_plans(read_plan(other), own, concerns=binding(own.header.issuer))
        yield from (_Found(other, finding) for finding in comparison.findings)


def _to_json(document: Document, found: Sequence[_Found]) -> dict[str, Any]:
    return {"source": document.name, "findings": [_finding_to_json(document, one) for one in found]}


def _finding_to_json(document: Document, one: _Found) -> dict[str, Any]:
    finding = one.finding
    shape = finding_to_json(finding)
    if finding.also:
        shape["also"] = [place.to_json() for place in finding.also]
    if finding.fix is not None:
        shape["fix"] = finding.fix
    if finding.edits:
        shape["edits"] = [edit.to_json() for edit in finding.edits]
    if one.document is not document:
        shape["file"] = one.document.name
    return shape


def _report(found: Sequence[_Found]) -> str:
    lines = [line for one in found for line in _lines(one)]
    counts = [
        f"{count} {word}"
        for weight, word in _WEIGHTS.items()
        if (count := sum(one.finding.severity is weight for one in found))
    ]
    return "\n".join([*lines, ", ".join(counts) or "Không thấy gì phải sửa."])


def _lines(one: _Found) -> Iterator[str]:
    """Yield a finding as a compiler prints it: file, place, weight, code, sentence; then the words in their text."""
    finding = one.finding
    where = _where(finding.place)
    yield f"{one.document.name}: {where}: {_WEIGHTS[finding.severity]} {finding.code}: {message_of(finding)}"
    excerpt = _excerpt(one.document, finding)
    if excerpt:
        yield f"    | {excerpt}"
    fix = finding.fix or "; ".join(edit.new for edit in finding.edits if edit.new)
    if fix:
        yield f"    = sửa thành: {fix}"


def _where(place: Place) -> str:
    """Return the place in words; what the format does not know is left out."""
    block = place.block if place.table is None else None
    named = (("trang", place.page, 0), ("đoạn", block, 1), ("bảng", place.table, 1), ("dòng", place.row, 1))
    known = [f"{name} {value + offset}" for name, value, offset in named if value is not None]
    return ", ".join([*known, *([f"cột {place.column + 1}"] if place.column is not None else [])]) or "cả văn bản"


def _excerpt(document: Document, finding: Finding) -> str:
    """Return the words of a finding with what stands around them."""
    place, text = finding.place, _text_at(document, finding.place)
    if text is None or place.start is None or place.end is None:
        return _short(finding.evidence)
    begin, end = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    before = "…" if begin else ""
    after = "…" if end < len(text) else ""
    return _short(f"{before}{text[begin:end]}{after}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _text_at(document: Document, place: Place) -> str | None:
    if place.block is None or place.block >= len(document.blocks):
        return None
    block = document.blocks[place.block]
    if isinstance(block, Paragraph):
        return block.text
    if place.row is None or place.column is None or place.row >= len(block.rows):
        return None
    cells = block.rows[place.row].cells
    return cells[place.column].text if place.column < len(cells) else None
