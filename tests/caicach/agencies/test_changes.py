"""The register changes: names, parents, mergers, splits, ends; what is computed from it follows."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.agencies import selectors, services
from caicach.agencies.constants import ReorganisationKind
from caicach.agencies.models import Agency, AgencyEdge, AgencyVersion, Reorganisation
from caicach.agencies.services import NewAgency, RegisterRow, ReorganisationPlan
from caicach.audit.models import Entry
from caicach.web.actor import SYSTEM, Actor, Role
from caicach.web.errors import BadInput, Beyond, NotAllowed, Refusal
from caicach.web.fields import FOREVER

TODAY = date(2026, 11, 16)
ON = date(2025, 7, 1)
DAY = timedelta(days=1)
CLERK = Actor(user_id=7, name="Văn thư", roles=frozenset({Role.CLERK}))


def edges_by_climbing(on: date) -> set[tuple[int, int, int]]:
    """(ancestor, descendant, depth) on one day, from the parents alone."""
    parents = {entry.id: entry.parent_id for entry in selectors.register_at(on).entries}
    found = set()
    for child in parents:
        current, depth = child, 0
        while current in parents:
            found.add((current, child, depth))
            current, depth = parents[current], depth + 1
    return found


def edges_stored(on: date) -> set[tuple[int, int, int]]:
    edges = AgencyEdge.objects.filter(valid_from__lte=on, valid_to__gt=on)
    return set(edges.values_list("ancestor_id", "descendant_id", "depth"))


def test_a_new_body_stands_under_its_parent_and_all_above(ids: dict[str, int]) -> None:
    new = NewAgency("Phòng Y tế huyện Nậm Trám", "district", "division", ids["nam-tram"])
    agency = services.agency_create(new, started_on=ON, actor=SYSTEM, today=TODAY)
    assert agency.current_sort_key
    edges = AgencyEdge.objects.filter(descendant=agency).order_by("depth")
    assert [(edge.ancestor_id, edge.valid_from) for edge in edges] == [
        (agency.pk, ON),
        (ids["nam-tram"], ON),
        (ids["tinh"], ON),
    ]
    entry = Entry.objects.get(action="agencies.create")
    assert (entry.object_id, entry.actor_id) == (agency.pk, None)


def test_a_move_takes_the_whole_subtree_along(ids: dict[str, int]) -> None:
    services.agency_move(ids["nam-tram"], parent_id=ids["doi-vong"], on=ON, actor=SYSTEM, today=TODAY)
    for on in (ON - DAY, ON):
        assert edges_stored(on) == edges_by_climbing(on)
    assert (ids["doi-vong"], ids["suoi-nhan"], 2) in edges_stored(ON)
    assert Agency.objects.get(pk=ids["nam-tram"]).current_parent_id == ids["doi-vong"]


def test_a_change_of_the_same_day_is_rewritten(ids: dict[str, int]) -> None:
    for name in ("Sở Một", "Sở Hai"):
        services.agency_rename(ids["noi-vu"], name=name, on=ON, actor=SYSTEM, today=TODAY)
    versions = AgencyVersion.objects.filter(agency=ids["noi-vu"]).values_list("name", "valid_from", "valid_to")
    assert list(versions) == [("Sở Nội vụ", date(2004, 7, 1), ON), ("Sở Hai", ON, FOREVER)]


def test_a_change_to_come_is_projected_on_its_day(ids: dict[str, int]) -> None:
    services.agency_rename(ids["noi-vu"], name="Sở Tổ chức", on=TODAY + DAY, actor=SYSTEM, today=TODAY)
    assert selectors.names_of([ids["noi-vu"]]) == {ids["noi-vu"]: "Sở Nội vụ"}
    assert services.projection_refresh(today=TODAY + DAY) == 1
    assert services.projection_refresh(today=TODAY + DAY) == 0
    assert selectors.names_of([ids["noi-vu"]]) == {ids["noi-vu"]: "Sở Tổ chức"}


def test_a_merger_ends_the_old_bodies_the_day_before(ids: dict[str, int]) -> None:
    heir = NewAgency("UBND xã Suối Cọ", "commune", "committee", ids["tinh"], "xã Suối Cọ")
    old = (ids["suoi-nhan"], ids["ben-co"])
    event = services.agencies_reorganise(
        ReorganisationPlan(ReorganisationKind.MERGE, ON, old, (heir,), "Nghị quyết số 45/NQ-HĐND"),
        actor=SYSTEM,
        today=TODAY,
    )
    new = event.successions.values_list("successor_id", flat=True).first()
    assert set(old) <= set(selectors.register_at(ON - DAY).by_id)
    assert not set(old) & set(selectors.register_at(ON).by_id)
    assert new in selectors.register_at(ON) and new not in selectors.register_at(ON - DAY)
    assert set(Agency.objects.filter(ended_on=ON).values_list("pk", flat=True)) == set(old)
    history = selectors.agency_history(old[0])
    assert [(heir.successor_id, heir.is_main) for heir in history.heirs] == [(new, True)]
    assert edges_stored(ON) == edges_by_climbing(ON)
    assert Entry.objects.filter(action="agencies.reorganise").count() == 1


def test_a_split_has_one_main_heir(ids: dict[str, int]) -> None:
    heirs = tuple(NewAgency(name, "province", "department", ids["tinh"]) for name in ("Sở Một", "Sở Hai"))
    plan = ReorganisationPlan(ReorganisationKind.SPLIT, ON, (ids["noi-vu"],), heirs)
    services.agencies_reorganise(plan, actor=SYSTEM, today=TODAY)
    found = selectors.agency_history(ids["noi-vu"]).heirs
    assert [(heir.successor.current_name, heir.is_main) for heir in found] == [("Sở Một", True), ("Sở Hai", False)]


def test_what_stood_under_an_ended_body_moves(ids: dict[str, int]) -> None:
    ending = (ids["nam-tram"], ids["nam-tram/noi-vu"])
    plan = ReorganisationPlan(ReorganisationKind.DISSOLVE, ON, ending, children_to=ids["tinh"])
    services.agencies_reorganise(plan, actor=SYSTEM, today=TODAY)
    after = selectors.register_at(ON)
    assert after.by_id[ids["suoi-nhan"]].parent_id == after.by_id[ids["ben-co"]].parent_id == ids["tinh"]
    for on in (ON - DAY, ON):
        assert edges_stored(on) == edges_by_climbing(on)


def test_an_impossible_change_is_refused_and_nothing_is_changed(ids: dict[str, int]) -> None:
    unknown = max(ids.values()) + 1
    district, province = ids["nam-tram"], ids["tinh"]
    dissolve, merge = ReorganisationKind.DISSOLVE, ReorganisationKind.MERGE

    def reorganise(*plan: Any) -> None:
        services.agencies_reorganise(ReorganisationPlan(*plan), actor=SYSTEM, today=TODAY)

    def move(agency: int, parent: int | None, on: date = ON) -> None:
        services.agency_move(agency, parent_id=parent, on=on, actor=SYSTEM, today=TODAY)

    before = list(AgencyVersion.objects.values()), list(AgencyEdge.objects.values())
    new = NewAgency("Sở", "province", "department", unknown)
    refused: list[tuple[type[Refusal], Any]] = [
        (BadInput, lambda: move(province, district)),
        (BadInput, lambda: move(district, unknown)),
        (BadInput, lambda: move(district, None, date(2000, 1, 1))),
        (Beyond, lambda: move(unknown, province)),
        (BadInput, lambda: services.agency_rename(district, name=" ", on=ON, actor=SYSTEM, today=TODAY)),
        (BadInput, lambda: services.agency_create(new, started_on=ON, actor=SYSTEM, today=TODAY)),
        (BadInput, lambda: reorganise(dissolve, ON, (district,))),
        (BadInput, lambda: reorganise(dissolve, ON, ())),
        (BadInput, lambda: reorganise(merge, ON, (district,))),
        (BadInput, lambda: reorganise(merge, ON, (district,), (district,))),
        (BadInput, lambda: reorganise(ReorganisationKind.RENAME, ON, (district,), (province,))),
        (BadInput, lambda: reorganise(merge, date(2000, 1, 1), (district,), (province,))),
    ]
    for error, act in refused:
        with pytest.raises(error):
            act()
    assert (list(AgencyVersion.objects.values()), list(AgencyEdge.objects.values())) == before
    assert not Reorganisation.objects.exists()


def test_only_some_roles_change_the_register(ids: dict[str, int]) -> None:
    with pytest.raises(NotAllowed, match="cơ quan thường trực"):
        services.agency_rename(ids["noi-vu"], name="Sở Khác", on=ON, actor=CLERK, today=TODAY)
    officer = _standing_officer(ids["tinh"])
    assert services.agency_rename(ids["noi-vu"], name="Sở Khác", on=ON, actor=officer, today=TODAY).name == "Sở Khác"


def test_a_role_changes_the_register_within_its_own_scope_alone(ids: dict[str, int]) -> None:
    officer = _standing_officer(ids["nam-tram"])
    with pytest.raises(NotAllowed, match="ngoài phạm vi"):
        services.agency_rename(ids["noi-vu"], name="Sở Khác", on=ON, actor=officer, today=TODAY)
    with pytest.raises(NotAllowed, match="ngoài phạm vi"):
        services.agency_move(ids["suoi-nhan"], parent_id=ids["tinh"], on=ON, actor=officer, today=TODAY)
    assert services.agency_rename(ids["suoi-nhan"], name="UBND xã Mới", on=ON, actor=officer, today=TODAY)


def _standing_officer(scope: int) -> Actor:
    role = Role.STANDING_OFFICER
    return Actor(user_id=8, name="Thường trực", roles=frozenset({role}), grants=((role, scope, ""),))


def test_a_load_with_a_gap_or_an_unknown_key_is_refused(db: None) -> None:
    top = RegisterRow("a", "UBND tỉnh", "province", "committee", date(2020, 1, 1), date(2021, 1, 1))
    late = RegisterRow("a", "UBND tỉnh", "province", "committee", date(2022, 1, 1))
    orphan = RegisterRow("b", "Sở", "province", "department", date(2020, 1, 1), parent="c")
    for rows in ([top, late], [orphan]):
        with pytest.raises(BadInput):
            services.register_load(rows, actor=SYSTEM, today=TODAY)
    assert not Agency.objects.exists()


_moves = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 9), st.integers(-3, 3)), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=_moves)
def test_after_any_moves_the_edges_are_those_of_the_parents(
    ids: dict[str, int], moves: list[tuple[int, int, int]]
) -> None:
    keys = sorted(ids.values())
    for agency, parent, days in moves:
        target = None if parent == 9 else keys[parent]
        try:
            services.agency_move(keys[agency], parent_id=target, on=ON + days * DAY, actor=SYSTEM, today=TODAY)
        except BadInput:
            continue
    stored = set(AgencyEdge.objects.values_list("ancestor", "descendant", "depth", "valid_from", "valid_to"))
    for days in range(-5, 6):
        assert edges_stored(ON + days * DAY) == edges_by_climbing(ON + days * DAY)
    services.closure_rebuild()
    assert stored == set(AgencyEdge.objects.values_list("ancestor", "descendant", "depth", "valid_from", "valid_to"))
