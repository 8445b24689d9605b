"""Versions of criteria sets as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from caicach.scoring import access
from caicach.scoring.constants import SetState
from caicach.scoring.mapping import draft_of, set_of
from caicach.scoring.models import RoundSet, SetVersion
from caicach.scoring.selectors.set_checks import base_of, problems_of, statistics_form
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.definitions import Problem
from reform.forms.model import Form
from reform.index import CriteriaSet

__all__ = ["OpenedSet", "SetLine", "bases_for", "draft_for", "may_keep", "opened_set", "set_for", "set_lines"]

_ORDER = (SetState.DRAFT, SetState.PUBLISHED, SetState.RETIRED)


@dataclass(frozen=True, slots=True)
class SetLine:
    """One version in the list."""

    uid: UUID
    title: str
    version: str
    purpose: str
    year: int
    kinds: tuple[str, ...]
    owner: str  # empty: packaged with the program
    state: SetState
    legal_basis: str
    round_count: int


@dataclass(frozen=True, slots=True)
class OpenedSet:
    """A version with what it says, what is wrong in it, and what stands beside it."""

    version: SetVersion
    one: CriteriaSet
    problems: tuple[Problem, ...]
    form: Form | None  # the statistics form that its formulas speak of
    base: SetVersion | None  # last year's version

    @property
    def before(self) -> CriteriaSet | None:
        """Last year's set."""
        return set_of(self.base) if self.base is not None else None

    def problems_at(self) -> Mapping[str, tuple[Problem, ...]]:
        """Return the problems by the key that they are told with."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.place.split(",")[0], []).append(problem)
        return {place: tuple(problems) for place, problems in found.items()}


def set_lines(actor: Actor) -> tuple[SetLine, ...]:
    """Return the versions within reach, drafts first, then the newest year. Two queries."""
    rows = access.visible_sets(actor).select_related("owner").defer("definition", "doubts")
    used = dict(RoundSet.objects.values_list("set_version").annotate(Count("pk")).order_by())
    found = sorted(rows, key=lambda row: (_ORDER.index(SetState(row.state)), -row.year, row.set_key, -row.pk))
    return tuple(
        SetLine(
            uid=row.uid,
            title=row.title,
            version=row.version,
            purpose=row.purpose,
            year=row.year,
            kinds=tuple(row.kinds.split(",")),
            owner=row.owner.current_name if row.owner else "",
            state=SetState(row.state),
            legal_basis=row.legal_basis,
            round_count=used.get(row.pk, 0),
        )
        for row in found
    )


def bases_for(actor: Actor) -> tuple[SetVersion, ...]:
    """Return the published versions that a new one may follow, the newest first. One query."""
    rows = access.visible_sets(actor).filter(state=SetState.PUBLISHED).defer("definition", "doubts")
    return tuple(rows.order_by("-year", "set_key", "-pk"))


def set_for(actor: Actor, uid: UUID) -> SetVersion:
    """Return a version within reach.

    Raises:
        Beyond: there is none.
    """
    rows = access.visible_sets(actor).select_related("owner", "based_on", "created_by", "published_by")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Beyond
    return found


def draft_for(actor: Actor, uid: UUID) -> SetVersion:
    """Return a draft that the actor may change.

    Raises:
        Beyond: there is none within reach, or it is no draft any more.
        NotAllowed: it is not the actor's to change.
    """
    found = set_for(actor, uid)
    if found.state != SetState.DRAFT:
        raise Beyond
    access.require_keeper(actor, found.owner_id)
    return found


def may_keep(actor: Actor, version: SetVersion) -> bool:
    """Whether the actor may change ``version`` while it is a draft."""
    return version.owner_id is not None and (actor.is_system or version.owner_id in access.owner_ids(actor))


def opened_set(version: SetVersion) -> OpenedSet:
    """Return what ``version`` says with what stands beside it. Two queries at most."""
    one, found = draft_of(version)
    form, base = statistics_form(version.owner_id, one.year), base_of(version, one)
    is_draft = version.state == SetState.DRAFT
    return OpenedSet(version, one, problems_of(one, found, form, base) if is_draft else (), form, base)
