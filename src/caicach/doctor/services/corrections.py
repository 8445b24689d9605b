"""Fixes that a person accepts, and takes back: nothing is changed by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.doctor import access, selectors
from caicach.doctor.mapping.edits import meet
from caicach.doctor.mapping.result import Found
from caicach.doctor.models import Correction, Examination
from caicach.doctor.selectors import Sorted
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState

__all__ = ["AcceptedFixes", "correction_undo", "fix_accept", "fixes_accept"]


@dataclass(frozen=True, slots=True)
class AcceptedFixes:
    """What became of the fixes that were to be accepted."""

    done: tuple[int, ...]  # numbers of findings
    refused: tuple[tuple[int, str], ...]  # (number, why)


def fix_accept(examination: Examination, number: int, *, actor: Actor, now: datetime) -> None:
    """Accept the fix of finding ``number``; it stands as a tracked change in the Word file that is handed out.

    Audit: ``doctor.accept`` (the code; nothing of what the document says).

    Raises:
        Beyond: there is no such finding.
        WrongState: it has no ready fix, was accepted or set aside already, or another fix has changed the same words.
    """
    outcome = fixes_accept(examination, [number], actor=actor, now=now)
    for _number, reason in outcome.refused:
        raise WrongState(reason)


@transaction.atomic
def fixes_accept(examination: Examination, numbers: Iterable[int], *, actor: Actor, now: datetime) -> AcceptedFixes:
    """Accept the fixes of several findings, in their order; of two that change the same words the first is taken.

    A fixed number of statements. Audit: ``doctor.accept``, one row a finding.

    Raises:
        Beyond: there is no such finding.
    """
    _lock(examination)
    found = _sorted(examination, actor)
    chosen = [found.by_number(number) for number in dict.fromkeys(numbers)]
    done: list[Found] = []
    refused = []
    for one in chosen:
        reason = _reason(one, found, done)
        if reason:
            refused.append((one.number, reason))
        else:
            done.append(one)
    _keep(examination, done, actor=actor, now=now)
    return AcceptedFixes(tuple(one.number for one in done), tuple(refused))


@transaction.atomic
def correction_undo(examination: Examination, number: int, *, actor: Actor, now: datetime) -> None:
    """Take the accepted fix of finding ``number`` back.

    Audit: ``doctor.unaccept``.

    Raises:
        Beyond: there is no such finding.
        WrongState: its fix is not accepted.
    """
    found = _sorted(examination, actor)
    one = found.by_number(number)
    correction = found.corrections.get(number)
    if correction is None:
        raise WrongState(_("Phát hiện này chưa được sửa, không có gì để bỏ."))
    audit.record("doctor.unaccept", correction, actor=actor, old={"code": one.code, "number": number}, at=now)
    correction.delete()


def _lock(examination: Examination) -> None:
    """Let two who accept at the same time go one after the other: their fixes may meet."""
    if not Examination.objects.select_for_update().filter(pk=examination.pk).exists():
        raise Beyond(_("Văn bản đã được xóa khỏi hệ thống. Tải tệp lên để kiểm tra lại."))


def _sorted(examination: Examination, actor: Actor) -> Sorted:
    if not examination.result:
        raise Beyond(_("Không có phát hiện này trong văn bản."))
    return selectors.sorted_findings(examination, actor=actor)


def _reason(one: Found, found: Sorted, before: Sequence[Found]) -> str:
    """Return why the fix of a finding cannot be accepted; empty: it can."""
    if not one.edits:
        return _("Phát hiện này không có sẵn cách sửa: hãy sửa trong tệp của bạn.")
    if one.number in found.corrections:
        return _("Chỗ này đã được sửa.")
    if one.key in found.dismissals:
        return _("Phát hiện này đã được bỏ qua. Nêu lại rồi sửa.")
    other = found.settled.get(one.number) or next((mine.number for mine in before if meet(mine, one)), None)
    if other:
        return _("Chỗ này đã sửa theo phát hiện %(number)s. Bỏ sửa ở đó trước.") % {"number": other}
    return ""


def _keep(examination: Examination, found: Sequence[Found], *, actor: Actor, now: datetime) -> None:
    person = access.person_of(actor)
    rows = Correction.objects.bulk_create(
        Correction(examination=examination, number=one.number, accepted_by_id=person, accepted_at=now) for one in found
    )
    changes: list[tuple[Correction, dict[str, Any], dict[str, Any]]] = [
        (row, {}, {"code": one.code, "number": one.number}) for row, one in zip(rows, found, strict=True)
    ]
    audit.record_many("doctor.accept", changes, actor=actor, at=now)
