"""Two people at one report at the same moment: nothing is lost, and of two that exclude each other one is told."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from caicach.documents.models import Document
from caicach.figures.mapping import form_of
from caicach.figures.models import FormVersion
from caicach.obligations.models import Submission
from caicach.reports.constants import ReportState
from caicach.reports.models import OwnLine, OwnValue, Report, ReportSection, SectionVersion
from caicach.reports.selectors import kept_line_for, report_for, sections_of
from caicach.reports.services import (
    Brought,
    IssueDraft,
    LineDraft,
    SectionDraft,
    own_line_make,
    own_lines_take,
    report_check,
    report_issue,
    report_reopen,
    report_replace,
    section_save,
    text_insert,
)
from caicach.web.actor import SYSTEM
from cast import PDF, Cast, Person
from figures_cast import FiguresCast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def save(report: Report, cast: Cast, text: str, by: Person, revision: int = 0) -> None:
    """Save a section over the revision that was shown."""
    shown = report_for(SYSTEM, report.uid)
    section_save(shown, "II.1", SectionDraft(revision, text), actor=by.actor, now=cast.now, today=cast.today)


def close(report: Report, cast: Cast) -> None:
    now, today = cast.now, cast.today
    report_check(report_for(SYSTEM, report.uid), lets_gaps_stand=True, actor=SYSTEM, now=now, today=today)


def issue(report: Report, cast: Cast, symbol: str) -> None:
    draft = IssueDraft(symbol, cast.today, made=Brought(PDF + symbol.encode(), "bao-cao.pdf"))
    report_issue(report_for(SYSTEM, report.uid), draft, actor=SYSTEM, now=cast.now, today=cast.today)


def reopen(report: Report, cast: Cast) -> None:
    report_reopen(report_for(SYSTEM, report.uid), actor=cast.commune_officer.actor, now=cast.now)


def test_of_two_who_save_one_section_the_second_is_told_and_no_words_are_lost(report: Report, cast: Cast) -> None:
    one = partial(save, report, cast, "Của người thứ nhất.", cast.commune_officer)
    two = partial(save, report, cast, "Của người thứ hai.", cast.commune_leader)
    assert at_once(one, two) == ["", "Clash"]
    row = sections_of(report)["II.1"]
    assert (row.revision, SectionVersion.objects.filter(section=row).count()) == (1, 1)
    # Whoever was told saves over what stands now: both texts are in the history.
    other = "hai" if "nhất" in row.source else "nhất"
    save(report, cast, f"Của người thứ {other}.", cast.commune_leader, revision=1)
    texts = SectionVersion.objects.filter(section=row).order_by("number").values_list("source", flat=True)
    assert sorted(texts) == ["Của người thứ hai.", "Của người thứ nhất."]


def test_two_who_put_words_of_units_into_one_slot_are_both_kept(report: Report, cast: Cast) -> None:
    def put(text: str) -> None:
        shown = report_for(SYSTEM, report.uid)
        text_insert(shown, "II.1", "II.1", text, actor=cast.commune_officer.actor, now=cast.now)

    assert at_once(partial(put, "Thôn Đông mở quầy."), partial(put, "Thôn Đoài số hóa.")) == ["", ""]
    slots = ReportSection.objects.get(report=report, key="II.1").slots
    assert "Thôn Đông mở quầy." in slots
    assert "Thôn Đoài số hóa." in slots


def test_a_save_is_in_what_is_closed_or_is_refused(report: Report, cast: Cast) -> None:
    said = at_once(partial(save, report, cast, "Chữ mới nhất.", cast.commune_officer), partial(close, report, cast))
    frozen = report_for(SYSTEM, report.uid).frozen
    assert said in (["", ""], ["", "WrongState"])
    assert ("Chữ mới nhất." in frozen) == (said == ["", ""])
    assert SectionVersion.objects.count() == (1 if said == ["", ""] else 0)


def test_two_who_close_close_once(report: Report, cast: Cast) -> None:
    assert at_once(partial(close, report, cast), partial(close, report, cast)) == ["", "WrongState"]


def test_two_numbers_at_once_give_one_document_and_one_hand_in(report: Report, cast: Cast) -> None:
    close(report, cast)
    said = at_once(partial(issue, report, cast, "45/BC-UBND"), partial(issue, report, cast, "46/BC-UBND"))
    assert said == ["", "WrongState"]
    issued = report_for(SYSTEM, report.uid)
    assert issued.state == ReportState.ISSUED
    papers = Document.objects.filter(type="Báo cáo").values_list("symbol", flat=True)
    assert list(papers) == [issued.symbol]
    assert Submission.objects.filter(document=issued.document).count() == 1


def test_a_report_is_issued_or_opened_again(report: Report, cast: Cast) -> None:
    close(report, cast)
    said = at_once(partial(issue, report, cast, "45/BC-UBND"), partial(reopen, report, cast))
    assert said == ["", "WrongState"]
    found = report_for(SYSTEM, report.uid)
    assert (found.state == ReportState.ISSUED) == (found.document is not None) == bool(found.frozen)


def test_two_begin_one_next_edition(report: Report, cast: Cast) -> None:
    close(report, cast)
    issue(report, cast, "45/BC-UBND")

    def replace() -> None:
        report_replace(report_for(SYSTEM, report.uid), actor=cast.commune_officer.actor, now=cast.now)

    assert at_once(replace, replace) == ["", "BadInput"]
    assert sorted(Report.objects.values_list("edition", flat=True)) == [1, 2]


def test_two_who_make_one_line_make_one(report: Report, cast: Cast) -> None:
    def make(value: int) -> None:
        shown = report_for(SYSTEM, report.uid)
        draft = LineDraft("Doanh nghiệp mới", Decimal(value), "doanh nghiệp")
        own_line_make(shown, draft, actor=cast.commune_officer.actor, now=cast.now + timedelta(seconds=value))

    assert at_once(partial(make, 1), partial(make, 2)) == ["", ""]
    assert (OwnLine.objects.count(), OwnValue.objects.count()) == (1, 1)


@pytest.fixture
def take(report: Report, cast: Cast) -> Callable[[str], Callable[[], None]]:
    """Make a line, and return what takes it into the form."""

    def made(label: str) -> Callable[[], None]:
        draft = LineDraft(label, Decimal(5), "hộ")
        line = own_line_make(report, draft, actor=cast.commune_officer.actor, now=cast.now)
        shown = kept_line_for(cast.standing_officer.actor, line.pk)
        actor = cast.standing_officer.actor
        return lambda: own_lines_take([shown], actor=actor, now=cast.now, today=cast.today) and None

    return made


def test_a_line_comes_into_the_form_once(take: Callable[[str], Callable[[], None]], figures: FiguresCast) -> None:
    act = take("Hộ kinh doanh")
    said = at_once(act, act)
    assert said[0] == ""
    assert said[1] in ("BadInput", "WrongState")
    draft = FormVersion.objects.get(state="draft")
    assert [line.label for line in form_of(draft).lines if line.key.startswith("x.")] == ["Hộ kinh doanh"]


def test_of_two_lines_none_is_lost_from_the_draft(take: Callable[[str], Callable[[], None]]) -> None:
    one, two = take("Hộ kinh doanh"), take("Hợp tác xã")
    said = at_once(one, two)
    assert said in (["", ""], ["", "WrongState"])  # the draft that one of them began was changed by the other meanwhile
    if said != ["", ""]:
        at_once(one)
        at_once(two)
    draft = FormVersion.objects.get(state="draft")
    labels = {line.label for line in form_of(draft).lines if line.key.startswith("x.")}
    assert labels == {"Hộ kinh doanh", "Hợp tác xã"}
