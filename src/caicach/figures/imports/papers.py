"""A report that came as a document, offered as figures: what was matched, where it stands, what the report claims.

Owns: reading one into a result that is kept as JSON, and the proposal that it is. Does not: match lines
(``reform.drafting``) or judge figures (``reform.forms``).
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.figures.imports.proposal import Proposal, Proposed
from caicach.figures.mapping import figure_of_text, figure_text
from caicach.files import services as files
from caicach.ui.sentences import in_language
from caicach.web.errors import BadInput
from reform.drafting.offers import Offer, Offered, offered
from reform.forms import Form
from reform.forms.completing import completed
from reform.forms.judging import Background, findings_of
from reform.forms.model import Quality
from reform.forms.sheets import CellKind, Sheet, sheet_of
from reform.messages import message_of
from reform.regimes import ReportPeriod, period_of_title
from vanban.language.headers import Header
from vanban.reading import Document, ReadError
from vanban.reports import read_report
from vanban.text.findings import Finding, Place
from vanban.text.forms import compare_key

__all__ = ["Meant", "document_in", "paper_result", "place_words", "read_paper"]

_MOST_FINDINGS = 100


def document_in(data: bytes, *, name: str, step: Callable[[int, int], None] | None = None) -> Document:
    """Return the document in ``data``; one with the stamp of a state secret is refused.

    Raises:
        BadInput: it cannot be read; the sentence says what to do.
    """
    try:
        document = files.read_any(data, name=name, **({"step": step} if step else {}))
        files.refuse_secret_document(document)
    except ReadError as error:
        raise BadInput(in_language(str(error))) from error
    return document


def paper_result(
    document: Document, form: Form, level: str, *, earlier: Form | None = None, extra: Collection[str] = ()
) -> str:
    """Return what a report says of a return of ``form`` at ``level``, as JSON.

    Args:
        document: What was read.
        form: The form of the return.
        level: The level of the body that reports.
        earlier: The version before, whose annex an old report may follow.
        extra: Keys of optional lines that are switched on.
    """
    report = read_report(document)
    offer = offered(report, form, level, earlier=earlier, extra=extra)
    doubts: dict[Place, list[Finding]] = {}
    for finding in offer.doubts:
        if finding.place is not None:
            doubts.setdefault(finding.place, []).append(finding)
    lines = [report.indicators[at] for at in offer.unmatched]
    return json.dumps(
        {
            "source": offer.source,
            "head": _head(report.header),
            "cells": [_cell(one, doubts.get(one.place, ())) for one in offer.cells],
            "declared": [_cell(one, ()) for one in offer.declared],
            "unmatched": [
                {
                    "place": line.value_place.to_json(),
                    "label": line.label,
                    "said": line.raw,
                    "why": " ".join(_said(one) for one in doubts.get(line.value_place, ())),
                }
                for line in lines
            ],
            "findings": _violated(offer, form, level, extra),
            "line_count": len(report.indicators),
        },
        ensure_ascii=False,
    )


def _head(header: Header) -> dict[str, str]:
    """Return what a report says of itself: whose it is, and of which period."""
    period = period_of_title(header.title, year=header.year)
    return {
        "issuer": header.issuer or "",
        "period": period.key if period else "",
        "named": period.name(nine_months=True) if period else "",
    }


def _cell(one: Offered, doubts: Collection[Finding]) -> dict[str, Any]:
    return {
        "cell": str(one.cell),
        "figure": figure_text(one.figure),
        "place": one.place.to_json(),
        "label": one.label,
        "said": one.raw,
        "is_approx": one.quality is Quality.APPROX,
        "is_doubtful": one.is_doubtful,
        "is_implied": one.is_implied,
        "doubts": [_said(finding) for finding in doubts],
    }


def _said(finding: Finding) -> str:
    return message_of(finding)


def _violated(offer: Offer, form: Form, level: str, extra: Collection[str]) -> list[dict[str, str]]:
    """Return the relations that the report's own figures break, its totals compared with those that are reckoned."""
    filled = completed(form, level, offer.filled)
    found = findings_of(form, level, filled, Background(declared=offer.declared_figures), extra=extra)
    labels = {row.cell: f"{row.number} {row.label}" for row in sheet_of(form, level, extra=extra).rows}
    said = [one for one in found if one.rule != "G6"]  # what is blank is told by the page of the return
    return [
        {"rule": one.rule, "line": labels.get(one.cell, str(one.cell)), "sentence": one.sentence}
        for one in said[:_MOST_FINDINGS]
    ]


def place_words(place: Mapping[str, Any]) -> str:
    """Return a place of a document (``Place.to_json``) in words: "trang 12, bảng 3, dòng 5"."""
    parts: list[str] = []
    if "page" in place:
        parts.append(_("trang %(number)s") % {"number": place["page"]})
    if "table" in place:
        parts.append(_("bảng %(number)s") % {"number": place["table"] + 1})
    if "row" in place:
        parts.append(_("dòng %(number)s") % {"number": place["row"] + 1})
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Meant:
    """The return that a report is brought into."""

    agency: str
    period: ReportPeriod
    name: str  # of the period, as the return bears it


def _remarks(head: Mapping[str, str], meant: Meant) -> Iterator[str]:
    """Yield what does not fit between a report and the return; former bodies and late reports may be right."""
    if head.get("period") and head["period"] != meant.period.key:
        yield _(
            "Báo cáo này là của %(said)s, bản số liệu là của %(period)s. Kiểm tra xem đã chọn đúng báo cáo chưa trước "
            "khi lưu; chưa có gì được lưu."
        ) % {"said": head["named"], "period": meant.name}
    if head.get("issuer") and not _is_of(head["issuer"], meant.agency):
        yield _(
            "Báo cáo này do %(issuer)s ban hành, bản số liệu là của %(agency)s. Kiểm tra xem đã chọn đúng báo cáo "
            "chưa trước khi lưu; chưa có gì được lưu."
        ) % {"issuer": head["issuer"], "agency": meant.agency}


def _is_of(issuer: str, agency: str) -> bool:
    """Whether a report's issuer is the agency: itself, its head, or one of its offices."""
    return compare_key(agency) in compare_key(issuer)


def read_paper(result: str, sheet: Sheet, meant: Meant) -> Proposal:
    """Return what a document that was read says of the cells of ``sheet``, and how it does not fit ``meant``.

    Raises:
        BadInput: it was not read yet, or nothing in it belongs to the form.
    """
    if not result:
        raise BadInput(_("Báo cáo đang được đọc. Chờ xong rồi mở lại trang này."))
    read: Mapping[str, Any] = json.loads(result)
    rows = {str(row.cell): row for row in sheet.rows}
    cells = []
    for one in read["cells"]:
        row = rows.get(one["cell"])
        if row is not None and row.kind is CellKind.TYPED:
            remarks = (*([_("Trống trên giấy, suy ra 0 từ dòng tổng.")] if one["is_implied"] else []), *one["doubts"])
            said = f"{one['label']}: {one['said']}" if one["said"] else one["label"]
            doubtful = one["is_approx"] or one["is_doubtful"]
            figure = figure_of_text(one["figure"], row.line)
            cells.append(Proposed(row.cell, figure, place_words(one["place"]), said, remarks, is_doubtful=doubtful))
    if not cells:
        raise BadInput(
            _("Không thấy dòng số liệu nào của biểu trong văn bản này. Chọn báo cáo có kèm phụ lục số liệu.")
        )
    return Proposal(tuple(cells), remarks=tuple(_remarks(read.get("head", {}), meant)))
