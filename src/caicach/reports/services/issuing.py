"""Closing a report for signing, entering the number that văn thư gave, and writing it anew after it was issued."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.services import document_register
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.selectors import obligation_for
from caicach.obligations.services import Evidence, obligation_submit
from caicach.reports import access
from caicach.reports.constants import FileKind, ReportState
from caicach.reports.mapping import frozen_of, hash_of
from caicach.reports.models import DutyAnswer, Report, ReportSection, SectionVersion
from caicach.reports.selectors.composed import composed, gaps_of
from caicach.reports.selectors.facts import facts_of
from caicach.reports.selectors.reports import sections_of
from caicach.reports.services.opening import hold
from caicach.reports.services.returned import Brought, paper_keep, stored_paper
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["IssueDraft", "report_check", "report_issue", "report_reopen", "report_replace"]


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """What văn thư enters; the signed paper may come with it or later."""

    symbol: str
    issued_on: date
    signer: str = ""
    paper: Brought | None = None  # signed
    made: Brought | None = None  # what the program wrote; it stands in the register until the signed one is there


@transaction.atomic
def report_check(report: Report, *, lets_gaps_stand: bool, actor: Actor, now: datetime, today: date) -> Report:
    """Close a report for signing: what it prints is frozen with a hash, number and date stay blank.

    Transition: drafting → checked.  Audit: ``reports.check`` (the hash, and how many gaps were let stand).

    Raises:
        NotAllowed: the actor does not write for the agency.
        BadInput: figures are missing, and the actor did not say that it goes out all the same.
        WrongState: it is frozen already.
    """
    access.require(access.can_write(actor, report))
    hold(report, ReportState.DRAFTING)
    frozen = composed(report, facts_of(report, today=today), sections_of(report), at=now)
    gaps = gaps_of(frozen)
    if gaps and not lets_gaps_stand:
        raise BadInput(
            _("Còn %(count)s chỗ chưa có số liệu, in thành “…”. Bổ sung số liệu, hoặc đánh dấu vẫn chốt rồi chốt lại.")
            % {"count": len(gaps)}
        )
    text = frozen.text
    sha256 = hash_of(text)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.CHECKED,
        frozen=text,
        frozen_sha256=sha256,
        checked_by_id=actor.user_id,
        checked_at=now,
        gap_count=len(gaps),
    )
    audit.record("reports.check", report, actor=actor, new={"hash": sha256, "gaps": len(gaps)}, at=now)
    report.refresh_from_db()
    return report


@transaction.atomic
def report_reopen(report: Report, *, actor: Actor, now: datetime) -> Report:
    """Write on at a report that waits for signing: what was frozen is dropped.

    Transition: checked → drafting.  Audit: ``reports.reopen`` (the hash that was dropped).

    Raises:
        NotAllowed: the actor does not write for the agency.
        WrongState: it was issued, or is written already.
    """
    access.require(access.can_write(actor, report))
    held = hold(report, ReportState.CHECKED)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.DRAFTING, frozen="", frozen_sha256="", checked_by=None, checked_at=None, gap_count=0
    )
    audit.record("reports.reopen", report, actor=actor, old={"hash": held.frozen_sha256}, at=now)
    report.refresh_from_db()
    return report


@transaction.atomic
def report_issue(report: Report, draft: IssueDraft, *, actor: Actor, now: datetime, today: date) -> Report:
    """Enter number and date: the report stands in the register, and proves what the agency owed for the period.

    The return and whatever the report carries are handed in with it. An edition that was issued before is superseded.

    Transition: checked → issued.  Audit: ``reports.issue``; of the hand-in ``obligations.submit``.

    Raises:
        NotAllowed: the actor enters no numbers for the agency, or does not hand in for it.
        BadInput: no number, a day that cannot be, or the signed file cannot be kept.
        WrongState: it is not closed for signing, or was issued meanwhile.
    """
    access.require(access.can_issue(actor, report))
    _check(draft, report, today)
    held = hold(report, ReportState.CHECKED)
    paper = draft.paper or draft.made
    stored = stored_paper(paper, words=(draft.symbol,), now=now) if paper else None
    frozen = frozen_of(held)
    document = document_register(
        actor=actor,
        type="Báo cáo",
        symbol=squeeze(draft.symbol),
        issued_on=draft.issued_on,
        issuer=report.agency,
        issuer_name=report.agency.current_name,
        subject=str(frozen.told["head"]["subject"])[:1000],
        signer=squeeze(draft.signer) or report.signer,
        file=stored,
        file_name=paper.name if paper else "",
        now=now,
    )
    if draft.paper is not None and stored is not None:
        paper_keep(held, stored, draft.paper, FileKind.SIGNED, actor=actor, now=now)
    older = Report.objects.filter(
        period=report.period_id, agency=report.agency_id, template_key=report.template_key, state=ReportState.ISSUED
    )
    older.update(state=ReportState.SUPERSEDED)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.ISSUED,
        symbol=squeeze(draft.symbol),
        issued_on=draft.issued_on,
        signer=squeeze(draft.signer) or report.signer,
        document=document,
        issued_by_id=actor.user_id,
        issued_at=now,
    )
    _prove(report, document, actor=actor, now=now, today=today)
    new = {"document": document.pk, "symbol": draft.symbol, "hash": held.frozen_sha256}
    audit.record("reports.issue", report, actor=actor, new=new, at=now)
    report.refresh_from_db()
    return report


def _check(draft: IssueDraft, report: Report, today: date) -> None:
    if not squeeze(draft.symbol):
        raise BadInput(_("Thiếu số, ký hiệu do văn thư cấp."))
    if draft.issued_on > today:
        raise BadInput(_("Ngày ban hành chưa đến. Ghi ngày đã ký trên văn bản."))
    if draft.issued_on <= report.period.data_from:
        raise BadInput(_("Ngày ban hành trước kỳ số liệu của báo cáo. Kiểm tra lại ngày."))


def _prove(report: Report, document: "Document", *, actor: Actor, now: datetime, today: date) -> None:
    """Hand in what the agency owes for the period, if it still does; a thematic report proves nothing of the regime."""
    if report.obligation is None or report.recipient != "superior":
        return
    # A report that is handed in together with another one of its occurrence goes with that.
    obligation = obligation_for(SYSTEM, (report.obligation.carrier or report.obligation).uid)
    if obligation.state not in AWAITS_HAND_IN:
        return
    evidence = Evidence(document=document, sentence=_("Báo cáo %(period)s.") % {"period": report.period.name})
    obligation_submit(obligation, actor=actor, evidence=evidence, now=now, today=today)


@transaction.atomic
def report_replace(report: Report, *, actor: Actor, now: datetime) -> Report:
    """Begin the next edition of an issued report, with its words; the issued one stands until the next is issued.

    Transition: none → drafting.  Audit: ``reports.open``.

    Raises:
        NotAllowed: the actor does not write for the agency.
        WrongState: the report was not issued.
        BadInput: a next edition is being written already.
    """
    access.require(access.can_write(actor, report))
    held = hold(report, ReportState.ISSUED)
    same = Report.objects.filter(period=held.period_id, agency=held.agency_id, template_key=held.template_key)
    if same.filter(state__in=(ReportState.DRAFTING, ReportState.CHECKED)).exists():
        raise BadInput(_("Đang có bản thay thế được soạn. Mở bản đó để viết tiếp."))
    edition = (same.aggregate(last=Max("edition"))["last"] or 0) + 1
    values = {
        name: getattr(held, name)
        for name in (
            "agency_id", "period_id", "sheet_id", "template_id", "template_key", "recipient", "parent_name",
            "addressees", "place", "sign_offices", "signer", "copies_to", "has_charts", "obligation_id",
        )
    }  # fmt: skip
    made = Report.objects.create(**values, edition=edition, created_by_id=actor.user_id, created_at=now)
    _copy(held, made, now)
    audit.record("reports.open", made, actor=actor, new={"edition": edition}, at=now)
    return made


def _copy(before: Report, made: Report, now: datetime) -> None:
    rows = list(ReportSection.objects.filter(report=before))
    copies = ReportSection.objects.bulk_create(
        ReportSection(
            report=made, key=row.key, source=row.source, slots=row.slots, revision=1, writer_id=row.writer_id,
            saved_by_id=row.saved_by_id, saved_at=row.saved_at,
        )
        for row in rows
    )  # fmt: skip
    SectionVersion.objects.bulk_create(
        SectionVersion(section=row, number=1, source=row.source, slots=row.slots, by_id=row.saved_by_id, at=now)
        for row in copies
    )
    answers = DutyAnswer.objects.filter(report=before)
    DutyAnswer.objects.bulk_create(
        DutyAnswer(
            report=made, obligation_id=one.obligation_id, result=one.result, reason=one.reason, by=one.by, at=one.at
        )
        for one in answers.select_related("by")
    )
