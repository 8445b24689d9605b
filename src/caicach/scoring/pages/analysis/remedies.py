"""Mending what was lost: the losses of an agency, chosen and given as rows of its next plan or as duties."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.forms.improving import RemedyForm
from caicach.scoring.pages.analysis.winnable import WorkWords, work_words
from caicach.scoring.pages.assessment.frame import leaf_url
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.winnable import Lost, product_of, work_of
from caicach.ui.notation import decimal_text, number_text
from caicach.ui.values import Link

__all__ = ["RemediesPage", "RemedyLine", "remedies_page"]


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One sub-criterion to mend."""

    key: str
    work: str
    product: str
    number: str
    label: str
    url: str
    lost: str
    given: WorkWords | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RemediesPage:
    """All that an agency lost, to choose from."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    lines: tuple[RemedyLine, ...]
    form: RemedyForm | None  # None: the reader gives no work here
    button: str
    url: str
    result_url: str
    annex_url: str
    refused: tuple[str, ...] = field(default=())


def remedies_page(
    sheet: Sheet,
    lost: Sequence[Lost],
    *,
    form: RemedyForm | None,
    has_plan: bool,
    chosen: Collection[str] | None = None,
    refused: Sequence[str] = (),
) -> RemediesPage:
    """Return the page; ``has_plan``: the agency is writing its plan of the next year; ``chosen``: None chooses all."""
    assessment = sheet.assessment
    year = str(assessment.round.year + 1)
    points = sum((one.loss.points for one in lost), Decimal(0))
    words = {
        "agency": assessment.agency.current_name,
        "points": decimal_text(points),
        "count": number_text(len(lost)),
        "year": year,
    }
    into_plan = _(
        "Việc đã chọn thành các dòng của kế hoạch năm %(year)s mà cơ quan đang soạn; ban hành rồi mới phải làm."
    )
    at_once = _(
        "Cơ quan chưa soạn kế hoạch năm %(year)s: việc đã chọn được giao ngay. Muốn đưa vào kế hoạch, soạn trước."
    )
    return RemediesPage(
        title=_("Khắc phục %(points)s điểm đã mất ở %(count)s tiêu chí") % words,
        kicker=f"{assessment.agency.current_name} · {assessment.round.title}",
        lead=(into_plan if has_plan else at_once) % words,
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(assessment.round.title, reverse("scoring:round", args=[assessment.round.uid])),
            Link(_("Kết quả"), reverse("scoring:result", args=[assessment.uid])),
            Link(_("Khắc phục")),
        ),
        lines=tuple(_line(sheet, one, chosen) for one in lost),
        form=form,
        button=(_("Đưa vào kế hoạch năm %(year)s") if has_plan else _("Giao việc khắc phục")) % words,
        url=reverse("scoring:remedies", args=[assessment.uid]),
        result_url=reverse("scoring:result", args=[assessment.uid]),
        annex_url=reverse("scoring:remedies-annex", args=[assessment.uid]),
        refused=tuple(refused),
    )


def _line(sheet: Sheet, one: Lost, chosen: Collection[str] | None) -> RemedyLine:
    leaf = one.loss.leaf
    return RemedyLine(
        key=leaf.key,
        work=work_of(leaf),
        product=product_of(leaf),
        number=leaf.number,
        label=leaf.label,
        url=leaf_url(sheet.assessment, leaf.key),
        lost=f"−{decimal_text(one.loss.points)}",
        given=work_words(one.work),
        is_chosen=chosen is None or leaf.key in chosen,
    )
