"""What was brought is compared, and taken whole: who was quicker is told, and nothing is saved by halves."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from caicach.audit.models import Entry
from caicach.figures.constants import IntakeKind, Origin
from caicach.figures.exports.tables import book_for
from caicach.figures.exports.workbook import workbook_of
from caicach.figures.imports.bringing import paste_bring, table_bring, workbook_bring
from caicach.figures.imports.recipes import Condition, How, Step, steps_text
from caicach.figures.imports.taking import Taken, intake_take, intake_weighed, key_of
from caicach.figures.mapping import figure_text
from caicach.figures.models import CellChange, FigureCell, Intake, Recipe, Return
from caicach.figures.selectors.intakes import files_before, intake_for
from caicach.figures.services.intakes import intake_drop, intakes_expire
from caicach.figures.services.recipes import recipe_change, recipe_forget
from caicach.files.models import StoredFile
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from figures_books import changed
from figures_cast import FiguresCast
from two_writers import at_once

LATE = "dossier.late[tier=commune]"


def stored(sheet: Return) -> dict[str, str]:
    return {str(row): str(row.value if row.value is not None else row.word or f"@{row.reason}")
            for row in FigureCell.objects.filter(sheet=sheet)}  # fmt: skip


def handed_out(sheet: Return) -> Any:
    return book_for(Return.objects.select_related("agency", "period__form", "period__owner").get(pk=sheet.pk))


def brought(figures: FiguresCast, values: dict[str, Any], *, of: Any = None, **more: Any) -> Intake:
    data = changed(values, of=of or handed_out(figures.commune), **more)
    cast = figures.cast
    return workbook_bring(figures.commune, data, name="bieu.xlsx", actor=cast.commune_officer.actor, now=cast.now)


def take(figures: FiguresCast, intake: Intake, *, actor: Actor | None = None, **more: Any) -> Taken:
    who = actor or figures.cast.commune_officer.actor
    weighed = intake_weighed(intake_for(who, intake.uid), actor=who)
    given = {"version": weighed.version, **more}
    return intake_take(weighed, actor=who, now=figures.cast.now, **given)


def test_a_workbook_is_saved_cell_by_cell_with_its_origin(figures: FiguresCast) -> None:
    done = take(figures, brought(figures, {"steer.docs": 4, LATE: 0}, reasons={"staff.quota": "Chưa phát sinh"}))
    assert done.changed_count == 3
    assert stored(figures.commune) == {"steer.docs": "4", LATE: "0", "staff.quota": "@none_yet"}
    assert {row.origin for row in FigureCell.objects.filter(sheet=figures.commune)} == {Origin.SHEET}
    assert Entry.objects.filter(action="figures.intake").count() == 1
    assert Intake.objects.get().changed_count == 3


def test_nothing_is_stored_before_somebody_says_yes(figures: FiguresCast) -> None:
    weighed = intake_weighed(brought(figures, {"steer.docs": 4}), actor=figures.cast.commune_officer.actor)
    assert weighed.change_count == 1
    assert not FigureCell.objects.exists()
    assert not CellChange.objects.exists()


def test_what_is_not_changed_is_not_shown(figures: FiguresCast) -> None:
    figures.save(figures.commune, {"steer.docs": 4, LATE: 2})
    weighed = intake_weighed(brought(figures, {LATE: 3}), actor=figures.cast.commune_officer.actor)
    (target,) = weighed.targets
    assert [
        (str(one.row.cell), figure_text(one.old), figure_text(one.proposed.figure)) for one in target.differences
    ] == [(LATE, "2", "3")]


def test_a_blank_in_the_file_clears_only_what_was_there_when_it_was_handed_out(figures: FiguresCast) -> None:
    figures.save(figures.commune, {LATE: 2})
    book = handed_out(figures.commune)
    figures.save(figures.commune, {"steer.docs": 9})
    take(figures, brought(figures, {LATE: None}, of=book))
    assert stored(figures.commune) == {"steer.docs": "9"}


def test_a_cell_that_somebody_changed_meanwhile_is_marked_and_not_overwritten(figures: FiguresCast) -> None:
    book = handed_out(figures.commune)
    figures.save(figures.commune, {LATE: 7})
    intake = brought(figures, {LATE: 3, "steer.docs": 4}, of=book)
    weighed = intake_weighed(intake, actor=figures.cast.commune_officer.actor)
    newer = {str(one.row.cell): one.is_chosen for one in weighed.targets[0].differences}
    assert newer == {"steer.docs": True, LATE: False}
    take(figures, intake, chosen=[key_of(figures.commune, "steer.docs")])
    assert stored(figures.commune) == {LATE: "7", "steer.docs": "4"}


def test_the_second_file_is_compared_with_what_the_first_brought(figures: FiguresCast) -> None:
    book = handed_out(figures.commune)
    first, second = brought(figures, {LATE: 3}, of=book), brought(figures, {LATE: 5}, of=book)
    take(figures, first)
    weighed = intake_weighed(second, actor=figures.cast.commune_officer.actor)
    (one,) = weighed.targets[0].differences
    assert (figure_text(one.old), one.is_chosen) == ("3", False)
    assert one.stored is not None
    assert one.stored.updated_by == figures.cast.commune_officer.user
    assert [file.file_name for file in files_before(figures.commune, but=second)] == ["bieu.xlsx"]


def test_refused_cells_want_a_word_before_the_others_are_saved(figures: FiguresCast) -> None:
    intake = brought(figures, {LATE: "không rõ", "steer.docs": 4})
    with pytest.raises(BadInput, match="Có ô bị từ chối"):
        take(figures, intake)
    assert not FigureCell.objects.exists()
    take(figures, intake, leaves_refused=True)
    assert stored(figures.commune) == {"steer.docs": "4"}


def test_half_a_paste_is_never_saved(figures: FiguresCast) -> None:
    cast = figures.cast
    text = "1.1.1\t4\n2.1.5\t8,803\n"
    intake = paste_bring(figures.commune, text, start="", actor=cast.commune_officer.actor, now=cast.now)
    for more in ({}, {"leaves_refused": True}, {"chosen": [key_of(figures.commune, "steer.docs")]}):
        with pytest.raises(BadInput, match="Sửa các ô đó rồi dán lại"):
            take(figures, intake, **more)
    assert not FigureCell.objects.exists()


def test_a_whole_paste_is_saved_with_its_origin(figures: FiguresCast) -> None:
    cast = figures.cast
    intake = paste_bring(
        figures.commune, "1.1.1\t4\n2.1.5\t0\n", start="", actor=cast.commune_officer.actor, now=cast.now
    )
    take(figures, intake)
    assert stored(figures.commune) == {"steer.docs": "4", LATE: "0"}
    assert {row.origin for row in FigureCell.objects.all()} == {Origin.PASTED}


def test_what_was_seen_is_what_is_saved(figures: FiguresCast) -> None:
    cast = figures.cast
    intake = brought(figures, {LATE: 3})
    seen = intake_weighed(intake_for(cast.commune_officer.actor, intake.uid), actor=cast.commune_officer.actor).version
    figures.save(figures.commune, {LATE: 9})
    with pytest.raises(WrongState, match="người khác sửa"):
        take(figures, intake, version=seen)
    assert stored(figures.commune) == {LATE: "9"}


def test_a_second_click_saves_nothing_twice(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    intake = brought(figures, {LATE: 3})
    weighed = intake_weighed(intake_for(actor, intake.uid), actor=actor)
    intake_take(weighed, actor=actor, now=figures.cast.now, version=weighed.version)
    with pytest.raises(WrongState):
        intake_take(weighed, actor=actor, now=figures.cast.now, version=weighed.version)
    with pytest.raises(Beyond):
        intake_for(actor, intake.uid)


def test_after_it_was_handed_in_nothing_is_saved(figures: FiguresCast) -> None:
    intake = brought(figures, {LATE: 3})
    Return.objects.filter(pk=figures.commune.pk).update(state="submitted", submitted_at=figures.cast.now)
    with pytest.raises(WrongState, match="đã gửi"):
        take(figures, intake)
    assert Intake.objects.get().taken_at is None


def test_only_whoever_fills_a_return_brings_figures(figures: FiguresCast) -> None:
    cast = figures.cast
    for person in (cast.department_officer, cast.stranger):
        with pytest.raises(NotAllowed):
            paste_bring(figures.commune, "1.1.1\t4", start="", actor=person.actor, now=cast.now)
    assert not Intake.objects.exists()


def test_the_standing_body_enters_a_units_file_on_its_behalf(figures: FiguresCast) -> None:
    cast = figures.cast
    intake = paste_bring(figures.commune, "1.1.1\t4", start="", actor=cast.standing_officer.actor, now=cast.now)
    take(figures, intake, actor=cast.standing_officer.actor)
    assert FigureCell.objects.get().origin == Origin.PAPER


def test_nobody_else_sees_what_somebody_brought(figures: FiguresCast) -> None:
    intake = brought(figures, {LATE: 3})
    with pytest.raises(Beyond):
        intake_for(figures.cast.standing_officer.actor, intake.uid)


def test_what_nobody_confirms_goes_after_a_day_with_its_file(
    figures: FiguresCast, django_capture_on_commit_callbacks: Any
) -> None:
    brought(figures, {LATE: 3})
    intakes_expire(figures.cast.now + timedelta(hours=23))
    assert Intake.objects.count() == 1
    intakes_expire(figures.cast.now + timedelta(hours=25))
    assert not Intake.objects.exists()
    assert not StoredFile.objects.exists()


def test_what_was_taken_stays_with_its_file(figures: FiguresCast) -> None:
    take(figures, brought(figures, {LATE: 3}))
    intakes_expire(figures.cast.now + timedelta(days=9))
    assert StoredFile.objects.count() == 1


def test_dropping_leaves_nothing(figures: FiguresCast) -> None:
    intake = brought(figures, {LATE: 3})
    with pytest.raises(NotAllowed):
        intake_drop(intake, actor=figures.cast.standing_officer.actor)
    intake_drop(intake, actor=figures.cast.commune_officer.actor)
    assert not Intake.objects.exists()


def test_a_file_that_cannot_be_read_leaves_nothing_behind(figures: FiguresCast) -> None:
    cast = figures.cast
    other = replace(handed_out(figures.commune), uid="0190b4c0-0000-7000-8000-00000000ffff")
    with pytest.raises(BadInput, match="bạn đang nạp vào"):
        brought(figures, {}, of=other)
    with pytest.raises(BadInput):
        workbook_bring(figures.commune, b"nothing", name="a.xlsx", actor=cast.commune_officer.actor, now=cast.now)
    assert not Intake.objects.exists()


def test_reading_costs_the_same_whatever_the_number_of_cells(
    figures: FiguresCast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    actor = figures.cast.commune_officer.actor
    small, large = (
        brought(figures, {LATE: 3}),
        brought(figures, {LATE: 3, "steer.docs": 4, "staff.quota": 3, "staff.present": 2}),
    )
    for intake in (small, large):
        waiting = intake_for(actor, intake.uid)
        with django_assert_num_queries(1):
            intake_weighed(waiting, actor=actor)


def test_a_table_of_many_units_costs_the_same_as_one_of_two(
    figures: FiguresCast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    actor = figures.cast.standing_officer.actor
    every = [(f"HS{at}", one.agency.current_name, "05/01/2026", "Quá hạn", 1) for at, one in enumerate(figures.below)]
    for rows in (every[:2], every):
        waiting = of_system(figures, actor, data=table(rows), period=figures.period)
        with django_assert_num_queries(2):
            assert len(intake_weighed(waiting, actor=actor).targets) == len(rows)


HEADER = ("Mã hồ sơ", "Đơn vị", "Ngày tiếp nhận", "Kết quả", "Lệ phí")
ROWS = (
    ("HS1", "UBND xã Suối Nhạn", "05/01/2026", "Đúng hạn", 10_000),
    ("HS2", "UBND xã Suối Nhạn", "06/01/2026", "Quá hạn", 20_000),
    ("HS3", "UBND xã Suối Nhạn", "07/01/2026", "Trước hạn", None),
    ("HS4", "UBND xã Đồi Chè", "08/01/2026", "Quá hạn", 5_000),
    ("HS5", "UBND xã Đồi Chè", "09/09/2026", "Quá hạn", 5_000),
    ("HS6", "UBND xã Không Có", "08/01/2026", "Quá hạn", 5_000),
)
STEPS = (
    Step("dossier.on_time[tier=commune]", How.COUNT, "", (Condition.of("Kết quả", "đúng hạn | Trước hạn"),)),
    Step(LATE, How.COUNT, "", (Condition.of("Kết quả", "Quá hạn"),)),
    Step("money.spent", How.SUM, "Lệ phí"),
)


def table(rows: Any = ROWS, header: Any = HEADER) -> bytes:
    book = Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_system(
    figures: FiguresCast,
    actor: Actor,
    *,
    steps: Any = STEPS,
    data: bytes | None = None,
    units: bool = True,
    **more: Any,
) -> Intake:
    intake = table_bring(data or table(), name="ho-so.xlsx", actor=actor, now=figures.cast.now, **more)
    recipe = Recipe.objects.get()
    columns = {"unit_column": "Đơn vị" if units else "", "date_column": "Ngày tiếp nhận"}
    recipe_change(recipe, actor=actor, now=figures.cast.now, steps=steps_text(steps), **columns)
    return intake_for(actor, intake.uid)


def test_one_table_of_many_units_fills_each(figures: FiguresCast) -> None:
    actor = figures.cast.standing_officer.actor
    intake = of_system(figures, actor, period=figures.period)
    weighed = intake_weighed(intake, actor=actor)
    assert any("1 dòng ngoài kỳ" in remark for remark in weighed.remarks)
    assert any("UBND xã Không Có (1)" in remark for remark in weighed.remarks)
    take(figures, intake, actor=actor)
    assert stored(figures.commune) == {"dossier.on_time[tier=commune]": "2", LATE: "1", "money.spent": "30000"}
    assert stored(figures.neighbour) == {"dossier.on_time[tier=commune]": "0", LATE: "1", "money.spent": "5000"}
    assert {row.origin for row in FigureCell.objects.all()} == {Origin.IMPORT}


def test_a_commune_takes_its_own_rows_alone(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    intake = of_system(figures, actor, sheet=figures.commune)
    take(figures, intake)
    assert stored(figures.commune)[LATE] == "1"
    assert not FigureCell.objects.filter(sheet=figures.neighbour).exists()


def test_the_same_header_is_asked_about_once(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    of_system(figures, actor, sheet=figures.commune)
    again = table_bring(
        table(ROWS[:2]), name="thang-sau.xlsx", actor=actor, now=figures.cast.now, sheet=figures.commune
    )
    assert again.recipe is not None
    assert again.recipe.steps == steps_text(STEPS)


def test_one_row_is_taken_where_only_one_can_be_meant(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    one = Step("money.spent", How.ONE, "Lệ phí", (Condition.of("Mã hồ sơ", "HS2"),))
    several = Step("staff.quota", How.ONE, "Lệ phí", (Condition.of("Kết quả", "Quá hạn"),))
    intake = of_system(figures, actor, steps=(one, several), sheet=figures.commune, units=False)
    (target,) = intake_weighed(intake, actor=actor).targets
    assert [(figure_text(cell.proposed.figure)) for cell in target.differences] == ["20000"]
    assert "cùng khớp" in target.refused[0].sentence


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((Step(LATE, How.COUNT, "", (Condition.of("Không có cột này", "x"),)),), "Bảng không có cột"),
        ((Step("dossier.resolved[tier=commune]", How.COUNT),), "tự tính, không nhập"),
        ((Step("staff.quota", How.SUM, "Kết quả"),), "không phải là số"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_reason(figures: FiguresCast, steps: Any, words: str) -> None:
    actor = figures.cast.commune_officer.actor
    intake = of_system(figures, actor, steps=steps, sheet=figures.commune)
    (target,) = intake_weighed(intake, actor=actor).targets
    assert words in target.refused[0].sentence


def test_a_source_without_steps_or_without_known_units_is_told(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    with pytest.raises(BadInput, match="chưa có quy tắc"):
        intake_weighed(of_system(figures, actor, steps=(), sheet=figures.commune), actor=actor)
    data = table([("HS1", "Ở đâu đó", "05/01/2026", "Quá hạn", 1)])
    with pytest.raises(BadInput, match="Kiểm tra cột đơn vị"):
        intake_weighed(of_system(figures, actor, data=data, sheet=figures.commune), actor=actor)


def test_another_body_neither_changes_nor_forgets_a_source(figures: FiguresCast) -> None:
    cast = figures.cast
    of_system(figures, cast.commune_officer.actor, sheet=figures.commune)
    recipe = Recipe.objects.get()
    with pytest.raises(NotAllowed):
        recipe_change(recipe, actor=cast.standing_officer.actor, now=cast.now, name="x")
    with pytest.raises(NotAllowed):
        recipe_forget(recipe, actor=cast.standing_officer.actor, now=cast.now)
    recipe_forget(recipe, actor=cast.commune_officer.actor, now=cast.now)
    assert not Recipe.objects.exists()
    assert Intake.objects.get().kind == IntakeKind.SYSTEM


def test_a_table_that_is_too_large_is_refused_with_what_to_leave_out(figures: FiguresCast) -> None:
    lines = "\n".join(f"HS{at};A;05/01/2026;Quá hạn;1" for at in range(20_001))
    data = (";".join(HEADER) + "\n" + lines).encode()
    with pytest.raises(BadInput, match=r"không quá 100\.000 ô"):
        table_bring(
            data, name="a.csv", actor=figures.cast.commune_officer.actor, now=figures.cast.now, sheet=figures.commune
        )
    assert not Intake.objects.exists()


def test_the_workbook_of_a_real_return_comes_back_to_it(figures: FiguresCast) -> None:
    data = workbook_of(handed_out(figures.commune))
    cast = figures.cast
    intake = workbook_bring(figures.commune, data, name="b.xlsx", actor=cast.commune_officer.actor, now=cast.now)
    assert intake_weighed(intake, actor=cast.commune_officer.actor).change_count == 0
    with pytest.raises(BadInput, match="UBND xã Suối Nhạn, quý I năm 2026; bạn đang nạp"):
        workbook_bring(figures.neighbour, data, name="b.xlsx", actor=cast.standing_officer.actor, now=cast.now)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_saves(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    intake = brought(figures, {LATE: 3})
    weighed = intake_weighed(intake_for(actor, intake.uid), actor=actor)

    def confirm() -> None:
        intake_take(weighed, actor=actor, now=figures.cast.now, version=weighed.version)

    assert at_once(confirm, confirm) == ["", "WrongState"]
    assert CellChange.objects.count() == 1
