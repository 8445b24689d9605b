"""The pages of criteria sets: read by all, changed by the standing body, everything that is wrong told in its place."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from caicach.figures.services import packaged_forms_bring_in
from caicach.scoring.constants import SetState
from caicach.scoring.mapping import draft_of
from caicach.scoring.models import SetVersion
from caicach.scoring.selectors.rounds import sets_to_open
from caicach.scoring.services.sets_packaged import packaged_sets_bring_in
from cast import Cast
from scoring_cast import set_make
from set_drafts import LEAF, again, copied, leaf_of, url

pytestmark = pytest.mark.django_db

LIST_QUERIES, SET_QUERIES = 6, 7


@pytest.fixture
def base() -> SetVersion:
    return set_make()


@pytest.fixture
def officer(cast: Cast, client: Any) -> Any:
    client.force_login(cast.standing_officer.user)
    return client


@pytest.fixture
def draft(cast: Cast, officer: Any, base: SetVersion) -> SetVersion:
    return copied(cast, officer, base)


def shown_values(client: Any, address: str) -> dict[str, Any]:
    """Return what the page's form shows, ready to be sent again."""
    form = client.get(address).context["page"].form
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in shown.items() if value not in (None, "", False)}


def test_everybody_reads_published_sets_and_no_draft(
    cast: Cast, draft: SetVersion, base: SetVersion, client: Any
) -> None:
    client.force_login(cast.commune_officer.user)

    listed = client.get(reverse("scoring:sets")).content.decode()
    text = client.get(url("set", base)).content.decode()

    assert url("set", base) in listed and url("set", draft) not in listed
    assert "nhiệm vụ hoàn thành" in text or "nhiệm vụ đến hạn" in text  # the formula in words
    assert "Kế hoạch năm; loại KH" in text and "Cơ quan thường trực" in text
    assert url("set-copy", base) not in text
    assert client.get(url("set", draft)).status_code == 404


def test_formulas_and_conditions_are_said_in_the_names_of_figures(cast: Cast, officer: Any) -> None:
    packaged_forms_bring_in(now=cast.now)
    packaged_sets_bring_in(now=cast.now)
    version = SetVersion.objects.get(set_key="cchc-so", version="2026.1")

    areas = officer.get(url("set", version)).context["page"].areas

    leaves = [leaf for area in areas for criterion in area.criteria for leaf in criterion.leaves]
    said = [text for leaf in leaves for text in (leaf.formula, leaf.applies) if text]
    assert len(said) > 40
    assert [text for text in said if re.search(r"[a-z]\.[a-z]", text)] == []


def test_one_area_is_shown_alone(officer: Any, base: SetVersion) -> None:
    content = officer.get(url("set", base), {"linh-vuc": "procedures"}).context["page"]

    assert [area.key for area in content.areas] == ["procedures"]
    assert [one.label for one in content.tabs if one.current] == ["Lĩnh vực 2"]


def test_the_page_and_the_list_take_a_fixed_number_of_queries(
    officer: Any, draft: SetVersion, base: SetVersion, cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    packaged_sets_bring_in(now=cast.now)
    for address, count in ((reverse("scoring:sets"), LIST_QUERIES), (url("set", draft), SET_QUERIES)):
        officer.get(address)
        with django_assert_num_queries(count):
            officer.get(address)


def test_a_sub_criterion_is_changed_and_what_no_longer_adds_up_is_told(officer: Any, draft: SetVersion) -> None:
    address = url("set-leaf", draft, LEAF)
    sent = shown_values(officer, address) | {"max": "1,5", "label": "Tự kiểm tra"}

    answer = officer.post(address, sent)

    assert answer.status_code == 302, answer.context["page"].form.errors
    assert (str(leaf_of(draft).points), leaf_of(draft).label, leaf_of(draft).number) == ("1.5", "Tự kiểm tra", "1.2")
    assert "20,5" in officer.get(url("set", draft)).content.decode()
    refused = officer.post(url("set-publish", draft), {"revision": 2})
    assert refused.status_code == 422 and "20,5" in refused.content.decode()
    assert again(draft).state == SetState.DRAFT


def test_what_cannot_be_read_is_told_at_its_field_and_kept_there(officer: Any, draft: SetVersion) -> None:
    address = url("set-leaf", draft, "steering.plan.issued")
    sent = shown_values(officer, address) | {"max": "một", "states": "không có điểm", "label": "Tên đã gõ"}

    answer = officer.post(address, sent)

    assert answer.status_code == 422
    assert {"max", "states"} <= set(answer.context["page"].form.errors)
    assert "Tên đã gõ" in answer.content.decode() and again(draft).revision == 1


def test_a_formula_that_cannot_be_read_is_told_and_the_old_one_stays(officer: Any, draft: SetVersion) -> None:
    address = url("set-leaf", draft, "steering.plan.done")
    before = leaf_of(draft, "steering.plan.done")

    answer = officer.post(address, shown_values(officer, address) | {"value": "duties.done / * 2"})

    assert answer.status_code == 422 and "Công thức không dùng được" in answer.content.decode()
    assert leaf_of(draft, "steering.plan.done") == before


def test_sub_criteria_come_move_and_go(officer: Any, draft: SetVersion) -> None:
    new = {
        "revision": 1, "under": "steering.plan", "key": "steering.plan.shared", "label": "Công khai kế hoạch",
        "max": "0,5", "kind": "Có, không",
    }  # fmt: skip

    assert officer.post(url("set-leaf-new", draft), new).status_code == 302
    assert leaf_of(draft, "steering.plan.shared").number == "1.1.3"
    up = {"huong": "len", "revision": 2}
    assert officer.post(url("set-leaf-move", draft, "steering.plan.shared"), up).status_code == 302
    assert leaf_of(draft, "steering.plan.shared").number == "1.1.2"
    assert officer.post(url("set-leaf-remove", draft, "steering.plan.done"), {"revision": 3}).status_code == 302

    one = draft_of(again(draft))[0]
    assert "steering.plan.done" not in one.by_key()
    assert [link.now for link in one.links if link.before == "steering.plan.done"] == [None]


def test_of_two_editors_the_second_keeps_what_was_typed(officer: Any, draft: SetVersion) -> None:
    address = url("set-leaf", draft, LEAF)
    first, second = (shown_values(officer, address) | {"label": label} for label in ("Của người một", "Của người hai"))
    officer.post(address, first)

    answer = officer.post(address, second)

    assert answer.status_code == 422
    assert "Của người hai" in answer.content.decode() and "Người khác" in answer.content.decode()
    assert leaf_of(draft).label == "Của người một"


def test_the_head_and_the_areas_are_changed(officer: Any, draft: SetVersion) -> None:
    head = shown_values(officer, url("set-head", draft)) | {
        "title": "Bộ năm 2027",
        "grades": "a | Tốt | 80\nb | Yếu | 0",
    }
    assert officer.post(url("set-head", draft), head).status_code == 302
    areas = shown_values(officer, url("set-areas", draft)) | {"appraiser_1": "standing"}
    assert officer.post(url("set-areas", draft), areas).status_code == 302

    one = draft_of(again(draft))[0]
    assert (one.title, [grade.key for grade in one.grades]) == ("Bộ năm 2027", ["a", "b"])
    assert one.areas[1].appraiser == "standing" and one.maximum == 20
    bad = officer.post(url("set-head", draft), head | {"grades": "Tốt 80", "revision": 3})
    assert bad.status_code == 422 and "grades" in bad.context["page"].form.errors


def test_headings_bonuses_and_penalties_come_change_and_go(officer: Any, draft: SetVersion) -> None:
    new = {"revision": 1, "rank": "criterion", "under": "steering", "key": "steering.fresh", "label": "Tiêu chí mới"}
    assert officer.post(url("set-heading-new", draft), new).status_code == 302
    leaf = {"revision": 2, "under": "steering.fresh", "key": "steering.fresh.one", "label": "Một", "max": "1"}
    assert officer.post(url("set-leaf-new", draft), leaf | {"kind": "Có, không"}).status_code == 302
    beside = {"revision": 3, "rank": "bonus", "key": "bonus.fresh", "label": "Thưởng mới", "each": "0,5", "max": "1"}
    assert officer.post(url("set-heading-new", draft), beside).status_code == 302
    address = url("set-heading", draft, "steering.fresh")
    assert officer.post(address, shown_values(officer, address) | {"label": "Tên sửa"}).status_code == 302
    assert officer.post(url("set-leaf-remove", draft, "penalty.discipline"), {"revision": 5}).status_code == 302

    one = draft_of(again(draft))[0]
    fresh = one.areas[0].criteria[-1]
    assert (fresh.label, [leaf.key for leaf in fresh.leaves]) == ("Tên sửa", ["steering.fresh.one"])
    assert [one.key for one in one.adjustments] == ["bonus.model", "bonus.fresh"]


def test_what_a_new_heading_lacks_is_said_at_its_field(officer: Any, draft: SetVersion) -> None:
    lost = {"revision": 1, "rank": "criterion", "key": "steering.fresh", "label": "Tiêu chí mới"}
    empty = {"revision": 1, "rank": "penalty", "key": "penalty.fresh", "label": "Trừ mới"}

    for sent, name in ((lost, "under"), (empty, "each")):
        answer = officer.post(url("set-heading-new", draft), sent)
        assert answer.status_code == 422 and name in answer.context["page"].form.errors
    assert again(draft).revision == 1


def test_the_window_of_proof_and_the_kinds_are_typed(officer: Any, draft: SetVersion) -> None:
    head = shown_values(officer, url("set-head", draft))
    assert head["window_first"] == "01/12 năm trước"
    sent = head | {"window_first": "15/12 năm trước", "window_last": "30/11", "kinds": ["department", "commune"]}

    assert officer.post(url("set-head", draft), sent).status_code == 302
    one = draft_of(again(draft))[0]
    assert str(one.window.first.on(2027)) == "2026-12-15" and str(one.window.last.on(2027)) == "2027-11-30"
    assert one.kinds == ("department", "commune")
    wrong = sent | {"revision": 2, "window_first": "31/02", "window_last": "01/01 năm trước"}
    errors = officer.post(url("set-head", draft), wrong).context["page"].form.errors
    assert "window_first" in errors
    turned = sent | {"revision": 2, "window_first": "01/12", "window_last": "01/01 năm trước"}
    assert "window_last" in officer.post(url("set-head", draft), turned).context["page"].form.errors


def test_a_set_that_is_retired_opens_no_round(cast: Cast, officer: Any, draft: SetVersion) -> None:
    officer.post(url("set-publish", draft), {"revision": 1})
    offered = sets_to_open([cast.province.pk], 2027, "par_index")
    assert draft.pk in [one.pk for one in offered]

    assert officer.post(url("set-retire", draft)).status_code == 302
    assert officer.post(url("set-retire", draft)).status_code == 409

    assert again(draft).state == SetState.RETIRED
    assert draft.pk not in [one.pk for one in sets_to_open([cast.province.pk], 2027, "par_index")]


def test_links_to_last_year_are_proposed_and_said(officer: Any, draft: SetVersion) -> None:
    rows = officer.get(url("set-links", draft)).context["page"].rows
    sent = {row.field: row.now for row in rows} | {row.same_field: "1" for row in rows if row.is_same}
    sent |= {"revision": "1", f"now-{LEAF}": "", "now-steering.plan.done": "9.9"}

    refused = officer.post(url("set-links", draft), sent)
    saved = officer.post(url("set-links", draft), sent | {"now-steering.plan.done": "1.1.2"})

    assert refused.status_code == 422 and "9.9" in refused.content.decode()
    assert saved.status_code == 302
    links = {link.before: link.now for link in draft_of(again(draft))[0].links}
    assert links[LEAF] is None and links["steering.plan.done"] == "steering.plan.done"


def test_changes_and_files_are_handed_out(officer: Any, draft: SetVersion) -> None:
    address = url("set-leaf", draft, LEAF)
    officer.post(address, shown_values(officer, address) | {"label": "Tên khác", "how": "Kiểm tra 30% đơn vị: 1"})

    text = officer.get(url("set-changes", draft)).content.decode()

    assert "Tên khác" in text and "không so được" in text
    assert "95,00" in text  # another way of scoring: 19 of 20 points stay comparable
    assert officer.get(url("set-file", draft)).content.decode() == again(draft).definition


def test_a_draft_is_published_and_dropped_ones_are_gone(cast: Cast, officer: Any, draft: SetVersion) -> None:
    assert officer.post(url("set-publish", draft), {"revision": 1}).status_code == 302
    assert again(draft).state == SetState.PUBLISHED
    assert officer.get(url("set-leaf", draft, LEAF)).status_code == 404
    sent = {"body": cast.province.pk, "year": 2028, "version": "2028.1"}
    officer.post(url("set-copy", draft), sent)
    other = SetVersion.objects.get(version="2028.1")
    assert officer.post(url("set-drop", other)).status_code == 302
    assert not SetVersion.objects.filter(pk=other.pk).exists()
