"""The question that keeps sleeping duties from being forgotten: has the awaited document come?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.forms import DormantForm
from caicach.obligations.selectors import DormantDuty, Hint, Quarter
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["SHOWN", "DormantLine", "DormantPage", "HintLine"]

SHOWN = ("", "tat-ca", "chua-tra-loi", "thoi-cho")  # mine, all, unanswered of the last quarter, proposed to end


@dataclass(frozen=True, slots=True)
class DormantLine:
    """One duty that sleeps."""

    pk: int
    title: str
    sub: str  # number, source
    awaited: str
    deadline: str
    waiting: int  # agencies
    asked: str
    last: str  # the newest answer in words
    said: str  # its note
    event_url: str
    close_url: str  # empty where ending the waiting is not the actor's
    is_proposed: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class HintLine:
    """A document that may be what a duty waits for."""

    title: str
    document: str
    subject: str
    day: date
    document_url: str
    record_url: str
    dismiss_url: str


@dataclass(frozen=True, slots=True)
class DormantPage:
    """Everything on the page."""

    title: str
    lead: str
    tabs: tuple[Link, ...]
    lines: tuple[DormantLine, ...]
    empty: str
    hints: tuple[HintLine, ...]
    form: DormantForm | None
    errors: tuple[str, ...]
    all_label: str  # of the one click that answers "not yet" for all that is asked; empty where one or none is
    chains_url: str
    url: str

    @classmethod
    def of(
        cls,
        rows: Sequence[DormantDuty],
        *,
        shown: str,
        counts: Sequence[int],
        steered: frozenset[int],
        hints: Iterable[Hint],
        quarter: Quarter,
        form: DormantForm | None = None,
    ) -> "DormantPage":
        """Return the page of ``rows``, those of the tab ``shown``."""
        chosen = set(form["duties"].value() or ()) if form else set()
        here = reverse("obligations:dormant")
        name = f"{quarter.number}/{quarter.year}"
        return cls(
            title=_("Việc đang chờ sự kiện"),
            lead=_("Quý %(quarter)s: văn bản, sự kiện mà việc này chờ đã có chưa? Mỗi quý hỏi một lần.")
            % {"quarter": name},
            tabs=tuple(
                Link(label, f"{here}?xem={word}" if word else here, current=shown == word, count=count)
                for (word, label), count in zip(_tabs(quarter), counts, strict=True)
            ),
            lines=tuple(_line(one, steered, chosen) for one in rows),
            empty=_EMPTY[shown]() if not rows else "",
            hints=tuple(_hint(hint) for hint in hints),
            form=form,
            errors=tuple(str(error) for errors in form.errors.values() for error in errors) if form else (),
            all_label=_all_label(len(rows)) if shown == SHOWN[0] and len(rows) > 1 else "",
            chains_url=reverse("obligations:chains"),
            url=f"{here}?xem={shown}" if shown else here,
        )


def _all_label(count: int) -> str:
    return _("Chưa có văn bản cho cả %(count)s việc này") % {"count": number_text(count)}


_EMPTY = {
    "": lambda: _("Không có việc nào chờ bạn trả lời trong quý này"),
    "tat-ca": lambda: _("Không có việc nào đang chờ sự kiện"),
    "chua-tra-loi": lambda: _("Quý trước không còn việc nào chưa được trả lời"),
    "thoi-cho": lambda: _("Không có đề nghị thôi chờ nào"),
}


def _tabs(quarter: Quarter) -> tuple[tuple[str, str], ...]:
    before = quarter.before
    late = _("Quý %(quarter)s chưa trả lời") % {"quarter": f"{before.number}/{before.year}"}
    labels = (_("Chờ tôi trả lời"), _("Tất cả"), late, _("Đề nghị thôi chờ"))
    return tuple(zip(SHOWN, labels, strict=True))


def _line(one: DormantDuty, steered: frozenset[int], chosen: set[str]) -> DormantLine:
    duty, last = one.duty, one.last
    return DormantLine(
        pk=duty.pk,
        title=duty.title,
        sub=" · ".join(part for part in (duty.number, duty.source_label) if part),
        awaited=one.awaited,
        deadline=duty.deadline_text,
        waiting=one.agency_count,
        asked=", ".join(one.asked_names),
        last=_last(one),
        said=last.words if last else "",
        event_url=reverse("obligations:event", args=[one.asleep_uid]),
        close_url=reverse("obligations:dormant-close", args=[duty.uid]) if duty.pk in steered else "",
        is_proposed=one.is_proposed_to_end,
        is_chosen=str(duty.pk) in chosen,
    )


def _last(one: DormantDuty) -> str:
    if one.last is None:
        return _("chưa ai trả lời")
    told = {"answer": one.last.kind.label, "agency": one.last.agency_name, "day": date_text(one.last.answered_at)}
    return _("%(answer)s (%(agency)s, %(day)s)") % told


def _hint(hint: Hint) -> HintLine:
    event = reverse("obligations:event", args=[hint.obligation_uid])
    return HintLine(
        title=hint.title,
        document=hint.document,
        subject=hint.subject,
        day=hint.issued_on,
        document_url=reverse("documents:detail", args=[hint.document_uid]),
        record_url=f"{event}?goi-y={hint.pk}",
        dismiss_url=reverse("obligations:hint-dismiss", args=[hint.pk]),
    )
