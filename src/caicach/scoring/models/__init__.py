"""What scoring keeps."""

from caicach.scoring.models.appeals import Appeal
from caicach.scoring.models.improvements import Improvement
from caicach.scoring.models.results import ResultIssue, ResultRow
from caicach.scoring.models.rounds import AppraiserBody, Assessment, Round, RoundPhase, RoundSet
from caicach.scoring.models.scores import AdjustmentScore, Score, ScoreChange, ScoreProof
from caicach.scoring.models.sets import SetVersion

__all__ = [
    "AdjustmentScore",
    "Appeal",
    "AppraiserBody",
    "Assessment",
    "Improvement",
    "ResultIssue",
    "ResultRow",
    "Round",
    "RoundPhase",
    "RoundSet",
    "Score",
    "ScoreChange",
    "ScoreProof",
    "SetVersion",
]
