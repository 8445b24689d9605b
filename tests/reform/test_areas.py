"""The areas of reform by date."""

from datetime import date

from reform.areas import OTHER, area_of, areas
from vanban.language.area_titles import area_code

SEVEN = ("institutions", "procedures", "organisation", "civil_service", "public_finance", "digital", "steering")


def test_the_seven_areas_come_in_the_order_of_the_chapters_and_other_last() -> None:
    for day in (date(2017, 3, 1), date(2026, 3, 1)):
        assert tuple(area.code for area in areas(day)) == (*SEVEN, OTHER)


def test_an_area_is_named_as_in_the_programme_of_its_time() -> None:
    assert area_of("digital", date(2017, 3, 1)).name == "Hiện đại hóa hành chính"
    assert "chính quyền số" in area_of("digital", date(2026, 3, 1)).name


def test_a_day_before_the_first_programme_gets_its_areas() -> None:
    assert areas(date(2005, 1, 1)) == areas(date(2012, 1, 1))


def test_an_area_of_a_locality_is_other() -> None:
    assert area_of("business_support", date(2026, 3, 1)).code == OTHER


def test_the_reader_knows_every_area_by_its_name() -> None:
    for day in (date(2017, 3, 1), date(2026, 3, 1)):
        assert {area.code: area_code(area.name) for area in areas(day)} == {code: code for code in (*SEVEN, OTHER)}
