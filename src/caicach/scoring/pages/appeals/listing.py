"""The objections of a round as those who appraise answer them: one form for all rows of a page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AppealState, AssessmentState
from caicach.scoring.forms.appeals import AnswerText
from caicach.scoring.pages.appeals.leaf_part import asked_words, reason_words
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.selectors.appeals import RoundAppeal, RoundAppeals, appraised_points
from caicach.scoring.services.appeal_answers import VERDICTS
from caicach.ui.notation import decimal_text, moment_text, number_text
from caicach.ui.values import Figure, Link
from vanban.text.forms import sort_key

__all__ = ["AppealLine", "AppealsFilter", "AppealsPage", "AppealsSent", "appeals_page"]

NO_ANSWER = AnswerText()
ROWS = 50  # on a page: what one form sends at once
_STATES = {
    "cho": AppealState.ASKED,
    "chap-nhan": AppealState.ACCEPTED,
    "mot-phan": AppealState.PARTLY,
    "khong": AppealState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class AppealsFilter:
    """Which objections are shown; every empty field lets all pass."""

    state: str = ""  # a key of _STATES
    agency: str = ""  # uid of an assessment
    leaf: str = ""
    number: str = ""  # of the page

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "AppealsFilter":
        """Return what an address asks for; a word that is none of ours shows all."""
        state = data.get("loc", "")
        known = state if state in _STATES else ""
        return cls(known, data.get("co-quan", ""), data.get("tieu-chi", ""), data.get("trang", ""))

    @property
    def query(self) -> dict[str, str]:
        """The filter as an address says it, without the page."""
        given = {"loc": self.state, "co-quan": self.agency, "tieu-chi": self.leaf}
        return {name: value for name, value in given.items() if value}

    def passes(self, row: RoundAppeal) -> bool:
        """Whether a row is shown."""
        return (
            (not self.state or row.appeal.state == _STATES[self.state])
            and (not self.agency or str(row.assessment.uid) == self.agency)
            and (not self.leaf or row.leaf.key == self.leaf)
        )


@dataclass(frozen=True, slots=True)
class AppealLine:
    """One objection as a row."""

    pk: int
    agency: str
    url: str
    leaf: str
    claimed: str
    appraised: str
    why: str
    appraised_words: str
    asked: str
    words: str
    who: str
    supplements: str  # documents that were brought after the lock; empty: none
    again: str  # points that the grid of the second appraisal gave already
    is_open: bool
    state: str
    tone: str
    answer: str
    answered: str
    shown: AnswerText
    error: str


@dataclass(frozen=True, slots=True)
class AppealsSent:
    """What was sent and refused."""

    texts: Mapping[int, AnswerText]
    errors: Mapping[int, str]
    common: AnswerText = NO_ANSWER


NOTHING_SENT = AppealsSent({}, {})


@dataclass(frozen=True, slots=True)
class AppealsPage:
    """The objections of a round."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    chips: tuple[Link, ...]
    agencies: tuple[tuple[str, str], ...]
    leaves: tuple[tuple[str, str], ...]
    filter: AppealsFilter
    is_filtered: bool
    lines: tuple[AppealLine, ...]
    total: int
    page: Page[RoundAppeal]
    query: QueryDict
    verdicts: tuple[tuple[str, str], ...]
    common_verdicts: tuple[tuple[str, str], ...]
    common: AnswerText
    has_open: bool
    refused: str
    url: str  # with the filter, to which the form is sent
    all_url: str
    has_any: bool


def _shown(rows: Iterable[RoundAppeal], asked: AppealsFilter, sent: AppealsSent) -> Page[RoundAppeal]:
    """Return the rows of the page that is asked for; what was refused is shown whatever the filter."""
    found = [row for row in rows if asked.passes(row) or row.appeal.pk in sent.errors]
    return Paginator(found, ROWS).get_page(asked.number)


def appeals_page(found: RoundAppeals, asked: AppealsFilter, sent: AppealsSent = NOTHING_SENT) -> AppealsPage:
    """Return the page of all that is the reader's."""
    round_, rows = found.round, found.rows
    here = _shown(rows, asked, sent)
    lines = tuple(_line(row, sent) for row in here.object_list)
    all_url = reverse("scoring:appeals", args=[round_.uid])
    waits = sum(row.waits for row in rows)
    said = _("Kiến nghị về điểm: %(count)s chờ trả lời") if waits else _("Kiến nghị về điểm: không còn gì chờ trả lời")
    verdicts = tuple((one.value, str(one.label)) for one in VERDICTS)
    query = QueryDict(urlencode(asked.query))
    return AppealsPage(
        title=said % {"count": number_text(waits)},
        kicker=round_.title,
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Kiến nghị về điểm")),
        ),
        ribbon=_ribbon(rows),
        chips=_chips(rows, asked, all_url),
        agencies=tuple(
            sorted({(str(row.assessment.uid), row.assessment.agency.current_name) for row in rows}, key=_name)
        ),
        leaves=tuple({row.leaf.key: f"{row.leaf.number} {row.leaf.label}" for row in _in_order(rows)}.items()),
        filter=asked,
        is_filtered=bool(asked.agency or asked.leaf),
        lines=lines,
        total=here.paginator.count,
        page=here,
        query=query,
        verdicts=(("", _("chưa trả lời")), *verdicts),
        common_verdicts=(("", _("chọn")), *(one for one in verdicts if one[0] != AppealState.PARTLY)),
        common=sent.common,
        has_open=any(line.is_open for line in lines),
        refused=_("%(count)s dòng chưa lưu được; lý do ghi ở từng dòng.") % {"count": number_text(len(sent.errors))}
        if sent.errors
        else "",
        url=_address(all_url, asked),
        all_url=all_url,
        has_any=bool(rows),
    )


def _name(one: tuple[str, str]) -> str:
    return sort_key(one[1])


def _in_order(rows: Sequence[RoundAppeal]) -> list[RoundAppeal]:
    return sorted(rows, key=lambda row: row.appeal.score.position)


def _address(all_url: str, asked: AppealsFilter) -> str:
    query = asked.query | ({"trang": asked.number} if asked.number else {})
    return f"{all_url}?{urlencode(query)}" if query else all_url


def _chips(rows: Sequence[RoundAppeal], asked: AppealsFilter, all_url: str) -> tuple[Link, ...]:
    """Return the filter by state; how many stand behind each counts with the other filters."""
    others = [row for row in rows if AppealsFilter(agency=asked.agency, leaf=asked.leaf).passes(row)]
    counts = Counter(row.appeal.state for row in others)
    rest = {name: value for name, value in asked.query.items() if name != "loc"}
    found = [Link(_("Tất cả"), _with(all_url, rest), current=not asked.state, count=len(others))]
    for key, state in _STATES.items():
        label = str(state.label).capitalize()
        address = _with(all_url, {"loc": key, **rest})
        found.append(Link(label, address, current=asked.state == key, count=counts[state]))
    return tuple(found)


def _with(url: str, query: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(query)}" if query else url


def _ribbon(rows: Sequence[RoundAppeal]) -> tuple[Figure, ...]:
    waits = sum(row.waits for row in rows)
    asked = sum((_more(row) for row in rows), Decimal(0))
    given = sum((_given(row) for row in rows), Decimal(0))
    agencies = len({row.assessment.pk for row in rows})
    return (
        Figure(
            _("Số kiến nghị"),
            number_text(len(rows)),
            note=_("của %(count)s cơ quan") % {"count": number_text(agencies)},
        ),
        Figure(_("Chờ trả lời"), number_text(waits), tone="bad" if waits else ""),
        Figure(_("Điểm đề nghị thêm"), f"+{decimal_text(asked)}"),
        Figure(_("Điểm đã cho thêm"), f"+{decimal_text(given)}"),
    )


def _more(row: RoundAppeal) -> Decimal:
    appeal = row.appeal
    return Decimal(0) if appeal.asked is None else appeal.asked - appraised_points(appeal.score)


def _given(row: RoundAppeal) -> Decimal:
    score = row.appeal.score
    return Decimal(0) if score.reviewed is None else max(Decimal(0), score.reviewed - appraised_points(score))


def _line(row: RoundAppeal, sent: AppealsSent) -> AppealLine:
    appeal, score = row.appeal, row.appeal.score
    return AppealLine(
        pk=appeal.pk,
        agency=row.assessment.agency.current_name,
        url=leaf_url(row.assessment, row.leaf.key),
        leaf=f"{row.leaf.number} {row.leaf.label}",
        claimed=f"{said_points(score.claimed)} / {plain(score.maximum)}",
        appraised=decimal_text(appraised_points(score)),
        why=reason_words(score.appraised_reason),
        appraised_words=score.appraised_note,
        asked=asked_words(appeal) if appeal.asked is None else decimal_text(appeal.asked),
        words=appeal.words,
        who=f"{appeal.by.full_name}, {moment_text(appeal.at)}" if appeal.by else moment_text(appeal.at),
        supplements=_("%(count)s văn bản bổ sung") % {"count": number_text(row.supplements)} if row.supplements else "",
        again=_("lưới thẩm định đã cho %(points)s") % {"points": decimal_text(score.reviewed)}
        if row.waits and score.reviewed is not None
        else "",
        is_open=row.is_open,
        state=_state(row),
        tone=_TONES[AppealState(appeal.state)],
        answer=appeal.answer,
        answered=_answered(row),
        shown=sent.texts.get(appeal.pk, NO_ANSWER),
        error=sent.errors.get(appeal.pk, ""),
    )


_TONES = {
    AppealState.ASKED: "warn",
    AppealState.ACCEPTED: "ok",
    AppealState.PARTLY: "ok",
    AppealState.REFUSED: "bad",
}


def _state(row: RoundAppeal) -> str:
    if row.waits and row.assessment.state == AssessmentState.APPRAISED:
        return _("cơ quan chưa kết thúc giải trình")
    return str(AppealState(row.appeal.state).label)


def _answered(row: RoundAppeal) -> str:
    appeal = row.appeal
    if appeal.answered_at is None:
        return ""
    points = "" if appeal.score.reviewed is None else decimal_text(appeal.score.reviewed)
    who = appeal.answered_by.full_name if appeal.answered_by else ""
    return ", ".join(one for one in (points, who, moment_text(appeal.answered_at)) if one)
