"""The register is read as it stood on a date."""

from datetime import date
from typing import Any

import pytest

from caicach.agencies import selectors, services
from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.web.actor import SYSTEM
from caicach.web.errors import Beyond
from reform.groups.register import KINDS, LEVELS

TODAY = date(2026, 11, 16)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_levels_and_kinds_are_those_of_the_pure_register() -> None:
    assert set(LEVELS) == set(AgencyLevel.values)
    assert set(KINDS) == set(AgencyKind.values)


def test_it_is_one_query(ids: dict[str, int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        register = selectors.register_at(TODAY)
    assert set(register.by_id) == set(ids.values())
    assert register.by_id[ids["suoi-nhan"]].parent_id == ids["nam-tram"]
    assert register.by_id[ids["suoi-nhan"]].short_name == "xã Suối Nhạn"


def test_it_is_that_of_the_date(ids: dict[str, int]) -> None:
    commune = ids["suoi-nhan"]
    services.agency_move(commune, parent_id=ids["tinh"], on=AFTER, actor=SYSTEM, today=TODAY)
    services.agency_rename(commune, name="UBND phường Suối Nhạn", on=AFTER, actor=SYSTEM, today=TODAY)
    before, after = selectors.register_at(BEFORE), selectors.register_at(AFTER)
    assert before.by_id[commune].parent_id == ids["nam-tram"]
    assert before.by_id[commune].name == "UBND xã Suối Nhạn"
    assert after.by_id[commune].parent_id == ids["tinh"]
    assert after.by_id[commune].name == "UBND phường Suối Nhạn"
    assert selectors.register_at(date(2000, 1, 1)).entries == ()


def test_its_order_is_that_of_the_vietnamese_alphabet(ids: dict[str, int]) -> None:
    names = [entry.name for entry in selectors.register_at(TODAY).entries if entry.level == "province"]
    assert names == ["Sở Kế hoạch và Đầu tư", "Sở Nội vụ", "Sở Tài chính", "UBND tỉnh Sông Mây"]


def test_a_name_is_found_without_tone_marks(ids: dict[str, int]) -> None:
    def names(query: str, limit: int = 20) -> list[str]:
        return [entry.name for entry in selectors.search_agencies(query, on=TODAY, limit=limit)]

    assert names("suoi nhan") == names("Suối Nhạn") == names("Uỷ ban nhân dân xã suối nhạn") == ["UBND xã Suối Nhạn"]
    assert names("noi vu")[0] == "Phòng Nội vụ huyện Nậm Trám"
    assert names("sở")[0] == "Sở Kế hoạch và Đầu tư"
    assert len(names("ubnd", limit=3)) == 3
    assert names("") == names("%") == names("không có") == []


def test_one_bearer_of_a_name_is_found(ids: dict[str, int]) -> None:
    assert selectors.agency_named("so noi vu", on=TODAY) == ids["noi-vu"]
    assert selectors.agency_named("Sở Ngoại vụ", on=TODAY) is None


def test_children_are_those_of_the_date(ids: dict[str, int]) -> None:
    services.agency_move(ids["go-mo"], parent_id=ids["tinh"], on=AFTER, actor=SYSTEM, today=TODAY)
    assert {entry.id for entry in selectors.children_of(ids["doi-vong"], on=BEFORE)} == {
        ids["doi-vong/noi-vu"],
        ids["go-mo"],
    }
    assert [entry.id for entry in selectors.children_of(ids["doi-vong"], on=AFTER)] == [ids["doi-vong/noi-vu"]]
    assert [entry.id for entry in selectors.children_of(None, on=TODAY)] == [ids["tinh"]]


def test_history_of_an_unknown_agency_is_beyond(ids: dict[str, int]) -> None:
    with pytest.raises(Beyond):
        selectors.agency_history(max(ids.values()) + 1)
