"""What happened since the plan was assigned: most of it in time, some late, some returned, some still waiting.

Everything goes through the services that people use, at the moments when it would have happened. What an agency does
hangs on its name and the duty alone, so that the demonstration looks the same each time it is built.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from django.db import transaction

from caicach.demo.evidence import PAPER, evidence_of
from caicach.demo.officers import officers_build
from caicach.demo.receipts import receipts_play
from caicach.files import services as files
from caicach.obligations import access
from caicach.obligations import services as obligations
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.services.decide_many import Chosen, obligations_accept
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import LOCAL

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["year_play"]

RETURNED = (
    "Thiếu phụ lục số liệu của từng thôn. Bổ sung rồi nộp lại.",
    "Văn bản chưa ghi người chịu trách nhiệm từng việc. Sửa rồi nộp lại.",
    "Chưa nêu thời hạn của từng nhiệm vụ. Bổ sung rồi nộp lại.",
)
TAKEN_HOUR = 16
PUNCTUAL = 86  # of a hundred: in time and accepted
LATE = 92  # up to here: accepted, but late
WAITING = 94  # up to here: handed in, nobody has looked
SENT_BACK = 96  # up to here: returned; the rest did nothing


@dataclass(frozen=True, slots=True)
class Course:
    """How one hand-in went."""

    on: date  # when it was handed in, and the document's date
    fate: str  # accepted, waiting, returned


@transaction.atomic
def year_play(known: Mapping[int, Actor], *, today: date, in_returns: Collection[str] = ()) -> dict[int, Actor]:
    """Let every agency do what it did until ``today``; return who acts for which.

    Args:
        known: The accounts that act for their agency, by agency; the others get an officer each.
        today: The day up to which the year has run.
        in_returns: Periods whose reports the province takes in with their figures: they are left to these.
    """
    rows = access.visible_obligations(SYSTEM).filter(state=ObligationState.OPEN, carrier=None, is_history=False)
    bodies = {agency_id for pair in rows.values_list("agency_id", "acceptor_id") for agency_id in pair}
    officers = officers_build(sorted(bodies), known=known)
    receipts_play(officers, shown=known, today=today)
    rows = rows.exclude(duty__is_report=True, duty__owner__current_level="province", occurrence_key__in=in_returns)
    rows = rows.select_related("duty", "agency").order_by("due_on", "pk")
    looked_at: dict[tuple[datetime, int], list[Chosen]] = {}
    for obligation, course in _courses(list(rows), frozenset(known), today):
        moment = _at(course.on, 9 + obligation.pk % 7)
        number = _hand_in(obligation, officers[obligation.agency_id], moment)
        if course.fate == "accepted":
            taken_at = _at(course.on + timedelta(days=2), TAKEN_HOUR)
            looked_at.setdefault((taken_at, obligation.acceptor_id), []).append(Chosen(obligation.pk, number))
        elif course.fate == "returned":
            reason = RETURNED[obligation.pk % len(RETURNED)]
            acceptor = officers[obligation.acceptor_id]
            obligations.obligation_return(obligation, actor=acceptor, reason=reason, now=moment + timedelta(days=1))
    for (moment, acceptor_id), chosen in sorted(looked_at.items(), key=lambda item: item[0]):
        obligations_accept(chosen, actor=officers[acceptor_id], now=moment)
    return officers


def _courses(rows: "Iterable[Obligation]", shown: frozenset[int], today: date) -> "Iterator[tuple[Obligation, Course]]":
    """Yield what was handed in, by due date. The communes that can sign in show one of everything of late."""
    turn = 0
    for obligation in rows:
        course = _course(obligation, today)
        if (
            obligation.agency_id in shown
            and obligation.agency.current_level == "commune"
            and _is_of_late(obligation, today)
        ):
            course, turn = STORY[turn % len(STORY)](obligation, today), turn + 1
        if course is not None and course.on <= today:
            yield obligation, course


def _is_of_late(obligation: "Obligation", today: date) -> bool:
    return obligation.due_on is not None and abs((today - obligation.due_on).days) <= NEAR_DAYS


def _missed(obligation: "Obligation", today: date) -> Course | None:
    return None


def _waits(obligation: "Obligation", today: date) -> Course | None:
    return Course(_before(obligation, today), "waiting")


def _came_back(obligation: "Obligation", today: date) -> Course | None:
    return Course(_before(obligation, today), "returned")


def _before(obligation: "Obligation", today: date) -> date:
    return min(obligation.due_on or today, today) - timedelta(days=3)


NEAR_DAYS = 65
STORY = (_missed, _came_back, _waits, _missed)


def _course(obligation: "Obligation", today: date) -> Course | None:
    """Return what became of an obligation; None where nothing did."""
    due_on = obligation.due_on
    if due_on is None or due_on > today + timedelta(days=12):
        return None
    dice = crc32(f"{obligation.agency.current_name}/{obligation.duty.title}/{obligation.occurrence_key}".encode())
    lot, days = dice % 100, dice // 100 % 9
    slow = crc32(obligation.agency.current_name.encode()) % 7 == 0  # some bodies are late more often
    if lot < PUNCTUAL - 25 * slow:
        return Course(due_on - timedelta(days=days), "accepted")
    if lot < LATE - 15 * slow:
        return Course(due_on + timedelta(days=days + 1), "accepted")
    recent = (today - due_on).days < 45
    if lot < WAITING and recent:
        return Course(min(due_on, today) - timedelta(days=1), "waiting")
    if lot < SENT_BACK and recent:
        return Course(due_on - timedelta(days=2), "returned")
    return None if recent else Course(due_on + timedelta(days=days + 15), "accepted")


def _hand_in(obligation: "Obligation", owner: Actor, moment: datetime) -> int:
    """Hand in with what the duty asks for; return the number of the hand-in."""
    paper = None
    if obligation.duty.mode == TrackingMode.DOCUMENT:  # each document has a file of its own
        paper = files.file_store(PAPER + f"% {obligation.pk}\n".encode(), now=moment)
    evidence = evidence_of(obligation, owner, paper, moment)
    made = obligations.obligation_submit(obligation, actor=owner, evidence=evidence, now=moment, today=moment.date())
    return made.number


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 15), tzinfo=LOCAL)
