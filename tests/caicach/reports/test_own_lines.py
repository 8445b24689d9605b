"""A number that somebody typed, from the report to a line of the form whose history came along."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.figures.constants import ReturnState
from caicach.figures.mapping import extra_keys, form_of
from caicach.figures.models import FormVersion, Period, Return
from caicach.figures.selectors import earlier_for, return_for
from caicach.figures.services import PeriodDraft, period_open
from caicach.figures.services.form_drafts import form_change, form_publish
from caicach.reports.models import OwnLine, Report
from caicach.reports.selectors import facts_of, filled_section, kept_line_for, kept_lines, report_for, sections_of
from caicach.reports.services import LineDraft, own_line_make, own_line_switch, own_lines_take, report_open
from caicach.reports.services.sections import section_of
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from cast import Cast
from figures_cast import FiguresCast
from reform.forms import Cell, Need, When
from reform.forms.figures import Figure
from reform.narratives import plain_of
from reform.regimes import PeriodCode

pytestmark = pytest.mark.django_db

KEY = "x.ubnd_xa_suoi_nhan.doanh_nghiep_moi"


@pytest.fixture
def line(report: Report, cast: Cast) -> OwnLine:
    """The commune's own line of new enterprises."""
    return made(report, cast, "Doanh nghiệp mới", "23")


def made(report: Report, cast: Cast, label: str, value: str, **values: Any) -> OwnLine:
    draft = LineDraft(label, Decimal(value), values.pop("unit", "doanh nghiệp"), **values)
    return own_line_make(report, draft, actor=cast.commune_officer.actor, now=cast.now)


def take(cast: Cast, *lines: OwnLine) -> str:
    """Take lines into the form as the standing officer does; return what is said."""
    chosen = [kept_line_for(cast.standing_officer.actor, line.pk) for line in lines]
    return own_lines_take(chosen, actor=cast.standing_officer.actor, now=cast.now, today=cast.today).sentence


def draft_of(figures: FiguresCast) -> FormVersion:
    return FormVersion.objects.get(owner=figures.cast.province, state="draft")


def next_period(figures: FiguresCast) -> Return:
    """Publish the draft and open the next period with it; the first quarter was handed in. The commune's return."""
    cast = figures.cast
    FormVersion.objects.filter(pk=draft_of(figures).pk).update(legal_basis="Công văn số 9")
    draft = draft_of(figures)
    form_publish(draft, actor=cast.standing_officer.actor, revision=draft.revision, now=cast.now)
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.ACCEPTED, submitted_at=cast.now)
    opened = PeriodDraft(owner_id=cast.province.pk, form_key="song-may", year=2026, code=PeriodCode.H1)
    period = period_open(opened, actor=cast.standing_officer.actor, now=cast.now)
    found = Return.objects.get(period=period, agency=cast.commune, kind="own")
    return return_for(SYSTEM, found.uid)


def test_one_click_begins_the_next_version_with_the_line_switched_on(figures: FiguresCast, line: OwnLine) -> None:
    cast = figures.cast
    assert take(cast, line) == "Đã mở bản soạn phiên bản 2026.1 và đưa vào 1 chỉ tiêu. Ghi căn cứ rồi ban hành."
    draft = draft_of(figures)
    found = form_of(draft).by_key()[KEY]
    assert (found.label, found.unit, found.type, found.is_optional) == (
        "Doanh nghiệp mới",
        "doanh nghiệp",
        "count",
        True,
    )
    assert dict(found.needs) == {"commune": Need.REQUIRED}
    assert KEY in extra_keys(draft)
    assert draft.valid_from == date(2026, 3, 15)  # the day after the last period that was opened
    assert set(Entry.objects.values_list("action", flat=True)) >= {"reports.own_line_take", "figures.form-begin"}


def test_a_draft_that_somebody_writes_takes_the_line_and_is_named(
    figures: FiguresCast, line: OwnLine, cast: Cast
) -> None:
    take(cast, line)
    other = made(report_for(SYSTEM, Report.objects.get().uid), cast, "Hộ kinh doanh", "7", unit="hộ")
    leader = cast.standing_officer
    FormVersion.objects.filter(pk=draft_of(figures).pk).update(created_by=cast.commune_officer.user)
    said = own_lines_take(
        [kept_line_for(leader.actor, other.pk)], actor=leader.actor, now=cast.now, today=cast.today
    ).sentence
    assert said == "Đã đưa 1 chỉ tiêu vào bản soạn phiên bản 2026.1 mà Lê Thị Mai Hương đang soạn."
    form = form_of(draft_of(figures))
    assert [one.number for one in form.lines if one.key.startswith("x.")] == ["X.1", "X.2"]


def test_what_was_changed_in_the_draft_meanwhile_stays(figures: FiguresCast, line: OwnLine, cast: Cast) -> None:
    take(cast, line)
    draft = draft_of(figures)
    # As the editor of forms saves it: the section of added lines is a section like any other then.
    form_change(draft, form_of(draft), actor=cast.standing_officer.actor, revision=draft.revision, now=cast.now)
    other = made(report_for(SYSTEM, Report.objects.get().uid), cast, "Hộ kinh doanh", "7", unit="hộ")
    take(cast, other)
    keys = [one.key for one in form_of(draft_of(figures)).lines if one.key.startswith("x.")]
    assert keys == [KEY, "x.ubnd_xa_suoi_nhan.ho_kinh_doanh"]


def test_a_line_that_is_there_already_is_refused_in_one_sentence(
    figures: FiguresCast, line: OwnLine, cast: Cast
) -> None:
    before = kept_line_for(cast.standing_officer.actor, line.pk)
    take(cast, line)
    with pytest.raises(BadInput, match=r"“Doanh nghiệp mới” đã ở trong bản soạn phiên bản 2026\.1"):
        take(cast, line)
    with pytest.raises(WrongState, match="vừa được đưa vào bản soạn"):
        own_lines_take([before], actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    next_period(figures)
    with pytest.raises(BadInput, match=r"đã là dòng của biểu từ phiên bản 2026\.1"):
        take(cast, line)


def test_only_whoever_keeps_the_form_takes_lines(line: OwnLine, cast: Cast) -> None:
    mine = kept_line_for(cast.commune_officer.actor, line.pk)
    assert not mine.may_take
    with pytest.raises(NotAllowed):
        own_lines_take([mine], actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    with pytest.raises(Beyond):
        kept_line_for(cast.neighbour_officer.actor, line.pk)
    with pytest.raises(BadInput, match="Chưa chọn"):
        own_lines_take([], actor=cast.standing_officer.actor, now=cast.now, today=cast.today)


def test_the_next_period_asks_for_the_line_and_its_history_is_there(
    figures: FiguresCast, line: OwnLine, cast: Cast
) -> None:
    take(cast, line)
    sheet = next_period(figures)
    assert earlier_for(sheet)[When.PREVIOUS][Cell(KEY)] == Figure(Decimal(23))
    figures.save(sheet, {KEY: 31})
    report = report_open(sheet.pk, "mau", actor=cast.commune_officer.actor, now=cast.now)
    facts = facts_of(report_for(SYSTEM, report.uid), today=cast.today)
    assert facts.extras == ()
    assert facts.figure(Cell(KEY)) == Figure(Decimal(31))
    assert facts.figure(Cell(KEY), When.PREVIOUS) == Figure(Decimal(23))
    shown = plain_of(filled_section(section_of(report, "II.1"), sections_of(report).get("II.1"), facts))
    assert "- Doanh nghiệp mới: 31 doanh nghiệp (chưa có số so sánh)." in shown


def test_a_number_of_a_line_that_the_form_has_is_entered_in_the_return(
    figures: FiguresCast, line: OwnLine, cast: Cast
) -> None:
    take(cast, line)
    sheet = next_period(figures)
    report = report_open(sheet.pk, "mau", actor=cast.commune_officer.actor, now=cast.now)
    with pytest.raises(BadInput, match="nay là dòng của biểu"):
        made(report_for(SYSTEM, report.uid), cast, "Doanh nghiệp  MỚI", "40")
    assert line.values.count() == 1


def test_the_year_before_is_compared_across_the_change(figures: FiguresCast, line: OwnLine, cast: Cast) -> None:
    # What was typed in a report of 2025 is what the same quarter of 2026 is held against, cell or not.
    before = Period.objects.get(pk=figures.period.pk)
    before.pk, before.year, before.uid = None, 2025, "0b3a3a52-8a0e-4c2b-9a43-1f5df2f3b001"
    before.data_from, before.data_to = date(2024, 12, 15), date(2025, 3, 14)
    before.save()
    line.values.create(period=before, value=Decimal(20), at=cast.now)
    facts = facts_of(report_for(SYSTEM, Report.objects.get().uid), today=cast.today)
    assert facts.figure(Cell(KEY), When.YEAR_BEFORE) == Figure(Decimal(20))


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("3 mô hình mới", "x.ubnd_xa_suoi_nhan.x_3_mo_hinh_moi"),
        ("Tỷ lệ (%) hồ sơ – số hóa", "x.ubnd_xa_suoi_nhan.ty_le_ho_so_so_hoa"),
    ],
)
def test_every_key_is_one_that_a_form_takes(
    label: str, key: str, figures: FiguresCast, report: Report, cast: Cast
) -> None:
    line = made(report, cast, label, "3,5".replace(",", "."), is_rate="%" in label)
    assert line.key == key
    take(cast, line)
    assert key in form_of(draft_of(figures)).by_key()


def test_two_names_that_begin_alike_are_two_lines(report: Report, cast: Cast) -> None:
    first = made(report, cast, "Số hồ sơ giải quyết trước hạn của cấp xã", "5")
    second = made(report, cast, "Số hồ sơ giải quyết trước hạn của cấp tỉnh", "6")
    again = made(report, cast, "số hồ sơ giải quyết trước hạn của cấp xã", "7")
    assert first.pk == again.pk
    assert second.key == f"{first.key}_2"
    assert [one.values.get().value for one in (first, second)] == [Decimal(7), Decimal(6)]


def test_a_line_that_is_used_no_more_stands_in_no_new_report(report: Report, line: OwnLine, cast: Cast) -> None:
    own_line_switch(line, is_active=False, actor=cast.commune_officer.actor, now=cast.now)
    assert facts_of(report, today=cast.today).extras == ()
    own_line_switch(line, is_active=True, actor=cast.commune_officer.actor, now=cast.now)
    assert [one.key for one in facts_of(report, today=cast.today).extras] == [KEY]
    with pytest.raises(NotAllowed):
        own_line_switch(line, is_active=False, actor=cast.neighbour_officer.actor, now=cast.now)


def test_the_page_takes_lines_one_by_one_and_together(
    figures: FiguresCast, report: Report, line: OwnLine, cast: Cast, client: Client
) -> None:
    other = made(report, cast, "Hộ kinh doanh", "7", unit="hộ")
    client.force_login(cast.commune_officer.user)
    page = client.get(reverse("reports:own-lines")).content.decode()
    assert "Doanh nghiệp mới" in page
    assert reverse("reports:own-lines-take") in page
    assert 'name="line"' not in page
    client.force_login(cast.standing_officer.user)
    assert f'name="line" value="{line.pk}"' in client.get(reverse("reports:own-lines")).content.decode()
    refused = client.post(reverse("reports:own-lines-take"), {})
    assert refused.status_code == 422
    client.post(reverse("reports:own-lines-take"), {"line": line.pk})
    client.post(reverse("reports:own-lines-take"), {"chon": [line.pk, other.pk]})
    keys = [one.key for one in form_of(draft_of(figures)).lines if one.key.startswith("x.")]
    assert keys == [KEY, "x.ubnd_xa_suoi_nhan.ho_kinh_doanh"]
    page = client.get(reverse("reports:own-lines")).content.decode()
    assert "trong bản soạn" in page
    assert f"Người soạn: {cast.standing_officer.user.full_name}" in page
    assert "phiên bản 2026.1" in page


def test_the_list_asks_as_little_for_many_as_for_one(
    report: Report, line: OwnLine, cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        made(report, cast, f"Chỉ tiêu thứ {'ABCD'[number]}", "1")
    with django_assert_num_queries(4):
        assert len(kept_lines(cast.standing_officer.actor)) == 5
