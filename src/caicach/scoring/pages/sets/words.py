"""How points are given, what proof is asked and who appraises, in words that an officer reads."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.ui.notation import decimal_text
from caicach.ui.sentences import in_language
from reform.areas import areas
from reform.forms.model import Form
from reform.forms.tree import Asked, Cell, Node, Operation, asked_by
from reform.forms.wording import lowered, said_node
from reform.index import APPRAISERS, LEDGER_KEYS, CriteriaSet, IndexArea, ProofRule, ScoringKind, SubCriterion, YearDay
from reform.index.scoring import bounds_of

__all__ = ["appraiser_words", "points_text", "proof_words", "rule_words", "value_words", "window_words"]


def points_text(value: Decimal) -> str:
    """Return a number as short as it can be written in our notation."""
    return decimal_text(value).rstrip("0").rstrip(",") if value % 1 else decimal_text(value, 0)


def rule_words(leaf: SubCriterion) -> tuple[str, ...]:
    """Return how the points of ``leaf`` come about, a line for each state or step."""
    return tuple(_LINES[leaf.rule.kind](leaf))


def value_words(node: Node | None, form: Form | None, year: int) -> str:
    """Return a formula with the names of what it asks for; nothing of none."""
    if node is None:
        return ""
    names = {area.code: area.short_name for area in areas(date(year, 12, 31))}

    def cell(asked: Asked) -> str:
        return _figure(asked.cell, form, names)

    if isinstance(node, Cell | Operation):
        return said_node(node, cell, str)
    # A condition is said as it is written, with names in the place of keys.
    text = str(node)
    for asked in sorted(asked_by(node), key=lambda one: len(str(one.cell)), reverse=True):
        text = text.replace(str(asked.cell), cell(asked))
    return text


def proof_words(proof: ProofRule, year: int) -> str:
    """Return one kind of document that is asked for, with its conditions."""
    said = [proof.label]
    if proof.types:
        said.append(_("loại %(types)s") % {"types": ", ".join(proof.types)})
    if proof.least > 1:
        said.append(_("ít nhất %(count)s") % {"count": proof.least})
    if proof.window is not None:
        days = {"first": _day(proof.window.first, year), "last": _day(proof.window.last, year)}
        said.append(_("ban hành từ %(first)s đến %(last)s") % days)
    if proof.due is not None:
        said.append(_("hạn %(day)s") % {"day": _day(proof.due, year)})
    if proof.is_signature_asked:
        said.append(_("ký số"))
    return "; ".join(said)


def appraiser_words(leaf: SubCriterion, area: IndexArea) -> str:
    """Return who appraises ``leaf``."""
    return in_language(APPRAISERS[leaf.appraiser or area.appraiser])


def window_words(one: CriteriaSet) -> str:
    """Return in which days proof must have been issued."""
    return _("%(first)s đến %(last)s") % {
        "first": _day(one.window.first, one.year),
        "last": _day(one.window.last, one.year),
    }


def _figure(cell: Cell, form: Form | None, names: Mapping[str, str]) -> str:
    """Return the name of a figure: the line of the form with its number, or a key of the ledgers; else its key."""
    line = form.by_key().get(cell.key) if form is not None else None
    label = f"{line.label} [{line.number}]" if line is not None else LEDGER_KEYS.get(cell.key, cell.key)
    known = dict(names)
    for dimension in form.dimensions.values() if form is not None and line is not None else ():
        known |= dimension.members
    members = ", ".join(known.get(member, member) for _dimension, member in cell.members)
    return f"{lowered(label)} ({members})" if members else lowered(label)


def _day(day: YearDay, year: int) -> str:
    return f"{day.on(year):%d/%m/%Y}"


def _yes_no(leaf: SubCriterion) -> Iterator[str]:
    yield _("Có: %(points)s điểm; không: 0 điểm") % {"points": points_text(leaf.points)}


def _choice(leaf: SubCriterion) -> Iterator[str]:
    for one in leaf.rule.options:
        yield _("%(label)s: %(points)s điểm") % {"label": one.label, "points": points_text(one.points)}


def _steps(leaf: SubCriterion) -> Iterator[str]:
    sentence = _("Đến %(value)s: %(points)s điểm") if leaf.rule.is_less_better else _("Từ %(value)s: %(points)s điểm")
    for one in leaf.rule.steps:
        yield sentence % {"value": _with_unit(one.value, leaf), "points": points_text(one.points)}


def _linear(leaf: SubCriterion) -> Iterator[str]:
    low, high = bounds_of(leaf.rule)
    said = {"low": _with_unit(low, leaf), "high": _with_unit(high, leaf), "points": points_text(leaf.points)}
    yield _("%(low)s được 0 điểm, %(high)s được %(points)s điểm, ở giữa tính theo tỷ lệ") % said
    if leaf.rule.least_sample:
        yield _("Cần ít nhất %(count)s phiếu") % {"count": leaf.rule.least_sample}


def _counted(leaf: SubCriterion) -> Iterator[str]:
    rule = leaf.rule
    said = {"unit": rule.unit or _("lần"), "each": points_text(rule.each or Decimal(0))}
    said |= {"points": points_text(leaf.points)}
    if rule.kind is ScoringKind.COUNT:
        yield _("Mỗi %(unit)s được %(each)s điểm, nhiều nhất %(points)s điểm") % said
    else:
        yield _("Từ %(points)s điểm, mỗi %(unit)s trừ %(each)s điểm, không dưới 0") % said
    if rule.free:
        yield _("%(count)s đầu không tính") % {"count": points_text(rule.free)}


def _formula(leaf: SubCriterion) -> Iterator[str]:
    yield _("Công thức cho ra điểm, từ 0 đến %(points)s") % {"points": points_text(leaf.points)}


def _with_unit(value: Decimal, leaf: SubCriterion) -> str:
    return f"{points_text(value)} {leaf.rule.unit}".strip()


_LINES: dict[ScoringKind, Callable[[SubCriterion], Iterator[str]]] = {
    ScoringKind.YES_NO: _yes_no,
    ScoringKind.CHOICE: _choice,
    ScoringKind.STEPS: _steps,
    ScoringKind.SPAN: _linear,
    ScoringKind.SURVEY: _linear,
    ScoringKind.EXTERNAL: _linear,
    ScoringKind.COUNT: _counted,
    ScoringKind.DEDUCTION: _counted,
    ScoringKind.FORMULA: _formula,
}
