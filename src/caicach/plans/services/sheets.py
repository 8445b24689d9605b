"""Plans that come as a sheet: when its columns must be asked about, what the rows would make, taking them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.files import selectors as files
from caicach.plans import access
from caicach.plans.mapping.columns import document_of_rows, is_recognised, propose, roles, with_columns
from caicach.plans.models import Plan
from caicach.plans.services.upload import plan_upload
from caicach.sheets import selectors as sheets
from caicach.sheets import services as keeping
from caicach.sheets.registry import Count, MappedRow, Outcome, Problem, Purpose, Trial
from caicach.ui.notation import number_text
from caicach.ui.sentences import in_language
from caicach.web.actor import Actor
from vanban.language.deadlines import DeadlineKind
from vanban.plans import read_plan
from vanban.plans.columns import Role
from vanban.reading import Document, ReadError
from vanban.reading.sheets import read_sheets, titles_of
from vanban.text.findings import Finding, Severity
from vanban.text.messages import message_of

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = [
    "PURPOSE",
    "SHEET_FORMATS",
    "columns_unknown",
    "plan_bring",
    "purpose",
    "sheet_columns_check",
    "sheet_take",
    "sheet_try",
    "with_remembered",
]

PURPOSE = "plans"
SHEET_FORMATS = ("xlsx", "csv")
_WORTH_SAYING = (Severity.ERROR, Severity.WARNING)


def plan_bring(given: Mapping[str, Any], *, actor: Actor, now: datetime) -> str:
    """Take what a person sent in and return the address where it goes on: the reading, or the columns of a sheet.

    Args:
        given: ``file`` (an upload with its name), ``issuer``, ``year`` and ``is_run_as_current`` of the form.
        actor: Who brings it in.
        now: The moment.

    Raises:
        NotAllowed, BadInput: as ``plan_upload``.
    """
    file, issuer_id = given["file"], given["issuer"]
    asked = {"year": given["year"], "is_run_as_current": bool(given.get("is_run_as_current"))}
    content: bytes = file.read(settings.UPLOAD_LIMIT_BYTES + 1)
    if columns_unknown(content, name=file.name, issuer_id=issuer_id):
        upload = keeping.upload_keep(
            actor=actor,
            purpose=PURPOSE,
            owner_id=issuer_id,
            content=content,
            file_name=file.name,
            context=asked,
            now=now,
        )
        return reverse("sheets:columns", args=[upload.uid])
    plan = plan_upload(actor=actor, content=content, file_name=file.name, issuer_id=issuer_id, now=now, **asked)
    return _address(plan)


def _address(plan: Plan) -> str:
    """Return where the reading of a plan is watched."""
    return reverse("jobs:detail", args=[plan.job.uid]) if plan.job else reverse("plans:detail", args=[plan.uid])


def columns_unknown(data: bytes, *, name: str, issuer_id: int) -> bool:
    """Whether ``data`` is a sheet with a header that neither the reader of plans nor anybody of the issuer knows.

    A file that cannot be read is said by whoever reads it.
    """
    try:
        document = read_sheets(data, name=name)
    except ReadError:
        return False
    if document is None or is_recognised(document):
        return False
    headers = {titles for table in document.tables() if (titles := titles_of(table))}
    return bool(headers) and all(sheets.remembered(PURPOSE, issuer_id, titles) is None for titles in headers)


def with_remembered(document: Document, *, issuer_id: int) -> Document:
    """Return a sheet under the columns that people settled for the issuer; another document as it is."""
    if document.format not in SHEET_FORMATS:
        return document
    return with_columns(document, cache(lambda titles: sheets.remembered(PURPOSE, issuer_id, titles)))


def sheet_columns_check(chosen: frozenset[str]) -> str:
    """Return why these columns are not enough for a plan; "" where they are."""
    if chosen & {Role.LEAD, Role.LEAD_AND_COORDINATING, Role.DEADLINE, Role.DELIVERABLE}:
        return ""
    return _("Chỉ có cột nhiệm vụ thì chưa giao được việc. Chọn thêm cột sản phẩm, cơ quan chủ trì hoặc thời hạn.")


def sheet_try(rows: Sequence[MappedRow], *, actor: Actor, context: Mapping[str, Any], now: datetime) -> Trial:
    """Read the rows as a plan would be read; nothing is stored."""
    plan = read_plan(document_of_rows(rows), year=context.get("year") or now.year)
    found = [row for annex in plan.annexes for task in annex.tasks for row in task.rows]
    count = sum(len(row.deliverables) for row in found)
    leaderless = sum(not row.lead for row in found)
    undated = sum(all(deadline.kind is DeadlineKind.NONE for deadline in row.deadlines) for row in found)
    task_count = sum(len(annex.tasks) for annex in plan.annexes)
    return Trial(
        counts=(
            Count(_("Nhiệm vụ"), task_count),
            Count(_("Sản phẩm"), count),
            Count(_("Dòng chưa rõ cơ quan chủ trì"), leaderless, "bad" if leaderless else ""),
            Count(_("Dòng chưa có thời hạn"), undated, "bad" if undated else ""),
        ),
        problems=tuple(_problems(rows, plan.findings)),
        taken=task_count,
        button=_("Đọc %(count)s nhiệm vụ, chuyển sang rà soát") % {"count": number_text(task_count)},
    )


def _problems(rows: Sequence[MappedRow], findings: Sequence[Finding]) -> list[Problem]:
    """Return what a person should look at; nothing is left out, the review asks about it again."""
    labels = {role.key: role.label for role in roles()}
    held = [key for key in labels if any(row.of(key) for row in rows)]
    problems = []
    for finding in findings:
        at, column = finding.place.row, finding.place.column
        if finding.severity not in _WORTH_SAYING or not at or at > len(rows):
            continue
        label = labels[held[column]] if column is not None and column < len(held) else ""
        text = in_language(message_of(finding))
        problems.append(Problem(rows[at - 1].number, label, finding.evidence, text, is_left_out=False))
    return problems


def sheet_take(
    rows: Sequence[MappedRow],
    *,
    actor: Actor,
    context: Mapping[str, Any],
    file: "StoredFile",
    file_name: str,
    now: datetime,
) -> Outcome:
    """Bring the sheet in as a plan: the job reads it under the columns that are remembered now."""
    plan = plan_upload(
        actor=actor,
        content=files.content_of(file),
        file_name=file_name,
        issuer_id=context["owner"],
        year=context.get("year"),
        is_run_as_current=bool(context.get("is_run_as_current")),
        now=now,
    )
    return Outcome(_("Đã nhận bảng tính, đang đọc từng dòng."), _address(plan))


def purpose() -> Purpose:
    """Return what sheets of plans are for (an entry of ``sheets.registry.purposes``)."""
    return Purpose(
        title=gettext_lazy("Kế hoạch từ bảng tính"),
        lead=gettext_lazy("Chọn mỗi cột của bảng là gì. Chưa ai bị giao việc: sau bước này vẫn còn rà soát từng dòng."),
        roles=roles,
        propose=propose,
        check=sheet_columns_check,
        require=access.require,
        try_out=sheet_try,
        take=sheet_take,
        back="plans:upload",
        back_label=gettext_lazy("Tải lên kế hoạch"),
    )
