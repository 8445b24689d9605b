"""Criteria sets as they are read: the list, one version with its tree, what changed since last year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.constants import SetState
from caicach.scoring.forms.rounds import PURPOSE_WORDS
from caicach.scoring.mapping import Doubt, doubts_of
from caicach.scoring.models import SetVersion
from caicach.scoring.pages.sets.words import (
    appraiser_words,
    points_text,
    proof_words,
    rule_words,
    value_words,
    window_words,
)
from caicach.scoring.selectors.sets import OpenedSet, SetLine
from caicach.ui.sentences import in_language
from caicach.ui.values import Fact, Link
from reform.definitions import Problem
from reform.index import CriteriaSet, Criterion, IndexArea, Purpose, Sign, SubCriterion

__all__ = ["SetPage", "SetsPage", "crumbs_of", "problem_lines", "set_url"]

AREA_QUERY = "linh-vuc"


@dataclass(frozen=True, slots=True)
class SetsPage:
    """All versions within reach."""

    lines: tuple["LineShown", ...]
    crumbs: tuple[Link, ...]
    annex_url: str  # empty: the reader keeps no sets

    @classmethod
    def of(cls, lines: Iterable[SetLine], *, may_add: bool) -> "SetsPage":
        """Return the page."""
        shown = tuple(LineShown(one, str(PURPOSE_WORDS[Purpose(one.purpose)]), kinds_text(one.kinds)) for one in lines)
        return cls(shown, crumbs_of()[:1], reverse("scoring:set-annex") if may_add else "")


@dataclass(frozen=True, slots=True)
class LineShown:
    """One version in the list, with its words."""

    line: SetLine
    purpose: str
    kinds: str


@dataclass(frozen=True, slots=True)
class LeafShown:
    """One sub-criterion as the page shows it."""

    key: str
    number: str
    label: str
    points: str
    method: str
    lines: tuple[str, ...]  # how points are given
    formula: str  # in words; empty: nothing is computed
    applies: str
    proofs: tuple[str, ...]
    appraiser: str
    can_be_left_out: bool
    problems: tuple[str, ...]
    edit_url: str
    remove_url: str
    move_url: str


@dataclass(frozen=True, slots=True)
class PartActs:
    """What can be done with an area, a criterion, a bonus or a penalty; empty addresses: nothing."""

    edit: str = ""
    remove: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """A criterion with its sub-criteria; one that stands alone has no heading of its own."""

    number: str
    label: str
    points: str
    is_alone: bool
    problems: tuple[str, ...]
    leaves: tuple[LeafShown, ...]
    acts: PartActs


@dataclass(frozen=True, slots=True)
class AreaShown:
    """An area with its criteria."""

    key: str
    number: str
    label: str
    points: str
    leaf_count: int
    problems: tuple[str, ...]
    criteria: tuple[CriterionShown, ...]
    acts: PartActs


@dataclass(frozen=True, slots=True)
class BesideShown:
    """A bonus or a penalty."""

    number: str
    label: str
    sign: str
    each: str
    most: str
    proofs: tuple[str, ...]
    acts: PartActs


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """One point to look at."""

    doubt: Doubt
    sentence: str
    settle_url: str


@dataclass(frozen=True, slots=True)
class Acts:
    """What the actor may do with the version; an empty address: not this."""

    copy: str = ""
    head: str = ""
    areas: str = ""
    add: str = ""
    add_heading: str = ""
    links: str = ""
    workbook_in: str = ""
    publish: str = ""
    drop: str = ""
    retire: str = ""


@dataclass(frozen=True, slots=True)
class SetPage:
    """One version: its tree, what is wrong in it, and what can be done with it."""

    crumbs: tuple[Link, ...]
    title: str
    version: SetVersion
    state: SetState
    facts: tuple[Fact, ...]
    tabs: tuple[Link, ...]
    areas: tuple[AreaShown, ...]
    beside: tuple[BesideShown, ...]
    grades: tuple[Fact, ...]
    problems: tuple[str, ...]
    doubts: tuple[DoubtShown, ...]
    open_doubt_count: int
    acts: Acts
    changes_url: str  # empty: no version of last year is here
    workbook_url: str
    file_url: str
    refused: tuple[str, ...] = ()  # why it was not published just now

    @classmethod
    def of(cls, opened: OpenedSet, *, area_key: str, may_change: bool, may_copy: bool) -> "SetPage":
        """Return the page; ``area_key`` of the one area that is shown, empty: all."""
        version, one = opened.version, opened.one
        is_draft = may_change and version.state == SetState.DRAFT
        shown = tuple(area for area in one.areas if area_key in ("", area.key))
        doubts = tuple(
            DoubtShown(doubt, in_language(doubt.sentence), _doubt_url(version, at) if is_draft else "")
            for at, doubt in enumerate(doubts_of(version))
        )
        tree = _Tree(opened, is_draft=is_draft)
        return cls(
            crumbs=crumbs_of(),
            title=_("%(title)s, phiên bản %(version)s") % {"title": one.title, "version": one.version},
            version=version,
            state=SetState(version.state),
            facts=_facts(opened),
            tabs=_tabs(version, one, area_key),
            areas=tuple(map(tree.area, shown)),
            beside=() if area_key else tuple(_beside(one, tree)),
            grades=() if area_key else tuple(_grades(one)),
            problems=problem_lines(opened.problems),
            doubts=doubts,
            open_doubt_count=sum(not one.doubt.is_settled for one in doubts),
            acts=_acts(version, may_change=may_change, may_copy=may_copy, has_base=opened.base is not None),
            changes_url=set_url("set-changes", version) if opened.base is not None else "",
            workbook_url=set_url("set-workbook", version),
            file_url=set_url("set-file", version),
        )


class _Tree:
    """Shows the parts of one version."""

    def __init__(self, opened: OpenedSet, *, is_draft: bool) -> None:
        self.opened, self.is_draft = opened, is_draft
        self.problems: Mapping[str, tuple[Problem, ...]] = opened.problems_at()

    def area(self, area: IndexArea) -> AreaShown:
        criteria = tuple(self._criterion(one, area) for one in area.criteria)
        count = sum(len(one.leaves) for one in criteria)
        points = points_text(area.points)
        return AreaShown(
            area.key, area.number, area.label, points, count, self._told(area.key), criteria, self.acts(area.key)
        )

    def _criterion(self, one: Criterion, area: IndexArea) -> CriterionShown:
        leaves = tuple(self._leaf(leaf, area) for leaf in one.leaves)
        told = () if one.is_alone else self._told(one.key)
        acts = PartActs() if one.is_alone else self.acts(one.key)
        return CriterionShown(one.number, one.label, points_text(one.points), one.is_alone, told, leaves, acts)

    def _leaf(self, leaf: SubCriterion, area: IndexArea) -> LeafShown:
        year, form = self.opened.one.year, self.opened.form
        return LeafShown(
            key=leaf.key,
            number=leaf.number,
            label=leaf.label,
            points=points_text(leaf.points),
            method=leaf.method,
            lines=rule_words(leaf),
            formula=value_words(leaf.rule.value, form, year),
            applies=value_words(leaf.applies, form, year),
            proofs=tuple(proof_words(proof, year) for proof in leaf.proofs),
            appraiser=appraiser_words(leaf, area),
            can_be_left_out=leaf.can_be_left_out,
            problems=self._told(leaf.key),
            edit_url=self._url("set-leaf", leaf.key),
            remove_url=self._url("set-leaf-remove", leaf.key),
            move_url=self._url("set-leaf-move", leaf.key),
        )

    def acts(self, key: str) -> PartActs:
        """Return what can be done with a part that is not scored by itself."""
        names = ("set-heading", "set-leaf-remove", "set-leaf-move")
        return PartActs(*(self._url(name, key) for name in names))

    def _told(self, place: str) -> tuple[str, ...]:
        return tuple(in_language(one.sentence) for one in self.problems.get(place, ()))

    def _url(self, name: str, key: str) -> str:
        return set_url(name, self.opened.version, key) if self.is_draft else ""


def set_url(name: str, version: SetVersion, *more: object) -> str:
    """Return an address of a version."""
    return reverse(f"scoring:{name}", args=[version.uid, *more])


def crumbs_of(version: SetVersion | None = None) -> tuple[Link, ...]:
    """Return where a page about sets stands; with ``version`` one below its page."""
    crumbs = (Link(_("Chấm điểm"), reverse("scoring:list")), Link(_("Bộ tiêu chí"), reverse("scoring:sets")))
    return (*crumbs, Link(version.version, set_url("set", version))) if version else crumbs


def problem_lines(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return what is wrong, each with its place, in the reader's language."""
    return tuple(f"{one.place}: {in_language(one.sentence)}" for one in problems)


def kinds_text(kinds: Iterable[str]) -> str:
    """Return whom a set scores."""
    return ", ".join(str(LEVEL_WORDS.get(kind, kind)) for kind in kinds)


def _doubt_url(version: SetVersion, at: int) -> str:
    return "" if doubts_of(version)[at].is_settled else set_url("set-doubt", version, at)


def _facts(opened: OpenedSet) -> tuple[Fact, ...]:
    one, version = opened.one, opened.version
    owner: Any = version.owner.current_name if version.owner else _("kèm theo chương trình")
    leaf_count = sum(1 for _leaf in one.leaves)
    found = [
        Fact(_("Trạng thái"), SetState(version.state).label),
        Fact(_("Của"), owner),
        Fact(_("Mục đích"), PURPOSE_WORDS[one.purpose]),
        Fact(_("Năm"), str(one.year)),
        Fact(_("Đối tượng"), kinds_text(one.kinds)),
        Fact(_("Tổng điểm"), points_text(one.maximum)),
        Fact(_("Tiêu chí thành phần"), str(leaf_count)),
        Fact(_("Minh chứng ban hành"), window_words(one)),
        Fact(_("Căn cứ"), one.legal_basis),
        Fact(_("Người soát"), one.checked_by),
        Fact(_("Dấu vân tay"), version.fingerprint[:16]),
    ]
    return tuple(fact for fact in found if fact.value)


def _tabs(version: SetVersion, one: CriteriaSet, area_key: str) -> tuple[Link, ...]:
    url = set_url("set", version)
    areas = (
        Link(_("Lĩnh vực %(number)s") % {"number": area.number}, f"{url}?{AREA_QUERY}={area.key}",
             current=area.key == area_key)
        for area in one.areas
    )  # fmt: skip
    return (Link(_("Tất cả"), url, current=not area_key), *areas)


def _beside(one: CriteriaSet, tree: _Tree) -> Iterable[BesideShown]:
    for found in one.adjustments:
        sign = _("điểm thưởng") if found.sign is Sign.BONUS else _("điểm trừ")
        proofs = tuple(proof_words(proof, one.year) for proof in found.proofs)
        yield BesideShown(
            found.number, found.label, sign, points_text(found.each), points_text(found.most), proofs,
            tree.acts(found.key),
        )  # fmt: skip


def _grades(one: CriteriaSet) -> Iterable[Fact]:
    for grade in one.grades:
        said = _("từ %(percent)s %%") % {"percent": points_text(grade.from_percent)}
        least = grade.area_least_percent
        note = _("mỗi lĩnh vực từ %(percent)s %%") % {"percent": points_text(least)} if least is not None else ""
        yield Fact(grade.label, said, note)


def _acts(version: SetVersion, *, may_change: bool, may_copy: bool, has_base: bool) -> Acts:
    if not (may_change and version.state == SetState.DRAFT):
        is_read = version.state != SetState.DRAFT
        return Acts(
            copy=set_url("set-copy", version) if may_copy and is_read else "",
            retire=set_url("set-retire", version) if may_change and version.state == SetState.PUBLISHED else "",
        )
    return Acts(
        head=set_url("set-head", version),
        areas=set_url("set-areas", version),
        add=set_url("set-leaf-new", version),
        add_heading=set_url("set-heading-new", version),
        links=set_url("set-links", version) if has_base else "",
        workbook_in=set_url("set-workbook-in", version),
        publish=set_url("set-publish", version),
        drop=set_url("set-drop", version),
    )
