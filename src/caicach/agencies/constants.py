"""Levels, kinds and mandates of agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["AgencyKind", "AgencyLevel", "MandateKind", "ReorganisationKind"]


class AgencyLevel(models.TextChoices):
    """Level of government an agency belongs to."""

    CENTRAL = "central", _("trung ương")
    PROVINCE = "province", _("tỉnh")
    DISTRICT = "district", _("huyện")
    COMMUNE = "commune", _("xã")


class AgencyKind(models.TextChoices):
    """What an agency is."""

    COMMITTEE = "committee", _("Ủy ban nhân dân")
    COUNCIL = "council", _("Hội đồng nhân dân")
    OFFICE = "office", _("văn phòng")  # văn phòng UBND, HĐND và UBND
    DEPARTMENT = "department", _("sở và tương đương")
    BOARD = "board", _("ban quản lý, ban thuộc tỉnh")
    DIVISION = "division", _("phòng")  # of a district or commune, or inside a department
    CENTRE = "centre", _("trung tâm")
    PUBLIC_UNIT = "public_unit", _("đơn vị sự nghiệp công lập")
    VERTICAL = "vertical", _("cơ quan ngành dọc")  # police, tax, social insurance, military …
    PARTY = "party", _("cơ quan Đảng")
    FRONT = "front", _("Mặt trận, đoàn thể")
    ENTERPRISE = "enterprise", _("doanh nghiệp")
    MINISTRY = "ministry", _("bộ, cơ quan ngang bộ")
    OTHER = "other", _("khác")


class MandateKind(models.TextChoices):
    """What a body is charged with for the whole territory of its owner."""

    STANDING_BODY = "standing_body", _("cơ quan thường trực cải cách hành chính")
    AREA_LEAD = "area_lead", _("cơ quan chủ trì lĩnh vực")


class ReorganisationKind(models.TextChoices):
    """How one register becomes the next."""

    MERGE = "merge", _("sáp nhập")
    SPLIT = "split", _("chia tách")
    DISSOLVE = "dissolve", _("giải thể")
    RENAME = "rename", _("đổi tên")
    MOVE = "move", _("chuyển cơ quan quản lý")
