"""One small object of each kind, and which of them every address is asked with.

An address whose parameters are not told here fails the test of permissions with the line to add.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from caicach.api.services import token_make
from caicach.calendars.mapping import RegimeDraft
from caicach.calendars.services import regime_enter
from caicach.doctor.services.examining import Draft, examination_start
from caicach.documents.models import Document, DoubtfulPair
from caicach.documents.services import document_register
from caicach.mail.constants import MessageState
from caicach.mail.models import Message
from caicach.meetings import services as meetings
from caicach.meetings.models import Instruction, Meeting
from caicach.notices.constants import NoticeKind
from caicach.notices.models import Digest, Notice, Reminder
from caicach.notices.services import feed_create
from caicach.obligations import services as obligations
from caicach.obligations.constants import ObligationState, ParticipantRole
from caicach.obligations.mapping import ParticipantDraft
from caicach.obligations.models import EventHint, Obligation, Submission
from caicach.obligations.services import StepDraft
from caicach.people.models import Grant, Post
from caicach.plans import services as plans
from caicach.plans.models import Plan
from caicach.reports import services as reports
from caicach.reports.models import Report, ReportTemplate
from caicach.sheets.models import ColumnMapping
from caicach.sheets.services import upload_keep
from cast import Cast, Person
from events_sample import asleep
from figures_cast import FiguresCast, figures_cast_make
from own_sample import start as start_own_plan
from permission_figures import figures_objects, published_objects
from permission_scoring import scoring_objects
from plans_amending import LATER, read_amendment
from plans_closing import close
from plans_sample import ROWS, plan_text
from reform.regimes import PeriodCode, YearDay
from reports_cast import template_make
from sheets_sample import workbook

__all__ = ["COLUMNS", "Objects", "UntoldError", "objects_make", "person_of"]

# The columns of permissions.yaml, in order.
COLUMNS = ("anonymous", "stranger", "commune", "leader", "department", "standing", "administrator")

_OF_INSTRUCTION = (
    "meetings:instruction",
    "meetings:instruction-assign",
    "meetings:instruction-edit",
    "meetings:instruction-remove",
    "meetings:instruction-withdraw",
)

_OF_ASSIGNED = (
    "plans:add",
    "plans:amend",
    "plans:annex",
    "plans:close",
    "plans:correct",
    "plans:coverage",
    "plans:detail",
    "plans:heirs",
    "plans:history",
    "plans:withdraw",
)

_OF_OWN_PLAN = (
    "plans:own",
    "plans:own_add",
    "plans:own_cancel",
    "plans:own_file",
    "plans:own_issue",
    "plans:own_prove",
    "plans:own_remove",
    "plans:own_row",
    "plans:own_settings",
)


class UntoldError(Exception):
    """Nobody said which object an address is asked with."""


@dataclass(frozen=True, slots=True)
class Objects:
    """The values of addresses' parameters: by namespace, and by name where an address wants another object."""

    by_namespace: Mapping[str, Mapping[str, Any]]
    by_name: Mapping[str, Mapping[str, Any]]

    def values_for(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the parameters of the address ``name``.

        Raises:
            UntoldError: one of them has no value; the message says where to put it.
        """
        told = {**self.by_namespace.get(name.partition(":")[0], {}), **self.by_name.get(name, {})}
        if missing := set(parameters) - set(told):
            raise UntoldError(
                f"tests/permission_objects.py: say with which {', '.join(sorted(missing))} “{name}” is asked "
                "(objects_make: by_namespace, or by_name)"
            )
        return {parameter: told[parameter] for parameter in parameters}


def person_of(cast: Cast, column: str) -> Person | None:
    """Return who asks in a column of the table; None for somebody who has not signed in."""
    return {
        "anonymous": None,
        "stranger": cast.stranger,
        "commune": cast.commune_officer,
        "leader": cast.commune_leader,
        "department": cast.department_officer,
        "standing": cast.standing_officer,
        "administrator": cast.administrator,
    }[column]


def objects_make(cast: Cast) -> Objects:
    """Make a plan under review, a confirmed plan, an obligation of the commune that waits for the standing body.

    The department monitors the obligation: it is within its reach, but not its to decide.
    """
    review, confirmed = _plan(cast, "88/KH-UBND"), _plan(cast, "89/KH-UBND")
    plans.plan_confirm(confirmed, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    obligation = _obligation(cast)
    document = obligation.submissions.get().document
    assert review.job is not None and document is not None
    _into_register(cast, document)
    post = Post.objects.get(user=cast.commune_officer.user)
    ask_id, step_id = _shared_work(cast)
    token = token_make(
        actor=cast.commune_officer.actor, name="Quản lý văn bản", scopes=["plans:read"], days=30, now=cast.now
    ).token
    assigned = {"uid": confirmed.uid, "position": 1}
    meeting, instruction = _meeting(cast)
    urged, known_sheet = _reminder(cast).uid, _known_sheet(cast)
    figures = figures_cast_make(cast)
    scoring = scoring_objects(cast)
    return Objects(
        by_namespace={
            "agencies": {"pk": cast.commune.pk},
            "api": {"uid": token.uid},
            "calendars": {"uid": _regime(cast)},
            "desk": {"uid": cast.commune.uid},
            "doctor": {"uid": _examination(cast), "number": 1},
            "documents": {"uid": document.uid, "pk": _pair(cast).pk},
            "figures": {"uid": figures.commune.uid, "section": "steer", "ending": "csv"},
            "files": {"uid": document.file.uid, "name": document.file_name, "number": 1},
            "jobs": {"uid": review.job.uid},
            "mail": {"uid": _letter(cast).uid},
            "meetings": {"uid": meeting.uid},
            "notices": {"uid": _notice(cast).uid, **_feed(cast)},
            "obligations": {"uid": obligation.uid},
            "open_data": published_objects(figures),
            "people": {"uid": cast.commune_officer.user.uid, "pk": post.pk},
            "plans": {"uid": review.uid, "position": 1},
            "ranking": scoring["ranking"],
            "reports": _report(figures),
            "scoring": scoring["scoring"],
            "sheets": {"uid": _sheet(cast), "purpose": "documents"},
        },
        by_name={
            **{name: {"uid": instruction.uid} for name in _OF_INSTRUCTION},
            **{name: {"pk": ask_id} for name in ("obligations:ask-answer", "obligations:ask-withdraw")},
            "doctor:of_file": {"uid": document.file.uid, "name": document.file_name},
            "obligations:step": {"pk": step_id},
            **{f"sheets:{name}": {"uid": known_sheet} for name in ("forget", "rename")},
            "obligations:on-behalf": {"uid": cast.obligation().uid},
            **_events(cast),
            **{f"notices:{name}": {"uid": urged} for name in ("reminder", "letter", "issue")},
            "people:grant_withdraw": {"pk": Grant.objects.get(post=post).pk},
            # What is done to a plan that was assigned.
            **dict.fromkeys(_OF_ASSIGNED, assigned),
            **_lives_of_plans(cast, confirmed),
            **_own_plan(cast, confirmed),
            **figures_objects(figures),
            **{name: values for name, values in scoring.items() if ":" in name},
            **{f"reports:{name}": _template() for name in ("template", "template-publish")},
            "reports:own-line-switch": {"pk": _own_line(figures)},
        },
    )


def _regime(cast: Cast) -> UUID:
    """Return a row of the province's reporting days."""
    draft = RegimeDraft(
        issuer="commune", recipient="province", period=PeriodCode.Q1, data_from=YearDay(-1, 12, 15),
        data_to=YearDay(0, 3, 14), is_cumulative=True, due=YearDay(0, 3, 7), legal_basis="Kế hoạch số 512/KH-UBND",
        valid_from=cast.today.replace(month=1, day=1),
    )  # fmt: skip
    actor = cast.standing_officer.actor
    return regime_enter(draft, actor=actor, owner_id=cast.province.pk, now=cast.now).uid


def _into_register(cast: Cast, document: Document) -> None:
    """Write the document of the hand-in into the commune's register too: others see it, the commune keeps it."""
    names = ("type", "symbol", "issued_on", "issuer", "issuer_name", "subject", "signer")
    document_register(
        actor=cast.commune_officer.actor, now=cast.now, **{name: getattr(document, name) for name in names}
    )


def _sheet(cast: Cast) -> UUID:
    """Bring a list of documents whose columns nobody has settled."""
    rows = [("Số, ký hiệu", "Ngày ban hành", "Trích yếu"), ("12/KH-STC", "05/01/2026", "Kế hoạch")]
    actor = cast.standing_officer.actor
    assert actor.agency_id is not None
    return upload_keep(
        actor=actor,
        purpose="documents",
        owner_id=actor.agency_id,
        content=workbook(rows),
        file_name="danh-muc.xlsx",
        context={},
        now=cast.now,
    ).uid


def _known_sheet(cast: Cast) -> UUID:
    """Remember what the columns of a list mean to the commune."""
    return ColumnMapping.objects.create(
        purpose="documents",
        owner=cast.commune,
        name="Danh mục văn bản đến",
        signature="a" * 64,
        titles='["Số, ký hiệu", "Ngày"]',
        roles='["symbol", "issued_on"]',
        remembered_by=cast.commune_officer.user,
        remembered_at=cast.now,
    ).uid


def _meeting(cast: Cast) -> tuple[Meeting, Instruction]:
    """Open a meeting of the province with one conclusion that nobody owes yet."""
    actor, body_id = cast.standing_officer.actor, cast.province.pk
    draft = meetings.MeetingDraft("Họp Ban Chỉ đạo quý I", cast.today, cast.today)
    meeting = meetings.meeting_open(draft, actor=actor, body_id=body_id, now=cast.now)
    said = meetings.InstructionDraft("Báo cáo phương án", "Sở Tài chính", "25/3/2026")
    (one,) = meetings.instructions_add([said], actor=actor, body_id=body_id, meeting=meeting, now=cast.now)
    return meeting, one


def _examination(cast: Cast) -> UUID:
    """Let the commune's officer examine a draft with a fault."""
    draft = Draft(b"xong 31/11/2027", "du-thao.txt")
    return examination_start(draft, actor=cast.commune_officer.actor, now=cast.now).uid


def _letter(cast: Cast) -> Message:
    """Lay a letter in the outbox of which nobody knows whether it left."""
    return Message.objects.create(
        key="nhac-han",
        to="suoinhan@songmay.example",
        subject="Việc đến hạn",
        text="Còn 3 ngày.",
        state=MessageState.UNCLEAR,
        claimed_at=cast.now,
        next_at=cast.now,
        created_at=cast.now,
    )


def _notice(cast: Cast) -> Notice:
    """Tell the commune's officer of the day."""
    digest = Digest.objects.create(day=cast.today, key="a" * 64, content='[["dormant",1,[]]]')
    user = cast.commune_officer.user
    return Notice.objects.create(user=user, kind=NoticeKind.DIGEST, day=cast.today, digest=digest, created_at=cast.now)


def _feed(cast: Cast) -> dict[str, Any]:
    """Make an address of a calendar for the commune's officer."""
    token, secret = feed_create(actor=cast.commune_officer.actor, agency_id=None, now=cast.now)
    return {"pk": token.pk, "secret": secret}


def _reminder(cast: Cast) -> Reminder:
    """Urge the commune by a letter of the standing body that has no number yet."""
    return Reminder.objects.create(
        agency=cast.standing,
        subject="đôn đốc thực hiện nhiệm vụ",
        is_letter=True,
        made_by=cast.standing_officer.user,
        made_at=cast.now,
    )


def _shared_work(cast: Cast) -> tuple[int, int]:
    """Let the commune ask the department for something, and set itself a step; return the ids of both."""
    lead, actor = cast.obligation(), cast.commune_officer.actor
    asking = obligations.Asking("Gửi số liệu", cast.today)
    made = obligations.coordination_ask(lead, [cast.department.pk], asking, actor=actor, now=cast.now, today=cast.today)
    steps = obligations.steps_set(lead, [StepDraft("Dự thảo")], actor=actor, now=cast.now, today=cast.today).steps
    return made.asks[0].pk, steps[0].pk


def _events(cast: Cast) -> dict[str, dict[str, Any]]:
    """Let two duties sleep that the department monitors: one with an event, one that follows it and has a hint."""
    monitor = ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR)
    first, second = (asleep(cast, source_uid=cast.province.uid, participants=(monitor,)) for _number in range(2))
    actor = cast.standing_officer.actor
    told: dict[str, Any] = {"occurred_on": cast.today, "description": "Đã có văn bản", "now": cast.now}
    event = obligations.event_record(first, actor=actor, agency_ids=[cast.commune.pk], **told)
    trigger = obligations.trigger_set(second, first, actor=actor, is_same_agency=True, now=cast.now)
    document = Submission.objects.filter(document__isnull=False)[0].document
    hint = EventHint.objects.create(duty=second, document=document, created_at=cast.now)
    sleeping = second.obligations.get(agency=cast.commune)
    return {
        "obligations:event": {"uid": sleeping.uid},
        "obligations:event-repeats": {"uid": sleeping.uid},
        "obligations:event-undo": {"uid": first.obligations.get(agency=cast.commune).uid, "pk": event.pk},
        "obligations:chain-remove": {"pk": trigger.pk},
        "obligations:hint-dismiss": {"pk": hint.pk},
        "obligations:dormant-close": {"uid": second.uid},
    }


def _own_plan(cast: Cast, confirmed: Plan) -> dict[str, dict[str, Any]]:
    """Let the commune begin its own plan from the assigned one."""
    own = {"uid": start_own_plan(cast, confirmed).uid, "ending": "docx"}
    return {name: own for name in _OF_OWN_PLAN}


def _lives_of_plans(cast: Cast, confirmed: Plan) -> dict[str, dict[str, Any]]:
    """Amend the assigned plan by a decision under review, put a period plan above it, and close another one."""
    amendment = read_amendment(confirmed, cast, *LATER)
    period = _plan(cast, "7/KH-UBND", "giai đoạn 2026 - 2030")
    closed = _plan(cast, "90/KH-UBND")
    for plan in (period, closed):
        plans.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    Plan.objects.filter(pk=confirmed.pk).update(period_plan=period)
    close(closed, cast)
    return {
        **{name: {"uid": amendment.uid} for name in ("plans:compare", "plans:pair")},
        **{name: {"uid": closed.uid} for name in ("plans:closed", "plans:minutes")},
        "plans:period": {"uid": period.uid},
    }


def _plan(cast: Cast, symbol: str, years: str = "năm 2026") -> Plan:
    """Bring in a plan of the province and read it."""
    text = plan_text(*ROWS).decode().replace("88/KH-UBND", symbol).replace("nhà nước năm 2026", f"nhà nước {years}")
    plan = plans.plan_upload(
        actor=cast.standing_officer.actor,
        content=text.encode(),
        file_name="ke-hoach.txt",
        issuer_id=cast.province.pk,
        year=None,
        is_run_as_current=False,
        now=cast.now,
    )
    return Plan.objects.select_related("job").get(pk=plans.plan_read(plan, year=None).pk)


def _obligation(cast: Cast) -> Obligation:
    monitor = ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR)
    return cast.obligation(state=ObligationState.SUBMITTED, duty={"participants": (monitor,)})


def _pair(cast: Cast) -> DoubtfulPair:
    """Two documents of the commune's register that may be one."""
    for name in ("Trường Tiểu học Suối Nhạn", "Trường Tiểu học"):
        cast.document(
            actor=cast.commune_officer.actor, symbol="9/QĐ-TH", issuer=None, issuer_name=name, issued_on=cast.today
        )
    return DoubtfulPair.objects.get()


def _report(figures: FiguresCast) -> dict[str, Any]:
    """Open the commune's report of the quarter, nothing written yet."""
    template_make()
    actor, now = figures.cast.commune_officer.actor, figures.cast.now
    report = reports.report_open(figures.commune.pk, "mau", actor=actor, now=now)
    return {"uid": report.uid, "key": "I.1", "number": 0, "pk": 1, "ending": "xlsx"}


def _own_line(figures: FiguresCast) -> int:
    """Let the commune's officer give a typed number a name."""
    actor, now = figures.cast.commune_officer.actor, figures.cast.now
    draft = reports.LineDraft("Doanh nghiệp mới", Decimal(23), "doanh nghiệp")
    return reports.own_line_make(Report.objects.get(), draft, actor=actor, now=now).pk


def _template() -> dict[str, Any]:
    """Return the template of that report: it is everybody's."""
    return {"uid": ReportTemplate.objects.get(template_key="mau").uid}
