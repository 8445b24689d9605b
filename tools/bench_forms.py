"""What forms compute without a database: formulas, the judging of one return while somebody types, a whole added up."""

from collections.abc import Callable
from decimal import Decimal

from bench import Act

__all__ = ["FORM_ACTS"]

EVALUATIONS = 100_000
COMMUNES, DEPARTMENTS = 166, 20
BALANCE = "dossier.carried + dossier.received == dossier.resolved + dossier.open + dossier.withdrawn"
RATE = "dossier.on_time / dossier.resolved * 100"


def formulas_eval() -> Callable[[], object]:
    """Compute a balance of five figures and a rate, 100,000 formulas in all."""
    from reform.forms import asked_by, formula_of, parse_formula

    nodes = [parse_formula(text) for text in (BALANCE, RATE)]
    formulas = [formula_of(node) for node in nodes]
    figures = {asked: Decimal(at) for node in nodes for at, asked in enumerate(sorted(asked_by(node), key=str), 7)}

    def measured() -> None:
        for _time in range(EVALUATIONS // len(formulas)):
            for formula in formulas:
                formula(figures)  # type: ignore[arg-type]  # figures by what asks for them

    return measured


def _form_and_returns() -> tuple[object, dict[str, dict[object, object]]]:
    from reform.forms import CellKind, Figure, read_form, sheet_of
    from reform.forms.packaged import packaged_forms

    form = read_form(packaged_forms()[-1])
    extra = [line.key for line in form.lines if line.is_optional]
    returns: dict[str, dict[object, object]] = {}
    for level in ("commune", "department", "province"):
        typed = (row for row in sheet_of(form, level, extra=extra).rows if row.kind is CellKind.TYPED)
        returns[level] = {
            row.cell: Figure(next(iter(row.line.choice.words)) if row.line.choice else Decimal(7)) for row in typed
        }
    return form, returns


def judge_return() -> Callable[[], object]:
    """Judge a filled return of a commune against one of the year before, as at each figure that is typed."""
    from reform.forms import Background, When, findings_of

    form, returns = _form_and_returns()
    filled = returns["commune"]
    background = Background(earlier={When.YEAR_BEFORE: filled})  # type: ignore[dict-item]
    return lambda: findings_of(form, "commune", filled, background)  # type: ignore[arg-type]


def merge_returns() -> Callable[[], object]:
    """Add up 150 lines of 166 communes and 20 departments in memory: what the sums in SQL are held against."""
    from reform.forms import Contribution, merged

    form, returns = _form_and_returns()
    levels = ["commune"] * COMMUNES + ["department"] * DEPARTMENTS
    below = [Contribution(at, returns[level], level) for at, level in enumerate(levels)]  # type: ignore[arg-type]
    expected = {"commune": COMMUNES, "department": DEPARTMENTS}
    return lambda: merged(form, "province", returns["province"], below, expected)  # type: ignore[arg-type]


FORM_ACTS = (
    Act("formulas_eval", formulas_eval, bound_seconds=0.5),
    Act("judge_return", judge_return, bound_seconds=0.03),
    Act("merge_returns", merge_returns, bound_seconds=1.0),
)
