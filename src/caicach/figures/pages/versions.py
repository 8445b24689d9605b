"""Versions of forms: the list, one version, what changed, a trial, and the pages that change a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caicach.figures.constants import FormState
from caicach.figures.forms.definition import NEEDS, TYPES, WAYS, WEIGHTS
from caicach.figures.mapping import LEVEL_WORDS, extra_keys, form_of
from caicach.figures.models import FormVersion, Period
from caicach.figures.selectors.doubts import Doubt, doubts_of
from caicach.figures.selectors.versions import RuleTrial, Trial, VersionLine
from caicach.ui.sentences import in_language
from caicach.ui.values import Link
from reform.forms import Differences, Form, Line, LineChange, Need

__all__ = ["ChangesPage", "FormPage", "TrialPage", "VersionPage", "VersionsPage"]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions within reach."""

    lines: tuple[VersionLine, ...]
    may_add: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a version as its page shows it."""

    key: str
    number: str
    printed: str
    label: str
    unit: str
    kind: str
    way: str
    split: str
    formula: str
    needs: tuple[tuple[str, str], ...]  # (level, what it does)
    state: str  # "", "optional-on", "optional-off"
    edit_url: str
    remove_url: str
    move_url: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group with its lines."""

    number: str
    label: str
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with its groups."""

    number: str
    label: str
    groups: tuple[GroupShown, ...]
    line_count: int


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One written rule."""

    key: str
    check: str
    sentence: str
    weight: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """One point to look at."""

    doubt: Doubt
    settle_url: str


@dataclass(frozen=True, slots=True)
class Acts:
    """What the actor may do with the version; an empty address: not this."""

    copy: str = ""
    text: str = ""
    add_line: str = ""
    add_rule: str = ""
    publish: str = ""
    drop: str = ""
    switch: str = ""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version: its lines, rules, and what can be done with it."""

    crumbs: tuple[Link, ...]
    title: str
    version: FormVersion
    state: FormState
    owner: str
    valid_to: date | None
    sections: tuple[SectionShown, ...]
    rules: tuple[RuleShown, ...]
    doubts: tuple[DoubtShown, ...]
    open_doubt_count: int
    switches: Any  # SwitchForm, or None where there is no optional line
    acts: Acts
    changes_url: str  # empty: it follows no version
    trial_url: str
    download_url: str

    @classmethod
    def of(
        cls, version: FormVersion, *, may_change: bool, may_copy: bool, switches: Any, is_free: bool
    ) -> "VersionPage":
        """Return the page.

        Args:
            version: The version.
            may_change: Whether the actor may change it, as a draft.
            may_copy: Whether the actor may begin the next version.
            switches: The form of its optional lines, None without such lines.
            is_free: Whether no period asks with it, so that lines may be switched.
        """
        form = form_of(version)
        is_draft = may_change and version.state == FormState.DRAFT
        may_switch = switches is not None and is_free and may_copy
        doubts = tuple(
            DoubtShown(one, _url("form-doubt", version, at) if is_draft and not one.is_settled else "")
            for at, one in enumerate(doubts_of(version))
        )
        return cls(
            crumbs=_crumbs(),
            title=_("%(title)s, phiên bản %(version)s") % {"title": version.title, "version": version.version},
            version=version,
            state=FormState(version.state),
            owner=version.owner.current_name if version.owner else "",
            valid_to=None if version.valid_to.year == date.max.year else version.valid_to,
            sections=_sections(version, form, is_draft=is_draft),
            rules=_rules(version, form, is_draft=is_draft),
            doubts=doubts,
            open_doubt_count=sum(not one.doubt.is_settled for one in doubts),
            switches=switches,
            acts=_acts(version, is_draft=is_draft, may_copy=may_copy, may_switch=may_switch),
            changes_url=_url("form-changes", version) if version.based_on_id else "",
            trial_url=_url("form-trial", version),
            download_url=_url("form-file", version),
        )


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A line that changed, and in what."""

    number: str
    label: str
    key: str
    what: str
    changes_meaning: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What is otherwise than in the version before."""

    crumbs: tuple[Link, ...]
    title: str
    before: str
    is_empty: bool
    added: tuple[ChangeShown, ...]
    removed: tuple[ChangeShown, ...]
    changed: tuple[ChangeShown, ...]
    renumbered: tuple[ChangeShown, ...]
    rules: tuple[str, ...]

    @classmethod
    def of(cls, version: FormVersion, found: Differences) -> "ChangesPage":
        """Return the page."""
        before = version.based_on.version if version.based_on else ""
        return cls(
            crumbs=_crumbs(version),
            title=_("Thay đổi so với phiên bản %(version)s") % {"version": before},
            before=before,
            is_empty=found.is_empty,
            added=tuple(_added(line) for line in found.added),
            removed=tuple(_added(line) for line in found.removed),
            changed=tuple(_changed(one) for one in found.changed),
            renumbered=tuple(_renumbered(one) for one in found.renumbered),
            rules=_rule_changes(found),
        )


@dataclass(frozen=True, slots=True)
class RuleTried:
    """One rule of a trial with the address of a return."""

    rule: RuleTrial
    sentence: str
    url: str

    @classmethod
    def of(cls, rule: RuleTrial) -> "RuleTried":
        """Return the rule with the sentence in the reader's language."""
        return cls(rule, in_language(rule.sentence), reverse("figures:entry", args=[rule.uid]) if rule.uid else "")


@dataclass(frozen=True, slots=True)
class TrialPage:
    """A version tried on the returns of a period."""

    crumbs: tuple[Link, ...]
    title: str
    periods: tuple[Link, ...]
    chosen: str
    trial: Trial | None  # None: no period has figures
    rules: tuple[RuleTried, ...]

    @classmethod
    def of(cls, version: FormVersion, periods: Iterable[Period], trial: Trial | None) -> "TrialPage":
        """Return the page."""
        url = _url("form-trial", version)
        return cls(
            crumbs=_crumbs(version),
            title=_("Thử trên số liệu đã có"),
            periods=tuple(Link(period.name, f"{url}?ky={period.uid}") for period in periods),
            chosen=trial.period.name if trial else "",
            trial=trial,
            rules=tuple(map(RuleTried.of, trial.rules if trial else ())),
        )


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form about a version."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    form: Any
    back_url: str
    button: str
    names: tuple[tuple[str, str], ...] = ()  # keys and labels of lines, to pick from
    problems: tuple[str, ...] = ()
    has_file: bool = False

    @classmethod
    def of(cls, version: FormVersion | None, form: Any, *, title: str, lead: str = "", **more: Any) -> "FormPage":
        """Return the page; ``version`` None: about no version yet."""
        back = _url("form", version) if version else reverse("figures:forms")
        button = more.pop("button", _("Lưu"))
        return cls(_crumbs(version), title, lead, form, back, button, **more)


def _url(name: str, version: FormVersion, *more: object) -> str:
    return reverse(f"figures:{name}", args=[version.uid, *more])


def _crumbs(version: FormVersion | None = None) -> tuple[Link, ...]:
    crumbs = (Link(_("Số liệu"), reverse("figures:list")), Link(_("Biểu"), reverse("figures:forms")))
    return (*crumbs, Link(version.version, _url("form", version))) if version else crumbs


def _acts(version: FormVersion, *, is_draft: bool, may_copy: bool, may_switch: bool) -> Acts:
    copy = _url("form-copy", version) if may_copy and version.state != FormState.DRAFT else ""
    switch = _url("form-switch", version) if may_switch else ""
    if not is_draft:
        return Acts(copy=copy, switch=switch)
    return Acts(
        text=_url("form-text", version),
        add_line=_url("line-new", version),
        add_rule=_url("rule-new", version),
        publish=_url("form-publish", version),
        drop=_url("form-drop", version),
        switch=switch,
    )


def _sections(version: FormVersion, form: Form, *, is_draft: bool) -> tuple[SectionShown, ...]:
    def shown(line: Line) -> LineShown:
        return _line(version, form, line, is_draft=is_draft)

    made = []
    for section in form.sections:
        groups = tuple(GroupShown(one.number, one.label, tuple(map(shown, one.lines))) for one in section.groups)
        made.append(SectionShown(section.number, section.label, groups, sum(len(one.lines) for one in groups)))
    return tuple(made)


def _line(version: FormVersion, form: Form, line: Line, *, is_draft: bool) -> LineShown:
    def url(name: str) -> str:
        return _url(name, version, line.key) if is_draft else ""

    needs = tuple(
        (str(LEVEL_WORDS.get(level, level)), str(NEEDS[line.need_of(level)]))
        for level in form.levels
        if line.need_of(level) is not Need.ABSENT
    )
    is_on = line.key in extra_keys(version)
    return LineShown(
        key=line.key,
        number=line.number,
        printed=line.printed,
        label=line.label,
        unit=line.unit or (", ".join(line.choice.words.values()) if line.choice else ""),
        kind=str(TYPES[line.type]),
        way=str(WAYS[line.aggregation]),
        split=", ".join(form.dimensions[key].label for key in line.by),
        formula=str(line.calc or line.counts or ""),
        needs=needs,
        state="" if not line.is_optional else "on" if is_on else "off",
        edit_url=url("line"),
        remove_url=url("line-remove"),
        move_url=url("line-move"),
    )


def _rules(version: FormVersion, form: Form, *, is_draft: bool) -> tuple[RuleShown, ...]:
    return tuple(
        RuleShown(
            key=rule.key,
            check=str(rule.check),
            sentence=rule.sentence,
            weight=str(WEIGHTS[rule.weight]),
            edit_url=_url("rule", version, rule.key) if is_draft else "",
            remove_url=_url("rule-remove", version, rule.key) if is_draft else "",
        )
        for rule in form.rules
    )


_PARTS = {
    "label": gettext_lazy("tên"),
    "type": gettext_lazy("loại"),
    "unit": gettext_lazy("đơn vị tính"),
    "time": gettext_lazy("thời điểm"),
    "agg": gettext_lazy("cách tổng hợp"),
    "by": gettext_lazy("cách chia"),
    "part_of": gettext_lazy("thuộc dòng"),
    "subset_of": gettext_lazy("không lớn hơn dòng"),
    "calc": gettext_lazy("công thức"),
    "of": gettext_lazy("điều kiện đếm"),
    "weight": gettext_lazy("trọng số"),
    "choices": gettext_lazy("danh sách chọn"),
    "since": gettext_lazy("năm gốc"),
    "src": gettext_lazy("nguồn"),
    "good": gettext_lazy("chiều tốt"),
    "cmp": gettext_lazy("so sánh"),
    "min": gettext_lazy("giới hạn dưới"),
    "max": gettext_lazy("giới hạn trên"),
    "tolerance": gettext_lazy("ngưỡng"),
    "optional": pgettext_lazy("biểu", "dòng bổ sung"),
    "req": gettext_lazy("cấp phải nhập"),
}


def _added(line: Line) -> ChangeShown:
    return ChangeShown(line.number, line.label, line.key, "", changes_meaning=False)


def _changed(change: LineChange) -> ChangeShown:
    what = ", ".join(str(_PARTS.get(part, part)) for part in change.parts)
    return ChangeShown(change.new.number, change.new.label, change.new.key, what, change.changes_meaning)


def _renumbered(change: LineChange) -> ChangeShown:
    what = f"{change.old.number} → {change.new.number}"
    return ChangeShown(change.new.number, change.new.label, change.new.key, what, changes_meaning=False)


def _rule_changes(found: Differences) -> tuple[str, ...]:
    changed = [one.new for one in found.rules_changed]
    return (
        *(_("Thêm %(rule)s: %(words)s") % {"rule": one.key, "words": one.sentence} for one in found.rules_added),
        *(_("Bỏ %(rule)s: %(words)s") % {"rule": one.key, "words": one.sentence} for one in found.rules_removed),
        *(_("Sửa %(rule)s: %(words)s") % {"rule": one.key, "words": one.sentence} for one in changed),
    )
