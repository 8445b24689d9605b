"""From the productions of the grammar to phrases: what each form of deadline says before a year is known."""

from dataclasses import replace
from typing import Any

from lark import Token

from vanban.language.deadlines.parts import (
    NotReadError,
    PartBuilder,
    first_months,
    first_of,
    maybe,
    number_of,
    share_years,
    span_of,
    year_of,
)
from vanban.language.deadlines.phrases import Length, Limit, Period, Phrase
from vanban.language.deadlines.values import DeadlineKind as Kind

__all__ = ["PhraseBuilder"]

# A rhythm of the regime by its length in the unit; lengths that the contract has no word for are not read.
_FREQ = {
    **{("day", 1): "daily", ("day", 7): "weekly", ("week", 1): "weekly", ("month", 1): "monthly"},
    **{("month", 3): "quarterly", ("quarter", 1): "quarterly", ("month", 6): "half_yearly"},
    **{("quarter", 2): "half_yearly", ("month", 12): "yearly", ("quarter", 4): "yearly", ("year", 1): "yearly"},
}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
# Units of a length that the contract does not have; a week is seven days (Civil Code 2015, article 146).
_AS_UNIT = {"week": (7, "day"), "quarter": (3, "month"), "year": (12, "month")}
_REPORT_MONTHS = (3, 6, 9)
_MONTHS_OF_QUARTER = 3


def _freq(length: Length) -> str:
    """Return the word of the contract for a rhythm."""
    try:
        return _FREQ[length.unit, length.amount or 1]
    except KeyError:
        raise NotReadError from None


def _relative(length: Length, rule: str, *, takes_event: bool, anchored: bool) -> Phrase:
    """Return a phrase "so long after"; the event, if one follows, is found later."""
    if length.amount is None:
        raise NotReadError
    factor, unit = _AS_UNIT.get(length.unit, (1, length.unit))
    amount = length.amount * factor
    return Phrase(Kind.RELATIVE, rule, amount=amount, unit=unit, takes_event=takes_event, anchored=anchored)


def _unread(rule: str) -> Phrase:
    return Phrase(Kind.UNREAD, rule, anchored=True)


class PhraseBuilder(PartBuilder):
    """Builds a ``Phrase`` bottom up; every method is a production of ``grammar.lark``."""

    # ---- limits

    def limit_before(self, children: list[Token]) -> Limit:
        """Trước."""
        return Limit.BEFORE

    def limit_on(self, children: list[Token]) -> Limit:
        """Chậm nhất, trong, vào, hoàn thành."""
        return Limit.ON

    def limit_until(self, children: list[Token]) -> Limit:
        """Đến hết."""
        return Limit.UNTIL

    # ---- days and spans

    def limited_days(self, children: list[Any]) -> Phrase:
        """Trước ngày 15/6."""
        limit, days = children
        return Phrase(Kind.BY, "limited_days", share_years(days), limit=limit, anchored=True)

    def clock_days(self, children: list[Any]) -> Phrase:
        """Trước 17 giờ ngày 15/3: the day still counts, until that hour."""
        days = share_years(children[-1])
        return Phrase(Kind.BY, "clock_days", days, limit=Limit.ON, anchored=True, findings=("DL010",))

    def bare_days(self, children: list[Any]) -> Phrase:
        """15/3/2026."""
        return Phrase(Kind.BY, "bare_days", share_years(children[0]), limit=Limit.ON)

    def limited_periods(self, children: list[Any]) -> Phrase:
        """Trong quý I; trước tháng 11; đến hết tháng 6."""
        limit, periods = children
        kind = Kind.WITHIN if limit is Limit.ON else Kind.BY
        return Phrase(kind, "limited_periods", share_years(periods), limit=limit, anchored=True)

    def counted_periods(self, children: list[Any]) -> Phrase:
        """01 lần trong năm 2026: how often says no day; a limit that is none ("trước") is left to a person."""
        _, limit, periods = children
        if limit is not Limit.ON:
            raise NotReadError
        return Phrase(Kind.WITHIN, "counted_periods", share_years(periods), limit=limit, anchored=True)

    def bare_periods(self, children: list[Any]) -> Phrase:
        """Quý I/2026."""
        return Phrase(Kind.WITHIN, "bare_periods", share_years(children[0]), limit=Limit.ON)

    def bare_span(self, children: list[Any]) -> Phrase:
        """Quý I - Quý III."""
        return Phrase(Kind.WITHIN, "bare_span", share_years(children[0]), spans=True)

    def limited_span(self, children: list[Any]) -> Phrase:
        """Trong khoảng từ tháng 3 đến tháng 5."""
        limit, span = children
        if limit is Limit.BEFORE:
            raise NotReadError
        return Phrase(Kind.WITHIN, "limited_span", share_years(span), spans=True, anchored=True)

    def this_year(self, children: list[Token]) -> Phrase:
        """Trong năm: the plan's year."""
        year = year_of(span_of(children))
        return Phrase(Kind.WITHIN, "this_year", (year,), limit=Limit.ON)

    # ---- edges: Civil Code 2015, article 146

    def edge_first(self, children: list[Any]) -> Period:
        """Đầu tháng 3: its first day."""
        period = first_of(children, Period)
        return replace(period, unit="day", last=period.first, span=span_of(children))

    def edge_middle(self, children: list[Any]) -> Period:
        """Giữa tháng 3: its 15th day; giữa năm: 30 June."""
        period = first_of(children, Period)
        day = (6, 0) if period.unit == "year" else (period.first[0], 15)
        return replace(period, unit="day", first=day, last=day, span=span_of(children))

    def edge_last(self, children: list[Any]) -> Period:
        """Cuối tháng 3: its last day."""
        period = first_of(children, Period)
        return replace(period, unit="day", first=period.last, span=span_of(children))

    def bare_edge(self, children: list[Any]) -> Phrase:
        """Cuối tháng 6."""
        return Phrase(Kind.BY, "bare_edge", (children[0],), limit=Limit.ON, findings=("DL007",))

    def limited_edge(self, children: list[Any]) -> Phrase:
        """Chậm nhất cuối quý III."""
        limit, edge = children
        return Phrase(Kind.BY, "limited_edge", (edge,), limit=limit, anchored=True, findings=("DL007",))

    # ---- rhythms

    def recurring(self, children: list[Any]) -> Phrase:
        """Hằng quý."""
        return Phrase(Kind.RECURRING, "recurring", freq=_freq(children[0]), times=1)

    def recurring_times(self, children: list[Any]) -> Phrase:
        """Mỗi tháng ít nhất 01 lần."""
        each, count = children
        return Phrase(Kind.RECURRING, "recurring_times", freq=_freq(each), times=count)

    def recurring_rate(self, children: list[Any]) -> Phrase:
        """02 lần/năm."""
        length = first_of(children, Length)
        return Phrase(Kind.RECURRING, "recurring_rate", freq=_freq(length), times=children[0], anchored=True)

    def recurring_yearly_rate(self, children: list[Any]) -> Phrase:
        """Ít nhất 02 lần trong năm."""
        return Phrase(Kind.RECURRING, "recurring_yearly_rate", freq="yearly", times=children[0], anchored=True)

    def recurring_days(self, children: list[Any]) -> Phrase:
        """Trước ngày 07/11 hằng năm."""
        if _freq(first_of(children, Length)) != "yearly":
            return _unread("recurring_days")
        limit = maybe(children, Limit) or Limit.ON
        days: tuple[Period, ...] = first_of(children, tuple)
        return Phrase(Kind.RECURRING, "recurring_days", days, limit=limit, freq="yearly", times=1, anchored=True)

    def recurring_periods(self, children: list[Any]) -> Phrase:
        """Tháng 12 hàng năm."""
        periods: tuple[Period, ...] = first_of(children, tuple)
        if _freq(first_of(children, Length)) != "yearly" or any(p.unit not in ("month", "quarter") for p in periods):
            return _unread("recurring_periods")
        limit = maybe(children, Limit) or Limit.ON
        quarters = any(period.unit == "quarter" for period in periods)
        findings = ("DL012",) if quarters and limit is not Limit.BEFORE else ()
        phrase = Phrase(Kind.RECURRING, "recurring_periods", periods, limit=limit, findings=findings)
        return replace(phrase, freq="yearly", times=1, anchored=True)

    def recurring_day(self, children: list[Any]) -> Phrase:
        """Trước ngày 25 hằng tháng."""
        if _freq(first_of(children, Length)) != "monthly":
            return _unread("recurring_day")
        return self._on_day("recurring_day", "monthly", children)

    def recurring_clock_day(self, children: list[Any]) -> Phrase:
        """Trước 17 giờ ngày 25 hằng tháng: the day still counts, until that hour."""
        phrase = self.recurring_day([child for child in children if not isinstance(child, Limit)])
        return replace(phrase, findings=("DL010",))

    def recurring_next_month(self, children: list[Any]) -> Phrase:
        """Trước ngày 05 tháng sau: of every month, for the month before."""
        return self._on_day("recurring_next_month", "monthly", children)

    def recurring_quarter(self, children: list[Any]) -> Phrase:
        """Ngày 07 tháng cuối quý."""
        return self._on_day("recurring_quarter", "quarterly", children)

    def recurring_quarter_short(self, children: list[Any]) -> Phrase:
        """05 tháng cuối quý, the word for day left out; a quarter has no five months, but it has three."""
        number = next(child for child in children if isinstance(child, Token) and child.type in ("NUMBER", "WORDS"))
        in_months = any(isinstance(child, Token) and child.type == "MONTH" for child in children)
        if not in_months or number_of(number) <= _MONTHS_OF_QUARTER:
            return _unread("recurring_quarter_short")
        return self._on_day("recurring_quarter_short", "quarterly", [*children, 3])

    def _on_day(self, rule: str, freq: str, children: list[Any]) -> Phrase:
        numbers = [child for child in children if isinstance(child, Token) and child.type in ("NUMBER", "WORDS")]
        day = number_of(numbers[0]) if numbers else None
        limit = maybe(children, Limit) or Limit.ON
        if day is None and limit is Limit.BEFORE:
            day = 1
        kind = Kind.RECURRING if day is None or 1 <= day <= 31 else Kind.IMPOSSIBLE
        month = maybe(children, int)
        return Phrase(kind, rule, limit=limit, freq=freq, times=1, day=day, month_of_quarter=month, anchored=True)

    def month_one(self, children: list[Token]) -> int:
        """Tháng đầu quý."""
        return 1

    def month_two(self, children: list[Token]) -> int:
        """Tháng giữa quý."""
        return 2

    def month_three(self, children: list[Token]) -> int:
        """Tháng cuối quý."""
        return 3

    def month_four(self, children: list[Token]) -> int:
        """Tháng đầu quý sau: the first month after the quarter."""
        return 4

    def recurring_weekday(self, children: list[Any]) -> Phrase:
        """Thứ Sáu hằng tuần: the contract keeps no day of the week."""
        if _freq(first_of(children, Length)) != "weekly":
            return _unread("recurring_weekday")
        return Phrase(Kind.RECURRING, "recurring_weekday", freq="weekly", times=1, anchored=True, findings=("DL010",))

    def recurring_end(self, children: list[Any]) -> Phrase:
        """Cuối mỗi quý."""
        freq = _freq(first_of(children, Length))
        if maybe(children, Limit) is Limit.BEFORE or freq not in ("monthly", "quarterly", "yearly"):
            return _unread("recurring_end")
        month = 3 if freq == "quarterly" else None
        return Phrase(Kind.RECURRING, "recurring_end", freq=freq, times=1, month_of_quarter=month, anchored=True)

    # ---- the periods of reports: 3, 6, 9 months and the year, each counted from January

    def item(self, children: list[Any]) -> Length:
        """One period of a series; "cả năm" is a year."""
        return maybe(children, Length) or Length(None, "year")

    def series(self, children: list[Any]) -> tuple[Length, ...]:
        """Hằng quý, 6 tháng, 9 tháng, cả năm."""
        earlier, _, new = children
        return (*earlier, new) if isinstance(earlier, tuple) else (earlier, new)

    def recurring_series(self, children: list[Any]) -> Phrase:
        """The rhythm that meets every period of the series; where there is none, the periods one by one."""
        items: tuple[Length, ...] = first_of(children, tuple)
        if sum(item.every for item in items) > 1 or any(item.unit not in _MONTHS for item in items):
            raise NotReadError  # "hằng quý, hằng năm" are two deadlines
        months = {(item.amount or 1) * _MONTHS[item.unit] for item in items}
        freq = self._series_freq(items, months)
        if freq is not None:
            return Phrase(Kind.RECURRING, "recurring_series", freq=freq, times=1, findings=("DL008",))
        if not months <= {*_REPORT_MONTHS, 12}:
            raise NotReadError
        periods = tuple(first_months(count) for count in sorted(months))
        return Phrase(Kind.WITHIN, "recurring_series", periods, limit=Limit.ON)

    def _series_freq(self, items: tuple[Length, ...], months: set[int]) -> str | None:
        if 1 in months:
            return "monthly"
        if any(item.unit == "quarter" for item in items) or months == {3, 6, 9, 12}:
            return "quarterly"
        return "half_yearly" if months == {6, 12} else None

    def recurring_report(self, children: list[Any]) -> Phrase:
        """Báo cáo năm, báo cáo quý, báo cáo 6 tháng."""
        length = first_of(children, Length)
        if length.amount is None:
            return Phrase(Kind.RECURRING, "recurring_report", freq=_freq(length), times=1)
        return self._months_alone(length, "recurring_report")

    def _months_alone(self, length: Length, rule: str) -> Phrase:
        """Return "6 tháng", "9 tháng" standing alone: the first months of the year."""
        if length.unit != "month" or length.amount not in _REPORT_MONTHS:
            raise NotReadError
        return Phrase(Kind.WITHIN, rule, (first_months(length.amount),), limit=Limit.ON, findings=("DL011",))

    def times(self, children: list[Any]) -> Phrase:
        """Ít nhất 01 cuộc, away from its rhythm."""
        return Phrase(Kind.RECURRING, "times", times=children[0])

    # ---- without a day

    def continuous(self, children: list[Token]) -> Phrase:
        """Thường xuyên."""
        return Phrase(Kind.CONTINUOUS, "continuous")

    def relative_bare(self, children: list[Any]) -> Phrase:
        """05 ngày làm việc; 6 tháng (of the year)."""
        length: Length = children[0]
        if length.unit == "month" and length.amount in _REPORT_MONTHS:
            return self._months_alone(length, "relative_bare")
        if length.unit in ("quarter", "year") and length.amount != 1:
            raise NotReadError
        return _relative(length, "relative_bare", takes_event=False, anchored=False)

    def relative_since(self, children: list[Any]) -> Phrase:
        """07 ngày làm việc kể từ ngày, and the words after it."""
        return _relative(first_of(children, Length), "relative_since", takes_event=True, anchored=True)

    def relative(self, children: list[Any]) -> Phrase:
        """Trong vòng 05 ngày làm việc."""
        return _relative(first_of(children, Length), "relative", takes_event=False, anchored=True)

    def relative_limited(self, children: list[Any]) -> Phrase:
        """Chậm nhất 05 ngày làm việc [sau khi …]; "trước 15 ngày" and "trong tháng" are not settled."""
        limit, length, *since = children
        if limit is Limit.UNTIL or (
            length.amount is None and length.unit in ("year", "quarter") and limit is not Limit.ON
        ):
            raise NotReadError
        if limit is Limit.BEFORE or length.amount is None:
            return _unread("relative_limited")
        return _relative(length, "relative_limited", takes_event=bool(since), anchored=True)

    def relative_at_once(self, children: list[Token]) -> Phrase:
        """Ngay sau khi, and the words after it."""
        return Phrase(Kind.RELATIVE, "relative_at_once", amount=0, unit="immediately", takes_event=True, anchored=True)

    def as_directed(self, children: list[Token]) -> Phrase:
        """Theo hướng dẫn của, and the words after it."""
        return Phrase(Kind.AS_DIRECTED, "as_directed", takes_event=True, anchored=len(children) > 1)

    def periodic_alone(self, children: list[Token]) -> Phrase:
        """Định kỳ."""
        return Phrase(Kind.AS_DIRECTED, "periodic_alone")

    def on_event(self, children: list[Token]) -> Phrase:
        """Sau khi có, and the words after it."""
        return Phrase(Kind.AS_DIRECTED, "on_event", takes_event=True)

    def integrated(self, children: list[Token]) -> Phrase:
        """Lồng ghép vào báo cáo, and the words after it."""
        return Phrase(Kind.AS_DIRECTED, "integrated", takes_event=True)

    def ad_hoc(self, children: list[Token]) -> Phrase:
        """Đột xuất."""
        return Phrase(Kind.AD_HOC, "ad_hoc", takes_event=True)

    def done(self, children: list[Token]) -> Phrase:
        """Đã thực hiện."""
        return Phrase(Kind.DONE, "done", takes_event=True)

    # ---- known, not settled

    def unread_open_start(self, children: list[Any]) -> Phrase:
        """Từ tháng 3: a beginning without an end."""
        return _unread("unread_open_start")

    def unread_day(self, children: list[Any]) -> Phrase:
        """Trước ngày 25: of which month? A rhythm beside it may say: "hằng tháng, trước ngày 25"."""
        phrase = self._on_day("unread_day", "monthly", children)
        return replace(phrase, kind=Kind.UNREAD if phrase.kind is Kind.RECURRING else phrase.kind)

    def unread_edge(self, children: list[Any]) -> Phrase:
        """Giữa quý II: no rule says which day."""
        return _unread("unread_edge")

    def unread_week(self, children: list[Any]) -> Phrase:
        """Tuần đầu tháng 3: seven days, or the first Monday's week?"""
        return _unread("unread_week")
