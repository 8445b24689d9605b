"""Criteria sets, rounds, assessments and results: reading; claiming with proof, locking, appraising in bulk."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from caicach.api.auth import Token
from caicach.api.constants import Scope
from caicach.api.paging import DEFAULT, Page, page_of, place_of
from caicach.api.v1.reading import Cursor, Limit, Year
from caicach.api.v1.schemas import PageOut
from caicach.api.v1.scoring_schemas import (
    AssessmentOut,
    ChangeOut,
    CriteriaSetOut,
    ResultsOut,
    RoundLineOut,
    RoundOut,
    ScoreProofOut,
    ScoresOut,
    SetLineOut,
)
from caicach.api.v1.scoring_writes import (
    AppraisalIn,
    AppraisalsIn,
    AppraisedOut,
    ClaimIn,
    ClaimsIn,
    ClaimsOut,
    LockIn,
    ScoreProofIn,
)
from caicach.api.v1.writing import KEY_HEADER, answered, json_of
from caicach.documents.selectors import document_to_prove
from caicach.scoring.constants import AssessmentState
from caicach.scoring.selectors.assessments import assessment_for
from caicach.scoring.selectors.records import results, rounds, scores, sets
from caicach.scoring.selectors.rounds import round_for
from caicach.scoring.services import appraise, claims, locking, proofs
from caicach.scoring.services.appraise_grid import GridDraft, LeftOutDecision, grid_save
from caicach.web.errors import BadInput
from caicach.web.requests import ActorRequest
from reform.index import Purpose

if TYPE_CHECKING:
    from caicach.scoring.models import Score

__all__ = ["router"]

router = Router()
READ, WRITE = Token(Scope.SCORING_READ), Token(Scope.SCORING_WRITE)
Leaf = Annotated[str | None, Query(None, max_length=80, pattern=r"^[a-z][a-z0-9_.]*$")]
Issue = Annotated[int | None, Query(None, ge=1, le=32_000, description="Lần công bố; bỏ trống: lần sau cùng.")]


@router.get("/criteria-sets", auth=READ, response=PageOut[SetLineOut], url_name="criteria-sets", tags=["scoring"])
def criteria_sets(
    request: ActorRequest,
    limit: Limit = DEFAULT,
    cursor: Cursor = None,
    year: Year = None,
    purpose: Purpose | None = None,
) -> Page:
    """Các bộ tiêu chí đã ban hành."""
    rows = sets.sets_after(request.actor, place_of(cursor), limit + 1, year=year, purpose=purpose)
    return page_of(rows, limit)


@router.get("/criteria-sets/{uuid:uid}", auth=READ, response=CriteriaSetOut, url_name="criteria-set", tags=["scoring"])
def criteria_set(request: ActorRequest, uid: UUID) -> object:
    """Một bộ tiêu chí: điểm tối đa, cách chấm, minh chứng của từng tiêu chí thành phần."""
    return sets.set_definition(request.actor, uid)


@router.get("/rounds", auth=READ, response=PageOut[RoundLineOut], url_name="rounds", tags=["scoring"])
def rounds_list(
    request: ActorRequest,
    limit: Limit = DEFAULT,
    cursor: Cursor = None,
    year: Year = None,
    purpose: Purpose | None = None,
) -> Page:
    """Các đợt chấm điểm trong phạm vi của người lập mã."""
    rows = rounds.rounds_after(request.actor, place_of(cursor), limit + 1, year=year, purpose=purpose)
    return page_of(rows, limit)


@router.get("/rounds/{uuid:uid}", auth=READ, response=RoundOut, url_name="round", tags=["scoring"])
def round_one(request: ActorRequest, uid: UUID) -> object:
    """Một đợt chấm điểm: các bước, bộ tiêu chí, cơ quan thẩm định."""
    return rounds.round_record(request.actor, uid, on=request.today)


@router.get(
    "/rounds/{uuid:uid}/assessments",
    auth=READ,
    response=PageOut[AssessmentOut],
    url_name="assessments",
    tags=["scoring"],
)
def assessments(
    request: ActorRequest,
    uid: UUID,
    limit: Limit = DEFAULT,
    cursor: Cursor = None,
    state: AssessmentState | None = None,
) -> Page:
    """Phiếu chấm của các cơ quan trong một đợt."""
    rows = rounds.assessments_after(request.actor, uid, place_of(cursor), limit + 1, state=state)
    return page_of(rows, limit)


@router.get("/rounds/{uuid:uid}/results", auth=READ, response=ResultsOut, url_name="results", tags=["scoring"])
def round_results(request: ActorRequest, uid: UUID, issue: Issue = None) -> object:
    """Kết quả, xếp hạng: đã công bố thì ai cũng đọc được; trước đó mỗi cơ quan đọc dòng của mình."""
    return results.results_record(request.actor, uid, number=issue)


@router.get("/assessments/{uuid:uid}", auth=READ, response=AssessmentOut, url_name="assessment", tags=["scoring"])
def assessment(request: ActorRequest, uid: UUID) -> object:
    """Một phiếu chấm."""
    return rounds.assessment_record(request.actor, uid)


@router.get("/assessments/{uuid:uid}/scores", auth=READ, response=ScoresOut, url_name="scores", tags=["scoring"])
def scores_list(request: ActorRequest, uid: UUID) -> object:
    """Điểm của từng tiêu chí: tự chấm kèm minh chứng, thẩm định, công nhận, điểm mà số liệu đề xuất."""
    return scores.scores_record(request.actor, uid)


@router.get(
    "/assessments/{uuid:uid}/changes", auth=READ, response=PageOut[ChangeOut], url_name="changes", tags=["scoring"]
)
def changes(request: ActorRequest, uid: UUID, limit: Limit = DEFAULT, cursor: Cursor = None, leaf: Leaf = None) -> Page:
    """Nhật ký thay đổi điểm của một phiếu chấm, cũ trước."""
    return page_of(scores.changes_after(request.actor, uid, place_of(cursor), limit + 1, leaf=leaf), limit)


@router.put(
    "/assessments/{uuid:uid}/claims",
    auth=WRITE,
    response=ClaimsOut,
    url_name="claims",
    openapi_extra=KEY_HEADER,
    tags=["scoring"],
)
def claims_put(request: ActorRequest, uid: UUID, body: ClaimsIn) -> HttpResponse:
    """Tự chấm nhiều tiêu chí một lần: lưu được tất cả, hoặc không lưu gì và nêu từng tiêu chí sai."""

    def work() -> tuple[int, Mapping[str, Any]]:
        saved = _claim(request, uid, body)
        items = [
            {"leaf": one.leaf_key, "claimed": one.claimed, "left_out": one.left_out, "revision": one.revision}
            for one in saved
        ]
        return 200, json_of(ClaimsOut, {"items": items})

    return answered(request, work, values=body.model_dump(mode="json"))


@router.post(
    "/assessments/{uuid:uid}/proofs",
    auth=WRITE,
    response={201: ScoreProofOut},
    url_name="proofs",
    openapi_extra=KEY_HEADER,
    tags=["scoring"],
)
def proofs_post(
    request: ActorRequest, uid: UUID, given: Form[ScoreProofIn], file: File[UploadedFile | None] = None
) -> HttpResponse:
    """Thêm một minh chứng cho tiêu chí: văn bản có trong sổ, hoặc tệp kèm số, ngày; sau khi khóa là bổ sung."""
    data = file.read() if file is not None else None

    def work() -> tuple[int, dict[str, Any]]:
        sheet = assessment_for(request.actor, uid)
        parts = given.model_dump(exclude={"leaf", "document"})
        picked = document_to_prove(request.actor, str(given.document)) if given.document else None
        name = (file.name or "") if file is not None else ""
        draft = proofs.ProofDraft(given.leaf, document=picked, file=data, file_name=name, **parts)
        made = proofs.proof_add(sheet, draft, actor=request.actor, now=request.now)
        return 201, json_of(ScoreProofOut, scores.proof_record(made))

    sent = {"file": sha256(data).hexdigest() if data is not None else "", "name": file.name if file else ""}
    return answered(request, work, values=given.model_dump(mode="json") | sent)


@router.post(
    "/assessments/{uuid:uid}/lock",
    auth=WRITE,
    response=AssessmentOut,
    url_name="lock",
    openapi_extra=KEY_HEADER,
    tags=["scoring"],
)
def lock(request: ActorRequest, uid: UUID, body: LockIn) -> HttpResponse:
    """Khóa điểm tự chấm; điểm chưa có minh chứng và chưa giải trình thì bị từ chối."""

    def work() -> tuple[int, Mapping[str, Any]]:
        draft = locking.LockDraft(blanks_are_zero=body.blanks_are_zero)
        locking.assessment_lock(assessment_for(request.actor, uid), draft, actor=request.actor, now=request.now)
        return 200, json_of(AssessmentOut, rounds.assessment_record(request.actor, uid))

    return answered(request, work, values=body.model_dump(mode="json"))


@router.put(
    "/rounds/{uuid:uid}/appraisals",
    auth=WRITE,
    response=AppraisedOut,
    url_name="appraisals",
    openapi_extra=KEY_HEADER,
    tags=["scoring"],
)
def appraisals(request: ActorRequest, uid: UUID, body: AppraisalsIn) -> HttpResponse:
    """Thẩm định nhiều điểm một lần, của nhiều cơ quan: điểm nào không được thì nêu vì sao, các điểm khác vẫn lưu."""

    def work() -> tuple[int, Mapping[str, Any]]:
        pairs = [(one.assessment, one.leaf) for one in body.items]
        _refuse_twice(f"{assessment} {leaf}" for assessment, leaf in pairs)
        round_ = round_for(request.actor, uid).round
        ids = scores.score_ids(request.actor, round_, pairs)
        done = grid_save(round_, _grid(body.items, ids), actor=request.actor, now=request.now)
        return 200, json_of(AppraisedOut, _appraised(done, pairs, ids))

    return answered(request, work, values=body.model_dump(mode="json"))


def _claim(request: ActorRequest, uid: UUID, body: ClaimsIn) -> "list[Score]":
    """Write all that is claimed; return the scores as they stand now."""
    sheet = assessment_for(request.actor, uid)
    actor, now = request.actor, request.now
    _refuse_twice([one.leaf for one in body.items] + [one.key for one in body.adjustments])
    if not body.items and not body.adjustments:
        raise BadInput(_("Gửi ít nhất một tiêu chí trong items, hoặc một điểm thưởng, điểm phạt ở adjustments."))
    drafts = list(_claims((one for one in body.items if not one.left_out), request, uid))
    saved = list(claims.claims_save(sheet, drafts, actor=actor, now=now)) if drafts else []
    for one in body.items:
        if one.left_out:
            asked = claims.left_out_ask(
                sheet, one.leaf, reason=one.left_out, revision=one.revision, actor=actor, now=now
            )
            saved.append(asked)
    if body.adjustments:
        adjusted = [claims.AdjustmentDraft(one.key, _typed(one.points), one.words) for one in body.adjustments]
        claims.adjustments_save(sheet, adjusted, actor=actor, now=now)
    return saved


def _refuse_twice(names: Iterable[str]) -> None:
    """Refuse a request that says two things of one score."""
    twice = [name for name, number in Counter(names).items() if number > 1]
    if twice:
        raise BadInput(_("Ghi hai lần trong một yêu cầu: %(names)s. Mỗi tiêu chí ghi một lần.") % {"names": twice[0]})


def _claims(items: Iterable[ClaimIn], request: ActorRequest, uid: UUID) -> Iterator[claims.ClaimDraft]:
    """Yield what is claimed; where no note is sent, the one that stands stays."""
    some = list(items)
    kept = scores.notes_of(request.actor, uid) if any(one.note is None for one in some) else {}
    for one in some:
        note = kept.get(one.leaf, "") if one.note is None else one.note
        yield claims.ClaimDraft(one.leaf, _value(one.value or ""), note, one.revision)


def _value(text: str) -> str:
    """Return a value as people type it: a decimal point becomes their comma; words and keys stay."""
    digits = text.replace(".", "", 1)
    return text.replace(".", ",") if digits.isascii() and digits.isdigit() else text


def _typed(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def _grid(items: Iterable[AppraisalIn], ids: Mapping[tuple[UUID, str], int]) -> GridDraft:
    """Return what is to be done, each kind of act by itself; a score that is not there is told afterwards."""
    points, outside, more, left_out = [], [], [], []
    for one in items:
        pk = ids.get((one.assessment, one.leaf))
        if pk is None:
            continue
        if one.act == "outside":
            sample = "" if one.sample is None else str(one.sample)
            outside.append(appraise.OutsideDraft(pk, one.revision, _typed(one.value), one.source, sample))
        elif one.act == "more":
            more.append(appraise.MoreDraft(pk, one.revision, one.words))
        elif one.act in ("leave_out", "count"):
            left_out.append(LeftOutDecision(pk, one.act == "leave_out", one.words))
        else:
            keeps = one.act == "keep"
            points.append(appraise.AppraisalDraft(pk, one.revision, _typed(one.points), keeps, one.reason, one.words))
    return GridDraft(points, outside, more, left_out)


def _appraised(
    done: appraise.Appraised, pairs: Iterable[tuple[UUID, str]], ids: Mapping[tuple[UUID, str], int]
) -> dict[str, Any]:
    names = {pk: {"assessment": uid, "leaf": leaf} for (uid, leaf), pk in ids.items()}
    columns = ("appraised", "reviewed", "left_out", "more_asked", "revision")
    missing = _("Không có tiêu chí này trong phiếu chấm đó, hoặc phiếu chấm nằm ngoài phạm vi của bạn.")
    unknown = [{"assessment": uid, "leaf": leaf, "sentence": missing} for uid, leaf in pairs if (uid, leaf) not in ids]
    return {
        "done": [names[one.pk] | {name: getattr(one, name) for name in columns} for one in done.done],
        "refused": [names[one.score_id] | {"sentence": one.sentence} for one in done.refused] + unknown,
    }
