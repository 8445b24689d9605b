"""What became of a deliverable, in the words of a report: result, evaluation, reasons.

Owns: the rules of counting and the sentences. Does not: ask the database, or write files.

A deliverable owed by one agency says what was handed in; one owed by a group counts its agencies and names the late.
On time is judged by the day of what was handed in, never by that of the acceptance; what was cancelled or passed on
counts nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState, SubmissionState
from caicach.obligations.selectors import days_late
from caicach.plans.exports.facts import HandIn, Owed
from caicach.plans.exports.words import capital, date_words, joined, named, number_text, percent, units_of

__all__ = ["Counts", "Result", "counts_of", "counts_words", "result_of"]

MOST_NAMES = 8
MOST_NAMES_EACH = 4  # where there are several occurrences
MOST_OCCURRENCES = 6
_GONE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many obligations stand where."""

    total: int = 0  # without those cancelled or passed on
    done: int = 0  # accepted
    done_late: int = 0  # of these
    waiting: int = 0  # handed in, not yet accepted
    overdue: int = 0
    going: int = 0
    dormant: int = 0
    history: int = 0  # of a past year or an ended body, not done: without clock


@dataclass(frozen=True, slots=True)
class Result:
    """The three columns that the annex adds to a row of the plan, and its figures."""

    product: str = ""  # what was handed in
    verdict: str = ""
    reasons: str = ""  # who is late and since when; empty leaves room to write
    counts: Counts = Counts()
    due_on: date | None = None  # of what is due next, else of what was due last
    met_on: date | None = None  # where everything is done: the last day


def counts_of(owed: Iterable[Owed], today: date) -> Counts:
    """Return how many of ``owed`` stand where."""
    stands = Counter(_standing(one, today) for one in owed)
    late = stands["done_late"]
    return Counts(
        total=stands.total() - stands["gone"],
        done=stands["done"] + late,
        done_late=late,
        waiting=stands["waiting"],
        overdue=stands["overdue"],
        going=stands["going"],
        dormant=stands["dormant"],
        history=stands["history"],
    )


def _standing(one: Owed, today: date) -> str:
    """Return under which name of ``Counts`` an obligation counts; "gone" counts nowhere."""
    if one.state in _GONE:
        return "gone"
    if one.state == ObligationState.ACCEPTED:
        return "done_late" if _days_late(one) else "done"
    if one.is_history:
        return "history"
    if one.state == ObligationState.SUBMITTED:
        return "waiting"
    if one.state == ObligationState.DORMANT:
        return "dormant"
    return "overdue" if _is_overdue(one, today) else "going"


def counts_words(counts: Counts) -> str:
    """Return what is not simply done: "3 muộn, 5 quá hạn, 2 chờ nghiệm thu"."""
    return joined(
        [
            _some(counts.done_late, "muộn"),
            _some(counts.overdue, "quá hạn"),
            _some(counts.waiting, "chờ nghiệm thu"),
            _some(counts.going, "đang thực hiện"),
            _some(counts.dormant, "chờ sự kiện"),
            _some(counts.history, "lưu lịch sử"),
        ]
    )


def result_of(owed: Sequence[Owed], hand_ins: Mapping[int, Sequence[HandIn]], today: date) -> Result:
    """Return what became of a deliverable; ``owed`` are its obligations in the order of their due days, at least one.

    Args:
        owed: All that the reader may see of it.
        hand_ins: By obligation; asked only where one agency owes alone.
        today: What fell due before this day is overdue.
    """
    alone = len({one.agency_id for one in owed}) == 1
    occurrences = _occurrences(owed, today)
    most = MOST_NAMES_EACH if occurrences.is_several else MOST_NAMES
    lines = [
        _of_one(ones, hand_ins, today) if alone else _of_group(ones, today, most) for _label, ones in occurrences.shown
    ]
    labels = [label if occurrences.is_several else "" for label, _ones in occurrences.shown]
    counts = counts_of(owed, today)
    is_done = counts.total > 0 and counts.done == counts.total
    return Result(
        product=_lines(labels, [line.product for line in lines]),
        verdict=_lines(labels, [line.verdict for line in lines], more=occurrences.left_words),
        reasons=_lines(labels, [line.reasons for line in lines]),
        counts=counts,
        due_on=_due_day(owed),
        met_on=max((one.met_on for one in owed if one.met_on), default=None) if is_done else None,
    )


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Obligations by occurrence: those worth a line, and how many are left out."""

    shown: Sequence[tuple[str, Sequence[Owed]]]
    left: int

    @property
    def is_several(self) -> bool:
        return len(self.shown) + self.left > 1

    @property
    def left_words(self) -> str:
        return f"… và {number_text(self.left)} kỳ khác" if self.left else ""


def _occurrences(owed: Sequence[Owed], today: date) -> _Occurrences:
    """Return the last occurrences that began to count and the next one: a weekly duty has fifty of them."""
    by_key: dict[str, list[Owed]] = {}
    for one in owed:
        by_key.setdefault(one.occurrence_key, []).append(one)
    rows = [(_label(ones), ones) for ones in by_key.values()]
    begun = [index for index, (_label, ones) in enumerate(rows) if any(_has_begun(one, today) for one in ones)]
    last = min(begun[-1] + 2 if begun else 1, len(rows))
    shown = rows[max(0, last - MOST_OCCURRENCES) : last]
    return _Occurrences(shown, len(rows) - len(shown))


def _label(ones: Sequence[Owed]) -> str:
    """Return what an occurrence is called: its period, else its day."""
    days = {one.due_on for one in ones if one.due_on is not None}
    return ones[0].occurrence or (f"hạn {date_words(min(days))}" if days else "")


def _has_begun(one: Owed, today: date) -> bool:
    return one.met_on is not None or (one.due_on is not None and one.due_on <= today)


def _of_one(ones: Sequence[Owed], hand_ins: Mapping[int, Sequence[HandIn]], today: date) -> Result:
    """Return the words for what one agency owes; of several under one label each has its own."""
    return Result(
        product="\n".join(filter(None, (_product(hand_ins.get(one.pk, ())) for one in ones))),
        verdict="\n".join(_verdict(one, today) for one in ones),
        reasons="\n".join(filter(None, (_reasons(one, hand_ins.get(one.pk, ()), today) for one in ones))),
    )


def _product(hand_ins: Sequence[HandIn]) -> str:
    """Return what stands as handed in: the last hand-in that was not sent back."""
    standing = [one for one in hand_ins if one.state != SubmissionState.RETURNED]
    if not standing:
        return ""
    last = standing[-1]
    if last.symbol:
        issued = f" {date_words(last.issued_on)}" if last.issued_on else ""
        return f"{last.type or 'Văn bản'} số {last.symbol}{issued}"
    return _figure(last.value, last.unit) if last.value is not None else last.sentence


def _figure(value: Decimal, unit: str) -> str:
    whole = f"{value.normalize():f}"
    return f"{number_text(Decimal(whole))} {unit}".strip()


def _verdict(one: Owed, today: date) -> str:
    if one.state in _GONE:
        return capital(str(ObligationState(one.state).label))
    late = _days_late(one)
    in_time = f"muộn {number_text(late)} ngày" if late else "đúng hạn"
    if one.state == ObligationState.ACCEPTED:
        return f"Hoàn thành {in_time}" if one.due_on and one.met_on else "Hoàn thành"
    if one.is_history:
        return "Lưu lịch sử"
    if one.state == ObligationState.SUBMITTED:
        return f"Đã nộp {in_time}, chờ nghiệm thu"
    if one.state == ObligationState.DORMANT or one.due_on is None:
        return "Chờ sự kiện"
    if _is_overdue(one, today):
        return f"Chưa hoàn thành, quá hạn {number_text((today - one.due_on).days)} ngày"
    return f"Đang thực hiện, hạn {date_words(one.due_on)}"


def _reasons(one: Owed, hand_ins: Sequence[HandIn], today: date) -> str:
    """Return who is late and since when, and why something was sent back as long as it is not done."""
    said = []
    if one.due_on is not None and _is_overdue(one, today):
        said.append(f"{one.agency}: chậm từ {date_words(one.due_on + timedelta(days=1))}")
    elif one.due_on is not None and _days_late(one) > 0:
        said.append(f"{one.agency}: hạn {date_words(one.due_on)}")
    if one.state != ObligationState.ACCEPTED and hand_ins and hand_ins[-1].state == SubmissionState.RETURNED:
        last = hand_ins[-1]
        when = f" {date_words(last.decided_on)}" if last.decided_on else ""
        said.append(f"Bị trả lại{when}: {last.return_reason}")
    return "\n".join(said)


def _of_group(ones: Sequence[Owed], today: date, most: int) -> Result:
    """Return the words for what several agencies owe; names of at most ``most`` of those late."""
    counts = counts_of(ones, today)
    if not counts.total:
        return Result(verdict=capital(str(ObligationState(ones[0].state).label)))
    count = f"{number_text(counts.total)} {units_of(frozenset(one.level for one in ones))}"
    alike = _all_alike(ones, counts)
    if alike:
        return Result(verdict=f"{alike} ({count})")
    return Result(
        product=f"{number_text(counts.done)}/{number_text(counts.total)} ({percent(counts.done, counts.total)})",
        verdict=joined([f"{number_text(counts.done)} trong {count} đã hoàn thành", counts_words(counts)]),
        reasons="\n".join(_late_ones(ones, today, most)),
    )


def _all_alike(ones: Sequence[Owed], counts: Counts) -> str:
    """Return the words for agencies of which none has come to anything yet; empty where they differ."""
    if counts.total == counts.dormant:
        return "Chờ sự kiện"
    if counts.total == counts.history:
        return "Lưu lịch sử"
    days = {one.due_on for one in ones if one.due_on is not None}
    if counts.total == counts.going:
        return "Đang thực hiện" + (f", hạn {date_words(min(days))}" if len(days) == 1 else "")
    return ""


def _late_ones(ones: Sequence[Owed], today: date, most: int) -> Iterator[str]:
    """Yield who is overdue, by the day since when, then who was late and has handed in."""
    overdue: dict[date, list[Owed]] = {}
    for one in ones:
        if one.due_on is not None and _is_overdue(one, today):
            overdue.setdefault(one.due_on + timedelta(days=1), []).append(one)
    for since, late in sorted(overdue.items()):
        yield f"Chậm từ {date_words(since)}: {_names(late, most)}"
    was_late = [one for one in ones if _days_late(one) > 0]
    if was_late:
        yield f"Nộp muộn: {_names(was_late, most)}"


def _names(ones: Sequence[Owed], most: int) -> str:
    return named([one.agency for one in sorted(ones, key=lambda one: one.sort_key)], most=most)


def _is_overdue(one: Owed, today: date) -> bool:
    waits = one.state in AWAITS_HAND_IN and not one.is_history
    return waits and days_late(one.due_on, one.paused_on, today) > 0


def _days_late(one: Owed) -> int:
    """Return by how many days what stands as handed in came after its day; 0 where nothing stands."""
    if one.state not in (ObligationState.ACCEPTED, ObligationState.SUBMITTED) or not one.due_on or not one.met_on:
        return 0
    return max(0, (one.met_on - one.due_on).days)


def _due_day(owed: Sequence[Owed]) -> date | None:
    days = [one.due_on for one in owed if one.due_on is not None]
    waiting = [one.due_on for one in owed if one.due_on is not None and one.state in AWAITS_HAND_IN]
    return min(waiting, default=max(days, default=None))


def _some(count: int, word: str) -> str:
    return f"{number_text(count)} {word}" if count else ""


def _lines(labels: Sequence[str], texts: Sequence[str], *, more: str = "") -> str:
    """Return one line for each text, behind its occurrence where there are several."""
    pairs = zip(labels, texts, strict=True)
    lines = [f"{capital(label)}: {text}" if label else text for label, text in pairs if text]
    return "\n".join([*lines, more] if more else lines)
