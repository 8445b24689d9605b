"""Roles in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.actor import Role

__all__ = ["GrantRole"]


class GrantRole(models.TextChoices):
    """The roles of ``web.actor.Role`` with their words."""

    STANDING_OFFICER = Role.STANDING_OFFICER.value, _("cán bộ cơ quan thường trực")
    AREA_LEAD = Role.AREA_LEAD.value, _("cán bộ cơ quan chủ trì lĩnh vực")
    AGENCY_OFFICER = Role.AGENCY_OFFICER.value, _("công chức của cơ quan")
    AGENCY_LEADER = Role.AGENCY_LEADER.value, _("lãnh đạo cơ quan")
    CLERK = Role.CLERK.value, _("văn thư")
    VIEWER = Role.VIEWER.value, _("người xem")
    ADMINISTRATOR = Role.ADMINISTRATOR.value, _("quản trị")
