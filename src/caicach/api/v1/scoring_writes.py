"""What is written to scoring, and how such writes are answered."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from caicach.api.v1.schemas import Figure, Text

__all__ = [
    "AppraisalIn",
    "AppraisalsIn",
    "AppraisedOut",
    "ClaimIn",
    "ClaimsIn",
    "ClaimsOut",
    "LockIn",
    "ScoreProofIn",
]

Key = Annotated[Text, StringConstraints(max_length=80, pattern=r"^[a-z][a-z0-9_.]*$")]
Revision = Annotated[int, Field(ge=1, le=2_000_000_000)]
Points = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=4)]


class ClaimIn(Schema):
    """What is claimed at one sub-criterion; neither value nor left_out takes the claim back."""

    leaf: Key
    value: Annotated[Text, StringConstraints(max_length=60)] | None = Field(
        None, description="Số thập phân (85.75), yes, no, hoặc khóa của mức; null: không tự chấm (nữa)."
    )
    note: Annotated[Text, StringConstraints(max_length=2000)] | None = Field(None, description="null: giữ như đang có.")
    left_out: Annotated[Text, StringConstraints(max_length=1000)] = Field(
        "", description="Đề nghị không áp dụng, với lý do này; khi đó không ghi value."
    )
    revision: Revision | None = Field(None, description="Của điểm đã đọc; null: ghi lên điều đang có.")


class AdjustmentIn(Schema):
    """Bonus or penalty points that are claimed."""

    key: Key
    points: Points | None = Field(None, description="Không dấu; null: không có.")
    words: Annotated[Text, StringConstraints(max_length=1000)] = ""


class ClaimsIn(Schema):
    """Claims of one agency: all of them or none."""

    items: list[ClaimIn] = Field(default=[], max_length=300)
    adjustments: list[AdjustmentIn] = Field(default=[], max_length=60)


class ClaimedOut(Schema):
    """How a score stands after saving."""

    leaf: str
    claimed: Figure | None
    left_out: str
    revision: int


class ClaimsOut(Schema):
    """How the scores stand after saving."""

    items: list[ClaimedOut]


class ScoreProofIn(Schema):
    """A document for a sub-criterion: one of the register, or a file with its facts."""

    leaf: Key
    document: UUID | None = Field(None, description="Văn bản có sẵn trong sổ: khi đó không ghi số, ngày, trích yếu.")
    words: Annotated[Text, StringConstraints(max_length=500)] = Field(
        "", description="Chỗ chứng minh: trang 3, bảng 2."
    )
    type: Annotated[Text, StringConstraints(max_length=40)] = ""
    symbol: Annotated[Text, StringConstraints(max_length=80)] = ""
    issued_on: date | None = None
    issuer_name: Annotated[Text, StringConstraints(max_length=300)] = Field("", description="Trống: cơ quan được chấm.")
    subject: Annotated[Text, StringConstraints(max_length=1000)] = ""


class LockIn(Schema):
    """Locking the self-scoring."""

    blanks_are_zero: bool = Field(False, description="Tiêu chí chưa chấm thì tính 0 điểm.")  # noqa: FBT003 -- its default


class AppraisalIn(Schema):
    """What an appraiser does with one score."""

    assessment: UUID
    leaf: Key
    revision: Revision = Field(description="Của điểm đã đọc: người khác đã sửa thì dòng này bị từ chối.")
    act: Literal["give", "keep", "more", "outside", "leave_out", "count"] = Field(
        "give",
        description="give: cho điểm; keep: giữ điểm tự chấm; more: yêu cầu bổ sung; outside: nhập kết quả khảo sát "
        "hoặc của cơ quan khác; leave_out: chấp nhận không áp dụng; count: vẫn áp dụng.",
    )
    points: Points | None = Field(None, description="Của give; null: rút điểm đã cho.")
    reason: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9_]*$")] = Field(
        "", description="Mã lý do, khi điểm khác tự chấm."
    )
    words: Annotated[Text, StringConstraints(max_length=2000)] = ""
    value: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=4, description="Của outside.")
    source: Annotated[Text, StringConstraints(max_length=500)] = Field(
        "", description="Của outside: ai công bố, ở đâu."
    )
    sample: int | None = Field(None, ge=1, le=10_000_000, description="Của outside: số phiếu hợp lệ.")


class AppraisalsIn(Schema):
    """Appraisals of one round: what can be done is done, the rest is told one by one."""

    items: list[AppraisalIn] = Field(..., min_length=1, max_length=500)


class AppraisedScoreOut(Schema):
    """How a score stands after appraising."""

    assessment: UUID
    leaf: str
    appraised: Figure | None
    reviewed: Figure | None
    left_out: str
    more_asked: str
    revision: int


class RefusedScoreOut(Schema):
    """A score that was left as it is, and why."""

    assessment: UUID
    leaf: str
    sentence: str


class AppraisedOut(Schema):
    """What was done, and what was not."""

    done: list[AppraisedScoreOut]
    refused: list[RefusedScoreOut]
