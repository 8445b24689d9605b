"""Documents that prove claims: those of last year, registered for it; those of this year, as they were handed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from caicach.demo.evidence import PAPER
from caicach.demo.scored.claims import Claim, Proof
from caicach.demo.whole.stage import dice, working_day
from caicach.documents.selectors import issued_by
from caicach.documents.services import NewDocument, documents_register
from caicach.files.services import file_store
from caicach.scoring.selectors.played import proofs_of_agency
from caicach.scoring.services.proofs import ProofDraft
from reform.index import CriteriaSet, Issuer, ProofRule
from vanban.language.citations.names import ABBREVIATIONS

if TYPE_CHECKING:
    from caicach.agencies.models import Agency
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile
    from caicach.web.actor import Actor

__all__ = ["Filing", "proofs_handed_in", "proofs_registered"]

_ANY_TYPE, _LETTER, _NOTE = "BC", "CV", "BB"
_LAST_DAYS = 12  # a document is issued at most so long before the last day that counts
_OUTSIDE_DAYS, _LATE_DAYS = 25, 6
_CODES = {name: code for code, name in reversed(ABBREVIATIONS.items())}


@dataclass(frozen=True, slots=True)
class Filing:
    """Where the documents of one agency come from."""

    agency: "Agency"
    superior: "Agency"  # whose decisions prove something too
    criteria: CriteriaSet
    until: date  # no document is younger


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A document that a claim needs."""

    leaf_key: str
    code: str
    day: date
    subject: str
    issuer: Issuer


def proofs_registered(filing: Filing, claims: Iterable[Claim], *, actor: "Actor", now: datetime) -> list[ProofDraft]:
    """Register what the claims need, one document of a type and day for all of them; return what proves which."""
    wanted = [one for claim in claims for one in _wanted(filing, claim)]
    # A file of its own: one of another agency's, number and day would be taken for the same document.
    paper = file_store(PAPER + f"% {filing.agency.current_name}\n".encode(), now=now)
    rows = {(one.code, one.day, one.issuer): _document(filing, one, paper) for one in reversed(wanted)}
    made = documents_register(list(rows.values()), actor=actor, now=now).documents
    shelf = dict(zip(rows, made, strict=True))
    return [ProofDraft(one.leaf_key, document=shelf[one.code, one.day, one.issuer]) for one in wanted]


def proofs_handed_in(filing: Filing, claims: Iterable[Claim]) -> list[ProofDraft]:
    """Return what proves which, picked from what the agency issued and no other year's scoring has used."""
    shelf: dict[str, list[Document]] = {}
    own = issued_by(filing.agency.pk, until=filing.until)
    used = proofs_of_agency(filing.agency.pk).values("document")
    for document in own.exclude(pk__in=used).order_by("issued_on", "pk"):
        shelf.setdefault(_CODES.get(document.type, ""), []).append(document)
    return [
        ProofDraft(claim.leaf.key, document=document)
        for claim in claims
        if claim.claimed and claim.proof is not Proof.NONE
        for document in _picked(filing, claim, shelf)
    ]


def _picked(filing: Filing, claim: Claim, shelf: Mapping[str, Sequence["Document"]]) -> Sequence["Document"]:
    """Return what a claim needs; nothing where something of it is not there."""
    found: list[Document] = []
    for rule in claim.leaf.proofs:
        fitting = [one for one in _fitting(filing, claim, rule, shelf) if one not in found]
        if len(fitting) < rule.least or rule.issuer is Issuer.SUPERIOR:
            return ()
        first = dice(rule.label, filing.agency.current_name) % (len(fitting) - rule.least + 1)
        found += fitting[first : first + rule.least]
    return found


def _fitting(
    filing: Filing, claim: Claim, rule: ProofRule, shelf: Mapping[str, Sequence["Document"]]
) -> Iterator["Document"]:
    """Yield documents of the type and the window that the claim's proof has."""
    codes = [_other(rule)] if claim.proof is Proof.WRONG_TYPE else list(rule.types) or [_ANY_TYPE]
    window = rule.window or filing.criteria.window
    for one in (one for code in codes for one in shelf.get(code, ())):
        if one.issued_on is not None:
            is_within = window.holds(one.issued_on, filing.criteria.year)
            if is_within != (claim.proof is Proof.OUTSIDE):
                yield one


def _wanted(filing: Filing, claim: Claim) -> Iterator[_Wanted]:
    if not claim.claimed or claim.proof is Proof.NONE:
        return
    taken: set[tuple[str, date]] = set()
    for rule in claim.leaf.proofs:
        code = _other(rule) if claim.proof is Proof.WRONG_TYPE else next(iter(rule.types), _ANY_TYPE)
        day = _day(filing, rule, claim.proof, code)
        issuer = Issuer.SUPERIOR if rule.issuer is Issuer.SUPERIOR else Issuer.OWN
        for _place in range(rule.least):
            while (code, day) in taken:
                day -= timedelta(days=7)
            taken.add((code, day))
            yield _Wanted(claim.leaf.key, code, day, rule.label, issuer)


def _other(rule: ProofRule) -> str:
    """Return a type that is not asked for."""
    return _NOTE if _LETTER in rule.types else _LETTER


def _day(filing: Filing, rule: ProofRule, proof: Proof, code: str) -> date:
    year, window = filing.criteria.year, rule.window or filing.criteria.window
    first = window.first.on(year)
    if proof is Proof.OUTSIDE:
        return working_day(first - timedelta(days=_OUTSIDE_DAYS))
    due = rule.due.on(year) if rule.due is not None else window.last.on(year)
    if proof is Proof.LATE:
        return working_day(min(due + timedelta(days=_LATE_DAYS), filing.until))
    last = min(due, window.last.on(year), filing.until)
    return working_day(max(first, last - timedelta(days=dice(filing.agency.current_name, code, last) % _LAST_DAYS)))


def _document(filing: Filing, one: _Wanted, paper: "StoredFile") -> NewDocument:
    agency = filing.superior if one.issuer is Issuer.SUPERIOR else filing.agency
    number = 20 + dice(filing.agency.current_name, one.code, one.day) % 480
    return NewDocument(
        type=ABBREVIATIONS[one.code],
        symbol=f"{number}/{'' if one.code == _LETTER else f'{one.code}-'}{_letters(agency)}",
        issued_on=one.day,
        issuer_id=agency.pk,
        issuer_name=agency.current_name,
        subject=f"{one.subject} {filing.criteria.year}" if one.subject.endswith("năm") else one.subject,
        signer="",
        file=paper,
        file_name=f"{one.code.lower()}-{number}.pdf",
    )


def _letters(agency: "Agency") -> str:
    """Return the letters of the issuer in a symbol: UBND, STC."""
    if agency.current_name.startswith("UBND"):
        return "UBND"
    return "".join(word[0].upper() for word in agency.current_name.split() if word != "và")
