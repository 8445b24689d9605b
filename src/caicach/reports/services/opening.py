"""Opening a report of an agency for a period, and what stands around its text."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access as figures
from caicach.figures.selectors import with_everything
from caicach.reports import access
from caicach.reports.constants import ReportState, TemplateState
from caicach.reports.models import Report, ReportTemplate
from caicach.reports.selectors.templates import TemplateChoice, templates_for
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from reform.narratives import template_fingerprint
from vanban.text.forms import squeeze

__all__ = ["HeadDraft", "hold", "report_head_save", "report_open"]

_COPIED = ("parent_name", "addressees", "place", "sign_offices", "signer", "copies_to", "has_charts")


@dataclass(frozen=True, slots=True)
class HeadDraft:
    """What stands around the text: to whom, where, who signs, who gets copies. Several are one a line."""

    parent_name: str = ""
    addressees: str = ""
    place: str = ""
    sign_offices: str = ""
    signer: str = ""
    copies_to: str = ""
    has_charts: bool = True


@transaction.atomic
def report_open(sheet_id: int, template_key: str, *, actor: Actor, now: datetime) -> Report:
    """Open the report of an agency from one of its returns; what stands around the text is taken from its last report.

    Transition: none → drafting.  Audit: ``reports.open``.

    Raises:
        Beyond: no such return within reach, or no such template for it.
        NotAllowed: the actor does not write for the agency.
        BadInput: there is such a report already.
    """
    sheet = with_everything(figures.visible_returns(actor)).filter(pk=sheet_id).first()
    if sheet is None:
        raise Beyond(_("Không có bản số liệu này, hoặc bản số liệu nằm ngoài phạm vi của bạn."))
    if not actor.is_system and sheet.agency_id not in access.writable_agency_ids(actor):
        raise NotAllowed(_("Chỉ công chức, lãnh đạo của cơ quan lập báo cáo của cơ quan mình."))
    choice = _choice(sheet.agency_id, template_key, sheet.level, sheet.period.form_key)
    before = Report.objects.filter(agency=sheet.agency_id, template_key=choice.key).order_by("-pk").first()
    try:
        with transaction.atomic():
            report = Report.objects.create(
                agency_id=sheet.agency_id,
                period_id=sheet.period_id,
                sheet=sheet,
                template=_kept(choice, now),
                template_key=choice.key,
                recipient=choice.recipient,
                obligation_id=sheet.obligation_id,
                created_by_id=actor.user_id,
                created_at=now,
                **{name: getattr(before, name) for name in _COPIED if before is not None},
            )
    except IntegrityError:
        raise BadInput(_("Kỳ này đã có báo cáo theo mẫu đã chọn. Mở báo cáo đó để viết tiếp.")) from None
    audit.record("reports.open", report, actor=actor, new={"period": sheet.period_id, "template": choice.key}, at=now)
    return report


def _choice(agency_id: int, key: str, level: str, form_key: str) -> TemplateChoice:
    found = next((one for one in templates_for(agency_id) if one.key == key and one.fits(level, form_key)), None)
    if found is None:
        raise Beyond(_("Không có mẫu báo cáo này cho cơ quan. Chọn một mẫu trong danh sách."))
    return found


def _kept(choice: TemplateChoice, now: datetime) -> ReportTemplate:
    """Return the stored version of a choice; a packaged one is kept when it is first used, and stays as it was then."""
    if choice.row is not None:
        return choice.row
    made, _is_new = ReportTemplate.objects.get_or_create(
        template_key=choice.key,
        owner=None,
        fingerprint=template_fingerprint(choice.definition),
        defaults={
            "version": _version(choice),
            "title": choice.title,
            "recipient": choice.recipient,
            "form_key": choice.form_key,
            "levels": ",".join(choice.levels),
            "state": TemplateState.PUBLISHED,
            "definition": choice.definition,
            "created_at": now,
            "published_at": now,
        },
    )
    return made


def _version(choice: TemplateChoice) -> str:
    count = ReportTemplate.objects.filter(template_key=choice.key, owner=None).count()
    return str(count + 1)


@transaction.atomic
def report_head_save(report: Report, draft: HeadDraft, *, actor: Actor, now: datetime) -> None:
    """Save what stands around the text.

    Audit: ``reports.head``.

    Raises:
        NotAllowed: the actor does not write for the agency.
        WrongState: the report is frozen.
    """
    access.require(access.can_write(actor, report))
    hold(report, ReportState.DRAFTING)
    values = asdict(draft)
    for name in ("parent_name", "place", "signer"):
        values[name] = squeeze(values[name])
    Report.objects.filter(pk=report.pk).update(**values)
    audit.record("reports.head", report, actor=actor, new=values, at=now)


def hold(report: Report, *allowed: ReportState) -> Report:
    """Hold the report's row to the end of the transaction, in one of the states; return it as it stands.

    Raises:
        WrongState: it is in another state.
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.state not in allowed:
        raise WrongState(
            _("Báo cáo đang ở trạng thái “%(state)s” nên không sửa được. Tải lại trang để xem.")
            % {"state": held.get_state_display()}
        )
    return held
