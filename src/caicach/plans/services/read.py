"""Reading the file of a plan and laying its rows down."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from caicach.doctor import selectors as doctor
from caicach.files import selectors as files
from caicach.files import services as keeping
from caicach.jobs.registry import JobProblem
from caicach.plans.mapping.rows import rows_of
from caicach.plans.mapping.source import source_of
from caicach.plans.models import Plan
from caicach.plans.services.sheets import with_remembered
from caicach.plans.services.upload import plan_fill
from vanban.language.headers import Header
from vanban.plans import read_plan
from vanban.reading import ReadError

__all__ = ["plan_read"]

STEPS = 4
_YEARS = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
MOST_ROWS = 2_000  # the largest real plans have 200


def plan_read(plan: Plan, *, year: int | None, progress: Callable[[str, int, int], None] = lambda *_said: None) -> Plan:
    """Read ``plan`` in this process, saying each step to ``progress``.

    Raises:
        JobProblem: the document cannot be read, has no rows or far too many; the plan goes with the failed job.
    """
    progress(_("Mở tệp"), 1, STEPS)
    try:
        document = keeping.read_any(
            files.content_of(plan.file),
            name=plan.file_name,
            step=lambda done, total: progress(_("Đọc từng trang"), done, total),
        )
        keeping.refuse_secret_document(document)
    except ReadError as error:
        raise JobProblem(str(error)) from error
    progress(_("Đọc nhiệm vụ, cơ quan, thời hạn"), 2, STEPS)
    titled = with_remembered(document, issuer_id=plan.issuer_id)
    read = read_plan(titled, year=year)
    reading: dict[str, Any] = read.to_json(source=plan.file_name) | doctor.checks_of(titled, read)
    rows = rows_of(reading)
    if not rows:
        raise JobProblem(_problem_of(reading))
    if sum(len(task.deliverables) for task in rows) > MOST_ROWS:
        raise JobProblem(
            _("Kế hoạch có hơn 2.000 dòng, không ai rà soát hết được. Tách thành nhiều tệp; chưa có gì được lưu.")
        )
    progress(_("Đối chiếu danh bạ cơ quan"), 3, STEPS)
    plan = plan_fill(plan, reading=reading, source=source_of(document), rows=rows, year=_year(plan, read.header))
    progress(_("Xong, mời rà soát"), STEPS, STEPS)
    return plan


def _year(plan: Plan, header: Header) -> int:
    """Return the year a document is about; an amendment is about that of its plan, unless its title names another."""
    if plan.amends is None:
        return header.year or plan.year
    named = [int(year) for year in _YEARS.findall(header.title or "")]
    return plan.amends.year if not named or plan.amends.year in named else named[-1]


def _problem_of(reading: dict[str, Any]) -> str:
    """Return why a document has no rows: the reader's own sentence, or that there is no table."""
    errors = [finding["message"] for finding in reading.get("findings", ()) if finding["severity"] == "error"]
    advice = _("Chưa có gì được lưu. Kiểm tra lại tệp rồi tải lên lần nữa.")
    return f"{errors[0]} {advice}" if errors else _("Không thấy bảng phân công nhiệm vụ trong văn bản.") + " " + advice
