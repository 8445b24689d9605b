"""What an agency said when a duty reached it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import ContestReason, ReceiptState

__all__ = ["Receipt"]


class Receipt(models.Model):
    """An agency confirmed that a duty is its own, or contested it; no row: it has not answered yet."""

    duty = models.ForeignKey("obligations.Duty", models.PROTECT, related_name="receipts")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="receipts")
    state = models.CharField(_("tiếp nhận"), max_length=16, choices=ReceiptState.choices)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()
    reason = models.CharField(_("lý do"), max_length=16, choices=ContestReason.choices, blank=True)
    words = models.TextField(_("nội dung kiến nghị"), blank=True)
    # Whom the agency names instead, or which day; both for the assigner to decide.
    named = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    named_due_on = models.DateField(null=True)
    decide_by_on = models.DateField(_("hạn trả lời"), null=True)  # of a contest, for whoever assigned
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("trả lời"), blank=True)

    class Meta:
        verbose_name = _("tiếp nhận nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency"], name="obligations_receipt_once"),
            models.CheckConstraint(
                condition=Q(state="confirmed") | (~Q(reason="") & ~Q(words="")),
                name="obligations_receipt_contest_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "decide_by_on"], name="obligations_receipt_state")]

    def __str__(self) -> str:
        return f"{self.duty_id} / {self.agency_id}: {self.state}"
