"""Proof that is picked from the register: pointed to, never kept a second time."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.constants import ReadState
from caicach.documents.models import Document, DocumentText
from caicach.documents.services import document_attach
from caicach.files.models import StoredFile
from caicach.files.services import file_store
from caicach.obligations.constants import TrackingMode
from caicach.obligations.mapping import Proof
from caicach.obligations.models import HandInDraft, Obligation, Submission
from caicach.obligations.selectors.proofs import MOST_PROOFS
from caicach.obligations.services import (
    draft_approve,
    draft_withdraw,
    obligation_hand_in,
    obligation_hand_in_for,
)
from caicach.web.errors import BadInput, Beyond
from cast import PDF, Cast
from proofs import everything, form, prepared, proof

PLACE = "Hệ thống quản lý văn bản của UBND xã Suối Nhạn"


def own(cast: Cast, **values: Any) -> Document:
    """Return a document that the commune's clerk registered."""
    return cast.document(actor=cast.clerk.actor, **values)


def listed(cast: Cast, **values: Any) -> Document:
    """Return a document of the commune's imported list: facts, no file."""
    return own(cast, file=None, file_name="", **values)


def hand_in(cast: Cast, obligation: Obligation, given: Proof, **values: Any) -> Submission:
    """Hand in as the commune's officer."""
    return obligation_hand_in(
        obligation,
        **{
            "actor": cast.commune_officer.actor,
            "proof": given,
            "now": cast.now,
            "today": cast.today,
            **values,
        },
    )


class TestPointing:
    def test_what_was_picked_is_pointed_to_and_nothing_is_kept_twice(self, cast: Cast) -> None:
        obligation, document = cast.obligation(), own(cast, issued_on=date(2026, 3, 10))
        documents, files = Document.objects.count(), StoredFile.objects.count()

        submission = hand_in(cast, obligation, Proof(document=document))

        assert submission.document == document
        assert (submission.met_on, submission.kept_at) == (date(2026, 3, 10), "")
        assert (Document.objects.count(), StoredFile.objects.count()) == (documents, files)

    def test_a_listed_one_is_proof_by_the_place_where_it_is_looked_at(self, cast: Cast) -> None:
        document = listed(cast)

        submission = hand_in(cast, cast.obligation(), Proof(document=document, kept_at=PLACE))

        assert (submission.document, submission.kept_at) == (document, PLACE)

    def test_a_file_given_for_a_listed_one_becomes_the_registers_own(self, cast: Cast) -> None:
        document = listed(cast)

        submission = hand_in(
            cast, cast.obligation(), Proof(document=document, file=PDF, file_name="bc.pdf", kept_at=PLACE)
        )

        document.refresh_from_db()
        assert (document.file_name, submission.kept_at, Document.objects.count()) == ("bc.pdf", "", 1)
        assert DocumentText.objects.get(document=document).state == ReadState.WAITING
        assert Entry.objects.filter(action="documents.attach").count() == 1

    def test_a_figure_may_point_to_the_document_behind_it(self, cast: Cast) -> None:
        one, document = cast.obligation(duty={"mode": TrackingMode.FIGURE}), own(cast)

        submission = hand_in(cast, one, Proof(document=document, value=Decimal(12), unit="hồ sơ"))

        assert (submission.document, submission.met_on) == (document, cast.today)

    def test_the_standing_body_points_to_the_paper_it_registered(self, cast: Cast) -> None:
        document = cast.document(actor=cast.standing_officer.actor, issued_on=date(2026, 3, 11))
        given = {"proof": Proof(document=document), "now": cast.now, "today": cast.today}

        submission = obligation_hand_in_for(cast.obligation(), actor=cast.standing_officer.actor, **given)

        assert (submission.document, submission.met_on) == (document, date(2026, 3, 11))

    @pytest.mark.parametrize(
        ("values", "given", "sentence"),
        [
            ({"file": None, "file_name": ""}, {}, "Sổ chưa có tệp"),
            ({"file": None, "file_name": ""}, {"kept_at": "Tủ"}, "Nơi xem văn bản quá ngắn"),
            ({"file": None, "file_name": ""}, {"kept_at": "x" * 301}, "Nơi xem văn bản dài quá"),
            ({"file": None, "file_name": ""}, {"file": b"MZ\x00", "file_name": "a.exe"}, "Chỉ nhận tệp"),
            ({}, {"file": PDF, "file_name": "khac.pdf"}, "có tệp trong sổ rồi"),
            ({}, {"secret_place": "Tủ mật, Văn thư UBND xã"}, "không chọn từ sổ"),
            ({"issued_on": date(2024, 12, 31)}, {}, "quá sớm"),
        ],
    )
    def test_what_cannot_be_proof_is_refused_and_leaves_nothing(
        self, cast: Cast, values: dict[str, Any], given: dict[str, Any], sentence: str
    ) -> None:
        obligation, document = cast.obligation(), own(cast, **values)
        before = everything()

        with pytest.raises(BadInput, match=sentence):
            hand_in(cast, obligation, Proof(document=document, **given))

        assert everything() == before

    def test_a_file_with_the_stamp_of_a_secret_is_refused(self, cast: Cast) -> None:
        obligation, document = cast.obligation(), listed(cast)

        with pytest.raises(BadInput, match="mật"):
            hand_in(cast, obligation, Proof(document=document, file=PDF, file_name="TUYỆT MẬT bao cao.pdf"))

        assert not Submission.objects.exists()

    def test_one_that_is_only_cited_is_no_proof(self, cast: Cast) -> None:
        document = listed(cast)
        Document.objects.filter(pk=document.pk).update(is_placeholder=True)
        document.refresh_from_db()

        with pytest.raises(BadInput, match="chưa vào sổ"):
            hand_in(cast, cast.obligation(), Proof(document=document, kept_at=PLACE))

    def test_another_bodys_document_cannot_be_pointed_to(self, cast: Cast) -> None:
        obligation, document = cast.obligation(), cast.document(actor=cast.neighbour_officer.actor)
        before = everything()

        with pytest.raises(Beyond):
            hand_in(cast, obligation, Proof(document=document))

        assert everything() == before

    def test_a_document_that_has_got_another_file_meanwhile_is_refused(self, cast: Cast) -> None:
        obligation, document = cast.obligation(), listed(cast)
        stored = file_store(PDF + b"2", now=cast.now)
        stale = Document.objects.get(pk=document.pk)
        document_attach(document, stored, name="truoc.pdf", actor=cast.clerk.actor, now=cast.now)

        with pytest.raises(BadInput, match="một tệp khác"):
            hand_in(cast, obligation, Proof(document=stale, file=PDF, file_name="sau.pdf"))

        assert Document.objects.get(pk=document.pk).file == stored
        assert not Submission.objects.exists()


class TestDrafts:
    def test_a_draft_remembers_what_was_picked_and_leaves_with_it(self, two_steps: Cast) -> None:
        obligation, document = two_steps.obligation(), own(two_steps)

        draft = prepared(two_steps, obligation, proof=Proof(document=document))

        assert (draft.document, draft.symbol, draft.file) == (document, "", None)
        given = {"now": two_steps.now, "today": two_steps.today, "version": draft.version}
        assert draft_approve(obligation, actor=two_steps.commune_leader.actor, **given).document == document

    def test_a_file_for_a_listed_one_reaches_the_register_when_the_draft_leaves(self, two_steps: Cast) -> None:
        obligation, document = two_steps.obligation(), listed(two_steps)
        given = Proof(document=document, file=PDF, file_name="bc.pdf", kept_at=PLACE)

        draft = prepared(two_steps, obligation, proof=given)

        document.refresh_from_db()
        assert (document.file, draft.file_name, draft.kept_at) == (None, "bc.pdf", "")
        draft_approve(
            obligation,
            actor=two_steps.commune_leader.actor,
            now=two_steps.now,
            today=two_steps.today,
            version=draft.version,
        )
        document.refresh_from_db()
        assert document.file == draft.file

    def test_picking_drops_the_file_of_the_wording_before(self, two_steps: Cast) -> None:
        obligation = two_steps.obligation()
        first = prepared(two_steps, obligation).file
        assert first is not None

        draft = prepared(two_steps, obligation, proof=Proof(document=listed(two_steps), kept_at=PLACE))

        assert (draft.file, draft.kept_at) == (None, PLACE)
        assert not StoredFile.objects.filter(pk=first.pk).exists()

    def test_letting_go_asks_for_a_file_again(self, two_steps: Cast) -> None:
        obligation = two_steps.obligation()
        given = Proof(document=listed(two_steps), file=PDF, file_name="bc.pdf")
        prepared(two_steps, obligation, proof=given)

        with pytest.raises(BadInput, match="Thiếu tệp"):
            prepared(two_steps, obligation, proof=proof(file=None, file_name=""))

    def test_withdrawing_leaves_the_document_alone(self, two_steps: Cast) -> None:
        obligation, document = two_steps.obligation(), own(two_steps)
        draft = prepared(two_steps, obligation, proof=Proof(document=document))

        draft_withdraw(obligation, actor=two_steps.commune_officer.actor, now=two_steps.now, version=draft.version)

        document.refresh_from_db()
        assert document.file is not None
        assert not document.drafts.exists()

    def test_an_officer_cannot_lay_a_document_beyond_reach_before_the_leader(self, two_steps: Cast) -> None:
        document = two_steps.document(actor=two_steps.neighbour_officer.actor)

        with pytest.raises(Beyond):
            prepared(two_steps, two_steps.obligation(), proof=Proof(document=document))

        assert not HandInDraft.objects.exists()

    def test_the_form_of_the_next_wording_shows_it(self, two_steps: Cast, client: Client) -> None:
        obligation, document = two_steps.obligation(), own(two_steps)
        prepared(two_steps, obligation, proof=Proof(document=document))
        client.force_login(two_steps.commune_officer.user)

        page = client.get(reverse("obligations:detail", args=[obligation.uid]))

        assert page.context["page"].forms.prepare.picking.picked == document
        assert page.context["page"].draft.document_url == reverse("documents:detail", args=[document.uid])


class TestPage:
    def post(self, client: Client, cast: Cast, obligation: Obligation, act: str = "submit", **data: object) -> Any:
        client.force_login(cast.commune_officer.user)
        return client.post(reverse(f"obligations:{act}", args=[obligation.uid]), form(cast, **data))

    def test_searching_hands_nothing_in_and_keeps_what_was_typed(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(), own(cast, symbol="41/BC-UBND")

        answer = self.post(client, cast, obligation, step="find", find="41/BC", symbol="nửa chừng", issued_on="13/3")

        assert answer.status_code == 200
        page = answer.content.decode()
        assert "Báo cáo 41/BC-UBND" in page
        assert f'value="{document.uid}"' in page
        assert 'value="nửa chừng"' in page
        assert 'value="13/3"' in page
        assert 'class="error' not in page
        assert not Submission.objects.exists()

    def test_enter_in_the_search_field_searches_and_elsewhere_hands_in(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation()
        own(cast, symbol="41/BC-UBND")

        assert "41/BC-UBND" in self.post(client, cast, obligation, step="enter", find="41/BC").content.decode()
        assert not Submission.objects.exists()
        assert self.post(client, cast, obligation, step="enter", find="").status_code == 302
        assert Submission.objects.exists()

    def test_picking_shows_the_document_and_asks_for_no_file(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(), own(cast, symbol="41/BC-UBND", subject="Kết quả hòa giải")

        page = self.post(client, cast, obligation, pick=str(document.uid), symbol="typed").content.decode()

        assert "Kết quả hòa giải" in page
        assert "Bỏ chọn" in page
        assert 'name="file"' not in page
        assert '<input type="hidden" name="symbol" value="typed"' in page

    def test_letting_go_brings_back_what_was_typed(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(), own(cast)

        answer = self.post(client, cast, obligation, step="let_go", document=str(document.uid), symbol="typed")

        shown = answer.context["page"].forms.hand_in
        assert (shown.picking.picked, shown["symbol"].value(), shown["document"].value()) == (None, "typed", "")
        assert 'name="file"' in answer.content.decode()

    def test_a_picked_one_is_handed_in_whatever_stands_in_the_other_fields(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(), own(cast)
        left = {"symbol": "", "issued_on": "nonsense", "file": "", "is_secret": "on"}

        answer = self.post(client, cast, obligation, document=str(document.uid), **left)

        assert answer.status_code == 302
        assert Submission.objects.get().document == document
        page = client.get(answer["Location"]).content.decode()
        assert reverse("documents:detail", args=[document.uid]) in page

    def test_a_listed_one_is_handed_in_with_its_place_and_the_checker_reads_it(
        self, cast: Cast, client: Client
    ) -> None:
        obligation, document = cast.obligation(), listed(cast)
        picked = self.post(client, cast, obligation, pick=str(document.uid)).content.decode()
        assert f'value="{PLACE}"' in picked

        self.post(client, cast, obligation, document=str(document.uid), kept_at=PLACE, file="")

        client.force_login(cast.standing_officer.user)
        page = client.get(reverse("obligations:detail", args=[obligation.uid])).content.decode()
        assert f"Sổ chưa có tệp; xem tại: {PLACE}" in page
        assert reverse("documents:detail", args=[document.uid]) in page
        assert client.get(reverse("documents:detail", args=[document.uid])).status_code == 200

    def test_the_file_of_a_listed_one_is_taken_by_the_page(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(), listed(cast)

        self.post(client, cast, obligation, document=str(document.uid), kept_at=PLACE)

        document.refresh_from_db()
        assert document.file is not None
        assert Submission.objects.get().kept_at == ""

    @pytest.mark.parametrize("uid", ["khong-phai", "00000000-0000-4000-8000-000000000000"])
    def test_what_is_no_document_is_explained(self, cast: Cast, client: Client, uid: str) -> None:
        obligation = cast.obligation()

        assert "Không có văn bản này" in self.post(client, cast, obligation, pick=uid).content.decode()
        answer = self.post(client, cast, obligation, document=uid)
        assert (answer.status_code, Submission.objects.count()) == (422, 0)

    def test_a_document_beyond_reach_is_neither_shown_nor_taken(self, cast: Cast, client: Client) -> None:
        document = cast.document(actor=cast.neighbour_officer.actor, symbol="7/BC-UBND", subject="Của xã bên")
        obligation = cast.obligation()

        for step in ({"pick": str(document.uid)}, {"document": str(document.uid)}, {"step": "find", "find": "xã bên"}):
            assert "7/BC-UBND" not in self.post(client, cast, obligation, **step).content.decode()

        assert not Submission.objects.exists()

    def test_a_draft_is_laid_before_the_leader_with_it(self, two_steps: Cast, client: Client) -> None:
        obligation, document = two_steps.obligation(), own(two_steps)

        found = self.post(client, two_steps, obligation, "prepare", step="find", find="rà soát")
        assert str(document.uid) in found.content.decode()
        self.post(client, two_steps, obligation, "prepare", document=str(document.uid), file="")

        assert HandInDraft.objects.get().document == document

    def test_on_behalf_it_is_picked_too(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(), cast.document(actor=cast.standing_officer.actor)
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:on-behalf", args=[obligation.uid])

        found = client.post(url, form(cast, step="find", find="rà soát"))
        assert (found.status_code, str(document.uid) in found.content.decode()) == (200, True)
        client.post(url, form(cast, document=str(document.uid), file=""))

        assert Submission.objects.get().document == document

    def test_a_sentence_asks_for_no_document(self, cast: Cast, client: Client) -> None:
        obligation, document = cast.obligation(duty={"mode": TrackingMode.DECLARED}), own(cast)

        self.post(client, cast, obligation, document=str(document.uid), sentence="Đã tập huấn cho 12 thôn.")

        assert Submission.objects.get().document is None

    def test_a_search_costs_the_same_whatever_the_register_holds(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation()
        own(cast)
        self.post(client, cast, obligation, step="find", find="soát")
        url = reverse("obligations:submit", args=[obligation.uid])

        with CaptureQueriesContext(connection) as few:
            client.post(url, form(cast, step="find", find="soát"))
        for _ in range(MOST_PROOFS):
            own(cast)
        with CaptureQueriesContext(connection) as many:
            client.post(url, form(cast, step="find", find="soát"))

        assert len(many) == len(few)
