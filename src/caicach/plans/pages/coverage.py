"""A superior's plan against the plans below: bodies by areas, then the rows behind each number."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.plans.models import Plan
from caicach.plans.pages.rows import number_of
from caicach.plans.selectors import label_of
from caicach.plans.selectors.coverage import Cover, Coverage, CoverCell
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link
from reform.areas import area_of

__all__ = ["CoverageHeat", "CoveragePage", "coverage_page", "kind_asked"]

_TONES = ((100, "k5 full"), (98, "k5"), (95, "k4"), (85, "k3"), (70, "k2"))
_BAD = (Cover.MISSING, Cover.WEAKER, Cover.LATER)
_STATE_TONES = {Cover.MISSING: "bad", Cover.WEAKER: "warn", Cover.LATER: "warn", Cover.COVERED: "ok"}


def _words() -> dict[Cover, str]:
    return {
        Cover.MISSING: _("thiếu"),
        Cover.WEAKER: _("thấp hơn"),
        Cover.LATER: _("muộn hơn"),
        Cover.COVERED: _("đủ"),
    }


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How many rows of one area one body's plan carries out in full."""

    text: str  # "5/7"
    say: str
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One body."""

    name: str
    url: str
    cells: tuple[HeatCell, ...]
    whole: HeatCell
    problems: str  # "thiếu 2, muộn hơn 1": for the list on a phone


@dataclass(frozen=True, slots=True)
class CoverageHeat:
    """Bodies by areas."""

    heads: tuple[str, ...]
    lines: tuple[HeatLine, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row of the superior, with how many bodies carry it out how."""

    number: str
    task: str
    text: str
    counts: tuple[tuple[str, str, str, str], ...]  # (words, number, address, tone) for each state


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One row of the superior at one body."""

    agency: str
    number: str
    task: str
    text: str
    deadline: str
    state: str
    tone: str
    said: tuple[str, ...]
    below: tuple[tuple[str, str, str], ...]  # (product below, deadline, address of its plan)


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """The page."""

    plan: Plan
    heading: str
    kicker: str
    crumbs: list[Link]
    figures: list[Figure]
    views: list[Link]
    kinds: list[Link]
    without_plan: list[Link]
    heat: CoverageHeat | None
    tasks: list[TaskLine] | None
    found: list[FoundLine] | None
    found_title: str
    back_url: str
    is_empty: bool


def kind_asked(query: QueryDict) -> tuple[str, ...]:
    """Return the kinds of body that the address asks for: "commune:committee"; none: all."""
    asked = query.get("loai", "")
    level, _colon, kind = asked.partition(":")
    return (asked,) if level in AgencyLevel.values and kind in AgencyKind.values else ()


def coverage_page(plan: Plan, whole: Coverage, *, query: QueryDict, kinds: Sequence[str], today: date) -> CoveragePage:
    """Return the page of ``plan``: the heat map, the rows, or what is behind one number.

    Args:
        plan: The superior's.
        whole: Of the kinds of body that are asked for.
        query: The address: ``co-quan``, ``linh-vuc``, ``dong``, ``muc``, ``xem``.
        kinds: Every kind of body that owes something of the plan.
        today: Names the areas.
    """
    made = _Page(plan, whole, query, today)
    found = made.found()
    by_task = query.get("xem") == "nhiem-vu"
    planned = [one for one in whole.bodies if one in whole.plans]
    return CoveragePage(
        plan=plan,
        heading=made.heading(),
        kicker=label_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Đối chiếu kế hoạch cấp dưới")),
        ],
        figures=made.figures(),
        views=[
            Link(_("Theo cơ quan"), made.address(xem=""), current=not by_task),
            Link(_("Theo nhiệm vụ"), made.address(xem="nhiem-vu"), current=by_task),
        ],
        kinds=made.kinds(kinds),
        without_plan=[
            Link(whole.bodies[one].name, made.address(**{"co-quan": str(whole.bodies[one].uid)}), count=made.owed[one])
            for one in whole.without_plan
        ],
        heat=made.heat(planned) if found is None and not by_task and planned else None,
        tasks=made.tasks() if found is None and by_task else None,
        found=found,
        found_title=made.found_title(found or ()),
        back_url=made.address(),
        is_empty=not whole.bodies,
    )


class _Page:
    """Makes the parts of one page."""

    def __init__(self, plan: Plan, whole: Coverage, query: QueryDict, today: date) -> None:
        self.plan = plan
        self.whole = whole
        self.query = query
        self.words = _words()
        self.owed = Counter(cell.agency_id for cell in whole.cells)
        codes = dict.fromkeys(row.task.area_code for row in whole.rows)
        self.areas = {code: area_of(code, today).short_name for code in codes}

    def address(self, **more: str) -> str:
        """Return this page with other words; the kind of body is kept."""
        kept = {"loai": self.query.get("loai", "")}
        given = {name: value for name, value in (kept | more).items() if value}
        here = reverse("plans:coverage", args=[self.plan.uid])
        return f"{here}?{urlencode(given)}" if given else here

    def heading(self) -> str:
        """Return the answer of the page."""
        bad = sum(cell.cover is Cover.MISSING for cell in self.whole.cells)
        counts = {"none": number_text(len(self.whole.without_plan)), "bad": number_text(bad)}
        if not bad:
            return _("Kế hoạch cấp dưới đã có đủ nhiệm vụ")
        if not self.whole.without_plan:
            return _("Kế hoạch cấp dưới còn thiếu %(bad)s dòng") % counts
        return _("%(none)s cơ quan chưa có kế hoạch, còn thiếu %(bad)s dòng") % counts

    def figures(self) -> list[Figure]:
        """Return the headline figures; each opens its rows."""
        counted = Counter(cell.cover for cell in self.whole.cells)
        return [
            Figure(
                self.words[cover].capitalize(),
                number_text(counted[cover]),
                url=self.address(muc=str(cover)),
                tone="bad" if cover is Cover.MISSING and counted[cover] else "",
            )
            for cover in (Cover.COVERED, Cover.LATER, Cover.WEAKER, Cover.MISSING)
        ]

    def kinds(self, kinds: Sequence[str]) -> list[Link]:
        """Return the filter by kind of body; nothing where there is one kind."""
        if len(kinds) < 2:
            return []
        asked = self.query.get("loai", "")
        xem = self.query.get("xem", "")
        named = [(one, _kind_name(one)) for one in kinds]
        every = [Link(_("Tất cả"), self.address(loai="", xem=xem), current=not asked)]
        return [*every, *(Link(name, self.address(loai=one, xem=xem), current=one == asked) for one, name in named)]

    def heat(self, bodies: Iterable[int]) -> CoverageHeat:
        """Return the map of the bodies that have a plan, the least covered first."""
        by_body: dict[int, list[CoverCell]] = {}
        for cell in self.whole.cells:
            by_body.setdefault(cell.agency_id, []).append(cell)
        ranked = sorted(bodies, key=lambda one: (_share(by_body.get(one, [])), self.whole.bodies[one].sort_key))
        return CoverageHeat(tuple(self.areas.values()), tuple(self._line(one, by_body.get(one, [])) for one in ranked))

    def _line(self, agency_id: int, cells: Sequence[CoverCell]) -> HeatLine:
        body = self.whole.bodies[agency_id]
        address = {"co-quan": str(body.uid)}
        counted = Counter(cell.cover for cell in cells)
        bad = [f"{self.words[one]} {number_text(counted[one])}" for one in _BAD if counted[one]]
        return HeatLine(
            name=body.name,
            url=self.address(**address),
            cells=tuple(
                self._cell(
                    [cell for cell in cells if cell.row.task.area_code == code],
                    self.address(**address, **{"linh-vuc": code}),
                )
                for code in self.areas
            ),
            whole=self._cell(cells, self.address(**address)),
            problems=", ".join(bad) or _("đủ cả"),
        )

    def _cell(self, cells: Sequence[CoverCell], url: str) -> HeatCell:
        if not cells:
            return HeatCell("–", _("không giao việc"), "", "kx")
        done = sum(cell.cover is Cover.COVERED for cell in cells)
        counts = {"done": number_text(done), "all": number_text(len(cells))}
        share = _share(cells)
        tone = next((tone for bound, tone in _TONES if share >= bound), "k1")
        return HeatCell(f"{counts['done']}/{counts['all']}", _("%(done)s trong %(all)s dòng đủ") % counts, url, tone)

    def tasks(self) -> list[TaskLine]:
        """Return the superior's rows, each with its counts."""
        counted = Counter((cell.row.pk, cell.cover) for cell in self.whole.cells)
        return [
            TaskLine(
                number=number_of(row),
                task=row.task.text,
                text=row.text,
                counts=tuple(
                    (
                        self.words[cover],
                        number_text(counted[row.pk, cover]),
                        self.address(dong=str(row.position), muc=str(cover)) if counted[row.pk, cover] else "",
                        _STATE_TONES[cover] if counted[row.pk, cover] and cover is not Cover.COVERED else "",
                    )
                    for cover in (Cover.COVERED, Cover.LATER, Cover.WEAKER, Cover.MISSING)
                ),
            )
            for row in self.whole.rows
        ]

    def found(self) -> list[FoundLine] | None:
        """Return the rows behind the number that was followed; None where none was."""
        asked = {name: self.query.get(name, "") for name in ("co-quan", "linh-vuc", "dong", "muc")}
        if not any(asked.values()):
            return None
        return [
            self._found(cell)
            for cell in self.whole.cells
            if asked["co-quan"] in ("", str(self.whole.bodies[cell.agency_id].uid))
            and asked["linh-vuc"] in ("", cell.row.task.area_code)
            and asked["dong"] in ("", str(cell.row.position))
            and asked["muc"] in ("", str(cell.cover))
        ]

    def found_title(self, found: Sequence[FoundLine]) -> str:
        """Return what the followed number was about."""
        names = {line.agency for line in found}
        return next(iter(names)) if len(names) == 1 else _("Các dòng đã chọn")

    def _found(self, cell: CoverCell) -> FoundLine:
        return FoundLine(
            agency=self.whole.bodies[cell.agency_id].name,
            number=number_of(cell.row),
            task=cell.row.task.text,
            text=cell.row.text,
            deadline=cell.row.deadline_text,
            state=self.words[cell.cover],
            tone=_STATE_TONES[cell.cover],
            said=cell.said,
            below=tuple(
                (one.text, one.deadline_text, reverse("plans:detail", args=[one.plan.uid])) for one in cell.below
            ),
        )


def _share(cells: Sequence[CoverCell]) -> int:
    """Return how many of a hundred rows are carried out in full; nothing asked counts as all."""
    done = sum(cell.cover is Cover.COVERED for cell in cells)
    return done * 100 // len(cells) if cells else 100


def _kind_name(value: str) -> str:
    level, _colon, kind = value.partition(":")
    return _("%(kind)s, cấp %(level)s") % {"kind": AgencyKind(kind).label, "level": AgencyLevel(level).label}
