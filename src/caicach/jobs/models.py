"""What a person sees of a background job."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["JobRun", "JobState"]


class JobState(models.TextChoices):
    """States of a job; only QUEUED and RUNNING may change."""

    QUEUED = "queued", _("đang chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không xong")
    CANCELLED = "cancelled", _("đã hủy")


class JobRun(models.Model):
    """One run of one job: where it stands, what it says, whether somebody asked it to stop."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=64)  # key of jobs.registry.handlers
    label = models.CharField(_("việc"), max_length=300)  # in the words of the person who started it
    arguments = models.TextField(default="{}")  # canonical JSON of plain values
    state = models.CharField(_("trạng thái"), max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    step = models.CharField(_("bước"), max_length=200, blank=True)
    done_units = models.PositiveIntegerField(default=0)
    total_units = models.PositiveIntegerField(default=0)  # 0: not known
    problem = models.TextField(_("điều gì sai, cần làm gì"), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    started_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)  # the last sign of life of the worker
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("việc nền")
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="jobs_jobrun_alive")]

    def __str__(self) -> str:
        return f"{self.label} ({self.state})"
