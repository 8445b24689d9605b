"""Versions of forms as people read them, and a draft tried on figures that were really returned."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caicach.agencies.access import above_reach, within_reach
from caicach.figures import access
from caicach.figures.constants import FormState, ReturnKind
from caicach.figures.mapping import form_of, sheet_for
from caicach.figures.models import FormVersion, Period, Return
from caicach.figures.selectors.cells import filled_of_all
from caicach.figures.selectors.returns import days_of
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Background, Filled, Finding, Form, carried, completed, findings_of

__all__ = [
    "RuleTrial",
    "Trial",
    "VersionLine",
    "periods_to_try",
    "trial_of",
    "version_for",
    "version_lines",
]

_LEAST_TRIED = 1


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list."""

    uid: UUID
    title: str
    version: str
    owner: str  # empty: packaged with the program
    state: FormState
    valid_from: date
    valid_to: date
    legal_basis: str
    period_count: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """How often a rule does not hold, with the version the figures were collected by and with the one tried."""

    rule: str
    before: int
    after: int
    sentence: str  # of the first return for which it does not hold
    agency: str
    uid: UUID | None  # of that return


@dataclass(frozen=True, slots=True)
class Trial:
    """What a version would have said of the returns of a period."""

    period: Period
    return_count: int
    rules: tuple[RuleTrial, ...]  # those that do not hold somewhere, the most frequent first
    lost_count: int  # figures that no cell of the version takes
    blank_count: int  # required cells of the version that nothing fills


def _visible(actor: Actor) -> QuerySet[FormVersion]:
    """Return the versions for the actor: packaged ones, published ones that hold for them, drafts of their own body."""
    if actor.is_system:
        return FormVersion.objects.all()
    published = above_reach("owner", actor) | within_reach("owner", actor)
    own = Q(owner__in=access.owner_ids(actor))
    return FormVersion.objects.filter(Q(owner=None) | own | (published & ~Q(state=FormState.DRAFT)))


def version_lines(actor: Actor) -> tuple[VersionLine, ...]:
    """Return the versions within reach, drafts first, then the newest of each form. One query."""
    rows = _visible(actor).select_related("owner").defer("definition").annotate(periods_opened=Count("periods"))
    order = (FormState.DRAFT, FormState.PUBLISHED, FormState.RETIRED)
    found = sorted(rows, key=lambda row: (order.index(FormState(row.state)), row.form_key, -row.valid_from.toordinal()))
    return tuple(
        VersionLine(
            uid=row.uid,
            title=row.title,
            version=row.version,
            owner=row.owner.current_name if row.owner else "",
            state=FormState(row.state),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            legal_basis=row.legal_basis,
            period_count=row.periods_opened,
            fingerprint=row.fingerprint[:8],
        )
        for row in found
    )


def version_for(actor: Actor, uid: UUID, *, draft: bool = False) -> FormVersion:
    """Return a version within reach.

    Args:
        actor: Who asks.
        uid: Of the version.
        draft: Whether it must be a draft that may still be changed.

    Raises:
        Beyond: there is none.
    """
    rows = _visible(actor).select_related("owner", "based_on", "created_by", "published_by")
    found = rows.filter(uid=uid, **({"state": FormState.DRAFT} if draft else {})).first()
    if found is None:
        raise Beyond
    return found


def periods_to_try(actor: Actor, version: FormVersion) -> tuple[Period, ...]:
    """Return the periods of the same form in which somebody has figures, the newest first. One query."""
    rows = access.visible_periods(actor).filter(form_key=version.form_key, returns__filled_count__gte=_LEAST_TRIED)
    return tuple(rows.select_related("form").distinct().order_by("-data_to", "-pk"))


def trial_of(actor: Actor, version: FormVersion, period: Period) -> Trial:
    """Return what ``version`` would have said of the returns of ``period``; nothing is stored.

    Two queries, whatever the number of returns. Rules that look at earlier periods are not tried.
    """
    rows = access.visible_returns(actor).filter(period=period, kind=ReturnKind.OWN, filled_count__gte=_LEAST_TRIED)
    sheets = list(rows.select_related("agency", "period__form").order_by("agency__current_sort_key"))
    filled = filled_of_all([sheet.pk for sheet in sheets])
    old, new = form_of(period.form), form_of(version)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    first: dict[str, tuple[Finding, Return]] = {}
    lost = blank = 0
    for sheet in sheets:
        before.update(_rules(_findings(old, sheet, completed(old, sheet.level, filled[sheet.pk]))))
        taken = _in_version(filled[sheet.pk], old, new)
        asked = sheet_for(version, sheet.level)
        cells = {row.cell for row in asked.rows}
        lost += sum(cell not in cells for cell in taken)
        whole = completed(new, sheet.level, {cell: one for cell, one in taken.items() if cell in cells})
        found = _findings(new, sheet, whole)
        after.update(_rules(found))
        blank += sum(cell not in whole for cell in asked.required)
        for one in found:
            first.setdefault(one.rule, (one, sheet))
    return Trial(period, len(sheets), _lines(before, after, first), lost, blank)


def _in_version(filled: Filled, old: Form, new: Form) -> Filled:
    """Return figures of one version as the other takes them: by its crosswalk, else by the keys that both have."""
    source = f"{old.key}/{old.version}"
    crosswalk = next((one for one in new.crosswalks if one.source == source), None)
    if crosswalk is not None and old.version != new.version:
        return carried(filled, crosswalk, form=new)
    return filled


def _findings(form: Form, sheet: Return, whole: Filled) -> tuple[Finding, ...]:
    return findings_of(form, sheet.level, whole, Background(days=days_of(sheet)))


def _rules(found: Iterable[Finding]) -> set[str]:
    """Each rule once a return: it does not hold there, in one cell or in ten."""
    return {one.rule for one in found}


def _lines(
    before: Counter[str], after: Counter[str], first: dict[str, tuple[Finding, Return]]
) -> tuple[RuleTrial, ...]:
    rules = sorted({*before, *after}, key=lambda rule: (-after[rule], -before[rule], rule))
    return tuple(_line(rule, before[rule], after[rule], first.get(rule)) for rule in rules)


def _line(rule: str, before: int, after: int, seen: tuple[Finding, Return] | None) -> RuleTrial:
    if seen is None:
        return RuleTrial(rule, before, after, "", "", None)
    finding, sheet = seen
    return RuleTrial(rule, before, after, finding.sentence, sheet.agency.current_name, sheet.uid)


@dataclass(frozen=True, slots=True)
class DraftOpened:
    """A draft that is being changed, and whose it is."""

    draft: FormVersion
    owner_id: int


def draft_for(actor: Actor, uid: UUID) -> DraftOpened:
    """Return a draft within reach.

    Raises:
        Beyond: there is none.
    """
    draft = version_for(actor, uid, draft=True)
    return DraftOpened(draft, draft.owner_id or 0)


def may_change(actor: Actor, version: FormVersion) -> bool:
    """Whether the actor keeps the forms of the body whose version it is."""
    return version.owner_id is not None and access.can(actor, "open", version.owner_id).allowed


def is_free(version: FormVersion) -> bool:
    """Whether no period asks with the version. One query."""
    return not version.periods.exists()


def bases_for(actor: Actor) -> tuple[FormVersion, ...]:
    """Return the published versions that a new one can follow, of each form the newest first. One query."""
    rows = _visible(actor).filter(state=FormState.PUBLISHED).defer("definition")
    return tuple(rows.order_by("form_key", "-valid_from", "-pk"))
