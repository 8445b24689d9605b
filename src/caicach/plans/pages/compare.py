"""An amendment beside its plan: what changes row by row, what is asked, what becomes of what is owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.plans.constants import AmendmentKind, PairChoice
from caicach.plans.models import Deliverable, Plan
from caicach.plans.pages.changes import ChangeGroup, groups_of
from caicach.plans.pages.words import kicker_of, problem_sentence
from caicach.plans.selectors import issuer_doubt, label_of
from caicach.plans.services.amend import Amending, check_amends
from caicach.ui.values import Link
from caicach.web.errors import BadInput
from vanban.plans.amending import Fate, Item
from vanban.plans.lines import Part, PlanLine

__all__ = ["Act", "ComparePage", "DiffGroup", "DiffLine", "Doubt", "PartChange", "compare_page"]

PART_WORDS: dict[Part, Promise] = {
    Part.TASK: gettext_lazy("Nhiệm vụ"),
    Part.PRODUCT: gettext_lazy("Sản phẩm"),
    Part.LEAD: gettext_lazy("Chủ trì"),
    Part.COORDINATING: gettext_lazy("Phối hợp"),
    Part.MONITORING: gettext_lazy("Theo dõi, đôn đốc"),
    Part.DEADLINE: gettext_lazy("Thời hạn"),
}
FOLDED = (Fate.UNCHANGED, Fate.UNNAMED)  # nothing happens to them


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a row."""

    label: str
    choice: str
    icon: str
    old: str = ""  # ids as the form sends them
    new: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part before and after; of a row that is added or dropped one side is empty."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One row."""

    number: str
    renumbered: str  # "3 → 5"; empty: its number stays
    title: str
    task: str
    changes: list[PartChange]
    url: str  # of the amendment's row in the review; empty where it has none
    acts: list[Act]


@dataclass(frozen=True, slots=True)
class DiffGroup:
    """The rows with one fate."""

    fate: str
    title: str
    note: str
    tone: str
    lines: list[DiffLine]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the plan that an uncertain one may be."""

    act: Act
    title: str
    task: str
    deadline: str
    leads: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row of which a person must say which one it is."""

    number: str
    title: str
    task: str
    deadline: str
    leads: str
    offers: list[Offer]
    new: Act
    url: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The page."""

    plan: Plan
    amendment: Plan
    kicker: str
    crumbs: list[Link]
    how: str
    links: list[Link]
    doubts: list[Doubt]
    groups: list[DiffGroup]
    counts: list[tuple[int, str]]  # of the rows that are touched
    obligations: list[ChangeGroup]
    before: int
    after: int
    stays: int
    problems: list[str]
    refusal: str  # why the document cannot amend this plan
    issuer_doubt: str
    error: str
    version: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be confirmed."""
        return bool(self.counts) and not (self.doubts or self.problems or self.refusal)


def compare_page(amendment: Plan, plan: Plan, made: Amending, *, error: str = "") -> ComparePage:
    """Return the page of ``amendment`` with what it would do."""
    items = made.comparison.items
    rows = {row.pk: row for row in (*made.comparison.old, *made.comparison.new)}
    writer = _Writer(amendment, rows, is_whole=made.comparison.is_whole)
    return ComparePage(
        plan=plan,
        amendment=amendment,
        kicker=kicker_of(amendment),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Đối chiếu sửa đổi")),
        ],
        how=str(AmendmentKind(amendment.amends_how).label),
        links=_links(amendment, plan),
        doubts=[writer.doubt(item) for item in items if item.fate is Fate.UNCERTAIN],
        groups=list(writer.groups(items)),
        counts=[(count, words) for fate, words in _short() if (count := sum(one.fate is fate for one in items))],
        obligations=groups_of(made.revision, is_amendment=True),
        before=made.revision.before_count,
        after=made.revision.after_count,
        stays=sum(line.kind == "stays" for line in made.revision.lines),
        problems=list(dict.fromkeys(problem_sentence(problem) for problem in made.problems)),
        refusal=_refusal(amendment, plan),
        issuer_doubt=issuer_doubt(amendment, plan),
        error=error,
        version=made.version,
    )


def _links(amendment: Plan, plan: Plan) -> list[Link]:
    rows = reverse("plans:review", args=[amendment.uid]) if amendment.deliverables.exists() else ""
    links = [
        Link(_("Thông tin văn bản"), reverse("plans:header", args=[amendment.uid]), icon="file-text"),
        Link(_("Rà soát các dòng"), rows, icon="checklist"),
        Link(_("Thêm dòng mới"), reverse("plans:add", args=[amendment.uid]), icon="plus"),
    ]
    return [link for link in links if link.url]


def _refusal(amendment: Plan, plan: Plan) -> str:
    try:
        check_amends(amendment, plan)
    except BadInput as refusal:
        return str(refusal)
    return ""


def _short() -> tuple[tuple[Fate, str], ...]:
    return (
        (Fate.CHANGED, _("dòng sửa đổi")),
        (Fate.ADDED, _("dòng bổ sung")),
        (Fate.DROPPED, _("dòng bãi bỏ")),
    )


class _Writer:
    """Words rows."""

    def __init__(self, amendment: Plan, rows: dict[int, Deliverable], *, is_whole: bool) -> None:
        self.amendment = amendment
        self.rows = rows
        self.is_whole = is_whole

    def groups(self, items: Sequence[Item]) -> Iterator[DiffGroup]:
        """Yield the groups that are not empty, those that change something first."""
        words = {
            Fate.CHANGED: (_("Sửa đổi"), _("lời cũ và lời mới cạnh nhau"), "warn"),
            Fate.ADDED: (_("Bổ sung"), _("giao ngay khi áp dụng"), ""),
            Fate.DROPPED: (_("Bãi bỏ"), _("việc chưa nộp được hủy kèm lý do"), "bad"),
            Fate.UNCHANGED: (_("Có trong văn bản, không đổi"), "", ""),
            Fate.UNNAMED: (_("Không nêu tên trong văn bản, giữ nguyên"), _("chọn dòng để sửa hoặc bãi bỏ"), ""),
        }
        for fate, (title, note, tone) in words.items():
            if found := [item for item in items if item.fate is fate]:
                lines = [self.line(item) for item in found]
                yield DiffGroup(str(fate), title, note, tone, lines, fate in FOLDED)

    def line(self, item: Item) -> DiffLine:
        """Return one row of a group."""
        shown = item.new or item.old
        if shown is None:
            raise ValueError("an item has a row")
        return DiffLine(
            number=(item.old or shown).number,
            renumbered=f"{item.old.number} → {item.new.number}" if self._moves(item) else "",  # type: ignore[union-attr]
            title=shown.product,
            task=shown.task,
            changes=list(_changes(item)),
            url=self._url(item.new),
            acts=list(self._acts(item)),
        )

    def doubt(self, item: Item) -> Doubt:
        """Return the question of an uncertain row."""
        new = item.new
        if new is None:
            raise ValueError("a doubt has a new row")
        return Doubt(
            number=new.number,
            title=new.product,
            task=new.task,
            deadline=new.deadline,
            leads="; ".join(new.lead),
            offers=[self._offer(old, new) for old in item.offers],
            new=Act(_("Là dòng mới"), PairChoice.NEW, "plus", new=str(new.key)),
            url=self._url(new),
        )

    def _offer(self, old: PlanLine, new: PlanLine) -> Offer:
        words = _("Là dòng %(number)s") % {"number": old.number or "–"}
        act = Act(words, PairChoice.SAME, "check", old=str(old.key), new=str(new.key))
        return Offer(act, old.product, old.task, old.deadline, "; ".join(old.lead))

    def _moves(self, item: Item) -> bool:
        return self.is_whole and item.is_renumbered

    def _url(self, line: PlanLine | None) -> str:
        if line is None:
            return ""
        return reverse("plans:row", args=[self.amendment.uid, self.rows[line.key].position])

    def _acts(self, item: Item) -> Iterator[Act]:
        old = str(item.old.key) if item.old else ""
        new = str(item.new.key) if item.new else ""
        if item.new and self.rows[item.new.key].place in ("{}", ""):
            yield Act(_("Bỏ dòng nhập tay"), "forget", "trash", new=new)
        elif item.new and item.old:
            yield Act(_("Không phải dòng này, là dòng mới"), PairChoice.NEW, "x", new=new)
        elif item.new:
            yield Act(_("So sánh lại"), "", "refresh", new=new)
        elif item.fate is Fate.UNNAMED:
            yield Act(_("Sửa"), "copy", "pencil", old=old)
            yield Act(_("Bãi bỏ"), PairChoice.DROPPED, "trash", old=old)
        elif item.fate is Fate.DROPPED:
            yield Act(_("Giữ nguyên"), PairChoice.KEPT if self.is_whole else "", "arrow-back-up", old=old)


def _changes(item: Item) -> Iterator[PartChange]:
    if item.fate is Fate.CHANGED and item.old and item.new:
        for part in item.parts:
            yield PartChange(str(PART_WORDS[part]), _words(item.old, part), _words(item.new, part))
    elif item.fate in (Fate.ADDED, Fate.DROPPED):
        for part in (Part.LEAD, Part.DEADLINE, Part.MONITORING):
            old, new = _words(item.old, part), _words(item.new, part)
            if old or new:
                yield PartChange(str(PART_WORDS[part]), old, new)


def _words(line: PlanLine | None, part: Part) -> str:
    return "; ".join(one for one in line.part(part) if one) if line else ""
