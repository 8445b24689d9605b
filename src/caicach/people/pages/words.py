"""Spans of days and roles in words."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from caicach.people.constants import GrantRole
from caicach.people.models import Grant
from caicach.ui.notation import date_text
from caicach.web.fields import FOREVER
from reform.areas import OTHER, area_of

__all__ = ["area_words", "grant_words", "span_words"]


def span_words(valid_from: date, valid_to: date) -> str:
    """Say [valid_from, valid_to) with the last day, as people count."""
    if valid_to <= valid_from:
        return _("thu hồi trước khi có hiệu lực")
    if valid_to == FOREVER:
        return _("từ %(first)s") % {"first": date_text(valid_from)}
    last = valid_to - timedelta(days=1)
    return _("từ %(first)s đến hết %(last)s") % {"first": date_text(valid_from), "last": date_text(last)}


def area_words(code: str, on: date) -> str:
    """Return the name of an area; empty for all."""
    if not code:
        return ""
    area = area_of(code, on)
    return code if area.code == OTHER else area.name


def grant_words(grant: Grant) -> str:
    """Say a grant by its role alone."""
    return str(GrantRole(grant.role).label)
