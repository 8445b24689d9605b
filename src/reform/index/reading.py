"""Reading a criteria set from YAML; whatever is wrong with it is told, all at once, each with its place.

The file has ``set`` (key, version, title, purpose, year, kinds, maximum, digits, window, legal_basis, checked_by),
``areas`` (criteria, and their ``items``), ``bonus``, ``penalty``, ``grades``, ``previous`` and ``links``; the words of
each are those of model.py. ``max`` of an area and of a criterion with items is what the decision prints: it is held
against what the sub-criteria add up to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reform.definitions import Problem, Problems, Table
from reform.forms.tree import Kind
from reform.index.checking import check_set
from reform.index.loading import SetError, set_table
from reform.index.model import (
    Adjustment,
    Appraiser,
    CriteriaSet,
    Criterion,
    Grade,
    IndexArea,
    Issuer,
    Link,
    ProofRule,
    Purpose,
    Sign,
    SubCriterion,
    Window,
    YearDay,
)
from reform.index.rules import read_rule
from reform.index.taking import Parts
from vanban.text.forms import squeeze

__all__ = ["USUAL_WINDOW", "draft_of", "place_of", "read_draft", "read_set", "set_of"]

YEARS = range(2000, 2101)
MOST_DIGITS = 4
# From 1 December of the year before: the plan of the year itself is issued in that month.
USUAL_WINDOW = Window(YearDay(-1, 12, 1), YearDay(0, 12, 31))
_FILE = ("set", "areas", "bonus", "penalty", "grades", "previous", "links")
_HEAD = (
    *("key", "version", "title", "purpose", "year", "kinds", "maximum", "digits", "window", "legal_basis"),
    "checked_by",
)
_NAMED = ("key", "num", "label", "max")
_AREA = (*_NAMED, "area", "appraiser", "criteria")
_LEAF = (
    *_NAMED, "how", "score", "proof", "appraiser", "can_be_left_out", "applies", "lead_days", "remedy", "source",
)  # fmt: skip
_PROOF = ("label", "types", "least", "issuer", "window", "due", "signed")


def read_set(text: str) -> CriteriaSet:
    """Return the criteria set that the YAML ``text`` defines.

    Raises:
        SetError: it is no YAML, something is missing, of the wrong kind or not known, a formula cannot be read, points
            do not add up, or a rule does not fit its points.
    """
    return set_of(set_table(text))


def set_of(table: Table) -> CriteriaSet:
    """Return the criteria set of ``table``, the plain values of a file.

    Raises:
        SetError: as ``read_set``.
    """
    made, problems = draft_of(table)
    if problems:
        raise SetError(problems)
    return made


def read_draft(text: str) -> tuple[CriteriaSet, tuple[Problem, ...]]:
    """Return what the YAML ``text`` says as far as it can be read, and all that keeps it from being a set.

    Raises:
        SetError: it is no YAML, too long or too deep, or no table with the part ``set``.
    """
    return draft_of(set_table(text))


def draft_of(table: Table) -> tuple[CriteriaSet, tuple[Problem, ...]]:
    """Return what ``table`` says as far as it can be read, and all that keeps it from being a set.

    What cannot be read has a stand-in: no formula, zero points. Only a draft goes on with one.
    """
    problems = Problems()
    reader = _Reader(table, Parts(problems))
    made = reader.criteria_set()
    check_set(made, reader.printed, problems)
    return made, tuple(problems.found)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes the parts of a set of the parts of a table; what it cannot make it tells, and goes on."""

    whole: Table
    parts: Parts
    printed: dict[str, Decimal] = field(default_factory=dict)  # key of an area or a criterion -> its maximum

    def criteria_set(self) -> CriteriaSet:
        parts, head = self.parts, self.whole["set"]
        parts.only(self.whole, _FILE, "set")
        parts.only(head, _HEAD, "set")
        rows = parts.rows(self.whole, "areas", "set", must=True)
        areas = tuple(self._area(row, at) for at, row in enumerate(rows, start=1))
        bonus, penalty = self._beside(Sign.BONUS), self._beside(Sign.PENALTY)
        return CriteriaSet(
            key=parts.text(head, "key", "set"),
            version=parts.text(head, "version", "set"),
            title=parts.text(head, "title", "set"),
            purpose=parts.word(Purpose, head.get("purpose"), "set", "purpose"),
            year=self._year(),
            kinds=self._kinds(),
            maximum=parts.points(head, "maximum", "set"),
            areas=areas,
            grades=tuple(self._grades()),
            window=parts.window(head, "set", USUAL_WINDOW) or USUAL_WINDOW,
            adjustments=(*bonus[1], *penalty[1]),
            most_bonus=bonus[0],
            most_penalty=penalty[0],
            digits=self._digits(),
            previous=parts.text_or(self.whole, "previous", "set"),
            links=tuple(self._links()),
            legal_basis=parts.prose(head, "legal_basis", "set"),
            checked_by=parts.prose(head, "checked_by", "set"),
        )

    def _year(self) -> int:
        found = self.parts.whole(self.whole["set"], "year", "set")
        if found in YEARS:
            return int(found or 0)
        if found is not None or self.whole["set"].get("year") is None:
            self.parts.told("set", "year")
        return YEARS[0]

    def _kinds(self) -> tuple[str, ...]:
        found = self.parts.names(self.whole["set"], "kinds", "set")
        if not found and not self.whole["set"].get("kinds"):
            self.parts.told("set", "kinds")
        return found

    def _digits(self) -> int:
        found = self.parts.count(self.whole["set"], "digits", "set", 2)
        if found > MOST_DIGITS:
            self.parts.told("set", "digits")
        return min(found, MOST_DIGITS)

    def _area(self, row: Table, at: int) -> IndexArea:
        place = place_of(row, f"areas {at}")
        parts = self.parts
        parts.only(row, _AREA, place)
        key, number, label = self._named(row, place)
        self._print(row, key, place)
        rows = parts.rows(row, "criteria", place, must=True)
        made = tuple(self._criterion(one, f"{place}, criteria {nth}") for nth, one in enumerate(rows, start=1))
        area = parts.text_or(row, "area", place)
        appraiser = parts.word(Appraiser, row.get("appraiser", "area"), place, "appraiser")
        return IndexArea(key, number, label, area, made, appraiser)

    def _named(self, row: Table, place: str) -> tuple[str, str, str]:
        return tuple(self.parts.text(row, name, place) for name in ("key", "num", "label"))  # type: ignore[return-value]

    def _print(self, row: Table, key: str, place: str) -> None:
        """Keep the maximum that is printed, where one is."""
        if row.get("max") is not None:
            self.printed[key] = self.parts.points(row, "max", place)

    def _criterion(self, row: Table, before: str) -> Criterion:
        place = place_of(row, before)
        if "items" not in row:
            leaf = self._leaf(row, before)
            return Criterion(leaf.key, leaf.number, leaf.label, (leaf,))
        self.parts.only(row, (*_NAMED, "items"), place)
        key, number, label = self._named(row, place)
        self._print(row, key, place)
        rows = self.parts.rows(row, "items", place, must=True)
        leaves = tuple(self._leaf(one, f"{place}, items {at}") for at, one in enumerate(rows, start=1))
        return Criterion(key, number, label, leaves)

    def _leaf(self, row: Table, before: str) -> SubCriterion:
        place, parts = place_of(row, before), self.parts
        parts.only(row, _LEAF, place)
        key, number, label = self._named(row, place)
        return SubCriterion(
            key=key,
            number=number,
            label=label,
            points=parts.points(row, "max", place),
            rule=read_rule(row, place, parts),
            method=parts.prose(row, "how", place),
            proofs=self._proofs(row, place),
            appraiser=self._appraiser(row, place),
            can_be_left_out=parts.flag(row, "can_be_left_out", place),
            applies=parts.expression(row, "applies", place, Kind.TRUTH),
            lead_days=parts.count(row, "lead_days", place, 0) if row.get("lead_days") is not None else None,
            remedy=parts.prose(row, "remedy", place),
            source=parts.prose(row, "source", place),
        )

    def _appraiser(self, row: Table, place: str) -> Appraiser | None:
        if row.get("appraiser") is None:
            return None
        return self.parts.word(Appraiser, row["appraiser"], place, "appraiser")

    def _proofs(self, row: Table, place: str) -> tuple[ProofRule, ...]:
        return tuple(self._proof(one, place) for one in self.parts.rows(row, "proof", place))

    def _proof(self, row: Table, place: str) -> ProofRule:
        parts = self.parts
        parts.only(row, _PROOF, place)
        return ProofRule(
            parts.text(row, "label", place),
            parts.names(row, "types", place),
            parts.count(row, "least", place, 1),
            parts.word(Issuer, row.get("issuer", "own"), place, "issuer"),
            parts.window(row, place, None),
            parts.year_day(row, "due", place),
            parts.flag(row, "signed", place),
        )

    def _beside(self, sign: Sign) -> tuple[Decimal, tuple[Adjustment, ...]]:
        """Return the cap of bonuses or penalties, and each of them."""
        said = self.parts.table(self.whole, sign.value, "set")
        if not said:
            return Decimal(0), ()
        self.parts.only(said, ("max", "items"), sign.value)
        rows = self.parts.rows(said, "items", sign.value, must=True)
        made = tuple(self._adjustment(one, f"{sign.value} {at}", sign) for at, one in enumerate(rows, start=1))
        return self.parts.points(said, "max", sign.value), made

    def _adjustment(self, row: Table, before: str, sign: Sign) -> Adjustment:
        place, parts = place_of(row, before), self.parts
        parts.only(row, (*_NAMED, "each", "proof"), place)
        each, most = parts.points(row, "each", place), parts.points(row, "max", place)
        return Adjustment(*self._named(row, place), sign, each, most, self._proofs(row, place))

    def _grades(self) -> Iterator[Grade]:
        for at, row in enumerate(self.parts.rows(self.whole, "grades", "set", must=True), start=1):
            place = f"grades {at}"
            self.parts.only(row, ("key", "label", "from", "area_least"), place)
            if row.get("from") is None:
                self.parts.told(place, "from")
            yield Grade(
                self.parts.text(row, "key", place),
                self.parts.text(row, "label", place),
                self.parts.size(row, "from", place) or Decimal(0),
                self.parts.size(row, "area_least", place),
            )

    def _links(self) -> Iterator[Link]:
        for at, row in enumerate(self.parts.rows(self.whole, "links", "set"), start=1):
            place = f"links {at}"
            self.parts.only(row, ("before", "now", "same"), place)
            same = self.parts.flag(row, "same", place) if "same" in row else True
            yield Link(self.parts.text(row, "before", place), self.parts.name_or_none(row, "now", place), same)


def place_of(row: Table, before: str) -> str:
    """Return how a part is called where something is wrong with it: by its key, its number, or where it stands."""
    named = (squeeze(name) for name in (row.get("key"), row.get("num")) if isinstance(name, str))
    return next(filter(None, named), before)
