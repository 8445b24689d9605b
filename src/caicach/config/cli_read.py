"""``caicach read FILE [--json] [--year YEAR]``: what stands in a plan or a report.

Loads no Django: the pure readers do the work.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from caicach.config.cli_files import UnreadableError, open_document, refuse, write, year_of
from caicach.config.cli_report import report_lines
from vanban.language.headers import Header
from vanban.plans import Annex, Plan, read_plan
from vanban.reports import Report, is_report, read_report
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


def read(arguments: list[str]) -> int:
    """Print the plan or the report in the file that ``arguments`` name.

    Returns:
        The exit status: 0, or 2 with a sentence on the error output.
    """
    options = _options(arguments)
    if options is None:
        return refuse(_USAGE)
    path, as_json, year = options
    try:
        document = open_document(path)
    except UnreadableError as error:
        return refuse(str(error))
    plan, report = read_plan(document, year=year), read_report(document, year=year)
    shown = report if is_report(report, has_tasks=bool(plan.annexes)) else plan
    if as_json:
        write(json.dumps(shown.to_json(source=document.name), ensure_ascii=False, indent=1))
    else:
        write("\n".join(_summary(shown)))
    return 0


def _options(arguments: list[str]) -> tuple[Path, bool, int | None] | None:
    """Return the file, whether JSON is wanted and the year; None where the arguments are not understood."""
    files, as_json, year = [], False, None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--json":
            as_json = True
        elif argument == "--year":
            year = year_of(next(rest, ""))
            if year is None:
                return None
        elif argument.startswith("--"):
            return None
        else:
            files.append(Path(argument))
    return (files[0], as_json, year) if len(files) == 1 else None


def _summary(shown: Plan | Report) -> Iterator[str]:
    yield from _head(shown.header)
    yield ""
    yield from report_lines(shown) if isinstance(shown, Report) else _plan_lines(shown)
    if shown.findings:
        yield ""
        yield f"Cần xem lại ({len(shown.findings)}):"
        yield from map(_finding, shown.findings)


def _plan_lines(plan: Plan) -> Iterator[str]:
    for annex in plan.annexes:
        yield from _annex(annex)
    yield f"Chỉ tiêu: {len(plan.targets)}; văn bản viện dẫn: {len(plan.citations)}"
    if plan.periodic_duties:
        yield ""
        yield "Trách nhiệm có thời hạn trong phần tổ chức thực hiện:"
        for duty in plan.periodic_duties:
            to = f" → {duty.to}" if duty.to else ""
            yield f"  {duty.who or '(chưa rõ cơ quan)'}: {duty.what} – {duty.when}{to}"


def _head(header: Header) -> Iterator[str]:
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
