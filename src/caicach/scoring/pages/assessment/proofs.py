"""What stands beside a claim: the documents with what was looked at, what is asked for, and how one is added."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState
from caicach.scoring.forms.claims import ProofForm
from caicach.scoring.models import ScoreProof
from caicach.scoring.pages.assessment.frame import leaf_url
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.proofs import JudgedProof
from caicach.ui.notation import date_text, moment_text, number_text
from caicach.ui.values import FoundDocument, FoundDocuments
from reform.forms.wording import lowered
from reform.index import DocumentCheck, Issuer, ProofRule, SubCriterion, Tag
from reform.messages import explain

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["ProofLine", "ProofsPart", "Proving", "ProvingTag", "found_of", "proofs_part"]


@dataclass(frozen=True, slots=True)
class ProvingTag:
    """One thing that was looked at."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One document beside a claim."""

    pk: str
    name: str
    url: str
    info: str
    words: str
    tags: tuple[ProvingTag, ...]


@dataclass(frozen=True, slots=True)
class Proving:
    """A form of proof that was sent and is shown again."""

    form: ProofForm
    refused: str = ""
    found: FoundDocuments | None = None


@dataclass(frozen=True, slots=True)
class ProofsPart:
    """The panel of proof."""

    title: str
    count: int
    asked: tuple[str, ...]
    lines: tuple[ProofLine, ...]
    missing: tuple[str, ...]
    may_add: bool
    may_remove: bool
    is_supplement: bool
    is_open: bool
    form: ProofForm
    refused: str
    found: FoundDocuments | None
    add_url: str
    remove_url: str


def proofs_part(
    sheet: Sheet, leaf: SubCriterion, judged: JudgedProof, *, scores_here: bool, proving: Proving | None
) -> ProofsPart:
    """Return the panel of proof of a sub-criterion with what was sent and not kept."""
    state = sheet.assessment.state
    checks = {check.key: check for check in judged.check.documents}
    return ProofsPart(
        title=_("Minh chứng cho %(number)s") % {"number": leaf.number},
        count=len(judged.rows),
        asked=tuple(_asked(rule) for rule in leaf.proofs),
        lines=tuple(_line(row, checks[str(row.document.uid)]) for row in judged.rows),
        missing=tuple(rule.label for rule in judged.check.missing),
        may_add=scores_here and state != AssessmentState.SETTLED,
        may_remove=scores_here and state == AssessmentState.SCORING,
        is_supplement=state != AssessmentState.SCORING,
        is_open=proving is not None,
        form=proving.form if proving else ProofForm(auto_id="mc-%s"),
        refused=proving.refused if proving else "",
        found=proving.found if proving else None,
        add_url=leaf_url(sheet.assessment, leaf.key, "proof-add"),
        remove_url=leaf_url(sheet.assessment, leaf.key, "proof-remove"),
    )


def _asked(rule: ProofRule) -> str:
    """Return what a rule of proof asks for, as a line."""
    words = [rule.label]
    if rule.types:
        words.append(_("loại %(types)s") % {"types": ", ".join(rule.types)})
    if rule.least > 1:
        words.append(_("ít nhất %(count)s văn bản") % {"count": number_text(rule.least)})
    if rule.issuer is Issuer.OWN:
        words.append(_("do cơ quan ban hành"))
    elif rule.issuer is Issuer.SUPERIOR:
        words.append(_("do cơ quan cấp trên ban hành"))
    if rule.is_signature_asked:
        words.append(_("có chữ ký số"))
    return ", ".join(words)


def _line(row: ScoreProof, check: DocumentCheck) -> ProofLine:
    document = row.document
    words = {"when": moment_text(row.added_at), "who": row.added_by.full_name if row.added_by else ""}
    info = _("bổ sung sau khi khóa, %(who)s, %(when)s") if row.is_supplement else _("%(who)s thêm lúc %(when)s")
    return ProofLine(
        pk=str(row.pk),
        name=_named(document),
        url=reverse("documents:detail", args=[document.uid]),
        info=info % words,
        words=row.words,
        tags=tuple(map(_tag, check.tags)),
    )


def _named(document: "Document") -> str:
    words = {"document": str(document), "day": date_text(document.dated_on), "subject": document.subject}
    return (_("%(document)s ngày %(day)s, %(subject)s") if document.subject else _("%(document)s ngày %(day)s")) % words


def _tag(tag: Tag) -> ProvingTag:
    text = lowered(explain([tag.reason])).rstrip(".")
    if tag.is_met is None:
        return ProvingTag(text, "line", "info-circle")
    return ProvingTag(text, "ok", "check") if tag.is_met else ProvingTag(text, "warn", "x")


def found_of(words: str, rows: "tuple[Document, ...]", *, has_more: bool) -> FoundDocuments:
    """Return what the register answered to a search."""
    documents = tuple(
        FoundDocument(str(one.uid), _named(one), one.issuer_name or "") for one in rows if one.issued_on is not None
    )
    return FoundDocuments(words, documents, has_more)
