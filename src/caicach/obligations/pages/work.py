"""The pages of shared work: what was asked between agencies, what we watch, who does what, handing over, steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import DutyOrigin, Whose
from caicach.obligations.forms import GiveForm, HandOverForm, StepFormSet
from caicach.obligations.models import Obligation
from caicach.obligations.pages.lists import Line, tabs_of
from caicach.obligations.pages.parts.coordination import AskLine
from caicach.obligations.pages.words import address_of
from caicach.obligations.selectors import ObligationRow, OpenAsk, PersonLoad, Watched, WatchedAgency
from caicach.ui.notation import number_text
from caicach.ui.values import Link

if TYPE_CHECKING:
    from django.core.paginator import Page

__all__ = ["AssignPage", "CoordinationPage", "HandOverPage", "MonitorPage", "StepsPage", "work_choices"]

_LIST = "obligations:list"


def _listed(**filters: str) -> str:
    return f"{reverse(_LIST)}?{urlencode(filters)}"


@dataclass(frozen=True, slots=True)
class WaitedLine:
    """Something that our agency asked and waits for."""

    ask: AskLine
    title: str
    url: str  # of the duty that it serves


@dataclass(frozen=True, slots=True)
class CoordinationPage:
    """What others asked of us, and what we asked of others."""

    title: str
    tabs: tuple[Link, ...]
    asked: tuple[Line, ...]  # of us
    waited: tuple[WaitedLine, ...]  # by us
    coordinated_count: int  # duties that name our agency to help
    coordinated_url: str
    answered_url: str
    today: date

    @classmethod
    def of(
        cls, asked: Sequence[ObligationRow], waited: Sequence[OpenAsk], coordinated: int, *, today: date, leads: bool
    ) -> "CoordinationPage":
        """Return the page."""
        return cls(
            title=_("Phối hợp giữa các cơ quan"),
            tabs=tabs_of("coordination", leads=leads),
            asked=tuple(Line.of(row, today) for row in asked),
            waited=tuple(
                WaitedLine(AskLine.of(one.ask, may_ask=False, today=today), one.title, address_of(one.uid))
                for one in waited
            ),
            coordinated_count=coordinated,
            coordinated_url=_listed(whose=Whose.COORDINATED.value),
            answered_url=_listed(whose=Whose.OWED.value, origin=DutyOrigin.COORDINATION.value),
            today=today,
        )


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """One agency that we watch; each number opens its rows."""

    name: str
    waiting: Link
    late: Link
    submitted: Link
    accepted: Link
    dormant: int
    total: int
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class MonitorPage:
    """What our agency watches, agency by agency."""

    title: str
    lead: str
    tabs: tuple[Link, ...]
    lines: tuple[WatchedLine, ...]
    list_url: str
    today: date

    @classmethod
    def of(cls, watched: Watched, *, today: date, leads: bool) -> "MonitorPage":
        """Return the page."""
        counts = {"count": number_text(watched.total), "agencies": number_text(len(watched.agencies))}
        some = _("Chúng tôi theo dõi %(count)s nhiệm vụ của %(agencies)s cơ quan") % counts
        return cls(
            title=some if watched.total else _("Cơ quan bạn chưa được giao theo dõi nhiệm vụ nào"),
            lead=_("Chỉ gồm việc kế hoạch giao cơ quan bạn theo dõi: đúng cấp, đúng địa bàn. Chậm nhiều đứng trước."),
            tabs=tabs_of("monitoring", leads=leads),
            lines=tuple(_watched(one) for one in watched.agencies),
            list_url=_listed(whose=Whose.WATCHED.value),
            today=today,
        )


def _watched(one: WatchedAgency) -> WatchedLine:
    def rows(count: int, **filters: str) -> Link:
        return Link(number_text(count), _listed(whose=Whose.WATCHED.value, agency=str(one.agency.uid), **filters))

    return WatchedLine(
        name=one.agency.name,
        waiting=Link(number_text(one.waiting)),
        late=rows(one.late, late="1"),
        submitted=rows(one.submitted, state="submitted"),
        accepted=rows(one.accepted, state="accepted"),
        dormant=one.dormant,
        total=one.total,
        next_due_on=one.next_due_on,
    )


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person with how much is in their hands."""

    name: str
    title: str
    load: PersonLoad
    list_url: str
    hand_over_url: str


@dataclass(frozen=True, slots=True)
class AssignPage:
    """Who of the agency does what; what nobody has yet, to be handed out together."""

    title: str
    tabs: tuple[Link, ...]
    people: tuple[PersonLine, ...]
    lines: tuple[tuple[int, Line], ...]  # id of the obligation, its row
    chosen: frozenset[int]
    page: "Page[object]"
    form: GiveForm
    here: str
    hand_over_url: str
    today: date

    @classmethod
    def of(
        cls,
        loads: Sequence[PersonLoad],
        rows: Sequence[ObligationRow],
        page: "Page[object]",
        form: GiveForm,
        *,
        chosen: Iterable[int] = (),
        today: date,
        leads: bool,
    ) -> "AssignPage":
        """Return the page."""
        count = page.paginator.count
        some = _("%(count)s nhiệm vụ chưa phân công") % {"count": number_text(count)}
        return cls(
            title=some if count else _("Mọi nhiệm vụ đã có người làm"),
            tabs=tabs_of("assign", leads=leads),
            people=tuple(_person(load) for load in loads),
            lines=tuple((row.pk, Line.of(row, today)) for row in rows),
            chosen=frozenset(chosen),
            page=page,
            form=form,
            here=reverse("obligations:assign"),
            hand_over_url=reverse("obligations:hand-over"),
            today=today,
        )


def _person(load: PersonLoad) -> PersonLine:
    hand_over = f"{reverse('obligations:hand-over')}?tu={load.post_id}"
    has_work = load.open or load.submitted
    return PersonLine(load.name, load.title, load, _listed(person=str(load.post_id)), hand_over if has_work else "")


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """From one person's hands into another's."""

    title: str
    crumbs: tuple[Link, ...]
    form: HandOverForm
    giver: str  # whose work is offered; empty: choose first
    url: str

    @classmethod
    def of(cls, form: HandOverForm, giver: str) -> "HandOverPage":
        """Return the page."""
        return cls(
            title=_("Bàn giao công việc"),
            crumbs=(
                Link(_("Nhiệm vụ"), reverse(_LIST)),
                Link(_("Phân công"), reverse("obligations:assign")),
                Link(_("Bàn giao")),
            ),
            form=form,
            giver=giver,
            url=reverse("obligations:hand-over"),
        )


@dataclass(frozen=True, slots=True)
class StepsPage:
    """The steps to one obligation, to be set."""

    title: str
    crumbs: tuple[Link, ...]
    duty: str
    due_on: date | None
    today: date
    formset: StepFormSet
    mark: str  # of the steps as they were shown
    error: str
    url: str

    @classmethod
    def of(cls, one: Obligation, formset: StepFormSet, mark: str, *, today: date, error: str = "") -> "StepsPage":
        """Return the page."""
        return cls(
            title=_("Các bước công việc"),
            crumbs=(
                Link(_("Nhiệm vụ"), reverse(_LIST)),
                Link(one.duty.title, address_of(one.uid)),
                Link(_("Các bước")),
            ),
            duty=one.duty.title,
            due_on=one.due_on,
            today=today,
            formset=formset,
            mark=mark,
            error=error,
            url=reverse("obligations:steps", args=[one.uid]),
        )


def work_choices(rows: Iterable[ObligationRow]) -> list[tuple[str, str]]:
    """Return obligations as a choice: what, and which occurrence."""
    words = ((row.pk, (row.number, row.title, row.occurrence_label)) for row in rows)
    return [(str(pk), " · ".join(part for part in parts if part)) for pk, parts in words]
