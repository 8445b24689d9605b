"""A draft beside a superior's plan that came as a file."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.doctor import selectors
from caicach.doctor.mapping.result import Found, found_of
from caicach.doctor.services.examining import Draft
from cast import Cast

HEAD = """{issuer}

Số: {number}/KH-UBND

Sông Mây, ngày 05 tháng 01 năm {year}

# KẾ HOẠCH

## Cải cách hành chính năm {year}

## I. MỤC TIÊU

Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt tối thiểu {goal}%.

**Phụ lục**

TT\tNhiệm vụ\tSản phẩm\tThời gian hoàn thành\tChủ trì
"""
ABOVE = "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY"
BELOW = "ỦY BAN NHÂN DÂN XÃ SUỐI NHẠN"
COMMUNES = "1\tNiêm yết thủ tục\tBiên bản niêm yết\tTrước ngày 30/6/2026\tUBND các xã, phường\n"
DEPARTMENT = "2\tRà soát ngân sách\tBáo cáo rà soát\tTrước ngày 30/6/2026\tSở Tài chính\n"
OWN = "1\tNiêm yết thủ tục\tBiên bản niêm yết\tTrước ngày 30/6/2026\tCông chức tư pháp\n"


def plan(issuer: str, *rows: str, number: int = 1, year: int = 2026, goal: int = 98) -> bytes:
    return (HEAD.format(issuer=issuer, number=number, year=year, goal=goal) + "".join(rows)).encode()


def compared(examine: Any, below: bytes, above: bytes) -> list[Found]:
    examination = examine(below, "xa.txt", other=Draft(above, "tinh.txt"))
    return [one for one in found_of(selectors.result_of(examination)) if one.code.startswith("PC")]


def test_what_others_owe_is_not_missing_in_the_draft(examine: Any) -> None:
    assert compared(examine, plan(BELOW, OWN), plan(ABOVE, COMMUNES, DEPARTMENT)) == []


def test_what_the_body_owes_is_missing(examine: Any) -> None:
    other = "1\tHọp thôn\tBiên bản họp\tTrước ngày 30/6/2026\tCông chức\n"
    (missing,) = compared(examine, plan(BELOW, other), plan(ABOVE, COMMUNES, DEPARTMENT))

    assert (missing.code, missing.title) == ("PC001", "Thiếu nhiệm vụ của kế hoạch cấp trên")
    assert "Niêm yết thủ tục" in missing.message


def test_a_goal_set_lower_is_marked_where_the_draft_sets_it(examine: Any) -> None:
    (lower,) = compared(examine, plan(BELOW, OWN, goal=90), plan(ABOVE, COMMUNES))

    assert (lower.code, lower.title) == ("PC010", "Thấp hơn mục tiêu của cấp trên")
    assert "“" in lower.message and "90%" in lower.message and "98%" in lower.message
    assert lower.where[0]["section"]


def test_a_plan_of_another_year_is_said_at_the_title(examine: Any) -> None:
    (years,) = compared(examine, plan(BELOW, OWN.replace("2026", "2027"), year=2027), plan(ABOVE, COMMUNES))

    assert (years.code, years.title) == ("PC009", "Kế hoạch cấp trên là của năm khác")
    assert "2026" in years.message and "2027" in years.message
    assert years.place["block"] is not None


def test_each_document_is_read_as_a_plan_once(examine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from vanban.plans import read_plan

    read: list[str] = []

    def counted(document: Any, **values: Any) -> Any:
        read.append(document.name)
        return read_plan(document, **values)

    for place in ("caicach.doctor.services.examining.read_plan", "vanban.checks.model.read_plan"):
        monkeypatch.setattr(place, counted)
    compared(examine, plan(BELOW, OWN), plan(ABOVE, COMMUNES))

    assert sorted(read) == ["tinh.txt", "xa.txt"]


def test_what_the_comparison_found_is_a_list_of_its_own(examine: Any, client: Client, cast: Cast) -> None:
    alone, beside = examine(plan(BELOW, OWN)), examine(plan(BELOW), other=Draft(plan(ABOVE, COMMUNES), "tinh.txt"))
    client.force_login(cast.commune_officer.user)

    assert "So với cấp trên" not in client.get(reverse("doctor:detail", args=[alone.uid])).content.decode()
    page = client.get(reverse("doctor:detail", args=[beside.uid]), {"muc": "cap-tren"})
    items = (*page.context["page"].first, *page.context["page"].rest)

    assert "So với cấp trên" in page.content.decode()
    assert items
    assert all("PC" in item.label for item in items)
