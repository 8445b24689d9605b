"""The periods of figures: those of the year before as history, those of the year with everything that is done in them.

A closed period has gone its whole way: counted, handed in, given back and mended, explained, taken in, added up,
corrected, closed, reported, locked, published. Of the one that is collected some have handed in, some are late, one has
its figures back, and the shown commune is in the middle of its work.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.filling import Fault, period_fill
from caicach.demo.whole import closing, reporting, returns
from caicach.demo.whole.stage import Stage, dice, moment, working_day
from caicach.demo.whole.terms import FORM, LOCKED_AFTER, Term, regime_play, terms_of
from caicach.figures import selectors, services
from caicach.figures.services.consolidate import consolidate
from caicach.figures.services.count import figures_count
from caicach.web.actor import SYSTEM
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.figures.models import Period, Return

__all__ = ["figures_plan", "terms_plan"]

_Act = Callable[[Stage, "Period", datetime], None]

BEGUN_DAYS = 45  # before the first due day the province enters its reporting days
NEVER = 45  # one unit of so many hands in nothing all year
LATE_OF_HUNDRED, WRONG_OF_HUNDRED = 7, 15
RETURNED = 3  # units that are given their figures back
EARLY = 6  # one unit of so many hands in long before the day
MERGED_AFTER, FINISHED_AFTER = 4, 6  # days after the due day
# What follows the close of a period: (days after the due day, hour, act).
AFTERWARDS: tuple[tuple[int, int, _Act], ...] = (
    (FINISHED_AFTER, 15, reporting.begin_report),
    (8, 9, closing.correction_write),
    (10, 9, closing.correction_answer),
    (11, 10, reporting.write_report),
    (12, 15, reporting.issue),
    (14, 10, reporting.signed_back),
)


def figures_plan(stage: Stage) -> None:
    """Lay down the periods of the year, and those of the year before."""
    terms = terms_of(stage.year)
    still = stage.today - timedelta(days=FINISHED_AFTER)
    running = next((one for one in terms if one.opened_on <= stage.today and one.due_on > still), None)
    terms_plan(stage, terms, running=running)


def terms_plan(stage: Stage, terms: Sequence[Term], *, running: Term | None) -> None:
    """Lay down some periods, the same ones of the year before as history; ``running`` is the one that is collected."""
    # Reporting days hold for reports, not for the duties of plans, which were assigned before.
    start = moment(terms[0].due_on - timedelta(days=BEGUN_DAYS), 8)
    stage.agenda.put(start, partial(_begin, stage, [one.in_year(one.year - 1) for one in terms]))
    for term in terms:
        day = min(term.opened_on, stage.today - timedelta(days=10)) if term == running else term.opened_on
        stage.agenda.put(moment(working_day(day), 8), partial(_open, stage, term, is_running=term == running))


def _begin(stage: Stage, past: Sequence[Term], now: datetime) -> None:
    first = date(min(one.year for one in past), 1, 1)
    regime_play(stage.province.province, stage.standing, since=first, now=now)
    for term in past:
        period = _period(stage, term, now, is_history=True)
        _bring_in(stage, period, now)
        stage.tell("figures history")


def _bring_in(stage: Stage, period: "Period", now: datetime) -> None:
    """Bring in what a past period had, whole and closed."""
    sheets = returns.own_sheets(period)
    places = sum(one.level == "district" for one in sheets)
    for sheet in sheets:
        if sheet.level != "commune":
            figures_count(sheet, actor=SYSTEM, now=now)  # how many bodies there were
        size = returns.size_of(stage, sheet, places)
        saved = period_fill(sheet, actor=SYSTEM, now=now, size=size, fault=returns.fault_of(stage, sheet))
        returns.explain_all(sheet, saved, actor=SYSTEM, now=now)
        services.return_submit(sheet, actor=SYSTEM, now=now, today=local_date(now))
    returns.take_in(stage, period, now)
    consolidate(period, actor=SYSTEM, now=now)
    whole = selectors.whole_of(period.pk)
    if whole is not None:
        closing.close(whole, SYSTEM, {}, now)
        closing.lock(stage, period, now)


def _period(stage: Stage, term: Term, now: datetime, *, is_history: bool = False) -> "Period":
    draft = services.PeriodDraft(stage.province.province, FORM, term.year, term.code, is_history=is_history)
    return services.period_open(draft, actor=stage.standing, now=now)


def _open(stage: Stage, term: Term, now: datetime, *, is_running: bool) -> None:
    """Open a period, and lay down what becomes of it."""
    period = _period(stage, term, now)
    stage.tell("figures period")
    if is_running:
        returns.count(stage, period, now)  # for those who hand in before the last day
    stage.agenda.put(moment(term.data_to + timedelta(days=1), 7), partial(returns.count, stage, period))
    wrong = 0
    for sheet, day, fault in _courses(stage, term, period, is_running=is_running):
        stage.on(day, partial(returns.hand_in, stage, sheet, fault), hour=10)
        if fault is Fault.WRONG:
            wrong += 1
            stage.on(day, partial(returns.give_back, stage, sheet), hour=13)
            if not is_running or wrong > 1:
                stage.after(moment(day, 13), 2, partial(returns.hand_in_again, stage, sheet))
    _later(stage, term, period, is_running=is_running)


def _courses(
    stage: Stage, term: Term, period: "Period", *, is_running: bool
) -> "Iterator[tuple[Return, date, Fault | None]]":
    """Yield who hands in, on which day, and what is wrong in it."""
    wrong = 0
    for sheet in returns.own_sheets(period):
        if sheet.agency_id not in stage.officers:
            continue
        if sheet.agency_id == stage.shown and is_running:
            stage.on(stage.today - timedelta(days=1), partial(returns.begin, stage, sheet), hour=9)
            continue
        if dice("never", sheet.agency.current_name) % NEVER == 0:
            continue
        number = dice(sheet.agency.current_name, term.code, str(term.year)) % 100
        fault = returns.fault_of(stage, sheet)
        is_wrong = LATE_OF_HUNDRED <= number < WRONG_OF_HUNDRED and sheet.agency_id != period.receiver_id
        if is_wrong and fault is None and wrong < RETURNED:
            fault, wrong = Fault.WRONG, wrong + 1
        yield sheet, _day(stage, term, number, is_running=is_running), fault


def _day(stage: Stage, term: Term, number: int, *, is_running: bool) -> date:
    """Return when a unit hands in: some days before the due day, or after it; of those that are early, by now."""
    if is_running and term.due_on > stage.today and number % EARLY == 0:
        return working_day(stage.today - timedelta(days=2 + number % 5))
    days = 1 + number % 5 if number < LATE_OF_HUNDRED else -(number % 5)
    return working_day(term.due_on + timedelta(days=days))


def _later(stage: Stage, term: Term, period: "Period", *, is_running: bool) -> None:
    """Lay down what the standing body does with the period."""

    def on(day: date, act: _Act, hour: int) -> None:
        stage.on(day, partial(act, stage, period), hour=hour)

    on(term.due_on - timedelta(days=2), closing.add_up, 16)
    on(term.due_on + timedelta(days=1), returns.take_in, 14)
    if is_running:
        yesterday = stage.today - timedelta(days=1)
        on(min(term.due_on + timedelta(days=MERGED_AFTER), yesterday), closing.add_up, 16)
        on(min(term.due_on + timedelta(days=FINISHED_AFTER), yesterday), reporting.begin_report, 17)
        return
    on(term.due_on + timedelta(days=MERGED_AFTER), closing.add_up, 10)
    on(term.due_on + timedelta(days=FINISHED_AFTER), closing.finish, 10)
    for days, hour, act in AFTERWARDS:
        on(term.due_on + timedelta(days=days), act, hour)
    on(term.due_on + timedelta(days=LOCKED_AFTER), closing.lock, 10)
