"""The pages of the register: who opens them, what bad input is told, what they cost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.documents.models import Document, DocumentFile
from caicach.documents.services import NewDocument, documents_register
from cast import Cast

LIST, REGISTER, PAIRS = reverse("documents:list"), reverse("documents:register"), reverse("documents:pairs")
DAY = date(2025, 3, 2)


def put(cast: Cast, count: int = 1, **changes: Any) -> list[Document]:
    """Write documents of the province into the register of the commune."""
    values = {"type": "Kế hoạch", "issuer_name": "UBND tỉnh Sông Mây", "issued_on": DAY, "subject": "Cải cách"}
    rows = [NewDocument(symbol=f"{number}/KH-UBND", **{**values, **changes}) for number in range(1, count + 1)]
    done = documents_register(rows, actor=cast.commune_officer.actor, now=cast.now)
    return [one for one in done.documents if one is not None]


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The browser of the commune's officer."""
    client.force_login(cast.commune_officer.user)
    return client


class TestList:
    def test_it_shows_the_own_register_and_no_other(self, cast: Cast, officer: Client) -> None:
        put(cast)
        assert "1/KH-UBND" in officer.get(LIST).content.decode()

        officer.force_login(cast.neighbour_officer.user)
        assert "1/KH-UBND" not in officer.get(LIST).content.decode()

    @pytest.mark.parametrize("query", ["nam=hai", "nam=1", "loai=Thơ", "page=-3", "page=x", "hieu_luc=?", "q=%00"])
    def test_what_cannot_be_asked_matters_as_little_as_nothing(self, cast: Cast, officer: Client, query: str) -> None:
        put(cast)

        assert officer.get(f"{LIST}?{query}").status_code == 200

    def test_its_cost_is_fixed(
        self, cast: Cast, officer: Client, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        put(cast, 40)

        # Session, person, grants, areas led; how many, the page of them; questions.
        with django_assert_max_num_queries(8):
            officer.get(LIST, {"q": "cai cach"})


class TestRegister:
    GIVEN = {
        "direction": "in",
        "type": "Kế hoạch",
        "symbol": "7/KH-UBND",
        "issued_on": "02/03/2025",
        "issuer_name": "UBND tỉnh Sông Mây",
    }

    def test_it_is_written_and_leads_to_its_page(self, officer: Client) -> None:
        answer = officer.post(REGISTER, self.GIVEN)

        assert answer.headers["Location"] == reverse("documents:detail", args=[Document.objects.get().uid])

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"symbol": ""}, "Số, ký hiệu"),
            ({"issued_on": "32/13/2025"}, "Ngày ban hành"),
            ({"issued_on": "02/03/2099"}, "chưa đến"),
            ({"issuer_name": " - "}, "Thiếu cơ quan ban hành"),
            ({"effective_on": "02/03/2025", "expires_on": "01/03/2025"}, "phải sau ngày có hiệu lực"),
            ({"kept": "không phải của tôi"}, "không còn được giữ"),
            ({"doc": "1"}, "Chọn tệp để đọc"),
        ],
    )
    def test_bad_input_is_told_in_a_sentence(self, officer: Client, changes: dict[str, str], sentence: str) -> None:
        answer = officer.post(REGISTER, {**self.GIVEN, **changes})

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not Document.objects.exists()

    def test_a_kept_file_is_only_for_who_chose_it(self, cast: Cast, officer: Client) -> None:
        text = "UBND TỈNH SÔNG MÂY\nSố: 7/KH-UBND\nKẾ HOẠCH\nCải cách hành chính\n".encode()
        page = officer.post(REGISTER, {"doc": "1", "file": SimpleUploadedFile("ke-hoach.txt", text)})
        token = page.context["page"].form.initial["kept"]

        officer.force_login(cast.neighbour_officer.user)
        answer = officer.post(REGISTER, {**self.GIVEN, "kept": token})

        assert answer.status_code == 422
        assert "Chọn lại tệp" in answer.content.decode()


class TestPairs:
    def test_the_question_is_shown_to_the_body_that_registered(self, cast: Cast, officer: Client) -> None:
        put(cast)
        put(cast, issued_on=DAY + timedelta(days=1))
        answer = officer.get(PAIRS)
        assert "Là một, giữ bản thứ nhất" in answer.content.decode()
        (pair,) = answer.context["page"].pairs
        assert [fact.label for fact in pair.first.facts if fact.strong] == ["Ngày ban hành"]
        assert [fact.value for fact in pair.second.facts if fact.strong] == ["03/03/2025"]

        officer.force_login(cast.neighbour_officer.user)
        assert "Không còn câu hỏi nào" in officer.get(PAIRS).content.decode()


class TestAddFile:
    def address(self, document: Document) -> str:
        return reverse("documents:add_file", args=[document.uid])

    def test_an_annex_is_put_beside(self, cast: Cast, officer: Client) -> None:
        (document,) = put(cast)

        officer.post(self.address(document), {"kind": "annex", "file": SimpleUploadedFile("pl.txt", b"Phu luc")})

        assert DocumentFile.objects.get().name == "pl.txt"

    @pytest.mark.parametrize(("content", "name"), [(b"", "rong.txt"), (b"MZ\x90\x00", "virus.exe")])
    def test_what_is_no_paper_is_refused(self, cast: Cast, officer: Client, content: bytes, name: str) -> None:
        (document,) = put(cast)

        answer = officer.post(self.address(document), {"kind": "annex", "file": SimpleUploadedFile(name, content)})

        assert answer.status_code == 422
        assert not DocumentFile.objects.exists()

    def test_a_stranger_does_not_even_learn_of_it(self, cast: Cast, client: Client) -> None:
        (document,) = put(cast)
        client.force_login(cast.stranger.user)

        assert client.post(self.address(document)).status_code == 404
