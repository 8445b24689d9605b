"""Figures of a closed whole change by slips: of the unit that gave them, or of the body that adds up for its own."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.figures.constants import CorrectionState, PeriodState, ReturnState
from caicach.figures.models import Correction, FigureCell, Period, Return, SectionDone
from caicach.figures.selectors import changes_of, filled_for
from caicach.figures.services import (
    consolidate,
    correction_ask,
    correction_decide,
    period_lock,
    sections_merge,
    whole_finish,
    whole_unfinish,
)
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Person
from figures_cast import GOOD, FiguresCast, drafts_of
from reform.forms.figures import cell_of

pytestmark = pytest.mark.django_db

WHY = "Đếm thiếu kế hoạch ban hành ngày 12/3."
DOCS = cell_of("steer.docs", "")


@pytest.fixture
def summed(figures: FiguresCast) -> FiguresCast:
    """A commune was taken in, the province's own figures are typed, all is added up."""
    figures.save(figures.commune, GOOD)
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
    figures.save(figures.own, {"steer.docs": 10, "steer.plan": "yes", "staff.quota": 50})
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now)
    return figures


@pytest.fixture
def closed(summed: FiguresCast) -> FiguresCast:
    """The sections are merged and the whole is closed."""
    actor, now = summed.cast.standing_officer.actor, summed.cast.now
    sections_merge(summed.again(summed.whole), ["steer", "dossier", "staff"], actor=actor, now=now)
    whole_finish(summed.again(summed.whole), actor=actor, now=now)
    return summed


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def ask(figures: FiguresCast, value: object = 12, by: Person | None = None) -> Correction:
    actor = (by or figures.cast.standing_officer).actor
    sheet = figures.again(figures.own)
    return correction_ask(sheet, drafts_of({"steer.docs": value}), actor=actor, reason=WHY, now=figures.cast.now)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


class TestClosing:
    """Closing the whole closes what its body typed itself."""

    def test_what_the_body_typed_itself_is_edited_freely_until_the_whole_is_closed(self, summed: FiguresCast) -> None:
        summed.save(summed.again(summed.own), {"steer.docs": 11})
        assert filled_for(summed.whole)[DOCS].value == 15
        with pytest.raises(WrongState, match="bản chưa nhận"):
            ask(summed)

    def test_afterwards_it_changes_by_a_slip_alone(self, closed: FiguresCast) -> None:
        assert closed.again(closed.own).state == ReturnState.CONSOLIDATED
        with pytest.raises(WrongState, match="phiếu đính chính"):
            closed.save(closed.again(closed.own), {"steer.docs": 11})
        assert ask(closed).state == CorrectionState.ASKED

    def test_opening_the_whole_again_opens_it_too(self, closed: FiguresCast) -> None:
        actor = closed.cast.standing_officer.actor
        whole_unfinish(closed.again(closed.whole), actor=actor, reason="Thiếu số của Sở", now=closed.cast.now)
        assert closed.again(closed.own).state == ReturnState.DRAFT
        assert closed.again(closed.commune).state == ReturnState.ACCEPTED
        closed.save(closed.again(closed.own), {"steer.docs": 11})
        assert filled_for(closed.whole)[DOCS].value == 15

    def test_what_was_handed_in_stays_taken_in_when_it_is_opened_again(self, summed: FiguresCast) -> None:
        cast = summed.cast
        own = Return.objects.filter(pk=summed.own.pk)
        own.update(state=ReturnState.ACCEPTED, submitted_at=cast.now, decided_at=cast.now)
        actor = cast.standing_officer.actor
        sections_merge(summed.again(summed.whole), ["steer", "dossier", "staff"], actor=actor, now=cast.now)
        whole_finish(summed.again(summed.whole), actor=actor, now=cast.now)
        whole_unfinish(summed.again(summed.whole), actor=actor, reason="Thiếu số của Sở", now=cast.now)
        assert summed.again(summed.own).state == ReturnState.ACCEPTED

    def test_a_period_that_was_locked_at_once_corrects_its_own_figures_by_slips_too(self, summed: FiguresCast) -> None:
        period_lock(summed.period, actor=summed.cast.standing_officer.actor, now=summed.cast.now)
        with pytest.raises(WrongState, match="đã khóa"):
            summed.save(summed.again(summed.own), {"steer.docs": 11})
        slip = Correction.objects.select_related("sheet__period__form").get(pk=ask(summed).pk)
        correction_decide(slip, actor=summed.cast.province_leader.actor, approve=True, now=summed.cast.now)
        assert filled_for(summed.own)[DOCS].value == 12


class TestSlips:
    """Asked for, decided by somebody else, and the sum is stale, never another."""

    def decided(self, figures: FiguresCast, **more: Any) -> Correction:
        slip = Correction.objects.select_related("sheet__period__form").get(pk=ask(figures).pk)
        return correction_decide(
            slip, actor=figures.cast.province_leader.actor, approve=True, now=figures.cast.now, **more
        )

    def test_an_approved_slip_leaves_the_sum_as_it_was_and_marks_it(self, closed: FiguresCast) -> None:
        before = closed.again(closed.own).revision
        self.decided(closed)
        assert filled_for(closed.own)[DOCS].value == 12
        assert closed.again(closed.own).revision == before + 1
        assert filled_for(closed.whole)[DOCS].value == 14
        assert closed.again(closed.whole).stale_since == closed.cast.now
        (change, *_rest) = changes_of(closed.own, cell=DOCS)
        assert change.reason == f"Phiếu đính chính 1: {WHY}"

    def test_it_leaves_a_trace_in_the_changes_until_and_after_somebody_adds_up_again(self, closed: FiguresCast) -> None:
        later = closed.cast.now.replace(hour=closed.cast.now.hour + 1)
        slip = Correction.objects.select_related("sheet__period__form").get(pk=ask(closed).pk)
        correction_decide(slip, actor=closed.cast.province_leader.actor, approve=True, now=later)
        client = signed_in(closed.cast.standing_officer)
        here = reverse("figures:whole-changes", args=[closed.period.uid])
        page = text_of(client.get(here))
        assert "Số liệu tổng hợp đã cũ" in page
        assert WHY in page
        assert reverse("figures:correction", args=[slip.uid]) in page
        preview = text_of(client.get(reverse("figures:whole-preview", args=[closed.period.uid])))
        assert "Tổng hợp lại sẽ đổi 1 số" in preview
        assert closed.cast.province.current_name in preview.partition("Văn bản chỉ đạo đã ban hành")[2]
        consolidate(closed.period, actor=SYSTEM, now=later.replace(minute=59), reason="Theo phiếu")
        assert WHY not in text_of(client.get(here))  # nothing moved since this run
        page = text_of(client.get(f"{here}?lan=2"))
        assert "Lần 2: 1 số thay đổi" in page
        assert WHY in page
        assert "Số liệu tổng hợp đã cũ" not in page

    def test_a_slip_of_a_unit_leaves_its_trace_too(self, closed: FiguresCast) -> None:
        cast = closed.cast
        later = cast.now.replace(hour=cast.now.hour + 1)
        made = correction_ask(
            closed.again(closed.commune), drafts_of({"steer.docs": 5}), actor=cast.commune_officer.actor,
            reason="Thiếu một văn bản của tháng Ba.", now=cast.now,
        )  # fmt: skip
        slip = Correction.objects.select_related("sheet__period__form", "sheet__agency").get(pk=made.pk)
        correction_decide(slip, actor=cast.standing_officer.actor, approve=True, now=later)
        page = text_of(signed_in(cast.standing_officer).get(reverse("figures:whole-changes", args=[closed.period.uid])))
        assert f"Phiếu số 1, {cast.commune.current_name}" in page
        assert filled_for(closed.whole)[DOCS].value == 14

    def test_whoever_asked_does_not_decide(self, closed: FiguresCast) -> None:
        slip = Correction.objects.select_related("sheet__period__form", "sheet__agency").get(pk=ask(closed).pk)
        for person in (closed.cast.standing_officer, closed.cast.commune_leader, closed.cast.area_lead):
            with pytest.raises(NotAllowed):
                correction_decide(slip, actor=person.actor, approve=True, now=closed.cast.now)
        page = text_of(signed_in(closed.cast.standing_officer).get(reverse("figures:correction", args=[slip.uid])))
        assert "người khác quyết định" in page
        assert 'value="duyet"' not in page
        leader = signed_in(closed.cast.province_leader)
        assert 'value="duyet"' in text_of(leader.get(reverse("figures:correction", args=[slip.uid])))
        assert leader.post(reverse("figures:correction", args=[slip.uid]), {"viec": "duyet"}).status_code == 302
        assert filled_for(closed.own)[DOCS].value == 12

    def test_a_whole_itself_takes_no_slip(self, closed: FiguresCast) -> None:
        with pytest.raises(BadInput, match="bản số liệu của đơn vị đó"):
            correction_ask(
                closed.again(closed.whole), drafts_of({"steer.docs": 5}), actor=closed.cast.standing_officer.actor,
                reason=WHY, now=closed.cast.now,
            )  # fmt: skip


class TestPages:
    """Where a slip is written, and where it is not."""

    def test_a_section_of_a_closed_whole_leads_to_the_slip_of_its_own_figures(self, closed: FiguresCast) -> None:
        client = signed_in(closed.cast.standing_officer)
        section = text_of(client.get(reverse("figures:whole-section", args=[closed.period.uid, "steer"])))
        here = reverse("figures:correction-ask", args=[closed.own.uid])
        assert f"{here}?phan=steer" in section
        page = text_of(client.get(here, {"phan": "steer"}))
        assert "Số do đơn vị gửi thì đơn vị lập phiếu" in page
        assert f"{reverse('figures:whole-cell', args=[closed.period.uid])}?dong=steer.docs" in page
        assert ">14</a>" in page  # the sum, beside the body's own 10
        assert "cộng từ đơn vị" in page  # link.communes is counted, not typed
        answer = client.post(here, {"phan": "steer", "steer.docs": "12", "reason": WHY})
        slip = Correction.objects.get()
        assert answer["Location"] == reverse("figures:correction", args=[slip.uid])
        assert "<div>16</div>" in text_of(client.get(answer["Location"]))  # what the sum becomes

    def test_the_sum_of_a_line_that_is_the_bodys_own_alone_becomes_the_new_word(self, closed: FiguresCast) -> None:
        client = signed_in(closed.cast.standing_officer)
        here = reverse("figures:correction-ask", args=[closed.own.uid])
        answer = client.post(here, {"phan": "steer", "steer.plan": "no", "reason": WHY})
        assert "<div>Không</div>" in text_of(client.get(answer["Location"]))

    def test_an_open_whole_offers_no_slip(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.standing_officer)
        section = text_of(client.get(reverse("figures:whole-section", args=[summed.period.uid, "steer"])))
        assert "Lập phiếu đính chính" not in section
        page = text_of(client.get(reverse("figures:correction-ask", args=[summed.own.uid])))
        assert "chưa được nhận nên sửa thẳng" in page
        assert "Gửi phiếu đính chính" not in page

    def test_asking_at_the_whole_leads_to_its_own_figures(self, closed: FiguresCast) -> None:
        client = signed_in(closed.cast.standing_officer)
        answer = client.get(reverse("figures:correction-ask", args=[closed.whole.uid]), {"phan": "dossier"})
        assert answer["Location"] == f"{reverse('figures:correction-ask', args=[closed.own.uid])}?phan=dossier"

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"steer.docs": "mười hai"}, "không phải là số"),
            ({"steer.docs": "10"}, "không sửa số nào"),
            ({"link.communes": "9"}, "không sửa số nào"),  # added up: there is no field to type it in
            ({"steer.docs": "12", "reason": "sai"}, "Thiếu lý do đính chính"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_written(
        self, closed: FiguresCast, sent: dict[str, str], said: str
    ) -> None:
        client = signed_in(closed.cast.standing_officer)
        here = reverse("figures:correction-ask", args=[closed.own.uid])
        answer = client.post(here, {"phan": "steer", "reason": WHY, **sent})
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert not Correction.objects.exists()

    def test_a_second_slip_waits_for_the_first(self, closed: FiguresCast) -> None:
        ask(closed)
        page = text_of(
            signed_in(closed.cast.standing_officer).get(reverse("figures:correction-ask", args=[closed.own.uid]))
        )
        assert "phiếu số 1 chờ duyệt" in page
        assert "Gửi phiếu đính chính" not in page


def test_nothing_of_the_closed_whole_was_touched_by_asking(closed: FiguresCast) -> None:
    before = list(FigureCell.objects.filter(sheet=closed.whole).order_by("pk").values_list("pk", "value", "updated_at"))
    done = SectionDone.objects.filter(sheet=closed.whole).count()
    ask(closed)
    after = list(FigureCell.objects.filter(sheet=closed.whole).order_by("pk").values_list("pk", "value", "updated_at"))
    assert after == before
    assert SectionDone.objects.filter(sheet=closed.whole).count() == done
    assert Period.objects.get(pk=closed.period.pk).state == PeriodState.CONSOLIDATED
