"""An act on many obligations at once, before it is done."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import ManyAct
from caicach.obligations.forms.many import ManyForm
from caicach.obligations.pages.acts import ICONS
from caicach.obligations.pages.lists import Line
from caicach.obligations.selectors.many import MOST_AT_ONCE, Candidates
from caicach.ui.notation import number_text
from caicach.ui.values import Link

__all__ = ["ManyPage"]

_TITLES = {
    ManyAct.ACCEPT: gettext_lazy("Nghiệm thu %(count)s nhiệm vụ"),
    ManyAct.RETURN: gettext_lazy("Trả lại %(count)s nhiệm vụ"),
    ManyAct.EXTEND: gettext_lazy("Gia hạn %(count)s nhiệm vụ"),
    ManyAct.ASSIGN: gettext_lazy("Phân công %(count)s nhiệm vụ"),
    ManyAct.REMIND: gettext_lazy("Đôn đốc %(count)s nhiệm vụ"),
}
# Why a row that was chosen is not among those shown.
_SKIPPED = {
    ManyAct.ACCEPT: gettext_lazy("chưa nộp, nằm trong báo cáo định kỳ, hoặc không do bạn nghiệm thu"),
    ManyAct.RETURN: gettext_lazy("chưa nộp, nằm trong báo cáo định kỳ, hoặc không do bạn nghiệm thu"),
    ManyAct.EXTEND: gettext_lazy("đã nộp, chưa có hạn, đang tạm dừng, đã có đề nghị gia hạn, hoặc không do bạn giao"),
    ManyAct.ASSIGN: gettext_lazy("đã xong, không theo dõi riêng, hoặc không phải việc của cơ quan bạn"),
    ManyAct.REMIND: gettext_lazy("đã nộp hoặc đã xong, đang tạm dừng, nằm trong báo cáo định kỳ, hoặc là việc của bạn"),
}


@dataclass(frozen=True, slots=True)
class ManyPage:
    """What will be done with how many, and which are left out."""

    title: str
    act: str
    icon: str
    crumbs: tuple[Link, ...]
    form: ManyForm
    lines: tuple[Line, ...]
    count: int  # that will be changed
    more: int  # of them beyond ``lines``
    skipped: str  # how many of the choice are left out, and why; empty where none are
    too_many: str  # empty unless the filter holds more than can be done at once
    back_url: str
    today: date

    @classmethod
    def of(cls, act: ManyAct, found: Candidates, form: ManyForm, *, query: QueryDict, today: date) -> "ManyPage":
        """Return the page; ``query`` is that of the list, which one comes back to."""
        count = len(found.picked)
        back = query.copy()
        for name in ("viec", "chon"):
            back.pop(name, None)
        return cls(
            title=str(_TITLES[act]) % {"count": number_text(count)},
            act=act.value,
            icon=ICONS[act],
            crumbs=(Link(_("Nhiệm vụ"), reverse("obligations:list")), Link(act.label.capitalize())),
            form=form,
            lines=tuple(Line.of(row, today) for row in found.rows),
            count=count,
            more=max(0, count - len(found.rows)),
            skipped=_("Bỏ qua %(count)s dòng: %(why)s.") % {"count": number_text(found.skipped), "why": _SKIPPED[act]}
            if found.skipped
            else "",
            too_many=_("Bộ lọc có %(total)s nhiệm vụ; mỗi lần làm %(most)s, hạn gần nhất trước.")
            % {"total": number_text(found.total), "most": number_text(MOST_AT_ONCE)}
            if found.total > count
            else "",
            back_url=f"{reverse('obligations:list')}?{back.urlencode()}" if back else reverse("obligations:list"),
            today=today,
        )
