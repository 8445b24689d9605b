"""Correction slips: the way figures change after they were taken in."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import CorrectionState, Origin, PeriodState, ReturnKind, ReturnState
from caicach.figures.mapping import cell_columns, cell_of_columns, figure_of_text, figure_text, form_of
from caicach.figures.models import Correction, Period, Return
from caicach.figures.selectors.cells import filled_for
from caicach.figures.services.cells import CellDraft, refuse_bad, write_cells
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from reform.forms import Cell
from reform.forms.figures import Figure
from vanban.text.forms import compare_key, normalise

__all__ = ["correction_ask", "correction_cells", "correction_decide"]

_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED, ReturnState.LOCKED)
_REASON_LENGTH = 1000
_REASON_LETTERS = 10  # a reason of substance: it stands beside the figure for ever


@transaction.atomic
def correction_ask(
    sheet: Return, drafts: Sequence[CellDraft], *, actor: Actor, reason: str, now: datetime
) -> Correction:
    """Write a slip that asks for other figures in a return that was taken in; nothing changes before it is decided.

    Audit: ``figures.correction``.

    Raises:
        NotAllowed: the actor does not fill this return, nor stands above it.
        BadInput: no reason, nothing that would change, or a cell that cannot hold what it should; or a whole, which is
            corrected by the returns that it is added up from.
        WrongState: the return was not taken in: then it is simply filled; or a slip waits already.
    """
    access.require(actor, "correct", sheet)
    _refuse_whole(sheet)
    words = _words(reason)
    refuse_bad(sheet, drafts)
    if not Return.objects.filter(_is_closed(), pk=sheet.pk, kind=ReturnKind.OWN).update(saved_at=F("saved_at")):
        raise WrongState(_("Chỉ lập phiếu đính chính cho bản số liệu đã nhận; bản chưa nhận thì sửa thẳng trong biểu."))
    if Correction.objects.filter(sheet=sheet, state=CorrectionState.ASKED).exists():
        raise WrongState(_("Bản số liệu này đang có phiếu đính chính chờ duyệt. Đợi duyệt xong rồi lập phiếu mới."))
    rows = _rows(filled_for(sheet), drafts)
    if not rows:
        raise BadInput(_("Phiếu không sửa số nào: các số mới trùng với số đang có."))
    last = Correction.objects.filter(sheet=sheet).aggregate(last=Max("number"))["last"] or 0
    made = Correction.objects.create(
        sheet=sheet,
        number=last + 1,
        reason=words,
        cells=json.dumps(rows, ensure_ascii=False),
        asked_by_id=actor.user_id,
        asked_at=now,
    )
    audit.record("figures.correction", sheet, actor=actor, new={"number": made.number, "cells": len(rows)}, at=now)
    return made


@transaction.atomic
def correction_decide(
    correction: Correction, *, actor: Actor, approve: bool, now: datetime, reason: str = ""
) -> Correction:
    """Approve a slip, so that its figures stand from now on, or refuse it with the reason.

    Approved, the return is of a new revision and the sum above is stale: it is not computed anew by itself.

    Transition: asked → approved, refused.  Audit: ``figures.correction_decide``.

    Raises:
        NotAllowed: the actor does not take in this unit's returns; or asked for the slip, where the body that adds up
            corrects its own figures.
        BadInput: refused without a reason.
        WrongState: it was decided, or the figures that it corrects have changed since it was written.
    """
    sheet = correction.sheet
    access.require(actor, "decide_correction", sheet)
    if access.is_own_slip(actor, correction):
        raise NotAllowed(_("Người lập phiếu không tự duyệt. Cán bộ thường trực khác hoặc lãnh đạo cơ quan quyết định."))
    words = normalise(reason).strip()[:_REASON_LENGTH]
    if not approve and len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do không duyệt: viết rõ để đơn vị biết phải làm gì."))
    state = CorrectionState.APPROVED if approve else CorrectionState.REFUSED
    waiting = Correction.objects.filter(pk=correction.pk, state=CorrectionState.ASKED)
    if not waiting.update(state=state, decided_by_id=actor.user_id, decided_at=now, decision_reason=words):
        raise WrongState(_("Phiếu đính chính này đã có người quyết định. Tải lại trang để xem."))
    if approve:
        _apply(correction, actor=actor, now=now)
    new = {"number": correction.number, "state": state, "reason": words}
    audit.record("figures.correction_decide", sheet, actor=actor, new=new, at=now)
    correction.state, correction.decided_at, correction.decision_reason = state, now, words
    return correction


def _refuse_whole(sheet: Return) -> None:
    if sheet.kind == ReturnKind.WHOLE:
        raise BadInput(
            _(
                "Số tổng hợp cộng từ các bản số liệu nên không đính chính thẳng. Số của đơn vị nào thì lập phiếu ở bản "
                "số liệu của đơn vị đó; số của cơ quan tổng hợp thì lập phiếu ở bản số liệu của chính cơ quan."
            )
        )


def _is_closed() -> Q:
    """The condition on returns that their figures change by slips alone: taken in; or the owner's own, once locked.

    Subqueries, no joins: the condition on the row itself is then asked anew where somebody else held the row.
    """
    mine = Period.objects.filter(pk=OuterRef("period_id"), owner_id=OuterRef("agency_id"), state=PeriodState.LOCKED)
    return Q(state__in=_TAKEN) | Q(Exists(mine))


def correction_cells(correction: Correction) -> dict[Cell, tuple[str, str]]:
    """Return what a slip changes: by cell what stood and what is to stand, as ``mapping.figure_text`` writes them."""
    rows = json.loads(correction.cells)
    return {cell_of_columns(row["line"], row["members"]): (row["old"], row["new"]) for row in rows}


def _apply(correction: Correction, *, actor: Actor, now: datetime) -> None:
    sheet = correction.sheet
    Return.objects.filter(pk=sheet.pk).update(saved_at=now)  # holds the row to the end
    stands = filled_for(sheet)
    lines = form_of(sheet.period.form).by_key()
    wanted = correction_cells(correction)
    changed = [cell for cell, (old, _new) in wanted.items() if figure_text(stands.get(cell)) != old]
    if changed:
        raise WrongState(
            _("Số liệu của %(cells)s đã đổi sau khi lập phiếu. Không duyệt phiếu này và lập phiếu mới.")
            % {"cells": ", ".join(lines[cell.key].number for cell in changed)}
        )
    said = _("Phiếu đính chính %(number)s: %(reason)s") % {"number": correction.number, "reason": correction.reason}
    drafts = [
        CellDraft(cell, figure_of_text(new, lines[cell.key]), reason=said[:500]) for cell, (_old, new) in wanted.items()
    ]
    write_cells(sheet, drafts, actor=actor, now=now, origin=Origin.CORRECTED)


def _rows(stands: Mapping[Cell, Figure], drafts: Sequence[CellDraft]) -> list[dict[str, str]]:
    rows = []
    for draft in drafts:
        line_key, members = cell_columns(draft.cell)
        old, new = figure_text(stands.get(draft.cell)), figure_text(draft.figure)
        if old != new:
            rows.append({"line": line_key, "members": members, "old": old, "new": new})
    return rows


def _words(reason: str) -> str:
    words = normalise(reason).strip()
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do đính chính: viết rõ số cũ sai ở đâu, căn cứ nào."))
    if len(words) > _REASON_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _REASON_LENGTH})
    return words
