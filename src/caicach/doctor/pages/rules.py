"""The page of the rules: what is looked for, on what it rests, and examples of both kinds."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.doctor.mapping.words import SEVERITY_TONES, severity_words
from caicach.ui.values import Link
from vanban.checks import RULES, Rule

__all__ = ["RulesPage", "rule_url", "rules_page"]

_CODES = frozenset(rule.code for rule in RULES)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule; its code is its place on the page."""

    code: str
    label: str  # "Lỗi D101"
    tone: str
    title: str
    basis: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one kind."""

    key: str  # the letter that their codes begin with
    title: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule, group by group."""

    lead: str
    crumbs: tuple[Link, ...]
    links: tuple[Link, ...]
    groups: tuple[RuleGroup, ...]


def rule_url(code: str) -> str:
    """Return where the rule ``code`` is explained; empty where no rule has it (what a comparison finds)."""
    return f"{reverse('doctor:rules')}#{code}" if code in _CODES else ""


def rules_page() -> RulesPage:
    """Return the page of the rules."""
    groups = tuple(filter(lambda group: group.lines, (_group(key, title) for key, title in _titles().items())))
    count = len(RULES)
    return RulesPage(
        lead=ngettext(
            "%(count)d quy tắc, chạy với mọi văn bản. Mỗi quy tắc có mã không đổi, căn cứ và ví dụ.",
            "%(count)d quy tắc, chạy với mọi văn bản. Mỗi quy tắc có mã không đổi, căn cứ và ví dụ.",
            count,
        )
        % {"count": count},
        crumbs=(Link(_("Kiểm tra văn bản"), reverse("doctor:start")), Link(_("Quy tắc kiểm tra"))),
        links=tuple(Link(group.title, f"#nhom-{group.key}", count=len(group.lines)) for group in groups),
        groups=groups,
    )


def _titles() -> dict[str, str]:
    return {
        "D": _("Ngày và năm"),
        "N": _("Đánh số"),
        "R": _("Dẫn chiếu"),
        "C": _("Mâu thuẫn trong văn bản"),
        "A": _("Cộng và tỷ lệ"),
        "F": _("Thể thức"),
    }


def _group(key: str, title: str) -> RuleGroup:
    return RuleGroup(key, title, tuple(_line(rule) for rule in RULES if rule.code.startswith(key)))


def _line(rule: Rule) -> RuleLine:
    label = f"{severity_words(rule.severity)} {rule.code}"
    return RuleLine(rule.code, label, SEVERITY_TONES[rule.severity], rule.title, rule.basis, rule.bad, rule.good)
