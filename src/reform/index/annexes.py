"""The annex of a decision made the draft of a criteria set: its criteria, their rules, and what a person must look at.

Owns: the order of the steps, numbers and keys of the draft, the doubts. Does not: read files or save anything. Points
are those that are printed; where they do not add up the draft keeps the sub-criteria's, and says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from reform.definitions import Problem, definition_text, plain_number
from reform.drafting.keys import Keys, slug
from reform.forms.wording import said_number
from reform.index.annex_rows import annex_rows
from reform.index.annex_tree import AnnexTree, Node, nested
from reform.index.links import carried_links
from reform.index.loading import SetError
from reform.index.methods import method_of
from reform.index.model import Appraiser, CriteriaSet, Purpose, ScoringRule
from reform.index.reading import MOST_DIGITS, set_of
from reform.index.sentences import each_of, sentences_of
from reform.index.writing import rule_as_table, set_as_table, write_set
from vanban.language.area_titles import OTHER, area_code
from vanban.language.citations.names import ABBREVIATIONS
from vanban.reading.model import Document
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["DraftHead", "SetDraft", "draft_set"]

Table = dict[str, Any]
USUAL_GRADES = (
    {"key": "excellent", "label": "Xuất sắc", "from": 90},
    {"key": "good", "label": "Tốt", "from": 80},
    {"key": "fair", "label": "Khá", "from": 70},
    {"key": "average", "label": "Trung bình", "from": 50},
    {"key": "weak", "label": "Yếu", "from": 0},
)
MOST_PROOFS = 20  # of one sub-criterion
_NUMBERING = frozenset({"IX024", "IX025"})
_IMPACT = ("tac dong", "hai long")
_TYPES = {name.casefold(): code for code, name in reversed(ABBREVIATIONS.items())}


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What the annex does not say of itself."""

    key: str
    version: str
    title: str
    year: int
    kinds: tuple[str, ...]
    purpose: Purpose = Purpose.PAR_INDEX


@dataclass(frozen=True, slots=True)
class SetDraft:
    """The draft of a set, to be looked at before it is published."""

    text: str  # YAML; empty where the document has no criteria
    made: CriteriaSet | None  # None: ``problems`` keep it from being read
    doubts: tuple[Finding, ...]  # codes IA…, in the order of the annex
    problems: tuple[Problem, ...] = ()


def draft_set(document: Document, head: DraftHead, base: CriteriaSet | None = None) -> SetDraft:
    """Return the draft of a set with the criteria of ``document``.

    Args:
        document: The decision or its annex, as it was read.
        head: Key, version, title and year of the set.
        base: Last year's set: sub-criteria that are worded alike keep their keys, the others are linked; its grades
            and its window are taken over.

    Never raises: a document without a table of criteria gives an empty draft that says so.
    """
    tree = nested(annex_rows(document))
    builder = _Builder(head, base)
    builder.build(tree)
    if not builder.areas:
        return SetDraft("", None, (*builder.doubts, Finding("IA010", Severity.ERROR)))
    return builder.draft()


@dataclass(slots=True)
class _Builder:
    """Makes the table of a set's file out of nodes."""

    head: DraftHead
    base: CriteriaSet | None
    areas: list[Table] = field(default_factory=list)
    bonus: list[Table] = field(default_factory=list)
    penalty: list[Table] = field(default_factory=list)
    caps: dict[str, Decimal] = field(default_factory=dict)
    doubts: list[Finding] = field(default_factory=list)
    keys: Keys = field(default_factory=lambda: Keys(()))
    digits: int = 2

    def build(self, tree: AnnexTree) -> None:
        for root in tree.roots:
            if root.is_beside:
                self._adjustments(root)
            else:
                self._area(root)
        whole = sum((_sum(area) for area in self.areas), Decimal(0))
        if self.areas and tree.total is not None and tree.total != whole:
            self._doubt("IA014", None, most=said_number(tree.total), sum=said_number(whole))

    def draft(self) -> SetDraft:
        """Return the draft with the numbers that are printed, where they can be kept."""
        if self.base is None:
            self._doubt("IA016", None)
        problems: tuple[Problem, ...] = ()
        for numbered in (_anew,) if _lacks_numbers(self.areas) else (list, _within_area, _anew):
            areas = numbered(self.areas)
            try:
                made = set_of(self._table(areas))
            except SetError as error:
                problems = error.problems
                if not any(one.code in _NUMBERING for one in problems):
                    break
                continue
            if numbered is _anew:
                self._doubt("IA012", None)
            made = self._linked(made)
            return SetDraft(write_set(made), made, tuple(self.doubts))
        return SetDraft(definition_text(self._table(_anew(self.areas))), None, tuple(self.doubts), problems)

    def _table(self, areas: Sequence[Table]) -> Table:
        head, maximum = self.head, sum((_sum(area) for area in areas), Decimal(0))
        said: Table = {"key": head.key, "version": head.version, "title": head.title, "purpose": head.purpose.value}
        said |= {"year": head.year, "kinds": list(head.kinds), "maximum": plain_number(maximum), "digits": self.digits}
        usual: Table = {"set": {}, "grades": list(USUAL_GRADES)}
        base = set_as_table(self.base) if self.base is not None else usual
        said |= {"window": base["set"]["window"]} if "window" in base["set"] else {}
        table: Table = {"set": said, "areas": list(areas), "grades": base["grades"]}
        for name, items in (("bonus", self.bonus), ("penalty", self.penalty)):
            if items:
                table[name] = {"max": plain_number(self.caps[name]), "items": items}
        return table

    def _linked(self, made: CriteriaSet) -> CriteriaSet:
        """Return ``made`` tied to last year's set, with its keys where the words are the same."""
        if self.base is None:
            return made
        criteria = (criterion.key for area in made.areas for criterion in area.criteria)
        taken = {*made.by_key(), *criteria, *(adjustment.key for adjustment in made.adjustments)}
        kept = {
            offer.now.key: offer.before.key
            for offer in carried_links(self.base, made)
            if offer.now is not None and not offer.is_doubtful and offer.before.key not in taken
        }
        made = _renamed(made, kept)
        links = tuple(offer.link for offer in carried_links(self.base, made))
        return replace(made, previous=self.base.version, links=links) if self.base.version != made.version else made

    def _area(self, root: Node) -> None:
        code = area_code(root.row.label)
        key = self.keys.free(code if code != OTHER else slug(root.row.label))
        area: Table = {"key": key, "num": root.row.code, "label": root.label}
        if code == OTHER:
            area["appraiser"] = Appraiser.STANDING.value
            if not any(words in compare_key(root.row.label) for words in _IMPACT):
                self._doubt("IA015", root)
        else:
            area["area"] = code
        area["criteria"] = [found for child in root.children or [root] for found in self._criteria(child, key, "")]
        if area["criteria"]:
            self.areas.append(area)
            self._compare(root, _sum(area))

    def _criteria(self, node: Node, area: str, before: str) -> Iterator[Table]:
        """Yield the criteria at and below ``node``; a rank above a criterion goes into the criterion's words."""
        label = f"{before}{node.label}"
        if not node.children:
            leaf = self._leaf(node, area, label)
            yield from [leaf] if leaf is not None else []
            return
        key = self.keys.take(area, node.label)
        leaves = [leaf for child in node.children if not child.children and (leaf := self._leaf(child, key, ""))]
        if leaves:
            criterion = {"key": key, "num": node.row.code, "label": label, "items": leaves}
            yield criterion
        deeper = [child for child in node.children if child.children]
        if deeper:
            self._doubt("IA017", node)
        else:
            self._compare(node, sum((Decimal(str(leaf["max"])) for leaf in leaves), Decimal(0)))
        for child in deeper:
            yield from self._criteria(child, area, f"{label}: ")

    def _leaf(self, node: Node, above: str, label: str) -> Table | None:
        points = node.points
        if not points:
            self._doubt("IA011", node)
            return None
        method = method_of(node.how, points, node.states, node.label)
        self._show(points, *_worths(method.rule))
        for code, params in method.doubts:
            self._doubt(code, node, **params)
        row = node.row
        made: Table = {"key": self.keys.take(above, node.label), "num": row.code, "label": label or node.label}
        made |= {"max": plain_number(points), "score": rule_as_table(method.rule)}
        if node.how:
            made["how"] = node.how
        if "khong ap dung" in compare_key(node.how):
            made["can_be_left_out"] = True
        if proofs := _proofs(row.proof):
            made["proof"] = proofs
        if row.appraiser and (appraiser := _appraiser(row.appraiser)) is not Appraiser.AREA:
            made["appraiser"] = appraiser.value
        return made

    def _adjustments(self, root: Node) -> None:
        name = "penalty" if root.takes else "bonus"
        items = self.penalty if root.takes else self.bonus
        for node in root.leaves:
            if not node.points:
                self._doubt("IA011", node)
                continue
            each = next(filter(None, map(each_of, sentences_of(node.how or node.row.label))), None)
            points = min(each.points, node.points) if each is not None and each.points else node.points
            self._show(points, node.points)
            made: Table = {"key": self.keys.take(name, node.label), "num": self._number(node, name)}
            made |= {"label": node.label, "each": plain_number(points), "max": plain_number(node.points)}
            items.append(made | ({"proof": proofs} if (proofs := _proofs(node.row.proof)) else {}))
        sums = sum((Decimal(str(one["max"])) for one in items), Decimal(0))
        most = max((Decimal(str(one["max"])) for one in items), default=Decimal(0))
        self.caps[name] = max(root.row.points or sums, most)

    def _number(self, node: Node, name: str) -> str:
        """Return the number of a bonus or penalty: as printed, else one that no other has."""
        used = {one["num"] for one in (*self.bonus, *self.penalty)}
        sign = "P" if name == "penalty" else "T"
        wanted = (node.row.code, *(f"{sign}{at}" for at in range(1, len(used) + 2)))
        return next(number for number in wanted if number and number not in used)

    def _show(self, *points: Decimal) -> None:
        """See to it that the set shows as many digits as points have."""
        self.digits = min(max(self.digits, *map(_digits, points)), MOST_DIGITS)

    def _compare(self, node: Node, found: Decimal) -> None:
        if node.children and node.row.points is not None and node.row.points != found:
            self._doubt("IA013", node, most=said_number(node.row.points), sum=said_number(found))

    def _doubt(self, code: str, node: Node | None, **params: str) -> None:
        if node is None:
            self.doubts.append(Finding(code, Severity.WARNING, params=params))
        else:
            self.doubts.append(Finding(code, Severity.WARNING, node.row.place, node.row.label, params))


def _leaves(area: Table) -> Iterator[Table]:
    for criterion in area["criteria"]:
        yield from criterion.get("items", [criterion])


def _sum(area: Table) -> Decimal:
    return sum((Decimal(str(leaf["max"])) for leaf in _leaves(area)), Decimal(0))


def _lacks_numbers(areas: Sequence[Table]) -> bool:
    return any(not row["num"] for area in areas for row in (area, *area["criteria"], *_leaves(area)))


def _within_area(areas: Sequence[Table]) -> list[Table]:
    """Return the areas with the area's number before the others: numbers begin anew in each area of some annexes."""
    return [_numbered(area, area["num"], within=True) for area in areas]


def _anew(areas: Sequence[Table]) -> list[Table]:
    return [_numbered(area, str(at), within=False) for at, area in enumerate(areas, start=1)]


def _numbered(area: Table, number: str, *, within: bool) -> Table:
    """Return an area with other numbers: the printed ones ``within`` the area's, or counted through below it."""
    criteria = []
    for at, criterion in enumerate(area["criteria"], start=1):
        mine = f"{number}.{criterion['num'] if within else at}"
        made = criterion | {"num": mine}
        if "items" in criterion:
            made["items"] = [
                leaf | {"num": f"{number}.{leaf['num']}" if within else f"{mine}.{nth}"}
                for nth, leaf in enumerate(criterion["items"], start=1)
            ]
        criteria.append(made)
    return area | {"num": number, "criteria": criteria}


def _renamed(made: CriteriaSet, kept: dict[str, str]) -> CriteriaSet:
    """Return ``made`` with other keys of its sub-criteria; a criterion that stands alone goes with its own."""
    areas = tuple(
        replace(
            area,
            criteria=tuple(
                replace(
                    criterion,
                    key=kept.get(criterion.key, criterion.key) if criterion.is_alone else criterion.key,
                    leaves=tuple(replace(leaf, key=kept.get(leaf.key, leaf.key)) for leaf in criterion.leaves),
                )
                for criterion in area.criteria
            ),
        )
        for area in made.areas
    )
    return replace(made, areas=areas)


def _worths(rule: ScoringRule) -> list[Decimal]:
    return [rule.each or Decimal(0), *(one.points for one in rule.options), *(one.points for one in rule.steps)]


def _digits(points: Decimal) -> int:
    exponent = points.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _proofs(text: str) -> list[Table]:
    """Return the documents that a cell asks for, with the type that each begins with."""
    found = []
    for label in sentences_of(text)[:MOST_PROOFS]:
        folded = label.casefold()
        names = [name for name in _TYPES if folded.startswith(name)]
        found.append({"label": label} | ({"types": [_TYPES[max(names, key=len)]]} if names else {}))
    return found


def _appraiser(text: str) -> Appraiser:
    """Return who appraises by the words of a cell: the standing body, which is that of home affairs, or a council."""
    key = compare_key(text)
    if "hoi dong" in key:
        return Appraiser.COUNCIL
    return Appraiser.STANDING if "noi vu" in key or "thuong truc" in key else Appraiser.AREA
