"""What dormant duties wait for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import DormantAnswerKind, EventHintState

__all__ = ["DormantAnswer", "Event", "EventHint", "Trigger"]


class Event(models.Model):
    """Something a dormant duty waited for has happened; each recording opens an occurrence for those it concerns."""

    duty = models.ForeignKey("obligations.Duty", models.CASCADE, related_name="events")
    occurred_on = models.DateField(_("ngày xảy ra"))
    description = models.CharField(_("sự kiện"), max_length=500)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="events")
    case = models.CharField(_("vụ việc"), max_length=200, blank=True)  # one case, where the event concerns one
    # Whom it concerns; no row: everybody who waits.
    agencies = models.ManyToManyField("agencies.Agency", related_name="+", blank=True)
    # The obligation whose acceptance was the event; None: a person recorded it, or a registered document told it.
    cause = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, blank=True, related_name="caused")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    undone_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(_("lý do hủy ghi nhận"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sự kiện")

    def __str__(self) -> str:
        return self.description


class Trigger(models.Model):
    """Accepting ``on_duty`` is the event that ``duty`` waits for: "tờ trình → quyết định → quy trình điện tử"."""

    duty = models.ForeignKey("obligations.Duty", models.CASCADE, related_name="triggers")  # what waits
    on_duty = models.ForeignKey("obligations.Duty", models.CASCADE, related_name="triggered")  # what is accepted
    # Whether the acceptance wakes the accepted agency's own occurrence alone, or everybody who waits.
    is_same_agency = models.BooleanField(default=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nối tiếp sự kiện")
        constraints = [
            models.UniqueConstraint(fields=["duty", "on_duty"], name="obligations_trigger_once"),
            models.CheckConstraint(condition=~Q(duty=models.F("on_duty")), name="obligations_trigger_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.on_duty_id} → {self.duty_id}"


class DormantAnswer(models.Model):
    """What a monitor answered when asked, once a quarter, whether the awaited document has come."""

    duty = models.ForeignKey("obligations.Duty", models.CASCADE, related_name="dormant_answers")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # whose answer it is
    period_key = models.CharField(_("quý"), max_length=16)  # "2026-Q1"
    answer = models.CharField(_("trả lời"), max_length=16, choices=DormantAnswerKind.choices)
    words = models.CharField(_("ghi chú"), max_length=500, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("trả lời về việc chờ sự kiện")
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency", "period_key"], name="obligations_dormant_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.period_key}: {self.answer}"


class EventHint(models.Model):
    """A registered document that may be what a dormant duty waits for: a question to a person, never an event."""

    duty = models.ForeignKey("obligations.Duty", models.CASCADE, related_name="hints")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=EventHintState.choices, default=EventHintState.WAITING)
    created_at = models.DateTimeField()
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("gợi ý sự kiện")
        constraints = [models.UniqueConstraint(fields=["duty", "document"], name="obligations_hint_once")]
        indexes = [models.Index(fields=["duty"], condition=Q(state="waiting"), name="obligations_hint_waiting")]

    def __str__(self) -> str:
        return f"{self.duty_id} ← {self.document_id}: {self.state}"
