"""Drafts of forms: begun from a version or from a blank annex, changed, tried, published, dropped.

A published version never changes: what is to be otherwise is a new version. Of two who change a draft at once the
second is told, and nothing of theirs is lost on the page.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import FormState
from caicach.figures.mapping import extra_keys, form_of
from caicach.figures.models import FormVersion
from caicach.figures.selectors.doubts import Doubt, doubts_of
from caicach.ui.notation import date_text
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from caicach.web.fields import FOREVER
from reform.forms import Form, FormError, fingerprint, read_form, write_form

__all__ = [
    "BadForm",
    "NewVersion",
    "doubt_settle",
    "form_begin",
    "form_change",
    "form_copy",
    "form_drop",
    "form_lines_switch",
    "form_publish",
    "form_write",
]

_SHOWN = 20  # problems that one sentence names


class BadForm(BadInput):
    """A definition that cannot be used; ``problems`` says all that is wrong with it."""

    def __init__(self, error: FormError) -> None:
        self.problems = tuple(map(str, error.problems))
        super().__init__("\n".join(self.problems[:_SHOWN]))


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a person says of a version that begins."""

    version: str
    valid_from: date
    legal_basis: str = ""
    base: FormVersion | None = None  # the version it follows: what is switched on there stays on
    doubts: tuple[Doubt, ...] = ()  # what must be looked at before it is published


@transaction.atomic
def form_copy(base: FormVersion, new: NewVersion, *, actor: Actor, owner_id: int, now: datetime) -> FormVersion:
    """Begin the next version of a form as a draft that asks for what ``base`` asks for.

    Audit: ``figures.form-begin``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: there is a version of that name.
    """
    text = write_form(_headed(form_of(base), new))
    return form_begin(text, replace(new, base=base), actor=actor, owner_id=owner_id, now=now)


@transaction.atomic
def form_begin(text: str, new: NewVersion, *, actor: Actor, owner_id: int, now: datetime) -> FormVersion:
    """Keep a definition as a draft, with what a person must look at before it is published.

    Audit: ``figures.form-begin``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadForm: the definition cannot be used.
        BadInput: there is a version of that name.
    """
    access.require(actor, "open", owner_id)
    form = _read(text)
    try:
        with transaction.atomic():
            draft = FormVersion.objects.create(
                form_key=form.key,
                version=form.version,
                title=form.title[:300],
                owner_id=owner_id,
                definition=text,
                fingerprint=fingerprint(text),
                extra_keys=_switched_on(form, new.base),
                doubts=json.dumps([asdict(one) for one in new.doubts], ensure_ascii=False),
                legal_basis=new.legal_basis.strip()[:500],
                valid_from=new.valid_from,
                based_on=new.base,
                created_by_id=actor.user_id,
                created_at=now,
            )
    except IntegrityError:
        raise BadInput(
            _("Biểu này đã có phiên bản %(version)s. Đặt tên phiên bản khác.") % {"version": new.version}
        ) from None
    audit.record("figures.form-begin", draft, actor=actor, new=_facts(draft), at=now)
    return draft


def form_change(draft: FormVersion, form: Form, *, actor: Actor, revision: int, now: datetime) -> FormVersion:
    """Let a draft ask for what ``form`` asks for.

    Audit: ``figures.form-change``.

    Raises:
        As ``form_write``.
    """
    return form_write(draft, write_form(form), actor=actor, revision=revision, now=now)


@transaction.atomic
def form_write(draft: FormVersion, text: str, *, actor: Actor, revision: int, now: datetime) -> FormVersion:
    """Let a draft be what ``text`` defines; its key stays, so that figures keep their history.

    Audit: ``figures.form-change``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadForm: the definition cannot be used; everything that is wrong is told.
        WrongState: it is published, or somebody changed it since ``revision`` was read.
    """
    access.require(actor, "open", _owner(draft))
    form = _read(text)
    if form.key != draft.form_key:
        raise BadInput(_("Mã biểu phải giữ là “%(key)s”, để số liệu các kỳ nối tiếp nhau.") % {"key": draft.form_key})
    mine = FormVersion.objects.filter(pk=draft.pk, state=FormState.DRAFT, revision=revision)
    extra = _switched_on(form, draft)
    try:
        with transaction.atomic():
            changed = mine.update(
                definition=text, fingerprint=fingerprint(text), title=form.title[:300], version=form.version,
                valid_from=form.valid_from, extra_keys=extra, revision=F("revision") + 1,
            )  # fmt: skip
    except IntegrityError:
        raise BadInput(_("Biểu này đã có phiên bản %(name)s.") % {"name": form.version}) from None
    if not changed:
        raise WrongState(_("Người khác vừa sửa bản này, hoặc biểu đã ban hành. Mở lại trang để xem bản mới nhất."))
    old = {"fingerprint": draft.fingerprint}
    draft.refresh_from_db()
    audit.record("figures.form-change", draft, actor=actor, old=old, new=_facts(draft), at=now)
    return draft


@transaction.atomic
def form_lines_switch(version: FormVersion, keys: Collection[str], *, actor: Actor, now: datetime) -> FormVersion:
    """Switch optional lines on and off, while no period asks with this version.

    Audit: ``figures.form-switch``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner (of any body, for a packaged form).
        BadInput: a key is none of the optional lines.
        WrongState: a period was opened with this version.
    """
    _require_version(actor, version)
    known = {line.key for line in form_of(version).lines if line.is_optional}
    if not set(keys) <= known:
        raise BadInput(_("Có dòng không phải là dòng bổ sung tùy chọn. Tải lại trang rồi chọn lại."))
    extra = json.dumps(sorted(keys))
    if not FormVersion.objects.filter(pk=version.pk, periods=None).update(extra_keys=extra):
        raise WrongState(
            _("Đã có kỳ mở theo phiên bản này nên không bật, tắt dòng được nữa. Soạn phiên bản mới từ bản này.")
        )
    old = {"extra": version.extra_keys}
    version.extra_keys = extra
    audit.record("figures.form-switch", version, actor=actor, old=old, new={"extra": extra}, at=now)
    return version


@transaction.atomic
def doubt_settle(draft: FormVersion, number: int, *, actor: Actor, now: datetime) -> FormVersion:
    """Say that what was doubtful in the draft is right, or has been put right.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: the draft is published, or has no such doubt.
    """
    access.require(actor, "open", _owner(draft))
    held = FormVersion.objects.select_for_update().filter(pk=draft.pk, state=FormState.DRAFT).first()
    doubts = doubts_of(held) if held else ()
    if held is None or not 0 <= number < len(doubts):
        raise WrongState(_("Điểm cần xem này không còn, hoặc biểu đã ban hành."))
    settled = [replace(one, is_settled=True) if at == number else one for at, one in enumerate(doubts)]
    held.doubts = json.dumps([asdict(one) for one in settled], ensure_ascii=False)
    held.save(update_fields=["doubts"])
    audit.record("figures.form-doubt", held, actor=actor, new={"number": number}, at=now)
    return held


@transaction.atomic
def form_publish(draft: FormVersion, *, actor: Actor, revision: int, now: datetime) -> FormVersion:
    """Publish a draft: from now on it is frozen, and holds from its day on; the version before it ends there.

    Transition: draft → published.  Audit: ``figures.form-publish``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: something doubtful was not looked at, or the legal basis is missing.
        WrongState: it is published, or somebody changed it since ``revision`` was read.
    """
    owner_id = _owner(draft)
    access.require(actor, "open", owner_id)
    open_doubts = [one for one in doubts_of(draft) if not one.is_settled]
    if open_doubts:
        raise BadInput(
            _("Còn %(count)s điểm chưa xem trong bản đọc từ phụ lục. Xem từng điểm rồi ban hành.")
            % {"count": len(open_doubts)}
        )
    if not draft.legal_basis:
        raise BadInput(_("Thiếu căn cứ: ghi văn bản quy định biểu này trước khi ban hành."))
    claimed = FormVersion.objects.filter(pk=draft.pk, state=FormState.DRAFT, revision=revision)
    if not claimed.update(state=FormState.PUBLISHED, published_by_id=actor.user_id, published_at=now):
        raise WrongState(_("Biểu này đã ban hành, hoặc người khác vừa sửa. Mở lại trang để xem."))
    before = FormVersion.objects.filter(owner_id=owner_id, form_key=draft.form_key, state=FormState.PUBLISHED)
    before = before.exclude(pk=draft.pk).filter(valid_from__lt=draft.valid_from, valid_to__gt=draft.valid_from)
    before.update(valid_to=draft.valid_from)
    draft.refresh_from_db()
    audit.record("figures.form-publish", draft, actor=actor, new=_facts(draft), at=now)
    return draft


@transaction.atomic
def form_drop(draft: FormVersion, *, actor: Actor, now: datetime) -> None:
    """Let a draft go; nothing was collected with it.

    Audit: ``figures.form-drop``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: it is published.
    """
    access.require(actor, "open", _owner(draft))
    facts = _facts(draft)
    if not FormVersion.objects.filter(pk=draft.pk, state=FormState.DRAFT).delete()[0]:
        raise WrongState(_("Biểu đã ban hành không xóa được."))
    audit.record("figures.form-drop", draft, actor=actor, old=facts, at=now)


def _read(text: str) -> Form:
    try:
        return read_form(text)
    except FormError as error:
        raise BadForm(error) from None


def _switched_on(form: Form, base: FormVersion | None) -> str:
    """Return the optional lines of ``form`` that ``base`` has switched on, as they are stored."""
    kept = {line.key for line in form.lines if line.is_optional}
    return json.dumps(sorted(kept & extra_keys(base)) if base else [])


def _headed(form: Form, new: NewVersion) -> Form:
    return replace(
        form,
        version=new.version,
        valid_from=new.valid_from,
        valid_to=None,
        legal_basis=new.legal_basis.strip() or form.legal_basis,
        checked_by="",
    )


def _owner(version: FormVersion) -> int:
    """Return whose form it is.

    Raises:
        WrongState: a packaged one, which nobody changes here.
    """
    if version.owner_id is None:
        raise WrongState(_("Biểu kèm theo chương trình không sửa được. Soạn phiên bản mới từ bản này."))
    return version.owner_id


def _require_version(actor: Actor, version: FormVersion) -> None:
    owners = (version.owner_id,) if version.owner_id is not None else access.owner_ids(actor) or (0,)
    access.require(actor, "open", owners[0])


def _facts(version: FormVersion) -> dict[str, object]:
    last = version.valid_to - timedelta(days=1) if version.valid_to != FOREVER else None
    return {
        "form": version.form_key,
        "version": version.version,
        "fingerprint": version.fingerprint,
        "from": date_text(version.valid_from),
        "to": date_text(last) if last else "",
    }
