"""Documents that an agency issued, from the register: by their kind, their day and what they are about."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from caicach.documents.access import visible_documents
from caicach.figures.registry import Asked, Counted
from caicach.figures.selectors.counting.words import DOCUMENTS, REGISTERED
from caicach.ui.notation import date_text
from caicach.web.actor import SYSTEM
from reform.forms.figures import Figure
from vanban.text.forms import compare_key

__all__ = ["count_documents"]

_STEERING = frozenset(map(compare_key, ("Chỉ thị", "Quyết định", "Kế hoạch", "Công văn", "Thông báo", "Chương trình")))
_PLAN = compare_key("Kế hoạch")
_BEFORE_THE_YEAR = timedelta(days=62)  # the plan of a year is issued in the two months before it, or in it
_NAMED = 8  # documents named in the note


@dataclass(frozen=True, slots=True)
class _Issued:
    """One document as far as counting asks."""

    type_key: str
    subject_key: str
    name: str
    year: int
    is_in_window: bool


_About = Callable[[str], bool]


def _about(*phrases: str) -> _About:
    keys = tuple(map(compare_key, phrases))
    return lambda subject: any(key in subject for key in keys)


_REFORM = _about("cải cách hành chính", "CCHC", "chuyển đổi số", "thủ tục hành chính", "kỷ luật, kỷ cương")
# A line answered "yes" by a plan of the year about one of these; without such a plan nothing is said.
_PLANS: Mapping[str, _About] = {
    "plan.issued": _about("kế hoạch cải cách hành chính", "cải cách hành chính năm"),
    "media.plan": _about("tuyên truyền cải cách hành chính", "truyền thông về cải cách hành chính"),
    "law.monitor_plan": _about("theo dõi tình hình thi hành pháp luật", "theo dõi thi hành pháp luật"),
    "conduct.plan": _about("kiểm tra việc chấp hành kỷ luật", "kiểm tra kỷ luật", "kiểm tra công vụ"),
}


def count_documents(asked: Asked) -> Mapping[int, Mapping[str, Counted]]:
    """Count the steering documents of each agency in the window, and find its plans of the year; one query.

    An agency of which the register holds no document at all gets nothing.
    """
    return {agency_id: _figures(asked, issued) for agency_id, issued in _issued(asked).items()}


def _issued(asked: Asked) -> Mapping[int, list[_Issued]]:
    begins = min(asked.data_from, asked.data_to.replace(year=asked.year, month=1, day=1) - _BEFORE_THE_YEAR)
    rows = visible_documents(SYSTEM).filter(
        issuer__in=asked.agency_ids,
        issued_on__gte=begins,
        issued_on__lte=asked.data_to,
        is_placeholder=False,
        alias_of=None,
    )
    found: dict[int, list[_Issued]] = defaultdict(list)
    columns = ("issuer_id", "type", "symbol", "subject", "issued_on")
    for issuer_id, kind, symbol, subject, day in rows.order_by("issued_on", "pk").values_list(*columns):
        found[issuer_id].append(
            _Issued(compare_key(kind), compare_key(subject), f"{symbol} ({date_text(day)})", day.year,
                    day >= asked.data_from)
        )  # fmt: skip
    return found


def _figures(asked: Asked, issued: list[_Issued]) -> dict[str, Counted]:
    steering = [one for one in issued if one.is_in_window and one.type_key in _STEERING and _REFORM(one.subject_key)]
    figures = {
        "steer.docs": Counted(
            Figure(Decimal(len(steering))),
            DOCUMENTS
            % {"begins": date_text(asked.data_from), "ends": date_text(asked.data_to), "names": _names(steering)},
        )
    }
    for key, is_about in _PLANS.items():
        plans = [one for one in issued if one.type_key == _PLAN and is_about(one.subject_key)]
        if fitting := [one for one in plans if str(asked.year) in one.subject_key or one.year == asked.year]:
            figures[key] = Counted(Figure("yes"), REGISTERED % {"names": _names(fitting)})
    return figures


def _names(found: list[_Issued]) -> str:
    shown = "; ".join(one.name for one in found[:_NAMED])
    more = len(found) - _NAMED
    return (shown + (f" và {more} văn bản khác" if more > 0 else "")) or "không có"
