"""The sheet that is filled in elsewhere: what goes out comes back, and every slip is explained where it stands."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from caicach.audit.models import Entry
from caicach.obligations.constants import DraftState, ObligationState, TrackingMode
from caicach.obligations.forms.sheets import ABOUT, LOCKED_LABELS
from caicach.obligations.mapping import Evidence, Proof
from caicach.obligations.models import HandInDraft, LateReason, Obligation, Submission
from caicach.obligations.selectors.lists import Filters
from caicach.obligations.selectors.sheets import SheetCell, sheet_rows
from caicach.obligations.services import late_reason_give, obligation_hand_in, obligation_submit
from caicach.obligations.services.sheets import sheet_apply, sheet_checked
from caicach.web.errors import BadInput
from cast import Cast, cast_make
from filled_sheets import OUT, SAID, Counting, Filled, declared, figure, late, problem
from two_writers import at_once


class TestGoingOut:
    def test_what_is_asked_stands_open_and_the_rest_is_locked(self, cast: Cast) -> None:
        said, counted, paper = declared(cast), figure(cast), cast.obligation()
        sheet = Filled(cast)
        opened = {
            one.pk: {kind.value for kind in SheetCell if not sheet.cell(one, kind).protection.locked}
            for one in (said, counted, paper)
        }
        assert opened == {
            said.pk: {"sentence"},
            counted.pk: {"value", "unit", "symbol", "issued_on"},
            paper.pk: {"symbol", "issued_on"},
        }
        assert all(sheet.cell(said, name).protection.locked for name in LOCKED_LABELS)
        assert sheet.page.protection.sheet
        assert not sheet.page.protection.password

    def test_what_is_late_asks_why_from_the_coded_list(self, cast: Cast) -> None:
        one = late(cast)
        sheet = Filled(cast)
        assert not sheet.cell(one, "cause").protection.locked
        assert sheet.book[ABOUT].sheet_state == "hidden"
        rules = [rule.formula1 for rule in sheet.page.data_validations.dataValidation]
        assert "=nguyen_nhan" in rules or "nguyen_nhan" in rules
        assert str(sheet.book[ABOUT]["A2"].value).startswith("Khách quan: ")

    def test_it_prints_across_with_its_header_on_each_page(self, cast: Cast) -> None:
        declared(cast)
        page = Filled(cast).page
        assert (page.page_setup.orientation, page.freeze_panes) == ("landscape", "E7")
        assert page.print_title_rows == "$6:$6"
        assert page.column_dimensions["A"].hidden

    def test_a_title_that_looks_like_a_formula_stays_text(self, cast: Cast) -> None:
        one = cast.obligation(duty={"title": '=HYPERLINK("http://x")', "mode": TrackingMode.DECLARED})
        cell = Filled(cast).cell(one, "title")
        assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')
        assert cell.quotePrefix

    def test_only_what_is_within_reach_goes_out(self, cast: Cast) -> None:
        declared(cast)
        assert sheet_rows(cast.stranger.actor, Filters(), today=cast.today) == ()

    def test_more_than_2_000_rows_are_refused(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("caicach.obligations.selectors.sheets.MOST_ROWS", 1)
        declared(cast)
        declared(cast)
        client.force_login(cast.commune_officer.user)
        answer = client.get(OUT)
        assert answer.status_code == 422
        assert "2.000" in answer.content.decode()

    def test_the_number_of_queries_does_not_grow(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        for _ in range(3):
            late(cast)
        with django_assert_num_queries(4):
            sheet_rows(cast.commune_officer.actor, Filters(), today=cast.today)
        for _ in range(6):
            figure(cast)
        with django_assert_num_queries(4):
            sheet_rows(cast.commune_officer.actor, Filters(), today=cast.today)


class TestComingBack:
    def test_a_sheet_left_as_it_was_changes_nothing(self, cast: Cast, two_steps: Cast) -> None:
        reasoned, one = late(cast), figure(cast)
        late_reason_give(reasoned, actor=cast.commune_officer.actor, code="guidance", words="Chờ Bộ", now=cast.now)
        Filled(cast).fill(one, value=85.75, unit="phần trăm").apply()
        assert HandInDraft.objects.get().value == Decimal("85.75")
        assert Filled(cast).checked() == ()

    def test_exactly_the_cells_that_were_filled_in_change(self, cast: Cast) -> None:
        said, counted, reasoned, untouched = declared(cast), figure(cast), late(cast), declared(cast)
        sheet = Filled(cast).fill(said, sentence=SAID).fill(counted, value=8803, unit="hồ sơ")
        sheet.fill(reasoned, cause="Khách quan: Chờ văn bản, hướng dẫn của cơ quan cấp trên", words="Chờ Bộ Nội vụ")
        found = {row.row.obligation.pk: row for row in sheet.checked() if row.row}
        assert untouched.pk not in found
        assert {(change.cell, change.before, change.after) for row in found.values() for change in row.changes} == {
            ("sentence", "", SAID),
            ("value", "", "8803"),
            ("unit", "", "hồ sơ"),
            ("cause", "", "guidance"),
            ("words", "", "Chờ Bộ Nội vụ"),
        }
        assert all(row.is_right for row in found.values())
        assert not Submission.objects.exists()

    def test_what_is_right_is_done_through_the_services(self, cast: Cast) -> None:
        said, counted, reasoned = declared(cast), figure(cast), late(cast)
        sheet = Filled(cast).fill(said, sentence=SAID).fill(counted, value="8.803", unit="hồ sơ")
        sheet.fill(reasoned, cause="Chờ văn bản, hướng dẫn của cơ quan cấp trên", sentence=SAID)
        assert sheet.apply() == (3, ())
        assert set(Obligation.objects.values_list("state", flat=True)) == {ObligationState.SUBMITTED}
        assert Submission.objects.get(obligation=counted).value == Decimal(8803)
        assert LateReason.objects.get().obligation_id == reasoned.pk
        assert Entry.objects.filter(action="obligations.submit").count() == 3
        assert Entry.objects.filter(action="obligations.late_reason").count() == 1
        assert sheet.apply()[0] == 0, "the same sheet once more"

    def test_in_two_steps_it_goes_to_the_leader(self, cast: Cast, two_steps: Cast) -> None:
        one = declared(cast)
        sheet = Filled(cast).fill(one, sentence=SAID)
        assert sheet.checked()[0].is_draft
        assert sheet.apply()[0] == 1
        assert HandInDraft.objects.get().state == DraftState.WAITING
        one.refresh_from_db()
        assert one.state == ObligationState.OPEN

    def test_a_draft_is_worded_anew_and_the_diff_says_what_stood(self, cast: Cast, two_steps: Cast) -> None:
        one = declared(cast)
        Filled(cast).fill(one, sentence=SAID).apply()
        sheet = Filled(cast).fill(one, sentence="Đã rà soát xong 12 thủ tục.")
        (row,) = sheet.checked()
        assert (row.changes[0].before, row.changes[0].after) == (SAID, "Đã rà soát xong 12 thủ tục.")
        assert sheet.apply()[0] == 1
        assert HandInDraft.objects.get().version == 2

    def test_a_document_that_is_here_with_its_file_is_handed_in(self, cast: Cast) -> None:
        one, other = cast.obligation(), cast.obligation()
        document = cast.document(symbol="41/BC-UBND")
        prove(cast, other, document)
        sheet = Filled(cast).fill(one, symbol="41/BC-UBND", issued_on=cast.today)
        assert sheet.apply() == (1, ())
        assert Submission.objects.get(obligation=one).document == document

    def test_a_document_that_is_not_in_the_register_is_sent_to_the_page(self, cast: Cast) -> None:
        one = cast.obligation()
        cast.document(symbol="9/BC-UBND", actor=cast.neighbour_officer.actor)
        _cell, words = problem(Filled(cast).fill(one, symbol="9/BC-UBND", issued_on=cast.today).checked())
        assert "nộp kèm tệp trên trang nhiệm vụ" in words

    def test_a_document_of_the_imported_list_is_pointed_to(self, cast: Cast) -> None:
        one = cast.obligation()
        document = cast.document(symbol="41/BC-UBND", actor=cast.clerk.actor, file=None, file_name="")
        assert Filled(cast).fill(one, symbol="41/BC-UBND", issued_on=cast.today).apply() == (1, ())
        submission = Submission.objects.get()
        assert (submission.document, submission.kept_at) == (
            document,
            "Hệ thống quản lý văn bản của UBND xã Suối Nhạn",
        )

    def test_in_two_steps_the_draft_points_to_it_and_the_next_sheet_shows_it(self, cast: Cast, two_steps: Cast) -> None:
        one = cast.obligation()
        document = cast.document(symbol="41/BC-UBND", actor=cast.clerk.actor)
        assert Filled(cast).fill(one, symbol="41/BC-UBND", issued_on=cast.today).apply() == (1, ())
        assert HandInDraft.objects.get().document == document
        sheet = Filled(cast)
        assert sheet.cell(one, "symbol").value == "41/BC-UBND"
        assert sheet.checked() == ()

    def test_rows_with_a_problem_are_left_and_the_others_done(self, cast: Cast) -> None:
        good, bad = figure(cast), figure(cast)
        done, left = Filled(cast).fill(good, value=1, unit="hồ sơ").fill(bad, value="nhiều", unit="hồ sơ").apply()
        assert (done, [row.row.obligation.pk for row in left if row.row]) == (1, [bad.pk])

    def test_the_queries_of_a_check_do_not_grow(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        rows = [declared(cast) for _ in range(8)]
        few, many = Filled(cast).fill(rows[0], sentence=SAID), Filled(cast)
        for row in rows:
            many.fill(row, sentence=SAID)
        for sheet in (few, many):
            entries = sheet.read()
            with django_assert_num_queries(5):
                sheet_checked(entries, actor=cast.commune_officer.actor, today=cast.today)

    def test_doing_costs_the_same_for_each_row(self, cast: Cast, django_assert_max_num_queries: Counting) -> None:
        rows = [declared(cast) for _ in range(10)]
        sheet = Filled(cast)
        for row in rows:
            sheet.fill(row, sentence=SAID)
        entries = sheet.read()
        with django_assert_max_num_queries(10 + 10 * 20):
            done, _left = sheet_apply(entries, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
        assert done == 10


def prove(cast: Cast, one: Obligation, document: Any) -> None:
    """Hand a document in for another duty, so that it is here and the commune sees it."""
    evidence = Evidence(document=document)
    obligation_submit(one, actor=cast.commune_officer.actor, evidence=evidence, now=cast.now, today=cast.today)


class TestBadCells:
    @pytest.mark.parametrize(
        ("kind", "value", "words"),
        [
            ("value", "tám nghìn", "không phải là số"),
            ("value", "8,803", "hiểu được hai cách"),
            ("value", 10**15, "quá lớn"),
            ("value", date(2026, 3, 1), "không phải là số"),
            ("value", "=1+1", "công thức"),
            ("issued_on", "31/02/2026", "ngày có thật"),
            ("issued_on", date(2026, 3, 17), "chưa đến"),
            ("symbol", date(2026, 3, 1), "đổi nội dung ô thành ngày"),
            ("value", "#DIV/0!", "báo lỗi"),
            ("cause", "Vì bận", "Không có nguyên nhân này"),
        ],
    )
    def test_a_cell_that_cannot_be_right_is_explained(self, cast: Cast, kind: str, value: Any, words: str) -> None:
        one = figure(cast, due_on=cast.today - timedelta(days=3))
        sheet = Filled(cast).fill(one, unit="hồ sơ", **{kind: value})
        cell, said = problem(sheet.checked())
        assert (cell, words in said) == (kind, True), said
        assert sheet.checked()[0].entry.line == sheet.line(one)

    def test_a_number_where_a_day_belongs_is_said(self, cast: Cast) -> None:
        one = figure(cast)
        sheet = Filled(cast).fill(one, issued_on=46000)
        sheet.cell(one, "issued_on").number_format = "0"
        assert problem(sheet.checked())[0] == "issued_on"

    def test_a_missing_unit_is_said(self, cast: Cast) -> None:
        one = figure(cast)
        assert "đơn vị tính" in problem(Filled(cast).fill(one, value=3).checked())[1].lower()

    def test_a_sentence_that_is_too_long_is_said(self, cast: Cast) -> None:
        one = declared(cast)
        assert "dài quá" in problem(Filled(cast).fill(one, sentence="a" * 2001).checked())[1]

    def test_merged_cells_are_said(self, cast: Cast) -> None:
        one, other = declared(cast), declared(cast)
        sheet = Filled(cast)
        first, last = sorted((sheet.line(one), sheet.line(other)))
        sheet.page.merge_cells(f"J{first}:J{last}")
        checked = sheet.checked()
        assert [row.problems[0].cell for row in checked] == ["sentence", "sentence"]
        assert f"J{first}:J{last}" in checked[0].problems[0].words

    def test_a_cell_of_another_mode_is_said(self, cast: Cast) -> None:
        one = declared(cast)
        cell, words = problem(Filled(cast).fill(one, value=3).checked())
        assert (cell, "không dùng ô này" in words) == ("value", True)

    def test_a_reason_for_what_is_not_late_is_said(self, cast: Cast) -> None:
        one, cause = declared(cast), "Chờ văn bản, hướng dẫn của cơ quan cấp trên"
        assert "không chậm" in problem(Filled(cast).fill(one, cause=cause).checked())[1]

    def test_a_share_in_a_cell_of_percent_is_read_as_seen(self, cast: Cast) -> None:
        one = figure(cast)
        sheet = Filled(cast).fill(one, value=0.8575, unit="phần trăm")
        sheet.cell(one, "value").number_format = "0.00%"
        (row,) = sheet.checked()
        assert row.changes[0].after == "85.75"
        assert "phần trăm" in row.changes[0].note

    def test_a_figure_of_three_places_says_how_it_was_read(self, cast: Cast) -> None:
        one = figure(cast)
        (row,) = Filled(cast).fill(one, value=8.803, unit="hồ sơ").checked()
        assert (row.changes[0].after, "8803" in row.changes[0].note) == ("8.803", True)


class TestBadRows:
    def test_a_row_beyond_reach_looks_like_none(self, cast: Cast) -> None:
        one = declared(cast)
        sheet = Filled(cast).fill(one, sentence=SAID)
        beyond = problem(sheet.checked(cast.stranger))[1]
        sheet.fill(one, uid=uuid4().hex)
        (row,) = sheet.checked()
        assert (row.problems[0].words, row.row) == (beyond, None)

    def test_whoever_only_looks_changes_nothing(self, cast: Cast) -> None:
        one = declared(cast)
        sheet = Filled(cast).fill(one, sentence=SAID)
        assert "Chỉ công chức" in problem(sheet.checked(cast.commune_viewer))[1]
        assert sheet.apply(cast.commune_viewer)[0] == 0

    def test_a_row_that_somebody_changed_meanwhile_is_left_alone(self, cast: Cast) -> None:
        one, other = declared(cast), declared(cast)
        sheet = Filled(cast).fill(one, sentence=SAID).fill(other, sentence=SAID)
        obligation_hand_in(
            one, actor=cast.commune_leader.actor, proof=Proof(sentence=SAID), now=cast.now, today=cast.today
        )
        done, left = sheet.apply()
        assert (done, "thay đổi sau khi tải" in left[0].problems[0].words) == (1, True)

    def test_an_untouched_row_that_changed_meanwhile_is_no_news(self, cast: Cast) -> None:
        one = declared(cast)
        sheet = Filled(cast)
        obligation_hand_in(
            one, actor=cast.commune_leader.actor, proof=Proof(sentence=SAID), now=cast.now, today=cast.today
        )
        assert sheet.checked() == ()

    def test_a_row_copied_twice_is_said(self, cast: Cast) -> None:
        one = declared(cast)
        sheet = Filled(cast).fill(one, sentence=SAID)
        sheet.page.append([cell.value for cell in sheet.page[sheet.line(one)]])
        checked = sheet.checked()
        assert [row.is_right for row in checked] == [False, False]
        assert "nhiều dòng" in checked[0].problems[0].words

    def test_a_row_added_by_hand_is_said(self, cast: Cast) -> None:
        declared(cast)
        sheet = Filled(cast)
        sheet.page.append(["", "", "9", "Việc mới", "", "", "", "", "", SAID])
        assert "không có mã" in problem(sheet.checked())[1]

    def test_columns_sorted_apart_are_noticed(self, cast: Cast) -> None:
        one, other = declared(cast), declared(cast)
        sheet = Filled(cast)
        title = sheet.cell(other, "title").value
        sheet.fill(one, title=title, sentence=SAID)
        assert "không khớp" in problem(sheet.checked())[1]

    def test_more_than_500_changes_at_once_are_refused(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("caicach.obligations.services.sheets.MOST_CHANGED", 1)
        first, second = declared(cast), declared(cast)
        sheet = Filled(cast).fill(first, sentence=SAID).fill(second, sentence=SAID)
        with pytest.raises(BadInput, match="500"):
            sheet.apply()
        assert not Submission.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_people_with_the_same_sheet_at_once_hand_in_once() -> None:
    cast = cast_make()
    one, other = declared(cast), declared(cast)
    sheet = Filled(cast).fill(one, sentence=SAID).fill(other, sentence=SAID)
    at_once(sheet.apply, sheet.apply)
    assert Submission.objects.count() == 2
    assert sorted(Submission.objects.values_list("obligation_id", flat=True)) == sorted([one.pk, other.pk])
    assert Entry.objects.filter(action="obligations.submit").count() == 2
