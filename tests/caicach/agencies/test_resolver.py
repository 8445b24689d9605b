"""What the database knows reaches the resolver, in four queries."""

from datetime import UTC, date, datetime
from typing import Any

from caicach.agencies import selectors, services
from caicach.agencies.constants import MandateKind, ReorganisationKind
from caicach.agencies.services import NewAgency, ReorganisationPlan
from caicach.web.actor import SYSTEM

NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)
TODAY = date(2026, 11, 16)
MERGED_ON = date(2025, 3, 1)


def test_everything_is_known_after_four_queries(ids: dict[str, int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        resolver = selectors.resolver_for(ids["tinh"], on=TODAY)
        assert resolver.resolve("Sở Nội vụ").agency_id == ids["noi-vu"]
        assert len(resolver.resolve("UBND cấp xã", "group").members) == 3
        assert resolver.resolve("Phòng không có").status == "open"
        assert resolver.standing_body() is None


def test_a_decision_is_remembered_for_its_issuer_alone(ids: dict[str, int]) -> None:
    services.alias_remember(ids["tinh"], "Cơ quan  thường trực", agency_id=ids["noi-vu"], actor=SYSTEM, now=NOW)
    services.alias_remember(ids["tinh"], "Các chủ đầu tư", expression="agency(1)", actor=SYSTEM, now=NOW)
    meaning = f"agency({ids['tai-chinh']})"
    services.alias_remember(ids["tinh"], "các chủ đầu tư", expression=meaning, actor=SYSTEM, now=NOW)

    province = selectors.resolver_for(ids["tinh"], on=TODAY)
    assert province.resolve("cơ quan thường trực").agency_id == ids["noi-vu"]
    members = province.resolve("Các chủ đầu tư", "group").members
    assert [member.agency_id for member in members] == [ids["tai-chinh"]]
    district = selectors.resolver_for(ids["nam-tram"], on=TODAY)
    assert district.resolve("cơ quan thường trực").status == "open"


def test_a_merged_body_offers_its_heir(ids: dict[str, int]) -> None:
    plan = ReorganisationPlan(ReorganisationKind.MERGE, MERGED_ON, (ids["ke-hoach"],), (ids["tai-chinh"],))
    services.agencies_reorganise(plan, actor=SYSTEM, today=TODAY)
    before = selectors.resolver_for(ids["tinh"], on=date(2025, 2, 28))
    assert before.resolve("Sở KH&ĐT").agency_id == ids["ke-hoach"]
    asked = selectors.resolver_for(ids["tinh"], on=TODAY).resolve("Sở KH&ĐT")
    assert asked.status == "open"
    assert asked.candidates[0].agency_id == ids["tai-chinh"]
    assert asked.reason == (
        "«Sở Kế hoạch và Đầu tư» đã kết thúc hoạt động từ ngày 01/03/2025; kế thừa là Sở Tài chính. Hãy xác nhận."
    )


def test_heirs_of_heirs_are_followed(ids: dict[str, int]) -> None:
    first = ReorganisationPlan(
        ReorganisationKind.MERGE,
        date(2020, 1, 1),
        (ids["ke-hoach"],),
        (NewAgency("Sở Kinh tế", "province", "department", ids["tinh"]),),
    )
    event = services.agencies_reorganise(first, actor=SYSTEM, today=TODAY)
    middle = event.successions.get().successor_id
    second = ReorganisationPlan(ReorganisationKind.MERGE, MERGED_ON, (middle,), (ids["tai-chinh"],))
    services.agencies_reorganise(second, actor=SYSTEM, today=TODAY)

    resolution = selectors.resolver_for(ids["tinh"], on=TODAY).resolve("Sở Kế hoạch và Đầu tư")
    assert [candidate.agency_id for candidate in resolution.candidates] == [ids["tai-chinh"]]
    earlier = selectors.resolver_for(ids["tinh"], on=date(2019, 12, 31)).resolve("Sở Kinh tế")
    assert (earlier.reason_code, earlier.candidates[0].agency_id) == ("GRP034", ids["ke-hoach"])


def test_a_renamed_body_is_found_by_its_old_name(ids: dict[str, int]) -> None:
    services.agency_rename(ids["noi-vu"], name="Sở Tổ chức", on=MERGED_ON, actor=SYSTEM, today=TODAY)
    resolution = selectors.resolver_for(ids["tinh"], on=TODAY).resolve("Sở Nội vụ")
    assert (resolution.status, resolution.agency_id, resolution.reason_code) == ("agency", ids["noi-vu"], "GRP026")


def test_a_group_is_defined_for_a_line_from_a_day_on(ids: dict[str, int]) -> None:
    for on, meaning in ((date(2024, 1, 1), "noi-vu"), (MERGED_ON, "tai-chinh")):
        services.group_define(
            ids["tinh"],
            key="khoi",
            name="Khối tổng hợp",
            expression=f"agency({ids[meaning]})",
            valid_from=on,
            actor=SYSTEM,
        )

    def members(issuer: str, on: date) -> list[int]:
        resolution = selectors.resolver_for(ids[issuer], on=on).resolve("khối tổng hợp", "group")
        return [member.agency_id for member in resolution.members]

    assert members("nam-tram", date(2025, 2, 28)) == [ids["noi-vu"]]
    assert members("tinh", MERGED_ON) == [ids["tai-chinh"]]
    assert members("tinh", date(2023, 1, 1)) == []


def test_charges_follow_their_dates_and_the_nearest_owner(ids: dict[str, int]) -> None:
    give = services.mandate_give
    give(ids["tinh"], ids["noi-vu"], kind=MandateKind.STANDING_BODY, valid_from=date(2020, 1, 1), actor=SYSTEM)
    give(ids["tinh"], ids["tai-chinh"], kind=MandateKind.STANDING_BODY, valid_from=MERGED_ON, actor=SYSTEM)
    give(
        ids["nam-tram"],
        ids["nam-tram/noi-vu"],
        kind=MandateKind.STANDING_BODY,
        valid_from=date(2020, 1, 1),
        actor=SYSTEM,
    )
    give(
        ids["tinh"],
        ids["noi-vu"],
        kind=MandateKind.AREA_LEAD,
        area_code="organisation",
        valid_from=date(2020, 1, 1),
        actor=SYSTEM,
    )
    assert selectors.resolver_for(ids["tinh"], on=date(2025, 2, 28)).standing_body() == ids["noi-vu"]
    assert selectors.resolver_for(ids["tinh"], on=MERGED_ON).standing_body() == ids["tai-chinh"]
    district = selectors.resolver_for(ids["nam-tram"], on=TODAY)
    assert district.standing_body() == ids["nam-tram/noi-vu"]
    assert district.area_lead("organisation") == ids["noi-vu"]
