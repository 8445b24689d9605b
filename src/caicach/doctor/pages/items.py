"""Findings as they are listed beside the document: standing, fixed, set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.doctor.mapping.result import Found
from caicach.doctor.mapping.texts import Excerpt, excerpt_of
from caicach.doctor.mapping.words import SEVERITY_TONES, fix_words, severity_words, where_words
from caicach.doctor.models import Correction, Dismissal, Examination
from caicach.doctor.pages.rules import rule_url
from caicach.doctor.selectors import Sorted
from caicach.ui.notation import moment_text
from caicach.ui.sentences import in_language

__all__ = ["ABOVE", "FILTERS", "Item", "ItemWriter", "fits", "with_filter"]

ABOVE = "cap-tren"  # word of the address: what was found by comparing with the superior's plan, of any weight
FILTERS = {"loi": "error", "canh-bao": "warning", "gop-y": "advice", ABOVE: ""}  # word of the address -> weight
_COMPARED = "PC"  # how the codes of comparing begin
_FIXED_TONE = "find__n--done"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as it is shown."""

    number: int
    label: str  # "Lỗi D102"
    rule_url: str  # empty: found by comparing, not by a rule
    tone: str
    where: str
    title: str
    message: str
    excerpts: tuple[Excerpt, ...]
    fix: str  # what it should say, where no button says it
    has_mark: bool
    accept_label: str  # empty: there is no ready fix, or it is decided
    accept_url: str
    dismiss_url: str
    undo_url: str  # empty: it was not set aside
    unfix_url: str  # empty: it was not fixed, or went with another
    decided: str  # who decided what, when and why; empty: it stands
    problem: str = ""  # why setting it aside was refused


@dataclass(frozen=True, slots=True)
class ItemWriter:
    """Puts findings of one examination into words."""

    examination: Examination
    blocks: Sequence[Mapping[str, Any]]
    decided: Sorted
    chosen: str  # the word of the filter, which is kept through each decision

    def item(self, one: Found, *, problem: str = "") -> Item:
        """Return a finding as it is shown; ``problem`` says why it could not be set aside."""
        correction = self.decided.corrections.get(one.number)
        is_fixed = self.decided.is_fixed(one)
        dismissal = None if is_fixed else self.decided.dismissals.get(one.key)
        can_accept = bool(one.edits) and not is_fixed and dismissal is None
        return Item(
            number=one.number,
            label=f"{severity_words(one.severity)} {one.code}",
            rule_url=rule_url(one.code),
            tone=_FIXED_TONE if is_fixed else SEVERITY_TONES[one.severity],
            where=where_words(one.where) or _nowhere(one),
            title=_(one.title) if one.title else "",
            message=in_language(one.message),
            excerpts=self._excerpts(one, is_corrected=correction is not None),
            fix="" if correction or (can_accept and not _is_long(one)) else _fix(one),
            has_mark=correction is not None or (one.place.get("block") is not None and not is_fixed and not dismissal),
            accept_label=fix_words(one.edits) if can_accept else "",
            accept_url=self._url("accept", one),
            dismiss_url=self._url("dismiss", one),
            undo_url=self._url("undo", one) if dismissal else "",
            unfix_url=self._url("unaccept", one) if correction else "",
            decided=self._decided(one, correction, dismissal),
            problem=problem,
        )

    def _url(self, name: str, one: Found) -> str:
        return with_filter(reverse(f"doctor:{name}", args=[self.examination.uid, one.number]), self.chosen)

    def _excerpts(self, one: Found, *, is_corrected: bool) -> tuple[Excerpt, ...]:
        if is_corrected:
            found = (excerpt_of(self.blocks, edit["place"], new=edit["new"]) for edit in one.edits)
        else:
            found = (excerpt_of(self.blocks, place) for place in (one.place, *one.also[:3]))
        return tuple(excerpt for excerpt in found if excerpt)

    def _decided(self, one: Found, correction: Correction | None, dismissal: Dismissal | None) -> str:
        if correction:
            words = {"name": correction.accepted_by.full_name, "moment": moment_text(correction.accepted_at)}
            return _("%(name)s chọn sửa lúc %(moment)s") % words
        if one.number in self.decided.settled:
            return _("Chỗ này đã sửa theo phát hiện %(number)s") % {"number": self.decided.settled[one.number]}
        if dismissal:
            words = {"name": dismissal.dismissed_by.full_name, "moment": moment_text(dismissal.dismissed_at)}
            return _("%(by)s: %(reason)s") % {
                "by": _("%(name)s bỏ qua lúc %(moment)s") % words,
                "reason": dismissal.reason,
            }
        return ""


def fits(one: Found, chosen: str) -> bool:
    """Whether a finding is shown under the filter ``chosen``, the word of the address; no such filter shows all."""
    if chosen == ABOVE:
        return one.code.startswith(_COMPARED)
    return chosen not in FILTERS or one.severity == FILTERS[chosen]


def with_filter(url: str, chosen: str) -> str:
    """Return ``url`` with the word of the filter, so that a decision leads back to the same list."""
    return f"{url}?muc={chosen}" if chosen in FILTERS else url


def _is_long(one: Found) -> bool:
    """Whether the button cannot say what is put there."""
    return fix_words(one.edits) == _("Sửa như gợi ý")


def _fix(one: Found) -> str:
    return one.fix or "; ".join(dict.fromkeys(edit["new"] for edit in one.edits if edit["new"]))


def _nowhere(one: Found) -> str:
    return _("phần mở đầu") if one.place.get("block") is not None else _("không có trong văn bản")
