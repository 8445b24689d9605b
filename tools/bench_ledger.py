"""A ledger of 100,000 obligations, written in bulk: what pages with figures are measured on."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

__all__ = ["NOW", "TASKS", "ledger_fill", "rows_insert"]

TASKS = 100_000
YEAR = 2025
NOW = datetime(YEAR, 12, 15, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
AREAS = ("institutions", "procedures", "organisation", "civil_service", "public_finance", "digital", "steering")
OWNERS = 50  # agencies that owe one deliverable, each for two periods
DUTIES = TASKS // OWNERS // 2
PLANS = 25
LAST_YEAR = 6  # each sixth deliverable fell due in the year before
EXTENDED = 20  # each twentieth task has a day of its own
# How tasks stand, by turns: two of 24 are late.
STANDING = ("accepted",) * 21 + ("submitted", "open", "returned")
_BATCH = 5_000


def ledger_fill(owner_id: int, standing_id: int, agency_ids: list[int]) -> None:
    """Write the ledger: duties of 25 plans, each owed by 50 agencies for two periods.

    Args:
        owner_id: The body that assigned everything.
        standing_id: The body that accepts everything.
        agency_ids: Who owes, by turns.
    """
    from django.db import connection, transaction

    with transaction.atomic():
        _write(_duties(owner_id, standing_id), standing_id, agency_ids)
    with connection.cursor() as cursor:
        # What a database's own housekeeping does within minutes of such a load.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _duties(owner_id: int, standing_id: int) -> list[int]:
    from uuid import uuid5

    from caicach.obligations.models import Duty
    from caicach.web.fields import new_uid
    from vanban.text.forms import compare_key

    namespace = new_uid()
    now = datetime(YEAR, 1, 2, 2, 0, tzinfo=UTC)
    rows = [
        Duty(
            title=f"Báo cáo rà soát thủ tục hành chính nội bộ, đợt {number}",
            task="Đơn giản hóa thủ tục hành chính",
            number=f"{number % 70}",
            search_key=compare_key(f"báo cáo rà soát thủ tục hành chính nội bộ đợt {number} đơn giản hóa"),
            area_code=AREAS[number % len(AREAS)],
            source_kind="plans.Deliverable",
            source_id=number,
            source_uid=uuid5(namespace, str(number % PLANS)),
            source_label=f"Kế hoạch số {number % PLANS + 1}/KH-UBND",
            mode="document",
            year=YEAR,
            owner_id=owner_id,
            standing_body_id=standing_id,
            created_at=now,
        )
        for number in range(DUTIES)
    ]
    return [duty.pk for duty in Duty.objects.bulk_create(rows, batch_size=_BATCH)]


def rows_insert(rows: Iterable[Any]) -> None:
    """Write rows of one model as they are: a fifth of the time of ``bulk_create``, which returns their numbers."""
    from django.db import connection

    waiting = iter(rows)
    while some := list(islice(waiting, _BATCH)):
        meta = some[0]._meta
        fields = [field for field in meta.concrete_fields if not field.primary_key]
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        values = [
            tuple(field.get_db_prep_save(field.pre_save(row, add=True), connection=connection) for field in fields)
            for row in some
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {meta.db_table} ({columns}) VALUES ({marks})", values)  # noqa: S608 -- names of our own


def _write(duty_ids: list[int], standing_id: int, agency_ids: list[int]) -> None:
    from caicach.obligations.models import Obligation

    rows_insert(_obligation(number, duty_ids, standing_id, agency_ids) for number in range(TASKS))
    waiting = Obligation.objects.filter(state="submitted", duty_id__in=duty_ids).order_by("pk")
    rows_insert(_submission(row) for row in waiting.only("met_on").iterator(_BATCH))


def _obligation(number: int, duty_ids: list[int], standing_id: int, agency_ids: list[int]) -> "object":
    from caicach.obligations.models import Obligation

    duty, owner, period = number // (2 * OWNERS), number // 2 % OWNERS, number % 2
    due_on = _due_on(duty, period, is_extended=number % EXTENDED == 0)
    # What falls due after today is open.
    state = STANDING[number * 7 % len(STANDING)] if due_on < TODAY else "open"
    handed_in = state in ("accepted", "submitted")
    return Obligation(
        duty_id=duty_ids[duty],
        agency_id=agency_ids[(duty * 41 + owner) % len(agency_ids)],
        occurrence_key=f"{YEAR}-H{period + 1}",
        occurrence_label="6 tháng",
        state=state,
        first_due_on=due_on,
        due_on=due_on,
        due_reason='[{"code": "DU001", "params": {"due": "2025-03-30"}}]',
        acceptor_id=standing_id,
        acceptor_reason="standing_body",
        met_on=due_on + timedelta(days=number % 10 - 8) if handed_in else None,
        created_at=datetime(YEAR - 1, 1, 2, 2, 0, tzinfo=UTC),
    )


def _due_on(duty: int, period: int, *, is_extended: bool) -> date:
    year = YEAR - 1 if duty % LAST_YEAR == 0 else YEAR
    return date(year, 1, 5) + timedelta(days=duty * 7 % 170 + 180 * period + 9 * is_extended)


def _submission(obligation: "object") -> "object":
    from caicach.obligations.models import Submission

    at = datetime(YEAR, 12, 1, 2, 0, tzinfo=UTC)
    return Submission(
        obligation=obligation, number=1, state="pending", sentence="Đã làm xong.", handed_in_at=at,
        handed_in_on=at.date(), met_on=obligation.met_on,  # type: ignore[attr-defined]
    )  # fmt: skip
