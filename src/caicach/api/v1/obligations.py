"""Obligations and their proof: reading, handing in, accepting, returning, asking for a later date."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from caicach.api.auth import Token
from caicach.api.constants import Scope
from caicach.api.paging import DEFAULT, Page, page_of, place_of
from caicach.api.v1.reading import Cursor, Limit
from caicach.api.v1.schemas import (
    AcceptIn,
    DocumentOut,
    DocumentsOut,
    ExtensionIn,
    ExtensionOut,
    ObligationOut,
    PageOut,
    RegisteredOut,
    ReturnIn,
    SubmissionOut,
    SubmissionsOut,
    Text,
)
from caicach.api.v1.writing import KEY_HEADER, answered, json_of
from caicach.documents.constants import DOCUMENT_TYPES
from caicach.documents.selectors import documents_of_symbol
from caicach.obligations import selectors, services
from caicach.obligations.constants import ObligationState
from caicach.obligations.selectors import SubmissionRecord
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["HandInIn", "router"]

router = Router()


class HandInIn(Schema):
    """What is handed in; which values are needed, the obligation's ``mode`` says."""

    number: int | None = Field(None, ge=1, le=32_000, description="Lần nộp thứ mấy; đã có lần đó thì bị từ chối.")
    document: UUID | None = Field(
        None, description="Văn bản có sẵn trong sổ: khi đó không ghi lại số, ngày, trích yếu."
    )
    kept_at: Annotated[Text, StringConstraints(max_length=300)] = Field(
        "", description="Nơi xem được văn bản chọn từ sổ, khi sổ chưa có tệp và không gửi tệp."
    )
    type: Annotated[Text, StringConstraints(max_length=40)] = Field("", description=", ".join(DOCUMENT_TYPES))
    symbol: Annotated[Text, StringConstraints(max_length=80)] = Field("", description="Số, ký hiệu: 41/KH-UBND.")
    issued_on: date | None = None
    issuer_name: Annotated[Text, StringConstraints(max_length=300)] = ""
    subject: Annotated[Text, StringConstraints(max_length=1000)] = ""
    value: Decimal | None = Field(None, max_digits=14, decimal_places=4, description="Số liệu, dấu chấm thập phân.")
    unit: Annotated[Text, StringConstraints(max_length=40)] = ""
    sentence: Annotated[Text, StringConstraints(max_length=2000)] = ""
    secret_place: Annotated[Text, StringConstraints(max_length=300)] = Field(
        "", description="Nơi lưu văn bản mật; khi đó không gửi tệp."
    )


@router.get(
    "/obligations",
    auth=Token(Scope.OBLIGATIONS_READ),
    response=PageOut[ObligationOut],
    url_name="obligations",
    tags=["obligations"],
)
def obligations(  # noqa: PLR0913 -- the filters of the address
    request: ActorRequest,
    limit: Limit = DEFAULT,
    cursor: Cursor = None,
    state: ObligationState | None = None,
    late: bool | None = None,  # noqa: FBT001 -- a value of the address
    agency: UUID | None = None,
    duty: UUID | None = None,
    plan: UUID | None = None,
    due_from: date | None = None,
    due_to: date | None = None,
    period: Annotated[str | None, Query(None, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")] = None,
) -> Page:
    """Nhiệm vụ trong phạm vi của người lập mã: mỗi cơ quan, mỗi kỳ một dòng."""
    wanted: dict[str, Any] = {
        "state": state,
        "agency__uid": agency,
        "duty__uid": duty,
        "duty__source_uid": plan,
        "due_on__gte": due_from,
        "due_on__lte": due_to,
        "occurrence_key": period,
    }
    place, today = place_of(cursor), request.today
    rows = selectors.obligations_after(request.actor, place, limit + 1, today=today, late=late, **wanted)
    return page_of(rows, limit)


@router.get(
    "/obligations/{uuid:uid}",
    auth=Token(Scope.OBLIGATIONS_READ),
    response=ObligationOut,
    url_name="obligation",
    tags=["obligations"],
)
def obligation(request: ActorRequest, uid: UUID) -> object:
    """Một nhiệm vụ."""
    return selectors.obligation_record(request.actor, uid, today=request.today)


@router.post(
    "/obligations/{uuid:uid}/accept",
    auth=Token(Scope.OBLIGATIONS_WRITE),
    response=ObligationOut,
    url_name="accept",
    tags=["obligations"],
    openapi_extra=KEY_HEADER,
)
def accept(request: ActorRequest, uid: UUID, given: AcceptIn) -> HttpResponse:
    """Nghiệm thu lần nộp đã xem."""

    def work() -> tuple[int, dict[str, Any]]:
        owed = selectors.obligation_for(request.actor, uid, action="accept")
        services.obligation_accept(owed, actor=request.actor, now=request.now, number=given.number)
        return 200, _shown(request, uid)

    return answered(request, work, values=given.model_dump(mode="json"))


@router.post(
    "/obligations/{uuid:uid}/return",
    auth=Token(Scope.OBLIGATIONS_WRITE),
    response=ObligationOut,
    url_name="return",
    tags=["obligations"],
    openapi_extra=KEY_HEADER,
)
def give_back(request: ActorRequest, uid: UUID, given: ReturnIn) -> HttpResponse:
    """Trả lại lần nộp đã xem, kèm lý do."""

    def work() -> tuple[int, dict[str, Any]]:
        owed = selectors.obligation_for(request.actor, uid, action="return")
        services.obligation_return(owed, actor=request.actor, now=request.now, **given.model_dump())
        return 200, _shown(request, uid)

    return answered(request, work, values=given.model_dump(mode="json"))


@router.post(
    "/obligations/{uuid:uid}/extensions",
    auth=Token(Scope.OBLIGATIONS_WRITE),
    response={201: ExtensionOut},
    url_name="extensions",
    tags=["obligations"],
    openapi_extra=KEY_HEADER,
)
def extend(request: ActorRequest, uid: UUID, given: ExtensionIn) -> HttpResponse:
    """Xin gia hạn; cơ quan giao việc quyết định."""

    def work() -> tuple[int, dict[str, Any]]:
        owed = selectors.obligation_for(request.actor, uid, action="extend")
        draft = services.ExtensionDraft(given.asked_due_on, given.reason_code, given.words)
        asked = services.extension_ask(owed, draft, actor=request.actor, now=request.now)
        return 201, json_of(ExtensionOut, asked)

    return answered(request, work, values=given.model_dump(mode="json"))


@router.get(
    "/obligations/{uuid:uid}/submissions",
    auth=Token(Scope.EVIDENCE_READ),
    response=SubmissionsOut,
    url_name="submissions",
    tags=["evidence"],
)
def submissions(request: ActorRequest, uid: UUID) -> object:
    """Mọi lần nộp của một nhiệm vụ, cũ trước, kèm văn bản."""
    selectors.obligation_record(request.actor, uid, today=request.today)
    return SubmissionsOut(items=[_submission(row) for row in selectors.submissions_of(request.actor, uid)])


@router.get(
    "/documents", auth=Token(Scope.EVIDENCE_READ), response=DocumentsOut, url_name="documents", tags=["evidence"]
)
def documents(
    request: ActorRequest, symbol: Annotated[str, Query(..., min_length=1, max_length=80, description="41/KH-UBND")]
) -> object:
    """Văn bản trong sổ mang số, ký hiệu này, mới trước, để nộp mà không gửi lại tệp."""
    found = documents_of_symbol(request.actor, symbol)
    return DocumentsOut(items=[_registered(one) for one in found])


@router.post(
    "/obligations/{uuid:uid}/submissions",
    auth=Token(Scope.EVIDENCE_WRITE),
    response={201: SubmissionOut},
    url_name="hand_in",
    tags=["evidence"],
    openapi_extra=KEY_HEADER,
)
def hand_in(
    request: ActorRequest, uid: UUID, given: Form[HandInIn], file: Annotated[UploadedFile | None, File(None)] = None
) -> HttpResponse:
    """Nộp sản phẩm: văn bản có sẵn trong sổ hoặc kèm tệp, số liệu hoặc một câu, theo cách theo dõi của nhiệm vụ."""
    data = file.read() if file is not None else None

    def work() -> tuple[int, dict[str, Any]]:
        owed = selectors.obligation_for(request.actor, uid, action="submit")
        parts = given.model_dump(exclude={"number", "document"})
        picked = selectors.proof_document(request.actor, given.document) if given.document else None
        proof = services.Proof(
            document=picked, **parts, file=data, file_name=(file.name or "") if file is not None else ""
        )
        services.obligation_hand_in(
            owed, actor=request.actor, proof=proof, now=request.now, today=request.today, number=given.number
        )
        last = selectors.submissions_of(request.actor, uid)[-1]
        return 201, _submission(last).model_dump(mode="json")

    sent = {"file": sha256(data).hexdigest() if data is not None else "", "name": file.name if file else ""}
    return answered(request, work, values=given.model_dump(mode="json") | sent)


def _shown(request: ActorRequest, uid: UUID) -> dict[str, Any]:
    return json_of(ObligationOut, selectors.obligation_record(request.actor, uid, today=request.today))


def _registered(document: "Document") -> RegisteredOut:
    names = {name: getattr(document, name) for name in DocumentOut.model_fields}
    return RegisteredOut(**names, has_file=document.file_id is not None)


def _submission(row: SubmissionRecord) -> SubmissionOut:
    names = [name for name in SubmissionOut.model_fields if name != "document"]
    document = None
    if row.document_uid is not None:
        document = DocumentOut(**{name: getattr(row, f"document_{name}") for name in DocumentOut.model_fields})
    return SubmissionOut(**{name: getattr(row, name) for name in names}, document=document)
