"""The pages of the register: as it stood on a day, and one agency through time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.constants import AgencyKind, AgencyLevel, MandateKind
from caicach.agencies.forms import RegisterForm
from caicach.agencies.models import AgencyVersion, Mandate, Succession
from caicach.agencies.selectors import OUTSIDE_KINDS, AgencyHistory, Register, RegisterEntry
from caicach.ui.notation import date_text
from caicach.ui.values import Fact, Link, Moment
from caicach.web.fields import FOREVER
from reform.areas import OTHER, area_of

__all__ = ["FOLDED_FROM", "DetailPage", "Line", "ListPage", "Section", "address_of"]

FOLDED_FROM = 40  # rows; a province has some twenty departments, and over a hundred communes


def address_of(agency_id: int, on: date | None = None) -> str:
    """Return the address of an agency's page, as of ``on`` where a day is given."""
    address = reverse("agencies:detail", args=[agency_id])
    return f"{address}?{urlencode({'ngay': on.isoformat()})}" if on else address


@dataclass(frozen=True, slots=True)
class Line:
    """One agency in a list."""

    url: str
    name: str
    sub: str  # what it is, and under whom
    below: int  # how many stand directly under it

    @classmethod
    def of(cls, entry: RegisterEntry, register: Register, on: date | None) -> "Line":
        """Return the line of ``entry``."""
        parent = register.by_id.get(entry.parent_id) if entry.parent_id is not None else None
        words = [_kind_words(entry), parent.name if parent else ""]
        sub = " · ".join(word for word in words if word)
        return cls(address_of(entry.id, on), entry.name, sub, len(register.children(entry.id)))


@dataclass(frozen=True, slots=True)
class Section:
    """The agencies of one kind in a list."""

    title: str
    lines: tuple[Line, ...]
    folds: bool = True  # where it is long; what was searched for never does

    @property
    def is_folded(self) -> bool:
        """Whether the rows are behind a click: whoever looks for one body need not scroll past hundreds."""
        return self.folds and len(self.lines) > FOLDED_FROM


@dataclass(frozen=True, slots=True)
class ListPage:
    """The register on a day, by level and kind; or what a search found in it."""

    title: str
    form: RegisterForm
    sections: tuple[Section, ...]
    query: str  # empty: the whole register
    on: date
    is_today: bool

    @classmethod
    def of(
        cls, form: RegisterForm, register: Register, found: Sequence[RegisterEntry] | None, *, on: date, today: date
    ) -> "ListPage":
        """Build the page; ``found`` is what a search gave, None without a search."""
        day = None if on == today else on
        if found is None:
            sections = tuple(_sections(register, day))
        else:
            lines = tuple(Line.of(entry, register, day) for entry in found)
            sections = (Section(_("Kết quả tìm"), lines, folds=False),) if lines else ()
        query = str(form["tim"].value() or "")
        return cls(_title(register), form, sections, query, on, on == today)


@dataclass(frozen=True, slots=True)
class DetailPage:
    """One agency: what it is on a day, who stands under it, its names in time, its heirs, its charges."""

    agency_id: int
    name: str
    kicker: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    children: tuple[Section, ...]
    events: tuple[Moment, ...]  # newest first
    charges: tuple[Fact, ...]
    heirs: tuple[Link, ...]  # of a body that has ended
    ended_on: date | None  # the first day on which it was no more, where that day has come
    on: date
    is_today: bool

    @classmethod
    def of(cls, history: AgencyHistory, register: Register, *, on: date, today: date) -> "DetailPage":
        """Build the page from an agency's history and the register of the day."""
        agency = history.agency
        day = None if on == today else on
        version = _version_on(history.versions, on)
        children = [register.by_id[child] for child in register.children(agency.pk)]
        return cls(
            agency_id=agency.pk,
            name=version.name,
            kicker=_("Cấp %(level)s · %(kind)s")
            % {"level": AgencyLevel(version.level).label, "kind": AgencyKind(version.kind).label},
            crumbs=_crumbs(version, register, day),
            facts=tuple(_facts(version, day)),
            children=tuple(_child_sections(children, register, day)),
            events=tuple(_events(history)),
            charges=tuple(_charge(mandate, on) for mandate in history.mandates),
            heirs=tuple(Link(heir.successor.current_name, address_of(heir.successor_id)) for heir in history.heirs),
            ended_on=agency.ended_on if agency.ended_on <= on else None,
            on=on,
            is_today=on == today,
        )


def _title(register: Register) -> str:
    """Say the answer first: how many bodies there are."""
    committees = register.of_kind("committee")
    districts = len(committees & register.of_level("district"))
    communes = len(committees & register.of_level("commune"))
    words = {"all": len(register.entries), "districts": districts, "communes": communes}
    if not words["all"]:
        return _("Vào ngày này danh bạ chưa có cơ quan nào")
    if districts:
        return _("%(all)s cơ quan, trong đó %(districts)s đơn vị cấp huyện và %(communes)s đơn vị cấp xã") % words
    return _("%(all)s cơ quan, trong đó %(communes)s đơn vị cấp xã") % words


def _kind_words(entry: RegisterEntry) -> str:
    return str(AgencyKind(entry.kind).label)


def _sections(register: Register, on: date | None) -> Iterable[Section]:
    """Give the register by level; offices of districts and communes stand on their committees' pages."""
    groups: dict[str, list[RegisterEntry]] = {}
    committees_first = sorted(register.entries, key=lambda entry: entry.kind != AgencyKind.COMMITTEE)
    for entry in committees_first:
        title = _section_of(entry)
        if title:
            groups.setdefault(title, []).append(entry)
    for title in _section_titles():
        if title in groups:
            yield Section(title, tuple(Line.of(entry, register, on) for entry in groups[title]))


def _section_titles() -> tuple[str, ...]:
    return (
        _("Ủy ban nhân dân tỉnh và các sở, ban, ngành"),
        _("Ủy ban nhân dân cấp huyện"),
        _("Ủy ban nhân dân cấp xã"),
        _("Đơn vị thuộc tỉnh"),
        _("Cơ quan ngành dọc"),
        _("Cơ quan Đảng, Hội đồng nhân dân, Mặt trận, doanh nghiệp"),
    )


def _section_of(entry: RegisterEntry) -> str:
    own, districts, communes, units, vertical, outside = _section_titles()
    if entry.kind in OUTSIDE_KINDS:
        return outside
    if entry.kind == AgencyKind.VERTICAL:
        return vertical
    if entry.level == AgencyLevel.DISTRICT:
        return districts if entry.kind == AgencyKind.COMMITTEE else ""
    if entry.level == AgencyLevel.COMMUNE:
        return communes if entry.kind == AgencyKind.COMMITTEE else ""
    is_own = entry.kind in {AgencyKind.COMMITTEE, AgencyKind.OFFICE, AgencyKind.DEPARTMENT, AgencyKind.BOARD}
    return own if is_own else units


def _child_sections(children: Iterable[RegisterEntry], register: Register, on: date | None) -> Iterable[Section]:
    """Give what stands directly under an agency, the committees of its territory apart from its own bodies."""
    parts: dict[bool, list[RegisterEntry]] = {False: [], True: []}
    for entry in children:
        parts[entry.kind == AgencyKind.COMMITTEE].append(entry)
    for title, entries in ((_("Đơn vị trực thuộc"), parts[False]), (_("Địa phương trực thuộc"), parts[True])):
        if entries:
            yield Section(title, tuple(Line.of(entry, register, on) for entry in entries))


def _version_on(versions: Sequence[AgencyVersion], on: date) -> AgencyVersion:
    """Return the version valid on ``on``; before the first one the first, after the last one the last."""
    started = [version for version in versions if version.valid_from <= on]
    return started[-1] if started else versions[0]


def _crumbs(version: AgencyVersion, register: Register, on: date | None) -> tuple[Link, ...]:
    line = [register.by_id[above] for above in reversed(register.ancestors(version.agency_id))]
    top = reverse("agencies:list") + (f"?{urlencode({'ngay': on.isoformat()})}" if on else "")
    above = (Link(entry.short_name or entry.name, address_of(entry.id, on)) for entry in line)
    return (Link(_("Cơ quan"), top), *above, Link(version.name))


def _facts(version: AgencyVersion, on: date | None) -> Iterable[Fact]:
    yield Fact(_("Cấp"), AgencyLevel(version.level).label)
    yield Fact(_("Loại"), AgencyKind(version.kind).label)
    if version.parent:
        yield Fact(_("Trực thuộc"), version.parent.current_name, url=address_of(version.parent.pk, on))
    if version.code:
        yield Fact(_("Mã định danh"), version.code)
    yield Fact(_("Từ ngày"), date_text(version.valid_from))
    if version.valid_to != FOREVER:
        yield Fact(_("Đến trước ngày"), date_text(version.valid_to))


def _events(history: AgencyHistory) -> Iterable[Moment]:
    """Give what happened to an agency, newest first: its end, its names and parents, from whom it took over."""
    found: list[tuple[date, Moment]] = []
    versions = history.versions
    for position, version in enumerate(versions):
        before = versions[position - 1] if position else None
        found.append((version.valid_from, _change(before, version)))
    found += [(heir.reorganisation.effective_on, _taken_over(heir)) for heir in history.forebears]
    if history.agency.ended_on != FOREVER:
        found.append((history.agency.ended_on, _end(history)))
    found.sort(key=lambda event: event[0], reverse=True)
    return (moment for _on, moment in found)


def _change(before: AgencyVersion | None, version: AgencyVersion) -> Moment:
    when = _when(version.valid_from, version.legal_basis)
    if before is None:
        return Moment(_("Có trong danh bạ với tên “%(name)s”") % {"name": version.name}, when, "flag")
    what = []
    if before.name != version.name:
        what.append(_("đổi tên thành “%(name)s”") % {"name": version.name})
    if before.parent_id != version.parent_id:
        parent = version.parent.current_name if version.parent else _("không cơ quan nào")
        what.append(_("chuyển về trực thuộc %(parent)s") % {"parent": parent})
    words = "; ".join(what) or _("thay đổi thông tin")
    return Moment(words[0].upper() + words[1:], when, "pencil")


def _taken_over(heir: Succession) -> Moment:
    event = heir.reorganisation
    names = {"name": heir.predecessor.current_name, "kind": event.get_kind_display()}
    what = _("Tiếp nhận từ %(name)s (%(kind)s)") % names
    return Moment(what, _when(event.effective_on, event.legal_basis), "arrow-right", "ok")


def _end(history: AgencyHistory) -> Moment:
    names = "; ".join(heir.successor.current_name for heir in history.heirs)
    what = _("Kết thúc hoạt động; kế thừa: %(names)s") % {"names": names} if names else _("Kết thúc hoạt động")
    basis = history.heirs[0].reorganisation.legal_basis if history.heirs else ""
    return Moment(what, _when(history.agency.ended_on, basis), "ban", "tra")


def _when(on: date, legal_basis: str) -> str:
    return f"{date_text(on)} · {legal_basis}" if legal_basis else date_text(on)


def _charge(mandate: Mandate, on: date) -> Fact:
    if mandate.kind == MandateKind.STANDING_BODY:
        label = str(MandateKind.STANDING_BODY.label)
    else:
        area = area_of(mandate.area_code, on)
        label = _("Chủ trì: %(area)s") % {"area": mandate.area_code if area.code == OTHER else area.name}
    since = _("từ %(day)s") % {"day": date_text(mandate.valid_from)}
    until = _("đến trước %(day)s") % {"day": date_text(mandate.valid_to)} if mandate.valid_to != FOREVER else ""
    note = ", ".join(part for part in (since, until) if part)
    return Fact(label[0].upper() + label[1:], mandate.owner.current_name, note, address_of(mandate.owner_id))
