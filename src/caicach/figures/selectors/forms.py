"""Versions of forms: which one is in force for whom."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.figures.constants import FormState
from caicach.figures.models import FormVersion
from caicach.web.errors import Beyond

__all__ = ["form_in_force", "form_of_uid", "forms_in_force"]


def forms_in_force(owner_ids: Iterable[int], *, on: date) -> tuple[FormVersion, ...]:
    """Return the published versions that hold on ``on`` for bodies, a body's own before the packaged one. One query.

    Of each form there is one: an own version goes before the packaged one, a later beginning before an earlier one.
    """
    mine = Q(owner_id__in=list(owner_ids)) | Q(owner__isnull=True)
    rows = FormVersion.objects.filter(mine, state=FormState.PUBLISHED, valid_from__lte=on, valid_to__gt=on)
    found: dict[str, FormVersion] = {}
    for row in sorted(rows, key=lambda row: (row.owner_id is not None, row.valid_from, row.pk), reverse=True):
        found.setdefault(row.form_key, row)
    return tuple(sorted(found.values(), key=lambda row: row.title))


def form_in_force(form_key: str, owner_id: int, *, on: date) -> FormVersion:
    """Return the version of a form that holds for a body on ``on``. One query.

    Raises:
        Beyond: there is none.
    """
    for version in forms_in_force((owner_id,), on=on):
        if version.form_key == form_key:
            return version
    raise Beyond(
        _("Không có phiên bản nào của biểu này áp dụng cho ngày %(day)s. Ban hành phiên bản biểu trước khi mở kỳ.")
        % {"day": f"{on:%d/%m/%Y}"}
    )


def form_of_uid(uid: UUID, owner_id: int) -> FormVersion:
    """Return a published version that a body may collect figures with.

    Raises:
        Beyond: there is none of this uid.
    """
    mine = Q(owner_id=owner_id) | Q(owner__isnull=True)
    found = FormVersion.objects.filter(mine, uid=uid, state=FormState.PUBLISHED).first()
    if found is None:
        raise Beyond(_("Không có phiên bản biểu này, hoặc biểu chưa ban hành."))
    return found
