"""Criteria sets: those of the program come by themselves, drafts are kept as they are, what is published is right."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.scoring.constants import SetState
from caicach.scoring.mapping import draft_of, set_of
from caicach.scoring.models import SetVersion
from caicach.scoring.selectors.set_checks import draft_problems
from caicach.scoring.selectors.sets import set_for, set_lines
from caicach.scoring.services.sets import BadSet, NewSet, set_begin, set_change, set_copy, set_drop, set_publish
from caicach.scoring.services.sets_packaged import packaged_sets_bring_in
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from cast import Cast
from reform.forms import parse_formula
from reform.index import CriteriaSet, SubCriterion
from scoring_cast import set_make

pytestmark = pytest.mark.django_db

BASIS = "Quyết định 11/QĐ-UBND ngày 05/01/2027"


@pytest.fixture
def base() -> SetVersion:
    return set_make()


@pytest.fixture
def draft(cast: Cast, base: SetVersion) -> SetVersion:
    """A copy for the next year by the province's standing body."""
    return copied(cast, base)


def copied(cast: Cast, base: SetVersion, **values: Any) -> SetVersion:
    new = NewSet(**{"version": "2027.1", "year": 2027, "legal_basis": BASIS, **values})
    return set_copy(base, new, actor=cast.standing_officer.actor, owner_id=cast.province.pk, now=cast.now)


def with_leaf(one: CriteriaSet, key: str, **values: Any) -> CriteriaSet:
    def changed(leaf: SubCriterion) -> SubCriterion:
        return replace(leaf, **values) if leaf.key == key else leaf

    return replace(
        one,
        areas=tuple(
            replace(
                area,
                criteria=tuple(replace(found, leaves=tuple(map(changed, found.leaves))) for found in area.criteria),
            )
            for area in one.areas
        ),
    )


def test_packaged_sets_come_once(cast: Cast) -> None:
    assert packaged_sets_bring_in(now=cast.now) == 4
    assert packaged_sets_bring_in(now=cast.now) == 0
    assert {row.state for row in SetVersion.objects.filter(owner=None)} == {SetState.PUBLISHED}


def test_a_copy_for_the_next_year_links_every_sub_criterion_to_itself(draft: SetVersion, base: SetVersion) -> None:
    one = draft_of(draft)[0]

    assert (one.year, one.previous, draft.based_on, draft.state) == (2027, "2026.1", base, SetState.DRAFT)
    assert {(link.before, link.now, link.is_same) for link in one.links} == {
        (leaf.key, leaf.key, True) for leaf in set_of(base).leaves
    }
    assert draft_problems(draft) == ()
    assert Entry.objects.filter(action="scoring.set-begin").count() == 1


def test_a_copy_of_the_same_year_stays_linked_to_the_year_before(cast: Cast) -> None:
    packaged_sets_bring_in(now=cast.now)
    base = SetVersion.objects.get(set_key="cchc-xa", version="2026.1")

    one = draft_of(copied(cast, base, version="2026.2", year=2026))[0]

    assert (one.previous, one.links) == ("2025.1", set_of(base).links)


def test_a_version_stands_once_and_is_no_copy_of_its_own_name(cast: Cast, draft: SetVersion, base: SetVersion) -> None:
    with pytest.raises(BadInput, match=r"2027\.1"):
        copied(cast, base)
    with pytest.raises(BadInput, match=r"2026\.1"):
        copied(cast, base, version="2026.1")


def test_a_draft_is_kept_with_points_that_do_not_add_up_but_not_published(cast: Cast, draft: SetVersion) -> None:
    actor = cast.standing_officer.actor
    one = with_leaf(draft_of(draft)[0], "steering.inspection", points=Decimal(2))

    kept = set_change(draft, one, actor=actor, revision=1, now=cast.now)

    assert kept.revision == 2
    assert [problem.code for problem in draft_problems(kept)] == ["IX027"]
    with pytest.raises(BadSet, match="20"):
        set_publish(kept, actor=actor, revision=2, now=cast.now)
    assert SetVersion.objects.get(pk=draft.pk).state == SetState.DRAFT


def test_a_formula_of_a_figure_that_nobody_knows_is_told_before_publishing(cast: Cast, draft: SetVersion) -> None:
    one = draft_of(draft)[0]
    rule = replace(one.by_key()["steering.plan.done"].rule, value=parse_formula("duties.dnoe / duties.due * 100"))
    kept = set_change(
        draft, with_leaf(one, "steering.plan.done", rule=rule), actor=cast.standing_officer.actor, revision=1,
        now=cast.now,
    )  # fmt: skip

    with pytest.raises(BadSet, match=r"duties\.dnoe"):
        set_publish(kept, actor=cast.standing_officer.actor, revision=2, now=cast.now)


def test_a_published_set_is_frozen(cast: Cast, draft: SetVersion) -> None:
    actor = cast.standing_officer.actor
    one = draft_of(draft)[0]

    published = set_publish(draft, actor=actor, revision=1, now=cast.now)

    assert (published.state, published.published_by_id) == (SetState.PUBLISHED, actor.user_id)
    assert Entry.objects.filter(action="scoring.set-publish").count() == 1
    with pytest.raises(WrongState):
        set_change(published, one, actor=actor, revision=1, now=cast.now)
    with pytest.raises(WrongState):
        set_publish(published, actor=actor, revision=1, now=cast.now)
    with pytest.raises(WrongState):
        set_drop(published, actor=actor, now=cast.now)


def test_without_a_legal_basis_nothing_is_published(cast: Cast, base: SetVersion) -> None:
    draft = copied(cast, base, legal_basis="")

    with pytest.raises(BadInput, match="căn cứ"):
        set_publish(draft, actor=cast.standing_officer.actor, revision=1, now=cast.now)


def test_of_two_editors_the_second_is_told(cast: Cast, draft: SetVersion) -> None:
    actor = cast.standing_officer.actor
    one = draft_of(draft)[0]
    set_change(draft, replace(one, title="Của người thứ nhất"), actor=actor, revision=1, now=cast.now)

    with pytest.raises(WrongState, match="Người khác"):
        set_change(draft, replace(one, title="Của người thứ hai"), actor=actor, revision=1, now=cast.now)

    assert SetVersion.objects.get(pk=draft.pk).title == "Của người thứ nhất"


def test_the_key_of_a_set_stays(cast: Cast, draft: SetVersion) -> None:
    other = replace(draft_of(draft)[0], key="song-may-khac")

    with pytest.raises(BadInput, match="song-may-xa"):
        set_change(draft, other, actor=cast.standing_officer.actor, revision=1, now=cast.now)


def test_only_standing_officers_of_the_owner_write(cast: Cast, draft: SetVersion, base: SetVersion) -> None:
    one = draft_of(draft)[0]
    for person in (cast.commune_officer, cast.department_officer):
        with pytest.raises(NotAllowed):
            set_change(draft, one, actor=person.actor, revision=1, now=cast.now)
        with pytest.raises(NotAllowed):
            set_begin(base.definition, NewSet("9", 2027), actor=person.actor, owner_id=cast.province.pk, now=cast.now)
        with pytest.raises(Beyond):
            set_for(person.actor, draft.uid)
        assert [line.uid for line in set_lines(person.actor)] == [base.uid]


def test_a_packaged_set_is_nobodys_to_change(cast: Cast, base: SetVersion) -> None:
    with pytest.raises(NotAllowed):
        set_change(base, set_of(base), actor=cast.standing_officer.actor, revision=1, now=cast.now)


def test_a_draft_is_dropped_and_what_is_no_set_is_not_begun(cast: Cast, draft: SetVersion) -> None:
    actor = cast.standing_officer.actor
    set_drop(draft, actor=actor, now=cast.now)

    assert not SetVersion.objects.filter(pk=draft.pk).exists()
    with pytest.raises(BadSet):
        set_begin("areas: [", NewSet("1", 2027), actor=actor, owner_id=cast.province.pk, now=cast.now)
