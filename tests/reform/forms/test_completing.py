"""Totals and computed lines: a blank is not known, what there is none of is no zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.forms import Cell, CellKind, Figure, Form, When, cell_of, completed, left_out, read_form, sheet_of
from returns_sample import RETURN_FORM, cell, figure, filled_with, return_form

FORM = return_form()
NONE_YET, NOT_APPLICABLE, NOT_COLLECTED = (
    figure((None, one)) for one in ("none_yet", "not_applicable", "not_collected")
)
CHANNELS = ("direct", "post", "online")


def received(**values: object) -> dict[Cell, Figure]:
    return {cell(f"dossier.received[channel={one}]", "commune"): figure(value) for one, value in values.items()}


def total(filled: dict[Cell, Figure], form: Form = FORM, level: str = "commune") -> Figure | None:
    return completed(form, level, filled).get(cell_of("dossier.received", "tier=commune"))


def test_a_total_is_the_sum_of_its_members() -> None:
    made = completed(FORM, "commune", filled_with())

    assert made[cell_of("dossier.received", "tier=commune")] == figure(8803)
    assert made[cell_of("dossier.received", "")] == figure(8803)
    assert made[cell_of("dossier.received", "channel=online")] == figure(7549)


def test_two_dimensions_have_the_same_total_whichever_is_added_first() -> None:
    typed = {
        cell_of("dossier.received", f"channel={channel},tier={tier}"): figure(number)
        for number, (channel, tier) in enumerate((one, two) for one in CHANNELS for two in ("province", "commune"))
    }

    made = completed(FORM, "province", typed)

    assert made[cell_of("dossier.received", "")] == figure(15)
    assert made[cell_of("dossier.received", "tier=commune")] == figure(1 + 3 + 5)
    assert made[cell_of("dossier.received", "channel=post")] == figure(2 + 3)


def test_a_blank_member_leaves_its_total_unknown() -> None:
    assert total(received(direct=5, post=3)) is None


def test_a_zero_is_counted_and_what_there_is_none_of_is_left_out() -> None:
    filled = received(direct=5, post=0, online=(None, "not_applicable"))

    assert total(filled) == figure(5)
    out = left_out(FORM, "commune", completed(FORM, "commune", filled))
    assert out[cell_of("dossier.received", "tier=commune")] == (cell("dossier.received[channel=online]", "commune"),)


@pytest.mark.parametrize(
    ("reasons", "reason"),
    [(("none_yet",) * 3, "none_yet"), (("not_applicable",) * 3, "not_applicable"),
     (("not_applicable", "none_yet", "not_applicable"), "none_yet")],
)  # fmt: skip
def test_there_is_none_of_a_total_whose_members_there_are_none_of(reasons: tuple[str, ...], reason: str) -> None:
    filled = received(**{channel: (None, one) for channel, one in zip(CHANNELS, reasons, strict=True)})

    assert total(filled) == figure((None, reason))


def test_a_member_that_nobody_collected_makes_the_total_one_that_nobody_knows() -> None:
    assert total(received(direct=5, post=3, online=(None, "not_collected"))) == NOT_COLLECTED


def test_which_reasons_hide_a_value_is_said_by_the_form() -> None:
    text = RETURN_FORM.replace("  null_reasons:", "  unknown_reasons: []\n  null_reasons:", 1)

    assert total(received(direct=5, post=3, online=(None, "not_collected")), read_form(text)) == figure(8)


def test_a_rate_is_computed_to_four_digits_half_up() -> None:
    made = completed(FORM, "commune", filled_with())[cell_of("dossier.on_time_rate", "tier=commune")]

    assert made == figure(Decimal("99.0314"))  # 8.691 / 8.776


def test_a_rate_of_nothing_is_one_that_there_is_none_of_yet() -> None:
    filled = {cell("dossier.on_time", "commune"): figure(0), cell("dossier.resolved", "commune"): figure(0)}

    assert completed(FORM, "commune", filled)[cell_of("dossier.on_time_rate", "tier=commune")] == NONE_YET


def test_what_is_computed_of_what_there_is_none_of_is_not_there_either() -> None:
    filled = {cell("dossier.on_time", "commune"): NOT_APPLICABLE, cell("dossier.resolved", "commune"): figure(4)}

    assert completed(FORM, "commune", filled)[cell_of("dossier.on_time_rate", "tier=commune")] == NOT_APPLICABLE


def test_what_is_computed_of_a_blank_is_blank() -> None:
    filled = {cell("dossier.on_time", "commune"): figure(4)}

    assert cell_of("dossier.on_time_rate", "tier=commune") not in completed(FORM, "commune", filled)


def test_a_rate_that_came_without_its_parts_stays_and_gives_way_to_them() -> None:
    bare = {cell_of("dossier.on_time_rate", "tier=commune"): figure(97)}

    assert completed(FORM, "commune", bare)[cell_of("dossier.on_time_rate", "tier=commune")] == figure(97)
    both = bare | {cell("dossier.on_time", "commune"): figure(1), cell("dossier.resolved", "commune"): figure(2)}
    assert completed(FORM, "commune", both)[cell_of("dossier.on_time_rate", "tier=commune")] == figure(50)


@pytest.mark.parametrize(
    ("citizens", "business", "held"), [(0, 0, "no"), (2, 0, "yes"), (0, 1, "yes"), (3, (None, "none_yet"), None)]
)
def test_a_condition_decides_a_choice(citizens: object, business: object, held: str | None) -> None:
    filled = {cell_of("dialog.citizens", ""): figure(citizens), cell_of("dialog.business", ""): figure(business)}

    made = completed(FORM, "commune", filled)[cell_of("dialog.held", "")]

    assert made.value == held


def test_earlier_returns_are_asked_where_a_formula_does() -> None:
    text = RETURN_FORM.replace('calc: "dossier.late + dossier.overdue"', 'calc: "dossier.late - prev(dossier.late)"')
    late = {cell("dossier.late", "commune"): figure(9)}
    before = {cell("dossier.late", "commune"): figure(4)}

    made = completed(read_form(text), "commune", late, earlier={When.PREVIOUS: before})

    assert made[cell_of("apology.needed", "tier=commune")] == figure(5)
    assert cell_of("apology.needed", "tier=commune") not in completed(read_form(text), "commune", late)


PARTS_OFF = RETURN_FORM.replace("label: Hồ sơ đã giải quyết,", "label: Hồ sơ đã giải quyết, optional: true,").replace(
    "label: Quá hạn,", "label: Quá hạn, optional: true,"
)


def test_rates_of_members_are_never_added_up() -> None:
    form = read_form(PARTS_OFF)
    rates = {cell_of("dossier.on_time_rate", f"tier={tier}"): figure(90) for tier in ("province", "commune")}

    assert Cell("dossier.on_time_rate") not in completed(form, "province", rates)
    kinds = {row.cell: row.kind for row in sheet_of(form, "province").rows}
    assert kinds[Cell("dossier.on_time_rate")] is CellKind.ROLLED  # the communes' part of it comes from the communes
    assert kinds[cell_of("dossier.on_time_rate", "tier=province")] is CellKind.TYPED


def test_the_rate_of_the_only_member_is_that_of_the_whole() -> None:
    rate = {cell_of("dossier.on_time_rate", "tier=commune"): figure(90)}

    assert completed(read_form(PARTS_OFF), "commune", rate)[Cell("dossier.on_time_rate")] == figure(90)


def test_computed_counts_that_came_without_their_parts_are_added_up() -> None:
    needed = {cell_of("apology.needed", f"tier={tier}"): figure(3) for tier in ("province", "commune")}

    assert completed(read_form(PARTS_OFF), "province", needed)[Cell("apology.needed")] == figure(6)


def test_a_word_in_a_number_cell_is_not_known() -> None:
    assert total(received(direct=5, post=3, online="mười")) is None


VALUES = st.one_of(st.integers(0, 10**9).map(figure), st.sampled_from([NONE_YET, NOT_APPLICABLE, NOT_COLLECTED, None]))


@st.composite
def returns(draw: st.DrawFn) -> tuple[str, dict[Cell, Figure]]:
    level = draw(st.sampled_from(["commune", "department", "province"]))
    cells = [row.cell for row in sheet_of(FORM, level).rows if row.line.choice is None]
    values = draw(st.lists(VALUES, min_size=len(cells), max_size=len(cells)))
    return level, {cell: value for cell, value in zip(cells, values, strict=True) if value is not None}


@given(returns())
def test_completing_twice_gives_the_same(case: tuple[str, dict[Cell, Figure]]) -> None:
    level, typed = case
    once = completed(FORM, level, typed)

    assert completed(FORM, level, once) == once


@given(st.lists(st.one_of(st.integers(0, 10**6), st.none()), min_size=6, max_size=6))
def test_a_total_is_known_exactly_where_all_its_members_are(numbers: list[int | None]) -> None:
    pairs = [(one, two) for one in CHANNELS for two in ("province", "commune")]
    typed = {
        cell_of("dossier.received", f"channel={channel},tier={tier}"): figure(number)
        for (channel, tier), number in zip(pairs, numbers, strict=True)
        if number is not None
    }

    made = completed(FORM, "province", typed).get(Cell("dossier.received"))

    known = [number for number in numbers if number is not None]
    assert made == (Figure(Decimal(sum(known))) if len(known) == 6 else None)
