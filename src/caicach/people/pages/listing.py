"""The list of people, by agency."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.people.forms import FilterForm
from caicach.people.models import Post
from caicach.people.pages.words import grant_words, span_words
from caicach.people.selectors import Listing
from caicach.ui.notation import number_text
from caicach.ui.values import Link

__all__ = ["Group", "Line", "ListPage"]

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One post of one person."""

    uid: UUID
    full_name: str
    title: str
    username: str
    phone: str
    roles: tuple[str, ...]
    is_closed: bool
    is_new: bool  # never signed in
    span: str  # of a post that has ended


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one agency."""

    agency_id: int
    agency_name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Who works where, as far as the reader manages them."""

    title: str
    form: FilterForm
    chips: tuple[Link, ...]
    groups: tuple[Group, ...]
    page: Page[Post]
    query: QueryDict
    is_filtered: bool
    list_url: str

    @classmethod
    def of(
        cls, posts: QuerySet[Post], form: FilterForm, asked: Listing, *, query: QueryDict, today: date
    ) -> "ListPage":
        """Build one page of the list."""
        page = Paginator(posts, PAGE_SIZE).get_page(query.get("trang"))
        count = page.paginator.count
        title = ngettext("%(count)s người", "%(count)s người", count) % {"count": number_text(count)}
        groups = groupby(page, key=lambda post: (post.agency_id, post.agency.current_name))
        return cls(
            title=title,
            form=form,
            chips=tuple(_chips(asked, query)),
            groups=tuple(
                Group(key, name, tuple(_line(post, today) for post in found)) for (key, name), found in groups
            ),
            page=page,
            query=query,
            is_filtered=asked != Listing(),
            list_url=reverse("people:list"),
        )


def _chips(asked: Listing, query: QueryDict) -> list[Link]:
    """Return the filters by state; the one in force leads back to all."""
    words = (
        ("", _("Đang làm việc")),
        ("new", _("Chưa đăng nhập lần nào")),
        ("closed", _("Tài khoản khóa")),
        ("left", _("Đã thôi")),
    )
    return [Link(label, _address(state, query), current=state == asked.state) for state, label in words]


def _address(state: str, query: QueryDict) -> str:
    changed = query.copy()
    for name in ("trang", "loc"):
        changed.pop(name, None)
    if state:
        changed["loc"] = state
    return f"{reverse('people:list')}?{changed.urlencode()}" if changed else reverse("people:list")


def _line(post: Post, today: date) -> Line:
    return Line(
        uid=post.user.uid,
        full_name=post.user.full_name,
        title=post.title,
        username=post.user.username,
        phone=post.user.phone,
        roles=tuple(dict.fromkeys(grant_words(grant) for grant in post.grants.all())),
        is_closed=not post.user.is_active,
        is_new=post.user.last_login is None,
        span=span_words(post.valid_from, post.valid_to) if post.valid_to <= today else "",
    )
