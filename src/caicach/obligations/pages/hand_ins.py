"""Hand-ins and drafts as the page of an obligation shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.documents.selectors import address_of_document
from caicach.obligations.constants import DraftState, SubmissionState
from caicach.obligations.models import HandInDraft, Submission
from caicach.obligations.selectors.missing import missing_from_json, own_words
from caicach.ui.notation import date_text, moment_text, number_text, size_text

__all__ = ["HandInView", "draft_view", "hand_in_view", "missing_words", "on_behalf_words", "return_words"]

_TONES = {
    SubmissionState.ACCEPTED: "ok",
    SubmissionState.RETURNED: "warn",
    SubmissionState.REOPENED: "warn",
    SubmissionState.PENDING: "cham",
}


@dataclass(frozen=True, slots=True)
class HandInView:
    """One hand-in, or a draft of one: what it says, who made it, what became of it."""

    title: str
    tag: str
    tone: str
    document: str  # "Báo cáo 12/BC-UBND ngày 16/03/2026"; empty where there is none
    document_url: str
    file_name: str
    file_kind: str
    file_url: str
    file_info: str
    sha256: str
    figure: str
    sentence: str
    reason: str  # of a return, or of a draft sent back
    names: tuple[str, ...]  # who prepared, who approved, who handed in on behalf of whom
    secret: str = ""  # where a state secret is kept
    kept_at: str = ""  # where the document is looked at, while the register has no file of it
    missing: tuple[str, ...] = ()  # what the acceptor named as missing
    reason_title: str = ""  # what stands before the reason: "Lý do trả lại:"


def hand_in_view(submission: Submission) -> HandInView:
    """Return a hand-in as shown."""
    state = SubmissionState(submission.state)
    document = submission.document
    file = document.file if document else None
    return HandInView(
        title=_("Lần %(number)s, nộp ngày %(day)s")
        % {"number": submission.number, "day": date_text(submission.handed_in_on)},
        tag=str(state.label),
        tone=_TONES[state],
        document=f"{document} ngày {date_text(document.dated_on)}" if document else "",
        document_url=address_of_document(document) if document else "",
        file_name=(document.file_name or document.symbol) if document else "",
        file_kind=_kind(document.file_name) if document else "",
        file_url=reverse("files:download", args=[file.uid, document.file_name or "tep"]) if document and file else "",
        file_info=_file_info(submission),
        sha256=file.sha256 if file else "",
        figure=_figure(submission),
        sentence=submission.sentence,
        reason=return_words(submission),
        names=_names(submission),
        secret=_secret(submission.secret_symbol, submission.secret_place, submission),
        kept_at=submission.kept_at if document and not file else "",
        missing=missing_words(submission),
        reason_title=_("Lý do mở lại:") if state == SubmissionState.REOPENED else _("Lý do trả lại:"),
    )


def return_words(submission: Submission) -> str:
    """Return what whoever returned it wrote, beyond what was named as missing."""
    return own_words(submission.return_reason, missing_from_json(submission.missing))


def missing_words(submission: Submission) -> tuple[str, ...]:
    """Return what the acceptor named as missing, in words."""
    return tuple(capfirst(str(code.label)) for code in missing_from_json(submission.missing))


def draft_view(drafts: Sequence[HandInDraft]) -> HandInView | None:
    """Return the newest draft as the agency sees it, where it waits or was sent back; ``drafts`` newest first."""
    draft = drafts[0] if drafts else None
    if draft is None or draft.state not in (DraftState.WAITING, DraftState.SENT_BACK):
        return None
    document, file, file_name = draft.document, draft.file, draft.file_name
    if document is not None and document.file is not None:
        file, file_name = document.file, document.file_name
    return HandInView(
        title=_("Bản trình lần %(number)s") % {"number": draft.number},
        tag=str(DraftState(draft.state).label),
        tone="warn" if draft.state == DraftState.SENT_BACK else "cham",
        document=_paper_words(draft),
        document_url=address_of_document(document) if document else "",
        file_name=file_name,
        file_kind=_kind(file_name),
        file_url=reverse("files:download", args=[file.uid, file_name or "tep"]) if file else "",
        file_info=size_text(file.size_bytes) if file else "",
        sha256=file.sha256 if file else "",
        figure=_figure(draft),
        sentence=draft.sentence,
        reason=draft.note,
        names=(_by(_("Trình"), draft.prepared_by, draft.prepared_at),),
        secret=_secret(draft.symbol, draft.secret_place, draft),
        kept_at=draft.kept_at if not file else "",
    )


def _paper_words(draft: HandInDraft) -> str:
    """Return the document of a draft, picked or typed; empty where there is none or it is a secret."""
    paper = draft.document or draft
    if paper.issued_on is None or draft.secret_place:
        return ""
    name = " ".join(part for part in (paper.type, paper.symbol) if part)
    return _("%(paper)s ngày %(day)s") % {"paper": name, "day": date_text(paper.issued_on)}


def on_behalf_words(submission: Submission) -> str:
    """Return who handed in for the agency, by which paper; empty where the agency did itself."""
    body = submission.on_behalf_by
    if body is None:
        return ""
    names = {"body": body.current_name}
    if submission.document is not None:
        names |= {"symbol": submission.document.symbol, "day": date_text(submission.document.dated_on)}
        return _("%(body)s nộp thay, theo văn bản giấy số %(symbol)s ngày %(day)s") % names
    names |= {"day": date_text(submission.secret_on) if submission.secret_on else ""}
    return _("%(body)s nộp thay, theo văn bản mật ngày %(day)s") % names


def _names(submission: Submission) -> tuple[str, ...]:
    if submission.on_behalf_by is not None:
        return (f"{on_behalf_words(submission)} ({submission.handed_in_by})",)
    if submission.prepared_by is None or submission.prepared_at is None:
        return ()
    return (
        _by(_("Trình"), submission.prepared_by, submission.prepared_at),
        _by(_("Duyệt và nộp"), submission.handed_in_by, submission.handed_in_at),
    )


def _by(act: str, user: object | None, at: object) -> str:
    return _("%(act)s: %(name)s, %(moment)s") % {
        "act": act,
        "name": str(user) if user else _("Hệ thống"),
        "moment": moment_text(at),  # type: ignore[arg-type]  # a moment of the row
    }


def _figure(given: Submission | HandInDraft) -> str:
    return f"{number_text(given.value)} {given.unit}" if given.value is not None else ""


def _secret(symbol: str, place: str, given: Submission | HandInDraft) -> str:
    if not place:
        return ""
    day = given.secret_on if isinstance(given, Submission) else given.issued_on
    words = _("Văn bản mật %(symbol)s ngày %(day)s, lưu tại %(place)s")
    plain = words % {"symbol": symbol, "day": date_text(day) if day else "", "place": place}
    return " ".join(plain.split())


def _kind(file_name: str) -> str:
    ending = file_name.rpartition(".")[2].upper()
    return {"PNG": "ẢNH", "JPG": "ẢNH", "JPEG": "ẢNH"}.get(ending, ending[:4])


def _file_info(submission: Submission) -> str:
    document = submission.document
    if document is None or document.file is None:
        return ""
    return _("%(issuer)s ban hành, %(size)s") % {
        "issuer": document.issuer_name,
        "size": size_text(document.file.size_bytes),
    }
