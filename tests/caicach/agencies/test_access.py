"""Who sees what: the subtree, now and before."""

from datetime import UTC, date, datetime

import pytest

from caicach.agencies import access, services
from caicach.agencies.models import Agency, AgencyAlias
from caicach.web.actor import SYSTEM, Actor, Role
from caicach.web.errors import BadInput, NotAllowed

TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)


def seen(*scope: int) -> set[int]:
    actor = Actor(user_id=1, name="Cán bộ", scope_ids=scope)
    return set(Agency.objects.filter(access.within_reach("pk", actor)).values_list("pk", flat=True))


def test_reach_is_the_subtree_of_every_scope(ids: dict[str, int]) -> None:
    district = {ids[key] for key in ("nam-tram", "nam-tram/noi-vu", "suoi-nhan", "ben-co")}
    assert seen(ids["nam-tram"]) == district
    assert seen(ids["nam-tram"], ids["go-mo"]) == district | {ids["go-mo"]}
    assert seen(ids["tinh"]) == set(ids.values())
    assert seen() == set()


def test_what_moved_away_stays_visible_to_those_above_it_then(ids: dict[str, int]) -> None:
    services.agency_move(ids["suoi-nhan"], parent_id=ids["tinh"], on=date(2025, 7, 1), actor=SYSTEM, today=TODAY)
    assert ids["suoi-nhan"] in seen(ids["nam-tram"])


def test_reach_goes_through_a_foreign_key_and_the_program_sees_all(ids: dict[str, int]) -> None:
    services.alias_remember(ids["tinh"], "Cơ quan tài chính", agency_id=ids["tai-chinh"], actor=SYSTEM, now=NOW)
    officer = Actor(user_id=1, name="Cán bộ", scope_ids=(ids["nam-tram"],))
    for field in ("agency", "agency_id"):
        assert not AgencyAlias.objects.filter(access.within_reach(field, officer)).exists()
    assert AgencyAlias.objects.filter(access.within_reach("agency", SYSTEM)).exists()


def test_a_phrase_is_settled_by_those_who_may_and_by_one_meaning(ids: dict[str, int]) -> None:
    viewer = Actor(user_id=1, name="Người xem", roles=frozenset({Role.VIEWER}))
    with pytest.raises(NotAllowed):
        services.alias_remember(ids["tinh"], "Cơ quan tài chính", agency_id=1, actor=viewer, now=NOW)
    for phrase, meaning in (("", {"agency_id": 1}), ("x", {}), ("x", {"expression": "tất cả"})):
        with pytest.raises(BadInput):
            services.alias_remember(ids["tinh"], phrase, actor=SYSTEM, now=NOW, **meaning)  # type: ignore[arg-type]
    assert not AgencyAlias.objects.exists()
