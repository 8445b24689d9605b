"""Which objects the addresses of scoring are asked with: the commune's assessment in an open round, nothing scored."""

from typing import Any

from caicach.scoring.models import Assessment
from caicach.scoring.services.rounds import round_open
from cast import Cast
from scoring_cast import DEPARTMENT_SET, round_draft, set_make

__all__ = ["scoring_objects"]


def scoring_objects(cast: Cast) -> dict[str, dict[str, Any]]:
    """Open the round of 2026; addresses ask with the commune's assessment, or with the round."""
    draft = round_draft(cast, set_make(DEPARTMENT_SET), set_make())
    round_ = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    sheet = Assessment.objects.get(round=round_, agency=cast.commune)
    return {
        "scoring": {"uid": sheet.uid, "key": "procedures.dossiers.on_time"},
        "scoring:round": {"uid": round_.uid},
        "scoring:appraisal": {"uid": round_.uid},
        "scoring:grid": {"uid": round_.uid, "key": "procedures.dossiers.on_time"},
    }
