"""Documents under examination, which go by themselves, and findings that somebody set aside, which stay."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["Correction", "Dismissal", "Examination"]


class Examination(models.Model):
    """One document that its owner examines: its file until it expires, what was read and what was found."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    owner = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    other = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")  # compared with
    other_name = models.CharField(max_length=255, blank=True)
    superior_key = models.CharField(max_length=80, blank=True)  # "plans:12": compared with a plan of the system
    superior_label = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey("jobs.JobRun", models.PROTECT, null=True, related_name="+")
    result = models.TextField(blank=True)  # JSON of doctor.mapping.result; empty: not examined yet
    checked_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(default=0)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")  # once kept
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("lượt kiểm tra văn bản")

    def __str__(self) -> str:
        return self.file_name


class Correction(models.Model):
    """A fix that its owner accepted in an examined document; it goes with the examination."""

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="corrections")
    number = models.PositiveIntegerField(_("số của phát hiện"))
    accepted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chỗ sửa được chấp nhận")
        constraints = [
            models.UniqueConstraint(fields=["examination", "number"], name="doctor_correction_once"),
        ]

    def __str__(self) -> str:
        return f"{self.examination_id}: {self.number}"


class Dismissal(models.Model):
    """A finding that a person set aside for one document, with the reason."""

    sha256 = models.CharField(max_length=64)  # of the file that it was found in
    draft_key = models.CharField(max_length=400, blank=True)  # type, issuer and title: the same draft, saved again
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # of the person
    code = models.CharField(max_length=16)
    evidence_key = models.CharField(max_length=300)  # the words found, folded
    reason = models.CharField(_("lý do"), max_length=500)
    dismissed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phát hiện được bỏ qua")
        constraints = [
            models.UniqueConstraint(fields=["sha256", "code", "evidence_key"], name="doctor_dismissal_once"),
        ]
        indexes = [models.Index(fields=["draft_key", "agency"], name="doctor_dismissal_draft")]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
