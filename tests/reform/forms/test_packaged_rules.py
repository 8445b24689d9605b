"""The rules of the packaged form: silent over figures that fit, and each catches the slip that it is meant for."""

from datetime import date
from decimal import Decimal

import pytest

from reform.forms import CellKind, Figure, LineType, findings_of, parse_formula, read_form, sheet_of
from reform.forms.findings import Background
from reform.forms.packaged import packaged_forms
from reform.forms.tree import Cell

TWO = read_form(packaged_forms()[-1])
EXTRA = tuple(line.key for line in TWO.lines if line.is_optional)
# A province where everything fits; a figure for each tier stands as "province, commune".
PROVINCE = {
    "plan.tasks": 48, "plan.issued": "yes", "plan.due": 20, "plan.done": 25, "plan.done_on_time": 25,
    "plan.recurring": 10, "steer.docs": 15,
    "inspect.done[unit_kind=office]": 4, "inspect.done[unit_kind=commune]": 10,
    "inspect.planned[unit_kind=office]": 8, "inspect.planned[unit_kind=commune]": 30,
    "inspect.findings": 3, "inspect.fixed": 3,
    "assigned.total": 10, "assigned.on_time": 8, "assigned.late": 1, "assigned.open": 1,
    "survey.mode": "online", "survey.sent": 500, "survey.valid": 480, "survey.satisfied": 470,
    "dialog.held": "yes", "dialog.citizens": 2, "dialog.business": 1,
    "feedback.received": 10, "feedback.settled": 9, "legal.checked": 4, "legal.reviewed": 4,
    "proc.active": (300, 240), "proc.shortened": (40, 20), "onestop.procs": (290, 230), "onestop.fields": (40, 20),
    "onestop.same_level": (50, 30), "onestop.multi_level": (55, 96), "onestop.flow_ok": (290, 230),
    "onestop.flow_digital": (290, 230), "onestop.anywhere": 100,
    "dossier.carried": (20, 20), "dossier.resolved": (448, 448), "dossier.late": (8, 8), "dossier.open": (22, 22),
    "dossier.open_overdue": (2, 2), "dossier.withdrawn": (2, 2), "dossier.digitised": (400, 400),
    "dossier.received[channel_in=direct]": (100, 100), "dossier.received[channel_in=post]": (2, 2),
    "dossier.received[channel_in=partial]": (150, 150), "dossier.received[channel_in=full]": (200, 200),
    "dossier.on_time[channel_in=direct]": (98, 98), "dossier.on_time[channel_in=post]": (2, 2),
    "dossier.on_time[channel_in=partial]": (145, 145), "dossier.on_time[channel_in=full]": (195, 195),
    "dossier.on_time_field[field=land]": (41, 41), "dossier.on_time_field[field=construction]": (4, 4),
    "publish.any": 880, "publish.portal": (430, 430), "publish.website": (10, 10), "pay.procs": (124, 56),
    "pay.due": (300, 200), "pay.online": (200, 100), "apology.published": (10, 10),
    "org.communes": 166, "org.offices": (14, 500), "org.attached": (5, 166), "org.psu": 100, "org.psu_education": 97,
    "org.psu_other": 3, "org.psu_2015": 135, "staff.quota": 74, "staff.present": 66, "staff.quota_2015": 79,
    "psu_staff.quota": 2570, "psu_staff.present": 2519, "psu_staff.quota_2015": 2700,
    "post.offices_ok": (14, 500), "post.psu_ok": 100, "conduct.plan": "yes", "conduct.scope": 60, "conduct.done": 10,
    "sanction.total": (0, 5), "sanction.leaders": (0, 1), "sanction.employees": 7,
    "fin.psu": 100, "fin.group2": 1, "fin.group4": 99, "fin.capital_plan": 6_600_000, "fin.capital_paid": 1_544_400,
    "ict.meeting_linked": "yes", "ict.cert_scope": 180, "ict.cert_units": 180, "edoc.linked": "yes",
    "edoc.communes": 166, "edoc.sent": 8442, "edoc.sent_digital": 8000, "edoc.sent_both": 400, "edoc.sent_paper": 42,
    "eonestop.linked": "yes", "eonestop.communes": 166, "dvc.partial": 130, "dvc.full": 245,
    "iso.applied": "yes", "iso.communes": 166, "iso.commune_applied": "yes", "index.score": 85, "index.rank": 5,
}  # fmt: skip
DAYS = {"data_from": date(2026, 1, 1), "data_to": date(2026, 3, 14), "as_of": date(2026, 3, 16)}
Value = int | str | tuple[int, int]


def filled_of(figures: dict[str, Value]) -> dict[Cell, Figure]:
    """Return a figure for every cell that is typed or comes from below: zero or the first answer where none is said."""
    lines = TWO.by_key()
    rows = sheet_of(TWO, "province", extra=EXTRA).rows
    kept = (CellKind.TYPED, CellKind.ROLLED)
    filled = {
        row.cell: Figure(next(iter(row.line.choice.words)) if row.line.choice else Decimal(0))
        for row in rows
        if row.kind in kept
    }
    for text, value in figures.items():
        cell = parse_formula(text)
        assert isinstance(cell, Cell)
        tiers = zip(("province", "commune"), value, strict=True) if isinstance(value, tuple) else ((None, value),)
        for tier, number in tiers:
            members = tuple(sorted((*cell.members, *((("tier", tier),) if tier else ()))))
            made = Cell(cell.key, members)
            assert made in filled, made
            is_word = lines[cell.key].type is LineType.CHOICE
            filled[made] = Figure(str(number) if is_word else Decimal(number))
    return filled


def rules_of(figures: dict[str, Value], days: dict[str, date] | None = None) -> set[str]:
    signed = {**DAYS, "signed_on": date(2026, 3, 20), **(days or {})}
    found = findings_of(TWO, "province", filled_of(figures), Background(days=signed), extra=EXTRA)
    return {one.rule for one in found}


def test_figures_that_fit_are_left_in_peace() -> None:
    assert rules_of(PROVINCE) == set()


@pytest.mark.parametrize(
    ("slips", "rule"),
    [
        ({"fin.group4": 98}, "G1"),
        ({"org.psu_education": 96}, "G1"),
        ({"edoc.sent_digital": 8100}, "G1"),
        ({"dossier.late": (8, 9)}, "G1"),
        ({"onestop.same_level": (291, 30)}, "G2"),
        ({"pay.online": (301, 100)}, "G2"),
        ({"dossier.open": (22, 23)}, "V01"),
        ({"publish.any": 429}, "V03"),
        ({"publish.any": 881}, "V04"),
        ({"publish.any": 800, "publish.portal": (390, 390)}, "V05"),
        ({"apology.published": (10, 57)}, "V06"),
        ({"apology.published": (10, 3)}, "V07"),
        ({"apology.published": (10, 57)}, "V39"),
        ({"dvc.full": 500}, "V10"),
        ({"pay.procs": (300, 200)}, "V11"),
        ({"dvc.full": 0}, "V12"),
        ({"onestop.fields": (40, 231)}, "V13"),
        ({"proc.shortened": (295, 20)}, "V14"),
        ({"fin.psu": 101, "fin.group4": 100}, "V16"),
        ({"post.psu_ok": 99}, "V17"),
        ({"staff.present": 75}, "V18"),
        ({"psu_staff.present": 2571}, "V19"),
        ({"inspect.done[unit_kind=office]": 0, "inspect.done[unit_kind=commune]": 0}, "V21"),
        ({"inspect.done[unit_kind=commune]": 167}, "V22"),
        ({"survey.sent": 0, "survey.valid": 0, "survey.satisfied": 0}, "V24"),
        ({"survey.mode": "none"}, "V25"),
        ({"plan.done": 40, "plan.done_on_time": 40}, "V26"),
        ({"plan.overdue": 1}, "V27"),
        ({"legal.proposed": 9}, "V28"),
        ({"dossier.on_time[channel_in=partial]": (145, 151)}, "V31"),
        ({"iso.communes": 165}, "V32"),
        ({"dossier.on_time_field[field=land]": (0, 41)}, "V35"),
        ({"dialog.held": "no"}, "V36"),
        ({"iso.commune_applied": "no"}, "V37"),
        ({"iso.communes": 0}, "V38"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_slip_is_caught_by_the_rule_that_is_meant_for_it(slips: dict[str, Value], rule: str) -> None:
    assert rule in rules_of({**PROVINCE, **slips})


def test_a_return_that_was_signed_before_its_figures_were_taken() -> None:
    assert rules_of(PROVINCE, {"signed_on": date(2026, 3, 15)}) == {"V34"}
