"""An amendment takes effect: the rows of its plan say what it says, and the ledger follows.

Owns: rewriting rows by a comparison, the preview, the confirmation. Does not: pair rows (``vanban.plans.amending``), or
judge what becomes of obligations (``obligations.selectors.revision``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.audit import services as audit
from caicach.documents import services as documents
from caicach.obligations import services as obligations
from caicach.obligations.constants import TrackingMode
from caicach.obligations.selectors.revision import LineKind, Revision, revision_of
from caicach.obligations.services.change import duties_add, duties_change
from caicach.plans import selectors
from caicach.plans.constants import PlanState
from caicach.plans.mapping.expansion import Expansion, Problem
from caicach.plans.mapping.versions import version_of
from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.amendments import Comparison, comparison_of
from caicach.plans.services.claim import claim
from caicach.plans.services.correct import tie
from caicach.plans.services.reasons import claim_assigned
from caicach.plans.services.rewrite import Rewritten, rows_rewrite
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.plans.amending import Fate

__all__ = ["Amending", "amending_of", "check_amends", "plan_amend"]


@dataclass(frozen=True, slots=True)
class Amending:
    """What an amendment would do, or did."""

    comparison: Comparison
    expansion: Expansion  # of the rows that are touched
    revision: Revision
    rows: tuple[Deliverable, ...]  # that are touched, as they stand afterwards
    version: str  # of both documents and of the ledger

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must be settled first."""
        return self.expansion.problems

    @property
    def doubt_count(self) -> int:
        """Rows of which a person must say which row of the plan they are."""
        return sum(item.fate is Fate.UNCERTAIN for item in self.comparison.items)

    @property
    def touched_count(self) -> int:
        """Rows that the amendment changes, adds or drops."""
        return len(self.rows)


def amending_of(amendment: Plan, plan: Plan, *, now: datetime, today: date) -> Amending:
    """Return what ``amendment`` would do to ``plan``; nothing is kept of it."""
    with transaction.atomic():
        made = _amend(amendment, plan, now=now, today=today)
        transaction.set_rollback(True)
    return made


@transaction.atomic
def plan_amend(
    amendment: Plan, *, actor: Actor, version: str, is_issuer_seen: bool = False, now: datetime, today: date
) -> Amending:
    """Amend the plan that ``amendment`` names: its rows, and what is owed by them; return what was done.

    What is handed in or accepted stays as it is. What the plan says of a row before is kept as a ``RowVersion``.

    Args:
        amendment: Under review.
        actor: Who confirms.
        version: Of the ``Amending`` that was shown.
        is_issuer_seen: Whether the actor says that the document of another issuer amends this plan all the same.
        now: The moment.
        today: Its civil day.

    Transition: amendment review → confirmed; obligations as ``obligations.services.change.duties_change``.
    Audit: plans.amend (counts), on the plan.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan or the amendment was changed, confirmed or cancelled since the preview.
        BadInput: a date, a year or an issuer that cannot be, something is open, or nothing would change.
    """
    plan = Plan.objects.select_related("issuer", "standing_body").get(amendments=amendment)
    claim_assigned(plan, actor)
    claim(amendment, actor)
    amendment = Plan.objects.select_related("issuer", "file").get(pk=amendment.pk)
    issued_on = check_amends(amendment, plan)
    _check_issuer(amendment, plan, is_seen=is_issuer_seen)
    made = _amend(amendment, plan, now=now, today=today, is_locked=True)
    if made.version != version:
        raise WrongState(_("Kế hoạch hoặc văn bản sửa đổi vừa có người thay đổi. Xem lại rồi xác nhận lại."))
    _check(made)
    reason = selectors.label_of(amendment)
    _apply(made, plan, actor=actor, reason=reason, now=now)
    _confirm(amendment, plan, issued_on, actor=actor, now=now)
    counts = {str(kind): len(made.revision.of_kind(kind)) for kind in LineKind}
    new = {"amendment": str(amendment.uid), "rows": made.touched_count, "obligations": counts}
    audit.record("plans.amend", plan, actor=actor, new=new, at=now)
    return made


def check_amends(amendment: Plan, plan: Plan) -> date:
    """Return the day of an amendment that can be.

    Raises:
        BadInput: it has no symbol or day, is older than the plan, or is about another year.
    """
    if not amendment.symbol or not amendment.issued_on:
        raise BadInput(_("Thiếu số, ký hiệu hoặc ngày ban hành của văn bản sửa đổi. Nhập ở phần Thông tin văn bản."))
    if plan.issued_on and amendment.issued_on < plan.issued_on:
        raise BadInput(
            _("Văn bản sửa đổi ký ngày %(day)s, trước kế hoạch (ngày %(plan)s). Kiểm tra lại ngày ban hành.")
            % {"day": f"{amendment.issued_on:%d/%m/%Y}", "plan": f"{plan.issued_on:%d/%m/%Y}"}
        )
    if amendment.year != plan.year:
        raise BadInput(
            _("Văn bản này nói về năm %(year)s, còn kế hoạch là của năm %(plan)s. Mở kế hoạch đúng năm để sửa đổi.")
            % {"year": str(amendment.year), "plan": str(plan.year)}
        )
    return amendment.issued_on


def _check_issuer(amendment: Plan, plan: Plan, *, is_seen: bool) -> None:
    doubt = selectors.issuer_doubt(amendment, plan)
    if doubt and not is_seen:
        raise BadInput(_("%(doubt)s Đánh dấu xác nhận đã kiểm tra thẩm quyền rồi áp dụng.") % {"doubt": doubt})


def _check(made: Amending) -> None:
    if made.doubt_count:
        raise BadInput(
            ngettext(
                "Còn %(count)s dòng chưa rõ là dòng nào của kế hoạch. Chọn ở bảng đối chiếu rồi áp dụng.",
                "Còn %(count)s dòng chưa rõ là dòng nào của kế hoạch. Chọn ở bảng đối chiếu rồi áp dụng.",
                made.doubt_count,
            )
            % {"count": made.doubt_count}
        )
    if made.problems:
        raise BadInput(_("Còn dòng chưa rõ cơ quan hoặc thời hạn. Sửa các dòng đó rồi áp dụng; chưa có gì thay đổi."))
    if not made.rows:
        raise BadInput(_("Văn bản này không thay đổi dòng nào của kế hoạch. Kiểm tra lại bảng đối chiếu."))


def _amend(amendment: Plan, plan: Plan, *, now: datetime, today: date, is_locked: bool = False) -> Amending:
    """Rewrite the rows and compare what follows with the ledger; the caller keeps it or rolls it back."""
    comparison = comparison_of(amendment, plan)
    rewritten = rows_rewrite(comparison, now=now)
    touched = [row for row in selectors.deliverables_of(plan) if row.pk in rewritten.row_ids]
    expansion = _expansion(amendment, plan, touched, rewritten, today=today)
    pairs = [
        (row.duty_id, draft)
        for row in touched
        if (draft := expansion.by_row[row.pk]) and (row.duty_id or _asks(row, draft))
    ]
    revision = revision_of(pairs, _report(expansion), is_amendment=True, is_locked=is_locked)
    seen = [version_of(row) for row in (*comparison.old, *comparison.new)]
    fates = [(str(item.fate), item.old and item.old.key, item.new and item.new.key) for item in comparison.items]
    header = (amendment.symbol, amendment.issued_on, amendment.year, amendment.amends_how)
    mark = sha256("|".join((*seen, repr(fates), repr(header), revision.version)).encode()).hexdigest()[:32]
    return Amending(comparison, expansion, revision, tuple(touched), mark)


def _asks(row: Deliverable, draft: obligations.DutyDraft) -> bool:
    return row.mode != TrackingMode.NOT_TRACKED and bool(draft.obligations or draft.requests)


def _report(expansion: Expansion) -> obligations.DutyDraft | None:
    return next((draft for draft in expansion.drafts if draft.is_report), None)


def _expansion(
    amendment: Plan, plan: Plan, touched: Sequence[Deliverable], rewritten: Rewritten, *, today: date
) -> Expansion:
    """Return what the touched rows make agencies owe, by the register of the amendment's day.

    New deadlines count from the amendment; one that was not changed still counts from the plan.
    """
    resolver = selectors.resolver_of(amendment)
    dated = [row for row in touched if row.pk in rewritten.dated_ids]
    others = [row for row in touched if row.pk not in rewritten.dated_ids]
    made = [
        selectors.expansion_of(plan, today=today, deliverables=rows, resolver=resolver, signed_on=signed_on)
        for rows, signed_on in ((dated, amendment.issued_on), (others, plan.issued_on))
        if rows
    ]
    return _joined(made)


def _joined(parts: Iterable[Expansion]) -> Expansion:
    """Return expansions of one plan as one; their periodic reports are one report."""
    whole = Expansion((), ())
    reports: list[obligations.DutyDraft] = []
    for part in parts:
        reports += [draft for draft in part.drafts if draft.is_report]
        whole = Expansion(
            drafts=(*whole.drafts, *(draft for draft in part.drafts if not draft.is_report)),
            problems=(*whole.problems, *part.problems),
            schedules=whole.schedules | part.schedules,
            owners=whole.owners | part.owners,
            by_row=whole.by_row | part.by_row,
        )
    if not reports:
        return whole
    owed = {(one.agency_id, one.occurrence_key): one for report in reports for one in report.obligations}
    return replace(whole, drafts=(replace(reports[0], obligations=tuple(owed.values())), *whole.drafts))


def _apply(made: Amending, plan: Plan, *, actor: Actor, reason: str, now: datetime) -> None:
    """Bring the ledger to what the touched rows say."""
    report = _report(made.expansion)
    standing = [(part.duty_id, part.draft) for part in made.revision.parts if part.duty_id is not None]
    duties_change(standing, report, actor=actor, reason=reason, now=now, is_amendment=True)
    fresh = [part.draft for part in made.revision.parts if part.duty_id is None]
    if fresh:
        drafts = [report, *fresh] if report else fresh
        tie(plan, duties_add(drafts, actor=actor, reason=reason, now=now))


def _confirm(amendment: Plan, plan: Plan, issued_on: date, *, actor: Actor, now: datetime) -> None:
    """Register the amending document and say that it holds."""
    amendment.document = documents.document_register(
        actor=actor,
        type=amendment.type.capitalize(),
        symbol=amendment.symbol,
        issued_on=issued_on,
        issuer=plan.issuer,
        issuer_name=selectors.stated_issuer(amendment) or plan.issuer.current_name,
        subject=amendment.title,
        signer=amendment.signer,
        file=amendment.file,
        file_name=amendment.file_name,
        now=now,
    )
    amendment.state, amendment.confirmed_by_id, amendment.confirmed_at = PlanState.CONFIRMED, actor.user_id, now
    amendment.save(update_fields=["document", "state", "confirmed_by", "confirmed_at"])
