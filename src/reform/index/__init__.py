"""The index of a year: criteria sets as data, points, proof, ranks, and what can still be won."""

from reform.index.annexes import DraftHead, SetDraft, draft_set
from reform.index.checking import unknown_keys
from reform.index.differences import Differences, LeafChange, differences
from reform.index.from_rows import set_from_rows
from reform.index.ledger_keys import LEDGER_DIMENSION, LEDGER_KEYS
from reform.index.links import Comparable, LinkOffer, carried_links, comparable, copied_set, link_problems
from reform.index.loading import SetError, fingerprint
from reform.index.model import (
    Adjustment,
    Appraiser,
    CriteriaSet,
    Criterion,
    Grade,
    IndexArea,
    Issuer,
    Link,
    Option,
    ProofRule,
    Purpose,
    ScoringKind,
    ScoringRule,
    Sign,
    Step,
    SubCriterion,
    Window,
    YearDay,
)
from reform.index.packaged import packaged_sets
from reform.index.proofs import DocumentCheck, ProofCheck, ProofDocument, Tag, TagKind, proof_of
from reform.index.reading import read_set
from reform.index.reasons import ScoreReason, score_reason, score_reasons
from reform.index.results import (
    AreaSum,
    Mark,
    Marks,
    Result,
    adjusted,
    area_sums,
    grade_of,
    index_ranks,
    percent_of,
    result_from,
    result_of,
)
from reform.index.rows import SetRow, set_rows
from reform.index.scoring import Proposal, points_of, points_problem, proposed, rounded_points
from reform.index.winnable import Win, next_points, points_after, within_reach
from reform.index.writing import write_set

__all__ = [
    "LEDGER_DIMENSION",
    "LEDGER_KEYS",
    "Adjustment",
    "Appraiser",
    "AreaSum",
    "Comparable",
    "CriteriaSet",
    "Criterion",
    "Differences",
    "DocumentCheck",
    "DraftHead",
    "Grade",
    "IndexArea",
    "Issuer",
    "LeafChange",
    "Link",
    "LinkOffer",
    "Mark",
    "Marks",
    "Option",
    "ProofCheck",
    "ProofDocument",
    "ProofRule",
    "Proposal",
    "Purpose",
    "Result",
    "ScoreReason",
    "ScoringKind",
    "ScoringRule",
    "SetDraft",
    "SetError",
    "SetRow",
    "Sign",
    "Step",
    "SubCriterion",
    "Tag",
    "TagKind",
    "Win",
    "Window",
    "YearDay",
    "adjusted",
    "area_sums",
    "carried_links",
    "comparable",
    "copied_set",
    "differences",
    "draft_set",
    "fingerprint",
    "grade_of",
    "index_ranks",
    "link_problems",
    "next_points",
    "packaged_sets",
    "percent_of",
    "points_after",
    "points_of",
    "points_problem",
    "proof_of",
    "proposed",
    "read_set",
    "result_from",
    "result_of",
    "rounded_points",
    "score_reason",
    "score_reasons",
    "set_from_rows",
    "set_rows",
    "unknown_keys",
    "within_reach",
    "write_set",
]
