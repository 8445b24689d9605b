"""Handing in: what each mode asks for, who may, what moves, what refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Obligation, Submission, Transition
from caicach.obligations.services import obligation_submit
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import PDF, Cast

DECLARED = {"mode": TrackingMode.DECLARED}
FIGURE = {"mode": TrackingMode.FIGURE}


def hand_in(cast: Cast, obligation: Obligation, *, actor: Actor | None = None, **evidence: object) -> Submission:
    return obligation_submit(
        obligation,
        actor=actor or cast.commune_officer.actor,
        evidence=Evidence(**evidence),  # type: ignore[arg-type]
        now=cast.now,
        today=cast.today,
    )


def assert_untouched(obligation: Obligation) -> None:
    fresh = Obligation.objects.get(pk=obligation.pk)
    assert (fresh.state, fresh.met_on) == ("open", None)
    assert not Submission.objects.exists()
    assert Transition.objects.filter(obligation=obligation).count() == 1
    assert not Entry.objects.filter(action="obligations.submit").exists()


def test_a_document_counts_by_the_day_it_was_issued(cast: Cast) -> None:
    obligation = cast.obligation()
    issued_on = cast.today - timedelta(days=5)

    submission = hand_in(cast, obligation, document=cast.document(issued_on=issued_on))

    fresh = Obligation.objects.get(pk=obligation.pk)
    assert (fresh.state, fresh.met_on) == ("submitted", issued_on)
    assert (submission.number, submission.met_on, submission.handed_in_on) == (1, issued_on, cast.today)
    assert submission.handed_in_by == cast.commune_officer.user


def test_a_figure_counts_by_the_day_it_was_handed_in(cast: Cast) -> None:
    obligation = cast.obligation(duty=FIGURE)

    submission = hand_in(cast, obligation, value=Decimal("85.75"), unit=" % ")

    assert (submission.value, submission.unit, submission.met_on) == (Decimal("85.75"), "%", cast.today)


def test_one_sentence_is_enough_where_the_work_is_declared(cast: Cast) -> None:
    submission = hand_in(cast, cast.obligation(duty=DECLARED), sentence="Đã niêm yết công khai 12 thủ tục.")

    assert submission.sentence == "Đã niêm yết công khai 12 thủ tục."


def test_a_report_counts_by_its_hand_in_and_takes_along_what_it_carries(cast: Cast) -> None:
    key = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=key),))
    asleep = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=key, due_on=None),))
    cast.assign(cast.draft(is_report=True), inside, inside, asleep)
    report = Obligation.objects.get(duty__is_report=True)

    hand_in(cast, report, document=cast.document(issued_on=cast.today - timedelta(days=3)))

    states = Obligation.objects.filter(carrier=report).values_list("state", "met_on")
    assert sorted(states, key=str) == sorted(
        [("submitted", cast.today), ("submitted", cast.today), ("dormant", None)], key=str
    )
    assert Submission.objects.count() == 1
    assert Transition.objects.filter(to_state="submitted").count() == 3


def test_what_a_report_carries_is_not_handed_in_alone(cast: Cast) -> None:
    key = (cast.commune.pk, "2026-Q1")
    cast.assign(
        cast.draft(is_report=True), cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=key),))
    )
    carried = Obligation.objects.get(duty__is_report=False)

    with pytest.raises(WrongState, match="báo cáo định kỳ"):
        hand_in(cast, carried, document=cast.document())

    assert Obligation.objects.filter(state="open").count() == 2


def test_what_should_be_in_a_report_stands_alone_where_there_is_none(cast: Cast) -> None:
    obligation = cast.obligation(duty={"mode": TrackingMode.IN_REPORT})

    assert hand_in(cast, obligation, document=cast.document()).met_on == cast.today


def test_what_was_returned_is_handed_in_again_under_the_next_number(cast: Cast) -> None:
    obligation = cast.obligation(state=ObligationState.RETURNED)

    assert hand_in(cast, obligation, document=cast.document()).number == 2
    assert Transition.objects.filter(obligation=obligation).last().from_state == "returned"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("duty", "evidence", "sentence"),
    [
        ({}, {}, "Thiếu văn bản"),
        (FIGURE, {"unit": "%"}, "Thiếu số liệu"),
        (FIGURE, {"value": Decimal(3)}, "đơn vị tính"),
        (FIGURE, {"value": Decimal("NaN"), "unit": "%"}, "không phải là số"),
        (FIGURE, {"value": Decimal(10) ** 14, "unit": "%"}, "quá lớn"),
        (DECLARED, {"sentence": " … "}, "Thiếu nội dung"),
        (DECLARED, {"sentence": "x" * 2001}, "dài quá"),
        ({"mode": TrackingMode.DECLARED, "is_report": True}, {"sentence": "Đã báo cáo xong."}, "Thiếu văn bản"),
    ],
)
def test_foolish_proof_is_refused_in_words(
    cast: Cast, duty: dict[str, object], evidence: dict[str, object], sentence: str
) -> None:
    obligation = cast.obligation(duty=duty)

    with pytest.raises(BadInput, match=sentence):
        hand_in(cast, obligation, **evidence)

    assert_untouched(obligation)


def test_a_document_far_before_the_year_of_the_duty_is_a_slip(cast: Cast) -> None:
    obligation = cast.obligation()

    with pytest.raises(BadInput, match="quá sớm"):
        hand_in(cast, obligation, document=cast.document(issued_on=date(2024, 12, 31)))

    assert_untouched(obligation)


def test_a_document_without_its_file_proves_nothing(cast: Cast) -> None:
    obligation = cast.obligation()

    with pytest.raises(BadInput, match="chưa có tệp"):
        hand_in(cast, obligation, document=cast.document(file=None))

    assert_untouched(obligation)


@pytest.mark.parametrize("who", ["commune_viewer", "neighbour_officer", "department_officer", "stranger"])
def test_only_officers_of_the_agency_or_above_hand_in(cast: Cast, who: str) -> None:
    obligation = cast.obligation()
    document = cast.document()

    with pytest.raises(NotAllowed, match="UBND xã Suối Nhạn"):
        hand_in(cast, obligation, actor=getattr(cast, who).actor, document=document)

    assert_untouched(obligation)


@pytest.mark.parametrize("who", ["commune_officer", "commune_leader", "province_leader"])
def test_officers_and_leaders_of_the_agency_and_above_hand_in(cast: Cast, who: str) -> None:
    assert hand_in(cast, cast.obligation(), actor=getattr(cast, who).actor, document=cast.document()).number == 1


@pytest.mark.parametrize("state", [ObligationState.DORMANT, ObligationState.SUBMITTED, ObligationState.ACCEPTED])
def test_only_what_is_open_or_returned_is_handed_in(cast: Cast, state: ObligationState) -> None:
    obligation = cast.obligation(state=state)

    with pytest.raises(WrongState):
        hand_in(cast, obligation, document=cast.document())

    assert Obligation.objects.get(pk=obligation.pk).state == state


def test_of_two_hand_ins_at_once_one_wins(cast: Cast) -> None:
    obligation = cast.obligation()
    other_window = Obligation.objects.get(pk=obligation.pk)
    hand_in(cast, obligation, document=cast.document())

    with pytest.raises(WrongState, match="trước bạn"):
        hand_in(cast, other_window, document=cast.document())

    assert Submission.objects.count() == 1
    assert other_window.state == "open"


def test_the_act_is_recorded(cast: Cast) -> None:
    obligation = cast.obligation()

    hand_in(cast, obligation, document=cast.document())

    entry = Entry.objects.get(action="obligations.submit")
    assert (entry.object_id, entry.actor_id, entry.agency_id) == (
        obligation.pk,
        cast.commune_officer.user.pk,
        cast.commune.pk,
    )
    assert '"state":"open"' in entry.data
    assert '"state":"submitted"' in entry.data


class TestPage:
    """The form of the obligation's page."""

    @staticmethod
    def form(cast: Cast, **changes: object) -> dict[str, object]:
        return {
            "number": 1,
            "type": "Báo cáo",
            "symbol": "12/BC-UBND",
            "issued_on": "13/03/2026",
            "issuer_name": cast.commune.current_name,
            "subject": "Kết quả rà soát quý I",
            "file": SimpleUploadedFile("Báo cáo quý I.pdf", PDF),
        } | changes

    @staticmethod
    def url(obligation: Obligation) -> str:
        return reverse("obligations:submit", args=[obligation.uid])

    def test_it_registers_the_document_and_hands_it_in(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation()
        client.force_login(cast.commune_officer.user)

        response = client.post(self.url(obligation), self.form(cast))

        assert response.status_code == 302
        submission = Submission.objects.select_related("document__file").get()
        assert submission.document is not None
        assert (submission.document.symbol, submission.document.issuer) == ("12/BC-UBND", cast.commune)
        assert (submission.document.file_name, submission.met_on) == ("Báo cáo quý I.pdf", date(2026, 3, 13))
        page = client.get(response.headers["Location"]).content.decode()
        assert "Đã nộp cho Sở Nội vụ." in page
        assert "Báo cáo quý I.pdf" in page

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"issued_on": "31/02/2026"}, "không có trong lịch"),
            ({"issued_on": "17/03/2026"}, "chưa đến"),
            ({"symbol": ""}, "bắt buộc"),
            ({"file": SimpleUploadedFile("x.exe", b"MZ\x00\x01")}, "Chỉ nhận tệp PDF"),
            ({"file": SimpleUploadedFile("x.pdf", b"")}, "không có nội dung"),
        ],
    )
    def test_a_bad_form_comes_back_with_what_was_typed(
        self, cast: Cast, client: Client, changes: dict[str, object], sentence: str
    ) -> None:
        obligation = cast.obligation()
        client.force_login(cast.commune_officer.user)

        response = client.post(self.url(obligation), self.form(cast, **changes))

        assert response.status_code == 422
        page = response.content.decode()
        assert sentence in page
        assert "Kết quả rà soát quý I" in page
        assert_untouched(obligation)
        assert not Document.objects.exists()
        assert not StoredFile.objects.exists()

    def test_a_figure_is_read_as_documents_write_it(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(duty=FIGURE)
        client.force_login(cast.commune_officer.user)

        client.post(self.url(obligation), {"number": 1, "value": "8.803,5", "unit": "hồ sơ"})

        assert Submission.objects.get().value == Decimal("8803.5")

    def test_a_stale_form_is_refused(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.RETURNED)
        client.force_login(cast.commune_officer.user)

        response = client.post(self.url(obligation), self.form(cast, number=1))

        assert response.status_code == 409
        assert Submission.objects.count() == 1
        assert Obligation.objects.get(pk=obligation.pk).state == "returned"

    @pytest.mark.parametrize(
        ("who", "status"), [("stranger", 404), ("neighbour_officer", 404), ("commune_viewer", 403)]
    )
    def test_others_are_refused_and_nothing_changes(self, cast: Cast, client: Client, who: str, status: int) -> None:
        obligation = cast.obligation()
        client.force_login(getattr(cast, who).user)

        assert client.post(self.url(obligation), self.form(cast)).status_code == status
        assert_untouched(obligation)
        assert not StoredFile.objects.exists()

    def test_it_takes_no_get_and_no_one_unknown(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation()
        assert client.post(self.url(obligation), self.form(cast)).status_code == 302
        client.force_login(cast.commune_officer.user)
        assert client.get(self.url(obligation)).status_code == 405
        assert_untouched(obligation)


def test_the_clerk_enters_the_documents_that_the_agency_issued(cast: Cast) -> None:
    one = cast.obligation()
    assert hand_in(cast, one, actor=cast.clerk.actor, document=cast.document()).handed_in_by == cast.clerk.user


@pytest.mark.parametrize("duty", [DECLARED, FIGURE])
def test_the_clerk_hands_in_nothing_but_documents(cast: Cast, duty: dict[str, object]) -> None:
    one = cast.obligation(duty=duty)
    with pytest.raises(NotAllowed):
        hand_in(cast, one, actor=cast.clerk.actor, sentence="Đã làm xong.", value=Decimal(1), unit="%")
    assert_untouched(one)


def test_the_clerk_enters_nothing_for_another_agency(cast: Cast) -> None:
    one = cast.obligation(agency_id=cast.neighbour.pk)
    with pytest.raises(NotAllowed):
        hand_in(cast, one, actor=cast.clerk.actor, document=cast.document())
    assert_untouched(one)
