"""Terms of the ledger itself, and everything that moves a date: extensions, pauses, reasons for lateness."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import ClockKind, DueChangeKind, ExtensionState, LateCause, PauseKind
from caicach.web.fields import FOREVER

__all__ = ["ClockTerm", "DueChange", "Extension", "LateReason", "Pause"]


class ClockTerm(models.Model):
    """How many working days a step may take where ``standing_body`` runs the ledger, during [valid_from, valid_to).

    Without a row the packaged table of ``reform.clocks`` holds.
    """

    standing_body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField(_("bước"), max_length=16, choices=ClockKind.choices)
    working_days = models.PositiveSmallIntegerField(_("số ngày làm việc"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("thời hạn của bước")
        constraints = [
            models.UniqueConstraint(fields=["standing_body", "kind", "valid_from"], name="obligations_clock_once"),
            models.CheckConstraint(condition=Q(valid_from__lt=F("valid_to")), name="obligations_clock_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.working_days}"


class Extension(models.Model):
    """A request for a later date with its reason, and what whoever assigned the duty decided."""

    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="extensions")
    state = models.CharField(max_length=16, choices=ExtensionState.choices, default=ExtensionState.WAITING)
    from_due_on = models.DateField(_("hạn khi xin"))
    asked_due_on = models.DateField(_("xin gia hạn đến"))
    reason_code = models.CharField(_("nguyên nhân"), max_length=32)  # of the coded list of ``reform.clocks``
    words = models.TextField(_("lý do"))
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="extensions")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decide_by_on = models.DateField(_("hạn trả lời"))  # of whoever decides
    granted_due_on = models.DateField(_("gia hạn đến"), null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("trả lời"), blank=True)

    class Meta:
        verbose_name = _("đề nghị gia hạn")
        ordering = ["obligation_id", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state="waiting"), name="obligations_extension_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(asked_due_on__gt=F("from_due_on")), name="obligations_extension_asks_for_later"
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(granted_due_on__gt=F("from_due_on")),
                name="obligations_extension_grants_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.from_due_on} → {self.asked_due_on}"


class Pause(models.Model):
    """The clock stands while another body has the matter; the waiting days are that body's.

    The days run from the day after ``from_on`` to ``until_on``; on the end the due day moves by as many.
    """

    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="pauses")
    kind = models.CharField(_("vì sao dừng"), max_length=16, choices=PauseKind.choices)
    waits_for = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    waits_for_words = models.CharField(_("cơ quan phải chờ"), max_length=300, blank=True)  # not in the register
    symbol = models.CharField(_("số, ký hiệu văn bản gửi đi"), max_length=80, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("nội dung"), max_length=500, blank=True)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến ngày"), null=True)  # None: it still stands
    started_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_words = models.CharField(_("kết quả"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("tạm dừng tính hạn")
        ordering = ["obligation_id", "from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(until_on__isnull=True), name="obligations_pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="obligations_pause_in_order"
            ),
            models.CheckConstraint(
                condition=Q(waits_for__isnull=False) | ~Q(waits_for_words=""), name="obligations_pause_waits_for_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.from_on}–{self.until_on or ''}"


class DueChange(models.Model):
    """One step of an obligation's chain of dates; the first date stands in ``first_due_on`` and never changes."""

    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="due_changes")
    number = models.PositiveSmallIntegerField()  # 1, 2 … of this obligation
    kind = models.CharField(_("vì sao đổi hạn"), max_length=16, choices=DueChangeKind.choices)
    from_due_on = models.DateField(_("hạn cũ"))
    to_due_on = models.DateField(_("hạn mới"))
    extension = models.ForeignKey(Extension, models.PROTECT, null=True, related_name="+")
    pause = models.ForeignKey(Pause, models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("lý do"), max_length=1000, blank=True)
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # whose act it was
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần đổi hạn")
        ordering = ["obligation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="obligations_due_change_number"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} #{self.number}: {self.from_due_on} → {self.to_due_on}"


class LateReason(models.Model):
    """Why an obligation was or is late, from the coded list, as its agency gave it and its acceptor may correct it."""

    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, related_name="late_reason")
    code = models.CharField(_("nguyên nhân"), max_length=32)  # of the coded list of ``reform.clocks``
    cause = models.CharField(_("loại nguyên nhân"), max_length=16, choices=LateCause.choices)
    words = models.CharField(_("giải trình"), max_length=1000, blank=True)
    given_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # who said so last
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nguyên nhân chậm")

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.code}"
