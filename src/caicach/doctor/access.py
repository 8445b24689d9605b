"""Who examines: everyone their own documents, and nobody anybody else's: a draft is not yet a document."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.doctor.models import Examination
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["owns_file", "person_of", "visible_examinations"]


def visible_examinations(actor: Actor) -> QuerySet[Examination]:
    """Return the examinations that ``actor`` started."""
    return Examination.objects.all() if actor.is_system else Examination.objects.filter(owner_id=actor.user_id)


def owns_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` is a file that the actor examines now (an entry of ``files.registry.owners``)."""
    return visible_examinations(actor).filter(Q(file=stored) | Q(other=stored)).exists()


def person_of(actor: Actor) -> int:
    """Return the id of the person who acts.

    Raises:
        NotAllowed: it is the program itself, which owns no drafts and gives no reasons.
    """
    if actor.user_id is None:
        raise NotAllowed(_("Chỉ người dùng đã đăng nhập được kiểm tra văn bản."))
    return actor.user_id
