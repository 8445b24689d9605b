"""Decisions that amend the small plan of the cast's province, as the standing officer brings them in."""

from datetime import date
from typing import Any

from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.constants import AmendmentKind
from caicach.plans.models import Plan
from caicach.plans.services.amend import Amending, amending_of, plan_amend
from caicach.plans.services.amendments import amendment_upload
from cast import Cast
from plans_sample import COLUMNS, ROWS, plan_text

__all__ = ["DECISION", "LATER", "WITHOUT_PROCEDURES", "amend", "brought_in", "due_days", "read_amendment", "shown"]

DECISION = """ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY

Số: 120/QĐ-UBND

Sông Mây, ngày 10 tháng 3 năm 2026

# QUYẾT ĐỊNH

## Sửa đổi, bổ sung một số nhiệm vụ của Kế hoạch cải cách hành chính nhà nước năm 2026 tỉnh Sông Mây

**Phụ lục**

"""
AREA = "I\tCải cách thể chế\t\t\t\t\t"
# The communes' report is due a month later, and somebody else watches.
LATER = (
    AREA,
    "1\tRà soát văn bản\tBáo cáo rà soát của xã\tChậm nhất ngày 15/6/2026\tUBND các xã, phường\tSở Tài chính\t"
    "Văn phòng UBND tỉnh",
)
# The whole annex anew, without the second task of procedures.
WITHOUT_PROCEDURES = ROWS[:-1]


def brought_in(plan: Plan, cast: Cast, content: bytes = b"", **values: Any) -> Plan:
    """Bring a document in that amends ``plan``, as the standing officer does."""
    standard: dict[str, Any] = {
        "actor": cast.standing_officer.actor,
        "content": content,
        "file_name": "quyet-dinh.txt",
        "how": AmendmentKind.PARTIAL,
        "is_by_hand": False,
        "now": cast.now,
    }
    return amendment_upload(plan, **standard | values)


def read_amendment(plan: Plan, cast: Cast, *rows: str, head: str = DECISION, **values: Any) -> Plan:
    """Bring a decision with ``rows`` in and read it: an amendment under review."""
    made = brought_in(plan, cast, plan_text(*rows, head=head, columns=COLUMNS), **values)
    services.plan_read(made, year=plan.year)
    return Plan.objects.get(pk=made.pk)


def shown(amendment: Plan, cast: Cast) -> Amending:
    """Return what an amendment would do."""
    plan = Plan.objects.select_related("issuer").get(amendments=amendment)
    return amending_of(Plan.objects.get(pk=amendment.pk), plan, now=cast.now, today=cast.today)


def amend(amendment: Plan, cast: Cast, **values: Any) -> Amending:
    """Preview an amendment and apply it."""
    standard: dict[str, Any] = {"actor": cast.standing_officer.actor, "now": cast.now, "today": cast.today}
    if "version" not in values:
        values["version"] = shown(amendment, cast).version
    return plan_amend(amendment, **standard | values)


def due_days(position: int, plan: Plan) -> dict[str, tuple[str, date | None]]:
    """Return state and due day of what each agency owes of a row, transferred and cancelled ones too."""
    rows = Obligation.objects.filter(duty__deliverable__plan=plan, duty__deliverable__position=position)
    return {
        one.agency.current_name: (ObligationState(one.state).value, one.due_on) for one in rows.select_related("agency")
    }
