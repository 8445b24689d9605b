"""What scoring answers, as OpenAPI describes it."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from caicach.api.v1.schemas import Figure

__all__ = [
    "AssessmentOut",
    "ChangeOut",
    "CriteriaSetOut",
    "ResultsOut",
    "RoundLineOut",
    "RoundOut",
    "ScoreProofOut",
    "ScoresOut",
    "SetLineOut",
]


class SetLineOut(Schema):
    """A published version of a criteria set, in a list."""

    uid: UUID
    key: str
    version: str
    title: str
    purpose: str
    year: int
    kinds: list[str] = Field(description="Loại cơ quan được chấm: department, commune…")
    owner: UUID | None = Field(description="Cơ quan ban hành; null: bộ kèm theo chương trình.")
    state: str
    legal_basis: str
    fingerprint: str = Field(description="SHA-256 của định nghĩa; bộ đã ban hành không đổi nữa.")


class OptionOut(Schema):
    """One state that can be chosen."""

    key: str
    label: str
    points: Figure


class StepOut(Schema):
    """From which value on there are how many points."""

    value: Figure
    points: Figure


class ProofRuleOut(Schema):
    """One kind of document that is asked for."""

    label: str
    types: list[str]
    least: int
    issuer: str
    issued_from: date
    issued_to: date
    due_on: date | None


class LeafOut(Schema):
    """One sub-criterion: what it is worth, and how its points come about."""

    key: str
    number: str
    label: str
    maximum: Figure
    kind: str = Field(description="yes_no, choice, steps, span, count, deduction, formula, survey, external.")
    is_self_scored: bool
    unit: str
    formula: str
    options: list[OptionOut]
    steps: list[StepOut]
    is_less_better: bool
    low: Figure | None
    high: Figure | None
    each: Figure | None
    free: Figure
    least_sample: int
    method: str
    proofs: list[ProofRuleOut]
    appraiser: str
    can_be_left_out: bool
    remedy: str
    lead_days: int | None
    source: str


class CriterionOut(Schema):
    """Sub-criteria under one heading."""

    key: str
    number: str
    label: str
    maximum: Figure
    leaves: list[LeafOut]


class IndexAreaOut(Schema):
    """An area with its criteria."""

    key: str
    number: str
    label: str
    area: str
    maximum: Figure
    appraiser: str
    criteria: list[CriterionOut]


class AdjustmentRuleOut(Schema):
    """A bonus or a penalty."""

    key: str
    number: str
    label: str
    sign: str
    each: Figure
    maximum: Figure


class GradeOut(Schema):
    """A class of results: the first whose bounds are met."""

    key: str
    label: str
    from_percent: Figure
    area_least: Figure | None


class LinkOut(Schema):
    """A sub-criterion of last year's set and the one of this set."""

    before: str
    now: str | None
    is_same: bool


class CriteriaSetOut(Schema):
    """A published version of a criteria set with all that it says."""

    head: SetLineOut
    maximum: Figure
    digits: int
    areas: list[IndexAreaOut]
    adjustments: list[AdjustmentRuleOut]
    most_bonus: Figure
    most_penalty: Figure
    grades: list[GradeOut]
    links: list[LinkOut]


class RoundLineOut(Schema):
    """One year's scoring."""

    uid: UUID
    owner: UUID
    owner_name: str
    standing_body: UUID
    purpose: str
    year: int
    title: str
    state: str = Field(description="open, settled, published.")
    legal_basis: str
    is_history: bool
    opened_at: datetime
    settled_at: datetime | None
    published_at: datetime | None


class PhaseOut(Schema):
    """One phase of a round."""

    phase: str
    starts_on: date
    due_on: date
    closed_at: datetime | None


class RoundSetOut(Schema):
    """By which set a kind of agency is scored."""

    kind: str
    criteria_set: UUID
    version: str
    fingerprint: str


class AppraiserOut(Schema):
    """Who appraises an area, or a single sub-criterion of it."""

    area: str
    leaf: str = Field(description="Trống: cả lĩnh vực.")
    agency: UUID
    agency_name: str


class ReasonOut(Schema):
    """Why points may be other than claimed."""

    code: str
    label: str


class RoundOut(RoundLineOut):
    """One year's scoring with its phases, its sets and who appraises."""

    phases: list[PhaseOut]
    sets: list[RoundSetOut]
    appraisers: list[AppraiserOut]
    reasons: list[ReasonOut] = Field(description="Lý do cho điểm khác tự chấm, dùng khi thẩm định hôm nay.")


class AssessmentOut(Schema):
    """What is scored of one agency, with what its points come to as they stand."""

    uid: UUID
    round: UUID
    agency: UUID
    agency_name: str
    kind: str
    criteria_set: UUID
    state: str = Field(description="scoring, locked, appraised, explained, reviewed, settled.")
    is_on_behalf: bool
    locked_at: datetime | None
    appraised_at: datetime | None
    explained_at: datetime | None
    reviewed_at: datetime | None
    settled_at: datetime | None
    scored_count: int
    applicable_count: int
    points: Figure = Field(description="Gồm điểm thưởng, trừ điểm phạt, theo điểm đang đứng.")
    maximum: Figure = Field(description="Tối đa của các tiêu chí áp dụng.")
    bonus: Figure
    penalty: Figure
    index: Figure | None = Field(description="Phần trăm; null: không tiêu chí nào áp dụng.")


class ScoreProofOut(Schema):
    """A document beside a claim."""

    document: UUID
    type: str
    symbol: str
    issued_on: date | None
    issuer_name: str
    subject: str
    words: str
    is_supplement: bool = Field(description="Bổ sung sau khi khóa điểm tự chấm.")
    added_at: datetime


class ScoreOut(Schema):
    """One sub-criterion of one agency: the claim with its proof, and the scores side by side."""

    leaf: str
    area: str
    maximum: Figure
    revision: int = Field(description="Gửi lại khi ghi: người khác đã sửa thì bị từ chối.")
    value: str = Field(description="Giá trị tự chấm: số thập phân, yes, no, hoặc khóa của mức đã chọn.")
    note: str
    claimed: Figure | None
    appraised: Figure | None
    appraised_reason: str
    appraised_words: str
    reviewed: Figure | None
    reviewed_reason: str
    reviewed_words: str
    settled: Figure | None
    settled_words: str
    standing: Figure | None = Field(description="Điểm của bước sau cùng đã có điểm.")
    left_out: str = Field(description="Trống: áp dụng; asked, approved, refused.")
    left_out_reason: str
    more_asked: str
    proposed: Figure | None = Field(description="Điểm mà số liệu đề xuất; không tự thành điểm tự chấm.")
    proposed_value: str
    proposed_lines: list[str]
    proposed_at: datetime | None
    sample_size: int | None
    source: str
    is_proof_met: bool | None = Field(description="null: không yêu cầu minh chứng.")
    proofs: list[ScoreProofOut]
    updated_at: datetime


class AdjustmentOut(Schema):
    """Bonus or penalty points of one agency, without a sign."""

    key: str
    revision: int
    words: str
    claimed: Figure | None
    appraised: Figure | None
    appraised_words: str
    settled: Figure | None
    settled_words: str


class ScoresOut(Schema):
    """All that stands in an assessment, in the set's order."""

    items: list[ScoreOut]
    adjustments: list[AdjustmentOut]


class ChangeOut(Schema):
    """One change of one score: what stood, what stands, by whom, why."""

    number: int
    leaf: str
    stage: str = Field(description="claimed, appraised, reviewed, settled, corrected.")
    old: Figure | None
    new: Figure | None
    old_left_out: str
    new_left_out: str
    reason: str
    words: str
    by: str
    agency: UUID | None
    at: datetime


class IssueOut(Schema):
    """One decision that approves results: the first, or a correction with its reason."""

    number: int
    decision_number: str
    decided_on: date | None
    reason: str
    digest: str
    published_at: datetime | None


class AreaResultOut(Schema):
    """What an area came to."""

    points: Figure
    maximum: Figure
    small_sample: int | None = Field(description="Số phiếu khảo sát quá ít để nói nhiều; null: đủ.")


class ResultOut(Schema):
    """The result of one agency."""

    assessment: UUID
    agency: UUID
    agency_name: str
    kind: str
    rank: int | None = Field(description="Trong cùng loại cơ quan; bằng điểm thì cùng hạng.")
    rank_before: int | None = Field(description="Năm trước, khi so sánh được.")
    index_before: Figure | None
    claimed: Figure | None = Field(description="Điểm tự chấm, khi đã công nhận.")
    appraised: Figure | None = Field(description="Điểm thẩm định sau cùng, khi đã công nhận.")
    points: Figure
    maximum: Figure
    bonus: Figure
    penalty: Figure
    index: Figure | None
    grade: str
    grade_label: str
    areas: dict[str, AreaResultOut]


class ResultsOut(Schema):
    """The results of a round: by kind, the best first."""

    round: UUID
    year: int
    purpose: str
    state: str
    is_whole: bool = Field(description="false: chưa công bố, chỉ có dòng của cơ quan bạn.")
    issue: IssueOut | None = Field(description="Quyết định mà kết quả theo; null: điểm đang đứng, chưa công nhận.")
    issues: list[IssueOut] = Field(description="Lần đầu và các lần sửa; xem lần cũ bằng issue=.")
    items: list[ResultOut]
