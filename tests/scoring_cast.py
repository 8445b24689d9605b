"""Two small criteria sets of our own and a round of 2026 over three communes and the departments of the cast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import F

from caicach.scoring.constants import AssessmentState, LeftOut, Phase, SetState
from caicach.scoring.models import Assessment, Round, Score, SetVersion
from caicach.scoring.selectors.opening import PhaseDays, RoundDraft
from caicach.scoring.services.rounds import round_open
from caicach.web.actor import Role
from cast import Cast, Person, person_make
from figures_cast import third_commune_make
from reform.index import Purpose, fingerprint, read_set

__all__ = [
    "COMMUNE_SET",
    "DEPARTMENT_SET",
    "PHASES",
    "ScoringCast",
    "appraised",
    "locked",
    "round_draft",
    "scoring_cast_make",
    "set_make",
]

COMMUNE_SET = (Path(__file__).parent / "scoring_set.yaml").read_text(encoding="utf-8")
DEPARTMENT_SET = (
    COMMUNE_SET.replace("key: song-may-xa", "key: song-may-so")
    .replace("kinds: [commune]", "kinds: [department]")
    .replace("cấp xã", "sở, ngành")
)
PHASES = {
    Phase.SELF_SCORING: PhaseDays(date(2026, 11, 1), date(2026, 11, 30)),
    Phase.APPRAISAL: PhaseDays(date(2026, 12, 1), date(2026, 12, 8)),
    Phase.EXPLANATION: PhaseDays(date(2026, 12, 9), date(2026, 12, 14)),
    Phase.SECOND_APPRAISAL: PhaseDays(date(2026, 12, 15), date(2026, 12, 18)),
    Phase.SETTLEMENT: PhaseDays(date(2026, 12, 19), date(2026, 12, 21)),
    Phase.PUBLICATION: PhaseDays(date(2026, 12, 22), date(2027, 1, 15)),
}


@dataclass(frozen=True, slots=True)
class ScoringCast:
    """The cast with two sets and an open round."""

    cast: Cast
    round: Round
    commune: Assessment  # Suối Nhạn
    neighbour: Assessment  # Đồi Chè
    third: Assessment  # Nà Lúa
    department: Assessment  # Sở Tài chính
    office: Assessment  # Văn phòng UBND tỉnh, which leads the area of procedures
    standing: Assessment  # Sở Nội vụ
    third_officer: Person

    def again(self, assessment: Assessment) -> Assessment:
        """Return ``assessment`` as it stands now."""
        return Assessment.objects.select_related("round", "round_set__set_version", "agency").get(pk=assessment.pk)

    def score(self, assessment: Assessment, leaf_key: str) -> Score:
        """Return a score as it stands now."""
        return Score.objects.get(assessment=assessment, leaf_key=leaf_key)


def set_make(text: str = COMMUNE_SET, **values: Any) -> SetVersion:
    """Make a published version of a set."""
    read = read_set(text)
    standard: dict[str, Any] = {
        "set_key": read.key,
        "version": read.version,
        "title": read.title,
        "purpose": read.purpose,
        "year": read.year,
        "kinds": ",".join(read.kinds),
        "state": SetState.PUBLISHED,
        "definition": text,
        "fingerprint": fingerprint(text),
        "created_at": "2025-12-01T00:00:00Z",
        "published_at": "2025-12-01T00:00:00Z",
    }
    return SetVersion.objects.create(**{**standard, **values})


def round_draft(cast: Cast, *sets: SetVersion, **values: Any) -> RoundDraft:
    """Return the draft of the round of 2026 with ``sets``."""
    standard: dict[str, Any] = {
        "owner_id": cast.province.pk,
        "purpose": Purpose.PAR_INDEX,
        "year": 2026,
        "title": "Chỉ số cải cách hành chính năm 2026",
        "set_uids": tuple(one.uid for one in sets),
        "phases": PHASES,
    }
    return RoundDraft(**{**standard, **values})


def scoring_cast_make(cast: Cast) -> ScoringCast:
    """Make the sets, a third commune and the round of 2026."""
    third = third_commune_make(cast)
    draft = round_draft(cast, set_make(DEPARTMENT_SET), set_make())
    round_ = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    rows = {
        row.agency_id: row
        for row in Assessment.objects.filter(round=round_).select_related("round", "round_set__set_version", "agency")
    }
    return ScoringCast(
        cast=cast,
        round=round_,
        commune=rows[cast.commune.pk],
        neighbour=rows[cast.neighbour.pk],
        third=rows[third.pk],
        department=rows[cast.department.pk],
        office=rows[cast.office.pk],
        standing=rows[cast.standing.pk],
        third_officer=person_make("na", "Hoàng Thị Na", third, Role.AGENCY_OFFICER),
    )


def locked(scoring: ScoringCast, points: Mapping[str, str]) -> None:
    """Let every agency have claimed ``points`` (by sub-criterion) and locked; what it did not claim is nothing."""
    Score.objects.exclude(leaf_key="impact.survey").exclude(left_out=LeftOut.ASKED).update(claimed=0, standing=0)
    for key, given in points.items():
        Score.objects.filter(leaf_key=key).update(claimed=Decimal(given), standing=Decimal(given))
    Assessment.objects.update(state=AssessmentState.LOCKED, locked_at=scoring.cast.now)


def appraised(scoring: ScoringCast, points: Mapping[str, tuple[str, str]]) -> None:
    """Let every agency have claimed and been given ``points`` (claimed, appraised); the appraisal is closed."""
    locked(scoring, {key: claimed for key, (claimed, _given) in points.items()})
    Score.objects.exclude(leaf_key="impact.survey").update(appraised=F("claimed"))
    for key, (claimed, given) in points.items():
        rows = Score.objects.filter(leaf_key=key)
        rows.update(appraised=Decimal(given), standing=Decimal(given))
        if claimed != given:
            rows.update(appraised_reason="figures_differ", appraised_note="Theo số liệu một cửa của tỉnh.")
    Assessment.objects.update(state=AssessmentState.APPRAISED, appraised_at=scoring.cast.now)
