"""The language of group phrases, relative to the issuing body."""

from typing import Any

import pytest

from reform.groups.expressions import expand, parse_expression
from reform.groups.phrases import expression_for_phrase, standard_groups

OWN = "children(territory) & kind(department, office, board)"
DISTRICTS = "under(territory) & level(district) & kind(committee)"
COMMUNES = "under(territory) & level(commune) & kind(committee)"
ROOMS = "children(territory) & kind(division, office)"
UNITS = "kind(public_unit)"


@pytest.mark.parametrize(
    ("phrase", "expression"),
    [
        ("Các sở, ban, ngành", OWN),
        ("các sở ban ngành tỉnh", OWN),
        ("Các sở, ngành cấp tỉnh", OWN),
        ("Các sở, cơ quan ngang sở", OWN),
        ("Các cơ quan chuyên môn thuộc UBND tỉnh", OWN),
        ("Thủ trưởng các sở, ban, ngành", OWN),
        ("Các cơ quan, đơn vị, địa phương", f"{OWN} | {DISTRICTS} | {COMMUNES}"),
        ("Các ngành, địa phương", f"{OWN} | {DISTRICTS} | {COMMUNES}"),
        ("Các địa phương", f"{DISTRICTS} | {COMMUNES}"),
        ("UBND cấp huyện", DISTRICTS),
        ("Uỷ ban nhân dân các huyện, thị xã, thành phố", DISTRICTS),
        ("UBND các huyện, TX, TP", DISTRICTS),
        ("UBND cấp xã", COMMUNES),
        ("UBND các xã, phường, đặc khu", COMMUNES),
        ("Chủ tịch UBND các xã, phường, thị trấn", COMMUNES),
        ("UBND xã, phường", COMMUNES),
        ("UBND cấp huyện, cấp xã", f"{DISTRICTS} | {COMMUNES}"),
        ("UBND các cấp", f"{DISTRICTS} | {COMMUNES}"),
        ("UBND các xã, phường trực thuộc tỉnh", COMMUNES),
        ("UBND các xã, phường, đặc khu trên địa bàn tỉnh", COMMUNES),
        ("Các xã, phường", COMMUNES),
        ("Cơ quan hành chính nhà nước các cấp", f"{OWN} | {DISTRICTS} | {COMMUNES}"),
        ("Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã, phường", f"{OWN} | {COMMUNES}"),
        ("Các sở, ban, ngành, đoàn thể tỉnh", f"{OWN} | level(province) & kind(front)"),
        ("Các cơ quan ngành dọc trên địa bàn tỉnh", "level(province) & kind(vertical)"),
        ("Các tổ chức chính trị - xã hội cấp xã", "level(commune) & kind(front)"),
        ("Các cơ quan chuyên môn, đơn vị sự nghiệp thuộc UBND tỉnh", f"{OWN} | children(territory) & {UNITS}"),
        ("Các sở, ban, ngành; UBND cấp xã", f"{OWN} | {COMMUNES}"),
        ("Các sở, ban, ngành và UBND các huyện, thành phố", f"{OWN} | {DISTRICTS}"),
        ("Các sở, ban, ngành, UBND cấp huyện, UBND các xã, phường", f"{OWN} | {DISTRICTS} | {COMMUNES}"),
        ("đơn vị sự nghiệp công lập thuộc UBND tỉnh", f"children(territory) & {UNITS}"),
        ("Các đơn vị sự nghiệp công lập", f"under(territory) & {UNITS}"),
        ("Các đơn vị sự nghiệp công lập thuộc sở", f"children({OWN}) & {UNITS}"),
        ("Các sở, ban, ngành có đơn vị sự nghiệp công lập trực thuộc", f"{OWN} & parents({UNITS})"),
        (
            "Cơ quan quản lý cấp trên của đơn vị sự nghiệp công lập",
            f"parents(under(territory) & {UNITS}) - territory",
        ),
        ("UBND các huyện: Nậm Trám, Đồi Vông", f'{DISTRICTS} & named("Nậm Trám", "Đồi Vông")'),
        ("UBND các xã Suối Nhạn và Bến Cọ", f'{COMMUNES} & named("Suối Nhạn", "Bến Cọ")'),
        ("Các sở, ban, ngành (trừ Sở Y tế)", f'{OWN} - named("Sở Y tế")'),
        (
            "Phòng Nội vụ các huyện, thị xã, thành phố",
            'under(territory) & level(district) & named("Phòng Nội vụ")',
        ),
        (
            "Trung tâm Phục vụ hành chính công cấp xã",
            'under(territory) & level(commune) & named("Trung tâm Phục vụ hành chính công")',
        ),
        (
            "Trung tâm PVHCC cấp tỉnh, cấp xã",
            'under(territory) & level(province) & named("Trung tâm PVHCC") | '
            'under(territory) & level(commune) & named("Trung tâm PVHCC")',
        ),
        (
            "Văn phòng HĐND và UBND cấp xã",
            'under(territory) & level(commune) & named("Văn phòng HĐND và UBND")',
        ),
    ],
)
def test_a_province_means(phrase: str, expression: str) -> None:
    assert expression_for_phrase(phrase, issuer_level="province") == expression


@pytest.mark.parametrize(
    ("phrase", "expression"),
    [
        ("Các phòng, ban, ngành cấp huyện", ROOMS),
        ("Các phòng, ban, đơn vị", ROOMS),
        ("Các phòng chuyên môn thuộc UBND huyện", ROOMS),
        ("UBND các xã, thị trấn", COMMUNES),
        ("Các phòng, ban, ngành; UBND cấp xã", f"{ROOMS} | {COMMUNES}"),
        ("Các cơ quan, đơn vị, địa phương", f"{ROOMS} | {COMMUNES}"),
        ("UBND cấp huyện", "territory"),
    ],
)
def test_a_district_means(phrase: str, expression: str) -> None:
    assert expression_for_phrase(phrase, issuer_level="district") == expression


def test_a_commune_means_its_own_offices() -> None:
    own = "children(territory) & kind(division, office, centre)"
    for phrase in ("Các phòng, ban, đơn vị", "Các phòng chuyên môn", "Các cơ quan, đơn vị"):
        assert expression_for_phrase(phrase, issuer_level="commune") == own


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "...",
        "Sở Nội vụ",
        "UBND tỉnh",
        "Các cơ quan được giao làm chủ đầu tư",
        "Các cơ quan, đơn vị trực tiếp sử dụng ngân sách nhà nước",
        "cơ quan tài chính cùng cấp",
        "HĐND cấp xã",
        "Các doanh nghiệp",
        "Các sở, ban, ngành và những người có liên quan khác",
        "Phòng Nội vụ",
        "Các phòng, ban",
    ],
)
def test_what_the_register_does_not_know_is_no_group_of_a_province(phrase: str) -> None:
    assert expression_for_phrase(phrase, issuer_level="province") is None


def test_a_level_does_not_command_what_stands_above_it() -> None:
    for phrase in ("Các sở, ban, ngành", "UBND cấp tỉnh", "Các sở, ngành cấp tỉnh"):
        assert expression_for_phrase(phrase, issuer_level="district") is None
    assert expression_for_phrase("UBND huyện", issuer_level="district") is None
    assert expression_for_phrase("UBND cấp huyện", issuer_level="commune") is None


def test_localities_are_the_levels_that_exist_on_the_date(small: Any) -> None:
    expression = expression_for_phrase("Các cơ quan, đơn vị, địa phương", issuer_level="province")
    assert expression
    own = ["Ban Quản lý Khu kinh tế", "Sở Nội vụ", "Sở Thông tin và Truyền thông", "Sở Y tế", "Văn phòng UBND tỉnh"]
    communes = ["UBND phường Gò Mơ", "UBND xã Bến Cọ", "UBND xã Bến Cỏ", "UBND xã Suối Nhạn"]
    districts = ["UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]
    assert set(small.names(expand(expression, small.before, 1))) == {*own, *districts, *communes}
    assert set(small.names(expand(expression, small.after, 1))) == {*own, *communes}


def test_a_department_speaks_for_the_territory_it_works_in(small: Any) -> None:
    expression = expression_for_phrase("UBND cấp huyện", issuer_level="province")
    assert expression
    assert small.names(expand(expression, small.before, 3)) == ["UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]
    rooms = expression_for_phrase("Các phòng, đơn vị thuộc Sở", issuer_level="province")
    assert rooms == "children(issuer)"
    assert small.names(expand(rooms, small.before, 3)) == ["Văn phòng Sở Nội vụ"]


def test_every_usual_group_has_an_expression() -> None:
    for level in ("province", "district", "commune"):
        groups = standard_groups(level)
        assert groups
        assert all(str(parse_expression(group.expression)) == group.expression for group in groups)
    assert standard_groups("central") == ()
