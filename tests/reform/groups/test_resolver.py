"""A phrase finds its body relative to the issuer, or stays an open question with candidates."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.groups.expressions import ExpressionError
from reform.groups.register import Register
from reform.groups.resolution import (
    FormerName,
    MandateEntry,
    NamedGroup,
    RememberedPhrase,
    Resolution,
    ResolutionStatus,
)
from reform.groups.resolver import Resolver
from vanban.text.forms import compare_key

ON = date(2023, 12, 15)


def resolver(register: Register, issuer: int = 1, **knowledge: Any) -> Resolver:
    return Resolver.of(register, issuer, on=ON, **knowledge)


def found(resolution: Resolution) -> int | None:
    assert resolution.status == ResolutionStatus.AGENCY, resolution
    return resolution.agency_id


@pytest.mark.parametrize(
    ("issuer", "phrase", "agency"),
    [
        (1, "Sở Nội vụ", 3),
        (1, "sở nội vụ tỉnh", 3),
        (1, "Sở Nội vụ tỉnh Sông Mây", 3),
        (1, "Giám đốc Sở Nội vụ", 3),
        (1, "Văn phòng UBND tỉnh", 2),
        (1, "VP UBND tỉnh", 2),
        (1, "Văn phòng Ủy ban nhân dân tỉnh.", 2),
        (1, "UBND tỉnh", 1),
        (1, "Chủ tịch UBND tỉnh", 1),
        (1, "Công an tỉnh", 7),
        (1, "Sở TT&TT", 5),
        (1, "UBND huyện Nậm Trám", 20),
        (1, "huyện Nậm Trám", 20),
        (1, "UBND xã Suối Nhạn", 40),
        (1, "Phòng Nội vụ huyện Nậm Trám", 22),
        (20, "Phòng Nội vụ", 22),
        (30, "Phòng Nội vụ", 32),
        (30, "Phòng Nội vụ thị xã", 32),
        (20, "Văn phòng HĐND-UBND huyện", 21),
        (20, "UBND huyện", 20),
        (20, "Sở Nội vụ", 3),
        (20, "UBND tỉnh", 1),
        (40, "Phòng Nội vụ", 22),
        (3, "Văn phòng", 10),
        (3, "UBND tỉnh", 1),
    ],
)
def test_a_name_finds_its_body(small: Any, issuer: int, phrase: str, agency: int) -> None:
    assert found(resolver(small.before, issuer).resolve(phrase)) == agency


def test_tone_marks_decide_between_names_that_differ_in_nothing_else(small: Any) -> None:
    it = resolver(small.before)
    assert found(it.resolve("UBND xã Bến Cọ")) == 41
    assert found(it.resolve("UBND xã Bến Cỏ")) == 50
    unsure = it.resolve("UBND xa Ben Co")
    assert unsure.status == ResolutionStatus.OPEN
    assert [candidate.agency_id for candidate in unsure.candidates] == [41, 50]


def test_a_group_is_expanded_with_reasons(small: Any) -> None:
    resolution = resolver(small.before).resolve("UBND các huyện, thị xã, thành phố", "group")
    assert resolution.status == ResolutionStatus.GROUP
    assert small.names(resolution.members) == ["UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]
    assert resolution.members[0].reason == "Là địa phương: Ủy ban nhân dân cấp huyện trực thuộc UBND tỉnh Sông Mây."
    assert "2 đơn vị" in resolution.reason


def test_a_group_of_a_level_that_ended_is_asked_about(small: Any) -> None:
    it = resolver(small.after)
    assert it.resolve("UBND cấp huyện", "group").reason_code == "GRP035"
    both = it.resolve("UBND cấp huyện, cấp xã", "group")
    assert both.status == ResolutionStatus.GROUP
    assert both.reason_code == "GRP024" and "«UBND cấp huyện»" in both.reason
    silent = it.resolve("Các cơ quan, đơn vị, địa phương", "group")
    assert silent.reason_code == "GRP023"  # it names no level of its own


def test_a_listed_name_that_nobody_bears_is_asked_about(small: Any) -> None:
    it = resolver(small.before)
    resolution = it.resolve("UBND các huyện: Nậm Trám, Mường Xa", "group")
    assert resolution.status == ResolutionStatus.OPEN
    assert "Mường Xa" in resolution.reason and "Nậm Trám" not in resolution.reason
    assert small.names(it.expand(resolution.candidates[0].expression)) == ["UBND huyện Nậm Trám"]
    both = it.resolve("UBND các huyện: Nậm Trám, Đồi Vông", "group")
    assert [member.agency_id for member in both.members] == [20, 30]


def test_of_a_list_with_unknown_names_the_known_ones_come_first_then_the_whole_class(small: Any) -> None:
    it = resolver(small.before)
    first, second, *others = it.resolve("UBND các huyện: Nậm Trám, Mường Xa", "group").candidates
    assert (first.hint, second.label, second.hint) == (
        "chỉ 1 cơ quan đã rõ tên",
        "UBND các huyện",
        "cả nhóm, 2 cơ quan",
    )
    assert small.names(it.expand(second.expression)) == ["UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]
    # No single body is offered that is not of the class: a department is no answer to a question about districts.
    assert {one.agency_id for one in others if one.agency_id} <= {20, 30}


def test_of_a_list_without_a_known_name_the_whole_class_comes_first(small: Any) -> None:
    first = resolver(small.before).resolve("UBND các huyện: Mường Xa, Pá Lau", "group").candidates[0]
    assert (first.label, first.score) == ("UBND các huyện", 98)


def test_a_class_without_members_on_the_date_is_not_offered(small: Any) -> None:
    candidates = resolver(small.after).resolve("UBND các huyện: Mường Xa, Pá Lau", "group").candidates
    assert "UBND các huyện" not in [one.label for one in candidates]
    assert [one.agency_id for one in candidates if one.agency_id] == []


@pytest.mark.parametrize("phrase", ["Các cơ quan liên quan", "Các phòng, ngành, đơn vị có liên quan"])
def test_what_is_open_ended_is_nobody_in_particular(small: Any, phrase: str) -> None:
    for kind in ("related", "group"):
        resolution = resolver(small.before).resolve(phrase, kind)
        assert resolution.status == ResolutionStatus.RELATED
        assert not resolution.members and not resolution.candidates


def test_a_place_is_never_guessed(small: Any) -> None:
    it = resolver(small.before)
    for phrase in ("UBND xã Suối Nhan Sơn", "UBND xã Suối Nhạm", "Công an tỉnh Sông Mê", "Công an tỉnh Bến Xa"):
        resolution = it.resolve(phrase)
        assert resolution.status == ResolutionStatus.OPEN, phrase
    assert it.resolve("UBND xã Suối Nhạm").candidates[0].agency_id == 40


def test_a_typing_error_in_a_name_without_a_place_is_read(small: Any) -> None:
    resolution = resolver(small.before).resolve("Sở Thông tin và Truyển thôn")
    assert found(resolution) == 5
    assert resolution.reason_code == "GRP022"


def test_another_word_is_no_typing_error(small: Any) -> None:
    it = resolver(small.before)
    for phrase in ("Bộ Nội vụ", "Sở Ngoại vụ", "Báo Thông tin và Truyền thông", "Sở Y tá"):
        assert it.resolve(phrase).status == ResolutionStatus.OPEN, phrase
    assert it.resolve("Bộ Nội vụ").is_outside


def test_what_stands_in_parentheses_may_add_but_not_choose(small: Any) -> None:
    it = resolver(small.before)
    for aside in ("cơ quan thường trực", "qua Văn phòng", "Công an tỉnh"):
        resolution = it.resolve(f"Sở Nội vụ ({aside})")
        assert (found(resolution), resolution.reason_code) == (3, "GRP028")
    group = it.resolve("UBND cấp huyện (Phòng Nội vụ)", "group")
    assert [member.agency_id for member in group.members] == [20, 30]
    assert it.resolve("UBND cấp huyện (được chọn thí điểm)", "group").status == ResolutionStatus.OPEN


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("Sở Nội vụ, Sở Y tế", [3, 4]),
        ("Các sở: Nội vụ, Y tế, Thông tin và Truyền thông", [3, 5, 4]),
        ("Sở Y tế và Văn phòng UBND tỉnh; Công an tỉnh", [4, 7, 2]),
    ],
)
def test_a_list_of_known_names_is_a_group(small: Any, phrase: str, ids: list[int]) -> None:
    members = resolver(small.before).resolve(phrase).members
    assert {member.agency_id for member in members} == set(ids)


def test_a_list_with_an_unknown_name_is_asked_about(small: Any) -> None:
    assert resolver(small.before).resolve("Sở Nội vụ, Sở Mây gió").status == ResolutionStatus.OPEN


_WORDS = (
    *("UBND", "các", "huyện", ":", ",", ";", "(", ")", "trừ", "và", "cấp xã", "Sở", "Nội vụ", "sở, ban, ngành"),
    *("thuộc", "tỉnh", "đơn vị", "có", '"', "12", "Nậm Trám", "liên quan", "."),
)


@given(st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join))
def test_no_phrase_breaks_it(small: Any, phrase: str) -> None:
    it = resolver(small.before)
    for kind in ("agency", "group", "related"):
        resolution = it.resolve(phrase, kind)
        assert resolution.reason
        assert (resolution.status == ResolutionStatus.GROUP) == bool(resolution.members)


def test_what_nobody_is_called_stays_open_with_candidates(small: Any) -> None:
    resolution = resolver(small.before, 20).resolve("Phòng Tài chính")
    assert resolution.status == ResolutionStatus.OPEN
    assert resolution.candidates[0].agency_id == 23
    assert resolution.candidates[0].hint == "tên gần giống"
    assert resolver(small.before).resolve("").status == ResolutionStatus.OPEN


def test_a_body_that_ended_offers_its_heir_and_says_so(small: Any) -> None:
    ended = FormerName(99, "Sở Khoa học", date(2004, 1, 1), date(2020, 3, 1), heirs=(5,))
    resolution = resolver(small.before, former=[ended]).resolve("Sở Khoa học")
    assert resolution.status == ResolutionStatus.OPEN
    assert resolution.candidates[0].agency_id == 5
    assert "01/03/2020" in resolution.reason and "Sở Thông tin và Truyền thông" in resolution.reason


def test_a_body_that_came_later_offers_the_body_of_the_day(small: Any) -> None:
    later = FormerName(98, "Sở Dữ liệu", date(2025, 3, 1), date(9999, 12, 31), forebears=(5,))
    resolution = resolver(small.before, former=[later]).resolve("Sở Dữ liệu")
    assert resolution.reason_code == "GRP034"
    assert [candidate.agency_id for candidate in resolution.candidates] == [5]


def test_an_old_name_of_a_living_body_is_that_body(small: Any) -> None:
    old = FormerName(6, "Ban Quản lý các khu công nghiệp", date(2004, 1, 1), date(2020, 1, 1))
    resolution = resolver(small.before, former=[old]).resolve("Ban Quản lý các khu công nghiệp tỉnh")
    assert (found(resolution), resolution.reason_code) == (6, "GRP026")


def test_a_decision_of_the_issuer_comes_before_all(small: Any) -> None:
    decided = [
        RememberedPhrase(compare_key("Sở Nội vụ"), agency_id=2),
        RememberedPhrase(compare_key("Các chủ đầu tư"), expression="agency(4, 8)"),
        RememberedPhrase(compare_key("Cơ quan cũ"), agency_id=99),
    ]
    it = resolver(small.before, remembered=decided)
    assert found(it.resolve("Sở Nội vụ")) == 2
    assert [member.agency_id for member in it.resolve("các chủ đầu tư", "group").members] == [4, 8]
    assert it.resolve("Cơ quan cũ").reason_code == "GRP036"


def test_a_group_that_the_line_has_defined_counts(small: Any) -> None:
    defined = [NamedGroup("Khối nội chính", "agency(3, 7)", owner_id=1)]
    resolution = resolver(small.before, 20, groups=defined).resolve("khối nội chính", "group")
    assert [member.agency_id for member in resolution.members] == [3, 7]
    assert "UBND tỉnh Sông Mây" in resolution.reason


def test_bodies_outside_command_are_marked(small: Any) -> None:
    it = resolver(small.before)
    assert it.resolve("Tỉnh ủy").is_outside and it.resolve("HĐND tỉnh").is_outside
    unknown = it.resolve("Ủy ban MTTQ Việt Nam tỉnh")
    assert unknown.status == ResolutionStatus.OPEN and unknown.is_outside
    assert all(it.is_outside(candidate.agency_id or 0) for candidate in unknown.candidates)
    assert not it.resolve("Sở Nội vụ").is_outside


def test_charges_are_those_of_the_nearest_territory(small: Any) -> None:
    mandates = (
        MandateEntry(1, 3, "standing_body"),
        MandateEntry(1, 2, "area_lead", "procedures"),
        MandateEntry(20, 22, "standing_body"),
        MandateEntry(20, 999, "area_lead", "procedures"),
    )
    district, province = (resolver(small.before, issuer, mandates=mandates) for issuer in (20, 1))
    assert (province.standing_body(), province.area_lead("procedures")) == (3, 2)
    assert (district.standing_body(), district.area_lead("procedures")) == (22, 2)
    assert province.area_lead("digital") is None


def test_it_answers_about_bodies_and_expressions(small: Any) -> None:
    it = resolver(small.before)
    assert (it.name(22), it.level(22), it.parent(22)) == ("Phòng Nội vụ huyện Nậm Trám", "district", 20)
    assert (it.name(999), it.level(999), it.parent(999), it.parent(1)) == ("", "", None, None)
    assert len(it.expand("level(commune)")) == 4
    with pytest.raises(ExpressionError):
        it.expand("tất cả")


def test_an_issuer_that_the_register_does_not_know_breaks_nothing(small: Any) -> None:
    it = resolver(small.before, 999)
    assert found(it.resolve("UBND huyện Nậm Trám")) == 20
    assert it.resolve("Phòng Nội vụ").status == ResolutionStatus.OPEN
    assert it.resolve("UBND cấp xã", "group").status == ResolutionStatus.OPEN
    assert it.standing_body() is None
