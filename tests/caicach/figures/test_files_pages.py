"""The pages on which figures come in and go out of files."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from caicach.figures.constants import BOOK_SHEET
from caicach.figures.exports.tables import book_for
from caicach.figures.models import FigureCell, Intake, Recipe, Return
from cast import Person
from figures_books import changed
from figures_cast import FiguresCast

LATE = "dossier.late[tier=commune]"


@pytest.fixture
def as_(client: Client) -> Callable[[Person], Client]:
    def sign_in(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return sign_in


def at(name: str, sheet: Return, *more: str) -> str:
    return reverse(f"figures:{name}", args=[sheet.uid, *more])


def book(figures: FiguresCast, values: dict[str, Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("bieu.xlsx", changed(values, of=book_for(figures.commune)))


def words(answer: Any) -> str:
    return answer.content.decode()


def test_the_workbook_is_handed_out_and_comes_back(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    client = as_(figures.cast.commune_officer)
    out = client.get(at("workbook", figures.commune))
    assert out.status_code == 200
    assert BOOK_SHEET in load_workbook(io.BytesIO(out.content)).sheetnames
    sent = client.post(at("workbook-in", figures.commune), {"file": book(figures, {"steer.docs": 4, LATE: 0})})
    preview = client.get(sent.headers["Location"])
    assert "Chưa có gì được lưu" in words(preview)
    assert not FigureCell.objects.exists()
    page = preview.context["page"]
    chosen = [row.key for part in page.parts for row in part.rows]
    done = client.post(sent.headers["Location"], {"phien": page.version, "o": chosen})
    assert done.headers["Location"] == at("entry", figures.commune)
    assert FigureCell.objects.count() == 2


def test_a_refused_cell_stands_with_its_address_and_what_to_do(
    figures: FiguresCast, as_: Callable[[Person], Client]
) -> None:
    client = as_(figures.cast.commune_officer)
    sent = client.post(at("workbook-in", figures.commune), {"file": book(figures, {"steer.docs": 4, LATE: "không rõ"})})
    address = sent.headers["Location"]
    preview = client.get(address)
    page = preview.context["page"]
    (one,) = page.parts[0].refused
    assert one.place.startswith("G")
    assert "Bỏ qua 1 ô bị từ chối" in words(preview)
    chosen = [row.key for row in page.parts[0].rows]
    refused = client.post(address, {"phien": page.version, "o": chosen})
    assert refused.status_code == 422
    assert not FigureCell.objects.exists()
    client.post(address, {"phien": page.version, "o": chosen, "bo_qua": "1"})
    assert FigureCell.objects.get().line_key == "steer.docs"


def test_nothing_chosen_saves_nothing(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    client = as_(figures.cast.commune_officer)
    sent = client.post(at("workbook-in", figures.commune), {"file": book(figures, {LATE: 4})})
    version = client.get(sent.headers["Location"]).context["page"].version
    answer = client.post(sent.headers["Location"], {"phien": version})
    assert answer.status_code == 422
    assert "Chưa chọn ô nào" in words(answer)


def test_an_old_preview_is_shown_again_and_not_saved(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    client = as_(figures.cast.commune_officer)
    sent = client.post(at("paste", figures.commune), {"text": "1.1.1\t4"})
    old = client.get(sent.headers["Location"]).context["page"].version
    figures.save(figures.commune, {"steer.docs": 9})
    answer = client.post(sent.headers["Location"], {"phien": old})
    assert answer.status_code == 409
    assert "người khác sửa" in words(answer)
    assert FigureCell.objects.get().value == 9


def test_a_paste_with_a_fault_is_offered_to_be_mended(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    client = as_(figures.cast.commune_officer)
    sent = client.post(at("paste", figures.commune), {"text": "1.1.1\t4\n2.1.5\t8,803"})
    preview = client.get(sent.headers["Location"])
    assert preview.context["page"].button == ""
    assert "2.1.5\t8,803" in preview.context["page"].paste
    again = client.post(preview.context["page"].again_url, {"text": "1.1.1\t4\n2.1.5\t8.803"})
    page = client.get(again.headers["Location"]).context["page"]
    client.post(again.headers["Location"], {"phien": page.version})
    assert FigureCell.objects.get(line_key="dossier.late").value == 8803


def test_dropping_saves_nothing(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    client = as_(figures.cast.commune_officer)
    sent = client.post(at("paste", figures.commune), {"text": "1.1.1\t4"})
    page = client.get(sent.headers["Location"]).context["page"]
    assert client.post(page.drop_url).headers["Location"] == at("entry", figures.commune)
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("workbook-in", {}, "Chưa chọn tệp"),
        ("workbook-in", {"file": SimpleUploadedFile("a.xlsx", b"abc")}, "không phải bảng tính"),
        ("paste", {"text": "", "start": ""}, "Chưa có gì được dán"),
        ("paste", {"text": "5\n6", "start": ""}, "chọn ô bắt đầu"),
        ("document-in", {}, "Chưa chọn tệp"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(
    figures: FiguresCast, as_: Callable[[Person], Client], name: str, data: dict[str, Any], text: str
) -> None:
    answer = as_(figures.cast.commune_officer).post(at(name, figures.commune), data)
    assert answer.status_code == 422
    assert text in words(answer)
    assert not Intake.objects.exists()


@pytest.mark.parametrize("name", ["workbook-in", "paste", "document-in"])
def test_whoever_does_not_fill_the_return_is_refused(
    figures: FiguresCast, as_: Callable[[Person], Client], name: str
) -> None:
    assert as_(figures.cast.stranger).get(at(name, figures.commune)).status_code == 404
    assert as_(figures.cast.commune_officer).get(at(name, figures.commune)).status_code == 200


def test_a_table_of_another_system_is_asked_about_once(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    client = as_(figures.cast.commune_officer)
    table = "Mã;Kết quả;Ngày\nH1;Quá hạn;05/01/2026\nH2;Đúng hạn;06/01/2026\nH3;Quá hạn;07/01/2026\n".encode()

    def send() -> str:
        file = SimpleUploadedFile("ho-so.csv", table)
        sent = client.post(reverse("figures:systems"), {"target": f"ban:{figures.commune.uid}", "file": file})
        return sent.headers["Location"]

    first = send()
    assert first.endswith("/quy-tac/")
    step = {"viec": "them", "cell": LATE, "how": "count", "when_1": "Kết quả", "says_1": "Quá hạn"}
    assert client.post(first, step).status_code == 302
    assert "Quá hạn" in words(client.get(first))
    second = send()
    page = client.get(second).context["page"]
    (row,) = page.parts[0].rows
    assert (row.new, row.place) == ("2", "2 trong 3 dòng (2, 4)")
    client.post(second, {"phien": page.version, "o": [row.key]})
    assert FigureCell.objects.get().value == 2
    listed = client.get(reverse("figures:systems")).context["page"]
    assert [(one.name, one.step_count) for one in listed.sources] == [("ho-so.csv", 1)]


def test_steps_are_refused_at_their_fields_and_taken_away(
    figures: FiguresCast, as_: Callable[[Person], Client]
) -> None:
    client = as_(figures.cast.commune_officer)
    file = SimpleUploadedFile("a.csv", "Mã;Kết quả;Ngày\nH1;Quá hạn;05/01/2026\n".encode())
    sent = client.post(reverse("figures:systems"), {"target": f"ban:{figures.commune.uid}", "file": file})
    address = sent.headers["Location"]
    for given, text in (
        ({"cell": LATE, "how": "sum"}, "Chọn cột có số"),
        ({"cell": "", "how": "count"}, "Chọn ô của biểu"),
        ({"cell": LATE, "how": "count", "says_1": "x"}, "Chọn cột của điều kiện"),
    ):
        answer = client.post(address, {"viec": "them", **given})
        assert answer.status_code == 422
        assert text in words(answer)
    client.post(address, {"viec": "them", "cell": LATE, "how": "count"})
    client.post(address, {"viec": "nguon", "name": "Hệ thống một cửa", "unit_column": "", "date_column": "Ngày"})
    assert Recipe.objects.get().name == "Hệ thống một cửa"
    client.post(address, {"viec": "xoa", "buoc": "0"})
    assert json.loads(Recipe.objects.get().steps) == []
    recipe = Recipe.objects.get()
    assert client.post(reverse("figures:recipe-forget", args=[recipe.uid])).status_code == 302
    assert not Recipe.objects.exists()


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_figures_are_handed_out_as_data(figures: FiguresCast, as_: Callable[[Person], Client], ending: str) -> None:
    figures.save(figures.commune, {LATE: 3})
    client = as_(figures.cast.standing_officer)
    for name, one in (
        ("return-data", figures.commune),
        ("series-data", figures.commune),
        ("period-data", figures.period),
    ):
        answer = client.get(reverse(f"figures:{name}", args=[one.uid, ending]))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("figures:return-data", args=[figures.commune.uid, "exe"])).status_code == 404


def test_of_a_period_everybody_gets_what_they_see(figures: FiguresCast, as_: Callable[[Person], Client]) -> None:
    figures.save(figures.commune, {LATE: 3})
    figures.save(figures.neighbour, {LATE: 4})
    answer = as_(figures.cast.commune_officer).get(reverse("figures:period-data", args=[figures.period.uid, "csv"]))
    assert figures.commune.agency.current_name in words(answer)
    assert figures.neighbour.agency.current_name not in words(answer)


def test_the_cost_of_the_pages_is_fixed(
    figures: FiguresCast, as_: Callable[[Person], Client], django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = as_(figures.cast.commune_officer)
    figures.save(
        figures.commune,
        {"steer.docs": 1, LATE: 1, "staff.quota": 1, "staff.present": 1},
        actor=figures.cast.commune_officer.actor,
    )
    rows = "1.1.1\t4\n2.1.5\t8\n2.1.6\t3\n3.1.1\t22\n3.1.2\t21\n"
    for text in (rows[:8], rows):
        address = client.post(at("paste", figures.commune), {"text": text}).headers["Location"]
        with django_assert_max_num_queries(12):
            client.get(address)
    with django_assert_max_num_queries(12):
        client.get(at("workbook", figures.commune))
    client = as_(figures.cast.standing_officer)
    with django_assert_max_num_queries(10):
        client.get(reverse("figures:period-data", args=[figures.period.uid, "json"]))
