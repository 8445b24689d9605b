"""What was handed in, and what an agency prepared for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import DraftState, SubmissionState
from caicach.web.fields import FOREVER, ScaledDecimalField

__all__ = ["HandInDraft", "HandInPractice", "Submission"]


class Submission(models.Model):
    """What an agency handed in for an obligation, and what became of it. A hand-in is never changed, only followed."""

    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()  # 1, 2 … of this obligation
    state = models.CharField(max_length=16, choices=SubmissionState.choices, default=SubmissionState.PENDING)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="submissions")
    value = ScaledDecimalField(_("giá trị"), null=True)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    sentence = models.TextField(_("nội dung"), blank=True)
    handed_in_at = models.DateTimeField()
    handed_in_on = models.DateField()
    handed_in_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    met_on = models.DateField()  # issue date of a document, hand-in date of a report or figure; on behalf: of the paper
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")  # two steps only
    prepared_at = models.DateTimeField(null=True)
    on_behalf_by = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    # Instead of a document: a state secret, of which only the place of keeping is named here.
    secret_place = models.CharField(_("nơi lưu văn bản mật"), max_length=300, blank=True, default="")
    secret_symbol = models.CharField(_("số, ký hiệu văn bản mật"), max_length=80, blank=True, default="")
    secret_on = models.DateField(null=True)
    # Of a document whose file is not here: the system or the office where it can be looked at.
    kept_at = models.CharField(_("nơi xem văn bản"), max_length=300, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(blank=True)
    missing = models.TextField(default="[]")  # JSON list of codes: what the acceptor named as missing

    class Meta:
        verbose_name = _("lần nộp")
        ordering = ["obligation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="obligations_submission_number"),
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state="pending"), name="obligations_submission_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(secret_place="", secret_on=None)
                | (~Q(secret_place="") & Q(secret_on__isnull=False, document=None)),
                name="obligations_submission_secret_without_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} #{self.number}"


class HandInDraft(models.Model):
    """A hand-in that an officer prepared for the leader: an inner paper of the agency, nothing that was handed in.

    Nothing of it is registered before it leaves; a draft that was sent back is followed by another one.
    """

    obligation = models.ForeignKey("obligations.Obligation", models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()  # of the hand-in it would become
    version = models.PositiveIntegerField()  # counts every wording of this obligation's drafts: a stale page is refused
    state = models.CharField(max_length=16, choices=DraftState.choices, default=DraftState.WAITING)
    # Picked from the register: then its facts stand there, and the five below are blank.
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="drafts")
    kept_at = models.CharField(max_length=300, blank=True, default="")
    type = models.CharField(max_length=40, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    issuer_name = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=1000, blank=True)
    secret_place = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    value = ScaledDecimalField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)
    is_return = models.BooleanField(default=False)  # the figures ledger holds what would be handed in
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()  # of the last wording
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)  # of the leader who sent it back

    class Meta:
        verbose_name = _("bản trình lãnh đạo")
        ordering = ["obligation_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "version"], name="obligations_draft_version"),
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state="waiting"), name="obligations_draft_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} #{self.number}.{self.version}"


class HandInPractice(models.Model):
    """How an agency hands in during [valid_from, valid_to): in one step (so without a row), or after its leader."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="hand_in_practices")
    needs_approval = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("cách nộp của cơ quan")
        constraints = [models.UniqueConstraint(fields=["agency", "valid_from"], name="obligations_practice_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.valid_from}: {self.needs_approval}"
