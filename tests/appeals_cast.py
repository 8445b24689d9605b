"""What an agency says to its points, and what is answered, in a few words."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from caicach.scoring.constants import AppealState
from caicach.scoring.models import Appeal
from caicach.scoring.services.appeal_answers import Answered, AppealAnswer, appeals_answer
from caicach.scoring.services.appeals import (
    AppealDraft,
    appeal_make,
)
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from cast import Person
from scoring_cast import ScoringCast, appraised

__all__ = [
    "IDEAS",
    "IN_TIME",
    "LATE",
    "ON_TIME",
    "PLAN",
    "SURVEY",
    "WORDS",
    "answer",
    "everybody_appraised",
    "finish",
    "make",
    "officer",
    "refusal",
]

PLAN, ON_TIME, IDEAS, SURVEY = (
    "steering.plan.done",
    "procedures.dossiers.on_time",
    "procedures.ideas",
    "impact.survey",
)
WORDS = "Số liệu của xã có biên bản đối soát kèm theo."
IN_TIME = datetime(2026, 12, 14, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATE = IN_TIME + timedelta(days=1)


def everybody_appraised(scoring: ScoringCast) -> ScoringCast:
    """Everybody claimed 3 for the plan, 4 for dossiers, 1 for ideas; the appraisal gave 2 and 3 and kept the ideas."""
    appraised(scoring, {PLAN: ("3", "2"), ON_TIME: ("4", "3"), IDEAS: ("1", "1")})
    return scoring


def officer(scoring: ScoringCast) -> Person:
    """Return who scores the commune."""
    return scoring.cast.commune_officer


def make(
    scoring: ScoringCast, key: str = PLAN, by: Person | None = None, at: datetime = IN_TIME, **draft: Any
) -> Appeal:
    """Let the commune object to a sub-criterion, by default to the plan."""
    score = scoring.score(scoring.commune, key)
    wanted = AppealDraft(**{"asked_text": "3", "words": WORDS, **draft})
    return appeal_make(score, wanted, actor=(by or officer(scoring)).actor, now=at)


def finish(scoring: ScoringCast, **draft: Any) -> None:
    """Let the commune finish its explanation."""
    sheet = scoring.again(scoring.commune)
    wanted = FinishDraft(**{"rest_is_agreed": True, **draft})
    explanation_finish(sheet, wanted, actor=officer(scoring).actor, now=IN_TIME)


def answer(
    scoring: ScoringCast,
    appeal: Appeal,
    verdict: AppealState = AppealState.ACCEPTED,
    by: Person | None = None,
    **values: Any,
) -> Answered:
    """Let somebody answer an objection, by default the standing officer."""
    given = AppealAnswer(appeal.pk, verdict, **{"words": "Đã đối chiếu biên bản.", **values})
    actor = (by or scoring.cast.standing_officer).actor
    return appeals_answer(scoring.round, [given], actor=actor, now=IN_TIME)


def refusal(done: Answered) -> str:
    """Return why the one answer was refused."""
    (one,) = done.refused
    return one.sentence
