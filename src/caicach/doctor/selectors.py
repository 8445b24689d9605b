"""Reading examinations."""

import json
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.doctor import access
from caicach.doctor.constants import MOST_CITED
from caicach.doctor.mapping.result import draft_key_of, examine
from caicach.doctor.mapping.words import where_words
from caicach.doctor.models import Dismissal, Examination
from caicach.doctor.registry import Superior, superiors
from caicach.documents import access as registers
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from vanban.checks import KnownDocument, Paper
from vanban.reading import Document

__all__ = [
    "dismissals_of",
    "examination_for",
    "findings_in",
    "known_to",
    "result_of",
    "superior_choices",
    "superior_of",
    "where_words",
]


def examination_for(actor: Actor, uid: UUID) -> Examination:
    """Return the examination ``uid`` with its file.

    Raises:
        Beyond: there is none (any more), or somebody else started it.
    """
    wanted = access.visible_examinations(actor).select_related("file", "other", "document", "job")
    found = wanted.filter(uid=uid).first()
    if found is None:
        raise Beyond(
            _("Không có lượt kiểm tra này, hoặc văn bản đã được xóa khỏi hệ thống. Tải tệp lên để kiểm tra lại.")
        )
    return found


def result_of(examination: Examination) -> dict[str, Any]:
    """Return what is kept of an examination that is done."""
    kept: dict[str, Any] = json.loads(examination.result)
    return kept


def dismissals_of(examination: Examination, *, actor: Actor) -> dict[tuple[str, str], Dismissal]:
    """Return what was set aside in this document: by (code, words). One query.

    It is the same document where the bytes are the same; or where the draft goes by the same name and somebody of the
    actor's own agency set it aside.
    """
    same = Q(sha256=examination.file.sha256)
    draft = draft_key_of(result_of(examination))
    if draft and actor.agency_id is not None:
        same |= Q(draft_key=draft, agency_id=actor.agency_id)
    rows = Dismissal.objects.filter(same).select_related("dismissed_by").order_by("pk")
    return {(row.code, row.evidence_key): row for row in rows}


def findings_in(document: Document) -> list[dict[str, Any]]:
    """Return what the rules find in a document, as JSON values to keep: code, severity, title, message, where."""
    kept = ("code", "severity", "title", "message", "where")
    return [{name: one[name] for name in kept} for one in examine(document)["findings"]]


def known_to(actor: Actor, document: Document) -> tuple[KnownDocument, ...]:
    """Return the documents of the register that ``document`` cites or whose symbol it bears, as the actor sees them.

    One query.
    """
    plan = Paper(document).plan
    symbols = [plan.header.symbol, *(citation.symbol for citation, _place in plan.citations)]
    keys = list(dict.fromkeys("".join(symbol.split()).upper() for symbol in symbols if symbol))[:MOST_CITED]
    rows = registers.visible_documents(actor).filter(is_placeholder=False, symbol_key__in=keys).order_by("pk")
    return tuple(
        KnownDocument(row.type, row.symbol, row.issued_on, row.issuer_name) for row in rows if row.issued_on is not None
    )


def superior_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the plans that a draft can be held against: (key, label)."""
    return [
        (f"{name}:{key}", label)
        for name in superiors.keys()  # noqa: SIM118 -- a registry is no mapping
        for key, label in superiors.find(name).choices(actor)
    ]


def superior_of(actor: Actor, key: str) -> Superior | None:
    """Return the plan that ``key`` names; None where there is none within reach."""
    name, _colon, own = key.partition(":")
    return superiors.find(name).find(actor, own) if name in superiors.keys() else None  # noqa: SIM118
