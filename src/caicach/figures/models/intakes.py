"""Figures on their way in: a file or a paste until somebody confirms it, and what sources of other systems mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.figures.constants import IntakeKind
from caicach.web.fields import new_uid

__all__ = ["Intake", "Recipe"]


class Intake(models.Model):
    """A file or a paste that brings figures; confirmed it stays as the record of where they came from."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(_("cách đưa vào"), max_length=16, choices=IntakeKind.choices)
    sheet = models.ForeignKey("figures.Return", models.CASCADE, null=True, related_name="intakes")  # None: of a period
    period = models.ForeignKey("figures.Period", models.CASCADE, related_name="intakes")
    recipe = models.ForeignKey("figures.Recipe", models.SET_NULL, null=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")  # None: pasted
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True, default="")
    text = models.TextField(blank=True, default="")  # what was pasted
    start = models.CharField(max_length=250, blank=True, default="")  # of a paste: the cell that it begins at
    result = models.TextField(blank=True, default="")  # of a document: JSON of imports.papers
    job = models.ForeignKey("jobs.JobRun", models.PROTECT, null=True, related_name="+")
    brought_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)  # None: it waits, a day at most
    changed_count = models.PositiveIntegerField(default=0)  # cells that it changed

    class Meta:
        verbose_name = _("lượt đưa số liệu vào")
        ordering = ["-brought_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="paste") | models.Q(file__isnull=False), name="figures_intake_has_source"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.kind


class Recipe(models.Model):
    """How a table of another system becomes figures of a form, settled once by a body."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    form_key = models.CharField(_("mã biểu"), max_length=60)
    name = models.CharField(_("tên nguồn"), max_length=120)  # as people call it; at first the file it was settled on
    signature = models.CharField(max_length=64)  # of the table's titles, as sheets.mapping knows them again
    titles = models.TextField(_("tiêu đề cột"))  # JSON list, as they stood
    steps = models.TextField(_("quy tắc"), default="[]")  # JSON of imports.recipes.Step
    unit_column = models.CharField(_("cột tên đơn vị"), max_length=200, blank=True, default="")  # "": one body's table
    date_column = models.CharField(
        _("cột ngày"), max_length=200, blank=True, default=""
    )  # "": every row is of the period
    remembered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    remembered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("quy tắc lấy số liệu")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "form_key", "signature"], name="figures_recipe_once"),
        ]

    def __str__(self) -> str:
        return self.name
