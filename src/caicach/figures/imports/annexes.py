"""A blank annex that came as a document becomes the draft of a form."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from caicach.figures.mapping import form_of
from caicach.figures.models import FormVersion
from caicach.figures.selectors.doubts import doubts_from
from caicach.figures.services.form_drafts import NewVersion, form_begin
from caicach.files import services as files
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from caicach.web.office import read_any
from reform.drafting.drafts import draft_form
from reform.messages import message_of
from vanban.reading import ReadError
from vanban.reports.blank import read_blank

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["annex_begin"]

_ENDINGS = (".docx", ".xlsx", ".doc")


def annex_begin(
    file: "UploadedFile[Any]",
    new: NewVersion,
    *,
    actor: Actor,
    owner_id: int,
    now: datetime,
    base: FormVersion | None = None,
    key: str = "",
) -> FormVersion:
    """Read an annex and keep the form that it asks for as a draft, with what a person must look at.

    Args:
        file: DOCX or XLSX.
        new: Name, first day and legal basis of the version.
        actor: Who brings it.
        owner_id: The body whose form it becomes.
        now: The moment.
        base: The version it follows: lines like its own keep their keys.
        key: Of a form that follows none.

    Raises:
        NotAllowed: the actor is no standing officer of the body.
        BadInput: it is no such file, cannot be read, or holds no table of figures.
    """
    name = file.name or ""
    if not name.lower().endswith(_ENDINGS):
        raise BadInput(_("“%(name)s” không phải là DOCX hoặc XLSX. Lưu phụ lục dạng đó rồi tải lên.") % {"name": name})
    try:
        document = read_any(files.without_secrets(file, name=name), name=name)
    except ReadError as error:
        raise BadInput(str(error)) from None
    made = draft_form(
        read_blank(document),
        key=base.form_key if base else key,
        version=new.version,
        valid_from=new.valid_from,
        base=form_of(base) if base else None,
    )
    if not made.text:
        raise BadInput(f"“{name}”: {message_of(made.doubts[-1])}")
    begun = NewVersion(new.version, new.valid_from, new.legal_basis, base, doubts_from(made.doubts))
    return form_begin(made.text, begun, actor=actor, owner_id=owner_id, now=now)
