"""Random histories of pauses, extensions and hand-ins: the first date never changes, the steps add up to the last."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.audit.models import Entry
from caicach.obligations import selectors
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import DueChange, Extension, Obligation, Pause
from caicach.obligations.selectors.tasks import is_late
from caicach.obligations.services import (
    ExtensionDraft,
    ExtensionVerdict,
    PauseDraft,
    extension_ask,
    extension_withdraw,
    extensions_decide,
    late_reason_give,
    milestone_present,
    obligation_accept,
    obligation_return,
    obligation_submit,
    pause_end,
    pause_start,
)
from caicach.web.actor import SYSTEM
from caicach.web.errors import Refusal
from cast import Cast

ACTS = ("ask", "grant", "refuse", "withdraw", "pause", "present", "end", "hand_in", "return", "accept", "explain")
# What is done, after how many days, and a number that it uses as it likes.
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 12), st.integers(-6, 25)), max_size=16)


@dataclass(slots=True)
class Walk:
    """One obligation and its days."""

    cast: Cast
    pk: int

    @property
    def one(self) -> Obligation:
        """As anybody would read it now."""
        return Obligation.objects.select_related("duty__owner", "agency", "acceptor", "event").get(pk=self.pk)

    def go(self, act: str, days: int, number: int) -> None:
        """Let days pass, then do something, which may be refused."""
        after = timedelta(days=days)
        self.cast = replace(self.cast, now=self.cast.now + after, today=self.cast.today + after)
        try:
            with transaction.atomic():
                self.do(act, number)
        except Refusal:
            return

    def do(self, act: str, number: int) -> None:
        """Do one thing."""
        near = self.cast.today - timedelta(days=abs(number) % 5)
        if act in ("ask", "grant", "refuse", "withdraw"):
            self.about_extensions(act, number)
        elif act in ("pause", "present", "end"):
            self.about_pauses(act, near)
        else:
            self.about_proof(act, near)

    def about_extensions(self, act: str, number: int) -> None:
        """Ask for a later date, decide or withdraw what waits."""
        cast, one = self.cast, self.one
        waiting = list(Extension.objects.filter(state="waiting").select_related("obligation__duty__owner"))
        if act == "ask":
            draft = ExtensionDraft((one.due_on or cast.today) + timedelta(days=number), "guidance", "Cần thêm ngày.")
            extension_ask(one, draft, actor=cast.commune_officer.actor, now=cast.now)
        elif act == "withdraw":
            for asked in waiting:
                extension_withdraw(asked, actor=cast.commune_officer.actor, now=cast.now)
        else:
            day = None if number % 2 else cast.today + timedelta(days=number)
            verdict = ExtensionVerdict(act == "grant", day, "Theo đề nghị của đơn vị.")
            extensions_decide(waiting, verdict, actor=cast.standing_officer.actor, now=cast.now)

    def about_pauses(self, act: str, near: date) -> None:
        """Stop the clock, or set it going."""
        cast, agency = self.cast, self.cast.commune_officer.actor
        if act == "pause":
            pause_start(self.one, PauseDraft(near, "1/CV", waits_for_id=cast.department.pk), actor=agency, now=cast.now)
        elif act == "present":
            milestone_present(self.one, PauseDraft(near, "1/TTr"), actor=agency, now=cast.now)
        else:
            pause_end(selectors.pause_for(self.one), actor=SYSTEM, until_on=near, now=cast.now)

    def about_proof(self, act: str, near: date) -> None:
        """Hand in, decide, or say why it is late."""
        cast, one = self.cast, self.one
        match act:
            case "hand_in":
                evidence = Evidence(document=cast.document(issued_on=near))
                obligation_submit(one, actor=SYSTEM, evidence=evidence, now=cast.now, today=cast.today)
            case "return":
                obligation_return(one, actor=SYSTEM, reason="Thiếu chữ ký.", now=cast.now)
            case "accept":
                obligation_accept(one, actor=SYSTEM, now=cast.now)
            case _:
                late_reason_give(one, actor=cast.commune_officer.actor, code="guidance", words="", now=cast.now)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_the_dates_add_up(cast: Cast, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        walk = Walk(cast, cast.obligation().pk)
        first = walk.one.first_due_on
        for step in steps:
            before = walk.one
            walk.go(*step)
            assert_no_day_is_taken(before, walk.one)
        fresh = walk.one
        assert fresh.first_due_on == first
        assert_chain(fresh)
        assert_clock(fresh)
        assert_one_definition(fresh, walk.cast)
        transaction.set_rollback(True)


def assert_no_day_is_taken(before: Obligation, after: Obligation) -> None:
    """Neither a pause nor an extension ever brings a date nearer."""
    assert before.due_on is not None and after.due_on is not None
    assert after.due_on >= before.due_on


def assert_chain(one: Obligation) -> None:
    """Every step starts where the last one ended, is numbered, has its audit row, and they add up."""
    steps = list(DueChange.objects.filter(obligation=one))
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    days = [one.first_due_on, *(step.to_due_on for step in steps)]
    assert [step.from_due_on for step in steps] == days[:-1]
    assert days[-1] == one.due_on
    assert Entry.objects.filter(action="obligations.due", object_id=one.pk).count() == len(steps)
    granted = Extension.objects.filter(obligation=one, state="granted")
    assert {step.extension_id for step in steps if step.kind == "extension"} == {row.pk for row in granted}


def assert_clock(one: Obligation) -> None:
    """The clock stands only while the agency has to act; pauses follow each other."""
    pauses = list(Pause.objects.filter(obligation=one))
    still = [row for row in pauses if row.until_on is None]
    assert [row.from_on for row in still] == ([one.paused_on] if one.paused_on else [])
    assert not still or one.state in AWAITS_HAND_IN
    assert all(earlier.until_on and earlier.until_on <= later.from_on for earlier, later in pairwise(pauses))


def assert_one_definition(one: Obligation, cast: Cast) -> None:
    """The condition in the database and the days on a page say the same."""
    for ahead in (0, 1, 30, 300):
        day = cast.today + timedelta(days=ahead)
        (row,) = selectors.listing_of(cast.standing_officer.actor, selectors.Filters(), today=day).rows
        assert (row.days_late(day) > 0) == Obligation.objects.filter(is_late(day), pk=one.pk).exists()
