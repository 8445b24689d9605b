"""A criteria set's definition: what is read of it, and all that is wrong with one, each with its place."""

from decimal import Decimal

import pytest

from index_yaml_sample import SET, changed
from reform.index.checking import unknown_keys
from reform.index.ledger_keys import LEDGER_KEYS
from reform.index.loading import SetError, fingerprint
from reform.index.model import Appraiser, Issuer, ScoringKind, Sign, Step, Window, YearDay
from reform.index.reading import USUAL_WINDOW, read_set

ISSUED = "steering.plan.issued"


def told(text: str) -> list[tuple[str, str]]:
    """Return what is told of a set that is refused: codes with their places, every sentence whole."""
    with pytest.raises(SetError) as refused:
        read_set(text)
    assert all("%(" not in str(problem) for problem in refused.value.problems)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_a_set_is_read_as_it_is_printed() -> None:
    one = read_set(SET)

    assert [area.key for area in one.areas] == ["steering", "procedures", "impact"]
    assert [leaf.number for leaf in one.areas[0].leaves] == ["1.1.1", "1.1.2", "1.1.3", "1.2", "1.3"]
    assert sum(leaf.points for leaf in one.leaves) == one.maximum == 20
    assert [criterion.is_alone for criterion in one.areas[0].criteria] == [False, True, True]
    assert {leaf.rule.kind for leaf in one.leaves} == set(ScoringKind)
    assert (one.areas[0].appraiser, one.areas[1].appraiser) == (Appraiser.STANDING, Appraiser.AREA)


def test_proof_is_asked_with_its_window_its_day_and_its_issuer() -> None:
    plan, other = read_set(SET).by_key()[ISSUED].proofs

    assert (plan.types, plan.issuer, plan.least, plan.is_signature_asked) == (("KH",), Issuer.OWN, 1, True)
    assert plan.window == Window(YearDay(-1, 12, 1), YearDay(0, 3, 31))
    assert plan.due == YearDay(-1, 12, 31)
    assert (other.issuer, other.least, other.window, other.due) == (Issuer.ANY, 2, None, None)


def test_steps_say_whether_more_or_less_is_better() -> None:
    leaves = read_set(SET).by_key()

    assert not leaves["steering.plan.done"].rule.is_less_better
    assert leaves["steering.plan.late"].rule.is_less_better
    assert leaves["steering.plan.late"].rule.steps[1] == Step(Decimal(5), Decimal("0.5"))


def test_bonuses_and_penalties_stand_beside_the_tree() -> None:
    one = read_set(SET)

    assert [(found.sign, found.each, found.most) for found in one.adjustments] == [
        (Sign.BONUS, Decimal("0.5"), 1),
        (Sign.PENALTY, 1, 3),
    ]
    assert (one.most_bonus, one.most_penalty) == (2, 3)


def test_what_is_not_said_has_its_usual_value() -> None:
    text = changed('  window: {from: "-1-12-01", to: "0-12-31"}\n', "").replace("  digits: 2\n", "")
    one = read_set(text.partition("bonus:")[0] + "grades: [{key: all, label: Chung, from: 0}]\n")

    assert (one.window, one.digits, one.adjustments, one.links) == (USUAL_WINDOW, 2, (), ())
    assert one == read_set(text.partition("bonus:")[0] + "grades: [{key: all, label: Chung, from: 0}]\n")


def test_the_same_set_has_the_same_fingerprint_however_it_is_laid_out() -> None:
    assert fingerprint(SET) == fingerprint(SET.replace("lead_days: 20", "lead_days:   20  # hai mươi"))
    assert fingerprint(SET) != fingerprint(changed("Ban hành kế hoạch\n      max", "Ban hành kế hoạch năm\n      max"))


PARTS = [
    ('version: "2026.1"', "version: 2026.1", "IX003", "set"),
    ("  year: 2026", "  year: 26", "IX003", "set"),
    ("kinds: [department]", "kinds: []", "IX003", "set"),
    ("purpose: par_index", "purpose: par", "IX004", "set"),
    ("digits: 2", "digits: 9", "IX003", "set"),
    ("  key: cchc-mau", "  key: CCHC mẫu", "IX021", "CCHC mẫu"),
    ("  checked_by:", "  checkedby:", "IX006", "set"),
    ("  checked_by:", "  màu: đỏ\n  checked_by:", "IX007", "set"),
    ("remedy: Ban", "remdy: Ban", "IX006", ISSUED),
    ("      max: 0.5\n", "", "IX003", ISSUED),
    ("      max: 0.5\n", "      max: 0\n", "IX008", ISSUED),
    ("score: {kind: yes_no}, ", "", "IX003", "procedures.public.board"),
    ("{kind: yes_no}", "{kind: maybe}", "IX004", "procedures.public.board"),
    ("{kind: yes_no}", "{kind: yes_no, each: 1}", "IX007", "procedures.public.board"),
    ("value: duties.late,", "value: duties.late > 0,", "IX010", "steering.plan.late"),
    ("value: duties.late,", "value: duties.late +,", "IX005", "steering.plan.late"),
    ("applies: duties.due > 0", "applies: duties.due + 0", "IX010", "steering.plan.done"),
    ("points: dossier.on_time / dossier.received", "points: null", "IX003", "procedures.public.points"),
    ("          none: {", "          no: {", "IX011", ISSUED),
    ("late: {label: Ban", "Late: {label: Ban", "IX021", ISSUED),
    ("label: Không ban hành, points", "label: Ban hành sau tháng 12, points", "IX015", ISSUED),
    ("points: 0.25}\n", "points: 0.75}\n", "IX016", ISSUED),
    ("points: 0.25}\n", "points: -0.25}\n", "IX016", ISSUED),
    ("points: 0.25}\n", "points: 0.125}\n", "IX013", ISSUED),
    ("tháng 12, points: 0.5}", "tháng 12, points: 0.4}", "IX017", ISSUED),
    ("{from: 95, points", "{to: 95, points", "IX012", "steering.plan.done"),
    ("{from: 95, points: 1.25}", "{points: 1.25}", "IX003", "steering.plan.done"),
    ("{from: 95, points", "{from: 75, points", "IX018", "steering.plan.done"),
    ("{from: 95, points: 1.25}", "{from: 95, points: 0.25}", "IX018", "steering.plan.done"),
    ("{to: 0, points: 1}, {to: 5", "{to: 6, points: 1}, {to: 5", "IX018", "steering.plan.late"),
    ("low: 80, high: 100", "low: 80, high: 80", "IX019", "steering.reports"),
    ("low: 50, high: 90", "low: 100", "IX019", "impact.portal"),
    ("each: 0.5, free: 1", "free: 1", "IX003", "steering.models"),
    ("each: 0.5, free: 1", "each: 0.5, free: -1", "IX003", "steering.models"),
    ("each: 0.5, free: 1", "each: 3", "IX016", "steering.models"),
    ("- key: procedures\n", "- key: steering\n", "IX022", "steering"),
    ("key: steering.plan.late", "key: steering.plan.done", "IX022", "steering.plan.done"),
    ("key: bonus.award", "key: impact.sipas", "IX022", "impact.sipas"),
    ("key: steering.plan.late", "key: steering.plan", "IX022", "steering.plan"),
    ("key: impact.portal", "key: portal", "IX023", "portal"),
    ("- key: impact\n", "- key: impact.all\n", "IX021", "impact.all"),
    ('num: "1.1.3"', 'num: "1.1.2"', "IX024", "1.1.2"),
    ('num: "3.2"', 'num: "2.1"', "IX024", "2.1"),
    ('num: "1.1.2"', 'num: "1.1.9"', "IX025", "1.1.3"),
    ("  max: 8\n", "  max: 9\n", "IX026", "steering"),
    ("    max: 4\n", "    max: 3\n", "IX026", "steering.plan"),
    ("maximum: 20", "maximum: 100", "IX027", "set"),
    ("  area: procedures", "  area: thu_tuc", "IX004", "procedures"),
    ("  area: procedures\n", "", "IX028", "procedures"),
    ("least_sample: 30", "least_sample: -1", "IX003", "impact.sipas"),
    ('due: "-1-12-31"', 'due: "-1-11-30"', "IX029", ISSUED),
    ('due: "-1-12-31"', 'due: "-1-02-30"', "IX009", ISSUED),
    ('due: "-1-12-31"', "due: 2025-12-31", "IX003", ISSUED),
    ("types: [KH]", "types: [kế hoạch]", "IX004", ISSUED),
    ("least: 2,", "least: 0,", "IX003", ISSUED),
    ('to: "0-12-31"', 'to: "-1-11-30"', "IX030", "set"),
    ('"-1-12-01", to: "0-03-31"', '"-1-12-01"', "IX003", ISSUED),
    ("each: 0.5, max: 1,", "each: 0.5, max: 4,", "IX031", "bonus.award"),
    ("each: 0.5, max: 1,", "each: 1.5, max: 1,", "IX016", "bonus.award"),
    ("from: 65.5", "from: 80", "IX032", "grades"),
    ("from: 0}", "from: 1}", "IX032", "grades"),
    ("label: Tốt, from: 80,", "label: Tốt, from: 101,", "IX032", "grades"),
    ("key: fair", "key: good", "IX022", "grades good"),
    ("area_least: 60", "area_least: 160", "IX003", "grades good"),
    ('previous: "2025.1"\n', "", "IX003", "set"),
    ('previous: "2025.1"', 'previous: "2026.1"', "IX033", "set"),
    ("now: steering.models", "now: steering.sáng_kiến", "IX034", "links"),
    ("{before: steering.gone}", "{before: steering.plan.signed, now: steering.plan.issued}", "IX035", "links"),
    ("now: steering.models", "now: steering.plan.issued", "IX036", "links"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "place"), PARTS)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, code: str, place: str) -> None:
    assert (code, place) in told(changed(old, new))


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = changed("maximum: 20", "maximum: 100", changed("from: 65.5", "from: 90", changed("[KH]", "[kh]")))

    assert {code for code, _place in told(text)} == {"IX004", "IX027", "IX032"}


def test_every_sentence_but_that_about_figures_has_its_example() -> None:
    from reform.messages import MESSAGES

    tried = {code for _old, _new, code, _place in PARTS}
    assert {code for code in MESSAGES if code.startswith("IX0") and code < "IX037"} - tried <= {
        "IX001",  # no YAML
        "IX002",  # too long
        "IX014",  # one option
        "IX020",  # figures that nobody knows
    }


def test_one_state_is_no_choice() -> None:
    text = changed("          late: {label: Ban hành sau tháng 12, points: 0.25}\n", "")
    text = changed("          none: {label: Không ban hành, points: 0}\n", "", text)

    assert ("IX014", ISSUED) in told(text)


@pytest.mark.parametrize("text", ["", "- a", "set: x", "a: [", "set: {key: a}\nareas: 3", "areas: []"])
def test_what_is_no_set_is_refused(text: str) -> None:
    assert told(text)


def test_a_slip_in_the_file_is_told_with_its_line() -> None:
    with pytest.raises(SetError, match="dòng 3"):
        read_set("set:\n  key: a\n title: b\n")


def test_figures_that_nobody_knows_are_told_with_the_sub_criterion() -> None:
    one = read_set(SET)
    known = {*LEDGER_KEYS, "dossier.on_time", "dossier.received"}

    assert [(problem.code, problem.place) for problem in unknown_keys(one, known)] == [("IX020", "steering.models")]
    assert "initiative.accepted" in str(unknown_keys(one, known)[0])
    assert unknown_keys(one, {*known, "initiative.accepted"}) == ()
