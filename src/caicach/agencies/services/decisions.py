"""What persons decide about agencies: the meaning of a phrase, a named group, who is charged with what."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import access
from caicach.agencies.constants import MandateKind
from caicach.agencies.models import AgencyAlias, AgencyGroup, Mandate
from caicach.audit import services as audit
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from caicach.web.fields import FOREVER
from reform.groups.expressions import ExpressionError, parse_expression
from vanban.text.forms import compare_key, squeeze

__all__ = ["alias_remember", "group_define", "mandate_give"]


@transaction.atomic
def alias_remember(
    issuer_id: int, phrase: str, *, agency_id: int | None = None, expression: str = "", actor: Actor, now: datetime
) -> AgencyAlias:
    """Remember what ``phrase`` means in the issuer's documents: one agency, or a group; the last decision counts.

    Audit: agencies.remember.

    Raises:
        NotAllowed: the actor may not decide.
        BadInput: the phrase is empty, not exactly one meaning is given, or the expression cannot be read.
    """
    access.require(actor, "remember", issuer_id)
    key = compare_key(phrase)[:500]
    if not key or (agency_id is None) == (not expression):
        raise BadInput(_("Hãy chọn đúng một cơ quan hoặc một nhóm cho cụm từ."))
    meaning = {"agency_id": agency_id, "expression": _read(expression) if expression else ""}
    decided = {"phrase": squeeze(phrase)[:500], "decided_by_id": actor.user_id, "decided_at": now}
    alias, _created = AgencyAlias.objects.update_or_create(
        issuer_id=issuer_id, phrase_key=key, defaults={**meaning, **decided}
    )
    audit.record("agencies.remember", alias, actor=actor, new={"issuer": issuer_id, "phrase_key": key, **meaning})
    return alias


@transaction.atomic
def group_define(owner_id: int, *, key: str, name: str, expression: str, valid_from: date, actor: Actor) -> AgencyGroup:
    """Define what a body's documents mean by ``name`` from a day on; an earlier definition under ``key`` ends then.

    Audit: agencies.group.

    Raises:
        NotAllowed: the actor may not change the register.
        BadInput: no name, or the expression cannot be read.
    """
    access.require(actor, "change", owner_id)
    if not squeeze(name):
        raise BadInput(_("Hãy nhập tên nhóm."))
    text = _read(expression)
    standing = AgencyGroup.objects.filter(owner_id=owner_id, key=key, valid_to=FOREVER)
    standing.filter(valid_from=valid_from).delete()
    standing.filter(valid_from__lt=valid_from).update(valid_to=valid_from)
    group = AgencyGroup.objects.create(
        owner_id=owner_id, key=key, name=squeeze(name), expression=text, valid_from=valid_from
    )
    audit.record("agencies.group", group, actor=actor, new={"owner": owner_id, "key": key, "expression": text})
    return group


@transaction.atomic
def mandate_give(
    owner_id: int, agency_id: int, *, kind: MandateKind, area_code: str = "", valid_from: date, actor: Actor
) -> Mandate:
    """Charge a body with being the standing body, or with leading an area, from a day; who held it before ends then.

    Audit: agencies.mandate.

    Raises:
        NotAllowed: the actor may not change the register.
        BadInput: an area where none belongs, or none where one does.
    """
    access.require(actor, "change", owner_id)
    if (kind == MandateKind.AREA_LEAD) != bool(area_code):
        raise BadInput(_("Cơ quan chủ trì cần một lĩnh vực; cơ quan thường trực thì không."))
    standing = Mandate.objects.filter(owner_id=owner_id, kind=kind, area_code=area_code, valid_to=FOREVER)
    standing.filter(valid_from__gte=valid_from).delete()
    standing.update(valid_to=valid_from)
    mandate = Mandate.objects.create(
        owner_id=owner_id, agency_id=agency_id, kind=kind, area_code=area_code, valid_from=valid_from
    )
    new = {"owner": owner_id, "agency": agency_id, "kind": kind, "area": area_code, "from": valid_from}
    audit.record("agencies.mandate", mandate, actor=actor, new=new)
    return mandate


def _read(expression: str) -> str:
    """Return the expression in its one spelling."""
    try:
        text = str(parse_expression(expression))
    except ExpressionError as error:
        raise BadInput(str(error)) from error
    if len(text) > 500:
        raise BadInput(_("Biểu thức nhóm dài quá 500 ký tự."))
    return text
