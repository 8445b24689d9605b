"""Kinds of periodic reports, and who reports to whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["LEVELS", "REPORT_KIND", "RegimeLevel"]

REPORT_KIND = "cchc"  # the report on administrative reform


class RegimeLevel(models.TextChoices):
    """Who reports, or to whom, as a regime says it."""

    ANY = "any", _("mọi cấp")
    MINISTRY = "ministry", _("bộ")
    PROVINCE = "province", _("tỉnh")
    DEPARTMENT = "department", _("sở, ngành")
    DISTRICT = "district", _("huyện")
    COMMUNE = "commune", _("xã")


LEVELS = frozenset(RegimeLevel.values)
