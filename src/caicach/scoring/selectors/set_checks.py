"""What keeps a draft of a criteria set from being published: its parts, unknown figures, links that lead nowhere."""

from datetime import date

from caicach.figures.selectors import form_of, forms_in_force
from caicach.scoring.mapping import draft_of, set_of
from caicach.scoring.models import SetVersion
from caicach.scoring.selectors.sources import STATISTICS_FORM
from reform.definitions import Problem
from reform.forms.model import Form
from reform.index import LEDGER_KEYS, CriteriaSet, link_problems, unknown_keys

__all__ = ["base_of", "draft_problems", "known_keys", "problems_of", "statistics_form"]


def statistics_form(owner_id: int | None, year: int) -> Form | None:
    """Return the statistics form that holds for a body at the end of ``year``; None where there is none. One query."""
    owners = () if owner_id is None else (owner_id,)
    for version in forms_in_force(owners, on=date(year, 12, 31)):
        if version.form_key == STATISTICS_FORM:
            return form_of(version)
    return None


def known_keys(form: Form | None) -> frozenset[str]:
    """Return what a formula of a set may name: lines of the form, and what the ledgers know."""
    return frozenset(LEDGER_KEYS) | frozenset(line.key for line in form.lines) if form else frozenset(LEDGER_KEYS)


def base_of(version: SetVersion, one: CriteriaSet) -> SetVersion | None:
    """Return the version of last year that the links of ``one`` speak of; None where it is not here. One query.

    A body's own goes before the packaged one.
    """
    if not one.previous:
        return None
    rows = SetVersion.objects.filter(set_key=version.set_key, version=one.previous).exclude(pk=version.pk)
    mine = [row for row in rows if row.owner_id in (version.owner_id, None) or row.pk == version.based_on_id]
    order = {version.owner_id: 0}
    return min(mine, key=lambda row: (row.pk != version.based_on_id, order.get(row.owner_id, 1)), default=None)


def problems_of(
    one: CriteriaSet, found: tuple[Problem, ...], form: Form | None, base: SetVersion | None
) -> tuple[Problem, ...]:
    """Return all that keeps ``one`` from being published: what reading ``found``, and what only the program knows."""
    linked = link_problems(set_of(base), one) if base is not None else ()
    return (*found, *unknown_keys(one, known_keys(form)), *linked)


def draft_problems(draft: SetVersion) -> tuple[Problem, ...]:
    """Return all that keeps ``draft`` from being published, each with its place. Two queries."""
    one, found = draft_of(draft)
    return problems_of(one, found, statistics_form(draft.owner_id, one.year), base_of(draft, one))
