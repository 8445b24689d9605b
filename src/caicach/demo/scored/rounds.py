"""Rounds of the demonstration: their sets, their days, whom they score."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from caicach.demo.scored.words import BASIS, TITLE
from caicach.demo.whole.stage import Stage
from caicach.scoring.constants import Phase
from caicach.scoring.selectors.opening import PhaseDays, RoundDraft, round_plan
from caicach.scoring.selectors.played import assessments_played, latest_packaged, packaged_keys, set_of
from caicach.scoring.services.rounds import round_open
from caicach.scoring.services.sets import NewSet, set_copy, set_publish
from caicach.scoring.services.sets_packaged import packaged_sets_bring_in
from caicach.web.clock import local_date
from reform.index import CriteriaSet, Purpose

if TYPE_CHECKING:
    from caicach.scoring.models import Assessment, Round, SetVersion

__all__ = ["Play", "has_sets", "open_round"]

_SETS = ("cchc-so", "cchc-xa")
_UNSCORED = "Không tham gia bản trình diễn."


@dataclass(frozen=True)
class Play:
    """One round as it is played."""

    stage: Stage
    round: "Round"
    years_on: int  # after the year of which the levels are known

    @cached_property
    def assessments(self) -> tuple["Assessment", ...]:
        """Everybody who is scored, as they stood when this was first asked."""
        return self.now_of()

    def now_of(self, **wanted: object) -> tuple["Assessment", ...]:
        """Return the assessments as they stand now."""
        return assessments_played(self.round, **wanted)

    @cached_property
    def keys(self) -> Mapping[int, str]:
        """The key of the province of each agency."""
        return {agency_id: key for key, agency_id in self.stage.province.ids.items()}

    def key_of(self, assessment: "Assessment") -> str:
        """Return the key of an agency that is scored."""
        return self.keys[assessment.agency_id]

    @staticmethod
    def criteria_of(assessment: "Assessment") -> CriteriaSet:
        """Return the set by which an agency is scored."""
        return set_of(assessment.round_set.set_version)


def has_sets(year: int) -> bool:
    """Whether a year can be scored: a set of it, or of a year before, comes with the program."""
    return packaged_keys(_SETS, year) >= set(_SETS)


def open_round(
    stage: Stage, year: int, phases: Mapping[Phase, PhaseDays], now: datetime, *, is_history: bool
) -> "Round":
    """Open the round of ``year``; who does not act in the play is not scored."""
    packaged_sets_bring_in(now=now)
    sets = [_set_for(stage, key, year, now) for key in _SETS]
    number, day = 480 + year % 100 * 9, date(year, 10, 2)
    draft = RoundDraft(
        owner_id=stage.province.province,
        purpose=Purpose.PAR_INDEX,
        year=year,
        title=TITLE % {"year": year},
        set_uids=tuple(one.uid for one in sets),
        phases=phases,
        legal_basis=BASIS % {"number": number, "day": f"{day:%d/%m/%Y}"},
        is_history=is_history,
    )
    scored = round_plan(draft, today=local_date(now)).scored
    excluded = {one.agency_id: _UNSCORED for one in scored if one.agency_id not in stage.officers}
    kept = {name: getattr(draft, name) for name in RoundDraft.__slots__} | {"excluded": excluded}
    return round_open(RoundDraft(**kept), actor=stage.standing, now=now)


def _set_for(stage: Stage, key: str, year: int, now: datetime) -> "SetVersion":
    """Return the packaged set of the year; where none came yet, a copy of the latest one for it."""
    latest = latest_packaged(key, year)
    if latest.year == year:
        return latest
    new = NewSet(version=f"{year}.1", year=year, legal_basis=latest.legal_basis, base=latest)
    draft = set_copy(latest, new, actor=stage.standing, owner_id=stage.province.province, now=now)
    return set_publish(draft, actor=stage.standing, revision=draft.revision, now=now)
