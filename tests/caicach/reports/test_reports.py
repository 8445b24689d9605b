"""A report from opening to issue: sections saved with care, frozen when closed, registered when numbered."""

from datetime import date
from decimal import Decimal

import pytest

from caicach.audit.models import Entry
from caicach.figures.constants import ReturnState
from caicach.obligations.constants import ObligationState
from caicach.reports.constants import ReportState
from caicach.reports.exports.paper import annexes_of
from caicach.reports.models import Report
from caicach.reports.selectors import composed, facts_of, filled_section, gaps_of, report_for, sections_of
from caicach.reports.services import (
    Brought,
    Clash,
    HeadDraft,
    IssueDraft,
    LineDraft,
    SectionDraft,
    own_line_make,
    report_check,
    report_head_save,
    report_issue,
    report_open,
    report_reopen,
    report_replace,
    section_restore,
    section_save,
)
from caicach.reports.services.sections import section_of
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from cast import PDF, Cast, Person
from figures_cast import FiguresCast
from reform.narratives import plain_of

pytestmark = pytest.mark.django_db


def plain(report: Report, cast: Cast, key: str = "II.1") -> str:
    """Return a section as it is shown for editing."""
    facts = facts_of(report, today=cast.today)
    return plain_of(filled_section(section_of(report, key), sections_of(report).get(key), facts))


def save(
    report: Report,
    cast: Cast,
    text: str | None = None,
    *,
    by: Person | None = None,
    key: str = "II.1",
    **values: object,
) -> None:
    """Save a section over what stands there now."""
    row = sections_of(report).get(key)
    draft = SectionDraft(revision=values.pop("revision", row.revision if row else 0), text=text, **values)  # type: ignore[arg-type]
    person = by or cast.commune_officer
    section_save(report, key, draft, actor=person.actor, now=cast.now, today=cast.today)


def issue(report: Report, cast: Cast, symbol: str, *, by: Actor = SYSTEM) -> Report:
    """Enter a number."""
    draft = IssueDraft(symbol, cast.today, made=Brought(PDF + symbol.encode(), "bao-cao.pdf"))
    return report_issue(report_for(SYSTEM, report.uid), draft, actor=by, now=cast.now, today=cast.today)


def close(report: Report, cast: Cast, *, lets: bool = True) -> Report:
    """Close a report for signing."""
    return report_check(report, lets_gaps_stand=lets, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)


def test_a_report_is_filled_from_the_return(report: Report, cast: Cast) -> None:
    assert plain(report, cast).splitlines()[0] == (
        "Tiếp nhận 100 hồ sơ, trong đó trực tiếp 30, trực tuyến 70; đúng hạn 97,83% (chưa có số so sánh)."
    )
    assert plain(report, cast, "I.1") == "UBND xã Suối Nhạn đã ban hành 4 văn bản.\n[ghi I.1]"


def test_there_is_one_report_of_a_period_and_template(report: Report, figures: FiguresCast) -> None:
    with pytest.raises(BadInput, match="đã có báo cáo"):
        report_open(figures.commune.pk, "mau", actor=figures.cast.commune_officer.actor, now=figures.cast.now)


def test_only_people_of_the_agency_open_and_write(report: Report, figures: FiguresCast, cast: Cast) -> None:
    with pytest.raises(Beyond):
        report_open(figures.commune.pk, "mau", actor=cast.stranger.actor, now=cast.now)
    with pytest.raises(NotAllowed):
        save(report, cast, "Chữ khác", by=cast.neighbour_officer)
    with pytest.raises(NotAllowed):
        save(report, cast, "Chữ khác", by=cast.commune_viewer)
    with pytest.raises(Beyond):
        report_for(cast.neighbour_officer.actor, report.uid)


def test_who_leads_an_area_writes_that_section_of_the_whole(whole_report: Report, cast: Cast) -> None:
    save(whole_report, cast, plain(whole_report, cast) + "\nViệc khác.", by=cast.area_lead)
    assert "Việc khác." in plain(whole_report, cast)
    with pytest.raises(NotAllowed):
        save(whole_report, cast, "Chữ khác", by=cast.area_lead, key="I.1")


def test_an_edited_sentence_follows_the_ledger_where_it_was_left(
    report: Report, figures: FiguresCast, cast: Cast
) -> None:
    save(report, cast, plain(report, cast).replace("Tiếp nhận", "Toàn xã tiếp nhận"))
    figures.save(figures.commune, {"dossier.received[channel_in=online,tier=commune]": 71})
    assert plain(report, cast).startswith("Toàn xã tiếp nhận 101 hồ sơ, trong đó trực tiếp 30, trực tuyến 71;")


def test_of_two_editors_the_second_is_told_and_sees_both_texts(report: Report, cast: Cast) -> None:
    shown = plain(report, cast)
    save(report, cast, shown + "\nCủa người thứ nhất.")
    with pytest.raises(Clash) as caught:
        save(report, cast, shown + "\nCủa người thứ hai.", by=cast.commune_leader, revision=0)
    assert caught.value.by == "Lê Thị Mai Hương"
    assert "Của người thứ nhất." in caught.value.theirs
    assert "thứ hai" not in plain(report, cast)


def test_an_earlier_version_is_taken_back_and_stays_in_the_history(report: Report, cast: Cast) -> None:
    template = plain(report, cast)
    save(report, cast, "Bản một.")
    save(report, cast, "Bản hai.")
    section_restore(report, "II.1", 1, actor=cast.commune_officer.actor, now=cast.now)
    assert plain(report, cast) == "Bản một."
    section_restore(report, "II.1", 0, actor=cast.commune_officer.actor, now=cast.now)
    assert plain(report, cast) == template
    row = sections_of(report)["II.1"]
    assert [(one.number, one.restored_from) for one in row.versions.order_by("number")] == [
        (1, None), (2, None), (3, 1), (4, 0),
    ]  # fmt: skip


def test_a_free_slot_is_kept_beside_the_words(report: Report, cast: Cast) -> None:
    save(report, cast, slots={"II.1": "Mở thêm 2 quầy."})
    assert "{{" not in plain(report, cast)
    told = composed(report, facts_of(report, today=cast.today), sections_of(report), at=cast.now)
    assert "Mở thêm 2 quầy." in [one.text for section in told.sections for one in section.paragraphs]


def test_a_missing_figure_is_a_gap_that_a_named_person_may_let_stand(
    report: Report, figures: FiguresCast, cast: Cast
) -> None:
    figures.save(figures.commune, {"steer.docs": None})
    with pytest.raises(BadInput, match="Còn 1 chỗ"):
        close(report, cast, lets=False)
    closed = close(report, cast)
    assert (closed.state, closed.gap_count, closed.checked_by) == (ReportState.CHECKED, 1, cast.commune_officer.user)
    told = composed(report, facts_of(report, today=cast.today), {}, at=cast.now)
    assert gaps_of(told) == (("I.1", "1.1.1 Văn bản chỉ đạo đã ban hành"),)


def test_what_is_closed_stays_whatever_the_ledger_becomes(report: Report, figures: FiguresCast, cast: Cast) -> None:
    closed = close(report, cast)
    before = (closed.frozen, closed.frozen_sha256)
    figures.save(figures.commune, {"dossier.received[channel_in=online,tier=commune]": 99})
    again = report_for(SYSTEM, closed.uid)
    assert (again.frozen, again.frozen_sha256) == before
    with pytest.raises(WrongState):
        save(again, cast, "Chữ khác")


def test_closing_the_same_report_twice_gives_the_same_bytes(report: Report, cast: Cast) -> None:
    first = close(report, cast).frozen
    report_reopen(report, actor=cast.commune_officer.actor, now=cast.now)
    assert close(report, cast).frozen == first


def test_a_numbered_report_stands_in_the_register_and_proves_the_obligation(report: Report, cast: Cast) -> None:
    owed = report.obligation
    assert owed is not None
    carried = cast.obligation(duty={"title": "Lồng ghép"})
    type(carried).objects.filter(pk=carried.pk).update(carrier=owed)
    close(report_for(SYSTEM, report.uid), cast)
    issued = issue(report, cast, "45/BC-UBND", by=cast.commune_leader.actor)
    assert (issued.state, issued.document and issued.document.symbol) == (ReportState.ISSUED, "45/BC-UBND")
    owed.refresh_from_db()
    carried.refresh_from_db()
    assert (owed.state, carried.state) == (ObligationState.SUBMITTED, ObligationState.SUBMITTED)
    assert Entry.objects.filter(action="reports.issue").count() == 1


def test_the_return_goes_with_the_report(report: Report, figures: FiguresCast, cast: Cast) -> None:
    close(report_for(SYSTEM, report.uid), cast)
    issue(report, cast, "45/BC-UBND", by=cast.commune_leader.actor)
    assert figures.again(figures.commune).state == ReturnState.SUBMITTED


@pytest.mark.parametrize(
    ("symbol", "day"), [("", date(2026, 3, 16)), ("1/BC", date(2026, 3, 17)), ("1/BC", date(2025, 1, 1))]
)
def test_a_number_that_cannot_be_is_refused(symbol: str, day: date, report: Report, cast: Cast) -> None:
    close(report, cast)
    with pytest.raises(BadInput):
        report_issue(report, IssueDraft(symbol, day), actor=cast.clerk.actor, now=cast.now, today=cast.today)


def test_a_next_edition_supersedes_the_issued_one(report: Report, cast: Cast) -> None:
    save(report, cast, "Bản một.")
    close(report, cast)
    first = issue(report, cast, "45/BC-UBND")
    second = report_replace(first, actor=cast.commune_officer.actor, now=cast.now)
    with pytest.raises(BadInput):
        report_replace(first, actor=cast.commune_officer.actor, now=cast.now)
    assert plain(report_for(SYSTEM, second.uid), cast) == "Bản một."
    close(report_for(SYSTEM, second.uid), cast)
    issue(second, cast, "46/BC-UBND")
    assert report_for(SYSTEM, first.uid).state == ReportState.SUPERSEDED


def test_a_typed_number_becomes_a_line_of_the_bodys_own(report: Report, cast: Cast) -> None:
    line = own_line_make(
        report,
        LineDraft("Doanh nghiệp thành lập mới", Decimal(23), "doanh nghiệp"),
        actor=cast.commune_officer.actor,
        now=cast.now,
    )
    assert line.key == "x.ubnd_xa_suoi_nhan.doanh_nghiep_thanh_lap_moi"
    assert "- Doanh nghiệp thành lập mới: 23 doanh nghiệp (chưa có số so sánh)." in plain(report, cast)


def test_parts_stay_with_their_line_and_are_told_apart(report: Report, cast: Cast) -> None:
    told = composed(report, facts_of(report, today=cast.today), sections_of(report), at=cast.now)
    (table,) = annexes_of(told, symbol="", issued_on=None)[0].blocks
    rows = [(row[0].text, row[1].text, row[1].is_italic, row[1].keeps_next) for row in table.rows]  # type: ignore[union-attr]
    first = rows.index(next(row for row in rows if row[0] == "Trong\N{NO-BREAK SPACE}đó"))
    assert rows[first - 1][2:] == (False, True)  # the line itself: upright, never alone at the foot of a page
    assert [row[2:] for row in rows[first : first + 2]] == [(True, False), (True, False)]


def test_what_stands_around_the_text_is_taken_from_the_last_report(
    report: Report, figures: FiguresCast, cast: Cast
) -> None:
    draft = HeadDraft(addressees="Sở Nội vụ", place="Suối Nhạn", signer="Trần Văn Lực")
    report_head_save(report, draft, actor=cast.commune_officer.actor, now=cast.now)
    close(report_for(SYSTEM, report.uid), cast)
    issue(report, cast, "1/BC-UBND")
    again = report_replace(report_for(SYSTEM, report.uid), actor=cast.commune_officer.actor, now=cast.now)
    assert (again.addressees, again.place, again.signer) == ("Sở Nội vụ", "Suối Nhạn", "Trần Văn Lực")
