"""Copies of templates that a body makes its own: copied, changed, tried against the form, published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures.selectors import form_of, forms_in_force
from caicach.reports import access
from caicach.reports.constants import TemplateState
from caicach.reports.mapping import DOCUMENT_SETS, LISTS, NAMES, template_value
from caicach.reports.models import ReportTemplate
from caicach.reports.selectors.templates import TemplateChoice, templates_for
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond, WrongState
from reform.narratives import Template, TemplateError, check_template, read_template, template_fingerprint

__all__ = ["template_copy", "template_problems", "template_publish", "template_require", "template_save"]

_LONGEST = 200_000  # characters of a template


@transaction.atomic
def template_copy(key: str, agency_id: int, *, actor: Actor, now: datetime) -> ReportTemplate:
    """Copy the template that an agency uses into a draft of its own; one draft at a time.

    Audit: ``reports.template``.

    Raises:
        NotAllowed: the actor changes no templates of the agency.
        Beyond: there is no such template.
        BadInput: a draft of it is there already.
    """
    access.require(access.can_template(actor, agency_id))
    choice = next((one for one in templates_for(agency_id) if one.key == key), None)
    if choice is None:
        raise Beyond(_("Không có mẫu báo cáo này cho cơ quan. Chọn một mẫu trong danh sách."))
    drafts = ReportTemplate.objects.filter(owner_id=agency_id, template_key=key, state=TemplateState.DRAFT)
    if drafts.exists():
        raise BadInput(_("Đang có một bản soạn của mẫu này. Sửa tiếp bản đó."))
    row = ReportTemplate.objects.create(**_values(choice, agency_id), created_by_id=actor.user_id, created_at=now)
    audit.record("reports.template", row, actor=actor, new={"key": key, "version": row.version}, at=now)
    return row


def _values(choice: TemplateChoice, agency_id: int) -> dict[str, object]:
    count = ReportTemplate.objects.filter(owner_id=agency_id, template_key=choice.key).count()
    return {
        "template_key": choice.key,
        "version": f"{count + 1}",
        "title": choice.title,
        "recipient": choice.recipient,
        "form_key": choice.form_key,
        "levels": ",".join(choice.levels),
        "owner_id": agency_id,
        "state": TemplateState.DRAFT,
        "definition": choice.definition,
        "fingerprint": template_fingerprint(choice.definition),
        "based_on": choice.row,
    }


@transaction.atomic
def template_save(
    row: ReportTemplate, definition: str, *, revision: int, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Save a draft; return what cannot work in it yet (that keeps it from being published, not from being saved).

    Audit: ``reports.template``.

    Raises:
        NotAllowed: the actor changes no templates of the agency.
        BadInput: it is no template at all.
        WrongState: it is published, or somebody saved it meanwhile.
    """
    template_require(row, actor)
    template = _read(definition)
    saved = ReportTemplate.objects.filter(pk=row.pk, state=TemplateState.DRAFT, revision=revision).update(
        definition=definition,
        fingerprint=template_fingerprint(definition),
        title=template.title[:300],
        recipient=template.recipient.value,
        levels=",".join(template.levels),
        revision=revision + 1,
    )
    if not saved:
        raise WrongState(_("Mẫu vừa được người khác lưu hoặc đã dùng. Tải lại trang rồi sửa; chưa có gì bị ghi đè."))
    row.refresh_from_db()
    audit.record("reports.template", row, actor=actor, new={"revision": row.revision}, at=now)
    return template_problems(row)


@transaction.atomic
def template_publish(row: ReportTemplate, *, actor: Actor, now: datetime) -> ReportTemplate:
    """Publish a draft: reports that are opened from now on use it; the version before is retired.

    Transition: draft → published.  Audit: ``reports.template``.

    Raises:
        NotAllowed: the actor changes no templates of the agency.
        BadInput: something in it cannot work.
        WrongState: it is published already.
    """
    template_require(row, actor)
    problems = template_problems(row)
    if problems:
        raise BadInput(problems[0])
    older = ReportTemplate.objects.filter(
        owner_id=row.owner_id, template_key=row.template_key, state=TemplateState.PUBLISHED
    )
    older.update(state=TemplateState.RETIRED)
    claimed = ReportTemplate.objects.filter(pk=row.pk, state=TemplateState.DRAFT).update(
        state=TemplateState.PUBLISHED, published_by_id=actor.user_id, published_at=now
    )
    if not claimed:
        raise WrongState(_("Mẫu này đã được đưa vào dùng. Tải lại trang để xem."))
    row.refresh_from_db()
    audit.record("reports.template", row, actor=actor, new={"state": row.state}, at=now)
    return row


def template_problems(row: ReportTemplate) -> tuple[str, ...]:
    """Return what in a stored template cannot work with the form in force: one query."""
    template = template_value(row.definition)
    owners = (row.owner_id,) if row.owner_id is not None else ()
    versions = forms_in_force(owners, on=row.created_at.date())
    form = next((form_of(one) for one in versions if one.form_key == template.form_key), None)
    if form is None:
        return (_("Chưa có biểu “%(key)s” nên chưa thử được mẫu.") % {"key": template.form_key},)
    return check_template(template, form, names=NAMES, lists=LISTS, documents=DOCUMENT_SETS)


def template_require(row: ReportTemplate, actor: Actor) -> None:
    """Let pass whoever changes a template of a body's own.

    Raises:
        WrongState: it is a packaged one.
        NotAllowed: the actor changes no templates of its owner.
    """
    if row.owner_id is None:
        raise WrongState(_("Mẫu kèm chương trình không sửa trực tiếp. Chép thành mẫu của cơ quan rồi sửa."))
    access.require(access.can_template(actor, row.owner_id))


def _read(definition: str) -> Template:
    if len(definition) > _LONGEST:
        raise BadInput(_("Mẫu dài quá %(most)s ký tự.") % {"most": _LONGEST})
    try:
        return read_template(definition)
    except TemplateError as error:
        raise BadInput(str(error)) from None
