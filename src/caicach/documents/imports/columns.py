"""What the columns of a list of documents mean, by the words of its header.

Owns: the choices, the words of headers as the systems of offices write them. Does not: read cells (``rows``).
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.sheets.registry import ColumnRole
from vanban.reading.sheets import JOINT
from vanban.text.forms import compare_key

__all__ = ["labels", "problem_of", "propose", "roles"]

# Role -> phrases of ``compare_key``, the surest first; a header is of the role whose phrase stands first in this list.
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?<![0-9a-z])(?:{'|'.join(phrases)})(?![0-9a-z])"))
    for role, phrases in (
        ("", ("so den", "so thu tu den", "so di noi bo", "don vi nhan", "noi nhan", "nguoi nhan", "han xu ly",
              "so trang", "so ban", "so luong", "nguoi soan", "nguoi xu ly", "trang thai", "do mat", "do khan",
              "ngay chuyen", "ngay xu ly")),
        ("received_on", ("ngay den", "ngay nhan", "ngay tiep nhan", "ngay vao so")),
        ("issued_on", ("ngay ban hanh", "ngay van ban", "ngay vb", "ngay ky", "ngay thang",
                       "ngay phat hanh", "ngay cong van", "ngay cv", "ngay di", "ngay bh")),
        ("signer", ("nguoi ky", "lanh dao ky", "ky boi", "nguoi duyet ky")),
        ("issuer", ("noi ban hanh", "(?:co quan|don vi|cq|dv) (?:ban hanh|phat hanh|gui|bh)", "noi gui",
                    "tac gia", "noi phat hanh", "noi bh", "nguoi gui", "(?:co quan|don vi) ra van ban")),
        ("type", ("loai van ban", "loai vb", "hinh thuc", "loai(?!(?: van ban)? va trich yeu)")),
        ("symbol", ("so ky hieu", "so va ky hieu", "so hieu", "so kh", "so vb", "so van ban", "so cong van", "so cv",
                    "ky hieu")),
        ("subject", ("trich yeu", "noi dung", "ten van ban", "tieu de", "ve viec", r"\Av v\Z", "tom tat")),
        ("issued_on", (r"\Angay\Z",)),
        ("number", (r"\Aso\Z", "so di")),
    )
)  # fmt: skip


def roles() -> tuple[ColumnRole, ...]:
    """Return what a column of a list of documents can hold."""
    return (
        ColumnRole("symbol", _("Số, ký hiệu"), is_required=True),
        ColumnRole("number", _("Số (khi đứng riêng, cột kia chỉ có ký hiệu)")),
        ColumnRole("issued_on", _("Ngày ban hành"), is_required=True),
        ColumnRole("subject", _("Trích yếu")),
        ColumnRole("issuer", _("Nơi ban hành")),
        ColumnRole("type", _("Loại văn bản")),
        ColumnRole("signer", _("Người ký")),
        ColumnRole("received_on", _("Ngày đến")),
    )


def labels() -> dict[str, str]:
    """Return the words of each role."""
    return {role.key: role.label for role in roles()}


def propose(titles: Sequence[str]) -> tuple[str, ...]:
    """Return what the words over each column say it holds; the first of several keeps a role."""
    taken: set[str] = set()
    proposed = []
    for title in titles:
        # Of a header of two rows ("Văn bản – Ngày") all its words together, else the lower ones.
        role = _role_of(compare_key(title)) or _role_of(compare_key(title.split(JOINT)[-1]))
        proposed.append("" if role in taken else role)
        taken.add(role)
    return tuple(proposed)


def _role_of(key: str) -> str:
    return next((role for role, pattern in _PHRASES if key and pattern.search(key)), "")


def problem_of(chosen: frozenset[str]) -> str:
    """Return why these columns are not enough; the required roles are all that a list needs."""
    return ""
