"""What each level sees of a form: its rows, their numbers, and which of them it types."""

import pytest

from reform.forms import CellKind, Form, Sheet, cell_of, cell_text, printed_rows, read_form, sheet_of
from returns_sample import RETURN_FORM, return_form


@pytest.fixture(scope="module")
def form() -> Form:
    return return_form()


def rows(sheet: Sheet, key: str) -> list[tuple[str, str, str, str]]:
    found = [row for row in sheet.rows if row.line.key == key]
    return [(row.number, row.label, cell_text(row.cell), row.kind.value) for row in found]


def test_a_level_with_one_member_has_one_row_with_that_member(form: Form) -> None:
    assert rows(sheet_of(form, "commune"), "dossier.resolved") == [
        ("1.1.3", "Hồ sơ đã giải quyết", "dossier.resolved[tier=commune]", "typed")
    ]


def test_several_members_stand_below_their_total_with_letters(form: Form) -> None:
    assert rows(sheet_of(form, "department"), "dossier.received") == [
        ("1.1.2", "Hồ sơ tiếp nhận", "dossier.received[tier=province]", "margin"),
        ("a", "Trực tiếp", "dossier.received[channel=direct, tier=province]", "typed"),
        ("b", "Bưu chính", "dossier.received[channel=post, tier=province]", "typed"),
        ("c", "Trực tuyến", "dossier.received[channel=online, tier=province]", "typed"),
    ]


def test_two_dimensions_are_nested_in_the_order_of_the_line(form: Form) -> None:
    sheet = sheet_of(form, "province")

    found = [(row.number, row.depth, row.label, row.kind) for row in sheet.rows if row.line.key == "dossier.received"]

    assert found[:4] == [
        ("1.1.2", 0, "Hồ sơ tiếp nhận", CellKind.MARGIN),
        ("a", 1, "Trực tiếp", CellKind.MARGIN),
        ("a1", 2, "Cấp tỉnh", CellKind.TYPED),
        ("a2", 2, "Cấp xã", CellKind.ROLLED),
    ]
    assert len(found) == 1 + 3 * 3


def test_members_of_no_partition_stand_below_the_figure_they_are_taken_of(form: Form) -> None:
    assert rows(sheet_of(form, "commune"), "dossier.on_time") == [
        ("1.1.4", "Đúng hạn", "dossier.on_time[tier=commune]", "typed"),
        ("a", "Đất đai", "dossier.on_time[field=land, tier=commune]", "typed"),
        ("b", "Xây dựng", "dossier.on_time[field=building, tier=commune]", "typed"),
    ]


def test_members_that_make_up_no_whole_are_rows_of_their_own(form: Form) -> None:
    assert rows(sheet_of(form, "commune"), "field.on_time") == [
        ("1.2.3.1", "Đúng hạn theo lĩnh vực: Đất đai", "field.on_time[field=land, tier=commune]", "typed"),
        ("1.2.3.2", "Đúng hạn theo lĩnh vực: Xây dựng", "field.on_time[field=building, tier=commune]", "typed"),
    ]


def test_computed_and_rolled_cells_are_not_typed(form: Form) -> None:
    kinds = {row.line.key: row.kind for row in sheet_of(form, "province").rows if row.depth == 0}

    assert kinds["dossier.on_time_rate"] is CellKind.COMPUTED
    assert kinds["eonestop.communes"] is CellKind.ROLLED
    assert kinds["dialog.held"] is CellKind.COMPUTED


def test_what_a_level_does_not_have_is_not_on_its_sheet(form: Form) -> None:
    keys = {row.line.key for row in sheet_of(form, "commune").rows}

    assert "org.communes" not in keys and "eonestop.rate" not in keys and "psu.total" in keys


def test_optional_lines_are_off_until_somebody_switches_them_on(form: Form) -> None:
    assert cell_of("x.extra", "") not in sheet_of(form, "commune").cells
    assert cell_of("x.extra", "") in sheet_of(form, "commune", extra=["x.extra"]).required


def test_required_are_typed_cells_alone(form: Form) -> None:
    sheet = sheet_of(form, "commune")

    required = set(sheet.required)

    assert required == {row.cell for row in sheet.rows if row.kind is CellKind.TYPED} - {
        cell_of("field.on_time", "field=land,tier=commune"),
        cell_of("field.on_time", "field=building,tier=commune"),
        cell_of("plan.score", ""),
    }


def test_a_rate_whose_parts_are_not_on_the_sheet_is_typed() -> None:
    text = RETURN_FORM.replace("label: Hồ sơ đã giải quyết, unit", "label: Hồ sơ đã giải quyết, optional: true, unit")
    sheet = sheet_of(read_form(text), "commune")

    rate = next(row for row in sheet.rows if row.line.key == "dossier.on_time_rate")

    assert (rate.kind, rate.is_required) == (CellKind.TYPED, True)


def test_the_prescribed_order_is_printed_where_there_is_one() -> None:
    text = RETURN_FORM
    for label, at in (("Hồ sơ đã giải quyết,", 1), ("Hồ sơ kỳ trước chuyển qua,", 2)):
        text = text.replace(f"label: {label}", f'label: {label} printed: {{code: "3.4", at: {at}}},')
    rows = [(row.line.key, row.printed) for row in printed_rows(sheet_of(read_form(text), "commune"))]

    assert rows[0] == ("dossier.resolved", "3.4")
    assert rows[1][0] == "dossier.on_time"  # has no place of its own: stays behind the one before
    assert rows.index(("dossier.carried", "3.4")) > 1


def test_every_level_of_the_packaged_forms_has_cells_once() -> None:
    from reform.forms.packaged import packaged_forms

    for form in map(read_form, packaged_forms()):
        for level in form.levels:
            cells = sheet_of(form, level, extra=[line.key for line in form.lines]).cells
            assert cells and len(set(cells)) == len(cells)
