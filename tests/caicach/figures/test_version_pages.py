"""The pages of forms: read by all, changed by the standing body, everything that is wrong told at once."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.figures.constants import FormState
from caicach.figures.mapping import form_of
from caicach.figures.models import FormVersion
from figures_cast import GOOD, FiguresCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(figures: FiguresCast, client: Any) -> Any:
    client.force_login(figures.cast.standing_officer.user)
    return client


def draft_of(figures: FiguresCast, client: Any) -> FormVersion:
    sent = {
        "body": figures.cast.province.pk,
        "version": "2027.1",
        "valid_from": "01/01/2027",
        "legal_basis": "Công văn 9",
    }
    assert client.post(reverse("figures:form-copy", args=[figures.form.uid]), sent).status_code == 302
    return FormVersion.objects.get(version="2027.1")


def line_values(client: Any, draft: FormVersion, key: str) -> dict[str, Any]:
    """Return what the page of a line shows, ready to be sent again."""
    form = client.get(reverse("figures:line", args=[draft.uid, key])).context["page"].form
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in shown.items() if value}


def test_everybody_reads_versions_and_no_draft_is_among_them(figures: FiguresCast, client: Any) -> None:
    client.force_login(figures.cast.commune_officer.user)

    text = client.get(reverse("figures:forms")).content.decode()
    shown = client.get(reverse("figures:form", args=[figures.form.uid])).content.decode()

    assert figures.form.title in text
    assert "dossier.received" in shown and reverse("figures:line-new", args=[figures.form.uid]) not in shown


def test_a_line_is_changed_and_stays_in_its_place(figures: FiguresCast, officer: Any) -> None:
    draft = draft_of(figures, officer)
    sent = line_values(officer, draft, "steer.docs") | {"label": "Văn bản chỉ đạo, điều hành"}

    answer = officer.post(reverse("figures:line", args=[draft.uid, "steer.docs"]), sent)

    assert answer.status_code == 302, (answer.context["page"].form.errors, answer.context["page"].problems)

    line = form_of(FormVersion.objects.get(pk=draft.pk)).by_key()["steer.docs"]
    assert (line.label, line.number) == ("Văn bản chỉ đạo, điều hành", "1.1.1")


def test_an_unreadable_formula_is_told_with_its_place(figures: FiguresCast, officer: Any) -> None:
    draft = draft_of(figures, officer)
    sent = line_values(officer, draft, "steer.docs") | {"calc": "dossier.late + * 2"}

    answer = officer.post(reverse("figures:line", args=[draft.uid, "steer.docs"]), sent)

    assert answer.status_code == 422
    assert "calc" in answer.context["page"].form.errors


def test_a_line_that_others_need_is_not_taken_out(figures: FiguresCast, officer: Any) -> None:
    draft = draft_of(figures, officer)

    answer = officer.post(reverse("figures:line-remove", args=[draft.uid, "dossier.received"]))

    assert answer.status_code == 422
    assert "dossier.received" in answer.content.decode()
    assert "dossier.received" in form_of(FormVersion.objects.get(pk=draft.pk)).by_key()


def test_lines_move_and_rules_come_and_go(figures: FiguresCast, officer: Any) -> None:
    draft = draft_of(figures, officer)
    rule = {"revision": 1, "key": "Z1", "check": "steer.docs >= 1", "weight": "soft", "sentence": "Chưa có văn bản"}

    assert officer.post(reverse("figures:rule-new", args=[draft.uid]), rule).status_code == 302
    assert officer.post(reverse("figures:line-move", args=[draft.uid, "steer.docs"])).status_code == 302
    changed = form_of(FormVersion.objects.get(pk=draft.pk))
    assert changed.by_key()["steer.docs"].number == "1.1.2"
    assert "Z1" in [one.key for one in changed.rules]

    assert officer.post(reverse("figures:rule-remove", args=[draft.uid, "Z1"])).status_code == 302
    assert "Z1" not in [one.key for one in form_of(FormVersion.objects.get(pk=draft.pk)).rules]


def test_the_text_tells_all_that_is_wrong_and_keeps_what_was_typed(figures: FiguresCast, officer: Any) -> None:
    draft = draft_of(figures, officer)
    sent = {"revision": 1, "text": draft.definition.replace("type: choice", "type: chioce")}

    answer = officer.post(reverse("figures:form-text", args=[draft.uid]), sent)

    assert answer.status_code == 422
    assert len(answer.context["page"].problems) >= 1
    assert "chioce" in answer.content.decode()


def test_a_draft_is_published_from_its_page(figures: FiguresCast, officer: Any) -> None:
    draft = draft_of(figures, officer)

    assert officer.post(reverse("figures:form-publish", args=[draft.uid]), {"revision": 1}).status_code == 302
    assert FormVersion.objects.get(pk=draft.pk).state == FormState.PUBLISHED


def test_changes_and_trial_are_shown(figures: FiguresCast, officer: Any) -> None:
    figures.save(figures.commune, GOOD)
    draft = draft_of(figures, officer)
    officer.post(reverse("figures:line-move", args=[draft.uid, "steer.docs"]))

    changes = officer.get(reverse("figures:form-changes", args=[draft.uid])).content.decode()
    trial = officer.get(reverse("figures:form-trial", args=[draft.uid])).content.decode()

    assert "1.1.1 → 1.1.2" in changes
    assert "1 bản số liệu" in trial


def annex(rows: list[tuple[str, str, str]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["PHỤ LỤC THỐNG KÊ KẾT QUẢ"])
    sheet.append(["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"])
    for number, label, unit in rows:
        sheet.append([number, label, unit, None, None])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("phu-luc.xlsx", out.getvalue())


def test_a_blank_annex_becomes_a_draft_with_points_to_look_at(figures: FiguresCast, officer: Any) -> None:
    file = annex([
        ("1", "Chỉ đạo, điều hành", ""), ("1.1", "Văn bản", ""), ("1.1.1", "Số văn bản chỉ đạo đã ban hành", "Văn bản"),
        ("1.1.2", "Số hội nghị đã tổ chức", "Cuộc"),
    ])  # fmt: skip
    sent = {
        "body": figures.cast.province.pk, "version": "2028.1", "valid_from": "01/01/2028", "base": "",
        "key": "bieu-moi", "legal_basis": "", "file": file,
    }  # fmt: skip

    assert officer.post(reverse("figures:form-annex"), sent).status_code == 302

    draft = FormVersion.objects.get(form_key="bieu-moi")
    assert [line.label for line in form_of(draft).lines] == ["Số văn bản chỉ đạo đã ban hành", "Số hội nghị đã tổ chức"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("bieu.pdf", b"%PDF-1.7"), "DOCX hoặc XLSX"),
        (SimpleUploadedFile("bieu.xlsx", b"khong phai bang tinh"), "bieu.xlsx"),
    ],
)
def test_a_file_that_is_no_annex_is_refused(
    figures: FiguresCast, officer: Any, file: SimpleUploadedFile, words: str
) -> None:
    sent = {
        "body": figures.cast.province.pk, "version": "2028.1", "valid_from": "01/01/2028", "key": "bieu-moi",
        "file": file,
    }  # fmt: skip

    answer = officer.post(reverse("figures:form-annex"), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not FormVersion.objects.filter(form_key="bieu-moi").exists()


def test_an_annex_without_a_table_of_figures_says_so(figures: FiguresCast, officer: Any) -> None:
    sent = {
        "body": figures.cast.province.pk, "version": "2028.1", "valid_from": "01/01/2028", "key": "bieu-moi",
        "file": annex([]),
    }  # fmt: skip

    assert "Không thấy bảng chỉ tiêu" in officer.post(reverse("figures:form-annex"), sent).content.decode()
