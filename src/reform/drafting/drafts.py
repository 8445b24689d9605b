"""A blank annex becomes the draft of a form: its lines, their kinds and keys, and what a person must confirm.

Owns: the order of the steps, and the doubts. Does not: read the document (``vanban.reports``), ask people or save
anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reform.drafting.building import Builder, DraftRow
from reform.drafting.numbering import numbering_doubts
from reform.drafting.tables import Head, text_of
from reform.forms.model import Form
from reform.forms.reading import FormError, read_form
from vanban.reports import BlankAnnex
from vanban.text.findings import Finding, Severity

__all__ = ["DraftRow", "FormDraft", "draft_form"]

LEVELS = ("commune", "department", "province")
MOST = 1_000  # lines; the longest annex that we know has 165
_TRIES = 4


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The draft of a form, to be looked at line by line before it is published."""

    text: str  # YAML that ``read_form`` takes; empty where the document has no line to fill in
    rows: tuple[DraftRow, ...]  # every row of the annex, in its order
    doubts: tuple[Finding, ...]  # codes FD…, in the order of the annex; each wants a yes or a correction
    form: Form | None  # the draft as ``text`` defines it


def draft_form(
    annex: BlankAnnex,
    *,
    key: str,
    version: str,
    valid_from: date,
    title: str = "",
    base: Form | None = None,
    levels: Sequence[str] = (),
) -> FormDraft:
    """Return the draft of a form that asks for what ``annex`` asks for.

    Args:
        annex: The blank annex as it was read.
        key: Key of the form, the same for all its versions.
        version: Of this draft: "2026.1".
        valid_from: From when it is meant to hold.
        title: Empty: that of the annex.
        base: The form in force: lines that it has already keep their keys, so that history goes on; lines that we added
            to it are kept, switched off.
        levels: Who fills it in; empty: those of ``base``, else communes, departments and the province.
    """
    if not annex.lines:
        return FormDraft("", (), (Finding("FD021", Severity.ERROR),), None)
    if len(annex.lines) > MOST:
        told = Finding("FD025", Severity.ERROR, params={"lines": len(annex.lines), "most": MOST})
        return FormDraft("", (), (told,), None)
    head = Head(key, version, title or annex.title.capitalize() or key, valid_from)
    builder = Builder(annex, base, tuple(levels) or (base.levels if base else LEVELS))
    builder.build()
    if not builder.rows:  # headings, and questions in words
        return FormDraft("", builder.shown(), (*builder.doubts, Finding("FD021", Severity.ERROR)), None)
    text, form = _whole(builder, head)
    doubts = [*numbering_doubts(annex), *builder.doubts]
    order = {id(one): (one.place.block or 0, one.place.row or 0) for one in doubts}
    return FormDraft(text, builder.shown(), tuple(sorted(doubts, key=lambda one: order[id(one)])), form)


def _whole(builder: Builder, head: Head) -> tuple[str, Form]:
    """Return the YAML and the form; what does not fit together is taken out of it, and told."""
    for _ in range(_TRIES):
        text = text_of(builder.table(head))
        try:
            return text, read_form(text)
        except FormError as error:
            if not builder.without(error.problems):
                break
    builder.bare()
    text = text_of(builder.table(head))
    return text, read_form(text)
