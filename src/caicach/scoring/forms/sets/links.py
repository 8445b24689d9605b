"""Last year's sub-criteria beside those of a draft: what the program proposes, and what a person says."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reform.index import CriteriaSet, Link, carried_links

__all__ = ["LinkRow", "LinksTyped", "link_rows", "typed_links"]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One sub-criterion of last year: which of this year measures the same, as the page shows and takes it."""

    key: str  # of last year
    number: str
    label: str
    points: str
    now: str  # number of this year's; empty: nothing stands for it any more
    is_same: bool
    is_proposed: bool  # by the program, and nobody has said so yet
    problem: str = ""

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"now-{self.key}"

    @property
    def same_field(self) -> str:
        """The name of its box."""
        return f"same-{self.key}"


@dataclass(frozen=True, slots=True)
class LinksTyped:
    """What was typed: the links, or the rows with what is wrong at each."""

    links: tuple[Link, ...]
    rows: tuple[LinkRow, ...]
    has_problems: bool


def link_rows(before: CriteriaSet, one: CriteriaSet) -> tuple[LinkRow, ...]:
    """Return a row for each sub-criterion of ``before``: the link that was said, else the one that is proposed."""
    said = {link.before: link for link in one.links}
    numbers = {leaf.key: leaf.number for leaf in one.leaves}
    rows = []
    for offer in carried_links(before, one):
        link = said.get(offer.before.key, offer.link)
        rows.append(
            LinkRow(
                key=offer.before.key,
                number=offer.before.number,
                label=offer.before.label,
                points=f"{offer.before.points:f}".replace(".", ","),
                now=numbers.get(link.now or "", ""),
                is_same=link.now is not None and link.is_same,
                is_proposed=offer.before.key not in said and link.now is not None,
            )
        )
    return tuple(rows)


def typed_links(before: CriteriaSet, one: CriteriaSet, sent: Mapping[str, str]) -> LinksTyped:
    """Return the links that were typed: this year's by its number or its key, nothing where it was dropped."""
    by_name = {name: leaf.key for leaf in one.leaves for name in (leaf.number, leaf.key)}
    links, rows = [], []
    for row in link_rows(before, one):
        typed, is_same = sent.get(row.field, "").strip(), row.same_field in sent
        name = typed.split(" ")[0]
        problem = (
            _("“%(text)s” không có trong bộ này. Ghi số thứ tự hoặc mã, để trống nếu đã bỏ.") % {"text": typed[:60]}
            if name and name not in by_name
            else ""
        )
        rows.append(
            LinkRow(row.key, row.number, row.label, row.points, typed, is_same, is_proposed=False, problem=problem)
        )
        links.append(Link(row.key, by_name.get(name), is_same if name else True))
    return LinksTyped(tuple(links), tuple(rows), any(row.problem for row in rows))
