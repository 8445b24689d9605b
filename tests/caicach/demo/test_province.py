"""The fictional province stands as its description says."""

from datetime import date

import pytest

from caicach.agencies import selectors
from caicach.agencies.models import Agency, AgencyEdge, AgencyVersion
from caicach.demo.province import province_build
from vanban.text.forms import compare_key

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
BEFORE = date(2023, 12, 15)


def members(issuer, on, phrase):
    found = selectors.resolver_for(issuer, on=on).resolve(phrase, "group")
    return [member.agency_id for member in found.members]


def test_today_it_has_fourteen_departments_and_sixty_communes():
    province = province_build(TODAY)
    assert len(province.departments) == 14
    assert members(province.province, TODAY, "UBND cấp xã") and len(province.communes) == 60
    assert set(members(province.province, TODAY, "UBND các xã, phường")) == set(province.communes)


def test_a_plan_of_2023_expands_over_the_register_of_its_day():
    province = province_build(TODAY)
    districts = members(province.province, BEFORE, "UBND các huyện, thị xã, thành phố")
    assert set(districts) == set(province.districts) and len(districts) == 8
    assert len(members(province.province, BEFORE, "UBND cấp xã")) == 84
    assert len(members(province.province, BEFORE, "Các sở, ban, ngành")) == 20  # with the board of the industrial zones
    assert len(members(province.province, BEFORE, "Các cơ quan, đơn vị, địa phương")) == 20 + 8 + 84


def test_today_units_and_localities_are_departments_and_communes():
    province = province_build(TODAY)
    assert len(members(province.province, TODAY, "Các cơ quan, đơn vị, địa phương")) == 15 + 60


def test_thirty_six_communes_went_on_under_the_province():
    province = province_build(TODAY)
    before, now = selectors.register_at(BEFORE), selectors.register_at(TODAY)
    stayed = [commune for commune in province.communes if commune in before]
    assert len(stayed) == 36 and len(province.former_communes) == 48
    assert all(now.by_id[commune].parent_id == province.province for commune in stayed)
    assert {before.by_id[commune].parent_id for commune in stayed} == set(province.districts)


def test_every_body_that_ended_has_an_heir_that_lives():
    province = province_build(TODAY)
    now = selectors.register_at(TODAY)
    ended = Agency.objects.filter(ended_on__lte=TODAY).exclude(current_name__contains="Biên phòng")
    assert ended.count() == 7 + 8 * 13 + 48
    for agency in ended:
        heirs = selectors.agency_history(agency.pk).heirs
        assert sum(heir.is_main for heir in heirs) == 1, agency
        assert all(heir.successor_id in now for heir in heirs)
    assert province["thong-tin"] in ended.values_list("pk", flat=True)


def test_the_leads_of_areas_follow_the_reform():
    province = province_build(TODAY)
    assert selectors.resolver_for(province.province, on=BEFORE).area_lead("digital") == province["thong-tin"]
    now = selectors.resolver_for(province.province, on=TODAY)
    assert now.area_lead("digital") == province["khoa-hoc-cong-nghe"]
    assert now.standing_body() == province["noi-vu"]
    commune = selectors.resolver_for(province["xa-suoi-nhan"], on=TODAY)
    assert commune.standing_body() == province["xa-suoi-nhan/van-hoa"]


def test_building_again_changes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        first = province_build(TODAY)
    counts = [model.objects.count() for model in (Agency, AgencyVersion, AgencyEdge)]
    with django_assert_max_num_queries(5):
        assert province_build(TODAY) == first
    assert counts == [model.objects.count() for model in (Agency, AgencyVersion, AgencyEdge)]


def test_no_two_places_share_a_name_even_without_tone_marks():
    province_build(TODAY)
    for on in (BEFORE, TODAY):
        names = [compare_key(entry.name) for entry in selectors.register_at(on).entries]
        assert len(names) == len(set(names))
