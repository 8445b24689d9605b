"""Drafts of criteria sets: begun from a version or from an annex, changed, published, dropped.

A draft may be kept with whatever is still wrong in it, and tells it; a published version is right, and never changes.
Of two who change a draft at once the second is told, and nothing of theirs is lost on the page.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import SetState
from caicach.scoring.mapping import Doubt, doubts_of, set_of
from caicach.scoring.models import SetVersion
from caicach.scoring.selectors.set_checks import draft_problems
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.definitions import Problem
from reform.index import CriteriaSet, SetError, copied_set, fingerprint, read_draft, write_set

__all__ = [
    "BadSet",
    "NewSet",
    "set_begin",
    "set_change",
    "set_copy",
    "set_doubt_settle",
    "set_drop",
    "set_publish",
    "set_retire",
]

_SHOWN = 20  # problems that one sentence names


class BadSet(BadInput):
    """A set that cannot be kept or published; ``problems`` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems[:_SHOWN])))


@dataclass(frozen=True, slots=True)
class NewSet:
    """What a person says of a version that begins."""

    version: str
    year: int
    legal_basis: str = ""
    base: SetVersion | None = None  # the version it follows
    doubts: tuple[Doubt, ...] = ()  # what must be looked at before it is published


@transaction.atomic
def set_copy(base: SetVersion, new: NewSet, *, actor: Actor, owner_id: int, now: datetime) -> SetVersion:
    """Begin a version as a draft with everything of ``base``; for another year each sub-criterion is linked to itself.

    Audit: ``scoring.set-begin``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: there is a version of that name, or the name is that of ``base``.
    """
    before = set_of(base)
    if new.version == before.version:
        raise BadInput(_taken(new.version))
    made = _for_year(before, new)
    return set_begin(write_set(made), replace(new, base=base), actor=actor, owner_id=owner_id, now=now)


@transaction.atomic
def set_begin(text: str, new: NewSet, *, actor: Actor, owner_id: int, now: datetime) -> SetVersion:
    """Keep a definition as a draft, with what a person must look at before it is published.

    Audit: ``scoring.set-begin``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: it is no definition of a set, or there is a version of that name.
    """
    access.require_keeper(actor, owner_id)
    one = _read(text)
    try:
        with transaction.atomic():
            draft = SetVersion.objects.create(
                owner_id=owner_id,
                doubts=json.dumps([asdict(doubt) for doubt in new.doubts], ensure_ascii=False),
                based_on=new.base,
                created_by_id=actor.user_id,
                created_at=now,
                set_key=one.key,
                **_columns(one, text),
            )
    except IntegrityError:
        raise BadInput(_taken(one.version)) from None
    audit.record("scoring.set-begin", draft, actor=actor, new=_facts(draft), at=now)
    return draft


@transaction.atomic
def set_change(draft: SetVersion, one: CriteriaSet, *, actor: Actor, revision: int, now: datetime) -> SetVersion:
    """Let a draft be ``one``; its key stays, so that the years follow each other.

    What does not fit together yet is kept, and told on the page of the draft.

    Audit: ``scoring.set-change``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: there is a version of that name, or it is a set of another key.
        WrongState: it is published, or somebody changed it since ``revision`` was read.
    """
    access.require_keeper(actor, draft.owner_id)
    if one.key != draft.set_key:
        raise BadInput(_("Mã bộ tiêu chí phải giữ là “%(key)s”, để các năm nối tiếp nhau.") % {"key": draft.set_key})
    mine = SetVersion.objects.filter(pk=draft.pk, state=SetState.DRAFT, revision=revision)
    try:
        with transaction.atomic():
            changed = mine.update(revision=F("revision") + 1, **_columns(one, write_set(one)))
    except IntegrityError:
        raise BadInput(_taken(one.version)) from None
    if not changed:
        raise WrongState(_stale())
    old = {"fingerprint": draft.fingerprint}
    draft.refresh_from_db()
    audit.record("scoring.set-change", draft, actor=actor, old=old, new=_facts(draft), at=now)
    return draft


@transaction.atomic
def set_doubt_settle(draft: SetVersion, number: int, *, actor: Actor, now: datetime) -> SetVersion:
    """Say that what was doubtful in the draft is right, or has been put right.

    Audit: ``scoring.set-doubt``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: the draft is published, or has no such doubt.
    """
    access.require_keeper(actor, draft.owner_id)
    held = SetVersion.objects.select_for_update().filter(pk=draft.pk, state=SetState.DRAFT).first()
    doubts = doubts_of(held) if held else ()
    if held is None or not 0 <= number < len(doubts):
        raise WrongState(_("Điểm cần xem này không còn, hoặc bộ tiêu chí đã ban hành."))
    settled = [replace(one, is_settled=True) if at == number else one for at, one in enumerate(doubts)]
    held.doubts = json.dumps([asdict(one) for one in settled], ensure_ascii=False)
    held.save(update_fields=["doubts"])
    audit.record("scoring.set-doubt", held, actor=actor, new={"number": number}, at=now)
    return held


@transaction.atomic
def set_publish(draft: SetVersion, *, actor: Actor, revision: int, now: datetime) -> SetVersion:
    """Publish a draft: from now on it is frozen, and rounds may be opened with it.

    Transition: draft → published.  Audit: ``scoring.set-publish``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadSet: something in it does not fit together, or a formula names what nobody knows.
        BadInput: something doubtful was not looked at, or the legal basis is missing.
        WrongState: it is published, or somebody changed it since ``revision`` was read.
    """
    access.require_keeper(actor, draft.owner_id)
    held = SetVersion.objects.select_for_update().filter(pk=draft.pk, state=SetState.DRAFT, revision=revision).first()
    if held is None:
        raise WrongState(_stale())
    _require_ready(held)
    held.state, held.published_by_id, held.published_at = SetState.PUBLISHED, actor.user_id, now
    held.save(update_fields=["state", "published_by", "published_at"])
    audit.record("scoring.set-publish", held, actor=actor, new=_facts(held), at=now)
    return held


@transaction.atomic
def set_drop(draft: SetVersion, *, actor: Actor, now: datetime) -> None:
    """Let a draft go; nothing was scored with it.

    Audit: ``scoring.set-drop``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: it is published, or another draft was begun from it.
    """
    access.require_keeper(actor, draft.owner_id)
    facts = _facts(draft)
    if not SetVersion.objects.filter(pk=draft.pk, state=SetState.DRAFT).delete()[0]:
        raise WrongState(_("Bộ tiêu chí đã ban hành không xóa được."))
    audit.record("scoring.set-drop", draft, actor=actor, old=facts, at=now)


@transaction.atomic
def set_retire(version: SetVersion, *, actor: Actor, now: datetime) -> None:
    """Let no further round be opened with a published version; rounds that were stay as they are.

    Transition: published → retired.  Audit: ``scoring.set-retire``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner; a packaged set nobody retires.
        WrongState: it is a draft, or retired already.
    """
    access.require_keeper(actor, version.owner_id)
    if not SetVersion.objects.filter(pk=version.pk, state=SetState.PUBLISHED).update(state=SetState.RETIRED):
        raise WrongState(_("Chỉ bộ tiêu chí đang dùng mới thôi dùng được. Mở lại trang để xem."))
    audit.record("scoring.set-retire", version, actor=actor, new=_facts(version), at=now)


def _for_year(before: CriteriaSet, new: NewSet) -> CriteriaSet:
    """Return the copy for the next year; one of the same year stays linked to the year before both."""
    if new.year == before.year:
        made = replace(before, version=new.version, checked_by="")
    else:
        made = copied_set(before, year=new.year, version=new.version)
    title = before.title.replace(str(before.year), str(new.year))
    return replace(made, title=title, legal_basis=new.legal_basis.strip())


def _require_ready(draft: SetVersion) -> None:
    problems = draft_problems(draft)
    if problems:
        raise BadSet(problems)
    open_count = sum(not one.is_settled for one in doubts_of(draft))
    if open_count:
        raise BadInput(
            _("Còn %(count)s điểm chưa xem trong bản đọc từ phụ lục. Xem từng điểm rồi ban hành.")
            % {"count": open_count}
        )
    if not draft.legal_basis:
        raise BadInput(_("Thiếu căn cứ: ghi quyết định ban hành bộ tiêu chí này trước khi ban hành."))


def _read(text: str) -> CriteriaSet:
    try:
        return read_draft(text)[0]
    except SetError as error:
        raise BadSet(error.problems) from None


def _columns(one: CriteriaSet, text: str) -> dict[str, object]:
    return {
        "version": one.version[:20],
        "title": one.title[:300],
        "purpose": one.purpose.value,
        "year": one.year,
        "kinds": ",".join(one.kinds),
        "definition": text,
        "fingerprint": fingerprint(text),
        "legal_basis": one.legal_basis[:500],
    }


def _taken(version: str) -> str:
    return _("Bộ tiêu chí này đã có phiên bản %(version)s. Đặt tên phiên bản khác.") % {"version": version}


def _stale() -> str:
    return _("Người khác vừa sửa bản soạn này, hoặc bộ đã ban hành. Mở lại trang để xem bản mới nhất.")


def _facts(version: SetVersion) -> dict[str, object]:
    return {
        "set": version.set_key,
        "version": version.version,
        "year": version.year,
        "fingerprint": version.fingerprint,
    }
