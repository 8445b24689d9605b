"""Reading examinations."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.doctor import access
from caicach.doctor.constants import MOST_CITED
from caicach.doctor.mapping.edits import settled_by
from caicach.doctor.mapping.register import mention_of_json, mentions_to_json
from caicach.doctor.mapping.result import Found, draft_key_of, examine, found_of
from caicach.doctor.mapping.words import where_words
from caicach.doctor.models import Correction, Dismissal, Examination
from caicach.doctor.registry import Superior, superiors
from caicach.documents import selectors as registered
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from vanban.checks import RULES, KnownDocument, Paper, against_register
from vanban.language.citations import of_kind
from vanban.plans import Plan
from vanban.reading import Document
from vanban.text.messages import message_of

__all__ = [
    "Sorted",
    "checks_for",
    "checks_of",
    "cited_in",
    "corrections_of",
    "dismissals_of",
    "examination_for",
    "known_to",
    "result_of",
    "sorted_findings",
    "superior_choices",
    "superior_of",
    "where_words",
]

_AGAINST_REGISTER = next(rule for rule in RULES if rule.code == "R305")
_SHOWN = ("code", "severity", "title", "message", "where")
_WEIGHTS = ("error", "warning", "advice")


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


def checks_of(document: Document, plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """Return what is kept of the examination of a document that was read as ``plan`` already, as JSON values.

    ``checks``: what the rules find (code, severity, title, message, where), without what depends on the register of
    documents; ``mentions``: what the document says of others. ``checks_for`` puts them together.
    """
    paper = Paper(document, read=plan)
    found = [one for one in examine(paper)["findings"] if one["code"] != _AGAINST_REGISTER.code]
    return {
        "checks": [{name: one[name] for name in _SHOWN} for one in found],
        "mentions": mentions_to_json(paper, most=MOST_CITED),
    }


def checks_for(actor: Actor, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the findings of ``checks_of`` with what the register says today, as far as the actor sees it: one query.

    Looked up whenever it is shown, not when the document is read: the register grows in between, and whoever reviews
    may see less of it than whoever brought the document in.
    """
    mentions = kept.get("mentions", ())
    known = known_to(actor, [one["symbol"] for one in mentions]) if mentions else ()
    where = {json.dumps(one["at"]): one["where"] for one in mentions}
    against = [
        {
            "code": found.code,
            "severity": str(found.severity),
            "title": _AGAINST_REGISTER.title,
            "message": message_of(found),
            "where": where.get(json.dumps(found.place.to_json()), []),
        }
        for found in against_register(map(mention_of_json, mentions), known)
    ]
    return sorted([*kept.get("checks", ()), *against], key=lambda one: _WEIGHTS.index(one["severity"]))


def known_to(actor: Actor, symbols: Iterable[str | None]) -> tuple[KnownDocument, ...]:
    """Return the registered documents that bear one of ``symbols``, as the actor sees them: one query."""
    wanted = list(dict.fromkeys(filter(None, symbols)))[:MOST_CITED]
    return tuple(
        KnownDocument(row.type, row.symbol, row.issued_on, row.issuer_name)
        for row in registered.documents_of_symbols(actor, wanted)
        if row.issued_on is not None
    )


def cited_in(plan: Plan) -> list[str | None]:
    """Return the symbol of a document that was read, and those of the documents it cites, as printed and as called.

    "Quyết định số 320/KH-UBND" may be 320/QĐ-UBND: the register tells.
    """
    cited = [citation for citation, _place in plan.citations]
    called = (of_kind(citation.symbol, citation.type) for citation in cited if citation.symbol)
    return [plan.header.symbol, *(citation.symbol for citation in cited), *called]


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
