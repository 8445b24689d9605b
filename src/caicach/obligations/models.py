"""The obligations ledger: what is owed, by whom, to whom, by when, and how it was proved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import (
    AcceptorReason,
    DraftState,
    ObligationState,
    ParticipantRole,
    SubmissionState,
    TrackingMode,
)
from caicach.web.fields import FOREVER, ScaledDecimalField, new_uid

__all__ = [
    "Duty",
    "Event",
    "HandInDraft",
    "HandInPractice",
    "Obligation",
    "Participant",
    "Request",
    "Submission",
    "Transition",
]


class Duty(models.Model):
    """What is owed, once for all who owe it. Deliverables, returns and conclusions point down to a duty."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    title = models.TextField(_("sản phẩm"))
    task = models.TextField(_("nhiệm vụ"), blank=True)  # the words of the plan's task
    number = models.CharField(_("số thứ tự"), max_length=40, blank=True)  # as people say it: "2.08"
    search_key = models.TextField(blank=True, default="")  # mapping.duty_search_key
    area_code = models.CharField(_("lĩnh vực"), max_length=32)
    source_kind = models.CharField(max_length=32)  # "plans.Deliverable"
    source_id = models.BigIntegerField()
    # The document that assigned it, by the uid of its plan: labels repeat, numbers restart each year.
    source_uid = models.UUIDField(null=True, db_index=True)
    source_label = models.CharField(_("nguồn"), max_length=300)  # "Kế hoạch số 512/KH-UBND"
    place = models.TextField(default="{}")  # JSON of vanban Place: where it stands in the source
    mode = models.CharField(_("cách theo dõi"), max_length=16, choices=TrackingMode.choices)
    deadline = models.TextField(default="[]")  # JSON list of the deadlines as read
    deadline_text = models.CharField(_("thời hạn theo văn bản"), max_length=1000, blank=True)
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # the body that assigned it
    standing_body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    is_report = models.BooleanField(default=False)  # the periodic report that carries others
    is_history = models.BooleanField(default=False)  # of a past year or an ended body: no clock, no mail
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("việc phải làm")
        indexes = [
            models.Index(fields=["source_kind", "source_id"], name="obligations_duty_source"),
            models.Index(fields=["area_code", "year"], name="obligations_duty_area"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Participant(models.Model):
    """An agency that takes part in a duty without owing it; with the obligations' agencies it drives reach."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="participants")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="participations")
    role = models.CharField(max_length=16, choices=ParticipantRole.choices)
    note = models.CharField(max_length=300, blank=True)  # "theo dõi cấp huyện"

    class Meta:
        verbose_name = _("cơ quan tham gia")
        constraints = [models.UniqueConstraint(fields=["duty", "agency", "role"], name="obligations_participant_once")]
        indexes = [models.Index(fields=["agency", "role"], name="obligations_participant_agency")]

    def __str__(self) -> str:
        return f"{self.role}: {self.agency_id}"


class Event(models.Model):
    """Something a dormant duty waited for has happened; it opens one occurrence of the duty."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="events")
    occurred_on = models.DateField(_("ngày xảy ra"))
    description = models.CharField(_("sự kiện"), max_length=500)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="events")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sự kiện")

    def __str__(self) -> str:
        return self.description


class Obligation(models.Model):
    """A duty of one agency at one occurrence."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="obligations")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="obligations")
    occurrence_key = models.CharField(max_length=64)  # never empty: "2026", "2026-Q1", "event-1"
    occurrence_label = models.CharField(_("kỳ"), max_length=80, blank=True)  # "quý I/2026"
    state = models.CharField(_("trạng thái"), max_length=16, choices=ObligationState.choices)
    first_due_on = models.DateField(_("hạn gốc"), null=True)  # None while dormant
    due_on = models.DateField(_("hạn"), null=True)
    due_reason = models.TextField(default="{}")  # JSON {"code", …}: how the date came about
    acceptor = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="obligations_to_accept")
    acceptor_reason = models.CharField(max_length=16, choices=AcceptorReason.choices)
    carrier = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried")  # the report that closes it
    is_history = models.BooleanField(default=False)
    met_on = models.DateField(_("ngày tính đúng hạn"), null=True)  # of the submission that stands or was accepted
    # The body that handed that submission in for the agency; it never accepts it.
    on_behalf_by = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency", "occurrence_key"], name="obligations_obligation_once"),
            models.CheckConstraint(
                condition=Q(state__in=["dormant", "cancelled"]) | Q(due_on__isnull=False),
                name="obligations_obligation_awake_has_due",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="obligations_by_agency"),
            models.Index(fields=["acceptor", "state", "due_on"], name="obligations_by_acceptor"),
            models.Index(fields=["state", "due_on"], name="obligations_by_due"),
            # All that statistics ask of a task: they count without reading the rows themselves.
            models.Index(
                fields=["duty", "due_on", "agency", "acceptor", "state", "met_on", "carrier", "is_history"],
                condition=Q(is_history=False, carrier__isnull=True),
                name="obligations_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} / {self.agency_id} / {self.occurrence_key}"


class Submission(models.Model):
    """What an agency handed in for an obligation, and what became of it. A hand-in is never changed, only followed."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="submissions")
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
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(blank=True)

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

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()  # of the hand-in it would become
    version = models.PositiveIntegerField()  # counts every wording of this obligation's drafts: a stale page is refused
    state = models.CharField(max_length=16, choices=DraftState.choices, default=DraftState.WAITING)
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


class Transition(models.Model):
    """One change of state: the ledger's truth for history and trends."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=16, choices=ObligationState.choices, blank=True)  # empty: it arose
    to_state = models.CharField(max_length=16, choices=ObligationState.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # whose act it was
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="transitions")
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("bước chuyển")
        ordering = ["obligation_id", "at", "id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Request(models.Model):
    """What was asked of a body outside command: without clock, without ranking, never an obligation."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="requests")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="requests")
    addressee = models.CharField(_("nơi được đề nghị"), max_length=300)  # the document's words
    answer = models.TextField(_("trả lời"), blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("đề nghị")

    def __str__(self) -> str:
        return self.addressee
