"""The reporting days of the province: which periods there are, and which of them is collected."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caicach.calendars.services import RegimeDraft, regime_enter
from caicach.figures import services
from caicach.figures.selectors.forms import form_in_force
from caicach.figures.services.form_drafts import form_lines_switch
from caicach.web.actor import Actor
from caicach.web.clock import local_date
from reform.regimes import PeriodCode, ReportPeriod, YearDay

__all__ = ["FORM", "LOCKED_AFTER", "SWITCHED_ON", "Term", "regime_play", "terms_of", "two_terms"]

FORM = "cchc-thong-ke"
# What the province's own regime says: (period, last day of the data, due day); the data begin on 15 December before.
DAYS = (
    (PeriodCode.Q1, (3, 10), (3, 18)),
    (PeriodCode.H1, (6, 10), (6, 18)),
    (PeriodCode.Q3, (9, 10), (9, 18)),
    (PeriodCode.YEAR, (11, 14), (11, 20)),
)
BASIS = "Kế hoạch cải cách hành chính của tỉnh, mục Chế độ báo cáo"
OPENED_DAYS = 37  # before the due day
LOCKED_AFTER = 40  # days after the due day
# Lines beyond the printed annex that the province asks for: rates that its leaders look at, and what rates are made of.
SWITCHED_ON = (
    "plan.done_rate", "dossier.resolved", "dossier.on_time_rate", "dossier.online_rate", "onestop.flow_ok",
    "onestop.flow_digital", "org.psu_2015", "staff.quota_2015", "psu_staff.quota_2015", "conduct.scope", "conduct.done",
    "ict.cert_scope", "ict.cert_units", "edoc.communes", "edoc.sent_digital", "edoc.sent_both", "edoc.sent_paper",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One period with its days."""

    year: int
    code: PeriodCode
    data_to: date
    due_on: date

    @property
    def key(self) -> str:
        """How the ledger of obligations names the period."""
        return ReportPeriod(self.year, self.code).key

    @property
    def opened_on(self) -> date:
        """The day on which it is opened."""
        return self.due_on - timedelta(days=OPENED_DAYS)

    def in_year(self, year: int) -> "Term":
        """Return the same period of another year."""
        return Term(year, self.code, self.data_to.replace(year=year), self.due_on.replace(year=year))


def terms_of(year: int) -> tuple[Term, ...]:
    """Return the periods of a year."""
    return tuple(Term(year, code, date(year, *data_to), date(year, *due)) for code, data_to, due in DAYS)


def two_terms(today: date) -> tuple[Term, Term]:
    """Return the last period that is closed on ``today``, and the one after it, which is collected."""
    known = [*terms_of(today.year - 1), *terms_of(today.year), *terms_of(today.year + 1)]
    at = next(at for at, one in enumerate(known) if one.due_on + timedelta(days=LOCKED_AFTER) >= today)
    return known[at - 1], known[at]


def regime_play(owner_id: int, actor: Actor, *, since: date, now: datetime) -> None:
    """Bring in the packaged forms where that was not done, and enter the province's own reporting days."""
    services.packaged_forms_bring_in(now=now)
    versions = {form_in_force(FORM, owner_id, on=day) for day in (since, local_date(now))}
    for version in sorted(versions, key=lambda one: one.version):
        form_lines_switch(version, SWITCHED_ON, actor=actor, now=now)
    for code, data_to, due in DAYS:
        draft = RegimeDraft("any", "province", code, YearDay(-1, 12, 15), YearDay(0, *data_to), is_cumulative=True,
                            due=YearDay(0, *due), legal_basis=BASIS, valid_from=since)  # fmt: skip
        regime_enter(draft, actor=actor, owner_id=owner_id, now=now)
