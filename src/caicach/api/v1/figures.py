"""Forms, periods, returns, cells and sums: reading, filling in bulk, handing in."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from caicach.api.auth import Token
from caicach.api.constants import Scope
from caicach.api.paging import DEFAULT, Page, page_of, place_of
from caicach.api.v1.reading import Cursor, Limit, Year
from caicach.api.v1.schemas import Figure, PageOut, Text
from caicach.api.v1.writing import KEY_HEADER, answered
from caicach.figures import selectors, services
from caicach.figures.constants import Origin
from caicach.figures.selectors import records
from caicach.figures.selectors.versions import version_for, version_lines
from caicach.web.errors import BadInput
from caicach.web.requests import ActorRequest
from reform.forms import Cell
from reform.forms import Figure as Content

__all__ = ["router"]

router = Router()
READ, WRITE = Token(Scope.FIGURES_READ), Token(Scope.FIGURES_WRITE)
Key = Annotated[Text, StringConstraints(max_length=80, pattern=r"^[a-z][a-z0-9_.]*$")]
Members = Annotated[dict[str, str], Field(max_length=4, description="Phân tổ: thành phần; ô tổng thì để trống.")]


class FormLineOut(Schema):
    """One version of a form in the list."""

    uid: UUID
    title: str
    version: str
    state: str
    valid_from: date
    valid_to: date
    legal_basis: str


class FormsOut(Schema):
    """All versions within reach."""

    items: list[FormLineOut]


class LineOut(Schema):
    """One line of a form."""

    key: str
    number: str
    printed: str
    section: str
    label: str
    unit: str
    type: str
    time: str
    aggregation: str
    by: list[str]
    words: dict[str, str]
    needs: dict[str, str]
    formula: str
    is_optional: bool


class FormOut(Schema):
    """A version of a form: what each figure means."""

    uid: UUID
    key: str
    version: str
    title: str
    fingerprint: str
    valid_from: date
    valid_to: date
    legal_basis: str
    null_reasons: dict[str, str]
    dimensions: dict[str, dict[str, str]]
    lines: list[LineOut]


class PeriodOut(Schema):
    """One period."""

    uid: UUID
    owner: UUID
    form: UUID
    form_key: str
    form_version: str
    fingerprint: str
    year: int
    code: str
    name: str
    data_from: date
    data_to: date
    due_on: date
    is_cumulative: bool
    state: str
    is_history: bool


class FigureReturnOut(Schema):
    """What one agency returns for one period."""

    uid: UUID
    period: UUID
    agency: UUID
    agency_name: str
    level: str
    kind: str
    state: str
    revision: int
    required_count: int
    filled_count: int
    hard_count: int
    soft_count: int
    submitted_at: datetime | None
    decided_at: datetime | None
    saved_at: datetime | None
    is_on_behalf: bool
    is_stale: bool


class ProofOut(Schema):
    """What proves a cell: a document of the register, or a file."""

    title: str
    document: UUID | None
    place: str


class CellOut(Schema):
    """One cell: a value, a word of a choice, or the reason why there is neither."""

    line: str
    members: dict[str, str]
    value: Figure | None
    word: str
    reason: str
    kind: str
    origin: str
    source_value: Figure | None
    override_reason: str
    note: str
    received: int | None
    expected: int | None
    proofs: list[ProofOut]


class CellsOut(Schema):
    """The cells of a return that hold something."""

    revision: int
    items: list[CellOut]


class WholeOut(Schema):
    """The consolidated figures of a period."""

    whole: FigureReturnOut
    items: list[CellOut]


class FindingOut(Schema):
    """What does not fit in a return."""

    rule: str
    weight: str
    line: str
    members: dict[str, str]
    sentence: str
    explanation: str


class FindingsOut(Schema):
    """All that does not fit."""

    items: list[FindingOut]


class CellIn(Schema):
    """What a cell is to hold: one of value, word and reason; none of them clears it."""

    line: Key
    members: Members = {}
    value: Decimal | None = Field(None, max_digits=14, decimal_places=4)
    word: Annotated[Text, StringConstraints(max_length=40)] = ""
    reason: Annotated[Text, StringConstraints(max_length=40)] = ""
    why: Annotated[Text, StringConstraints(max_length=500)] = Field("", description="Lý do ghi khác số tự lấy.")
    note: Annotated[Text, StringConstraints(max_length=500)] | None = None


class CellsIn(Schema):
    """Cells to save: all of them or none."""

    items: list[CellIn] = Field(..., min_length=1, max_length=1000)


class SavedOut(Schema):
    """How the return stands after saving."""

    changed: int
    filled_count: int
    required_count: int
    hard_count: int
    soft_count: int


class SubmitIn(Schema):
    """Handing a return in."""

    signed_on: date | None = None


@router.get("/forms", auth=READ, response=FormsOut, url_name="forms", tags=["figures"])
def forms(request: ActorRequest) -> object:
    """Các phiên bản biểu số liệu."""
    return {"items": version_lines(request.actor)}


@router.get("/forms/{uuid:uid}", auth=READ, response=FormOut, url_name="form", tags=["figures"])
def form(request: ActorRequest, uid: UUID) -> object:
    """Một phiên bản biểu: ý nghĩa từng dòng, tức từ điển dữ liệu."""
    return records.form_record(version_for(request.actor, uid))


@router.get("/periods", auth=READ, response=PageOut[PeriodOut], url_name="periods", tags=["figures"])
def periods(request: ActorRequest, limit: Limit = DEFAULT, cursor: Cursor = None, year: Year = None) -> Page:
    """Các kỳ báo cáo."""
    return page_of(records.periods_after(request.actor, place_of(cursor), limit + 1, year=year), limit)


@router.get(
    "/periods/{uuid:uid}/returns", auth=READ, response=PageOut[FigureReturnOut], url_name="returns", tags=["figures"]
)
def returns(request: ActorRequest, uid: UUID, limit: Limit = DEFAULT, cursor: Cursor = None) -> Page:
    """Bản số liệu của các đơn vị trong một kỳ."""
    return page_of(records.returns_after(request.actor, uid, place_of(cursor), limit + 1), limit)


@router.get("/periods/{uuid:uid}/whole", auth=READ, response=WholeOut, url_name="whole", tags=["figures"])
def whole(request: ActorRequest, uid: UUID) -> object:
    """Số liệu tổng hợp của một kỳ; mỗi số kèm số đơn vị đã có và phải có."""
    sheet, cells = records.whole_record(request.actor, uid)
    return {"whole": sheet, "items": cells}


@router.get("/returns/{uuid:uid}", auth=READ, response=FigureReturnOut, url_name="figure-return", tags=["figures"])
def figure_return(request: ActorRequest, uid: UUID) -> object:
    """Một bản số liệu."""
    return records.return_record(selectors.return_for(request.actor, uid))


@router.get("/returns/{uuid:uid}/cells", auth=READ, response=CellsOut, url_name="cells", tags=["figures"])
def cells(request: ActorRequest, uid: UUID) -> object:
    """Các ô của một bản số liệu; ô trống không có trong danh sách."""
    sheet = selectors.return_for(request.actor, uid)
    return {"revision": sheet.revision, "items": records.cells_record(request.actor, uid)}


@router.get("/returns/{uuid:uid}/findings", auth=READ, response=FindingsOut, url_name="findings", tags=["figures"])
def findings(request: ActorRequest, uid: UUID) -> object:
    """Những chỗ chưa khớp của một bản số liệu."""
    return {"items": records.findings_record(request.actor, uid)}


@router.put(
    "/returns/{uuid:uid}/cells",
    auth=WRITE,
    response=SavedOut,
    url_name="cells-save",
    openapi_extra=KEY_HEADER,
    tags=["figures"],
)
def cells_put(request: ActorRequest, uid: UUID, body: CellsIn) -> HttpResponse:
    """Lưu nhiều ô một lần: lưu được tất cả, hoặc không lưu ô nào và nêu từng ô sai."""

    def work() -> tuple[int, Mapping[str, Any]]:
        sheet = selectors.return_for(request.actor, uid)
        drafts = [_draft(one) for one in body.items]
        saved = services.cells_save(sheet, drafts, actor=request.actor, now=request.now, origin=Origin.API)
        names = ("filled_count", "required_count", "hard_count", "soft_count")
        return 200, {"changed": len(saved.changed), **{name: getattr(saved, name) for name in names}}

    return answered(request, work, values=body.model_dump(mode="json"))


@router.post(
    "/returns/{uuid:uid}/submit",
    auth=WRITE,
    response=FigureReturnOut,
    url_name="return-submit",
    openapi_extra=KEY_HEADER,
    tags=["figures"],
)
def submit(request: ActorRequest, uid: UUID, body: SubmitIn) -> HttpResponse:
    """Gửi bản số liệu; chỗ chưa khớp không ngăn việc gửi, chỉ được nêu rõ."""

    def work() -> tuple[int, Mapping[str, Any]]:
        sheet = selectors.return_for(request.actor, uid)
        services.return_submit(
            sheet, actor=request.actor, now=request.now, today=request.today, signed_on=body.signed_on
        )
        fresh = records.return_record(selectors.return_for(request.actor, uid))
        return 200, FigureReturnOut.model_validate(fresh, from_attributes=True).model_dump(mode="json")

    return answered(request, work, values=body.model_dump(mode="json"))


def _draft(one: CellIn) -> services.CellDraft:
    """Return what a cell is to hold.

    Raises:
        BadInput: it says two things at once.
    """
    said = [one.value is not None, bool(one.word), bool(one.reason)]
    if sum(said) > 1:
        raise BadInput(
            _("Dòng %(line)s: chỉ ghi một trong value, word, reason; cả ba trống thì xóa ô.") % {"line": one.line}
        )
    figure = None if not any(said) else Content(one.word or one.value, one.reason)
    cell = Cell(one.line, tuple(sorted(one.members.items())))
    return services.CellDraft(cell, figure, reason=one.why, note=one.note)
