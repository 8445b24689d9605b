"""The annex is a table of the plan again: our own reader finds the same tasks in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.constants import PartyRole
from caicach.plans.exports import AnnexFilters, annex_docx, annex_of
from caicach.plans.mapping.rows import rows_of
from caicach.plans.models import Plan
from cast import Cast
from plans_sample import ROWS, plan_text
from vanban.plans import read_plan
from vanban.reading import read_document

Row = tuple[Any, ...]


def rows_in(reading: dict[str, Any], *roles: PartyRole) -> list[Row]:
    """Every deliverable of a reading: area, number, task, words, bodies in ``roles``, deadlines."""
    return [
        (
            task.area_code,
            task.number,
            task.text,
            row.text,
            [(party.role, party.text, party.note) for party in row.parties if party.role in roles],
            [{key: value for key, value in one.items() if key not in ("source", "label")} for one in row.deadlines],
        )
        for task in rows_of(reading)
        for row in task.deliverables
    ]


def read_again(plan: Plan, cast: Cast) -> dict[str, Any]:
    annex = annex_of(plan, actor=cast.standing_officer.actor, filters=AnnexFilters(), now=cast.now, today=cast.today)
    return read_plan(read_document(annex_docx(annex), name="phu-luc.docx")).to_json(source="phu-luc.docx")


def first_reading(content: bytes, name: str) -> dict[str, Any]:
    return read_plan(read_document(content, name=name)).to_json(source=name)


def assert_same(first: list[Row], again: list[Row]) -> None:
    for one, other in zip(first, again, strict=False):
        assert one == other
    assert len(first) == len(again)


LISTED = (
    "I\tCải cách thể chế\t\t\t\t\t",
    "1\tRà soát văn bản\t- Kế hoạch rà soát năm 2026\n- Báo cáo kết quả rà soát\t"
    "Kế hoạch: trước ngày 31/01/2026; Báo cáo: trước ngày 30/11/2026\tSở Tài chính; Sở Nội vụ\tUBND các xã, phường\t",
    "2\tCông khai thủ tục hành chính theo quy định\t\tThường xuyên\tUBND các xã, phường\t\tVăn phòng UBND tỉnh",
)


@pytest.mark.django_db
def test_the_annex_of_a_plan_with_results_holds_the_same_rows(plan: Plan, cast: Cast) -> None:
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    for obligation in Obligation.objects.exclude(state="dormant").filter(agency=cast.commune, carrier=None):
        cast.submit(obligation)
    plan.refresh_from_db()
    again = read_again(plan, cast)

    assert_same(rows_in(first_reading(plan_text(*ROWS), "ke-hoach.txt"), *PartyRole), rows_in(again, *PartyRole))
    assert again["document"]["year"] == 2026
    assert again["annexes"][0]["columns"] == [
        "no", "task", "deliverable", "deadline", "lead", "coordinating", "monitoring",
    ]  # fmt: skip


@pytest.mark.django_db
def test_rows_with_several_deliverables_keep_their_own_deadlines(upload: Callable[..., Plan], cast: Cast) -> None:
    content = plan_text(*(row.replace("\n", "<br>") for row in LISTED))
    first = rows_in(first_reading(content, "ke-hoach.txt"), *PartyRole)
    assert len(first) == 3
    plan = services.plan_read(upload(content), year=None)
    assert_same(first, rows_in(read_again(Plan.objects.get(pk=plan.pk), cast), *PartyRole))


@pytest.mark.django_db
@pytest.mark.shared
@pytest.mark.parametrize("number", ["000", "001", "003"])
@pytest.mark.parametrize("kind", ["seeds/{}_*.txt", "rendered/{}-office.docx"])
def test_real_plans_are_read_again_as_they_were(
    shared: Path, upload: Callable[..., Plan], cast: Cast, number: str, kind: str
) -> None:
    path = next(shared.glob(kind.format(number)))
    content = path.read_bytes()
    plan = services.plan_read(upload(content, file_name=path.name), year=None)
    again = rows_in(read_again(Plan.objects.get(pk=plan.pk), cast), *PartyRole)

    assert_same(rows_in(first_reading(content, path.name), *PartyRole), again)
