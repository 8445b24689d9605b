"""The values of version 1, as OpenAPI describes them.

Days are ISO dates in Viet Nam, moments ISO with their offset, figures decimal strings; uids name everything.
"""

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints

from caicach.obligations.constants import Missing
from vanban.text.forms import normalise

__all__ = [
    "AcceptIn",
    "AgencyOut",
    "DocumentOut",
    "DocumentsOut",
    "DutyOut",
    "EventOut",
    "EventsOut",
    "ExtensionIn",
    "ExtensionOut",
    "ObligationOut",
    "PageOut",
    "PlanOut",
    "ProblemOut",
    "RegisteredOut",
    "ReturnIn",
    "SubmissionOut",
    "SubmissionsOut",
    "Text",
]


def _plain(text: str) -> str:
    """Return ``text`` in NFC.

    Raises:
        ValueError: it holds control characters.
    """
    if any(unicodedata.category(char) == "Cc" and char not in "\n\r\t" for char in text):
        raise ValueError("control characters are not allowed")
    return normalise(text)


Text = Annotated[str, AfterValidator(_plain)]
Figure = Annotated[Decimal, PlainSerializer(lambda value: format(value.normalize(), "f"), return_type=str)]
Item = TypeVar("Item")


class ProblemOut(Schema):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="Một câu nói rõ sai ở đâu và phải làm gì.")
    instance: str
    errors: list[dict[str, str]] = Field(default=[], description="Từng giá trị không hợp lệ: where, what.")


class PageOut(Schema, Generic[Item]):
    """Some rows, in the order of their uid."""

    items: list[Item]
    next: str | None = Field(description="Con trỏ của trang sau; null: hết.")


class PlanOut(Schema):
    """A plan within reach."""

    uid: UUID
    type: str
    symbol: str
    issued_on: date | None
    title: str
    year: int
    kind: str
    state: str
    issuer_uid: UUID
    issuer_name: str


class DutyOut(Schema):
    """What is owed, once for all who owe it."""

    uid: UUID
    title: str
    task: str
    number: str
    area_code: str
    mode: str
    origin: str
    plan_uid: UUID | None
    source_label: str
    deadline_text: str
    year: int
    owner_uid: UUID
    owner_name: str
    standing_body_uid: UUID
    is_report: bool
    is_history: bool
    created_at: datetime


class ObligationOut(Schema):
    """A duty of one agency at one occurrence."""

    uid: UUID
    duty_uid: UUID
    title: str
    number: str
    mode: str
    agency_uid: UUID
    agency_name: str
    period: str
    period_label: str
    state: str
    first_due_on: date | None = Field(description="Hạn gốc, không bao giờ đổi.")
    due_on: date | None = Field(description="Hạn hiện hành: hết ngày này mới là quá hạn.")
    acceptor_uid: UUID
    acceptor_name: str
    met_on: date | None = Field(description="Ngày tính đúng hạn của sản phẩm đã nộp.")
    decide_by_on: date | None
    paused_on: date | None
    late_cause: str
    is_history: bool
    carrier_uid: UUID | None = Field(description="Báo cáo định kỳ mà nhiệm vụ này nằm trong.")
    accepted_at: datetime | None
    created_at: datetime
    days_late: int = Field(description="Số ngày quá hạn đến hôm nay; 0 nếu không quá hạn.")


class DocumentOut(Schema):
    """A document behind a hand-in."""

    uid: UUID
    type: str
    symbol: str
    issued_on: date
    issuer_name: str
    subject: str
    file_name: str


class RegisteredOut(DocumentOut):
    """A document of the register, which a hand-in can point to."""

    has_file: bool


class DocumentsOut(Schema):
    """Documents of the register, the newest first."""

    items: list[RegisteredOut]


class SubmissionOut(Schema):
    """What was handed in, and what became of it."""

    number: int
    state: str
    handed_in_at: datetime
    met_on: date
    value: Figure | None
    unit: str
    sentence: str
    secret_place: str
    kept_at: str = Field(description="Nơi xem được văn bản khi sổ chưa có tệp.")
    decided_at: datetime | None
    return_reason: str
    document: DocumentOut | None


class SubmissionsOut(Schema):
    """All hand-ins of one obligation, the oldest first."""

    items: list[SubmissionOut]


class EventOut(Schema):
    """Something that a dormant duty waited for has happened."""

    number: int = Field(description="Thứ tự trong việc này, từ 1.")
    occurred_on: date
    description: str
    case: str
    recorded_at: datetime
    undone_at: datetime | None


class EventsOut(Schema):
    """All events of one duty, the oldest first."""

    items: list[EventOut]


class AgencyOut(Schema):
    """An agency as it stood on one day."""

    uid: UUID
    name: str
    short_name: str
    level: str
    kind: str
    code: str
    parent_uid: UUID | None
    valid_from: date
    valid_to: date = Field(description="Nửa mở; 9999-12-31: đến nay.")


class AcceptIn(Schema):
    """Which hand-in is accepted."""

    number: int = Field(ge=1, le=32_000, description="Lần nộp đã xem; lần nộp khác đến giữa chừng thì bị từ chối.")


class ReturnIn(AcceptIn):
    """Which hand-in is given back, and why."""

    reason: Annotated[Text, StringConstraints(max_length=2000)]
    missing: list[Literal[tuple(Missing.values)]] = Field(default=[], max_length=len(Missing.values))  # type: ignore[valid-type]  # known when it runs


class ExtensionIn(Schema):
    """A request for a later date."""

    asked_due_on: date
    reason_code: Annotated[str, StringConstraints(max_length=32, pattern=r"^[a-z0-9_.-]+$")]
    words: Annotated[Text, StringConstraints(max_length=1000)]


class ExtensionOut(Schema):
    """A request for a later date, as it waits."""

    state: str
    from_due_on: date
    asked_due_on: date
    reason_code: str
    words: str
    decide_by_on: date
