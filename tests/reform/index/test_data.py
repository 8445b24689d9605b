"""The criteria sets that come with the program: whole, printed as they score, fed by known figures, tied by year."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from reform.forms import Asked, Cell, Figures, Form, Need, When, formula_of, read_form
from reform.forms.packaged import packaged_forms
from reform.forms.tree import asked_by
from reform.forms.wording import said_number
from reform.index.checking import unknown_keys
from reform.index.ledger_keys import LEDGER_DIMENSION, LEDGER_KEYS
from reform.index.links import comparable, link_problems
from reform.index.model import (
    CriteriaSet,
    Issuer,
    Option,
    ScoringKind,
    ScoringRule,
    Sign,
    Step,
    SubCriterion,
)
from reform.index.packaged import packaged_sets
from reform.index.proofs import ProofDocument, TagKind, proof_of
from reform.index.reading import read_set
from reform.index.results import Mark, result_of
from reform.index.scoring import points_of
from vanban.language.citations.names import ABBREVIATIONS

SETS = {(one.key, one.year): one for one in map(read_set, packaged_sets())}
FORM: Form = read_form(packaged_forms()[-1])
EACH = pytest.mark.parametrize("one", SETS.values(), ids=lambda one: f"{one.key}-{one.year}")
THIS_YEAR = pytest.mark.parametrize("key", ["cchc-so", "cchc-xa"])
AREAS = [
    *("steering", "institutions", "procedures", "organisation", "civil_service", "public_finance", "digital"),
    "",  # the impact
]
HUNDRED = Decimal(100)
TWO_THIRDS = Decimal(67)  # per cent
LEAST, MOST = 60, 90  # sub-criteria of a set
NONE_WITHOUT_PROCEDURES = ("proc.active", "onestop.procs", "onestop.flow_ok", "pay.due")
LEAST_FED = 25  # of them whose points data proposes
SAMPLE = 20  # points of the impact, at least
MOST_IMPACT = 32


def formulas(one: CriteriaSet) -> Iterator[tuple[SubCriterion, Cell]]:
    """Every figure that a set asks for, with the sub-criterion that does."""
    for leaf in one.leaves:
        for node in (leaf.rule.value, leaf.applies):
            for asked in asked_by(node) if node is not None else ():
                yield leaf, asked.cell


def is_fed_by_the_ledger(leaf: SubCriterion) -> bool:
    cells = [asked.cell.key for asked in asked_by(leaf.rule.value)] if leaf.rule.value is not None else []
    return bool(cells) and all(key in LEDGER_KEYS for key in cells)


def test_there_is_a_set_for_departments_and_one_for_communes_of_each_year() -> None:
    assert [(one.key, one.version, one.year, one.kinds) for one in SETS.values()] == [
        ("cchc-so", "2025.1", 2025, ("department",)),
        ("cchc-so", "2026.1", 2026, ("department",)),
        ("cchc-xa", "2025.1", 2025, ("commune",)),
        ("cchc-xa", "2026.1", 2026, ("commune",)),
    ]


@EACH
def test_a_set_has_a_hundred_points_in_sixty_to_ninety_sub_criteria_of_all_areas(one: CriteriaSet) -> None:
    assert [area.area for area in one.areas] == AREAS
    assert LEAST <= len(list(one.leaves)) <= MOST
    assert sum(leaf.points for leaf in one.leaves) == one.maximum == HUNDRED
    assert SAMPLE <= one.areas[-1].points <= MOST_IMPACT


@EACH
def test_every_kind_of_scoring_occurs(one: CriteriaSet) -> None:
    assert {leaf.rule.kind for leaf in one.leaves} == set(ScoringKind)


@EACH
def test_nobody_is_named_as_having_issued_or_checked_a_draft(one: CriteriaSet) -> None:
    assert "dự thảo của chương trình" in one.checked_by
    assert "Chưa có quyết định" in one.legal_basis


# --- words -----------------------------------------------------------------------------------------------------------


@EACH
def test_the_words_name_every_number_of_the_rule(one: CriteriaSet) -> None:
    lost = {leaf.key: sorted(said_by(leaf) - numbers_in(leaf.method)) for leaf in one.leaves}
    assert {key: numbers for key, numbers in lost.items() if numbers} == {}


@EACH
def test_the_words_name_every_state_that_can_be_chosen(one: CriteriaSet) -> None:
    lost = [
        (leaf.key, option.label)
        for leaf in one.leaves
        for option in leaf.rule.options
        if f"{option.label}: {said_number(option.points)} điểm".casefold() not in leaf.method.casefold()
    ]
    assert lost == []


@EACH
def test_the_words_say_when_it_does_not_apply(one: CriteriaSet) -> None:
    assert [leaf.key for leaf in one.leaves if leaf.can_be_left_out != ("không áp dụng" in leaf.method)] == []
    assert [leaf.key for leaf in one.leaves if leaf.applies is not None and not leaf.can_be_left_out] == []


def said_by(leaf: SubCriterion) -> set[str]:
    """The numbers that a reader must find in the words: the maximum, thresholds, points of each state."""
    rule = leaf.rule
    found = [leaf.points, rule.low, rule.high, rule.each, rule.free or None, Decimal(rule.least_sample) or None]
    states: tuple[Option | Step, ...] = (*rule.options, *rule.steps)
    found += [state.points for state in states]
    found += [step.value for step in rule.steps]
    return {said_number(number) for number in found if number is not None}


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:,\d+)?", text))


# --- figures ---------------------------------------------------------------------------------------------------------


@EACH
def test_every_figure_is_one_of_the_form_or_of_the_ledger(one: CriteriaSet) -> None:
    assert unknown_keys(one, {*(line.key for line in FORM.lines), *LEDGER_KEYS}) == ()


@EACH
def test_every_figure_of_the_form_is_asked_of_that_kind_of_agency(one: CriteriaSet) -> None:
    (level,) = one.kinds
    lines = {line.key: line for line in FORM.lines}
    strangers = [
        (leaf.key, cell.key)
        for leaf, cell in formulas(one)
        if cell.key in lines and lines[cell.key].need_of(level) is Need.ABSENT
    ]
    assert strangers == []


@EACH
def test_every_part_of_a_figure_is_one_that_its_line_has(one: CriteriaSet) -> None:
    lines = {line.key: line for line in FORM.lines}
    strangers = []
    for leaf, cell in formulas(one):
        for dimension, member in cell.members:
            if cell.key in LEDGER_KEYS:
                is_there = dimension == LEDGER_DIMENSION and member in AREAS
            else:
                is_there = dimension in lines[cell.key].by and member in FORM.dimensions[dimension].members
            if not is_there:
                strangers.append((leaf.key, dimension, member))
    assert strangers == []


@EACH
def test_data_decide_at_least_a_third_of_a_set(one: CriteriaSet) -> None:
    assert sum(leaf.rule.value is not None for leaf in one.leaves) >= LEAST_FED


@THIS_YEAR
def test_the_best_figures_earn_the_whole_and_the_worst_nothing(key: str) -> None:
    for leaf in SETS[key, 2026].leaves:
        best, worst = ends_of(leaf.rule, leaf.points)
        assert points_of(leaf, best) == leaf.points, leaf.key
        assert points_of(leaf, worst) == 0, leaf.key


def ends_of(rule: ScoringRule, points: Decimal) -> tuple[bool | str | Decimal, bool | str | Decimal]:
    """The best and the worst that can be claimed under a rule."""
    match rule.kind:
        case ScoringKind.YES_NO:
            return True, False
        case ScoringKind.CHOICE:
            worths = {option.points: option.key for option in rule.options}
            return worths[max(worths)], worths[min(worths)]
        case ScoringKind.STEPS:
            beyond = rule.steps[-1].value + (1 if rule.is_less_better else -1)
            return rule.steps[0].value, beyond
        case ScoringKind.COUNT:
            return points / (rule.each or HUNDRED) + rule.free, rule.free
        case ScoringKind.DEDUCTION:
            return rule.free, points / (rule.each or HUNDRED) + rule.free
        case ScoringKind.FORMULA:
            return points, Decimal(0)
        case _:
            return rule.high or HUNDRED, rule.low or Decimal(0)


# --- proof -----------------------------------------------------------------------------------------------------------


@EACH
def test_proof_is_asked_for_what_the_ledger_does_not_show(one: CriteriaSet) -> None:
    """A survey has no documents of an agency; what the ledger counts was proved when it was handed in."""
    without = [leaf.key for leaf in one.leaves if not leaf.proofs and not is_fed_by_the_ledger(leaf)]
    assert without == [leaf.key for leaf in one.leaves if leaf.rule.kind is ScoringKind.SURVEY]
    assert [leaf.key for leaf in one.leaves if leaf.proofs and is_fed_by_the_ledger(leaf)] == []


@EACH
def test_types_of_proof_are_types_of_documents(one: CriteriaSet) -> None:
    asked = {name for leaf in one.leaves for proof in leaf.proofs for name in proof.types}
    asked |= {name for added in one.adjustments for proof in added.proofs for name in proof.types}
    assert asked - set(ABBREVIATIONS) == set()


@EACH
def test_what_agencies_score_themselves_and_the_year_can_still_give_has_a_remedy(one: CriteriaSet) -> None:
    for leaf in one.leaves:
        assert (leaf.lead_days is None) == (not leaf.remedy), leaf.key
        assert leaf.rule.is_self_scored or not leaf.remedy, leaf.key
        assert not leaf.remedy.endswith("."), leaf.key
    assert sum(bool(leaf.remedy) for leaf in one.leaves) > len(list(one.leaves)) / 2


@pytest.mark.parametrize(
    ("issued", "counts", "in_time"),
    [
        (date(2025, 11, 28), False, True),  # before the window: last year's plan
        (date(2025, 12, 30), True, True),
        (date(2026, 1, 20), True, False),  # late: it counts as proof, for the points of a late one
        (date(2026, 4, 2), False, False),
    ],
)
@THIS_YEAR
def test_the_plan_of_the_year_is_issued_in_the_december_before(
    key: str, issued: date, counts: bool, in_time: bool
) -> None:
    one = SETS[key, 2026]
    plan = ProofDocument("41/KH", "KH", issued, Issuer.OWN, is_signature_valid=True)
    (document,) = proof_of(one, one.by_key()["steering.plan.issued"], [plan]).documents
    assert document.counts is counts
    assert [tag.is_met for tag in document.tags if tag.kind is TagKind.IN_TIME] == [in_time]


# --- what does not apply ---------------------------------------------------------------------------------------------


def test_a_department_without_procedures_is_scored_without_the_points_of_procedures() -> None:
    one = SETS["cchc-so", 2026]
    figures: Figures = {Asked(When.NOW, Cell(key)): Decimal(0) for key in NONE_WITHOUT_PROCEDURES}
    marks = {leaf.key: Mark(leaf.points) for leaf in one.leaves}
    for leaf in one.leaves:
        if leaf.applies is not None and formula_of(leaf.applies)(figures) is False:
            marks[leaf.key] = Mark(is_left_out=True)
    result = result_of(one, marks)
    assert {area.key: area.points - result.areas[area.key].maximum for area in one.areas} == {
        "steering": 0,
        "institutions": 0,
        "procedures": 16,  # petitions stay
        "organisation": 0,
        "civil_service": 0,
        "public_finance": 0,
        "digital": Decimal("7.5"),
        "impact": 9,
    }
    assert (result.total.points, result.index) == (Decimal("67.5"), HUNDRED)


# --- years -----------------------------------------------------------------------------------------------------------


@THIS_YEAR
def test_every_sub_criterion_of_last_year_is_said_to_go_on_or_to_be_dropped(key: str) -> None:
    before, now = SETS[key, 2025], SETS[key, 2026]
    assert (before.previous, before.links, now.previous) == ("", (), "2025.1")
    named = {link.before for link in now.links}
    assert named == set(before.by_key())
    kept = set(before.by_key()) & set(now.by_key())
    assert kept <= {link.before for link in now.links if link.now == link.before}
    assert {link.now for link in now.links} - {None} <= set(now.by_key())
    assert link_problems(before, now) == ()


@THIS_YEAR
def test_two_thirds_of_the_points_can_be_compared_with_last_year(key: str) -> None:
    found = comparable(SETS[key, 2025], SETS[key, 2026])
    assert found.percent_now >= TWO_THIRDS
    assert found.percent_before >= TWO_THIRDS


@THIS_YEAR
def test_most_of_a_set_goes_on_and_a_part_does_not(key: str) -> None:
    now = SETS[key, 2026]
    assert len(set(now.by_key()) & set(SETS[key, 2025].by_key())) / len(now.by_key()) >= Decimal("0.85")
    links = now.links
    assert any(link.now is None for link in links)
    assert any(not link.is_same for link in links)
    assert any(one.before == two.before for one, two in pairwise(links)), "one is split"


@THIS_YEAR
def test_links_say_same_where_the_same_is_measured_by_the_same_thresholds(key: str) -> None:
    before, now = SETS[key, 2025].by_key(), SETS[key, 2026].by_key()
    wrong = [
        (link.before, link.now)
        for link in SETS[key, 2026].links
        if link.now is not None and link.is_same != (measure(before[link.before]) == measure(now[link.now]))
    ]
    assert wrong == []


def measure(leaf: SubCriterion) -> object:
    """What is measured, by shares of the maximum: another weight alone keeps two years comparable."""
    rule, whole = leaf.rule, leaf.points
    value = str(rule.value).removesuffix(f" * {whole.normalize():f}")
    states = tuple((option.key, option.label, option.points / whole) for option in rule.options)
    steps = tuple((step.value, step.points / whole) for step in rule.steps)
    each = rule.each / whole if rule.each is not None else None
    due = tuple(one.due for one in leaf.proofs)
    return rule.kind, value, states, steps, rule.low, rule.high, each, rule.free, leaf.applies, due


# --- beside the tree -------------------------------------------------------------------------------------------------


@EACH
def test_bonus_and_penalty_have_caps_below_what_their_rows_add_up_to(one: CriteriaSet) -> None:
    for sign, cap in ((Sign.BONUS, one.most_bonus), (Sign.PENALTY, one.most_penalty)):
        assert 0 < cap < sum(row.most for row in one.adjustments if row.sign is sign)


@EACH
def test_each_kind_has_five_grades_of_its_own(one: CriteriaSet) -> None:
    froms = [90, 80, 70 if one.key == "cchc-so" else 65, 50, 0]
    assert [grade.from_percent for grade in one.grades] == froms
