"""Cells: a value, a zero, or no value with the reason why; and every change of one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.figures.constants import Origin
from caicach.web.fields import ScaledDecimalField

__all__ = ["CellChange", "FigureCell"]


class FigureCell(models.Model):
    """What stands in one cell of a return. A blank cell has no row."""

    sheet = models.ForeignKey("figures.Return", models.CASCADE, related_name="cells")
    line_key = models.CharField(max_length=80)  # of the form's line, for ever: "dossier.received"
    members = models.CharField(max_length=160, blank=True, default="")  # "channel_in=full,tier=commune"; "": the total
    value = ScaledDecimalField(null=True)
    word = models.CharField(max_length=40, blank=True, default="")  # of a choice
    reason = models.CharField(max_length=40, blank=True, default="")  # why there is no value: key of the form's
    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.TYPED)
    # What a source of the program counted; it stays when a person writes another value over it, with the reason.
    source_value = ScaledDecimalField(null=True)
    source_note = models.CharField(max_length=500, blank=True, default="")  # how it was counted, in words
    override_reason = models.CharField(_("lý do sửa số tự lấy"), max_length=500, blank=True, default="")
    note = models.CharField(_("ghi chú"), max_length=500, blank=True, default="")
    # Of a consolidated cell: from how many units of how many that owe it.
    received = models.PositiveSmallIntegerField(null=True)
    expected = models.PositiveSmallIntegerField(null=True)
    updated_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ô số liệu")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "line_key", "members"], name="figures_cell_once"),
            # A value, a word, or a reason: one of the three, so that zero, blank and "none" stay apart.
            models.CheckConstraint(
                condition=(
                    Q(value__isnull=False, word="", reason="")
                    | (Q(value__isnull=True, reason="") & ~Q(word=""))
                    | (Q(value__isnull=True, word="") & ~Q(reason=""))
                ),
                name="figures_cell_one_content",
            ),
        ]
        indexes = [models.Index(fields=["line_key", "members"], name="figures_cell_by_line")]

    def __str__(self) -> str:
        return f"{self.line_key}[{self.members}]" if self.members else self.line_key


class CellChange(models.Model):
    """One change of one cell: what stood, what stands, by whom, from where, why."""

    sheet = models.ForeignKey("figures.Return", models.CASCADE, related_name="changes")
    line_key = models.CharField(max_length=80)
    members = models.CharField(max_length=160, blank=True, default="")
    old = models.CharField(max_length=60, blank=True, default="")  # mapping.figure_text; "": blank
    new = models.CharField(max_length=60, blank=True, default="")
    origin = models.CharField(max_length=16, choices=Origin.choices)
    reason = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("thay đổi của ô số liệu")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["sheet", "at"], name="figures_change_by_return")]

    def __str__(self) -> str:
        return f"{self.line_key}: {self.old} → {self.new}"
