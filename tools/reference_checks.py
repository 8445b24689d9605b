"""What the doctor looks for, for `checks.md` of docs/reference: every rule with its weight, basis and examples."""

from collections.abc import Iterable

from vanban.checks import RULES, Rule
from vanban.text.messages import MESSAGES

__all__ = ["ABOUT", "TITLE", "parts"]

TITLE = "What the doctor looks for"
ABOUT = (
    "The rules of `caicach check` and of the page *Kiểm tra văn bản*. Each has a permanent code, a weight, the text "
    "that it rests on, and examples in which it must speak or keep silent; tests try all of them. An error is wrong "
    "whatever was meant; a warning should be looked at; advice makes the document better."
)
_GROUPS = (
    ("D", "Dates"),
    ("N", "Numbering"),
    ("R", "References"),
    ("C", "Consistency"),
    ("A", "Arithmetic"),
    ("F", "Form"),
)
_LONGEST = 240  # letters of an example that are printed


def parts() -> list[Iterable[str]]:
    """Return the rules group by group."""
    found: list[Iterable[str]] = []
    for letter, title in _GROUPS:
        rules = [rule for rule in RULES if rule.code.startswith(letter)]
        if rules:
            found.append([f"## {title}"])
            found += [_rule(rule) for rule in rules]
    return found


def _rule(rule: Rule) -> list[str]:
    head = [f"### {rule.code}", "", f"{rule.title} (`{rule.severity}`). {MESSAGES[rule.code]}", "", rule.basis, ""]
    speaks = [f"* speaks: {_example(text)}" for text in rule.bad]
    silent = [f"* keeps silent: {_example(text)}" for text in rule.good]
    return head + speaks + silent


def _example(text: str) -> str:
    """Return an example in one line; of a long one its end, where the fault stands."""
    line = " ¶ ".join(" ".join(part.split("\t")).strip() for part in text.splitlines() if part.strip())
    line = line.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
    return f"“{line if len(line) <= _LONGEST else '…' + line[-_LONGEST:]}”"
