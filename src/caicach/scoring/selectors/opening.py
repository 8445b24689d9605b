"""What a round will score of whom, by when, and who appraises what.

The page that opens a round shows what the service then makes: both ask here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.agencies.selectors import Register, all_areas_led, register_at, reporting_bodies, resolver_for
from caicach.figures.selectors import level_of
from caicach.scoring.constants import Phase, SetState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Round, SetVersion
from caicach.web.errors import BadInput
from reform.index import Appraiser, CriteriaSet, IndexArea, Purpose

__all__ = ["AreaAppraiser", "PhaseDays", "RoundDraft", "RoundPlan", "Scored", "round_plan"]


@dataclass(frozen=True, slots=True)
class PhaseDays:
    """From which day a phase runs and by which it ends, both counted."""

    starts_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What an officer asks for when opening a round."""

    owner_id: int
    purpose: Purpose
    year: int
    title: str
    set_uids: tuple[UUID, ...]  # each scores the kinds that it says; two for one kind are refused
    phases: Mapping[Phase, PhaseDays]
    appraisers: Mapping[str, int] = field(default_factory=dict)  # key of an area or leaf -> body; else by mandate
    excluded: Mapping[int, str] = field(default_factory=dict)  # agency -> why it is not scored
    legal_basis: str = ""
    is_history: bool = False  # of a past year: nobody owes it, no clock runs


@dataclass(frozen=True, slots=True)
class Scored:
    """One agency that is scored."""

    agency_id: int
    name: str
    kind: str
    excluded: str = ""  # why it is not; empty: it is


@dataclass(frozen=True, slots=True)
class AreaAppraiser:
    """Who appraises an area, or one leaf of it."""

    area_key: str
    leaf_key: str  # empty: the whole area
    label: str
    agency_id: int
    name: str


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round as it would be opened."""

    draft: RoundDraft
    standing_body_id: int
    sets: Mapping[str, SetVersion]  # by kind, in the order they are shown
    scored: tuple[Scored, ...]  # by kind, then by name; those excluded are among them
    appraisers: tuple[AreaAppraiser, ...]
    is_open: bool  # such a round exists already

    @property
    def asked(self) -> tuple[Scored, ...]:
        """Those who are scored."""
        return tuple(one for one in self.scored if not one.excluded)


def round_plan(draft: RoundDraft, *, today: date) -> RoundPlan:
    """Return what opening the round would make. A fixed number of queries, however many agencies.

    Raises:
        BadInput: a set is not published, of another year or purpose, two sets score one kind; the days of the phases
            do not follow each other; the owner stands in no register.
    """
    _check_days(draft.phases)
    sets = _sets(draft)
    register = register_at(today)
    if register.by_id.get(draft.owner_id) is None:
        raise BadInput(_("Cơ quan mở đợt chấm không có trong danh bạ. Kiểm tra lại."))
    standing = resolver_for(draft.owner_id, on=today).standing_body() or draft.owner_id
    return RoundPlan(
        draft=draft,
        standing_body_id=standing,
        sets=sets,
        scored=tuple(_scored(register, draft, sets)),
        appraisers=tuple(_appraisers(register, draft, sets, standing, today)),
        is_open=Round.objects.filter(owner_id=draft.owner_id, purpose=draft.purpose, year=draft.year).exists(),
    )


def _check_days(phases: Mapping[Phase, PhaseDays]) -> None:
    missing = [phase.label for phase in Phase if phase not in phases]
    if missing:
        raise BadInput(_("Thiếu ngày của các bước: %(phases)s.") % {"phases": ", ".join(map(str, missing))})
    last: date | None = None
    for phase in Phase:
        days = phases[phase]
        if days.starts_on > days.due_on or (last is not None and days.due_on < last):
            raise BadInput(
                _("Ngày của bước %(phase)s không hợp lý: kết thúc trước khi bắt đầu, hoặc trước bước liền trước.")
                % {"phase": phase.label}
            )
        last = days.due_on


def _sets(draft: RoundDraft) -> dict[str, SetVersion]:
    found: dict[str, SetVersion] = {}
    rows = {row.uid: row for row in SetVersion.objects.filter(uid__in=draft.set_uids)}
    for uid in draft.set_uids:
        version = rows.get(uid)
        if version is None or not _holds(version, draft):
            raise BadInput(_("Bộ tiêu chí đã chọn chưa ban hành, hoặc của năm khác. Chọn lại bộ tiêu chí."))
        for kind in version.kinds.split(","):
            if kind in found:
                raise BadInput(_("Hai bộ tiêu chí cùng chấm một loại cơ quan. Mỗi loại chọn một bộ."))
            found[kind] = version
    if not found:
        raise BadInput(_("Chọn ít nhất một bộ tiêu chí."))
    return found


def _holds(version: SetVersion, draft: RoundDraft) -> bool:
    same = (version.year, version.purpose) == (draft.year, draft.purpose)
    return same and version.state == SetState.PUBLISHED and version.owner_id in (None, draft.owner_id)


def _scored(register: Register, draft: RoundDraft, sets: Mapping[str, SetVersion]) -> Iterable[Scored]:
    kinds = list(sets)
    found = []
    for agency_id in reporting_bodies(register, draft.owner_id):
        entry = register.by_id[agency_id]
        kind = level_of(entry.level, entry.kind)
        if kind in sets:
            found.append(Scored(agency_id, entry.name, kind, draft.excluded.get(agency_id, "")))
    return sorted(found, key=lambda one: kinds.index(one.kind))


def _appraisers(
    register: Register, draft: RoundDraft, sets: Mapping[str, SetVersion], standing_id: int, today: date
) -> Iterable[AreaAppraiser]:
    """Yield a body for each area of all sets, once, and for each leaf that names another."""
    led = all_areas_led(on=today, owner_id=draft.owner_id)
    leads = {code: agency_id for agency_id, codes in led.items() for code in codes}
    done: set[tuple[str, str]] = set()
    for version in dict.fromkeys(sets.values()):
        for area, leaf_key, label, said in _asked(set_of(version)):
            if (area.key, leaf_key) in done:
                continue
            done.add((area.key, leaf_key))
            chosen = draft.appraisers.get(leaf_key or area.key)
            agency_id = chosen or _body(said, area, leads, standing_id, draft.owner_id)
            entry = register.by_id.get(agency_id)
            if entry is None:
                raise BadInput(_("Cơ quan thẩm định đã chọn không có trong danh bạ. Chọn lại."))
            yield AreaAppraiser(area.key, leaf_key, label, agency_id, entry.name)


def _asked(criteria_set: CriteriaSet) -> Iterable[tuple[IndexArea, str, str, Appraiser]]:
    for area in criteria_set.areas:
        yield area, "", area.label, area.appraiser
        for leaf in area.leaves:
            if leaf.appraiser is not None and leaf.appraiser is not area.appraiser:
                yield area, leaf.key, leaf.label, leaf.appraiser


def _body(said: Appraiser, area: IndexArea, leads: Mapping[str, int], standing_id: int, owner_id: int) -> int:
    """Return whom the set and the mandates name: no lead of an area known, the standing body."""
    if said is Appraiser.COUNCIL:
        return owner_id
    return leads.get(area.area, standing_id) if said is Appraiser.AREA else standing_id
