"""What an amending document does to a plan, row by row."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vanban.plans.amending import Fate, amend, consolidated
from vanban.plans.lines import Part, PlanLine, changed_parts, unsaid_parts, word_key
from vanban.plans.matching import align, likeness, nearest

WORDS = ("rà soát", "thủ tục", "báo cáo", "niêm yết", "kế hoạch", "tập huấn", "công chức", "hồ sơ", "số hóa", "xã")
BODIES = ("Sở Nội vụ", "Sở Tài chính", "UBND các xã, phường", "Văn phòng UBND tỉnh")


def line(key: int, task: str, product: str, **values: object) -> PlanLine:
    """Return a row of Sông Mây's plan."""
    standard = PlanLine(key, "procedures", str(key), task, product, ("Sở Nội vụ",), (), (), "Tháng 6/2026")
    return replace(standard, **values)  # type: ignore[arg-type]


REVIEW = line(1, "Rà soát, đơn giản hóa thủ tục hành chính", "Báo cáo kết quả rà soát")
POSTING = line(2, "Niêm yết công khai thủ tục hành chính tại nơi tiếp nhận", "Bảng niêm yết")
TRAINING = line(3, "Tập huấn công chức làm việc tại bộ phận một cửa", "Hội nghị tập huấn")
PLAN = (REVIEW, POSTING, TRAINING)


def fates(items: object) -> list[str]:
    return [str(item.fate) for item in items]  # type: ignore[attr-defined]


def test_a_plan_against_itself_changes_nothing() -> None:
    assert fates(amend(PLAN, PLAN, is_whole=True)) == ["unchanged"] * 3


def test_a_later_deadline_is_the_only_change_named() -> None:
    later = replace(POSTING, key=11, deadline="Tháng 9/2026")
    (named, *rest) = amend(PLAN, (later,), is_whole=False)
    assert (named.fate, named.parts, named.old) == (Fate.CHANGED, (Part.DEADLINE,), POSTING)
    assert fates(rest) == ["unnamed", "unnamed"]


def test_what_a_whole_replacement_does_not_name_is_dropped() -> None:
    items = amend(PLAN, (replace(REVIEW, key=11), replace(TRAINING, key=12)), is_whole=True)
    assert fates(items) == ["unchanged", "unchanged", "dropped"]
    assert items[-1].old == POSTING


def test_what_a_person_keeps_stays_though_nothing_names_it() -> None:
    assert fates(amend(PLAN, (), is_whole=True, kept=[2])) == ["dropped", "unnamed", "dropped"]


def test_what_a_person_drops_goes_though_the_amendment_is_partial() -> None:
    assert fates(amend(PLAN, (), is_whole=False, dropped=[2])) == ["unnamed", "dropped", "unnamed"]


def test_words_that_were_rewritten_a_little_are_the_same_row() -> None:
    new = replace(REVIEW, key=11, task="Rà soát, đơn giản hóa, tái cấu trúc thủ tục hành chính")
    (item, *_rest) = amend(PLAN, (new,), is_whole=False)
    assert (item.fate, item.parts) == (Fate.CHANGED, (Part.TASK,))


def test_a_row_that_is_like_two_others_is_asked() -> None:
    twins = (
        line(1, "Rà soát thủ tục hành chính cấp tỉnh", "Báo cáo"),
        line(2, "Rà soát thủ tục hành chính cấp xã", "Báo cáo"),
    )
    new = line(11, "Rà soát thủ tục hành chính các cấp", "Báo cáo", number="")
    (item, *rest) = amend(twins, (new,), is_whole=True)
    assert item.fate is Fate.UNCERTAIN
    assert set(item.offers) == set(twins)
    assert fates(rest) == ["unnamed", "unnamed"], "nothing is dropped while it is asked about"


def test_the_answer_of_a_person_ends_the_doubt() -> None:
    twins = (
        line(1, "Rà soát thủ tục hành chính cấp tỉnh", "Báo cáo"),
        line(2, "Rà soát thủ tục hành chính cấp xã", "Báo cáo"),
    )
    new = line(11, "Rà soát thủ tục hành chính các cấp", "Báo cáo", number="")
    assert fates(amend(twins, (new,), is_whole=True, settled={11: 2})) == ["changed", "dropped"]
    assert fates(amend(twins, (new,), is_whole=True, settled={11: None})) == ["added", "dropped", "dropped"]


def test_a_row_of_another_thing_is_new() -> None:
    new = line(11, "Vận hành tổng đài 1022 tiếp nhận phản ánh", "Quy chế tổng đài", number="9")
    assert fates(amend(PLAN, (new,), is_whole=False))[0] == "added"


def test_a_number_alone_is_no_change() -> None:
    moved = replace(POSTING, key=11, number="7")
    (item, *_rest) = amend(PLAN, (moved,), is_whole=False)
    assert (item.fate, item.is_renumbered) == (Fate.UNCHANGED, True)


def test_another_lead_is_a_change_and_another_spelling_is_not() -> None:
    assert changed_parts(REVIEW, replace(REVIEW, lead=("Sở Tài chính",))) == (Part.LEAD,)
    assert changed_parts(REVIEW, replace(REVIEW, lead=("SỞ NỘI VỤ.",))) == ()


def test_a_column_that_the_decision_does_not_have_changes_nothing() -> None:
    watched = replace(POSTING, monitoring=("Văn phòng UBND tỉnh",))
    new = replace(POSTING, key=11, deadline="Tháng 9/2026")
    (item, *_rest) = amend((watched,), (new,), is_whole=False, silent={11: unsaid_parts((new,))})
    assert item.parts == (Part.DEADLINE,)


def test_the_tone_belongs_to_the_word_and_its_place_does_not() -> None:
    assert word_key("Uỷ ban") == word_key("Ủy  ban.")
    assert word_key("sở") != word_key("số")


def test_what_is_added_stands_behind_its_area() -> None:
    old = (replace(REVIEW, area="institutions"), POSTING)
    new = line(11, "Vận hành tổng đài 1022", "Quy chế", area="institutions")
    after = consolidated(old, amend(old, (new,), is_whole=False), is_whole=False)
    assert [row.key for row in after] == [1, 11, 2]


def test_a_task_of_a_year_is_found_in_its_period() -> None:
    above = {1: "Rà soát, đơn giản hóa thủ tục hành chính", 2: "Số hóa hồ sơ, kết quả giải quyết"}
    years = {11: "Rà soát, đơn giản hóa các thủ tục hành chính", 12: "Số hóa hồ sơ, kết quả", 13: "Trồng rừng"}
    assert nearest(years, above) == {11: 1, 12: 2}
    assert nearest(years, {}) == {}


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
bodies = st.lists(st.sampled_from(BODIES), max_size=2).map(tuple)


@st.composite
def plans(draw: st.DrawFn, start: int = 0) -> tuple[PlanLine, ...]:
    """Return a small plan of words that repeat, as bad as any."""
    count = draw(st.integers(0, 7))
    return tuple(
        PlanLine(
            start + at,
            draw(st.sampled_from(("procedures", "institutions"))),
            draw(st.sampled_from(("1", "2", "3", ""))),
            draw(texts),
            draw(texts),
            draw(bodies),
            draw(bodies),
            draw(bodies),
            draw(st.sampled_from(("Tháng 6/2026", "Hằng quý", ""))),
        )
        for at in range(count)
    )


def words_of(rows: tuple[PlanLine, ...]) -> list[PlanLine]:
    return [replace(row, key=0) for row in rows]


@given(plans())
def test_nothing_ever_differs_from_itself(plan: tuple[PlanLine, ...]) -> None:
    again = tuple(replace(row, key=row.key + 100) for row in plan)
    assert {item.fate for item in amend(plan, again, is_whole=True)} <= {Fate.UNCHANGED}
    assert words_of(consolidated(plan, amend(plan, again, is_whole=True), is_whole=True)) == words_of(plan)


@given(plans(), plans(start=100))
def test_a_whole_replacement_gives_the_new_plan(old: tuple[PlanLine, ...], new: tuple[PlanLine, ...]) -> None:
    said: dict[int, int | None] = {
        item.new.key: None for item in amend(old, new, is_whole=True) if item.fate is Fate.UNCERTAIN and item.new
    }
    items = amend(old, new, is_whole=True, settled=said)
    assert words_of(consolidated(old, items, is_whole=True)) == words_of(new)


@given(plans(), plans(start=100))
def test_a_partial_amendment_leaves_what_it_does_not_name(old: tuple[PlanLine, ...], new: tuple[PlanLine, ...]) -> None:
    items = amend(old, new, is_whole=False)
    after = {row.key: row for row in consolidated(old, items, is_whole=False)}
    assert all(after[item.old.key] == item.old for item in items if item.fate is Fate.UNNAMED and item.old)
    assert sorted(row.key for row in after.values() if row.key < 100) == [row.key for row in old]
    assert len(after) == len(old) + sum(item.old is None for item in items)


@given(plans(), plans(start=100))
def test_every_row_has_one_fate(old: tuple[PlanLine, ...], new: tuple[PlanLine, ...]) -> None:
    items = amend(old, new, is_whole=True)
    assert sorted(item.old.key for item in items if item.old) == [row.key for row in old]
    assert sorted(item.new.key for item in items if item.new) == [row.key for row in new]


@given(plans(), plans(start=100))
def test_what_a_person_said_holds(old: tuple[PlanLine, ...], new: tuple[PlanLine, ...]) -> None:
    if not old or not new:
        return
    found = align(old, new, settled={new[-1].key: old[0].key})
    assert (old[0], new[-1]) in found.pairs


@given(plans(), plans(start=100))
def test_likeness_is_a_share(old: tuple[PlanLine, ...], new: tuple[PlanLine, ...]) -> None:
    assert all(0 <= likeness(one, other) <= 1.0000001 for one in old for other in new)
