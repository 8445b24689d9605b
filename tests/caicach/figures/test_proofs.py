"""What proves a figure: what may be put to a cell, by whom, until when, and who opens it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.access import can_see
from caicach.documents.models import Document, RegisterEntry
from caicach.documents.selectors import uses_of
from caicach.documents.services import document_forget
from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.models import CellProof, Period, Return
from caicach.figures.selectors.proofs import documents_offered, proof_for
from caicach.figures.services import ProofDraft, ProofsAdded, proof_add, proof_remove, proofs_add
from caicach.files.access import can_download
from caicach.files.models import StoredFile
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from cast import PDF
from figures_cast import FiguresCast
from reform.forms.figures import cell_of

pytestmark = pytest.mark.django_db

LATE = cell_of("dossier.late", "tier=commune")
DOCS = cell_of("steer.docs", "")
RATE = cell_of("dossier.rate", "tier=commune")
FILE = ProofDraft(LATE, file=PDF, file_name="mot-cua.pdf", place="Trang 3")


def put(figures: FiguresCast, draft: ProofDraft = FILE, *, actor: Actor | None = None) -> CellProof:
    """Put a proof to a cell of the commune, by its officer unless ``actor`` says otherwise."""
    sheet = figures.again(figures.commune)
    return proof_add(sheet, draft, actor=actor or figures.cast.commune_officer.actor, now=figures.cast.now)


def put_all(figures: FiguresCast, *drafts: ProofDraft) -> ProofsAdded:
    return proofs_add(figures.commune, drafts, actor=figures.cast.commune_officer.actor, now=figures.cast.now)


def moved(figures: FiguresCast, state: ReturnState, **values: Any) -> None:
    Return.objects.filter(pk=figures.commune.pk).update(state=state, submitted_at=figures.cast.now, **values)


class TestWhatMayProve:
    """A document of the unit, or a file."""

    def test_a_file_is_kept_with_its_place_by_whom_and_when(self, figures: FiguresCast) -> None:
        proof = CellProof.objects.get(pk=put(figures).pk)
        assert (proof.line_key, proof.members) == ("dossier.late", "tier=commune")
        assert (proof.title, proof.place) == ("mot-cua.pdf", "Trang 3")
        assert (proof.added_by, proof.added_at) == (figures.cast.commune_officer.user, figures.cast.now)
        told = Entry.objects.get(action="figures.proof_add")
        assert told.object_id == figures.commune.pk and "dossier.late" in str(told.data)

    def test_a_document_of_the_unit_is_pointed_to(self, figures: FiguresCast) -> None:
        document = figures.cast.document(actor=figures.cast.commune_officer.actor)
        proof = put(figures, ProofDraft(LATE, document=document))
        assert (proof.document, proof.file, proof.title) == (document, None, str(document))

    def test_what_came_to_the_unit_proves_too_whoever_issued_it(self, figures: FiguresCast) -> None:
        officer = figures.cast.commune_officer.actor
        province = {"issuer": figures.cast.province, "issuer_name": figures.cast.province.current_name}
        document = figures.cast.document(actor=officer, symbol="9/QĐ-UBND", type="Quyết định", **province)
        assert put(figures, ProofDraft(LATE, document=document)).document == document

    def test_a_document_of_another_agency_proves_nothing_here(self, figures: FiguresCast) -> None:
        neighbour = figures.cast.neighbour
        document = figures.cast.document(issuer=neighbour, issuer_name=neighbour.current_name)
        # The officer of the commune would see it: it is only not the commune's.
        for actor in (figures.cast.commune_officer.actor, figures.cast.standing_officer.actor, SYSTEM):
            with pytest.raises(BadInput, match="không có trong sổ"):
                put(figures, ProofDraft(LATE, document=document), actor=actor)

    def test_what_the_officer_does_not_see_cannot_be_pointed_to(self, figures: FiguresCast) -> None:
        hidden = figures.cast.document()
        RegisterEntry.objects.all().delete()
        assert not can_see(figures.cast.commune_officer.actor, hidden)
        with pytest.raises(BadInput, match="không có trong sổ"):
            put(figures, ProofDraft(LATE, document=hidden))

    def test_a_file_with_a_symbol_and_a_day_goes_into_the_register(self, figures: FiguresCast) -> None:
        proof = put(figures, replace(FILE, symbol="45/BC-UBND", issued_on=date(2026, 3, 13), type="Báo cáo"))
        assert proof.file is None and proof.document is not None
        assert (proof.document.symbol, proof.document.issuer) == ("45/BC-UBND", figures.cast.commune)
        assert proof.document.file is not None and proof.document.file_name == "mot-cua.pdf"
        assert RegisterEntry.objects.filter(document=proof.document, agency=figures.cast.commune).exists()

    def test_a_symbol_without_its_day_is_asked_about(self, figures: FiguresCast) -> None:
        with pytest.raises(BadInput, match="Thiếu ngày ban hành"):
            put(figures, replace(FILE, symbol="45/BC-UBND"))
        assert not StoredFile.objects.exists()

    def test_a_document_without_a_file_gets_the_one_given(self, figures: FiguresCast) -> None:
        bare = figures.cast.document(file=None, actor=figures.cast.commune_officer.actor)
        put(figures, replace(FILE, document=bare))
        bare.refresh_from_db()
        assert bare.file is not None and bare.file_name == "mot-cua.pdf"
        with pytest.raises(BadInput, match="có tệp trong sổ rồi"):
            put(figures, replace(FILE, cell=DOCS, document=bare))

    def test_the_same_is_told_and_kept_once(self, figures: FiguresCast) -> None:
        document = figures.cast.document(actor=figures.cast.commune_officer.actor)
        for draft in (FILE, ProofDraft(LATE, document=document)):
            put(figures, draft)
            with pytest.raises(BadInput, match="đã là minh chứng của ô này"):
                put(figures, draft)
        assert CellProof.objects.count() == 2
        put(figures, replace(FILE, cell=DOCS))  # of another cell it is a proof of its own

    def test_one_list_proves_many_cells(self, figures: FiguresCast) -> None:
        proof = put(figures)
        again = put(figures, ProofDraft(DOCS, same_as=proof, place="Trang 1"))
        assert (again.file, again.title, again.place) == (proof.file, "mot-cua.pdf", "Trang 1")
        assert StoredFile.objects.count() == 1

    def test_what_was_taken_back_or_is_of_another_return_is_not_used_again(self, figures: FiguresCast) -> None:
        proof = put(figures)
        other = ProofDraft(DOCS, same_as=proof)
        with pytest.raises(BadInput, match="không còn trong bản số liệu"):
            proof_add(figures.neighbour, other, actor=SYSTEM, now=figures.cast.now)
        proof_remove(proof, actor=SYSTEM, now=figures.cast.now)
        proof.refresh_from_db()
        with pytest.raises(BadInput, match="không còn trong bản số liệu"):
            put(figures, other)

    def test_a_total_and_a_rate_are_proved_as_what_is_typed(self, figures: FiguresCast) -> None:
        assert put(figures, replace(FILE, cell=RATE)).line_key == "dossier.rate"


class TestBadInput:
    """What cannot be taken leaves nothing behind."""

    @pytest.mark.parametrize(
        ("draft", "said"),
        [
            (ProofDraft(LATE), "Chưa chọn minh chứng"),
            (ProofDraft(LATE, file=b"", file_name="trong.pdf"), "không có nội dung"),
            (ProofDraft(LATE, file=b"MZ\x90\x00 program", file_name="chay.exe"), "Chỉ nhận tệp"),
            (ProofDraft(LATE, file=b"\xd0\xcf\x11\xe0" + b"\0" * 600, file_name="cu.doc"), "Office"),
            (ProofDraft(LATE, file=PDF, file_name="MẬT bao cao.pdf"), "ật"),
            (replace(FILE, place="x" * 301), "dài quá 300"),
            (replace(FILE, cell=cell_of("no.such", "")), "không có trong biểu"),
            (replace(FILE, cell=cell_of("link.communes", "")), "không có trong biểu"),  # the province's alone
        ],
    )
    def test_it_is_refused_in_words(self, figures: FiguresCast, draft: ProofDraft, said: str) -> None:
        with pytest.raises(BadInput, match=said):
            put(figures, draft)
        assert not CellProof.objects.exists() and not StoredFile.objects.exists() and not Document.objects.exists()

    def test_a_file_too_large_is_refused(self, figures: FiguresCast) -> None:
        with override_settings(UPLOAD_LIMIT_BYTES=1024 * 1024), pytest.raises(BadInput, match="lớn hơn 1 MB"):
            put(figures, replace(FILE, file=b"%PDF-1.7" + b" " * (1024 * 1024)))
        assert not StoredFile.objects.exists()

    def test_of_many_the_bad_ones_are_told_and_the_others_kept(self, figures: FiguresCast) -> None:
        done = put_all(figures, FILE, replace(FILE, cell=DOCS), FILE, ProofDraft(LATE))
        assert [one.line_key for one in done.proofs] == ["dossier.late", "steer.docs"]
        assert ["đã là minh chứng" in one.reason for one in done.refused] == [True, False]
        assert Entry.objects.filter(action="figures.proof_add").count() == 2

    def test_a_cell_holds_twenty(self, figures: FiguresCast) -> None:
        drafts = [replace(FILE, file=f"Danh sách {at}".encode(), file_name="ds.txt") for at in range(21)]
        done = put_all(figures, *drafts)
        assert len(done.proofs) == 20 and "nhiều nhất 20" in done.refused[0].reason

    def test_many_cost_as_many_questions_as_one(self, figures: FiguresCast, django_assert_num_queries: Any) -> None:
        officer = figures.cast.commune_officer.actor
        some = [figures.cast.document(actor=officer) for _at in range(6)]
        cells = (LATE, DOCS, RATE)
        asked = 7
        with django_assert_num_queries(asked):
            put_all(figures, ProofDraft(LATE, document=some[0]))
        with django_assert_num_queries(asked):
            put_all(figures, *(ProofDraft(cell, document=one) for cell in cells for one in some[1:]))


class TestWho:
    """Whoever may fill the return."""

    def test_who_enters_for_the_unit_proves_too_until_it_is_handed_in(self, figures: FiguresCast) -> None:
        standing = figures.cast.standing_officer.actor
        assert put(figures, actor=standing).added_by == figures.cast.standing_officer.user
        moved(figures, ReturnState.SUBMITTED)
        with pytest.raises(NotAllowed):
            put(figures, replace(FILE, cell=DOCS), actor=standing)

    def test_others_prove_nothing_and_take_nothing_back(self, figures: FiguresCast) -> None:
        proof = put(figures)
        for person in (figures.cast.commune_viewer, figures.cast.neighbour_officer, figures.cast.department_officer):
            with pytest.raises(NotAllowed):
                put(figures, replace(FILE, cell=DOCS), actor=person.actor)
            with pytest.raises(NotAllowed):
                proof_remove(proof, actor=person.actor, now=figures.cast.now)

    def test_the_whole_is_proved_in_the_cells_of_the_units(self, figures: FiguresCast) -> None:
        with pytest.raises(NotAllowed):
            proof_add(
                figures.whole, replace(FILE, cell=DOCS), actor=figures.cast.standing_officer.actor, now=figures.cast.now
            )


class TestUntilWhen:
    """A proof changes no figure: it may come late; it goes only while figures may be written."""

    @pytest.mark.parametrize("state", [ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.CONSOLIDATED])
    def test_a_proof_is_added_after_the_hand_in_and_not_taken_back(
        self, figures: FiguresCast, state: ReturnState
    ) -> None:
        revision = figures.commune.revision
        moved(figures, state)
        proof = put(figures)
        with pytest.raises(WrongState, match="không bỏ minh chứng được"):
            proof_remove(proof, actor=figures.cast.commune_officer.actor, now=figures.cast.now)
        assert figures.again(figures.commune).revision == revision
        assert figures.again(figures.whole).stale_since is None

    def test_open_again_for_a_time_it_may_be_taken_back(self, figures: FiguresCast) -> None:
        proof = put(figures)
        moved(figures, ReturnState.ACCEPTED, open_until=figures.cast.today)
        actor, later = figures.cast.commune_officer.actor, figures.cast.now + timedelta(days=2)
        with pytest.raises(WrongState):
            proof_remove(proof, actor=actor, now=later)
        proof_remove(proof, actor=actor, now=figures.cast.now)

    def test_a_locked_period_takes_no_proof(self, figures: FiguresCast) -> None:
        proof = put(figures)
        Period.objects.filter(pk=figures.period.pk).update(state=PeriodState.LOCKED)
        with pytest.raises(WrongState, match="đã khóa"):
            put(figures, replace(FILE, cell=DOCS))
        with pytest.raises(WrongState):
            proof_remove(proof, actor=figures.cast.commune_officer.actor, now=figures.cast.now)
        assert CellProof.objects.filter(removed_at=None).count() == 1

    def test_taking_back_is_kept_and_done_once(self, figures: FiguresCast) -> None:
        proof, officer = put(figures), figures.cast.commune_officer
        proof_remove(proof, actor=officer.actor, now=figures.cast.now)
        proof.refresh_from_db()
        assert (proof.removed_by, proof.removed_at) == (officer.user, figures.cast.now)
        assert Entry.objects.filter(action="figures.proof_remove").count() == 1
        with pytest.raises(WrongState, match="đã được bỏ"):
            proof_remove(proof, actor=officer.actor, now=figures.cast.now)
        put(figures)  # the same may come again


class TestWhoOpens:
    """Whoever sees the return opens what proves it."""

    def test_the_file_is_opened_up_the_line_and_not_beside_it(self, figures: FiguresCast) -> None:
        cast, proof = figures.cast, put(figures)
        assert proof.file is not None
        for person in (cast.commune_officer, cast.commune_viewer, cast.standing_officer, cast.province_leader):
            assert can_download(person.actor, proof.file), person
            assert proof_for(person.actor, proof.uid) == proof
        for person in (cast.neighbour_officer, cast.department_officer, cast.stranger):
            assert not can_download(person.actor, proof.file), person
            with pytest.raises(Beyond):
                proof_for(person.actor, proof.uid)

    def test_what_was_taken_back_is_opened_by_nobody(self, figures: FiguresCast) -> None:
        proof = put(figures)
        proof_remove(proof, actor=SYSTEM, now=figures.cast.now)
        assert proof.file is not None
        assert not can_download(figures.cast.commune_officer.actor, proof.file)

    def test_the_document_is_seen_by_who_decides_and_tells_what_it_proves(self, figures: FiguresCast) -> None:
        standing, officer = figures.cast.standing_officer.actor, figures.cast.commune_officer.actor
        document = figures.cast.document(actor=officer)
        assert not can_see(standing, document)
        put(figures, ProofDraft(LATE, document=document))
        assert can_see(standing, document) and document.file is not None
        assert can_download(standing, document.file)
        assert not can_see(figures.cast.neighbour_officer.actor, document)
        (use,) = uses_of(standing, document)
        assert use.address.startswith(reverse("figures:cell", args=[figures.commune.uid]))
        assert figures.period.name in use.note

    def test_a_document_that_proves_a_figure_stays_in_the_register(self, figures: FiguresCast) -> None:
        document = figures.cast.document(actor=figures.cast.commune_officer.actor)
        put(figures, ProofDraft(LATE, document=document))
        assert not document_forget(document, actor=SYSTEM, now=figures.cast.now)


class TestOffered:
    """What the register offers."""

    def test_documents_of_the_unit_are_offered_and_of_no_other(self, figures: FiguresCast) -> None:
        officer, neighbour = figures.cast.commune_officer.actor, figures.cast.neighbour
        own = figures.cast.document(actor=officer, subject="Kết quả giải quyết hồ sơ")
        other = figures.cast.document(
            issuer=neighbour, issuer_name=neighbour.current_name, subject="Kết quả giải quyết hồ sơ"
        )
        found, has_more = documents_offered(officer, figures.commune, "kết quả", today=figures.cast.today)
        assert found == (own,) and not has_more
        assert other not in documents_offered(SYSTEM, figures.commune, "kết quả", today=figures.cast.today)[0]
        assert documents_offered(officer, figures.commune, "", today=figures.cast.today)[0] == (own,)
