"""Two steps, the leader's part: approving, sending back, what waits, one step or two."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.obligations import access, selectors
from caicach.obligations.constants import DraftState, ObligationState, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import HandInDraft, HandInPractice, Obligation, Submission, Transition
from caicach.obligations.services import (
    draft_approve,
    draft_send_back,
    draft_withdraw,
    obligation_submit,
    practice_set,
)
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from proofs import everything, prepared, proof

Counting = Callable[[int], AbstractContextManager[Any]]
LIST = "/nhiem-vu/cho-duyet/"
PRACTICE = "/nhiem-vu/cach-nop/"


def url(obligation: Obligation, act: str) -> str:
    return reverse(f"obligations:{act}", args=[obligation.uid])


def approve(cast: Cast, obligation: Obligation, *, actor: Actor | None = None, version: int = 1) -> Submission:
    leader = actor or cast.commune_leader.actor
    return draft_approve(obligation, actor=leader, now=cast.now, today=cast.today, version=version)


def send_back(cast: Cast, obligation: Obligation, *, note: str = "Thiếu phụ lục.", version: int = 1) -> None:
    draft_send_back(obligation, actor=cast.commune_leader.actor, note=note, now=cast.now, version=version)


def test_approving_hands_in_at_that_moment_with_both_names(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation, now=two_steps.now - timedelta(days=2))

    submission = approve(two_steps, obligation)

    assert (submission.handed_in_at, submission.handed_in_on) == (two_steps.now, two_steps.today)
    assert (submission.prepared_by, submission.prepared_at) == (
        two_steps.commune_officer.user,
        two_steps.now - timedelta(days=2),
    )
    assert submission.handed_in_by == two_steps.commune_leader.user
    document = Document.objects.get()
    assert (document.symbol, document.file_name, submission.met_on) == ("12/BC-UBND", "bao-cao.pdf", document.issued_on)
    assert Obligation.objects.get(pk=obligation.pk).state == "submitted"
    assert HandInDraft.objects.get().state == DraftState.LEFT


def test_a_report_prepared_in_time_and_approved_late_is_late(two_steps: Cast) -> None:
    # The agency is one body: its own leader's days count, the acceptor's never.
    obligation = two_steps.obligation(duty={"is_report": True}, due_on=two_steps.today - timedelta(days=1))
    prepared(two_steps, obligation, now=two_steps.now - timedelta(days=3))

    assert approve(two_steps, obligation).met_on == two_steps.today


def test_a_delegate_approves_while_the_delegation_lasts(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    officer = two_steps.commune_officer.actor
    delegate = replace(
        officer,
        roles=officer.roles | {Role.AGENCY_LEADER},
        grants=(*officer.grants, (Role.AGENCY_LEADER, two_steps.commune.pk, "")),
    )

    assert approve(two_steps, obligation, actor=delegate).handed_in_by == two_steps.commune_officer.user


def test_a_leader_hands_in_in_one_step(two_steps: Cast) -> None:
    submission = obligation_submit(
        two_steps.obligation(),
        actor=two_steps.commune_leader.actor,
        evidence=Evidence(document=two_steps.document()),
        now=two_steps.now,
        today=two_steps.today,
    )
    assert submission.prepared_by is None


def test_sending_back_leaves_the_obligation_open_and_the_words_to_the_officer(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)

    send_back(two_steps, obligation)

    draft = HandInDraft.objects.get()
    assert (draft.state, draft.note, draft.decided_by) == ("sent_back", "Thiếu phụ lục.", two_steps.commune_leader.user)
    assert Obligation.objects.get(pk=obligation.pk).state == "open"
    again = prepared(two_steps, obligation, proof=proof(file=None, file_name="", symbol="13/BC-UBND"), version=1)
    assert (again.version, again.file, HandInDraft.objects.count()) == (2, draft.file, 2)
    assert approve(two_steps, obligation, version=2).number == 1


@pytest.mark.parametrize(("note", "sentence"), [(" … ", "Thiếu ý kiến"), ("x" * 2001, "dài quá")])
def test_a_note_says_what_to_mend(two_steps: Cast, note: str, sentence: str) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    before = everything()

    with pytest.raises(BadInput, match=sentence):
        send_back(two_steps, obligation, note=note)

    assert everything() == before
    assert HandInDraft.objects.get().state == DraftState.WAITING


@pytest.mark.parametrize("who", ["commune_officer", "commune_viewer", "neighbour_officer", "standing_officer"])
def test_only_the_leader_approves(two_steps: Cast, who: str) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    before = everything()

    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        approve(two_steps, obligation, actor=getattr(two_steps, who).actor)

    assert everything() == before


def test_a_wording_that_the_leader_has_not_seen_does_not_leave(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    prepared(two_steps, obligation, proof=proof(symbol="15/BC-UBND"))

    with pytest.raises(WrongState, match="đã cũ"):
        approve(two_steps, obligation, version=1)
    with pytest.raises(WrongState, match="đã cũ"):
        send_back(two_steps, obligation, version=1)

    assert not Submission.objects.exists()
    assert not Document.objects.exists()


def test_of_two_decisions_one_wins(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    other_window = Obligation.objects.select_related("duty", "agency").get(pk=obligation.pk)
    approve(two_steps, obligation)

    with pytest.raises(WrongState, match="trước bạn"):
        send_back(two_steps, other_window)
    with pytest.raises(WrongState):
        approve(two_steps, other_window)
    with pytest.raises(WrongState):
        draft_withdraw(other_window, actor=two_steps.commune_officer.actor, now=two_steps.now, version=1)

    assert Submission.objects.count() == 1


def test_a_document_known_with_another_file_is_refused_and_the_draft_waits_on(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    two_steps.document(symbol="12/BC-UBND", issued_on=proof().issued_on)
    before = everything()

    with pytest.raises(BadInput, match="một tệp khác"):
        approve(two_steps, obligation)

    assert everything() == before
    assert HandInDraft.objects.get().state == DraftState.WAITING


def test_what_a_report_carries_leaves_with_it(two_steps: Cast) -> None:
    carrier = (two_steps.commune.pk, "2026-Q1")
    inside = two_steps.draft(mode=TrackingMode.IN_REPORT, obligations=(two_steps.owed(carrier=carrier),))
    two_steps.assign(two_steps.draft(is_report=True), inside, inside)
    report = Obligation.objects.select_related("duty", "agency").get(duty__is_report=True)
    prepared(two_steps, report)

    approve(two_steps, report)

    assert Obligation.objects.filter(state="submitted").count() == 3
    assert Transition.objects.filter(to_state="submitted").count() == 3


def test_the_act_is_recorded_with_who_prepared(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    send_back(two_steps, obligation)
    prepared(two_steps, obligation)
    approve(two_steps, obligation, version=2)

    entry = Entry.objects.get(action="obligations.submit")
    assert (entry.actor_id, entry.object_id) == (two_steps.commune_leader.user.pk, obligation.pk)
    assert f'"prepared_by":{two_steps.commune_officer.user.pk}' in entry.data
    assert Entry.objects.get(action="obligations.send_back").actor_id == two_steps.commune_leader.user.pk


class TestWaiting:
    """What waits for a leader."""

    def test_the_nearest_due_day_comes_first_and_only_what_waits(self, two_steps: Cast) -> None:
        later = two_steps.obligation(due_on=two_steps.today + timedelta(days=30))
        sooner = two_steps.obligation(due_on=two_steps.today + timedelta(days=3))
        withdrawn, cancelled = two_steps.obligation(), two_steps.obligation()
        for number, one in enumerate((later, sooner, withdrawn, cancelled)):
            prepared(two_steps, one, proof=proof(symbol=f"{number}/BC-UBND"))
        draft_withdraw(withdrawn, actor=two_steps.commune_officer.actor, now=two_steps.now, version=1)
        Obligation.objects.filter(pk=cancelled.pk).update(state=ObligationState.CANCELLED)

        rows = selectors.to_approve_of(two_steps.commune_leader.actor)

        assert [row.obligation.pk for row in rows] == [sooner.pk, later.pk]
        assert rows[0].prepared_by == "Lê Thị Mai Hương"
        assert selectors.to_approve_count(two_steps.commune_leader.actor) == 2

    @pytest.mark.parametrize("who", ["commune_officer", "province_leader", "standing_officer", "stranger"])
    def test_it_waits_on_no_other_desk(self, two_steps: Cast, who: str) -> None:
        prepared(two_steps, two_steps.obligation())

        assert selectors.to_approve_count(getattr(two_steps, who).actor) == 0
        assert selectors.to_approve_of(getattr(two_steps, who).actor) == ()

    def test_it_lies_on_the_leaders_desk(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation(due_on=two_steps.today + timedelta(days=40))
        prepared(two_steps, obligation)
        client.force_login(two_steps.commune_leader.user)

        page = client.get("/").content.decode()

        for words in ("1 sản phẩm chờ bạn duyệt", "Lê Thị Mai Hương trình 16/03/2026", LIST, url(obligation, "detail")):
            assert words in page
        client.force_login(two_steps.commune_officer.user)
        assert "Chờ tôi duyệt" not in client.get("/").content.decode()

    def test_all_of_it_may_be_approved(self, two_steps: Cast) -> None:
        prepared(two_steps, two_steps.obligation())
        actor = two_steps.commune_leader.actor

        (row,) = selectors.to_approve_of(actor)

        one = Obligation.objects.select_related("duty", "agency").get(pk=row.obligation.pk)
        assert access.can(actor, "approve", one).allowed

    def test_the_list_leads_to_each_and_its_cost_does_not_grow(
        self, two_steps: Cast, client: Client, django_assert_num_queries: Counting
    ) -> None:
        for number in range(3):
            prepared(two_steps, two_steps.obligation(), proof=proof(symbol=f"{number}/BC-UBND"))
        client.force_login(two_steps.commune_leader.user)

        # Session, person, grants, areas led; the drafts, their obligations, how many there are.
        with django_assert_num_queries(7):
            page = client.get(LIST).content.decode()

        assert "3 sản phẩm chờ bạn duyệt" in page
        assert "Lê Thị Mai Hương, 16/03/2026" in page

    def test_an_empty_list_says_what_comes_next(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        page = client.get(LIST).content.decode()
        assert "Không có gì chờ bạn duyệt" in page
        assert PRACTICE not in page


class TestPage:
    """The leader on the obligation's page."""

    def test_the_leader_reads_approves_and_it_is_gone(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        client.force_login(two_steps.commune_leader.user)

        page = client.get(url(obligation, "detail")).content.decode()
        assert "Duyệt và nộp cho Sở Nội vụ" in page
        assert "Trình: Lê Thị Mai Hương" in page
        response = client.post(url(obligation, "approve"), {"version": 1})

        assert response.status_code == 302
        page = client.get(url(obligation, "detail")).content.decode()
        for words in (
            "Đã duyệt và nộp cho Sở Nội vụ.",
            "Trình: Lê Thị Mai Hương",
            "Duyệt và nộp: Trần Văn Lực",
            "trình lãnh đạo duyệt",
        ):
            assert words in page

    def test_a_refused_note_comes_back(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        client.force_login(two_steps.commune_leader.user)

        response = client.post(url(obligation, "send-back"), {"version": 1, "note": "…"})

        assert response.status_code == 422
        assert "Thiếu ý kiến" in response.content.decode()
        assert client.post(url(obligation, "send-back"), {"version": 1, "note": "Thiếu phụ lục."}).status_code == 302

    def test_what_cannot_leave_is_told_on_the_page(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        two_steps.document(symbol="12/BC-UBND", issued_on=proof().issued_on)
        client.force_login(two_steps.commune_leader.user)

        response = client.post(url(obligation, "approve"), {"version": 1})

        assert response.status_code == 422
        assert "một tệp khác" in response.content.decode()

    @pytest.mark.parametrize("act", ["approve", "send-back"])
    @pytest.mark.parametrize(
        ("who", "status"), [("stranger", 404), ("neighbour_officer", 404), ("commune_officer", 403)]
    )
    def test_others_are_refused_and_nothing_changes(
        self, two_steps: Cast, client: Client, act: str, who: str, status: int
    ) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        before = everything()
        client.force_login(getattr(two_steps, who).user)

        assert client.post(url(obligation, act), {"version": 1, "note": "Thiếu phụ lục."}).status_code == status
        assert client.get(url(obligation, act)).status_code == 405
        assert everything() == before

    @pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": 9}])
    def test_a_stale_page_is_refused(self, two_steps: Cast, client: Client, data: dict[str, object]) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        client.force_login(two_steps.commune_leader.user)

        assert client.post(url(obligation, "approve"), data).status_code == 409
        assert client.post(url(obligation, "send-back"), {**data, "note": "Thiếu phụ lục."}).status_code == 409
        assert not Submission.objects.exists()


class TestPractice:
    """One step or two."""

    def test_the_leader_chooses_and_it_holds_from_that_day(self, cast: Cast) -> None:
        actor, given = cast.commune_leader.actor, {"now": cast.now}
        yesterday = cast.today - timedelta(days=1)

        practice_set(cast.commune.pk, actor=actor, needs_approval=True, today=yesterday, **given)
        practice_set(cast.commune.pk, actor=actor, needs_approval=True, today=cast.today, **given)
        practice_set(cast.commune.pk, actor=actor, needs_approval=False, today=cast.today, **given)
        practice_set(cast.commune.pk, actor=actor, needs_approval=True, today=cast.today, **given)

        assert HandInPractice.objects.count() == 2
        assert access.needs_approval(cast.commune.pk, on=yesterday)
        assert not access.needs_approval(cast.commune.pk, on=yesterday - timedelta(days=1))
        assert access.needs_approval(cast.commune.pk, on=cast.today)
        assert Entry.objects.filter(action="obligations.practice").count() == 3

    def test_only_the_leader_chooses(self, cast: Cast, client: Client) -> None:
        for who in ("commune_officer", "neighbour_officer", "standing_officer"):
            with pytest.raises(NotAllowed):
                practice_set(
                    cast.commune.pk,
                    actor=getattr(cast, who).actor,
                    needs_approval=True,
                    now=cast.now,
                    today=cast.today,
                )
            client.force_login(getattr(cast, who).user)
            assert client.get(PRACTICE).status_code == 403
        assert not HandInPractice.objects.exists()

    def test_the_page_changes_it_for_the_own_agency_alone(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_leader.user)
        assert "UBND xã Suối Nhạn" in client.get(PRACTICE).content.decode()

        assert client.post(PRACTICE, {"agency": cast.commune.pk, "steps": 2}).status_code == 302
        assert client.post(PRACTICE, {"agency": cast.commune.pk, "steps": 3}).status_code == 422
        assert client.post(PRACTICE, {"agency": cast.neighbour.pk, "steps": 2}).status_code == 403

        assert access.needs_approval(cast.commune.pk, on=cast.today)
        assert not access.needs_approval(cast.neighbour.pk, on=cast.today)

    def test_what_waits_stays_with_the_leader_when_one_step_becomes_enough(self, two_steps: Cast) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        actor = two_steps.commune_leader.actor
        practice_set(two_steps.commune.pk, actor=actor, needs_approval=False, now=two_steps.now, today=two_steps.today)

        assert approve(two_steps, obligation).number == 1
