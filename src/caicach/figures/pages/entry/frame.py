"""What stands around every page of a return: its heading, where it is, its sections, whether it may be filled."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import Return
from caicach.figures.pages.asides import aside_words
from caicach.figures.selectors.entry import Entry
from caicach.ui.notation import date_text, late_text, moment_text, weekday_text
from caicach.ui.values import Link
from caicach.web.clock import LOCAL
from reform.forms.model import Weight

__all__ = ["SectionLink", "banner_of", "closed_of", "crumbs_of", "lead_of", "saved_text", "sections_of", "title_of"]

_COUNTED_IN = (ReturnState.DRAFT, ReturnState.RETURNED)


@dataclass(frozen=True, slots=True)
class SectionLink:
    """One section in the list beside the table."""

    url: str
    number: str
    label: str
    filled: int
    required: int
    is_current: bool
    icon: str
    tone: str
    said: str  # the state in words


def title_of(sheet: Return) -> str:
    """Return the heading of the pages of a return."""
    return _("%(form)s, %(period)s") % {"form": sheet.period.form.title, "period": sheet.period.name}


def lead_of(sheet: Return, *, today: date) -> str:
    """Return whose figures they are, of which days, and by when they go to whom."""
    period = sheet.period
    words = {
        "agency": sheet.agency.current_name,
        "start": date_text(period.data_from),
        "end": date_text(sheet.as_of or period.data_to),
        "receiver": period.receiver.current_name,
        "due": f"{weekday_text(period.due_on)} {date_text(period.due_on)}",
    }
    said = _("%(agency)s · số liệu từ %(start)s đến %(end)s · hạn gửi %(receiver)s: %(due)s") % words
    is_awaited = sheet.submitted_at is None and sheet.kind == ReturnKind.OWN and not period.is_history
    late = late_text(period.due_on, today) if is_awaited else ""
    return (f"{said} ({late})" if late else said) + _counted_on(sheet)


def _counted_on(sheet: Return) -> str:
    """Return on which day the program counted what it can, while that still reaches the return."""
    counted_on = sheet.period.counted_on
    if counted_on is None or sheet.kind != ReturnKind.OWN or sheet.state not in _COUNTED_IN:
        return ""
    return _(" · số lấy từ sổ ngày %(date)s") % {"date": date_text(counted_on)}


def crumbs_of(sheet: Return, *last: Link) -> tuple[Link, ...]:
    """Return where a page of a return stands."""
    here = Link(sheet.agency.current_name, reverse("figures:entry", args=[sheet.uid]) if last else "")
    return (
        Link(_("Số liệu"), reverse("figures:list")),
        Link(sheet.period.name, reverse("figures:period", args=[sheet.period.uid])),
        here,
        *last,
    )


def banner_of(entry: Entry) -> str:
    """Return the sentence about who enters it, where that is not the agency itself."""
    sheet = entry.sheet
    if entry.is_helper and entry.is_open:
        said = _("Bạn nhập thay %(agency)s từ bản giấy. Mỗi số nhập ở đây được đánh dấu là nhập thay.")
        return said % {"agency": sheet.agency.current_name}
    if sheet.on_behalf_by is not None:
        words = {"body": sheet.on_behalf_by.current_name, "agency": sheet.agency.current_name}
        return _("%(body)s đã nhập thay %(agency)s.") % words
    return ""


def closed_of(entry: Entry) -> tuple[str, str]:
    """Return why nothing can be written here and what to do; what was sent back says its reason all the same."""
    sheet = entry.sheet
    if sheet.kind == ReturnKind.ASIDE:
        return _("Không còn phải gửi bản số liệu này; số đã nhập được giữ lại"), aside_words(sheet)
    receiver = {
        "receiver": sheet.period.receiver.current_name,
        "at": moment_text(sheet.submitted_at or sheet.period.opened_at),
    }
    match sheet.state:
        case ReturnState.SUBMITTED:
            return (
                _("Đã gửi %(receiver)s lúc %(at)s, đang chờ nhận") % receiver,
                _("Muốn sửa số, đề nghị %(receiver)s trả lại.") % receiver,
            )
        case ReturnState.RETURNED:
            return _("%(receiver)s trả lại để sửa") % receiver, sheet.return_reason
        case ReturnState.LOCKED:
            return _("Kỳ báo cáo đã khóa"), _("Sửa bằng phiếu đính chính.")
        case ReturnState.ACCEPTED | ReturnState.CONSOLIDATED:
            return _taken(entry, receiver)
    if not entry.is_open:
        return _("Đang trình lãnh đạo duyệt"), _("Rút bản trình nếu cần sửa số.")
    if not entry.may_fill:
        return _("Bạn chỉ xem bản số liệu này"), ""
    return "", ""


def _taken(entry: Entry, receiver: dict[str, str]) -> tuple[str, str]:
    sheet = entry.sheet
    if entry.is_open and sheet.open_until is not None:
        until = {"until": date_text(sheet.open_until)}
        return _("Được mở lại để sửa đến hết %(until)s") % until, sheet.open_reason
    return (
        _("%(receiver)s đã nhận bản số liệu này") % receiver,
        _("Muốn sửa số, lập phiếu đính chính hoặc đề nghị %(receiver)s mở lại.") % receiver,
    )


def saved_text(saved_at: datetime | None, *, today: date) -> str:
    """Return when figures were saved last: ``Đã lưu lúc 10:42``."""
    if saved_at is None:
        return _("Chưa lưu số nào")
    local = saved_at.astimezone(LOCAL)
    words = {"time": f"{local:%H:%M}", "date": date_text(saved_at)}
    if local.date() == today:
        return _("Đã lưu lúc %(time)s") % words
    return _("Đã lưu lúc %(time)s ngày %(date)s") % words


def sections_of(entry: Entry, current: str = "") -> tuple[SectionLink, ...]:
    """Return the sections with how far each is; one with something that cannot be true says so."""
    wrong = {entry.section_of_cell.get(one.cell) for one in entry.open_findings if one.weight is Weight.HARD}
    made = []
    for section in entry.printed.sections:
        filled, required = entry.counts_of(section)
        icon, tone, said = _look(filled, required, is_wrong=section.key in wrong)
        url = reverse("figures:section", args=[entry.sheet.uid, section.key])
        is_current = section.key == current
        made.append(SectionLink(url, section.number, section.label, filled, required, is_current, icon, tone, said))
    return tuple(made)


def _look(filled: int, required: int, *, is_wrong: bool) -> tuple[str, str, str]:
    if is_wrong:
        return "circle-x", "bad", _("có số không khớp:")
    if filled >= required:
        return "circle-check", "ok", _("đã đủ:")
    return ("progress", "", _("đang nhập:")) if filled else ("circle", "", _("chưa nhập:"))
