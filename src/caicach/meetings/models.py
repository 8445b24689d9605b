"""Meetings of a steering body, and instructions: what it concluded, or what a superior body gave outside any plan."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.meetings.constants import InstructionKind, InstructionState, MeetingState
from caicach.obligations.constants import TrackingMode
from caicach.web.fields import new_uid

__all__ = ["AgendaItem", "Instruction", "Intake", "Meeting"]


class Meeting(models.Model):
    """One meeting: its agenda, and afterwards its conclusions with the notice that announces them."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="meetings")  # whose steering body meets
    state = models.CharField(max_length=16, choices=MeetingState.choices, default=MeetingState.PREPARED)
    title = models.CharField(_("tên cuộc họp"), max_length=300)
    held_on = models.DateField(_("ngày họp"))
    starts_at = models.TimeField(_("giờ họp"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    chair = models.CharField(_("người chủ trì"), max_length=200, blank=True)
    since_on = models.DateField(_("số liệu từ ngày"))  # of what happened "since last time"
    notice = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="meetings")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cuộc họp")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since_on__lte=models.F("held_on")), name="meetings_meeting_figures_before"
            ),
        ]
        indexes = [models.Index(fields=["body", "held_on"], name="meetings_by_body")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of the agenda, with what was said about it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()  # from 1
    text = models.CharField(_("nội dung"), max_length=500)
    presenter = models.CharField(_("người trình bày"), max_length=200, blank=True)
    minutes = models.TextField(_("ý kiến tại cuộc họp"), blank=True)

    class Meta:
        verbose_name = _("mục của chương trình họp")
        ordering = ["meeting_id", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="meetings_item_position")]

    def __str__(self) -> str:
        return self.text[:80]


class Instruction(models.Model):
    """What must be done outside any plan: who, what, by when, by whose word. Assigned, it is a duty of the ledger."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=InstructionKind.choices)
    state = models.CharField(max_length=16, choices=InstructionState.choices, default=InstructionState.DRAFT)
    body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="instructions")  # that assigns it here
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="instructions")
    giver = models.CharField(_("nơi giao"), max_length=300, blank=True)  # the superior body, in words
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="instructions")
    text = models.TextField(_("nội dung phải làm"))
    product = models.CharField(_("sản phẩm"), max_length=1000, blank=True)
    mode = models.CharField(_("cách theo dõi"), max_length=16, choices=TrackingMode.choices)
    area_code = models.CharField(_("lĩnh vực"), max_length=32)
    lead_text = models.CharField(_("cơ quan thực hiện"), max_length=1000)  # names or groups, as in a plan's cell
    coordinating_text = models.CharField(_("cơ quan phối hợp"), max_length=1000, blank=True)
    deadline_text = models.CharField(_("thời hạn"), max_length=500)  # a date or words, as in a plan's cell
    duty = models.OneToOneField("obligations.Duty", models.PROTECT, null=True, related_name="instruction")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(_("lý do thu hồi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ chỉ đạo")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="conclusion") | Q(meeting__isnull=False), name="meetings_conclusion_has_meeting"
            ),
            models.CheckConstraint(
                condition=~Q(kind="from_above") | ~Q(giver=""), name="meetings_from_above_has_giver"
            ),
            models.CheckConstraint(
                condition=~Q(state="assigned") | Q(duty__isnull=False), name="meetings_assigned_has_duty"
            ),
        ]
        indexes = [models.Index(fields=["body", "kind", "state"], name="meetings_instruction_by_body")]

    def __str__(self) -> str:
        return self.text[:80]


class Intake(models.Model):
    """A document that gives tasks, brought in to be read; its tasks become drafts of instructions, once."""

    body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # that will assign them here
    giver = models.CharField(_("nơi giao"), max_length=300)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="intakes")  # None: tasks from above
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # None: it waits for the worker

    class Meta:
        verbose_name = _("văn bản giao nhiệm vụ")

    def __str__(self) -> str:
        return self.file_name
