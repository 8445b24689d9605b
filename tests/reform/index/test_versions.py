"""Two versions of a criteria set beside each other: what changed, and what stays comparable with last year."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_yaml_sample import SET, changed
from reform.index.differences import differences
from reform.index.links import carried_links, comparable, copied_set, followed_links, link_problems, measures_same
from reform.index.model import CriteriaSet, Link
from reform.index.reading import read_set
from reform.index.writing import write_set

SAMPLE = read_set(SET)
KEYS = [leaf.key for leaf in SAMPLE.leaves]


def test_a_set_does_not_differ_from_itself() -> None:
    assert differences(SAMPLE, SAMPLE).is_empty


def test_what_is_new_gone_and_changed_is_told_apart() -> None:
    text = changed("label: Nhiệm vụ quá hạn", "label: Nhiệm vụ chậm")
    text = changed("{from: 80, points: 0.5}]", "{from: 75, points: 0.5}]", text)
    text = text.replace("steering.models", "steering.ideas")
    text = changed("each: 1, max: 3", "each: 0.5, max: 3", changed("from: 65.5", "from: 65", text))

    found = differences(SAMPLE, read_set(text))

    assert [leaf.key for leaf in found.added] == ["steering.ideas"]
    assert [leaf.key for leaf in found.removed] == ["steering.models"]
    assert [(one.new.key, one.parts, one.changes_meaning) for one in found.changed] == [
        ("steering.plan.done", ("score",), True),
        ("steering.plan.late", ("label",), False),
    ]
    assert [one.new.key for one in found.of_meaning] == ["steering.plan.done"]
    assert [one.new.key for one in found.adjustments_changed] == ["penalty.criticised"]
    assert (found.head, found.headings, found.is_empty) == (("grades",), (), False)


def test_headings_that_changed_are_told_and_alone_ones_are_no_headings() -> None:
    text = changed("label: Tác động", "label: Kết quả")
    text = changed("label: Công khai thủ tục", "label: Công khai, minh bạch", text)

    found = differences(SAMPLE, read_set(text))

    assert found.headings == ("procedures.public", "impact")
    assert not found.changed


def test_a_sub_criterion_that_only_moved_up_is_renumbered() -> None:
    text = changed('num: "2.1.2"', 'num: "2.1.3"', changed('num: "2.1.3"', 'num: "2.1.4"'))

    found = differences(SAMPLE, read_set(text))

    assert [one.new.key for one in found.renumbered] == ["procedures.public.returned", "procedures.public.points"]
    assert not found.changed


def test_a_sub_criterion_under_another_heading_is_told_as_moved() -> None:
    steering, *others = SAMPLE.areas
    plan, reports, models = steering.criteria
    ideas = replace(models, key="steering.new", leaves=models.leaves)
    moved = replace(SAMPLE, areas=(replace(steering, criteria=(plan, reports, ideas)), *others))

    found = differences(SAMPLE, moved)

    assert [(one.new.key, one.parts, one.changes_meaning) for one in found.changed] == [
        ("steering.models", ("area",), False)
    ]


def test_last_years_set_is_copied_with_a_link_for_each_sub_criterion() -> None:
    copy = copied_set(SAMPLE, year=2027, version="2027.1")

    assert read_set(write_set(copy)) == copy
    assert copy.links == tuple(Link(key, key) for key in KEYS)
    assert comparable(SAMPLE, copy).percent_now == comparable(SAMPLE, copy).percent_before == 100
    assert link_problems(SAMPLE, copy) == ()
    assert [offer.link for offer in carried_links(SAMPLE, copy)] == list(copy.links)


@pytest.mark.parametrize(
    ("label", "is_same"), [("Niêm yết", True), ("Việc niêm yết", False), ("Niêm yết, công khai tại trụ sở", False)]
)
def test_a_sub_criterion_with_a_new_key_is_known_again_by_its_words(label: str, *, is_same: bool) -> None:
    text = SET.replace("procedures.public.board", "procedures.open.boards")
    text = changed("label: Niêm yết", f'label: "{label}"', text)

    offers = {offer.before.key: offer for offer in carried_links(SAMPLE, read_set(text))}

    offer = offers["procedures.public.board"]
    assert offer.now is not None and offer.now.key == "procedures.open.boards"
    assert (offer.is_same, offer.is_doubtful) == (is_same, not is_same)
    assert offers["impact.sipas"].likeness == 1.0


def test_what_nothing_stands_for_is_offered_as_dropped() -> None:
    text = SET.replace("steering.models", "steering.budget").replace("label: Sáng kiến", "label: Kinh phí bố trí")

    (offer,) = [one for one in carried_links(SAMPLE, read_set(text)) if one.now is None]

    assert (offer.before.key, offer.link) == ("steering.models", Link("steering.models", None))


def test_labels_that_exclude_each_other_are_not_one() -> None:
    before = read_set(changed("label: Nhiệm vụ quá hạn", "label: Tỷ lệ nhiệm vụ hoàn thành đúng hạn"))
    text = SET.replace("steering.plan.late", "steering.plan.behind")
    now = read_set(changed("label: Nhiệm vụ quá hạn", "label: Tỷ lệ nhiệm vụ hoàn thành quá hạn", text))

    offers = {offer.before.key: offer for offer in carried_links(before, now)}

    assert offers["steering.plan.late"].now is None


@pytest.mark.parametrize(
    ("old", "new", "key", "same"),
    [
        ("label: Niêm yết, max: 1,", "label: Niêm yết, max: 2,", "procedures.public.board", True),
        ("each: 0.25", "each: 0.5", "procedures.public.returned", False),
        ("{from: 95, points: 1.25}", "{from: 90, points: 1.25}", "steering.plan.done", False),
        ("least_sample: 30", "least_sample: 50", "impact.sipas", True),
        ("low: 50, high: 90", "low: 50, high: 95", "impact.portal", False),
        ("unit: sáng kiến, each: 0.5, free: 1", "unit: sáng kiến, each: 0.25, free: 1", "steering.models", False),
        ("0,25; không ban hành: 0", "0,3; không ban hành: 0", "steering.plan.issued", True),
        ("Ban hành trong tháng 12: 0,5", "Ban hành trong quý I: 0,5", "steering.plan.issued", False),
    ],
)
def test_points_can_be_compared_as_shares_where_the_rule_is_the_same(old: str, new: str, key: str, same: bool) -> None:
    text = changed(old, new)
    text = text.replace("maximum: 20", "maximum: 21") if "max: 2," in new else text

    assert measures_same(SAMPLE.by_key()[key], read_set(text).by_key()[key]) is same


def test_another_maximum_leaves_the_share_what_it_was() -> None:
    steps = "{from: 100, points: 2.5}, {from: 95, points: 1.25}, {from: 80, points: 0.5}"
    text = changed(steps, "{from: 100, points: 5}, {from: 95, points: 2.5}, {from: 80, points: 1}")
    text = changed("      max: 2.5\n", "      max: 5\n", text)
    text = changed("max: 8", "max: 10.5", changed("    max: 4\n", "    max: 6.5\n", text))
    twice = read_set(changed("maximum: 20", "maximum: 22.5", text))
    (change,) = differences(SAMPLE, twice).changed

    assert (change.parts, change.changes_meaning) == (("max", "score"), False)


def test_a_formula_of_points_is_the_same_but_for_the_maximum_at_its_end() -> None:
    old = "points: dossier.on_time / dossier.received"
    one, half, other = (
        read_set(changed(old, f"points: dossier.{line} / dossier.received * {number}")).by_key()[
            "procedures.public.points"
        ]
        for line, number in (("on_time", "1"), ("on_time", "0.5"), ("late", "1"))
    )

    assert measures_same(one, replace(half, points=Decimal("0.5")))
    assert not measures_same(one, half)
    assert not measures_same(one, other)


@given(st.sets(st.sampled_from(KEYS)))
def test_the_comparable_share_is_that_of_the_links_that_are_the_same(keys: set[str]) -> None:
    links = [Link(key, key, is_same=key in keys) for key in KEYS]
    points = sum((SAMPLE.by_key()[key].points for key in keys), Decimal(0))

    found = comparable(SAMPLE, SAMPLE, links)

    assert found.points_now == found.points_before == points
    assert found.percent_now == points * 5
    assert 0 <= found.percent_now <= 100


def test_links_to_another_set_are_told() -> None:
    assert codes(SAMPLE, replace(SAMPLE, version="2025.1")) == ["IX038", "IX038", "IX038"]
    assert codes(SAMPLE, SAMPLE) == ["IX037", "IX038", "IX038", "IX038"]


def codes(now: CriteriaSet, previous: CriteriaSet) -> list[str]:
    found = link_problems(previous, now)
    assert all("%(" not in str(problem) for problem in found)
    return [problem.code for problem in found]


def test_links_follow_what_is_changed_in_a_draft() -> None:
    draft = copied_set(SAMPLE, year=SAMPLE.year + 1, version="9")
    text = write_set(draft)
    other = read_set(text.replace("{from: 80, points: 0.5}", "{from: 75, points: 0.5}"))

    followed = followed_links(SAMPLE, draft, other)

    assert [link.before for link in followed.links if not link.is_same] == ["steering.plan.done"]
    assert followed_links(SAMPLE, followed, draft).links == draft.links
    assert comparable(SAMPLE, followed).points_now < comparable(SAMPLE, draft).points_now


def test_what_a_person_said_of_a_link_stays_until_its_rule_changes() -> None:
    draft = copied_set(SAMPLE, year=SAMPLE.year + 1, version="9")
    said = replace(draft, links=tuple(replace(link, is_same=False) for link in draft.links))

    assert followed_links(SAMPLE, said, replace(said, title="Tên khác")).links == said.links


def test_a_sub_criterion_that_is_taken_out_stands_for_nothing() -> None:
    draft = copied_set(SAMPLE, year=SAMPLE.year + 1, version="9")
    area = draft.areas[0]
    gone = {leaf.key for leaf in area.criteria[-1].leaves}
    less = replace(draft, areas=(replace(area, criteria=area.criteria[:-1]), *draft.areas[1:]))

    links = {link.before: link.now for link in followed_links(SAMPLE, draft, less).links}

    assert {key for key, now in links.items() if now is None} == gone
