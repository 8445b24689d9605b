"""One agency begins, gets another name, or gets another parent."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import access
from caicach.agencies.mapping import NewAgency, new_version
from caicach.agencies.models import Agency, AgencyVersion
from caicach.agencies.services.projection import closure_refresh, projection_refresh
from caicach.audit import services as audit
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from caicach.web.fields import FOREVER
from vanban.text.forms import sort_key, squeeze

__all__ = ["agency_create", "agency_move", "agency_rename", "begin", "change_version", "end"]


@transaction.atomic
def agency_create(new: NewAgency, *, started_on: date, legal_basis: str = "", actor: Actor, today: date) -> Agency:
    """Add an agency that begins on ``started_on``.

    Audit: agencies.create.

    Raises:
        NotAllowed: the actor may not change the register there.
        BadInput: no name, or the parent does not exist on that day.
    """
    access.require(actor, "change", new.parent_id)
    agency = begin(new, started_on=started_on, legal_basis=legal_basis)
    closure_refresh([agency.pk])
    projection_refresh(today=today, agency_ids=[agency.pk])
    audit.record("agencies.create", agency, actor=actor, new={"parent": new.parent_id, "started_on": started_on})
    return agency


@transaction.atomic
def agency_rename(
    agency_id: int, *, name: str, short_name: str = "", on: date, legal_basis: str = "", actor: Actor, today: date
) -> AgencyVersion:
    """Give an agency another name from ``on``; what it was called before stays findable.

    Audit: agencies.rename.

    Raises:
        NotAllowed: the actor may not change the register there.
        Beyond: there is no such agency.
        BadInput: no name, or the agency does not exist on ``on``.
    """
    access.require(actor, "change", agency_id)
    if not squeeze(name):
        raise BadInput(_("Hãy nhập tên cơ quan."))
    old, version = change_version(agency_id, on=on, legal_basis=legal_basis, name=name, short_name=short_name)
    projection_refresh(today=today, agency_ids=[agency_id])
    audit.record(
        "agencies.rename", version.agency, actor=actor, old={"name": old.name}, new={"name": version.name, "on": on}
    )
    return version


@transaction.atomic
def agency_move(
    agency_id: int, *, parent_id: int | None, on: date, legal_basis: str = "", actor: Actor, today: date
) -> AgencyVersion:
    """Put an agency, with all that stands under it, under another parent from ``on``.

    Audit: agencies.move.

    Raises:
        NotAllowed: the actor may not change the register there.
        Beyond: there is no such agency.
        BadInput: the agency or the parent does not exist on ``on``, or the parent stands under the agency.
    """
    access.require(actor, "change", agency_id, parent_id)
    old, version = change_version(agency_id, on=on, legal_basis=legal_basis, parent_id=parent_id)
    closure_refresh([agency_id])
    projection_refresh(today=today, agency_ids=[agency_id])
    audit.record(
        "agencies.move", version.agency, actor=actor, old={"parent": old.parent_id}, new={"parent": parent_id, "on": on}
    )
    return version


def begin(new: NewAgency, *, started_on: date, legal_basis: str = "") -> Agency:
    """Write a new agency with its first version, without edges; inside the caller's transaction."""
    name = squeeze(new.name)
    if not name:
        raise BadInput(_("Hãy nhập tên cơ quan."))
    _require_parent(new.parent_id, on=started_on)
    agency = Agency.objects.create(
        current_name=name,
        current_sort_key=sort_key(name)[:900],
        current_level=new.level,
        current_kind=new.kind,
        current_parent_id=new.parent_id,
        started_on=started_on,
    )
    new_version(agency.pk, new, valid_from=started_on, legal_basis=legal_basis).save()
    return agency


def end(agency_id: int, *, on: date) -> None:
    """End an agency: ``on`` is the first day on which it is no more; inside the caller's transaction.

    Raises:
        BadInput: it does not exist on the day before ``on``, or something is known of it after.
    """
    closed = AgencyVersion.objects.filter(agency_id=agency_id, valid_from__lt=on, valid_to=FOREVER).update(valid_to=on)
    if not closed:
        raise BadInput(_("Cơ quan không hoạt động vào ngày này, hoặc đã có thay đổi sau ngày này."))
    Agency.objects.filter(pk=agency_id).update(ended_on=on)


def change_version(
    agency_id: int, *, on: date, legal_basis: str, **changes: object
) -> tuple[AgencyVersion, AgencyVersion]:
    """Close the version valid on ``on`` and open one with ``changes``; return both. A same-day change is rewritten.

    Raises:
        Beyond: there is no such agency.
        BadInput: the agency or the new parent does not exist on ``on``.
    """
    old = AgencyVersion.objects.filter(agency_id=agency_id, valid_from__lte=on, valid_to__gt=on).first()
    if old is None:
        if not Agency.objects.filter(pk=agency_id).exists():
            raise Beyond()
        raise BadInput(_("Cơ quan không hoạt động vào ngày này."))
    new = NewAgency(old.name, old.level, old.kind, old.parent_id, old.short_name, old.code)
    new = NewAgency(**{**{name: getattr(new, name) for name in NewAgency.__slots__}, **changes})
    _require_parent(new.parent_id, on=on)
    version = new_version(agency_id, new, valid_from=on, valid_to=old.valid_to, legal_basis=legal_basis)
    if old.valid_from == on:
        AgencyVersion.objects.filter(pk=old.pk).delete()
    else:
        AgencyVersion.objects.filter(pk=old.pk).update(valid_to=on)
    version.save()
    return old, version


def _require_parent(parent_id: int | None, *, on: date) -> None:
    if parent_id is None:
        return
    if not AgencyVersion.objects.filter(agency_id=parent_id, valid_from__lte=on, valid_to__gt=on).exists():
        raise BadInput(_("Cơ quan cấp trên không hoạt động vào ngày này."))
