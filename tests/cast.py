"""The shared cast: a tiny province, its people, and duties made through the services.

The province has a standing body that also accepts, an office that leads the area of procedures, a department that
monitors, two communes, and a vertical agency that nothing names: the stranger.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from caicach.accounts.models import User
from caicach.agencies.constants import AgencyKind, AgencyLevel, MandateKind
from caicach.agencies.models import Agency, AgencyEdge, AgencyVersion, Mandate
from caicach.documents.models import Document
from caicach.documents.services import document_register
from caicach.files.services import file_store
from caicach.obligations.constants import AcceptorReason, ObligationState, TrackingMode
from caicach.obligations.mapping import Assigned, DutyDraft, Evidence, ObligationDraft
from caicach.obligations.models import Obligation
from caicach.obligations.services import (
    duties_assign,
    obligation_accept,
    obligation_return,
    obligation_submit,
)
from caicach.people.models import Grant, Post
from caicach.people.selectors import actor_of
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor, Role
from vanban.text.forms import compare_key, sort_key

__all__ = ["NOW", "START", "TODAY", "Cast", "Person", "agency_make", "cast_make", "person_make"]

START = date(2021, 1, 1)
NOW = datetime(2026, 3, 16, 2, 30, tzinfo=UTC)  # Monday, 09:30 in Viet Nam
TODAY = clock.local_date(NOW)
# One blank page; what is written behind its end makes it another file.
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A user with the actor they are today."""

    user: User
    actor: Actor


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is there. Every agency stands under ``province``."""

    province: Agency
    standing: Agency  # Sở Nội vụ: the standing body
    office: Agency  # Văn phòng UBND tỉnh: leads the area of procedures
    department: Agency  # Sở Tài chính
    commune: Agency
    neighbour: Agency  # another commune
    stranger_agency: Agency  # nothing names it

    standing_officer: Person
    area_lead: Person  # at the office
    department_officer: Person
    commune_officer: Person
    commune_leader: Person
    commune_viewer: Person  # sees, does nothing
    neighbour_officer: Person
    province_leader: Person
    stranger: Person
    administrator: Person  # of the whole province, at the standing body
    clerk: Person  # at the commune

    today: date = TODAY
    now: datetime = NOW
    numbers: list[int] = field(default_factory=lambda: [0])

    def draft(self, **values: Any) -> DutyDraft:
        """Return a duty of the province's plan that the commune owes by 30/03/2026, unless ``values`` say otherwise."""
        self.numbers[0] += 1
        standard = DutyDraft(
            title=f"Báo cáo kết quả rà soát thủ tục số {self.numbers[0]}",
            task="Rà soát, đơn giản hóa thủ tục hành chính",
            number=f"2.{self.numbers[0]:02d}",
            area_code="institutions",
            source_kind="plans.Deliverable",
            source_id=self.numbers[0],
            source_label="Kế hoạch số 512/KH-UBND",
            mode=TrackingMode.DOCUMENT,
            year=self.today.year,
            owner_id=self.province.pk,
            standing_body_id=self.standing.pk,
            obligations=(self.owed(),),
        )
        return replace(standard, **values)

    def owed(self, **values: Any) -> ObligationDraft:
        """Return what the commune owes to the standing body by 30/03/2026, unless ``values`` say otherwise."""
        standard = ObligationDraft(
            agency_id=self.commune.pk,
            occurrence_key="2026-Q1",
            occurrence_label="quý I/2026",
            due_on=date(2026, 3, 30),
            due_reason='[{"code": "DU001", "params": {"due": "2026-03-30"}}]',
            acceptor_id=self.standing.pk,
            acceptor_reason=AcceptorReason.STANDING_BODY,
        )
        return replace(standard, **values)

    def assign(self, *drafts: DutyDraft) -> Assigned:
        """Assign duties as the program does after a plan was confirmed."""
        return duties_assign(drafts, actor=SYSTEM, now=self.now)

    def obligation(self, *, state: ObligationState = ObligationState.OPEN, **values: Any) -> Obligation:
        """Return one obligation of one duty, brought to ``state`` through the services.

        ``values`` are those of the obligation's draft; ``duty`` (a dictionary) those of the duty's.
        """
        duty = values.pop("duty", {})
        if state == ObligationState.DORMANT:
            values = {"due_on": None, "due_reason": "[]", **values}
        assigned = self.assign(self.draft(obligations=(self.owed(**values),), **duty))
        (duty_id,) = assigned.duty_ids.values()
        made = Obligation.objects.select_related("duty", "agency", "acceptor").get(duty_id=duty_id)
        if state in (ObligationState.SUBMITTED, ObligationState.RETURNED, ObligationState.ACCEPTED):
            self.submit(made)
        if state == ObligationState.RETURNED:
            obligation_return(made, actor=SYSTEM, reason="Thiếu chữ ký của lãnh đạo.", now=self.now)
        if state == ObligationState.ACCEPTED:
            obligation_accept(made, actor=SYSTEM, now=self.now)
        return made

    def submit(self, obligation: Obligation) -> None:
        """Hand in a document for ``obligation``."""
        evidence = Evidence(document=self.document(), value=None, sentence="Đã làm xong việc được giao.")
        obligation_submit(obligation, actor=SYSTEM, evidence=evidence, now=self.now, today=self.today)

    def document(self, **values: Any) -> Document:
        """Register a document of the commune with a file of its own, issued today unless ``values`` say otherwise."""
        self.numbers[0] += 1
        standard: dict[str, Any] = {
            "actor": SYSTEM,
            "type": "Báo cáo",
            "symbol": f"{self.numbers[0]}/BC-UBND",
            "issued_on": self.today,
            "issuer": self.commune,
            "issuer_name": self.commune.current_name,
            "subject": "Kết quả rà soát",
            "signer": "",
            "file_name": "bao-cao.pdf",
            "now": self.now,
        }
        if "file" not in values:
            standard["file"] = file_store(PDF + str(self.numbers[0]).encode(), now=self.now)
        return document_register(**{**standard, **values})


def cast_make() -> Cast:
    """Make the province and its people."""
    province = agency_make("UBND tỉnh Sông Mây", AgencyKind.COMMITTEE)
    standing = agency_make("Sở Nội vụ", AgencyKind.DEPARTMENT, parent=province)
    office = agency_make("Văn phòng UBND tỉnh", AgencyKind.OFFICE, parent=province)
    department = agency_make("Sở Tài chính", AgencyKind.DEPARTMENT, parent=province)
    commune = agency_make("UBND xã Suối Nhạn", AgencyKind.COMMITTEE, parent=province, level=AgencyLevel.COMMUNE)
    neighbour = agency_make("UBND xã Đồi Chè", AgencyKind.COMMITTEE, parent=province, level=AgencyLevel.COMMUNE)
    stranger = agency_make("Chi cục Kiểm lâm Sông Mây", AgencyKind.VERTICAL, parent=province)
    Mandate.objects.create(owner=province, agency=standing, kind=MandateKind.STANDING_BODY, valid_from=START)
    Mandate.objects.create(
        owner=province, agency=office, kind=MandateKind.AREA_LEAD, area_code="procedures", valid_from=START
    )
    return Cast(
        province=province,
        standing=standing,
        office=office,
        department=department,
        commune=commune,
        neighbour=neighbour,
        stranger_agency=stranger,
        standing_officer=person_make("vinh", "Nguyễn Quang Vinh", standing, Role.STANDING_OFFICER, scope=province),
        area_lead=person_make("dung", "Đỗ Thị Dung", office, Role.AREA_LEAD, area_code="procedures", scope=province),
        department_officer=person_make("khoa", "Lê Đăng Khoa", department, Role.AGENCY_OFFICER),
        commune_officer=person_make("huong", "Lê Thị Mai Hương", commune, Role.AGENCY_OFFICER),
        commune_leader=person_make("luc", "Trần Văn Lực", commune, Role.AGENCY_LEADER),
        commune_viewer=person_make("xem", "Phạm Thị Xem", commune, Role.VIEWER),
        neighbour_officer=person_make("ban", "Vàng A Bản", neighbour, Role.AGENCY_OFFICER),
        province_leader=person_make("chu.tich", "Hoàng Văn Chủ", province, Role.AGENCY_LEADER),
        stranger=person_make("la", "Ngô Văn Lạ", stranger, Role.AGENCY_OFFICER),
        administrator=person_make("quan.tri", "Đinh Thị Quản", standing, Role.ADMINISTRATOR, scope=province),
        clerk=person_make("van.thu", "Mùa Thị Thư", commune, Role.CLERK),
    )


def agency_make(
    name: str, kind: AgencyKind, *, parent: Agency | None = None, level: AgencyLevel = AgencyLevel.PROVINCE
) -> Agency:
    """Make an agency that exists since 2021, with its version and its place in the closure."""
    agency = Agency.objects.create(
        current_name=name,
        current_sort_key=sort_key(name),
        current_level=level,
        current_kind=kind,
        current_parent=parent,
        started_on=START,
    )
    AgencyVersion.objects.create(
        agency=agency,
        name=name,
        name_key=compare_key(name),
        sort_key=sort_key(name),
        level=level,
        kind=kind,
        parent=parent,
        valid_from=START,
    )
    above = AgencyEdge.objects.filter(descendant=parent) if parent else ()
    AgencyEdge.objects.bulk_create(
        [
            AgencyEdge(ancestor=agency, descendant=agency, depth=0, valid_from=START),
            *(
                AgencyEdge(ancestor_id=edge.ancestor_id, descendant=agency, depth=edge.depth + 1, valid_from=START)
                for edge in above
            ),
        ]
    )
    return agency


def person_make(
    username: str, full_name: str, agency: Agency, role: Role, *, area_code: str = "", scope: Agency | None = None
) -> Person:
    """Make a person with a post at ``agency`` and one grant (for the agency itself, unless ``scope`` says more)."""
    user = User.objects.create_user(username, full_name=full_name)  # no password: tests sign in without the form
    post = Post.objects.create(user=user, agency=agency, valid_from=START)
    Grant.objects.create(post=post, role=role.value, scope=scope or agency, area_code=area_code, valid_from=START)
    return Person(user, actor_of(user, on=TODAY))
