"""Programs read forms, periods and figures, fill a return in bulk and hand it in."""

from collections.abc import Callable
from typing import Any

import pytest

from api_program import Program
from caicach.figures.constants import ReturnState
from caicach.figures.models import FigureCell, Return
from caicach.figures.services import ProofDraft, proofs_add
from caicach.figures.services.consolidate import consolidate
from caicach.web.actor import SYSTEM
from cast import Cast
from figures_cast import GOOD, FiguresCast, figures_cast_make
from reform.forms.figures import cell_of

pytestmark = pytest.mark.django_db
LATE = {"line": "dossier.late", "members": {"tier": "commune"}}


@pytest.fixture
def figures(cast: Cast) -> FiguresCast:
    return figures_cast_make(cast)


@pytest.fixture
def commune(figures: FiguresCast, program_of: Callable[..., Program]) -> Program:
    return program_of(figures.cast.commune_officer)


def saved(sheet: Return) -> dict[str, Any]:
    return {row.line_key: row for row in FigureCell.objects.filter(sheet=sheet)}


def test_the_dictionary_says_what_each_figure_means(figures: FiguresCast, commune: Program) -> None:
    form = commune.get(f"/forms/{figures.form.uid}").json()

    line = next(one for one in form["lines"] if one["key"] == "dossier.received")
    assert line["unit"] == "Hồ sơ" and line["by"]
    assert form["null_reasons"]["none_yet"] == "Chưa phát sinh"
    assert figures.form.version in [one["version"] for one in commune.get("/forms").json()["items"]]


def test_a_value_a_zero_and_a_reason_are_three_things(figures: FiguresCast, commune: Program) -> None:
    items = [
        LATE | {"value": "2"}, {"line": "steer.docs", "value": "0"}, {"line": "steer.plan", "word": "yes"},
        {"line": "staff.quota", "reason": "not_applicable"},
    ]  # fmt: skip

    answer = commune.put(f"/returns/{figures.commune.uid}/cells", {"items": items})

    assert answer.status_code == 200 and answer.json()["changed"] == 4
    read = {one["line"]: one for one in commune.get(f"/returns/{figures.commune.uid}/cells").json()["items"]}
    assert (read["steer.docs"]["value"], read["steer.docs"]["reason"]) == ("0", "")
    assert (read["staff.quota"]["value"], read["staff.quota"]["reason"]) == (None, "not_applicable")
    assert read["steer.plan"]["word"] == "yes"
    assert read["steer.docs"]["origin"] == "api"


def test_a_cell_names_what_proves_it(figures: FiguresCast, commune: Program) -> None:
    figures.save(figures.commune, GOOD)
    cell, document = cell_of("steer.docs", ""), figures.cast.document()
    drafts = [
        ProofDraft(cell, document=document, place="trang 3"),
        ProofDraft(cell, file=b"Danh sach", file_name="danh-sach.txt"),
    ]
    assert not proofs_add(figures.commune, drafts, actor=SYSTEM, now=figures.cast.now).refused

    read = {one["line"]: one for one in commune.get(f"/returns/{figures.commune.uid}/cells").json()["items"]}

    assert read["steer.docs"]["proofs"] == [
        {"title": str(document), "document": str(document.uid), "place": "trang 3"},
        {"title": "danh-sach.txt", "document": None, "place": ""},
    ]
    assert read["staff.quota"]["proofs"] == []


def test_all_or_nothing_and_the_wrong_cell_is_named(figures: FiguresCast, commune: Program) -> None:
    items = [LATE | {"value": "2"}, {"line": "steer.plan", "value": "2"}]

    answer = commune.put(f"/returns/{figures.commune.uid}/cells", {"items": items})

    assert answer.status_code == 422
    assert "1.1.2" in answer.json()["detail"]
    assert not saved(figures.commune)


@pytest.mark.parametrize(
    "item",
    [
        {"line": "steer.docs", "value": "1", "reason": "none_yet"},
        {"line": "no.such"},
        {"line": "steer.docs", "members": {"tier": "commune"}, "value": "1"},
        {"line": "steer.docs", "reason": "no_such"},
        {"line": "steer.plan", "word": "maybe"},
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence(
    figures: FiguresCast, commune: Program, item: dict[str, Any]
) -> None:
    answer = commune.put(f"/returns/{figures.commune.uid}/cells", {"items": [{"value": "1"} | item]})

    assert answer.status_code == 422
    assert not saved(figures.commune)


def test_a_return_is_handed_in_and_then_closed_to_programs(figures: FiguresCast, commune: Program) -> None:
    figures.save(figures.commune, GOOD)

    handed = commune.post(f"/returns/{figures.commune.uid}/submit", {})

    assert handed.status_code == 200 and handed.json()["state"] == ReturnState.SUBMITTED
    again = commune.put(f"/returns/{figures.commune.uid}/cells", {"items": [LATE | {"value": "3"}]})
    assert again.status_code == 409


def test_a_neighbour_is_beyond_reach(figures: FiguresCast, commune: Program) -> None:
    assert commune.get(f"/returns/{figures.neighbour.uid}").status_code == 404
    assert commune.put(f"/returns/{figures.neighbour.uid}/cells", {"items": [LATE]}).status_code == 404


def test_the_standing_body_reads_all_returns_and_the_whole(
    figures: FiguresCast, program_of: Callable[..., Program]
) -> None:
    figures.save(figures.commune, GOOD)
    program = program_of(figures.cast.standing_officer)
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now, with_submitted=True)

    rows = program.get(f"/periods/{figures.period.uid}/returns").json()["items"]
    whole = program.get(f"/periods/{figures.period.uid}/whole").json()

    assert {row["agency_name"] for row in rows} >= {"UBND xã Suối Nhạn", "Sở Tài chính"}
    assert whole["whole"]["kind"] == "whole"
    assert program.get("/periods", year=2026).json()["items"][0]["code"] == "Q1"


def test_findings_are_told_with_their_sentences(figures: FiguresCast, commune: Program) -> None:
    figures.save(figures.commune, GOOD | {"dossier.late[tier=commune]": 5000})

    found = commune.get(f"/returns/{figures.commune.uid}/findings").json()["items"]

    assert found and all(one["sentence"] for one in found)


def test_reading_alone_does_not_write(figures: FiguresCast, program_of: Callable[..., Program]) -> None:
    reader = program_of(figures.cast.commune_officer, "figures:read")

    assert reader.put(f"/returns/{figures.commune.uid}/cells", {"items": [LATE | {"value": "1"}]}).status_code == 403
