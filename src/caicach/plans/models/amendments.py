"""What amendments do to the rows of a plan: what the reviewer says of them, and what became of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.plans.constants import PairChoice, RowChange

__all__ = ["RowPair", "RowVersion"]


class RowPair(models.Model):
    """What the reviewer of an amendment says of one of its rows, or of a row of the plan it amends.

    Without a row the comparison decides (``vanban.plans.matching``).
    """

    amendment = models.ForeignKey("plans.Plan", models.CASCADE, related_name="row_pairs")
    old = models.ForeignKey("plans.Deliverable", models.CASCADE, null=True, related_name="+")  # of the amended plan
    new = models.ForeignKey("plans.Deliverable", models.CASCADE, null=True, related_name="+")  # of the amendment
    choice = models.CharField(_("kết luận của người rà soát"), max_length=16, choices=PairChoice.choices)

    class Meta:
        verbose_name = _("cặp dòng đối chiếu")
        constraints = [
            models.UniqueConstraint(fields=["amendment", "old"], name="plans_rowpair_old_once"),
            models.UniqueConstraint(fields=["amendment", "new"], name="plans_rowpair_new_once"),
            models.CheckConstraint(
                condition=Q(choice=PairChoice.SAME, old__isnull=False, new__isnull=False)
                | Q(choice=PairChoice.NEW, old__isnull=True, new__isnull=False)
                | Q(choice__in=[PairChoice.DROPPED, PairChoice.KEPT], old__isnull=False, new__isnull=True),
                name="plans_rowpair_says_of_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id or ''} → {self.new_id or ''}: {self.choice}"


class RowVersion(models.Model):
    """What one amendment did to one row of a plan, with the wording that stood before."""

    amendment = models.ForeignKey("plans.Plan", models.PROTECT, related_name="row_versions")
    deliverable = models.ForeignKey("plans.Deliverable", models.CASCADE, related_name="versions")
    change = models.CharField(_("thay đổi"), max_length=16, choices=RowChange.choices)
    former = models.TextField(default="{}")  # JSON of ``mapping.wordings``: what the row said before; {} if it is new
    place = models.TextField(default="{}")  # where the new wording stands in the amending document

    class Meta:
        verbose_name = _("lần sửa đổi dòng")
        ordering = ["deliverable_id", "id"]
        constraints = [models.UniqueConstraint(fields=["amendment", "deliverable"], name="plans_rowversion_once")]

    def __str__(self) -> str:
        return f"{self.deliverable_id}: {self.change}"
