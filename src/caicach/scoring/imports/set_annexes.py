"""The annex of a decision becomes the draft of a criteria set."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from caicach.files import services as files
from caicach.scoring import access
from caicach.scoring.mapping import doubts_from, set_of
from caicach.scoring.models import SetVersion
from caicach.scoring.services.sets import NewSet, set_begin
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from caicach.web.office import read_any
from reform.index import DraftHead, Purpose, draft_set
from reform.messages import message_of
from vanban.reading import ReadError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["SetAnnex", "annex_begin"]

_ENDINGS = (".docx", ".xlsx", ".pdf", ".doc")


@dataclass(frozen=True, slots=True)
class SetAnnex:
    """What a person says of an annex that they bring."""

    new: NewSet
    key: str  # of a set that follows none
    title: str
    purpose: Purpose
    kinds: tuple[str, ...]


def annex_begin(
    file: "UploadedFile[Any]", annex: SetAnnex, *, actor: Actor, owner_id: int, now: datetime
) -> SetVersion:
    """Read an annex and keep the set that it asks for as a draft, with what a person must look at.

    Raises:
        NotAllowed: the actor is no standing officer of the body.
        BadInput: it is no such file, cannot be read, or holds no table of criteria.
    """
    access.require_keeper(actor, owner_id)
    name = file.name or ""
    if not name.lower().endswith(_ENDINGS):
        raise BadInput(
            _("“%(name)s” không phải là DOCX, XLSX hoặc PDF. Lưu phụ lục dạng đó rồi tải lên.") % {"name": name}
        )
    try:
        document = read_any(files.without_secrets(file, name=name), name=name)
    except ReadError as error:
        raise BadInput(str(error)) from None
    new, base = annex.new, annex.new.base
    head = DraftHead(
        base.set_key if base else annex.key, new.version, annex.title, new.year, annex.kinds, annex.purpose
    )
    made = draft_set(document, head, set_of(base) if base else None)
    if not made.text:
        raise BadInput(f"“{name}”: {message_of(made.doubts[-1])}")
    begun = replace(new, doubts=doubts_from(made.doubts))
    return set_begin(made.text, begun, actor=actor, owner_id=owner_id, now=now)
