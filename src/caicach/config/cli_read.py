"""``caicach read FILE [--json] [--year YEAR]``: what stands in a plan document.

Loads no Django: the pure readers do the work.
"""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from caicach.config.cli_pure import argument_text
from vanban.plans import Annex, Plan, read_plan
from vanban.reading import MAX_BYTES, ReadError, read_document
from vanban.text.findings import Finding
from vanban.text.messages import message_of

__all__ = ["read"]

_USAGE = "Cách dùng: caicach read TỆP [--json] [--year NĂM]"
_AREAS = {
    "institutions": "Cải cách thể chế",
    "procedures": "Cải cách thủ tục hành chính",
    "organisation": "Cải cách tổ chức bộ máy",
    "civil_service": "Cải cách chế độ công vụ",
    "public_finance": "Cải cách tài chính công",
    "digital": "Chính quyền điện tử, chính quyền số",
    "steering": "Chỉ đạo, điều hành",
    "other": "Lĩnh vực khác",
}
_BAD_USE = 2


def read(arguments: list[str]) -> int:
    """Print the plan in the file that ``arguments`` name; return 0, or 2 with a sentence on the error output."""
    options = _options(arguments)
    if options is None:
        return _refuse(_USAGE)
    path, as_json, year = options
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # more is refused anyway
    except OSError:
        return _refuse(f"{argument_text(str(path))}: không mở được tệp. Hãy kiểm tra đường dẫn và quyền đọc.")
    name = argument_text(path.name)
    try:
        document = read_document(data, name=name)
    except ReadError as error:
        return _refuse(f"{name}: {error}")
    plan = read_plan(document, year=year)
    if as_json:
        _print(json.dumps(plan.to_json(source=name), ensure_ascii=False, indent=1))
    else:
        _print("\n".join(_summary(plan)))
    return 0


def _options(arguments: list[str]) -> tuple[Path, bool, int | None] | None:
    """Return the file, whether JSON is wanted and the year; None where the arguments are not understood."""
    files, as_json, year = [], False, None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--json":
            as_json = True
        elif argument == "--year":
            text = next(rest, "")
            if not (text.isascii() and text.isdigit() and len(text) == len("2026")):
                return None
            year = int(text)
        elif argument.startswith("--"):
            return None
        else:
            files.append(Path(argument))
    return (files[0], as_json, year) if len(files) == 1 else None


def _summary(plan: Plan) -> Iterator[str]:
    yield from _head(plan)
    yield ""
    for annex in plan.annexes:
        yield from _annex(annex)
    yield f"Chỉ tiêu: {len(plan.targets)}; văn bản viện dẫn: {len(plan.citations)}"
    if plan.periodic_duties:
        yield ""
        yield "Trách nhiệm có thời hạn trong phần tổ chức thực hiện:"
        for duty in plan.periodic_duties:
            to = f" → {duty.to}" if duty.to else ""
            yield f"  {duty.who or '(chưa rõ cơ quan)'}: {duty.what} – {duty.when}{to}"
    if plan.findings:
        yield ""
        yield f"Cần xem lại ({len(plan.findings)}):"
        yield from map(_finding, plan.findings)


def _head(plan: Plan) -> Iterator[str]:
    header = plan.header
    issued = header.issued.strftime("%d/%m/%Y") if header.issued else "không có"
    yield f"{(header.type or 'văn bản').capitalize()}: {header.title or '(không có tên)'}"
    yield f"Số, ký hiệu: {header.symbol or 'không có'}; ngày ban hành: {issued}; năm: {header.year or 'chưa rõ'}"
    yield f"Cơ quan ban hành: {header.issuer or 'chưa rõ'}; người ký: {header.signer or 'không có'}"


def _annex(annex: Annex) -> Iterator[str]:
    deliverables = sum(len(row.deliverables) for task in annex.tasks for row in task.rows)
    number = f"{annex.number}. " if annex.number else ""
    yield f"{number}{annex.title or '(không có tên)'} [{_AREAS[annex.area]}]"
    yield f"  {len(annex.tasks)} nhiệm vụ, {deliverables} sản phẩm"
    for task in annex.tasks:
        yield f"  {task.no or '-'}. {task.text}"
        for row in task.rows:
            lead = "; ".join(agency.text for agency in row.lead) or "chưa rõ cơ quan chủ trì"
            when = "; ".join(deadline.text for deadline in row.deadlines if deadline.text) or "không ghi thời hạn"
            what = "; ".join(deliverable.text for deliverable in row.deliverables) or "không ghi sản phẩm"
            yield f"     {what} | {lead} | {when}"
    yield ""


def _finding(finding: Finding) -> str:
    place = finding.place
    where = [
        f"{name} {value + offset}"
        for name, value, offset in (("trang", place.page, 0), ("bảng", place.table, 1), ("dòng", place.row, 1))
        if value is not None
    ]
    return f"  {finding.code} {', '.join(where) or 'cả văn bản'}: {message_of(finding)}"


def _print(text: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text + "\n")


def _refuse(sentence: str) -> int:
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8")
    sys.stderr.write(sentence + "\n")
    return _BAD_USE
