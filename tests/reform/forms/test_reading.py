"""A form's definition: what is read of it, and all that is wrong with one."""

import pytest

from forms_sample import FORM, changed
from reform.forms import FormError, Need, computed_order, fingerprint, read_form
from reform.forms.model import Aggregation, LineTime, LineType, Weight

RATE = '"dossier.on_time / dossier.resolved * 100"'


def codes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(FormError) as refused:
        read_form(text)
    assert all("%(" not in str(problem) for problem in refused.value.problems)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_a_form_is_read_with_its_defaults() -> None:
    form = read_form(FORM)

    assert [line.key for line in form.lines][:2] == ["dossier.received", "dossier.resolved"]
    received = form.by_key()["dossier.received"]
    assert (received.type, received.time, received.aggregation) == (LineType.COUNT, LineTime.FLOW, Aggregation.SUM)
    assert (received.unit, received.by, received.source) == ("Hồ sơ", ("tier",), "manual")
    assert form.rules[0].weight is Weight.HARD and form.rules[1].weight is Weight.SOFT
    assert form.by_key()["dossier.late"].good == -1


def test_levels_see_their_own_lines() -> None:
    lines = read_form(FORM).by_key()

    assert lines["dossier.received"].need_of("commune") is Need.REQUIRED
    assert lines["org.units"].need_of("commune") is Need.ABSENT
    assert lines["dossier.on_time_rate"].need_of("department") is Need.COMPUTED
    assert lines["org.units"].need_of("ministry") is Need.ABSENT


def test_lines_are_computed_after_what_they_need() -> None:
    twice = changed(
        "- key: org",
        """  - num: "1.2"
    label: Tỷ lệ
    lines:
    - {num: "1.2.1", key: rate.double, label: Gấp đôi, agg: ratio, calc: "rate.once * 2"}
    - {num: "1.2.2", key: rate.once, label: Một lần, agg: ratio, calc: "dossier.on_time_rate + 0"}
- key: org""",
    )

    assert [line.key for line in computed_order(read_form(twice))] == [
        "dossier.on_time_rate",
        "rate.once",
        "rate.double",
    ]


def test_the_same_definition_has_the_same_fingerprint_however_it_is_laid_out() -> None:
    assert fingerprint(FORM) == fingerprint(FORM.replace("good: down}", "good:   down}  # ít hơn là tốt"))
    assert fingerprint(FORM) != fingerprint(changed("label: Tiếp nhận,", "label: Tiếp nhận mới,"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('version: "2026.1"', "version: 2026.1", ("FM002", "form")),
        ("effective: {from: 2026-01-01, to: null}", "effective: {}", ("FM002", "form")),
        ("key: dossier.late,", "key: dossier.received,", ("FM005", "dossier.received")),
        ("key: org.units,", "key: OrgUnits,", ("FM006", "OrgUnits")),
        ('num: "1.1.4"', 'num: "1.1.5"', ("FM007", "dossier.late")),
        ("unit: ho_so, by: [tier]}", "unit: cuoc, by: [tier]}", ("FM004", "dossier.received")),
        ("by: [tier, field]", "by: [tier, gone]", ("FM004", "dossier.on_time")),
        ("agg: own, req: upper", "agg: own, req: lower", ("FM004", "org.units")),
        ("agg: own, req: upper", "agg: mean, req: upper", ("FM004", "org.units")),
        ("subset_of: dossier.received", "subset_of: dossier.gone", ("FM004", "dossier.resolved")),
        (RATE, '"dossier.on_time / "', ("FM003", "dossier.on_time_rate")),
        (RATE, '"dossier.gone * 100"', ("FM009", "dossier.on_time_rate")),
        (RATE, '"dossier.on_time_rate * 2"', ("FM010", "dossier.on_time_rate")),
        (
            '"dossier.on_time / dossier.resolved * 100"',
            '"dossier.on_time[field=sea]"',
            ("FM014", "dossier.on_time_rate"),
        ),
        (RATE, '"dossier.late[field=land]"', ("FM014", "dossier.on_time_rate")),
        ("type: choice, choices: yes_no,", "type: choice,", ("FM011", "onestop.linked")),
        ("type: choice, choices: yes_no,", "choices: yes_no,", ("FM011", "onestop.linked")),
        ('yes_no: {"no": Không, "yes": Có}', "yes_no: {no: Không, yes: Có}", ("FM012", "onestop.linked")),
        ("\"onestop.linked == 'yes'\"", '"org.units + 1"', ("FM008", "onestop.units")),
        ('check: "change(dossier.received, yoy) <= 50"', 'check: "dossier.received"', ("FM008", "V02")),
        ("each: tier", "each: gone", ("FM004", "V01")),
        ("id: V02,", "id: V01,", ("FM005", "V01")),
        (", agg: own, req: upper}", ", agg: own, req: upper, subset_of: onestop.units}", ("FM013", "org.units")),
        (", say: Tăng quá một nửa so với cùng kỳ", "", ("FM002", "V02")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, told: tuple[str, str]) -> None:
    assert told in codes(changed(old, new))


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = changed("key: org.units,", "key: OrgUnits,").replace('num: "1.1.4"', 'num: "1.1.9"')

    assert {code for code, _place in codes(text)} == {"FM006", "FM007"}


@pytest.mark.parametrize("text", ["", "- a", "form: x", "a: [", "form: {id: a}\nsections: 3", "sections: []"])
def test_what_is_no_form_is_refused(text: str) -> None:
    assert codes(text)


def test_a_slip_in_the_file_is_told_with_its_line() -> None:
    with pytest.raises(FormError, match="dòng 3"):
        read_form("form:\n  id: a\n title: b\n")
