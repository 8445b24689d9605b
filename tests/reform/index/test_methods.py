"""How decisions word the giving of points, and the rules that their words come to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.index.methods import Method, method_of
from reform.index.model import ScoringKind, ScoringRule, SubCriterion
from reform.index.packaged import packaged_sets
from reform.index.reading import read_set
from reform.index.scoring import points_of
from reform.index.sentences import State

ONE = Decimal(1)


def method(text: str, most: str = "1") -> Method:
    return method_of(text, Decimal(most))


def codes(found: Method) -> list[str]:
    return [code for code, _params in found.doubts]


def scored(text: str, value: str, most: str = "1") -> Decimal:
    """Return the points that the rule of ``text`` gives for a value."""
    leaf = SubCriterion("a.b", "1.1", "Mục", Decimal(most), method(text, most).rule)
    return points_of(leaf, Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kịp thời: 1; không kịp thời: 0,5; không ban hành: 0",
        "- Ban hành kịp thời: 1 điểm\n- Ban hành không kịp thời: 0,5 điểm\n- Không ban hành: 0 điểm",
        "Ban hành kịp thời được 1 điểm, ban hành chậm được 0,5 điểm, không ban hành thì không được tính điểm",
        "a) Ban hành kịp thời thì đạt điểm tối đa; b) Ban hành chậm: 0.5đ; c) Không ban hành: không có điểm",
        "Đủ nội dung, mỗi nhiệm vụ có thời hạn: 1 điểm; thiếu một nội dung: 0,5 điểm; không ban hành: 0 điểm",
        "1 điểm nếu ban hành kịp thời; 0,5 điểm nếu ban hành chậm; 0 điểm: không ban hành",
    ],
)
def test_states_in_words_are_options(text: str) -> None:
    found = method(text)

    assert found.rule.kind is ScoringKind.CHOICE
    assert [one.points for one in found.rule.options] == [1, Decimal("0.5"), 0]
    assert "không" in found.rule.options[2].label.casefold()
    assert found.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Có thực hiện: 1; không thực hiện: 0",
        "Công khai đầy đủ: 1 điểm; chưa công khai: 0 điểm",
        "Thực hiện đủ được 1 điểm",
    ],
)
def test_done_or_not_is_yes_or_no(text: str) -> None:
    found = method(text)

    assert (found.rule.kind, found.doubts) == (ScoringKind.YES_NO, ())


@pytest.mark.parametrize(
    "text",
    [
        "Đạt từ 95% trở lên: 1; từ 80% đến dưới 95%: 0,5; dưới 80%: 0",
        "Đạt tỷ lệ từ 95% trở lên được 1 điểm, từ 80% đến dưới 95% được 0,5 điểm, dưới 80% không được điểm.",
        "- ≥ 95%: 1 điểm\n- Từ 80% - dưới 95%: 0,5 điểm\n- < 80%: 0 điểm",
        "Dưới 80%: 0 điểm; từ 80% đến dưới 95%: 0,5 điểm; từ 95% trở lên: điểm tối đa",
    ],
)
def test_thresholds_are_steps(text: str) -> None:
    found = method(text)

    assert (found.rule.kind, found.rule.unit, found.rule.is_less_better) == (ScoringKind.STEPS, "%", False)
    assert [scored(text, value) for value in ("100", "95", "94.99", "80", "79.99", "0")] == [
        1, 1, Decimal("0.5"), Decimal("0.5"), 0, 0,
    ]  # fmt: skip
    assert found.doubts == ()


def test_less_can_be_better() -> None:
    text = "Dưới 5%: 1 điểm; từ 5% đến 10%: 0,5 điểm; trên 10%: 0 điểm"

    assert method(text).rule.is_less_better
    assert [scored(text, value) for value in ("0", "4.99", "5", "10", "10.01")] == [
        1,
        1,
        Decimal("0.5"),
        Decimal("0.5"),
        0,
    ]
    assert codes(method(text)) == ["IA003"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Từ 90% trở lên: 1 điểm; từ 50% trở xuống: 0 điểm; ở giữa tính theo đường thẳng.", ScoringKind.SPAN),
        (
            "Từ 90 điểm trở lên: 1 điểm; từ 50 điểm trở xuống: 0 điểm; ở giữa nội suy. Cơ quan không tự chấm.",
            ScoringKind.EXTERNAL,
        ),
    ],
)
def test_points_along_a_line_between_two_states(text: str, kind: ScoringKind) -> None:
    found = method(text)

    assert (found.rule.kind, found.rule.low, found.rule.high, found.doubts) == (kind, 50, 90, ())
    assert [scored(text, value) for value in ("95", "90", "70", "50", "10")] == [1, 1, Decimal("0.5"), 0, 0]


def test_nothing_at_zero_is_an_end_of_a_line() -> None:
    found = method("Từ 20% trở lên: 1 điểm; 0%: 0 điểm; ở giữa tính theo đường thẳng")

    assert (found.rule.kind, found.rule.low, found.rule.high) == (ScoringKind.SPAN, 0, 20)


def test_what_a_rate_is_says_nothing_of_points() -> None:
    text = "Tỷ lệ = hồ sơ đúng hạn : hồ sơ đã giải quyết × 100. Từ 95% trở lên: 1 điểm; dưới 95%: 0 điểm."

    assert (method(text).rule.kind, method(text).doubts) == (ScoringKind.STEPS, ())


def test_a_bound_that_is_not_in_its_state_begins_a_hundredth_later_and_is_told() -> None:
    text = "Trên 95%: 1; từ 80% đến 95%: 0,5; dưới 80%: 0"

    assert [scored(text, value) for value in ("95.01", "95", "80")] == [1, Decimal("0.5"), Decimal("0.5")]
    assert codes(method(text)) == ["IA003"]


@pytest.mark.parametrize(
    "text",
    [
        "Từ 95% số hồ sơ trở lên được giải quyết đúng hạn: 1; Dưới 95% số hồ sơ được giải quyết đúng hạn: 0",
        "Đạt từ 95% trở lên: điểm đánh giá là 1\nTừ 0% - dưới 95%: điểm đánh giá là 0",
        "95% - 100%: 1 điểm; dưới 95%: 0 điểm",
    ],
)
def test_one_threshold_is_a_step(text: str) -> None:
    assert method(text).rule.kind is ScoringKind.STEPS
    assert [scored(text, value) for value in ("100", "95", "94.99", "0")] == [1, 1, 0, 0]


def test_all_or_less_than_all_is_a_step() -> None:
    text = "100% cơ quan thực hiện: 1; từ 80 - dưới 100% cơ quan thực hiện: 0,5; dưới 80% cơ quan: 0"

    assert [scored(text, value) for value in ("100", "99.99", "80", "79")] == [1, Decimal("0.5"), Decimal("0.5"), 0]


def test_what_is_counted_may_have_any_unit() -> None:
    found = method("Có từ 5 mô hình trở lên: 1; từ 2 mô hình đến dưới 5 mô hình: 0,5; dưới 2 mô hình: 0")

    assert (found.rule.kind, found.rule.unit, found.doubts) == (ScoringKind.STEPS, "mô hình", ())


def test_values_between_two_states_are_told() -> None:
    assert codes(method("Từ 95% trở lên: 1; từ 80% đến dưới 90%: 0,5; dưới 80%: 0")) == ["IA004"]


def test_the_last_state_may_be_worth_something() -> None:
    text = "Từ 90% trở lên: 1; dưới 90%: 0,25"

    assert [scored(text, value) for value in ("90", "89", "0")] == [1, Decimal("0.25"), Decimal("0.25")]


@pytest.mark.parametrize(
    "text",
    [
        "Tính theo công thức (b/a)*điểm tối đa",
        "Điểm = (Số hồ sơ đúng hạn/Tổng số hồ sơ) x điểm tối đa",
        "Tỷ lệ hồ sơ giải quyết đúng hạn nhân với điểm tối đa",
        "Tính theo công thức: tỷ lệ % × 1,0",
        "Đạt 100%: điểm tối đa; còn lại tính theo công thức (b/a) x 1",
    ],
)
def test_a_share_of_the_maximum_is_linear_and_wants_a_look(text: str) -> None:
    found = method(text)

    assert (found.rule.kind, found.rule.low, found.rule.high) == (ScoringKind.SPAN, 0, 100)
    assert codes(found) == ["IA005"]


@pytest.mark.parametrize(
    "text",
    [
        "Từ 80% trở lên tính theo công thức (b/a)*điểm tối đa; dưới 80%: 0 điểm",
        "Tính theo công thức (b/a)*1,0. Nếu tỷ lệ b/a < 0,8 thì điểm đánh giá là 0",
    ],
)
def test_a_share_that_is_cut_off_is_left_to_a_person(text: str) -> None:
    found = method(text)

    assert (found.rule.kind, codes(found)) == (ScoringKind.YES_NO, ["IA001"])


@pytest.mark.parametrize(
    ("text", "kind", "unit", "each"),
    [
        ("Mỗi sáng kiến được 0,25 điểm", ScoringKind.COUNT, "sáng kiến", "0.25"),
        ("Mỗi mô hình mới được cộng 0,5 điểm, tối đa 1 điểm", ScoringKind.COUNT, "mô hình mới", "0.5"),
        ("Mỗi nhiệm vụ chậm trừ 0,25 điểm", ScoringKind.DEDUCTION, "nhiệm vụ chậm", "0.25"),
        ("Cứ mỗi nhiệm vụ quá hạn bị trừ 0,1 điểm", ScoringKind.DEDUCTION, "nhiệm vụ quá hạn", "0.1"),
        ("Hoàn thành đủ: 1 điểm; mỗi nhiệm vụ chậm trừ 0,25 điểm", ScoringKind.DEDUCTION, "nhiệm vụ chậm", "0.25"),
        ("Mỗi tin, bài: 0,05 điểm; tối đa 1 điểm.", ScoringKind.COUNT, "tin, bài", "0.05"),
        ("Cứ 01 nhiệm vụ chậm thì trừ 0,25 điểm", ScoringKind.DEDUCTION, "nhiệm vụ chậm", "0.25"),
        ("Mỗi 01 sáng kiến được 0,5 điểm. Tối đa 1 điểm", ScoringKind.COUNT, "sáng kiến", "0.5"),
        ("Trừ 0,25 điểm cho mỗi báo cáo chậm", ScoringKind.DEDUCTION, "báo cáo chậm", "0.25"),
    ],
)  # fmt: skip
def test_points_for_each_are_counted_or_taken_away(text: str, kind: ScoringKind, unit: str, each: str) -> None:
    found = method(text)

    assert (found.rule.kind, found.rule.unit, found.rule.each) == (kind, unit, Decimal(each))
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "IA001"),
        ("Theo hướng dẫn của Sở Nội vụ", "IA001"),
        ("Cứ mỗi 5% giảm trừ 0,25 điểm", "IA001"),
        ("Mỗi sáng kiến được 0,25 điểm, tối đa 0,5 điểm", "IA001"),
        ("Mỗi sáng kiến được 0,25 điểm. Điểm tối đa: 0,5", "IA001"),
        ("Từ 90% trở lên: 1; từ 70% đến dưới 90%: 0,5; dưới 70%: 0; ở giữa tính theo đường thẳng", "IA001"),
        ("Có sáng kiến: 0,5; mỗi sáng kiến được 0,25 điểm", "IA001"),
        ("Ban hành kịp thời: 0,75; chậm: 0,25", "IA002"),
        ("Ban hành: 2 điểm; không ban hành: 0", "IA002"),
        ("Đúng hạn: 1; đúng hạn: 0,5; chậm: 0", "IA001"),
    ],
)
def test_what_words_leave_open_is_left_to_a_person_and_told(text: str, code: str) -> None:
    found = method(text)

    assert (found.rule.kind, codes(found)) == (ScoringKind.YES_NO, [code])


def test_the_words_of_the_packaged_sets_come_to_their_own_rules_or_want_a_look() -> None:
    read = [
        (leaf, method_of(leaf.method, leaf.points, label=leaf.label))
        for text in packaged_sets()
        for leaf in read_set(text).leaves
    ]
    right = [leaf.key for leaf, found in read if same_rule(found.rule, leaf.rule)]
    silent = [leaf.key for leaf, found in read if not found.doubts and not same_rule(found.rule, leaf.rule)]

    assert not silent
    assert len(right) >= 0.97 * len(read)


def same_rule(found: ScoringRule, wanted: ScoringRule) -> bool:
    """Tell whether words come to a rule, but for its formula; done or not done may be two options as well."""
    if found.kind is ScoringKind.YES_NO and wanted.kind is ScoringKind.CHOICE:
        return [bool(one.points) for one in wanted.options] == [True, False]
    points = [one.points for one in found.options] == [one.points for one in wanted.options]
    bounds = (found.steps, found.is_less_better, found.each) == (wanted.steps, wanted.is_less_better, wanted.each)
    return found.kind is wanted.kind and points and bounds


def test_a_survey_is_not_self_scored() -> None:
    found = method("Điểm số theo kết quả điều tra xã hội học")
    assert method_of("", ONE, label="Chất lượng tham mưu (điều tra XHH)") == found

    assert (found.rule.kind, found.rule.is_self_scored) == (ScoringKind.SURVEY, False)


def test_states_in_rows_of_their_own_are_states() -> None:
    rows = [
        State("Ban hành trong tháng 12", None),
        State("Ban hành sau", Decimal("0.5")),
        State("Không ban hành", Decimal(0)),
    ]

    found = method_of("", ONE, rows)

    assert [one.label for one in found.rule.options] == [row.said for row in rows]


def test_dates_and_numbers_in_words_do_not_make_thresholds() -> None:
    found = method("Ban hành trước ngày 31/12: 1; ban hành từ ngày 01/01 đến ngày 31/01: 0,5; sau đó: 0")

    assert found.rule.kind is ScoringKind.CHOICE


@given(st.text(max_size=60), st.decimals("0.01", 50, places=2))
def test_whatever_the_words_the_rule_stays_within_the_maximum(text: str, most: Decimal) -> None:
    rule = method_of(text, most).rule

    worths = [one.points for one in (*rule.options, *rule.steps)]
    assert all(0 <= points <= most for points in worths)
    assert not worths or max(worths) == most
