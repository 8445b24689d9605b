"""Words of meetings and instructions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["INSTRUCTION", "InstructionKind", "InstructionState", "MeetingState"]

# What the ledger calls the source of a duty that an instruction makes.
INSTRUCTION = "meetings.Instruction"


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    PREPARED = "prepared", _("đang chuẩn bị")
    CONCLUDED = "concluded", _("đã kết luận")


class InstructionKind(models.TextChoices):
    """Where an instruction comes from; each is counted apart from plans."""

    CONCLUSION = "conclusion", _("kết luận cuộc họp")
    FROM_ABOVE = "from_above", _("nhiệm vụ cấp trên giao")


class InstructionState(models.TextChoices):
    """What became of an instruction."""

    DRAFT = "draft", _("chưa giao")
    ASSIGNED = "assigned", _("đã giao")
    WITHDRAWN = "withdrawn", _("đã thu hồi")
