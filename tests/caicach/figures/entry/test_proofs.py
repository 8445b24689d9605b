"""Proofs on the page of a cell: added, found in the register, used again, taken back; and who sees them where."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.figures.constants import ReturnState
from caicach.figures.models import CellProof, Return
from caicach.figures.services import ProofDraft, proof_add
from caicach.web.actor import SYSTEM
from cast import PDF, Person
from figures_cast import GOOD, FiguresCast
from reform.forms.figures import cell_of

LATE, CELL = cell_of("dossier.late", "tier=commune"), "?dong=dossier.late&o=tier%3Dcommune"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def officer(figures: FiguresCast) -> Client:
    """A browser of the commune's officer."""
    return signed_in(figures.cast.commune_officer)


def address(figures: FiguresCast, name: str = "cell") -> str:
    return reverse(f"figures:{name}", args=[figures.commune.uid]) + CELL


def add(client: Client, figures: FiguresCast, **sent: Any) -> Any:
    return client.post(address(figures, "proof-add"), sent)


def upload(name: str = "Danh sách.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def opened(client: Client, stored: Any) -> int:
    """Open a file and return the status."""
    answer = client.get(reverse("files:download", args=[stored.uid, "a.pdf"]))
    if answer.status_code == 200:
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # of a file
    return answer.status_code


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_file_is_added_and_stands_at_its_cell_in_the_grid_and_in_the_history(
    officer: Client, figures: FiguresCast
) -> None:
    answer = add(officer, figures, step="add", file=upload(), place="trang 3")
    assert answer.status_code == 302 and "#o" in answer.url
    section = text_of(officer.get(answer.url))
    assert "Đã thêm minh chứng “Danh sách.pdf”" in section and "Minh chứng của phần này" in section
    assert section.count("#minh-chung") == 1  # the mark of its line
    cell = text_of(officer.get(address(figures)))
    assert "Danh sách.pdf" in cell and "trang 3" in cell and "thêm minh chứng “Danh sách.pdf”" in cell
    assert opened(officer, CellProof.objects.get().file) == 200


def test_a_document_is_found_in_the_register_and_picked(officer: Client, figures: FiguresCast) -> None:
    document = figures.cast.document(actor=figures.cast.commune_officer.actor, subject="Kết quả một cửa quý I")
    page = text_of(add(officer, figures, step="find", find="một cửa", place="bảng 2"))
    assert "Kết quả một cửa quý I" in page and 'value="bảng 2"' in page and not CellProof.objects.exists()
    entered = text_of(add(officer, figures, step="enter", find="không có gì như thế"))
    assert "không có văn bản nào khớp “không có gì như thế”" in entered
    add(officer, figures, pick=str(document.uid), place="bảng 2")
    proof = CellProof.objects.get()
    assert (proof.document, proof.place) == (document, "bảng 2")
    cell = text_of(officer.get(address(figures)))
    assert reverse("documents:detail", args=[document.uid]) in cell and "Mở tệp của" in cell


def test_a_file_with_its_symbol_goes_into_the_register(officer: Client, figures: FiguresCast) -> None:
    add(officer, figures, step="add", file=upload(), type="Báo cáo", symbol="45/BC-UBND", issued_on="13/03/2026")
    document = CellProof.objects.get().document
    assert document is not None and (document.symbol, document.issued_on) == ("45/BC-UBND", date(2026, 3, 13))
    assert document.issuer == figures.cast.commune


def test_what_proves_another_line_is_used_again_by_one_button(officer: Client, figures: FiguresCast) -> None:
    draft = ProofDraft(cell_of("steer.docs", ""), file=PDF, file_name="so-van-ban.pdf")
    proof = proof_add(figures.commune, draft, actor=SYSTEM, now=figures.cast.now)
    assert f'name="again" value="{proof.uid}"' in text_of(officer.get(address(figures)))
    add(officer, figures, again=str(proof.uid))
    assert CellProof.objects.filter(line_key="dossier.late", file=proof.file).count() == 1
    assert f'name="again" value="{proof.uid}"' not in text_of(officer.get(address(figures)))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"step": "add"}, "Chưa chọn minh chứng"),
        ({"step": "add", "place": "x" * 301}, "mc-place"),
        ({"step": "add", "subject": "Báo cáo quý"}, "Ghi số, ký hiệu để vào sổ"),
        ({"step": "add", "symbol": "1/BC", "issued_on": "45/13/2026"}, "45/13/2026"),
        ({"pick": "no-uid"}, "Không có văn bản này"),
        ({"pick": "00000000-0000-0000-0000-000000000000"}, "Không có văn bản này"),
        ({"again": "no-uid"}, "Không có minh chứng này"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(
    officer: Client, figures: FiguresCast, sent: dict[str, str], said: str
) -> None:
    answer = add(officer, figures, **{"place": "trang 9", **sent})
    assert answer.status_code in {404, 422} and said in text_of(answer)
    assert 'value="trang 9"' in text_of(answer) or "place" in sent
    assert not CellProof.objects.exists()


def test_a_wrong_file_an_empty_one_and_the_same_again_are_refused(officer: Client, figures: FiguresCast) -> None:
    assert "Chỉ nhận tệp" in text_of(add(officer, figures, step="add", file=upload("a.exe", b"MZ\x90\x00 program")))
    assert "không có nội dung" in text_of(add(officer, figures, step="add", file=upload("a.pdf", b"")))
    add(officer, figures, step="add", file=upload())
    again = add(officer, figures, step="add", file=upload())
    assert again.status_code == 422 and "đã là minh chứng của ô này" in text_of(again)
    assert CellProof.objects.count() == 1


def test_a_proof_is_taken_back_and_stays_in_the_history(officer: Client, figures: FiguresCast) -> None:
    add(officer, figures, step="add", file=upload())
    proof = CellProof.objects.get()
    place = reverse("figures:proof-remove", args=[figures.commune.uid])
    assert officer.post(place, {"proof": "none"}).status_code == 404
    other = reverse("figures:proof-remove", args=[figures.neighbour.uid])
    assert signed_in(figures.cast.standing_officer).post(other, {"proof": str(proof.uid)}).status_code == 404
    answer = officer.post(place, {"proof": str(proof.uid)})
    assert answer.status_code == 302
    assert "Minh chứng của phần này" not in text_of(officer.get(answer.url))
    cell = text_of(officer.get(address(figures)))
    assert "chưa có minh chứng" in cell and "bỏ minh chứng “Danh sách.pdf”" in cell


def test_who_decides_sees_the_proofs_and_changes_none(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    add(officer, figures, step="add", file=upload())
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.SUBMITTED, submitted_at=figures.cast.now)
    standing, proof = signed_in(figures.cast.standing_officer), CellProof.objects.get()
    section = text_of(standing.get(reverse("figures:section", args=[figures.commune.uid, "dossier"])))
    assert "Danh sách.pdf" in section
    cell = text_of(standing.get(address(figures)))
    assert "Danh sách.pdf" in cell and "Thêm minh chứng" not in cell and "Bỏ minh chứng" not in cell
    assert opened(standing, proof.file) == 200
    assert opened(signed_in(figures.cast.neighbour_officer), proof.file) == 404
    # The unit adds what the receiver asked for; it takes nothing back.
    after = text_of(officer.get(address(figures)))
    assert "Thêm minh chứng" in after and "Bỏ minh chứng" not in after
    add(officer, figures, step="add", file=upload("thêm.txt", "Số hồ sơ quá hạn: 2".encode()))
    assert CellProof.objects.count() == 2
    refused = officer.post(
        reverse("figures:proof-remove", args=[figures.commune.uid]), {"proof": str(proof.uid)}, follow=True
    )
    assert refused.status_code == 409


def test_a_total_shows_the_proofs_of_its_parts(officer: Client, figures: FiguresCast) -> None:
    add(officer, figures, step="add", file=upload())
    rate = reverse("figures:cell", args=[figures.commune.uid]) + "?dong=dossier.rate&o=tier%3Dcommune"
    page = text_of(officer.get(rate))
    assert "Minh chứng của các ô thành phần" in page and "Danh sách.pdf" in page


def test_the_dialog_of_the_grid_has_the_proofs_too(officer: Client, figures: FiguresCast) -> None:
    add(officer, figures, step="add", file=upload())
    page = officer.get(address(figures), HTTP_HX_REQUEST="true")
    assert "Danh sách.pdf" in text_of(page) and "<html" not in text_of(page)


def test_a_viewer_adds_nothing(figures: FiguresCast) -> None:
    viewer = signed_in(figures.cast.commune_viewer)
    assert add(viewer, figures, step="find", find="một cửa").status_code == 403
    assert add(viewer, figures, step="add", file=upload()).status_code == 403


@pytest.mark.parametrize("name", ["proof-add", "proof-remove"])
def test_an_empty_form_is_answered_by_who_sends_it(figures: FiguresCast, name: str) -> None:
    cast, place = figures.cast, reverse(f"figures:{name}", args=[figures.commune.uid])
    people = {
        cast.commune_officer: 422, cast.commune_leader: 422, cast.clerk: 422, cast.standing_officer: 422,
        cast.administrator: 403, cast.commune_viewer: 403, cast.department_officer: 404, cast.stranger: 404,
    }  # fmt: skip
    assert {one.user.username: signed_in(one).post(place).status_code for one in people} == {
        one.user.username: status for one, status in people.items()
    }


def test_the_page_of_a_cell_costs_the_same_for_one_proof_and_for_many(
    officer: Client, figures: FiguresCast, django_assert_num_queries: Any
) -> None:
    def put(line: str, members: str, at: int) -> None:
        draft = ProofDraft(cell_of(line, members), file=f"Danh sách {at}".encode(), file_name=f"{at}.txt")
        proof_add(figures.commune, draft, actor=figures.cast.commune_officer.actor, now=figures.cast.now)

    put("dossier.late", "tier=commune", 0)
    officer.get(address(figures))
    with django_assert_num_queries(QUERIES):
        officer.get(address(figures))
    for at in range(1, 7):
        put("dossier.late", "tier=commune", at)
        put("steer.docs", "", at)
    with django_assert_num_queries(QUERIES):
        assert "6.txt" in text_of(officer.get(address(figures)))


QUERIES = 15
