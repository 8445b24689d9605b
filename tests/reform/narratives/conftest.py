"""A form of a few lines, and what is known of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reform.forms import Cell, Form, When, read_form
from reform.forms.figures import Figure
from reform.narratives import Doc, Facts, Item, Relation, Target

FORM = """
form: {id: bieu, version: "1", title: Biểu, effective: {from: 2026-01-01}, null_reasons: {none_yet: Chưa phát sinh}}
units: {ho_so: Hồ sơ, pct: "%", hang: Thứ hạng}
dimensions:
  channel: {label: Cách nộp, partition: true, members: {direct: Trực tiếp, online: Trực tuyến}}
choices:
  survey: {none: Không khảo sát, paper: Phát phiếu}
requirement_profiles:
  all: {commune: R}
sections:
- num: "1"
  key: d
  label: Hồ sơ
  groups:
  - num: "1.1"
    label: Hồ sơ
    lines:
    - {num: "1.1.1", key: d.received, label: Hồ sơ tiếp nhận, unit: ho_so, by: [channel]}
    - {num: "1.1.2", key: d.rate, label: Tỷ lệ đúng hạn, unit: pct, type: percent, agg: max, good: up}
    - {num: "1.1.3", key: d.rank, label: Xếp hạng, unit: hang, agg: max, good: down}
    - {num: "1.1.4", key: d.survey, label: Khảo sát, type: choice, choices: survey, agg: own}
    - {num: "1.1.5", key: d.late, label: Hồ sơ quá hạn, unit: ho_so}
"""


@pytest.fixture(scope="session")
def form() -> Form:
    """The form."""
    return read_form(FORM)


def number(text: str) -> Figure:
    """Return a figure."""
    return Figure(Decimal(text))


@pytest.fixture
def facts(form: Form) -> Facts:
    """Figures of now and of last year, a target, a list and a document."""
    plan = Doc("Kế hoạch", "41/KH-UBND", date(2026, 1, 12), "UBND tỉnh Sông Mây", "cải cách hành chính năm 2026")
    late = Item({"nhiệm vụ": "Rà soát thủ tục.", "chủ trì": "Sở Tư pháp"}, area="institutions", docs=(plan,))
    return Facts(
        form=form,
        level="commune",
        filled={
            Cell("d.received"): number("8803"),
            Cell("d.received", (("channel", "direct"),)): number("4167"),
            Cell("d.rate"): number("99.0345"),
            Cell("d.rank"): number("15"),
            Cell("d.survey"): Figure("paper"),
            Cell("d.late"): Figure(None, "none_yet"),
        },
        earlier={
            When.YEAR_BEFORE: {
                Cell("d.received"): number("8000"),
                Cell("d.rate"): number("96.5345"),
                Cell("d.rank"): number("17"),
            }
        },
        targets={Cell("d.rate"): Target(Decimal(100), Relation.LEAST)},
        names={"ky": "quý I năm 2026"},
        lists={"qua_han": (late,)},
        documents={"ban_hanh": (plan,)},
    )


@pytest.fixture
def changed(facts: Facts) -> Callable[..., Facts]:
    """Return the facts with other values."""

    def make(**values: Any) -> Facts:
        return replace(facts, **values)

    return make
