"""Settling doubtful pairs: one document, or two."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents import access
from caicach.documents.constants import PairState, ReadState
from caicach.documents.models import Citation, Document, DocumentFile, DocumentText, DoubtfulPair, RegisterEntry
from caicach.documents.registry import forgotten
from caicach.documents.services.register import facts_of
from caicach.documents.services.words import words_of_facts
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from caicach.web.relations import pointers_to

__all__ = ["pair_settle"]

# Rows of a document that belong to it alone, or are moved by hand below.
_OWN = (DocumentText, DoubtfulPair, RegisterEntry, DocumentFile, Document)


@transaction.atomic
def pair_settle(
    pair: DoubtfulPair, *, actor: Actor, is_same: bool, keep_second: bool = False, now: datetime
) -> Document:
    """Say whether the two documents of ``pair`` are one; return the document that stays.

    One: whatever points at the other row points at the kept one from now on, and the other row leads there. A kept
    document without a file gets the other's; a file that differs is put beside it. Two: they are never asked about
    again.

    Transition: open → same | different.
    Audit: ``documents.same`` or ``documents.different`` on both rows.

    Raises:
        NotAllowed: neither document stands in the register of the actor's agency.
        WrongState: somebody settled it first.
    """
    access.require_settler(actor, pair)
    state = PairState.SAME if is_same else PairState.DIFFERENT
    open_one = DoubtfulPair.objects.filter(pk=pair.pk, state=PairState.OPEN)
    if not open_one.update(state=state, settled_by_id=actor.user_id, settled_at=now):
        raise WrongState(_("Cặp văn bản này đã có người trả lời. Tải lại trang để xem."))
    kept, other = (pair.second, pair.first) if keep_second else (pair.first, pair.second)
    if kept.is_placeholder and not other.is_placeholder:
        kept, other = other, kept
    action = "documents.same" if is_same else "documents.different"
    told = [(kept, {}, {"other": str(other.uid)}), (other, facts_of(other), {"other": str(kept.uid)})]
    if is_same:
        _merge(other, kept, actor=actor, now=now)
    audit.record_many(action, told, actor=actor, at=now)
    return kept


def _merge(other: Document, kept: Document, *, actor: Actor, now: datetime) -> None:
    for asked in forgotten:
        asked(other)
    if Citation.objects.filter(citing=kept).exists():  # both were read: what the kept one cites is enough
        Citation.objects.filter(citing=other).delete()
    _repoint(other, kept)
    Citation.objects.filter(citing=kept, cited=kept).delete()
    _take_entries(other, kept)
    _take_files(other, kept, actor=actor, now=now)
    Document.objects.filter(pk=other.pk).update(alias_of=kept)
    Document.objects.filter(alias_of=other).update(alias_of=kept)
    DocumentText.objects.filter(document=other).update(key="", toned="", body="", state=ReadState.NONE)
    moot = Q(first=other) | Q(second=other)
    DoubtfulPair.objects.filter(moot, state=PairState.OPEN).delete()


def _repoint(other: Document, kept: Document) -> None:
    """Let every row of every app that names ``other`` name ``kept``."""
    for model, name in pointers_to(Document):
        if model not in _OWN:
            model._base_manager.filter(**{name: other}).update(**{name: kept})


def _take_entries(other: Document, kept: Document) -> None:
    known = RegisterEntry.objects.filter(document=kept).values_list("agency_id", flat=True)
    RegisterEntry.objects.filter(document=other).exclude(agency_id__in=list(known)).update(document=kept)


def _take_files(other: Document, kept: Document, *, actor: Actor, now: datetime) -> None:
    held = {kept.file_id, *kept.files.values_list("file_id", flat=True)}
    other.files.exclude(file_id__in=[pk for pk in held if pk is not None]).update(document=kept)
    if other.file is None or other.file_id in held:
        return
    if kept.file_id is None:
        kept.file, kept.file_name = other.file, other.file_name
        kept.save(update_fields=["file", "file_name"])
        DocumentText.objects.filter(document=kept).update(state=ReadState.WAITING, **words_of_facts(kept))
        return
    DocumentFile.objects.create(
        document=kept, file=other.file, name=other.file_name, kind="annex", added_by_id=actor.user_id, added_at=now
    )
