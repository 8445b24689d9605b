"""Who does the work: bodies that the lead asks, a person inside the agency, and the steps to get there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Assignment", "CoordinationAsk", "Step"]


class CoordinationAsk(models.Model):
    """The lead asks a named body for a named thing by a date; only this makes a duty of coordination."""

    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="asks")  # the lead's
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="coordination_asks")  # who is asked
    thing = models.CharField(_("nội dung cần phối hợp"), max_length=1000)
    due_on = models.DateField(_("đề nghị trả lời trước ngày"))
    duty = models.OneToOneField("obligations.Duty", models.PROTECT, null=True, related_name="ask")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đề nghị phối hợp")
        ordering = ["obligation_id", "asked_at", "id"]

    def __str__(self) -> str:
        return self.thing[:80]


class Assignment(models.Model):
    """Inside the agency: this person has the obligation in hand, until it is handed over or taken back."""

    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="assignments")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="assignments")
    note = models.CharField(_("ý kiến chỉ đạo"), max_length=1000, blank=True)
    wanted_on = models.DateField(_("xong trong cơ quan trước ngày"), null=True)
    given_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    # The hand-over this one continues, so that the chain of hands can be read back.
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="next")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(_("lý do bàn giao"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("phân công")
        ordering = ["obligation_id", "given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(ended_at__isnull=True), name="obligations_assignment_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["post"], condition=Q(ended_at__isnull=True), name="obligations_assignment_open")
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} / {self.post_id}"


class Step(models.Model):
    """A step on the way inside the agency, with its own day and perhaps its own person."""

    obligation = models.ForeignKey("obligations.Obligation", models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()  # from 1
    text = models.CharField(_("việc cần làm"), max_length=500)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(_("từ ngày"), null=True)
    due_on = models.DateField(_("xong trước ngày"), null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("bước công việc")
        ordering = ["obligation_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "position"], name="obligations_step_position"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="obligations_step_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
