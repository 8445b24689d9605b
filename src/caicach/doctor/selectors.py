"""Reading examinations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.doctor import access
from caicach.doctor.constants import MOST_CITED
from caicach.doctor.mapping.edits import settled_by
from caicach.doctor.mapping.result import Found, draft_key_of, examine, found_of
from caicach.doctor.mapping.words import where_words
from caicach.doctor.models import Correction, Dismissal, Examination
from caicach.doctor.registry import Superior, superiors
from caicach.documents import access as registers
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from vanban.checks import KnownDocument, Paper
from vanban.reading import Document

__all__ = [
    "Sorted",
    "corrections_of",
    "dismissals_of",
    "examination_for",
    "findings_in",
    "known_to",
    "result_of",
    "sorted_findings",
    "superior_choices",
    "superior_of",
    "where_words",
]


@dataclass(frozen=True, slots=True)
class Sorted:
    """What was found in a document, and what its owner decided on each."""

    found: tuple[Found, ...]
    corrections: Mapping[int, Correction]  # by the number of the finding
    dismissals: Mapping[tuple[str, str], Dismissal]  # by its code and words
    settled: Mapping[int, int]  # findings whose words another, accepted fix changes: by their number, its number

    @property
    def standing(self) -> tuple[Found, ...]:
        """Return what is still to be looked at."""
        return tuple(one for one in self.found if not self.is_fixed(one) and one.key not in self.dismissals)

    @property
    def fixed(self) -> tuple[Found, ...]:
        """Return what was put right, and what went with it."""
        return tuple(filter(self.is_fixed, self.found))

    @property
    def corrected(self) -> tuple[Found, ...]:
        """Return the findings whose own fix was accepted."""
        return tuple(one for one in self.found if one.number in self.corrections)

    @property
    def dismissed(self) -> tuple[Found, ...]:
        """Return what was set aside."""
        return tuple(one for one in self.found if not self.is_fixed(one) and one.key in self.dismissals)

    def accepted(self) -> tuple[tuple[Found, Correction], ...]:
        """Return the findings whose own fix was accepted, each with the decision."""
        return tuple((one, self.corrections[one.number]) for one in self.corrected)

    def is_fixed(self, one: Found) -> bool:
        """Whether the words of a finding are changed."""
        return one.number in self.corrections or one.number in self.settled

    def by_number(self, number: int) -> Found:
        """Return finding ``number``.

        Raises:
            Beyond: there is no such finding.
        """
        found = next((one for one in self.found if one.number == number), None)
        if found is None:
            raise Beyond(_("Không có phát hiện này trong văn bản."))
        return found


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


def corrections_of(examination: Examination) -> dict[int, Correction]:
    """Return the fixes that were accepted, by the number of their finding. One query."""
    rows = Correction.objects.filter(examination=examination).select_related("accepted_by").order_by("number")
    return {row.number: row for row in rows}


def sorted_findings(examination: Examination, *, actor: Actor) -> Sorted:
    """Return what was found in a document that was examined, with what was decided. Two queries."""
    found = found_of(result_of(examination))
    corrections = corrections_of(examination)
    dismissals = dismissals_of(examination, actor=actor)
    return Sorted(found, corrections, dismissals, settled_by(found, corrections))


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
