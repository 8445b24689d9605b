"""Two steps, the officer's part: preparing, wording anew, withdrawing; nothing is handed in by it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.obligations.constants import DraftState, ObligationState, TrackingMode
from caicach.obligations.mapping import Evidence, Proof
from caicach.obligations.models import HandInDraft, Obligation, Submission
from caicach.obligations.services import draft_send_back, draft_withdraw, obligation_hand_in, obligation_submit
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import PDF, Cast
from proofs import everything, form, prepared, proof

Counting = Callable[[int], AbstractContextManager[Any]]


def url(obligation: Obligation, act: str) -> str:
    return reverse(f"obligations:{act}", args=[obligation.uid])


def test_a_draft_waits_for_the_leader_and_nothing_is_handed_in(two_steps: Cast) -> None:
    obligation = two_steps.obligation()

    draft = prepared(two_steps, obligation)

    assert (draft.state, draft.number, draft.version) == (DraftState.WAITING, 1, 1)
    assert (draft.symbol, draft.file_name, draft.prepared_by) == (
        "12/BC-UBND",
        "bao-cao.pdf",
        two_steps.commune_officer.user,
    )
    assert Obligation.objects.get(pk=obligation.pk).state == "open"
    assert not Submission.objects.exists()
    # The register of documents knows nothing of a paper that has not left.
    assert not Document.objects.exists()


def test_wording_it_anew_replaces_the_draft_and_keeps_the_file(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)

    draft = prepared(two_steps, obligation, proof=proof(symbol="15/BC-UBND", file=None, file_name=""), version=1)

    assert HandInDraft.objects.count() == 1
    assert (draft.version, draft.symbol, draft.file_name) == (2, "15/BC-UBND", "bao-cao.pdf")
    assert draft.file is not None


def test_another_file_takes_the_place_of_the_first_which_goes(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    first = prepared(two_steps, obligation).file
    assert first is not None

    draft = prepared(two_steps, obligation, proof=proof(file=PDF + b"2", file_name="moi.pdf"))

    assert draft.file_name == "moi.pdf"
    assert not StoredFile.objects.filter(pk=first.pk).exists()


def test_what_was_returned_is_prepared_again(two_steps: Cast) -> None:
    assert prepared(two_steps, two_steps.obligation(state=ObligationState.RETURNED)).number == 2


def test_withdrawing_drops_the_draft_and_its_file(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)

    draft_withdraw(obligation, actor=two_steps.commune_officer.actor, now=two_steps.now, version=1)

    assert HandInDraft.objects.get().state == DraftState.WITHDRAWN
    assert not StoredFile.objects.exists()
    assert prepared(two_steps, obligation, version=1).version == 2


@pytest.mark.parametrize(
    ("duty", "given", "sentence"),
    [
        ({}, {"file": None}, "Thiếu tệp"),
        ({}, {"issued_on": None}, "Thiếu ngày ban hành"),
        ({}, {"symbol": " "}, "Thiếu số, ký hiệu"),
        ({}, {"symbol": "", "issued_on": None, "file": None}, "Thiếu văn bản"),
        ({}, {"file": b"MZ\x00"}, "Chỉ nhận tệp"),
        ({"mode": TrackingMode.DECLARED}, {"symbol": "", "issued_on": None, "file": None}, "Thiếu nội dung"),
    ],
)
def test_a_foolish_draft_is_refused_and_leaves_nothing(
    two_steps: Cast, duty: dict[str, object], given: dict[str, object], sentence: str
) -> None:
    obligation = two_steps.obligation(duty=duty)
    before = everything()

    with pytest.raises(BadInput, match=sentence):
        prepared(two_steps, obligation, proof=proof(**given))

    assert everything() == before


def test_an_officer_cannot_hand_in_past_the_leader(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    before = everything()
    given = {"actor": two_steps.commune_officer.actor, "now": two_steps.now, "today": two_steps.today}

    with pytest.raises(NotAllowed, match="nộp hai bước"):
        obligation_hand_in(obligation, proof=proof(), **given)

    assert everything() == before


def test_nobody_hands_in_past_a_draft_that_waits(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    before = everything()
    given = {"actor": two_steps.commune_leader.actor, "now": two_steps.now, "today": two_steps.today}

    with pytest.raises(WrongState, match="chờ lãnh đạo duyệt"):
        obligation_hand_in(obligation, proof=proof(), **given)

    assert everything()[1:] == before[1:]
    assert Obligation.objects.get(pk=obligation.pk).state == "open"


def test_where_one_step_is_enough_nothing_is_prepared(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="nộp một bước"):
        prepared(cast, cast.obligation())


@pytest.mark.parametrize("who", ["commune_viewer", "neighbour_officer", "standing_officer", "stranger"])
def test_only_officers_of_the_agency_prepare(two_steps: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="UBND xã Suối Nhạn"):
        prepared(two_steps, two_steps.obligation(), actor=getattr(two_steps, who).actor)


@pytest.mark.parametrize("state", [ObligationState.DORMANT, ObligationState.SUBMITTED, ObligationState.ACCEPTED])
def test_only_what_is_open_or_returned_is_prepared(two_steps: Cast, state: ObligationState) -> None:
    obligation = two_steps.obligation(state=state)

    with pytest.raises(WrongState):
        prepared(two_steps, obligation)


def test_of_two_at_once_one_wins(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation, version=0)

    with pytest.raises(WrongState, match="đã cũ"):
        prepared(two_steps, obligation, version=0, proof=proof(symbol="99/BC-UBND"))
    with pytest.raises(WrongState, match="đã cũ"):
        draft_withdraw(obligation, actor=two_steps.commune_officer.actor, now=two_steps.now, version=7)

    assert HandInDraft.objects.get().symbol == "12/BC-UBND"


def test_whoever_sees_the_obligation_as_it_was_is_told(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    stale = Obligation.objects.select_related("duty", "agency").get(pk=obligation.pk)
    leader = two_steps.commune_leader.actor
    obligation_submit(
        obligation,
        actor=leader,
        evidence=Evidence(document=two_steps.document()),
        now=two_steps.now,
        today=two_steps.today,
    )

    with pytest.raises(WrongState, match="trước bạn"):
        prepared(two_steps, stale)


def test_the_acts_are_recorded(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    draft_withdraw(obligation, actor=two_steps.commune_officer.actor, now=two_steps.now, version=1)

    for action in ("obligations.prepare", "obligations.withdraw"):
        entry = Entry.objects.get(action=action)
        assert (entry.object_id, entry.actor_id) == (obligation.pk, two_steps.commune_officer.user.pk)


class TestPage:
    """The forms on the obligation's page."""

    def test_the_officer_prepares_and_finds_the_words_again(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation()
        client.force_login(two_steps.commune_officer.user)

        response = client.post(url(obligation, "prepare"), form(two_steps))

        assert response.status_code == 302
        page = client.get(url(obligation, "detail")).content.decode()
        for words in (
            "Đã trình lãnh đạo UBND xã Suối Nhạn.",
            "đang trình lãnh đạo",
            "Sửa bản trình",
            "Rút bản trình",
            'value="12/BC-UBND"',
            "Đang có “Báo cáo quý I.pdf”",
            "Chờ lãnh đạo UBND xã Suối Nhạn duyệt",
        ):
            assert words in page
        assert f'action="{url(obligation, "submit")}"' not in page

    def test_a_draft_is_worded_anew_without_choosing_the_file_again(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation()
        client.force_login(two_steps.commune_officer.user)
        client.post(url(obligation, "prepare"), form(two_steps))

        changes = form(two_steps, version=1, symbol="15/BC-UBND")
        del changes["file"]
        assert client.post(url(obligation, "prepare"), changes).status_code == 302
        assert client.post(url(obligation, "prepare"), changes).status_code == 409

        draft = HandInDraft.objects.get()
        assert (draft.symbol, draft.file_name, draft.version) == ("15/BC-UBND", "Báo cáo quý I.pdf", 2)
        assert client.post(url(obligation, "withdraw"), {"version": 2}).status_code == 302
        assert HandInDraft.objects.get().state == DraftState.WITHDRAWN

    def test_a_figure_comes_back_as_it_was_written(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation(duty={"mode": TrackingMode.FIGURE})
        client.force_login(two_steps.commune_officer.user)

        client.post(url(obligation, "prepare"), {"number": 1, "version": 0, "value": "8.803,5", "unit": "hồ sơ"})

        assert 'value="8.803,5"' in client.get(url(obligation, "detail")).content.decode()

    def test_a_note_of_the_leader_stands_above_the_form(self, two_steps: Cast, client: Client) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        leader = two_steps.commune_leader.actor
        draft_send_back(obligation, actor=leader, note="Thiếu phụ lục số liệu.", now=two_steps.now, version=1)
        client.force_login(two_steps.commune_officer.user)

        page = client.get(url(obligation, "detail")).content.decode()

        assert "Thiếu phụ lục số liệu." in page
        assert "lãnh đạo yêu cầu sửa" in page
        assert 'value="12/BC-UBND"' in page

    @pytest.mark.parametrize("who", ["standing_officer", "department_officer"])
    def test_to_others_a_draft_does_not_exist(self, two_steps: Cast, client: Client, who: str) -> None:
        obligation = two_steps.obligation(acceptor_id=two_steps.department.pk)
        draft = prepared(two_steps, obligation)
        assert draft.file is not None
        client.force_login(getattr(two_steps, who).user)

        page = client.get(url(obligation, "detail")).content.decode()
        file = client.get(reverse("files:download", args=[draft.file.uid, "bao-cao.pdf"]))

        assert "12/BC-UBND" not in page
        assert "trình lãnh đạo" not in page
        assert file.status_code == 404

    @pytest.mark.parametrize("who", ["commune_officer", "commune_leader", "commune_viewer"])
    def test_the_agency_reads_its_own_draft(self, two_steps: Cast, client: Client, who: str) -> None:
        draft = prepared(two_steps, two_steps.obligation())
        assert draft.file is not None
        client.force_login(getattr(two_steps, who).user)

        response = client.get(reverse("files:download", args=[draft.file.uid, "bao-cao.pdf"]))

        assert b"".join(response).startswith(PDF)  # type: ignore[arg-type]  # streamed

    @pytest.mark.parametrize("act", ["prepare", "withdraw"])
    @pytest.mark.parametrize(
        ("who", "status"), [("stranger", 404), ("neighbour_officer", 404), ("commune_viewer", 403)]
    )
    def test_others_are_refused_and_nothing_changes(
        self, two_steps: Cast, client: Client, act: str, who: str, status: int
    ) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        client.force_login(getattr(two_steps, who).user)
        before = everything()

        assert client.post(url(obligation, act), form(two_steps, version=1)).status_code == status
        assert client.get(url(obligation, act)).status_code == 405
        assert everything() == before

    def test_its_cost_is_known(self, two_steps: Cast, client: Client, django_assert_max_num_queries: Counting) -> None:
        obligation = two_steps.obligation()
        prepared(two_steps, obligation)
        client.force_login(two_steps.commune_leader.user)

        with django_assert_max_num_queries(32):
            client.get(url(obligation, "detail"))


def test_an_empty_proof_has_no_document() -> None:
    assert not Proof().has_document
    assert not Proof(symbol="12", secret_place="Tủ mật, Văn thư").has_document
