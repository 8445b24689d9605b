"""What does not fit in a return: each kind of fault is found by the rule meant for it, and told in a whole sentence."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.forms import (
    WHOLE_RETURN,
    Background,
    Cell,
    Figure,
    Finding,
    Weight,
    When,
    cell_of,
    findings_of,
    read_form,
    sheet_of,
    unknown_rules,
)
from returns_sample import RETURN_FORM, cell, figure, filled_with, return_form

FORM = return_form()
DAYS = {"data_to": date(2026, 3, 31), "as_of": date(2026, 4, 3), "signed_on": date(2026, 4, 5)}


def findings(background: Background | None = None, **faults: object) -> tuple[Finding, ...]:
    """Judge the sample return with ``faults`` in it: cells by name ("__" for the dot), None to leave one blank."""
    filled = filled_with()
    for name, value in faults.items():
        place = cell(name.replace("__", "."), "commune")
        if value is None:
            del filled[place]
        else:
            filled[place] = figure(value)
    return findings_of(FORM, "commune", filled, background or Background())


def told(**faults: object) -> list[tuple[str, str]]:
    return [(one.rule, one.cell.key) for one in findings(**faults)]


def only(**faults: object) -> Finding:
    (found,) = findings(**faults)
    return found


def test_nothing_is_found_in_a_return_that_fits() -> None:
    assert findings(Background(days=DAYS)) == ()


@pytest.mark.parametrize(
    ("faults", "rule", "at"),
    [
        ({"psu__group1": 5}, "G1", "psu.total"),
        ({"dossier__late": 84}, "G1", "dossier.resolved"),
        ({"proc__online": 500}, "G2", "proc.online"),
        ({"staff__present": 41}, "G2", "staff.present"),
        ({"dossier__on_time[field=land]": 8692}, "G2", "dossier.on_time"),
        ({"staff__present": Decimal("37.5")}, "G4", "staff.present"),
        ({"dialog__citizens": -1}, "G4", "dialog.citizens"),
        ({"signed__rate": Decimal("100.01")}, "G4", "signed.rate"),
        ({"plan__score": 101}, "G4", "plan.score"),
        ({"staff__present": "ba mươi"}, "G4", "staff.present"),
        ({"eonestop__linked": "maybe"}, "G5", "eonestop.linked"),
        ({"eonestop__linked": 1}, "G5", "eonestop.linked"),
        ({"staff__present": (None, "lười")}, "G5", "staff.present"),
        ({"staff__present": None}, "G6", "staff.present"),
        ({"survey__mode": None}, "G6", "survey.mode"),
        ({"dossier__withdrawn": 7}, "V01", "dossier.withdrawn"),
        ({"apology__made": 92}, "V06", "apology.made"),
        ({"survey__sent": 0}, "V10", "survey.mode"),
    ],
)  # fmt: skip
def test_each_fault_is_found_by_its_rule(faults: dict[str, object], rule: str, at: str) -> None:
    assert (rule, at) in told(**faults)


def test_a_balance_that_one_blank_cell_decides_says_what_is_missing() -> None:
    found = only(dossier__withdrawn=None)

    assert (found.rule, found.weight, found.suggestion) == ("G6", Weight.HARD, figure(8))
    assert found.cell == cell("dossier.withdrawn", "commune")
    assert found.sentence == (
        "Chưa cân, lệch 8 hồ sơ. Hồ sơ kỳ trước chuyển qua 112 + hồ sơ tiếp nhận 8.803 = 8.915, nhưng hồ sơ "
        "đã giải quyết 8.776 + hồ sơ đang giải quyết 131 + hồ sơ rút hoặc bị trả lại (chưa nhập) = 8.907. "
        "Nếu dòng 1.1.8 là 8 thì cân."
    )


def test_a_blank_within_a_total_is_solved_through_the_total() -> None:
    found = only(**{"dossier__received[channel=post]": None})

    assert (found.cell, found.suggestion) == (cell("dossier.received[channel=post]", "commune"), figure(67))
    assert found.sentence.endswith("Nếu dòng 1.1.2.b là 67 thì cân.")


def test_two_blanks_decide_nothing() -> None:
    found = findings(dossier__withdrawn=None, dossier__open=None)

    assert [one.suggestion for one in found if one.cell.key == "dossier.withdrawn"] == [None]


def test_a_balance_that_no_number_makes_is_said_so() -> None:
    found = next(one for one in findings(dossier__withdrawn=None, dossier__open=200) if one.rule == "G6")

    assert found.suggestion is None
    assert found.sentence.endswith("Dòng 1.1.8 chưa nhập, nhưng số nào cũng không làm cho cân.")


def test_a_whole_that_is_not_its_parts_says_what_they_come_to() -> None:
    found = only(psu__total=11)

    assert (found.rule, found.cell, found.suggestion) == ("G1", Cell("psu.total"), figure(12))
    assert found.sentence == (
        "Tổng không bằng các phần cộng lại, lệch 1 đơn vị. Đơn vị sự nghiệp 11, nhưng tự bảo đảm toàn bộ 4 + "
        "tự bảo đảm một phần 8 = 12. Nếu dòng 2.1.5 là 12 thì cân."
    )


def test_a_subset_that_is_too_large_names_what_it_is_taken_of() -> None:
    found = only(proc__online=500)

    assert found.weight is Weight.HARD
    assert found.sentence == (
        "Nhiều hơn “Thủ tục đang áp dụng”. Thủ tục trực tuyến 500, nhưng thủ tục đang áp dụng 242."
    )
    assert set(found.cells) == {cell("proc.online", "commune"), cell("proc.active", "commune")}


def test_a_written_rule_says_its_own_words_with_the_numbers() -> None:
    found = only(apology__made=92)

    assert (found.rule, found.weight) == ("V06", Weight.SOFT)
    assert found.sentence == (
        "Xin lỗi nhiều hơn số hồ sơ chậm. Trường hợp đã xin lỗi 92, nhưng trường hợp phải xin lỗi 90."
    )


def test_of_a_total_and_its_member_the_member_is_told() -> None:
    filled = {
        cell_of(one.cell.key, one_members): figure(1)
        for one in sheet_of(FORM, "province").rows
        for one_members in [",".join(f"{a}={b}" for a, b in one.cell.members)]
        if one.line.key in ("proc.active", "proc.online") and one.depth == 1
    }
    filled[cell_of("proc.online", "tier=province")] = figure(9)

    found = [one for one in findings_of(FORM, "province", filled) if one.rule == "G2"]

    assert [one.cell for one in found] == [cell_of("proc.online", "tier=province")]
    assert found[0].sentence.startswith("Cấp tỉnh: Nhiều hơn")


def test_a_declared_total_is_held_against_its_members() -> None:
    declared = {cell_of("dossier.received", "tier=commune"): figure(8801)}

    (found,) = findings(Background(declared=declared))

    assert (found.rule, found.suggestion) == ("G3", figure(8803))
    assert found.sentence == (
        "Tổng ghi khác các phần cộng lại, lệch 2 hồ sơ. Ghi Hồ sơ tiếp nhận 8.801, các phần cộng lại là "
        "Trực tiếp 1.187 + Bưu chính 67 + Trực tuyến 7.549 = 8.803."
    )


@pytest.mark.parametrize(
    ("declared", "is_told"),
    [("99.0314", False), ("99.03", False), ("99", False), ("99.04", False), ("99.05", True), ("98", True),
     ("99.1", True)],
)  # fmt: skip
def test_a_declared_rate_may_have_fewer_digits_rightly_rounded(declared: str, is_told: bool) -> None:
    rate = {cell_of("dossier.on_time_rate", "tier=commune"): figure(Decimal(declared))}

    found = findings(Background(declared=rate))

    assert [one.rule for one in found] == (["G7"] if is_told else [])


def test_a_declared_figure_is_held_against_the_typed_one() -> None:
    (found,) = findings(Background(declared={Cell("staff.quota"): figure(41), Cell("survey.mode"): figure("paper")}))

    assert (found.rule, found.sentence) == (
        "G3",
        "Số ghi trong văn bản khác số đã nhập. “Biên chế được giao” ghi 41, đã nhập 40.",
    )


def test_figures_of_lines_that_the_form_does_not_have_are_passed_over() -> None:
    strange = {Cell("old.line"): figure(3), cell_of("psu.total", "tier=moon"): figure(-1)}
    background = Background(earlier={When.PREVIOUS: strange}, declared=strange)

    assert findings_of(FORM, "commune", filled_with() | strange, background) == ()


def test_what_was_declared_of_a_blank_is_not_judged() -> None:
    declared = {cell_of("dossier.received", "tier=commune"): figure(8801)}

    found = findings(Background(declared=declared), **{"dossier__received[channel=post]": None})

    assert [one.rule for one in found] == ["G6"]


def earlier(when: When, **values: object) -> Background:
    filled = {cell(name.replace("__", "."), "commune"): figure(value) for name, value in values.items()}
    return Background(earlier={when: filled})


@pytest.mark.parametrize(
    ("background", "rule", "weight"),
    [
        (earlier(When.PREVIOUS, staff__quota=41), "G8", Weight.SOFT),
        (earlier(When.PREVIOUS, dossier__resolved=9000), "G9", Weight.SOFT),
        (earlier(When.PREVIOUS, psu__base=21), "G10", Weight.HARD),
        (earlier(When.YEAR_END, psu__base=19), "G10", Weight.HARD),
        (earlier(When.YEAR_BEFORE, dossier__resolved=5000), "G11", Weight.SOFT),
        (earlier(When.PREVIOUS, dossier__open=60), "G12", Weight.SOFT),
        (earlier(When.YEAR_END, dossier__open=111), "V02", Weight.HARD),
        (earlier(When.YEAR_BEFORE, signed__rate=40), "G11", Weight.SOFT),
    ],
)  # fmt: skip
def test_each_fault_against_an_earlier_return_is_found(background: Background, rule: str, weight: Weight) -> None:
    assert [(one.rule, one.weight) for one in findings(background)] == [(rule, weight)]


@pytest.mark.parametrize(
    "background",
    [
        earlier(When.PREVIOUS, dossier__resolved=6502, staff__quota=40, psu__base=20, dossier__open=120),
        earlier(When.YEAR_BEFORE, dossier__resolved=8000, signed__rate=60),
        earlier(When.YEAR_BEFORE, dialog__citizens=1),  # twice as many, but two are few
        earlier(When.YEAR_BEFORE, staff__quota=(None, "not_collected")),
        earlier(When.YEAR_END, dossier__open=112),
    ],
)  # fmt: skip
def test_what_may_well_be_is_not_told(background: Background) -> None:
    assert findings(background) == ()


def test_a_change_is_told_with_both_numbers() -> None:
    (found,) = findings(earlier(When.YEAR_BEFORE, dossier__resolved=5000))

    assert found.sentence == (
        "Tăng 75,5 % so với cùng kỳ năm trước. “Hồ sơ đã giải quyết” cùng kỳ là 5.000, kỳ này là 8.776."
    )


def test_without_a_tolerance_nothing_is_unlikely() -> None:
    text = "".join(line for line in RETURN_FORM.splitlines(keepends=True) if not line.startswith("tolerances"))

    assert findings_of(read_form(text), "commune", filled_with(), earlier(When.YEAR_BEFORE, dossier__resolved=1)) == ()


def test_days_that_do_not_follow_are_told_of_the_whole_return() -> None:
    (found,) = findings(Background(days=DAYS | {"as_of": date(2026, 3, 20)}))

    assert (found.rule, found.cell) == ("V34", WHOLE_RETURN)
    assert found.sentence == (
        "Ngày chốt số liệu phải trước ngày ký. Số liệu đến ngày 31/03/2026, nhưng ngày chốt số liệu 20/03/2026."
    )


def test_rules_that_cannot_be_looked_at_say_what_is_missing() -> None:
    filled = filled_with()
    del filled[cell("dossier.late", "commune")]

    found = {one.rule: one for one in unknown_rules(FORM, "commune", filled)}

    assert found["V06"].sentence == (
        "Chưa kiểm tra được “Xin lỗi nhiều hơn số hồ sơ chậm”: còn thiếu trường hợp phải xin lỗi."
    )
    assert {asked.when for asked in found["V02"].missing} == {When.YEAR_END}
    assert "V10" not in found


def test_a_rule_about_what_there_is_none_of_misses_nothing() -> None:
    filled = filled_with() | {cell("apology.made", "commune"): figure((None, "none_yet"))}

    assert "V06" not in {one.rule for one in unknown_rules(FORM, "commune", filled)}
    assert findings_of(FORM, "commune", filled) == ()


def test_parts_that_are_switched_off_leave_only_a_bound() -> None:
    form = read_form(RETURN_FORM.replace("key: psu.group2,", "key: psu.group2, optional: true,"))
    filled = filled_with()
    del filled[cell("psu.group2")]

    assert findings_of(form, "commune", filled) == ()
    found = findings_of(form, "commune", filled | {cell("psu.group1"): figure(13)})
    assert [(one.rule, one.sentence.partition(".")[0]) for one in found] == [("G1", "Các phần cộng lại nhiều hơn tổng")]


def test_findings_stand_in_printed_order() -> None:
    order = {one.cell: at for at, one in enumerate(sheet_of(FORM, "commune").rows)}

    found = findings(survey__sent=0, staff__present=99, dossier__withdrawn=1, psu__total=3)

    places = [order[one.cell] for one in found]
    assert places == sorted(places) and len(places) == 4


@given(
    st.dictionaries(
        st.sampled_from(sheet_of(FORM, "commune").cells),
        st.one_of(
            st.decimals(allow_nan=False, allow_infinity=False, places=2).map(Figure),
            st.text(max_size=3).map(Figure),
            st.sampled_from(["none_yet", "", "x"]).map(lambda reason: Figure(None, reason)),
        ),
        max_size=12,
    ),
    st.sampled_from(["commune", "province", "department", "ministry"]),
)
def test_any_return_is_judged_with_whole_sentences(filled: dict[Cell, Figure], level: str) -> None:
    background = Background(earlier={When.PREVIOUS: filled, When.YEAR_BEFORE: filled}, days=DAYS, declared=filled)

    for found in findings_of(FORM, level, filled, background):
        assert found.sentence.endswith((".", "!", "?")) and "%(" not in found.sentence
        assert found.suggestion is None or found.suggestion.value is not None
    unknown_rules(FORM, level, filled, background)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_suggestion_makes_the_equation_hold(carried: int, received: int, resolved: int, open_now: int) -> None:
    given_now = {
        "dossier.carried": carried, "dossier.received[channel=direct]": received, "dossier.received[channel=post]": 0,
        "dossier.received[channel=online]": 0, "dossier.resolved": resolved, "dossier.open": open_now,
    }  # fmt: skip
    filled = {cell(name, "commune"): figure(value) for name, value in given_now.items()}
    blank = cell("dossier.withdrawn", "commune")

    found = next(one for one in findings_of(FORM, "commune", filled) if one.cell == blank)

    if found.suggestion is None:
        assert carried + received < resolved + open_now
    else:
        after = findings_of(FORM, "commune", filled | {blank: found.suggestion})
        assert "V01" not in {one.rule for one in after}
