"""What is owed, by whom, to whom and by when; and every change of it."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import (
    AcceptorReason,
    DutyOrigin,
    LateCause,
    ObligationState,
    ParticipantRole,
    TrackingMode,
)
from caicach.obligations.moves import pairs
from caicach.web.fields import new_uid

__all__ = ["Duty", "Obligation", "Participant", "Request", "Transition"]


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
    # Statistics of the plan count plan duties alone; what came from elsewhere is counted apart.
    origin = models.CharField(_("giao từ"), max_length=16, choices=DutyOrigin.choices, default=DutyOrigin.PLAN)
    place = models.TextField(default="{}")  # JSON of vanban Place: where it stands in the source
    mode = models.CharField(_("cách theo dõi"), max_length=16, choices=TrackingMode.choices)
    deadline = models.TextField(default="[]")  # JSON list of the deadlines as read
    deadline_text = models.CharField(_("thời hạn theo văn bản"), max_length=1000, blank=True)
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # the body that assigned it
    standing_body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    is_report = models.BooleanField(default=False)  # the periodic report that carries others
    event_repeats = models.BooleanField(default=False)  # each recording opens a new occurrence; the dormant row stays
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
    # Of a monitor: the levels of the agencies it watches ("district,commune"; empty: all), and whether only those that
    # stand under it ("UBND cấp huyện theo dõi cấp xã": each district its own communes).
    levels = models.CharField(max_length=40, blank=True, default="")
    is_below = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("cơ quan tham gia")
        constraints = [models.UniqueConstraint(fields=["duty", "agency", "role"], name="obligations_participant_once")]
        indexes = [models.Index(fields=["agency", "role"], name="obligations_participant_agency")]

    def __str__(self) -> str:
        return f"{self.role}: {self.agency_id}"


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
    # The recorded event that opened this occurrence; the dormant row it came from stays where the event repeats.
    event = models.ForeignKey("obligations.Event", models.PROTECT, null=True, related_name="opened")
    carrier = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried")  # the report that closes it
    # Once transferred: the obligation that goes on instead, of another agency or of the next plan.
    continued_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="continues")
    is_history = models.BooleanField(default=False)
    met_on = models.DateField(_("ngày tính đúng hạn"), null=True)  # of the submission that stands or was accepted
    # The body that handed that submission in for the agency; it never accepts it.
    on_behalf_by = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    decide_by_on = models.DateField(_("hạn nghiệm thu"), null=True)  # while handed in: the acceptor's own last day
    # Projections of rows that tell the whole story, so that lists and counts need no join.
    paused_on = models.DateField(_("tạm dừng từ"), null=True)  # of the open Pause: the clock stands since this day
    late_cause = models.CharField(_("nguyên nhân"), max_length=16, choices=LateCause.choices, blank=True, default="")
    accepted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency", "occurrence_key"], name="obligations_obligation_once"),
            models.CheckConstraint(
                condition=Q(state__in=["dormant", "cancelled", "transferred"]) | Q(due_on__isnull=False),
                name="obligations_obligation_awake_has_due",
            ),
            # A clock stands only where the agency still has to act: whatever moves the state ends the pause first.
            models.CheckConstraint(
                condition=Q(paused_on__isnull=True) | Q(state__in=["open", "returned"]),
                name="obligations_obligation_paused_awaits",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="obligations_by_agency"),
            models.Index(fields=["acceptor", "state", "due_on"], name="obligations_by_acceptor"),
            models.Index(fields=["state", "due_on"], name="obligations_by_due"),
            models.Index(
                fields=["acceptor", "decide_by_on"], condition=Q(state="submitted"), name="obligations_to_decide"
            ),
            # All that statistics ask of a task: they count without reading the rows themselves.
            models.Index(
                fields=[
                    "duty",
                    "due_on",
                    "agency",
                    "acceptor",
                    "state",
                    "met_on",
                    "paused_on",
                    "carrier",
                    "is_history",
                ],
                condition=Q(is_history=False, carrier__isnull=True),
                name="obligations_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} / {self.agency_id} / {self.occurrence_key}"


class Transition(models.Model):
    """One change of state: the ledger's truth for history and trends."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=16, choices=ObligationState.choices, blank=True)  # empty: it arose
    to_state = models.CharField(max_length=16, choices=ObligationState.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # whose act it was
    submission = models.ForeignKey("obligations.Submission", models.PROTECT, null=True, related_name="transitions")
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("bước chuyển")
        ordering = ["obligation_id", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (Q(from_state=before, to_state=after) for before, after in pairs())),
                name="obligations_transition_is_a_move",
            )
        ]

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
