"""Bringing in the forms that come with the program."""

from datetime import datetime

import yaml
from django.db import transaction

from caicach.figures.constants import FormState
from caicach.figures.models import FormVersion
from caicach.web.fields import FOREVER
from reform.forms import fingerprint, read_form
from reform.forms.packaged import packaged_forms

__all__ = ["packaged_forms_bring_in"]


@transaction.atomic
def packaged_forms_bring_in(*, now: datetime) -> int:
    """Keep the packaged versions that are not here yet, published; return how many came.

    Run again it changes nothing: a version that was brought in is frozen, whatever a later release says of it.
    """
    known = set(FormVersion.objects.filter(owner=None).values_list("form_key", "version"))
    rows = [_row(text, now) for text in packaged_forms()]
    return len(FormVersion.objects.bulk_create(row for row in rows if (row.form_key, row.version) not in known))


def _row(text: str, now: datetime) -> FormVersion:
    form = read_form(text)
    return FormVersion(
        form_key=form.key,
        version=form.version,
        title=form.title,
        state=FormState.PUBLISHED,
        definition=text,
        fingerprint=fingerprint(text),
        legal_basis=str(yaml.safe_load(text)["form"].get("legal_basis", ""))[:500],
        valid_from=form.valid_from,
        valid_to=form.valid_to or FOREVER,
        created_at=now,
        published_at=now,
    )
