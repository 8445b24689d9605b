"""The page of the method says what the code does: every number of docs/explanation/par-index.md is computed here."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from index_sample import leaf as index_leaf
from index_sample import set_of as index_set
from reform.forms import Asked, Cell, Figures, When, formula_of, read_form
from reform.forms.packaged import packaged_forms
from reform.forms.wording import said_number
from reform.index.conditions import Naming
from reform.index.model import CriteriaSet, Issuer, ScoringKind, Sign, SubCriterion
from reform.index.movement import movement
from reform.index.packaged import packaged_sets
from reform.index.proofs import ProofDocument, TagKind, proof_of
from reform.index.reading import read_set
from reform.index.results import AreaSum, Mark, adjusted, grade_of, index_ranks, percent_of, result_from, result_of
from reform.index.scoring import points_of, proposed, rounded_points
from reform.index.winnable import last_day, next_points, value_for_all

PAGE = (Path(__file__).parents[3] / "docs" / "explanation" / "par-index.md").read_text(encoding="utf-8")
SETS = {(one.key, one.year): one for one in map(read_set, packaged_sets())}
DEPARTMENTS, COMMUNES = SETS["cchc-so", 2026], SETS["cchc-xa", 2026]
Claim = bool | str | Decimal


def part(heading: str) -> str:
    """The text under a heading of the page."""
    return PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def table(text: str) -> list[list[str]]:
    """The cells of all rows of the tables in a text, without heads."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    heads = {at for at, row in enumerate(rows[1:]) if set("".join(row)) <= set("-:")}
    return [row for at, row in enumerate(rows) if at not in heads and at - 1 not in heads]


def number(text: str) -> Decimal:
    """The first number of a cell as it is printed."""
    found = re.search(r"\d[\d.]*(?:,\d+)?", text)
    assert found is not None, text
    return Decimal(found[0].replace(".", "").replace(",", "."))


def printed(points: Decimal) -> str:
    return f"{points:.2f}".replace(".", ",")


def leaf_of(cell: str, one: CriteriaSet = DEPARTMENTS) -> SubCriterion:
    return one.by_key()[cell.strip("`")]


def summed(leaves: list[SubCriterion]) -> str:
    return said_number(sum((leaf.points for leaf in leaves), Decimal(0)))


def test_the_sets_are_counted() -> None:
    rows = {row[0].split("`")[1]: row[1:] for row in table(part("Bộ tiêu chí")) if row[0].startswith("`")}
    for one in (DEPARTMENTS, COMMUNES):
        leaves = list(one.leaves)
        fed = [leaf for leaf in leaves if leaf.rule.value is not None]
        surveyed = [leaf for leaf in leaves if leaf.rule.kind is ScoringKind.SURVEY]
        outside = [leaf for leaf in leaves if leaf.rule.kind is ScoringKind.EXTERNAL]
        assert rows[one.key] == [str(len(leaves)), str(len(fed)), summed(fed), summed(surveyed), summed(outside)]


def test_the_weights_of_the_areas_are_those_of_the_sets() -> None:
    weights = [
        [first.label, said_number(first.points), said_number(second.points)]
        for first, second in zip(DEPARTMENTS.areas, COMMUNES.areas, strict=True)
    ]
    assert [row for row in table(part("Bộ tiêu chí")) if len(row) == 3] == weights


WAYS = table(part("Chín cách chấm"))


@pytest.mark.parametrize("row", WAYS, ids=lambda row: f"{row[1]} {row[2]}")
def test_each_way_of_scoring_gives_the_printed_points(row: list[str]) -> None:
    leaf = leaf_of(row[1])
    assert printed(points_of(leaf, claim(leaf, row[2]))) == row[3]


def claim(leaf: SubCriterion, words: str) -> Claim:
    if leaf.rule.kind is ScoringKind.YES_NO:
        return words == "có"
    chosen = {option.label: option.key for option in leaf.rule.options}
    return chosen[words] if chosen else number(words)


def test_the_page_has_an_example_of_every_way() -> None:
    assert {leaf_of(row[1]).rule.kind for row in WAYS} == set(ScoringKind)


def test_the_calculation_is_written_out_as_the_program_writes_it() -> None:
    labels = {line.key: line.label for line in read_form(packaged_forms()[-1]).lines}
    figures: Figures = {
        Asked(When.NOW, Cell("dossier.on_time")): Decimal(8691),
        Asked(When.NOW, Cell("dossier.resolved")): Decimal(8776),
    }
    leaf = leaf_of("procedures.results.on_time")
    made = proposed(leaf, figures, Naming(lambda cell: labels[cell.key]))
    assert made is not None
    assert "\n".join(made.lines) in PAGE
    nothing: Figures = dict.fromkeys(figures, Decimal(0))
    assert proposed(leaf, nothing, Naming(lambda cell: cell.key)) is None


def test_halves_go_up() -> None:
    said = re.findall(r"([\d,]+) thành ([\d,]+)", part("Làm tròn"))
    assert len(said) == 2
    assert [printed(rounded_points(number(given))) for given, _ in said] == [made for _, made in said]


def test_what_does_not_apply_leaves_the_denominator_alone() -> None:
    rows = table(part("Chỉ số và phần không áp dụng"))
    assert len(rows) == 3
    for _, points, maximum, index in rows:
        assert f"{printed(percent_of(number(points), number(maximum)) or Decimal(0))} %" == index
    assert said_number(applicable_without_procedures()) == rows[1][2]


def applicable_without_procedures() -> Decimal:
    none = ("proc.active", "onestop.procs", "onestop.flow_ok", "pay.due")
    figures: Figures = {Asked(When.NOW, Cell(key)): Decimal(0) for key in none}
    left_out = (
        leaf for leaf in DEPARTMENTS.leaves if leaf.applies is not None and formula_of(leaf.applies)(figures) is False
    )
    return result_of(DEPARTMENTS, {leaf.key: Mark(is_left_out=True) for leaf in left_out}).total.maximum


def test_what_is_not_scored_yet_stays_in_the_denominator() -> None:
    reached = result_from(DEPARTMENTS, {"all": AreaSum(Decimal(54), Decimal(100), Decimal(60), 86, 50)})
    text = part("Chỉ số và phần không áp dụng")
    assert f"chỉ số {printed(reached.index or Decimal(0))} %" in text.replace("\n", " ")
    assert f"là {printed(reached.so_far or Decimal(0))} %" in text
    assert not reached.is_complete


def test_bonus_and_penalty_stop_at_their_caps() -> None:
    text = part("Điểm thưởng, điểm trừ")
    rows = [row for row in table(text) if row[0].startswith("`")]
    most = {one.key: one.most for one in DEPARTMENTS.adjustments}
    given = {row[0].strip("`"): number(row[1]) for row in rows}
    assert [min(points, most[key]) for key, points in given.items()] == [number(row[2]) for row in rows]
    both = adjusted(DEPARTMENTS, given)
    assert list(both) == [number(row[2]) for row in table(text) if row[0].startswith("**")]
    assert f"thưởng tối đa {DEPARTMENTS.most_bonus}, trừ tối đa {DEPARTMENTS.most_penalty}" in text
    for points, bonus, penalty in (("78,40", *both), ("99,50", both[0], Decimal(0))):
        reached = result_from(
            DEPARTMENTS, {"all": AreaSum(number(points), Decimal(100), Decimal(100), 86, 86)}, bonus, penalty
        )
        assert f"{printed(reached.index or Decimal(0))} %" in text
    assert f"(78,40 + {said_number(both[0])} − {said_number(both[1])}) : 100" in text


@pytest.mark.parametrize("row", table(part("Minh chứng")), ids=lambda row: row[0])
def test_the_plan_of_the_year_proves_by_its_date(row: list[str]) -> None:
    issued = day(row[0])
    document = ProofDocument("plan", "KH", issued, Issuer.OWN)
    (check,) = proof_of(DEPARTMENTS, leaf_of("steering.plan.issued"), [document]).documents
    assert check.counts is row[1].startswith("có")
    in_time = next(tag for tag in check.tags if tag.kind is TagKind.IN_TIME)
    if check.counts:
        assert in_time.is_met is row[2].startswith("có")
    if check.counts and not in_time.is_met:
        assert f"muộn {in_time.reason.params['days']} ngày" in row[2]


def test_points_that_stand_are_those_of_the_last_stage_and_within_the_maximum() -> None:
    for key, *stages, standing in table(part("Ba mức điểm")):
        given = [number(cell) for cell in stages if cell]
        assert given[-1] == number(standing)
        assert all(points <= leaf_of(key).points for points in given)


def test_ties_share_a_rank() -> None:
    indexes, ranks = (
        [None if cell == "–" else number(cell) for cell in line.strip("|").split("|")[1:]]
        for line in (cells.replace(" ", "") for cells in part("Xếp hạng, xếp loại").splitlines())
        if line.startswith(("|chỉsố", "|hạng"))
    )
    assert list(index_ranks(indexes)) == [None if rank is None else int(rank) for rank in ranks]


def test_grades_are_those_of_the_sets() -> None:
    rows = [row for row in table(part("Xếp hạng, xếp loại")) if row[0] != "hạng"]
    assert [(row[0], number(row[1])) for row in rows] == [(one.label, one.from_percent) for one in DEPARTMENTS.grades]
    assert [(row[0], number(row[2])) for row in rows] == [(one.label, one.from_percent) for one in COMMUNES.grades]
    (least,) = [one.area_least_percent for one in COMMUNES.grades if one.area_least_percent is not None]
    assert rows[0][2].endswith(f"dưới {least}")
    fallen = grade_of(COMMUNES.grades, Decimal("91.20"), [Decimal(55), Decimal(100)])
    assert fallen is not None
    assert f"xếp loại {fallen.label}." in part("Xếp hạng, xếp loại")


def test_small_samples_err_as_much_as_the_page_says() -> None:
    text = part("Khảo sát có mẫu nhỏ").replace("\n", " ")
    said = re.findall(r"(\d+) phiếu (?:có sai số khoảng )?±([\d,]+)", text)
    assert [int(sample) for sample, _ in said] == [30, 100, 246]
    for sample, error in said:
        spread = Decimal("1.96") * (Decimal("0.8") * Decimal("0.2") / int(sample)).sqrt() * 100
        assert rounded_points(spread, 1) == number(error)
    least = {leaf.rule.least_sample for one in (DEPARTMENTS, COMMUNES) for leaf in one.leaves} - {0}
    assert least == {30, 15, 20}


def test_the_bridge_between_the_years_is_counted() -> None:
    columns = [bridge(DEPARTMENTS), bridge(COMMUNES)]
    rows = [row[1:] for row in table(part("Cầu nối giữa hai năm"))]
    assert rows == [[*first, *second] for first, second in zip(*columns, strict=True)]


def bridge(one: CriteriaSet) -> list[tuple[str, str]]:
    now = one.by_key()
    same = {link.now for link in one.links if link.is_same and link.now is not None}
    near = {link.now for link in one.links if not link.is_same and link.now is not None}
    new = set(now) - same - near
    gone = [link for link in one.links if link.now is None]
    counted = [(str(len(keys)), summed([now[key] for key in keys])) for keys in (same, near, new)]
    return [*counted, (str(len(gone)), "–")]


def test_one_result_is_worth_other_points_by_other_thresholds() -> None:
    key, on_time = "procedures.results.on_time", Decimal("97.5")
    before, now = (points_of(SETS["cchc-so", year].by_key()[key], on_time) for year in (2025, 2026))
    text = part("Cầu nối giữa hai năm").replace("\n", " ")
    assert f"được {printed(before)} điểm theo ngưỡng năm 2025 và {printed(now)} điểm theo ngưỡng năm 2026" in text
    access = "impact.citizens.access"
    weights = [SETS["cchc-so", year].by_key()[access].points for year in (2025, 2026)]
    assert f"1,40 trên {printed(weights[0])} và 1,80 trên {printed(weights[1])} đều là 80 %" in text
    assert [Decimal("1.40") / weights[0], Decimal("1.80") / weights[1]] == [Decimal("0.8")] * 2


def test_what_is_still_in_reach_is_told_with_its_last_day_to_begin() -> None:
    text = part("Điểm còn có thể đạt")
    today, closing_on = (day(found) for found in re.findall(r"ngày (\d\d/\d+/\d{4})", text, re.IGNORECASE))
    marks = {leaf.key: Mark(Decimal(0)) for leaf in DEPARTMENTS.leaves}
    wins = {win.leaf.key for win in next_points(DEPARTMENTS, marks, today=today, closing_on=closing_on)}
    for cell, days, start, is_in_reach in table(text):
        leaf = leaf_of(cell)
        assert (leaf.key in wins) is (is_in_reach == "có")
        assert days == (f"{leaf.lead_days} ngày" if leaf.lead_days is not None else "–")
        last = min([closing_on, *(last_day(DEPARTMENTS, proof) for proof in leaf.proofs)])
        assert day(start) == last - timedelta(days=leaf.lead_days or 0)


def day(text: str) -> date:
    return datetime.strptime(text.replace("Ngày ", ""), "%d/%m/%Y").date()


def test_the_usual_window_of_proof_is_that_of_the_sets() -> None:
    first, last = DEPARTMENTS.window.first, DEPARTMENTS.window.last
    said = f"từ {first.day:02}/{first.month:02} năm trước đến {last.day}/{last.month}"
    assert said in part("Minh chứng").replace("\n", " ")
    assert DEPARTMENTS.window == COMMUNES.window


def test_the_signs_of_bonus_and_penalty_are_those_of_the_set() -> None:
    signs = {one.key: one.sign for one in DEPARTMENTS.adjustments}
    for row in table(part("Điểm thưởng, điểm trừ")):
        if row[0].startswith("`"):
            key = row[0].strip("`")
            assert (signs[key] is Sign.BONUS) is key.startswith("bonus.")


def test_the_value_that_gives_all_points_is_that_of_the_rule() -> None:
    value = value_for_all(leaf_of("procedures.results.on_time", COMMUNES))
    assert value is not None
    assert f"`procedures.results.on_time` của cấp xã là {said_number(value)} %" in part("Điểm còn có thể đạt")


def test_what_compares_with_last_year_is_computed_as_it_is_told() -> None:
    rows = {row[0].strip("*"): row for row in table(part("Điểm đã mất, so với năm trước"))}
    made: dict[str, list[tuple[SubCriterion, Mark]]] = {"before": [], "now": []}
    for key in "ABC":
        for year, cell in zip(made, rows[key][1:3], strict=True):
            given, most = map(number, cell.split("/"))
            kind = ScoringKind.COUNT if key == "C" and year == "now" else ScoringKind.YES_NO
            made[year].append((index_leaf(kind, str(most), key=f"a.a.{key.lower()}"), Mark(given)))
    sets = {year: index_set(tuple(leaf for leaf, _mark in some)) for year, some in made.items()}
    marks = {year: {leaf.key: mark for leaf, mark in some} for year, some in made.items()}
    found = movement(sets["before"], marks["before"], sets["now"], marks["now"])
    assert (found.before, found.now) == (number(rows["phần so được"][1]), number(rows["phần so được"][2]))
    (moved,) = found.leaves
    assert f"{moved.before:.0f} % lên {moved.now:.0f} %, thêm {printed(moved.points)} điểm" in rows["A"][3]
