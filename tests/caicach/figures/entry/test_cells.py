"""Saving cell by cell, as the script of the page does."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.figures.constants import Origin, ReturnState
from caicach.figures.models import CellChange, FigureCell, Return
from figures_cast import GOOD, FiguresCast

SCRIPT = {"HTTP_HX_REQUEST": "true"}
ON_TIME, LATE, OPEN = (f"dossier.{key}[tier=commune]" for key in ("on_time", "late", "open"))


@pytest.fixture
def officer(client: Client, figures: FiguresCast) -> Client:
    """A browser of the commune's officer."""
    client.force_login(figures.cast.commune_officer.user)
    return client


def post(client: Client, sheet: Return, values: dict[str, str], *, seen: dict[str, str] | None = None) -> Any:
    """Send typed cells of the section ``dossier``; answer the response."""
    sent = {f"o:{name}": text for name, text in values.items()}
    sent |= {f"s:{name}": (seen or {}).get(name, "") for name in values}
    return client.post(reverse("figures:cells", args=[sheet.uid, "dossier"]), sent, **SCRIPT)  # type: ignore[arg-type]


def row_of(answer: Any, name: str) -> dict[str, Any]:
    rows = [row for row in answer.json()["rows"].values() if row.get("name") == name]
    return dict(rows[0])


def shown(answer: Any) -> list[str]:
    return [row["now"] for row in answer.json()["rows"].values()]


def test_computed_lines_come_with_the_answer(officer: Client, figures: FiguresCast) -> None:
    answer = post(officer, figures.commune, {ON_TIME: "90", LATE: "2"})
    assert answer.status_code == 200
    assert "92" in shown(answer) and "97,83" in shown(answer)
    assert answer.json()["count"] == "2/13"
    assert answer.json()["saved"] == "Đã lưu lúc 09:30"


def test_what_cannot_be_read_is_told_and_the_others_are_saved(officer: Client, figures: FiguresCast) -> None:
    answer = post(officer, figures.commune, {ON_TIME: "8,803", LATE: "2"})
    assert list(answer.json()["errors"]) == [ON_TIME]
    assert [str(one) for one in FigureCell.objects.all()] == ["dossier.late[tier=commune]"]


def test_a_reason_is_saved_by_its_key(officer: Client, figures: FiguresCast) -> None:
    answer = post(officer, figures.commune, {LATE: "@none_yet"})
    assert row_of(answer, LATE) | {"state": "none", "reason": "none_yet", "seen": "@none_yet"} == row_of(answer, LATE)


def test_a_finding_comes_and_goes(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    wrong = post(officer, figures.commune, {OPEN: "12"}, seen={OPEN: "20"})
    assert "lệch 8" in wrong.json()["notes"]
    assert "1 lỗi phải sửa" in wrong.json()["open"]
    mended = post(officer, figures.commune, {OPEN: "20"}, seen={OPEN: "12"})
    assert mended.json()["notes"] == "" and "lỗi" not in mended.json()["open"]


def test_a_save_is_taken_back_by_its_moment(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    saved = post(officer, figures.commune, {LATE: "5", ON_TIME: "@none_yet"}, seen={LATE: "2", ON_TIME: "90"})
    undo = reverse("figures:undo", args=[figures.commune.uid, "dossier"])
    # The clock of the tests stands still: what was laid down before is not this person's.
    back = officer.post(undo, {"at": saved.json()["at"]}, **SCRIPT)  # type: ignore[arg-type]
    assert sorted(back.json()["undone"]) == [LATE, ON_TIME]
    stored = {str(one): one.value for one in FigureCell.objects.filter(sheet=figures.commune)}
    assert (stored[LATE], stored[ON_TIME]) == (Decimal(2), Decimal(90))


def test_nothing_is_taken_back_twice_or_of_another_person(officer: Client, figures: FiguresCast) -> None:
    saved = figures.save(figures.commune, {LATE: 3}, actor=figures.cast.commune_leader.actor)
    undo = reverse("figures:undo", args=[figures.commune.uid, "dossier"])
    answer = officer.post(undo, {"at": saved.saved_at.isoformat()}, **SCRIPT)  # type: ignore[arg-type]
    assert answer.status_code == 409 and "hoàn tác" in answer.json()["refused"]
    assert officer.post(undo, {"at": "hôm qua"}, **SCRIPT).status_code == 422  # type: ignore[arg-type]


def test_a_refusal_is_a_sentence_for_the_script(officer: Client, figures: FiguresCast) -> None:
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.SUBMITTED, submitted_at=figures.cast.now)
    answer = post(officer, figures.commune, {LATE: "2"})
    assert answer.status_code == 409
    assert "đang chờ nhận" in answer.json()["refused"]
    assert not FigureCell.objects.exists()


def test_whoever_is_signed_out_is_sent_to_the_door_not_into_the_table(client: Client, figures: FiguresCast) -> None:
    answer = post(client, figures.commune, {LATE: "2"})
    assert answer.headers["HX-Redirect"] == reverse("accounts:sign_in")


def test_the_standing_body_enters_a_units_paper_and_it_is_marked(client: Client, figures: FiguresCast) -> None:
    client.force_login(figures.cast.standing_officer.user)
    page = client.get(reverse("figures:section", args=[figures.commune.uid, "dossier"])).content.decode()
    assert "Bạn nhập thay" in page and figures.cast.commune.current_name in page
    assert "Phần này đã xong" not in page  # that is for the unit to say
    post(client, figures.commune, {LATE: "2"})
    assert CellChange.objects.get(sheet=figures.commune).origin == Origin.PAPER


def test_an_answer_asks_the_same_number_of_questions_for_one_cell_and_for_all(
    officer: Client, figures: FiguresCast, django_assert_num_queries: Any
) -> None:
    post(officer, figures.commune, {LATE: "1"})
    values = {key.replace(",", ", "): str(said) for key, said in GOOD.items() if key.startswith("dossier")}
    with django_assert_num_queries(QUERIES):
        post(officer, figures.commune, {LATE: "3"}, seen={LATE: "1"})
    with django_assert_num_queries(QUERIES):
        post(officer, figures.commune, values, seen={LATE: "3"})


QUERIES = 32
