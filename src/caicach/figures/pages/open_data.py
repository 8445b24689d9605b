"""Published figures: what is public, one period of it with how to use it, and what each line means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.constants import OPEN_DATA_LICENCE
from caicach.figures.forms.definition import TIMES, TYPES, WAYS
from caicach.figures.pages.entry.shown import Shown, shown_of
from caicach.figures.pages.whole.frame import counts_text
from caicach.figures.selectors.open_data import Published
from caicach.ui.notation import date_text, moment_text, number_text
from caicach.ui.values import Fact, Link
from reform.forms.codes import breakdown_of, codes_of
from reform.forms.figures import members_text
from reform.forms.model import LineType
from reform.forms.sheets import CellKind, Row, SheetSection

__all__ = ["DatasetPage", "DictionaryPage", "OpenDataPage", "dataset_page", "dictionary_page", "open_data_page"]


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """One published period."""

    name: str
    form: str
    owner: str
    url: str
    data_from: date
    data_to: date
    published_at: datetime
    counts: str  # "165/166": units in the sums
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class OpenDataPage:
    """What is public."""

    lines: tuple[DatasetLine, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One published figure."""

    number: str
    label: str
    unit: str
    depth: int
    value: Shown
    is_blank: bool
    counts: str  # empty: the body's own
    is_short: bool  # units are missing in it
    is_computed: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures under one heading."""

    number: str
    label: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class FigureSection:
    """A section of the form."""

    id: str
    title: str
    groups: tuple[FigureGroup, ...]


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """One published period."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    outdated: str  # empty: the figures stand
    short: str  # units that are missing; empty: none
    facts: tuple[Fact, ...]
    licence: str
    sections: tuple[FigureSection, ...]
    urls: dict[str, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one line means."""

    key: str
    code: str
    label: str
    breakdown: str
    unit: str
    type: str
    time: str
    way: str
    formula: str
    words: str  # answers of a choice


@dataclass(frozen=True, slots=True)
class DictionaryPage:
    """What each line of a published form means."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    meanings: tuple[Meaning, ...]
    dimensions: tuple[tuple[str, str, str], ...]  # key, label, members with their words
    reasons: tuple[tuple[str, str], ...]  # key, words
    columns: tuple[tuple[str, str], ...]  # of the files: name, meaning
    csv_url: str


def open_data_page(some: Iterable[Published]) -> OpenDataPage:
    """Return the list."""
    return OpenDataPage(tuple(map(_dataset, some)))


def _dataset(one: Published) -> DatasetLine:
    period = one.period
    return DatasetLine(
        name=_raised(period.name),
        form=period.form.title,
        owner=period.owner.current_name,
        url=reverse("open_data:dataset", args=[period.uid]),
        data_from=period.data_from,
        data_to=period.data_to,
        published_at=one.publication.at,
        counts=counts_text(one.publication.received, one.publication.expected),
        is_outdated=one.is_outdated,
    )


def dataset_page(one: Published, *, source: str, address: str) -> DatasetPage:
    """Return the page of a published period; ``source``: how it is cited, ``address``: where it stays."""
    period, publication = one.period, one.publication
    lacking = publication.expected - publication.received
    return DatasetPage(
        title=_("%(form)s, %(period)s") % {"form": period.form.title, "period": period.name},
        kicker=period.owner.current_name,
        lead=_lead(one),
        crumbs=(Link(_("Số liệu đã công bố"), reverse("open_data:list")), Link(_raised(period.name))),
        outdated=_outdated(one),
        short=_("Còn thiếu số liệu của %(count)s đơn vị; đơn vị thiếu không tính là 0.")
        % {"count": number_text(lacking)}
        if lacking > 0
        else "",
        facts=(
            Fact(_("Cơ quan công bố"), period.owner.current_name),
            Fact(_("Hỏi về số liệu"), period.receiver.current_name),
            Fact(_("Công bố"), _published_words(one)),
            Fact(_("Biểu"), str(period.form), note=period.legal_basis),
            Fact(_("Nguồn để trích dẫn"), source),
            Fact(_("Địa chỉ cố định"), address, url=address),
        ),
        licence=_(OPEN_DATA_LICENCE),
        sections=tuple(_section(one, section) for section in one.printed.sections),
        urls={end: _data(one, end) for end in ("csv", "xlsx", "json")}
        | {"dictionary": reverse("open_data:dictionary", args=[period.uid])},
    )


def _published_words(one: Published) -> str:
    words = {"number": number_text(one.publication.number), "at": moment_text(one.publication.at)}
    return _("lần %(number)s, %(at)s") % words


def _lead(one: Published) -> str:
    window = {"start": date_text(one.period.data_from), "end": date_text(one.period.data_to)}
    said = _("Số liệu từ %(start)s đến %(end)s") % window
    if not one.publication.expected:
        return f"{said}."
    counts = counts_text(one.publication.received, one.publication.expected)
    return _("%(said)s, cộng từ %(counts)s đơn vị.") % {"said": said, "counts": counts}


def _outdated(one: Published) -> str:
    if not one.is_outdated:
        return ""
    return _("Sau ngày công bố, cơ quan đã sửa số liệu tổng hợp. Dưới đây vẫn là số đã công bố lúc %(at)s.") % {
        "at": moment_text(one.publication.at)
    }


def _data(one: Published, ending: str) -> str:
    return reverse("open_data:data", args=[one.period.uid, ending])


def _section(one: Published, section: SheetSection) -> FigureSection:
    groups = tuple(
        FigureGroup(group.number, group.label, tuple(_line(one, row) for row in group.rows)) for group in section.groups
    )
    return FigureSection(f"h-{section.key}", f"{section.number}. {section.label}", groups)


def _line(one: Published, row: Row) -> FigureLine:
    received, expected = one.counts.get(row.cell, (0, 0))
    return FigureLine(
        number=row.number,
        label=row.label,
        unit="" if row.line.type is LineType.CHOICE else row.line.unit,
        depth=row.depth,
        value=shown_of(one.filled.get(row.cell), row.line, one.printed.form),
        is_blank=row.cell not in one.filled,
        counts=counts_text(received, expected),
        is_short=received < expected,
        is_computed=row.kind in (CellKind.COMPUTED, CellKind.MARGIN),
    )


def dictionary_page(one: Published) -> DictionaryPage:
    """Return what each line means."""
    form, period = one.printed.form, one.period
    here = reverse("open_data:dataset", args=[period.uid])
    return DictionaryPage(
        title=_("Từ điển dữ liệu"),
        kicker=f"{period.form} · {period.name}",
        crumbs=(
            Link(_("Số liệu đã công bố"), reverse("open_data:list")),
            Link(_raised(period.name), here),
            Link(_("Từ điển dữ liệu")),
        ),
        meanings=_meanings(one),
        dimensions=tuple(
            (key, said.label, "; ".join(f"{member} = {words}" for member, words in said.members.items()))
            for key, said in form.dimensions.items()
        ),
        reasons=tuple(form.null_reasons.items()),
        columns=_columns(),
        csv_url=reverse("open_data:dictionary-data", args=[period.uid]),
    )


def _meanings(one: Published) -> tuple[Meaning, ...]:
    codes = codes_of(one.printed.rows)
    return tuple(_meaning(one, row, codes[row.cell]) for row in one.printed.rows)


def _meaning(one: Published, row: Row, code: str) -> Meaning:
    line, members = row.line, members_text(row.cell)
    return Meaning(
        key=f"{line.key}[{members}]" if members else line.key,
        code=code,
        label=row.label,
        breakdown=breakdown_of(row, one.printed),
        unit=line.unit,
        type=str(TYPES[line.type]),
        time=str(TIMES[line.time]),
        way=str(WAYS[line.aggregation]),
        formula=str(line.calc or line.counts or ""),
        words="; ".join(f"{word} = {said}" for word, said in line.choice.words.items()) if line.choice else "",
    )


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        ("line_key", _("Khóa của chỉ tiêu; không đổi qua các kỳ và các phiên bản biểu.")),
        ("members", _("Phân tổ của dòng; để trống là dòng tổng.")),
        ("value", _("Số; dấu chấm trước phần lẻ, không có dấu ngăn hàng nghìn.")),
        ("word", _("Câu trả lời của chỉ tiêu chọn trong danh sách.")),
        ("null_reason", _("Lý do không có số; khác với số 0.")),
        ("received, expected", _("Số cộng từ bao nhiêu đơn vị trên bao nhiêu đơn vị phải có.")),
    )


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
