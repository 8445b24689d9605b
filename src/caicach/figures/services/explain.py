"""Explaining what does not fit: given once, it goes into the report."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.mapping import cell_columns, sheet_for
from caicach.figures.models import Explanation, Return
from caicach.figures.selectors.cells import explanations_of, filled_for
from caicach.figures.selectors.earlier import earlier_for
from caicach.figures.selectors.returns import Judged, judged
from caicach.figures.selectors.whole import may_merge
from caicach.figures.services.cells import project, unlocked
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from reform.forms import Cell
from vanban.text.forms import compare_key, normalise

__all__ = ["explain"]

_LENGTH = 1000
_LETTERS = 10  # below this nothing is explained: one sentence


@transaction.atomic
def explain(sheet: Return, *, rule: str, cell: Cell, text: str, actor: Actor, now: datetime) -> Judged:
    """Keep why a finding stands all the same, or take the explanation back where ``text`` is blank.

    Also after the return was handed in, until it is locked: the receiver asks, the unit answers. What does not fit in a
    whole is explained by who merges the section.

    Audit: ``figures.explain``.

    Raises:
        NotAllowed: the actor neither fills this return nor enters for the unit; or does not merge this section.
        BadInput: there is no such finding, or the text explains nothing.
        WrongState: the period is locked.
    """
    _require(sheet, cell, actor)
    words = normalise(text).strip()
    _hold(sheet)
    earlier, figures = earlier_for(sheet), filled_for(sheet)
    explained = dict(explanations_of(sheet))
    line_key, members = cell_columns(cell)
    place: dict[str, Any] = {"sheet": sheet, "rule": rule, "line_key": line_key, "members": members}
    if words:
        _check(judged(sheet, figures, earlier=earlier, explained={}), rule, cell, words)
        values = {"text": words, "by_id": actor.user_id, "at": now}
        explained[rule, cell], _made = Explanation.objects.update_or_create(**place, defaults=values)
    else:
        Explanation.objects.filter(**place).delete()
        explained.pop((rule, cell), None)
    state = judged(sheet, figures, earlier=earlier, explained=explained)
    project(sheet, state, now=sheet.saved_at, changed=False)
    audit.record("figures.explain", sheet, actor=actor, new={"rule": rule, "cell": str(cell), "text": words}, at=now)
    return state


def _require(sheet: Return, cell: Cell, actor: Actor) -> None:
    """Let pass who fills the return; of a whole who merges the section that the cell stands in."""
    if sheet.kind != ReturnKind.WHOLE:
        access.require_filler(actor, sheet)
        return
    access.require(actor, "merge", sheet)
    sections = sheet_for(sheet.period.form, sheet.level).sections
    found = next((one for one in sections if any(row.cell == cell for row in one.rows)), None)
    if found is not None and found.key not in may_merge(actor, sheet):
        label = {"section": f"{found.number}. {found.label}"}
        raise NotAllowed(_("Phần %(section)s do cơ quan chủ trì lĩnh vực hoặc cơ quan thường trực giải trình.") % label)


def _hold(sheet: Return) -> None:
    """Hold the return's row to the end of the transaction, so that counts are of what stands."""
    if (
        not Return.objects.filter(unlocked(), pk=sheet.pk)
        .exclude(state=ReturnState.LOCKED)
        .update(saved_at=F("saved_at"))
    ):
        raise WrongState(_("Kỳ báo cáo đã khóa, không sửa giải trình được nữa."))


def _check(state: Judged, rule: str, cell: Cell, words: str) -> None:
    if (rule, cell) not in {(one.rule, one.cell) for one in state.findings}:
        raise BadInput(_("Chỗ chưa khớp này không còn nữa: số liệu đã được sửa. Tải lại trang để xem."))
    if len(compare_key(words)) < _LETTERS:
        raise BadInput(_("Giải trình quá ngắn: viết một câu nói rõ vì sao số liệu đúng như vậy."))
    if len(words) > _LENGTH:
        raise BadInput(_("Giải trình dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _LENGTH})
