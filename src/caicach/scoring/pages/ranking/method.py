"""How results come about, for everybody: the rules with worked numbers, and every criterion of a published year."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.pages.ranking.addresses import public_url
from caicach.scoring.pages.ranking.words import grades_sentence, kind_words, plain
from caicach.scoring.pages.sets.words import proof_words, rule_words
from caicach.scoring.selectors.publications import Publication
from caicach.scoring.selectors.ranking import Ranking
from caicach.ui.notation import decimal_text, number_text
from caicach.ui.values import Link
from reform.index import CriteriaSet, IndexArea, SubCriterion, index_ranks, percent_of, rounded_points

__all__ = ["MethodArea", "MethodLeaf", "MethodPage", "MethodSet", "method_page"]

# The numbers of the examples: what they come to is computed as everything else is.
_POINTS, _APPLIES, _WHOLE = Decimal("68.32"), Decimal(84), Decimal(100)
_HALF = Decimal("2.675")
_INDEXES = (Decimal("90.05"), Decimal("88.32"), Decimal("88.32"), None, Decimal(70))


@dataclass(frozen=True, slots=True)
class MethodLeaf:
    """One sub-criterion."""

    number: str
    label: str
    most: str
    rules: tuple[str, ...]
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodArea:
    """One area."""

    id: str
    label: str
    most: str
    count: str
    leaves: tuple[MethodLeaf, ...]


@dataclass(frozen=True, slots=True)
class MethodSet:
    """One set of criteria."""

    id: str
    title: str
    basis: str
    grades: str
    least: str
    adjustments: str
    areas: tuple[MethodArea, ...]


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How it is computed."""

    title: str
    crumbs: tuple[Link, ...]
    examples: dict[str, str]  # numbers within the text
    ranks: tuple[tuple[str, str], ...]  # index, rank
    sets: tuple[MethodSet, ...]


def method_page(publication: Publication | None, ranking: Ranking | None) -> MethodPage:
    """Return the page; with a publication, the criteria of that year too."""
    crumbs = [Link(_("Kết quả đã công bố"), reverse("ranking:list"))]
    if publication is not None:
        url = public_url("year", publication.round, publication.rounds)
        crumbs.append(Link(publication.round.title, url))
    return MethodPage(
        title=_("Chỉ số được tính thế nào"),
        crumbs=(*crumbs, Link(_("Phương pháp"))),
        examples=_examples(),
        ranks=_ranks(),
        sets=tuple(_set(kind.kind, kind.criteria) for kind in ranking.kinds) if ranking is not None else (),
    )


def _examples() -> dict[str, str]:
    def said(points: Decimal, maximum: Decimal) -> str:
        return decimal_text(percent_of(points, maximum) or Decimal(0))

    return {
        "points": decimal_text(_POINTS),
        "applies": plain(_APPLIES),
        "index": said(_POINTS, _APPLIES),
        "whole": plain(_WHOLE),
        "index_whole": said(_POINTS, _WHOLE),
        "half": decimal_text(_HALF, 3),
        "half_up": decimal_text(rounded_points(_HALF, 2)),
    }


def _ranks() -> tuple[tuple[str, str], ...]:
    return tuple(
        (decimal_text(index) if index is not None else "–", number_text(rank) if rank is not None else "–")
        for index, rank in zip(_INDEXES, index_ranks(_INDEXES), strict=True)
    )


def _set(kind: str, criteria: CriteriaSet) -> MethodSet:
    leaves = list(criteria.leaves)
    least = sorted({leaf.rule.least_sample for leaf in leaves if leaf.rule.least_sample})
    return MethodSet(
        id=f"h-bo-{kind}",
        title=criteria.title,
        basis=criteria.legal_basis,
        grades=_("Xếp loại %(kind)s: %(grades)s.")
        % {"kind": kind_words(kind), "grades": grades_sentence(criteria.grades)},
        least=_("Khảo sát có ít hơn %(least)s phiếu hợp lệ được ghi là mẫu nhỏ.")
        % {"least": _(" hoặc ").join(number_text(one) for one in least)}
        if least
        else "",
        adjustments=_adjustments(criteria),
        areas=tuple(_area(kind, area, criteria.year) for area in criteria.areas),
    )  # fmt: skip


def _adjustments(criteria: CriteriaSet) -> str:
    if not criteria.adjustments:
        return ""
    words = {"bonus": plain(criteria.most_bonus), "penalty": plain(criteria.most_penalty)}
    return _("Điểm thưởng cộng lại không quá %(bonus)s, điểm trừ không quá %(penalty)s.") % words


def _area(kind: str, area: IndexArea, year: int) -> MethodArea:
    leaves = tuple(area.leaves)
    return MethodArea(
        id=f"h-{kind}-{area.key}",
        label=f"{area.number}. {area.label}",
        most=plain(area.points),
        count=number_text(len(leaves)),
        leaves=tuple(_leaf(leaf, year) for leaf in leaves),
    )


def _leaf(leaf: SubCriterion, year: int) -> MethodLeaf:
    return MethodLeaf(
        number=leaf.number,
        label=leaf.label,
        most=plain(leaf.points),
        rules=_rules(leaf),
        proofs=tuple(proof_words(proof, year) for proof in leaf.proofs),
    )


def _rules(leaf: SubCriterion) -> tuple[str, ...]:
    """Return how points come about: in the words of the decision, else as the rule is."""
    return (leaf.method,) if leaf.method else rule_words(leaf)
