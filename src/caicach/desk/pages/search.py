"""What the search box finds: plans, duties, documents, agencies, with or without tone marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.documents import selectors as documents
from caicach.obligations import selectors as obligations
from caicach.obligations.selectors import FoundDuty
from caicach.plans import access as plans
from caicach.plans.selectors import label_of
from caicach.ui.notation import date_text, number_text
from caicach.web.actor import Actor
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.plans.models import Plan

__all__ = ["Found", "Group", "SearchPage"]

SHOWN = 10  # of a kind
_PLANS = 2_000  # the newest ones are looked through
_AGENCIES = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found."""

    title: str
    url: str
    info: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    title: str
    count: int
    found: tuple[Found, ...]
    more_url: str = ""  # all of them, where not all are shown
    more: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to one search."""

    title: str
    words: str
    url: str
    groups: tuple[Group, ...]

    @classmethod
    def of(cls, actor: Actor, words: str, *, today: date) -> "SearchPage":
        """Return what ``actor`` finds: nine queries at most, none for words without a letter."""
        is_asked = bool(compare_key(words))
        groups = _groups(actor, words, today) if is_asked else ()
        count = sum(group.count for group in groups)
        title = _("%(count)s kết quả cho “%(words)s”") % {"count": number_text(count), "words": words}
        return cls(title if is_asked else _("Tìm kiếm"), words, reverse("desk:search"), groups)


def _groups(actor: Actor, words: str, today: date) -> tuple[Group, ...]:
    return (
        _plans(actor, words),
        _duties(actor, words),
        _documents(actor, words, today),
        _agencies(words, today),
    )


def _documents(actor: Actor, words: str, today: date) -> Group:
    """Name documents of the register within reach; beyond a thousand they are not counted."""
    found = documents.documents_found(actor, documents.DocumentQuery(words=words), today=today)
    count = min(found.count, documents.MOST_COUNTED)
    return Group(
        _("Văn bản trong sổ"),
        count,
        tuple(_document(one) for one in found.documents[:SHOWN]),
        f"{reverse('documents:list')}?{urlencode({'q': words})}" if count > SHOWN else "",
        _("Xem trong sổ văn bản"),
    )


def _document(one: "Document") -> Found:
    day = _("ngày %(day)s") % {"day": date_text(one.issued_on)} if one.issued_on else ""
    return Found(
        str(one),
        documents.address_of_document(one),
        " · ".join(filter(None, [one.subject, one.issuer_name, day])),
    )


def _plans(actor: Actor, words: str) -> Group:
    seen = plans.visible_plans(actor).select_related("issuer").defer("reading", "source").order_by("-year", "-pk")
    keys = compare_key(words).split()
    found = [plan for plan in seen[:_PLANS] if _holds(plan, keys)]
    return Group(_("Kế hoạch"), len(found), tuple(_plan(plan) for plan in found[:SHOWN]))


def _holds(plan: "Plan", keys: Sequence[str]) -> bool:
    known = compare_key(f"{label_of(plan)} {plan.title} {plan.issuer.current_name}")
    return all(key in known for key in keys)


def _plan(plan: "Plan") -> Found:
    day = _("ngày %(day)s") % {"day": date_text(plan.issued_on)} if plan.issued_on else ""
    return Found(
        label_of(plan),
        reverse("plans:detail", args=[plan.uid]),
        " · ".join(filter(None, [plan.title, plan.issuer.current_name, day])),
    )


def _duties(actor: Actor, words: str) -> Group:
    count, found = obligations.duties_found(actor, words, limit=SHOWN)
    everything = reverse("obligations:list")
    return Group(
        _("Sản phẩm và nhiệm vụ"),
        count,
        tuple(_duty(one) for one in found),
        f"{everything}?{urlencode({'q': words})}" if count > len(found) else "",
        _("Xem trong danh sách nhiệm vụ"),
    )


def _duty(one: FoundDuty) -> Found:
    """Lead to the task where one agency owes it, to the list of all who owe it otherwise."""
    several = f"{reverse('obligations:list')}?{urlencode({'duty': one.uid})}"
    owed = _("%(count)s nhiệm vụ") % {"count": number_text(one.count)}
    return Found(
        one.title,
        reverse("obligations:detail", args=[one.only]) if one.only else several,
        " · ".join(filter(None, [one.number, one.source_label, one.agency_name or owed])),
    )


def _agencies(words: str, today: date) -> Group:
    found = agencies.search_agencies(words, on=today, limit=_AGENCIES)
    shown = tuple(Found(one.name, reverse("agencies:detail", args=[one.id]), "") for one in found[:SHOWN])
    return Group(
        _("Cơ quan"),
        len(found),
        shown,
        f"{reverse('agencies:list')}?{urlencode({'tim': words})}" if len(found) > len(shown) else "",
        _("Xem trong danh bạ cơ quan"),
    )
