"""Plans, duties, events and agencies: what programs read."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.agencies.selectors import agencies_after
from caicach.api.auth import Token
from caicach.api.constants import Scope
from caicach.api.paging import DEFAULT, MOST, Page, page_of, place_of
from caicach.api.v1.schemas import AgencyOut, DutyOut, EventOut, EventsOut, PageOut, PlanOut
from caicach.obligations import selectors as obligations
from caicach.obligations.constants import DutyOrigin
from caicach.plans.selectors import plan_record, plans_after
from caicach.web.errors import Beyond
from caicach.web.requests import ActorRequest

__all__ = ["Cursor", "Limit", "router"]

router = Router()
Limit = Annotated[int, Query(DEFAULT, ge=1, le=MOST, description="Số dòng của một trang.")]
Cursor = Annotated[str | None, Query(None, max_length=64, description="Giá trị next của trang trước.")]
Year = Annotated[int | None, Query(None, ge=2000, le=2100)]
Area = Annotated[str | None, Query(None, max_length=32, pattern=r"^[a-z_]+$")]


@router.get("/plans", auth=Token(Scope.PLANS_READ), response=PageOut[PlanOut], url_name="plans", tags=["plans"])
def plans(request: ActorRequest, limit: Limit = DEFAULT, cursor: Cursor = None, year: Year = None) -> Page:
    """Danh sách kế hoạch trong phạm vi của người lập mã."""
    rows = plans_after(request.actor, place_of(cursor), limit + 1, year=year)
    return page_of(rows, limit)


@router.get("/plans/{uuid:uid}", auth=Token(Scope.PLANS_READ), response=PlanOut, url_name="plan", tags=["plans"])
def plan(request: ActorRequest, uid: UUID) -> object:
    """Một kế hoạch."""
    return plan_record(request.actor, uid)


@router.get("/duties", auth=Token(Scope.DUTIES_READ), response=PageOut[DutyOut], url_name="duties", tags=["duties"])
def duties(
    request: ActorRequest,
    limit: Limit = DEFAULT,
    cursor: Cursor = None,
    plan: UUID | None = None,
    area: Area = None,
    origin: DutyOrigin | None = None,
    year: Year = None,
) -> Page:
    """Việc phải làm, mỗi việc một dòng cho mọi cơ quan phải làm."""
    wanted: dict[str, Any] = {"source_uid": plan, "area_code": area, "origin": origin, "year": year}
    return page_of(obligations.duties_after(request.actor, place_of(cursor), limit + 1, **wanted), limit)


@router.get("/duties/{uuid:uid}", auth=Token(Scope.DUTIES_READ), response=DutyOut, url_name="duty", tags=["duties"])
def duty(request: ActorRequest, uid: UUID) -> object:
    """Một việc phải làm."""
    return obligations.duty_record(request.actor, uid)


@router.get(
    "/duties/{uuid:uid}/events",
    auth=Token(Scope.DUTIES_READ),
    response=EventsOut,
    url_name="events",
    tags=["duties"],
)
def events(request: ActorRequest, uid: UUID) -> object:
    """Sự kiện đã ghi nhận của một việc, cũ trước; việc chờ sự kiện thức dậy theo các sự kiện này."""
    obligations.duty_record(request.actor, uid)
    found = obligations.events_of_duty(request.actor, uid)
    return EventsOut(items=[EventOut.model_validate(one, from_attributes=True) for one in found])


@router.get(
    "/agencies", auth=Token(Scope.AGENCIES_READ), response=PageOut[AgencyOut], url_name="agencies", tags=["agencies"]
)
def agencies(
    request: ActorRequest,
    limit: Limit = DEFAULT,
    cursor: Cursor = None,
    on: Annotated[date | None, Field(description="Danh bạ của ngày này; bỏ trống: hôm nay.")] = None,
    level: AgencyLevel | None = None,
    kind: AgencyKind | None = None,
    parent: UUID | None = None,
) -> Page:
    """Danh bạ cơ quan như đã có vào một ngày."""
    wanted: dict[str, Any] = {"level": level, "kind": kind, "parent__uid": parent}
    rows = agencies_after(place_of(cursor), limit + 1, on=on or request.today, **wanted)
    return page_of(rows, limit)


@router.get(
    "/agencies/{uuid:uid}", auth=Token(Scope.AGENCIES_READ), response=AgencyOut, url_name="agency", tags=["agencies"]
)
def agency(request: ActorRequest, uid: UUID, on: date | None = None) -> object:
    """Một cơ quan như đã có vào một ngày."""
    found = agencies_after(None, 1, on=on or request.today, agency__uid=uid)
    if not found:
        raise Beyond(_("Không có cơ quan này vào ngày đó."))
    return found[0]
