"""What a period will ask of whom: the window, the day by which, and everybody who returns figures.

The page that opens a period shows what the service then makes: both ask here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.agencies.selectors import Register, heirs_of, register_at, reporting_bodies, resolver_for
from caicach.calendars.constants import RegimeLevel
from caicach.calendars.selectors import calendar_of, own_rows_of, rules_on
from caicach.figures.mapping import level_of, sheet_for
from caicach.figures.models import FormVersion, Period, Return
from caicach.figures.selectors.forms import form_in_force, form_of_uid
from caicach.obligations.constants import AcceptorReason
from caicach.obligations.selectors import reports_owed
from caicach.web.errors import BadInput
from reform.due import Frame, with_report
from reform.messages import Reason
from reform.regimes import ANY, PeriodCode, RegimeRow, ReportPeriod, regime_for
from reform.tracking import propose_acceptor

__all__ = ["Expected", "PeriodDraft", "PeriodPlan", "period_plan"]


@dataclass(frozen=True, slots=True)
class PeriodDraft:
    """What an officer asks for when opening a period; what is None follows from the regime."""

    owner_id: int
    form_key: str
    year: int
    code: PeriodCode
    form_uid: UUID | None = None  # None: the version in force on the last day of the data
    data_from: date | None = None
    data_to: date | None = None
    due_on: date | None = None  # for everybody
    excluded: Mapping[int, str] = field(default_factory=dict)  # agency -> why it returns nothing
    legal_basis: str = ""
    is_history: bool = False  # of a past year: nobody owes it, no clock runs


@dataclass(frozen=True, slots=True)
class Expected:
    """One agency that returns figures."""

    agency_id: int
    name: str
    level: str  # of the form
    due_on: date
    reasons: tuple[Reason, ...]
    acceptor_id: int
    acceptor_reason: AcceptorReason
    stands_for: tuple[str, ...]  # names of units of then that it took over
    obligation_id: int | None  # the report that a plan already made it owe
    riding: tuple[int, ...]  # reports of other plans, which are handed in with that one
    excluded: str = ""  # why it returns nothing; empty: it does


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """A period as it would be opened."""

    draft: PeriodDraft
    form: FormVersion
    period: ReportPeriod
    name: str
    is_cumulative: bool
    data_from: date
    data_to: date
    due_on: date  # the latest of all
    legal_basis: str
    receiver_id: int
    whole_level: str
    expected: tuple[Expected, ...]  # departments first, then by name; those excluded are among them
    is_open: bool  # such a period exists already

    @property
    def asked(self) -> tuple[Expected, ...]:
        """Those who return figures."""
        return tuple(one for one in self.expected if not one.excluded)


def period_plan(draft: PeriodDraft, *, today: date) -> PeriodPlan:
    """Return what opening the period would make. A fixed number of queries, however many agencies.

    Agencies are those of the last day of the data; for one that ended since, whoever took over returns.

    Raises:
        BadInput: the regime has no such period and no days were given, or the days do not fit together.
        Beyond: no version of the form is in force.
    """
    period = ReportPeriod(draft.year, draft.code)
    own_rows = own_rows_of(draft.owner_id)
    data_from, data_to, row = _window(draft, period, own_rows)
    form = _form(draft, data_to)
    register = register_at(data_to)
    owner = register.by_id.get(draft.owner_id)
    if owner is None:
        raise BadInput(_("Cơ quan mở kỳ không có trong danh bạ vào ngày cuối của số liệu. Kiểm tra lại năm và kỳ."))
    whole_level = level_of(owner.level, owner.kind)
    receiver_id = resolver_for(draft.owner_id, on=today).standing_body() or draft.owner_id
    frames = _Frames(draft, period, whole_level, own_rows)
    taken = Return.objects.filter(
        period__owner_id=draft.owner_id, period__year=draft.year, period__code=draft.code
    ).exclude(obligation=None)
    owed = reports_owed(draft.owner_id, period.key, taken=taken.values_list("obligation_id", flat=True))
    expected = tuple(
        Expected(
            agency_id=agency_id,
            name=name,
            level=level,
            due_on=draft.due_on or due_on,
            reasons=reasons,
            acceptor_id=acceptor_id,
            acceptor_reason=why,
            stands_for=before,
            obligation_id=next(iter(reports), None),
            riding=reports[1:],
            excluded=draft.excluded.get(agency_id, ""),
        )
        for agency_id, name, level, before in _agencies(register, draft.owner_id, form, today)
        for due_on, reasons in (frames.due(level),)
        for acceptor_id, why in (_acceptor(receiver_id, draft.owner_id, agency_id),)
        for reports in (() if draft.is_history else owed.get(agency_id, ()),)
    )
    return PeriodPlan(
        draft=draft,
        form=form,
        period=period,
        name=period.name(nine_months=row is not None and row.cumulative),
        is_cumulative=_is_cumulative(draft, data_from, row),
        data_from=data_from,
        data_to=data_to,
        due_on=max((one.due_on for one in expected), default=draft.due_on or frames.due(whole_level)[0]),
        legal_basis=draft.legal_basis or (row.source.legal_basis if row else ""),
        receiver_id=receiver_id,
        whole_level=whole_level,
        expected=expected,
        is_open=Period.objects.filter(
            owner_id=draft.owner_id, form_key=draft.form_key, year=draft.year, code=draft.code
        ).exists(),
    )


def _window(
    draft: PeriodDraft, period: ReportPeriod, own_rows: Iterable[RegimeRow]
) -> tuple[date, date, RegimeRow | None]:
    """Return the first and the last day of the data: those given, else those of the regime."""
    # One window for everybody, so that figures can be added; what goes up to the ministry is another report.
    inward = tuple(replace(row, issuer=ANY, recipient=ANY) for row in own_rows if row.recipient != RegimeLevel.MINISTRY)
    regime = regime_for(ANY, ANY, period.ends_on, own_rows=inward)
    window, row = regime.window(period), regime.row(period.code)
    data_from = draft.data_from or (window[0] if window else None)
    data_to = draft.data_to or (window[1] if window else None)
    if data_from is None or data_to is None:
        raise BadInput(_("Chế độ báo cáo không có kỳ này. Ghi ngày đầu và ngày cuối của số liệu."))
    if data_from > data_to:
        raise BadInput(_("Ngày đầu của số liệu sau ngày cuối. Kiểm tra lại hai ngày."))
    return data_from, data_to, row


def _is_cumulative(draft: PeriodDraft, data_from: date, row: RegimeRow | None) -> bool:
    """A window that an officer moved to another beginning counts as what it then is."""
    if row is None:
        return False
    is_moved = draft.data_from is not None and data_from != row.window_from.of(draft.year)
    return row.cumulative and not is_moved


def _form(draft: PeriodDraft, data_to: date) -> FormVersion:
    if draft.form_uid is not None:
        return form_of_uid(draft.form_uid, draft.owner_id)
    return form_in_force(draft.form_key, draft.owner_id, on=data_to)


class _Frames:
    """By which day each level reports, each level asked once; a day off is moved as the rules of that time say."""

    def __init__(
        self, draft: PeriodDraft, period: ReportPeriod, whole_level: str, own_rows: tuple[RegimeRow, ...]
    ) -> None:
        self.period, self.whole_level, self.own_rows = period, whole_level, own_rows
        self.calendar, self.rules = calendar_of(draft.year), rules_on(period.ends_on)
        self.known: dict[str, tuple[date, tuple[Reason, ...]]] = {}

    def due(self, level: str) -> tuple[date, tuple[Reason, ...]]:
        """Return the last day of ``level`` with its reasons."""
        if level not in self.known:
            self.known[level] = self._due(level)
        return self.known[level]

    def _due(self, level: str) -> tuple[date, tuple[Reason, ...]]:
        regime = regime_for(level, self.whole_level, self.period.ends_on, own_rows=self.own_rows)
        frame = Frame(self.period.year, None, self.calendar, regime, self.rules)
        occurrence = with_report(self.period, frame)
        return occurrence.due_on or self.period.ends_on, occurrence.reasons


def _agencies(
    register: Register, owner_id: int, form: FormVersion, today: date
) -> Iterable[tuple[int, str, str, tuple[str, ...]]]:
    """Yield (agency of today, name, level, names of what it took over), each agency once."""
    levels = {
        entry.id: level_of(entry.level, entry.kind)
        for entry in map(register.by_id.get, reporting_bodies(register, owner_id))
        if entry
    }
    heirs = heirs_of(levels, on=today)
    now = register_at(today)
    found: dict[int, tuple[str, list[str]]] = {}
    for agency_id, level in levels.items():
        for heir in heirs[agency_id][:1]:
            _level, before = found.setdefault(heir, (level, []))
            if heir != agency_id:
                before.append(register.by_id[agency_id].name)
    for agency_id, (level, before) in found.items():
        entry = now.by_id.get(agency_id) or register.by_id.get(agency_id)
        if entry is not None and any(sheet_for(form, level).rows):
            yield agency_id, entry.name, level, tuple(before)


def _acceptor(receiver_id: int, owner_id: int, agency_id: int) -> tuple[int, AcceptorReason]:
    """The receiver takes the figures in; nobody their own: then the body above."""
    proposal = propose_acceptor((), None, receiver_id, agency_id, above=owner_id)
    if proposal.agency is None or proposal.stepped_up:
        return proposal.agency or owner_id, AcceptorReason.NEXT_ABOVE
    return proposal.agency, AcceptorReason.STANDING_BODY
