"""Accounts by the list: the form, the preview, the slips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.people.forms import AccountForm, SheetForm
from caicach.people.mapping.columns import Heading
from caicach.people.mapping.lines import AccountLine, from_plain, to_plain
from caicach.people.selectors import CheckedLine, LineFate
from caicach.people.services import Slip
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Step
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["AccountPage", "PreviewPage", "SheetPage", "SlipSheet", "SlipsPage", "carried", "lines_carried"]

PER_SHEET = 8
_SALT = "caicach.people.import"
_CARRIED_SECONDS = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account."""

    form: AccountForm


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The form that takes a list, and how a list looks."""

    form: SheetForm
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a list would make; nothing is stored."""

    title: str
    steps: tuple[Step, ...]
    figures: tuple[Figure, ...]
    bad: tuple[CheckedLine, ...]
    there: tuple[CheckedLine, ...]
    new: tuple[CheckedLine, ...]
    button: str
    carried: str  # the lines, signed, for the form that decides

    @classmethod
    def of(cls, checked: Sequence[CheckedLine], *, actor: Actor) -> "PreviewPage":
        """Build the preview."""
        bad, there, new = (_of_fate(checked, fate) for fate in (LineFate.BAD, LineFate.THERE, LineFate.NEW))
        figures = (
            Figure(_("Tài khoản mới"), number_text(len(new))),
            Figure(_("Đã có, bỏ qua"), number_text(len(there))),
            Figure(_("Dòng lỗi, bỏ qua"), number_text(len(bad)), tone="bad" if bad else ""),
        )
        return cls(
            title=_title(len(new), len(bad)),
            steps=steps(1),
            figures=figures,
            bad=bad,
            there=there,
            new=new,
            button=ngettext("Lập %(count)s tài khoản", "Lập %(count)s tài khoản", len(new))
            % {"count": number_text(len(new))},
            carried=carried([one.line for one in checked], actor=actor),
        )


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """The slips of one printed page."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """The slips, shown once."""

    title: str
    steps: tuple[Step, ...]
    sheets: tuple[SlipSheet, ...]
    left_out: tuple[CheckedLine, ...]
    site: str  # where to sign in
    province: str
    last_moment: datetime  # the last minute of the last day on which the codes work

    @classmethod
    def of(
        cls, slips: Sequence[Slip], left_out: Sequence[CheckedLine] = (), *, site: str, is_import: bool
    ) -> "SlipsPage":
        """Build the page; ``slips`` is never empty."""
        count = len(slips)
        return cls(
            title=ngettext("%(count)s phiếu tài khoản", "%(count)s phiếu tài khoản", count)
            % {"count": number_text(count)},
            steps=steps(2) if is_import else (),
            sheets=tuple(SlipSheet(tuple(slips[at : at + PER_SHEET])) for at in range(0, count, PER_SHEET)),
            left_out=tuple(one for one in left_out if one.fate is LineFate.BAD),
            site=site,
            province=settings.PROVINCE_NAME,
            last_moment=slips[0].expires_at - timedelta(minutes=1),
        )


def steps(at: int) -> tuple[Step, ...]:
    """Return the steps of the way; ``at`` (from 0) is the current one."""
    words = (_("Chọn tệp"), _("Xem trước"), _("In phiếu"))
    return tuple(Step(word, "done" if place < at else "now" if place == at else "") for place, word in enumerate(words))


def carried(lines: Sequence[AccountLine], *, actor: Actor) -> str:
    """Return the lines as a text that only this person can send back, within half a day."""
    data: dict[str, Any] = {"by": actor.user_id, "lines": to_plain(lines)}
    return signing.dumps(data, salt=_SALT, compress=True)


def lines_carried(text: str, *, actor: Actor) -> tuple[AccountLine, ...]:
    """Return the lines of ``carried``.

    Raises:
        WrongState: too old, somebody else's, or not as it was given out.
    """
    try:
        data = signing.loads(text, salt=_SALT, max_age=_CARRIED_SECONDS)
    except signing.BadSignature:
        data = {}
    if not data or data["by"] != actor.user_id:
        raise WrongState(_("Bản xem trước đã cũ. Tải danh sách lên lần nữa; chưa có gì được lưu."))
    return from_plain(data["lines"])


def missing_words(heading: Heading) -> str:
    """Say which columns a sheet lacks."""
    words = {"agency": _("cơ quan"), "full_name": _("họ và tên")}
    names = ", ".join(words[column] for column in heading.missing)
    return _("Không thấy cột %(names)s. Dòng tiêu đề cần có Cơ quan và Họ và tên; các cột khác tùy ý.") % {
        "names": names
    }


def _of_fate(checked: Sequence[CheckedLine], fate: LineFate) -> tuple[CheckedLine, ...]:
    return tuple(one for one in checked if one.fate is fate)


def _title(new: int, bad: int) -> str:
    counts = {"new": number_text(new), "bad": number_text(bad)}
    if not new and not bad:
        return _("Mọi người trong danh sách đã có tài khoản")
    if not new:
        return _("Chưa lập được tài khoản nào: %(bad)s dòng có lỗi") % counts
    if not bad:
        return _("%(new)s tài khoản sẽ được lập") % counts
    return _("%(new)s tài khoản sẽ được lập, %(bad)s dòng có lỗi") % counts
