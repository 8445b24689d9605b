"""What the pages of a whole have in common: crumbs, tabs, the banner that says how current it is, counts in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.constants import PeriodState
from caicach.figures.models import Return
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import moment_text, number_text
from caicach.ui.values import Link
from reform.forms import Cell
from reform.forms.figures import members_text

__all__ = [
    "Banner",
    "address",
    "banner_of",
    "cell_address",
    "correct_address",
    "counts_text",
    "crumbs_of",
    "kicker_of",
    "tabs_of",
]


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence over the page, with what to do."""

    title: str
    text: str
    tone: str  # "", "warn"
    url: str = ""
    action: str = ""


def address(whole: Return, name: str = "whole", **more: str) -> str:
    """Return the address of a page of the whole."""
    return reverse(f"figures:{name}", kwargs={"uid": whole.period.uid, **more})


def cell_address(whole: Return, cell: Cell) -> str:
    """Return the page that shows what a figure is made of."""
    return f"{address(whole, 'whole-cell')}?{urlencode({'dong': cell.key, 'o': members_text(cell)})}"


def correct_address(view: WholeView, section: str = "") -> str:
    """Return where a slip for figures of the body that adds up is written; empty where they follow the returns still,
    or asking is not this person's.
    """
    own = view.below.own
    if own is None or not view.may_correct:
        return ""
    base = reverse("figures:correction-ask", args=[own.uid])
    return f"{base}?{urlencode({'phan': section})}" if section else base


def crumbs_of(whole: Return, *more: Link) -> tuple[Link, ...]:
    """Return where the page stands."""
    first = Link(_("Số liệu"), reverse("figures:list"))
    here = Link(_("Tổng hợp %(period)s") % {"period": whole.period.name}, address(whole) if more else "")
    return (first, here, *more)


def kicker_of(view: WholeView) -> str:
    """Return whose whole it is, and how far."""
    state = PeriodState(view.whole.period.state).label
    return f"{view.whole.agency.current_name} · {view.whole.period.name} · {state}"


def counts_text(received: int | None, expected: int | None) -> str:
    """Return from how many bodies of how many a figure comes: ``165/166``; nothing of a figure of one's own."""
    return f"{number_text(received or 0)}/{number_text(expected)}" if expected else ""


def tabs_of(view: WholeView, current: str, *, corrections: int | None = None) -> tuple[Link, ...]:
    """Return the pages of the whole."""
    whole = view.whole
    first = view.printed.sections[0].key
    return (
        Link(_("Tổng quan"), address(whole), current == "overview"),
        Link(_("Số liệu"), address(whole, "whole-section", section=first), current == "section"),
        Link(_("Theo đơn vị"), address(whole, "whole-matrix", section=first), current == "matrix"),
        Link(_("Thay đổi"), address(whole, "whole-changes"), current == "changes"),
        Link(
            _("Đính chính"),
            f"{reverse('figures:corrections')}?ky={whole.period.uid}",
            current == "corrections",
            count=corrections or None,
            tone="warn",
        ),
    )


def banner_of(view: WholeView) -> Banner | None:
    """Return what has to be known before a figure is read; None where all is as it should be."""
    if view.run is None:
        return Banner(_("Chưa tổng hợp lần nào"), _("Các số dưới đây chưa có."), "", *_again(view))
    if view.whole.stale_since is not None:
        return Banner(
            _("Số liệu tổng hợp đã cũ"),
            _("Có bản số liệu thay đổi lúc %(at)s, sau lần tổng hợp gần nhất. Các số dưới đây chưa tính thay đổi đó.")
            % {"at": moment_text(view.whole.stale_since)},
            "warn",
            *_again(view),
        )
    if view.below.is_provisional:
        lacking = len(view.below.owed) - len(view.below.counted)
        text = ngettext(
            "Còn %(count)s đơn vị chưa có trong tổng; đơn vị thiếu không tính là 0.",
            "Còn %(count)s đơn vị chưa có trong tổng; đơn vị thiếu không tính là 0.",
            lacking,
        ) % {"count": number_text(lacking)}
        if not lacking:
            text = _("Trong tổng có bản đã gửi nhưng chưa được nhận.")
        return Banner(_("Số tạm tính"), text, "")
    return None


def _again(view: WholeView) -> tuple[str, str]:
    if not view.may_consolidate:
        return "", ""
    label = _("Tổng hợp") if view.run is None else _("Xem trước khi tổng hợp lại")
    return address(view.whole, "whole-preview"), label
