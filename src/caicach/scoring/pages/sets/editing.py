"""Pages that change a draft of a criteria set: one form, the links to last year, a workbook before it is taken over."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.scoring.forms.sets import LinkRow
from caicach.scoring.models import SetVersion
from caicach.scoring.pages.sets.changes import CellChange, cell_changes
from caicach.scoring.pages.sets.reading import crumbs_of, set_url
from caicach.scoring.pages.sets.words import points_text
from caicach.scoring.selectors.sets import OpenedSet
from caicach.ui.notation import percent_text
from caicach.ui.values import Link
from reform.index import LEDGER_KEYS, CriteriaSet, comparable
from reform.index import Link as SetLink

__all__ = ["FormPage", "LinksPage", "PreviewPage", "known_names"]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form about a set."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    form: Any
    back_url: str
    button: str
    problems: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # keys and names that formulas may ask for
    has_file: bool = False

    @classmethod
    def of(cls, version: SetVersion | None, form: Any, *, title: str, lead: str = "", **more: Any) -> "FormPage":
        """Return the page; ``version`` None: about no version yet."""
        crumbs = crumbs_of(version)
        return cls(crumbs, title, lead, form, crumbs[-1].url, more.pop("button", _("Lưu")), **more)


@dataclass(frozen=True, slots=True)
class LinksPage:
    """Last year's sub-criteria, and what stands for each this year."""

    crumbs: tuple[Link, ...]
    title: str
    rows: tuple[LinkRow, ...]
    leaves: tuple[tuple[str, str], ...]  # number and label of this year's, to pick from
    share: str
    revision: int
    back_url: str
    refused: str

    @classmethod
    def of(cls, opened: OpenedSet, rows: tuple[LinkRow, ...], *, refused: str = "") -> "LinksPage":
        """Return the page; ``opened`` has a version of last year."""
        one, before = opened.one, opened.before or opened.one
        by_number = {leaf.number: leaf.key for leaf in one.leaves}
        links = [SetLink(row.key, by_number.get(row.now), row.is_same) for row in rows]
        share = comparable(before, one, links)
        said = {"now": percent_text(share.percent_now), "then": percent_text(share.percent_before)}
        return cls(
            crumbs=crumbs_of(opened.version),
            title=_("Đối chiếu với bộ năm %(year)s") % {"year": before.year},
            rows=rows,
            leaves=tuple((leaf.number, leaf.label) for leaf in one.leaves),
            share=_("So được: %(now)s số điểm của bộ này, %(then)s số điểm của bộ trước.") % said,
            revision=opened.version.revision,
            back_url=set_url("set", opened.version),
            refused=refused,
        )


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a workbook would change; nothing is saved yet."""

    crumbs: tuple[Link, ...]
    title: str
    cells: tuple[CellChange, ...]
    points: str
    text: str  # the definition that is taken over
    revision: int
    take_url: str
    back_url: str

    @classmethod
    def of(cls, opened: OpenedSet, made: CriteriaSet, text: str) -> "PreviewPage":
        """Return the page."""
        total = sum((area.points for area in made.areas), made.maximum * 0)
        said = {"sum": points_text(total), "most": points_text(made.maximum)}
        return cls(
            crumbs=crumbs_of(opened.version),
            title=_("Bảng XLSX sẽ đổi gì"),
            cells=cell_changes(opened.one, made),
            points=_("Các lĩnh vực cộng lại %(sum)s điểm; cả bộ ghi %(most)s điểm.") % said,
            text=text,
            revision=opened.version.revision,
            take_url=set_url("set-workbook-take", opened.version),
            back_url=set_url("set", opened.version),
        )


def known_names(opened: OpenedSet) -> tuple[tuple[str, str], ...]:
    """Return what formulas may ask for: lines of the statistics form and keys of the ledgers, with their names."""
    lines = opened.form.lines if opened.form is not None else ()
    return (*LEDGER_KEYS.items(), *((line.key, f"{line.number} {line.label}") for line in lines))
