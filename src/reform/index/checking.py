"""Whether the parts of a criteria set fit together: points that add up, names once, numbers in order, a rule each.

Owns: what is asked of a set before it may be published. Does not: know which figures there are (``unknown_keys``
is given them), or last year's set (links.py).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reform.areas import areas
from reform.definitions import Problem, Problems
from reform.forms.tree import asked_by
from reform.forms.wording import said_number
from reform.index.fitting import check_rule, too_fine
from reform.index.model import Appraiser, CriteriaSet, IndexArea, ProofRule, Sign, Window
from reform.index.repeats import out_of_order, twice

__all__ = ["check_set", "unknown_keys"]

HUNDRED = Decimal(100)
_SET_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_TYPE = re.compile(r"[A-ZĐ][A-Za-zĐđ]*")


def check_set(one: CriteriaSet, printed: Mapping[str, Decimal], problems: Problems) -> None:
    """Tell ``problems`` whatever keeps the parts of ``one`` from fitting together.

    Args:
        one: The set.
        printed: Maxima that the file says, by the keys of areas and criteria.
        problems: Told what is wrong.
    """
    _check_keys(one, problems)
    _check_numbers(one, problems)
    _check_sums(one, printed, problems)
    for leaf in one.leaves:
        check_rule(leaf, one.digits, problems)
        _check_proofs(leaf.key, leaf.proofs, one, problems)
    for area in one.areas:
        _check_area(area, one.year, problems)
    _check_window("set", one.window, one.year, problems)
    _check_adjustments(one, problems)
    _check_grades(one, problems)
    _check_links(one, problems)


def unknown_keys(one: CriteriaSet, known: Collection[str]) -> tuple[Problem, ...]:
    """Return the figures that formulas of ``one`` name and that are not among ``known``, each with its place.

    Args:
        one: A set that was read.
        known: Keys of the lines of the statistics form and of the ledger of duties.
    """
    problems = Problems()
    for leaf in one.leaves:
        asked = [asked_by(node) for node in (leaf.rule.value, leaf.applies) if node is not None]
        keys = {found.cell.key for found in frozenset().union(*asked)}
        for key in sorted(keys - set(known)):
            problems.add("IX020", leaf.key, name=key)
    return tuple(problems.found)


def _check_keys(one: CriteriaSet, problems: Problems) -> None:
    if one.key and not _SET_KEY.fullmatch(one.key):
        problems.add("IX021", one.key)
    words = [area.key for area in one.areas]
    keys = [
        *(criterion.key for area in one.areas for criterion in area.criteria),
        *(leaf.key for area in one.areas for criterion in area.criteria for leaf in criterion.leaves
          if not criterion.is_alone),
        *(adjustment.key for adjustment in one.adjustments),
    ]  # fmt: skip
    for key in (*twice(words), *twice(keys)):
        problems.add("IX022", key)
    _check_shapes(words, _WORD, "IX021", problems)
    _check_shapes(keys, _KEY, "IX023", problems)
    for leaf in one.leaves:
        _check_shapes([option.key for option in leaf.rule.options], _WORD, "IX021", problems, leaf.key)


def _check_shapes(
    keys: Iterable[str], shape: re.Pattern[str], code: str, problems: Problems, place: str | None = None
) -> None:
    for key in keys:
        if key and key not in ("True", "False") and not shape.fullmatch(key):
            problems.add(code, place or key)


def _check_numbers(one: CriteriaSet, problems: Problems) -> None:
    criteria = [criterion for area in one.areas for criterion in area.criteria]
    leaves = [leaf.number for criterion in criteria if not criterion.is_alone for leaf in criterion.leaves]
    for number in twice([*(area.number for area in one.areas), *(found.number for found in criteria), *leaves]):
        problems.add("IX024", number)
    rows = [[area.number for area in one.areas], *([found.number for found in area.criteria] for area in one.areas)]
    rows += [[leaf.number for leaf in criterion.leaves] for criterion in criteria]
    for row in rows:
        for number, before in out_of_order(row):
            problems.add("IX025", number, before=before)


def _check_sums(one: CriteriaSet, printed: Mapping[str, Decimal], problems: Problems) -> None:
    parts = [(area.key, area.points) for area in one.areas]
    parts += [(found.key, found.points) for area in one.areas for found in area.criteria if not found.is_alone]
    for key, points in parts:
        said = printed.get(key, points)
        if said != points:
            problems.add("IX026", key, sum=said_number(points), most=said_number(said))
    whole = sum((area.points for area in one.areas), Decimal(0))
    if one.areas and whole != one.maximum:
        problems.add("IX027", "set", sum=said_number(whole), most=said_number(one.maximum))


def _check_area(area: IndexArea, year: int, problems: Problems) -> None:
    """An area of the plans has a code of theirs, and whoever appraises can be found."""
    if area.area and area.area not in {known.code for known in areas(date(year, 12, 31))}:
        problems.add("IX004", area.key, what="area", name=area.area)
    if not area.area:
        lost = [leaf.key for leaf in area.leaves if (leaf.appraiser or area.appraiser) is Appraiser.AREA]
        for key in [area.key] if lost and area.appraiser is Appraiser.AREA else lost:
            problems.add("IX028", key)
    for criterion in area.criteria:
        if not criterion.leaves:
            problems.add("IX003", criterion.key, name="items")


def _check_proofs(place: str, proofs: tuple[ProofRule, ...], one: CriteriaSet, problems: Problems) -> None:
    for proof in proofs:
        window = proof.window or one.window
        if proof.window is not None:
            _check_window(place, proof.window, one.year, problems)
        if proof.due is not None and proof.due.on(one.year) < window.first.on(one.year):
            problems.add("IX029", place, label=proof.label)
        if proof.least < 1:
            problems.add("IX003", place, name="least")
        for name in proof.types:
            if not _TYPE.fullmatch(name):
                problems.add("IX004", place, what="types", name=name)


def _check_window(place: str, window: Window, year: int, problems: Problems) -> None:
    if window.first.on(year) > window.last.on(year):
        problems.add("IX030", place)


def _check_adjustments(one: CriteriaSet, problems: Problems) -> None:
    for number in twice(adjustment.number for adjustment in one.adjustments):
        problems.add("IX024", number)
    for adjustment in one.adjustments:
        cap = one.most_bonus if adjustment.sign is Sign.BONUS else one.most_penalty
        if adjustment.most > cap > 0:
            problems.add("IX031", adjustment.key, points=said_number(adjustment.most), most=said_number(cap))
        if adjustment.each > adjustment.most > 0:
            problems.add(
                "IX016", adjustment.key, points=said_number(adjustment.each), most=said_number(adjustment.most)
            )
        for points in (adjustment.each, adjustment.most):
            if too_fine(points, one.digits):
                problems.add("IX013", adjustment.key, points=said_number(points), digits=one.digits)
        _check_proofs(adjustment.key, adjustment.proofs, one, problems)


def _check_grades(one: CriteriaSet, problems: Problems) -> None:
    """Grades go down from at most a hundred to zero: whatever the result, one is met."""
    froms = [grade.from_percent for grade in one.grades]
    for key in twice(grade.key for grade in one.grades):
        problems.add("IX022", f"grades {key}")
    _check_shapes([grade.key for grade in one.grades], _WORD, "IX021", problems, "grades")
    descends = all(before > after for before, after in pairwise(froms))
    if froms and not (descends and froms[0] <= HUNDRED and froms[-1] == 0):
        problems.add("IX032", "grades")
    for grade in one.grades:
        if grade.area_least_percent is not None and not 0 <= grade.area_least_percent <= HUNDRED:
            problems.add("IX003", f"grades {grade.key}", name="area_least")


def _check_links(one: CriteriaSet, problems: Problems) -> None:
    if one.links and not one.previous:
        problems.add("IX003", "set", name="previous")
    if one.previous and one.previous == one.version:
        problems.add("IX033", "set", version=one.version)
    known = one.by_key()
    for link in one.links:
        if link.now is not None and link.now not in known:
            problems.add("IX034", "links", name=link.now)
    for pair in twice(f"{link.before} → {link.now}" for link in one.links):
        problems.add("IX035", "links", name=pair)
    ends = [(link.before for link in one.links), (link.now or "" for link in one.links)]
    shared = {key for side in ends for key in twice(side)}
    for link in one.links:
        if link.now is not None and link.is_same and shared & {link.before, link.now}:
            problems.add("IX036", "links", name=f"{link.before} → {link.now}")
