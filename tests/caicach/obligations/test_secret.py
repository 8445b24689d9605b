"""State secrets: what is marked never comes in; a duty may be proved by the place where a secret paper is kept."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.obligations.constants import TrackingMode
from caicach.obligations.mapping import Proof
from caicach.obligations.models import HandInDraft, Obligation, Submission
from caicach.obligations.services import draft_approve, obligation_hand_in, obligation_hand_in_for
from caicach.web.errors import BadInput
from cast import Cast
from proofs import everything, form, prepared, proof

STAMPED = "UBND XÃ SUỐI NHẠN\nSố: 12/BC-UBND\nMẬT\n\nBÁO CÁO\n".encode()
SECRET = Proof(issued_on=date(2026, 3, 12), secret_place="Tủ mật, Văn thư UBND xã Suối Nhạn")


def hand_in(cast: Cast, obligation: Obligation, given: Proof) -> Submission:
    actor = cast.commune_officer.actor
    return obligation_hand_in(obligation, actor=actor, proof=given, now=cast.now, today=cast.today)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"file_name": "[MẬT] Báo cáo.pdf"}, "Tên tệp"),
        ({"symbol": "12/BC-UBND (MẬT)"}, "Số, ký hiệu"),
        ({"subject": "Kế hoạch diễn tập - Tối mật"}, "trích yếu"),
        ({"file": STAMPED, "file_name": "bao-cao.txt"}, "Trang đầu"),
    ],
)
def test_what_is_marked_is_refused_and_nothing_is_written(
    cast: Cast, files_root: Any, given: dict[str, Any], where: str
) -> None:
    obligation = cast.obligation()
    before = everything()

    with pytest.raises(BadInput, match=where):
        hand_in(cast, obligation, proof(**given))

    assert everything() == before
    assert not files_root.exists()


def test_drafts_and_papers_on_behalf_are_asked_too(two_steps: Cast, files_root: Any) -> None:
    obligation = two_steps.obligation()
    marked = proof(file=STAMPED, file_name="bao-cao.txt")

    with pytest.raises(BadInput, match="dấu độ mật"):
        prepared(two_steps, obligation, proof=marked)
    with pytest.raises(BadInput, match="dấu độ mật"):
        obligation_hand_in_for(
            obligation,
            actor=two_steps.standing_officer.actor,
            proof=marked,
            now=two_steps.now,
            today=two_steps.today,
        )

    assert not HandInDraft.objects.exists()
    assert not files_root.exists()


def test_a_duty_is_proved_by_the_place_of_keeping(cast: Cast) -> None:
    submission = hand_in(cast, cast.obligation(), SECRET)

    assert (submission.secret_place, submission.secret_symbol, submission.secret_on) == (
        "Tủ mật, Văn thư UBND xã Suối Nhạn",
        "",
        date(2026, 3, 12),
    )
    # In time by the day of the paper, like any document.
    assert submission.met_on == date(2026, 3, 12)
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (Proof(issued_on=date(2026, 3, 12), secret_place="Tủ"), "Thiếu nơi lưu"),
        (Proof(issued_on=date(2026, 3, 12), secret_place="x" * 301), "dài quá"),
        (Proof(secret_place="Tủ mật, Văn thư"), "Thiếu ngày ban hành"),
        (Proof(issued_on=date(2026, 3, 17), secret_place="Tủ mật, Văn thư"), "chưa đến"),
        (Proof(issued_on=date(2026, 3, 12), secret_place="Tủ mật, Văn thư", file=b"x"), "không gửi tệp"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, given: Proof, sentence: str) -> None:
    obligation = cast.obligation()
    before = everything()

    with pytest.raises(BadInput, match=sentence):
        hand_in(cast, obligation, given)

    assert everything() == before


def test_a_secret_goes_through_the_leader(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)
    # The officer notices that the paper is a secret: the file of the first wording goes.
    draft = prepared(two_steps, obligation, proof=SECRET)
    assert (draft.file, draft.subject, StoredFile.objects.count()) == (None, "", 0)

    actor = two_steps.commune_leader.actor
    submission = draft_approve(obligation, actor=actor, now=two_steps.now, today=two_steps.today, version=2)

    assert submission.secret_place == SECRET.secret_place
    assert submission.document is None


def test_a_secret_paper_is_handed_in_on_behalf(cast: Cast, client: Client) -> None:
    obligation = cast.obligation()
    actor = cast.standing_officer.actor

    obligation_hand_in_for(obligation, actor=actor, proof=SECRET, now=cast.now, today=cast.today)

    client.force_login(cast.commune_officer.user)
    page = client.get(reverse("obligations:detail", args=[obligation.uid])).content.decode()
    assert "Sở Nội vụ nộp thay, theo văn bản mật ngày 12/03/2026" in page


def test_the_database_keeps_no_secret_with_a_document(cast: Cast) -> None:
    submission = hand_in(cast, cast.obligation(), SECRET)

    with pytest.raises(IntegrityError):
        Submission.objects.filter(pk=submission.pk).update(document=cast.document())


class TestPage:
    """The choice in the form."""

    @staticmethod
    def post(cast: Cast, client: Client, duty: dict[str, Any] | None = None, **changes: object) -> tuple[Any, Any]:
        obligation = cast.obligation(duty=duty or {})
        client.force_login(cast.commune_officer.user)
        given = form(cast, symbol="", is_secret="on", secret_place="Tủ mật, Văn thư UBND xã") | changes
        if "file" not in changes:
            del given["file"]
        return obligation, client.post(reverse("obligations:submit", args=[obligation.uid]), given)

    def test_place_and_day_are_enough_and_the_subject_is_not_kept(self, cast: Cast, client: Client) -> None:
        obligation, response = self.post(cast, client)

        assert response.status_code == 302
        page = client.get(reverse("obligations:detail", args=[obligation.uid])).content.decode()
        assert "Văn bản mật ngày 13/03/2026, lưu tại Tủ mật, Văn thư UBND xã" in page
        assert "Kết quả rà soát quý I" not in page

    def test_a_figure_may_stand_on_a_secret(self, cast: Cast, client: Client) -> None:
        duty = {"mode": TrackingMode.FIGURE}
        _obligation, response = self.post(cast, client, duty, value="3", unit="hồ sơ")

        assert response.status_code == 302
        assert Submission.objects.get().secret_on == date(2026, 3, 13)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"secret_place": ""}, "bắt buộc"),
            ({"issued_on": ""}, "bắt buộc"),
            ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}, "không gửi tệp"),
        ],
    )
    def test_a_half_filled_form_comes_back_open(
        self, cast: Cast, client: Client, changes: dict[str, object], sentence: str
    ) -> None:
        _obligation, response = self.post(cast, client, **changes)

        assert response.status_code == 422
        page = response.content.decode()
        assert sentence in page
        assert '<details class="more" open>' in page
        assert not Submission.objects.exists()
        assert not StoredFile.objects.exists()
