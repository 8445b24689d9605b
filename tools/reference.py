"""The reference pages of docs/reference, made from the code: settings, addresses, deadlines, rules, sentences.

``python tools/reference.py write`` writes them, ``check`` says which are not what the code says today. What the code
cannot say stands in ``reference_words`` and ``reference_meanings``, and must be complete.
"""

import ast
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

import reference_api
import reference_checks
import reference_people
import reference_states
from reference_meanings import DEADLINE_KINDS, FAMILIES, SETTINGS
from reference_words import ADDRESSES
from reform.due import REPEAT_RULES
from reform.messages import MESSAGES as REFORM_MESSAGES
from reform.tracking import MILESTONE_RULES, MODE_RULES, REQUEST_RULES
from reform.tracking.cases import Case
from vanban.language.deadlines import Deadline, read_deadlines
from vanban.text.messages import MESSAGES as VANBAN_MESSAGES

__all__ = ["PAGES", "UntoldError", "main", "stale"]

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
READERS = ("text", "flag", "choice", "number", "words", "database")  # of config.env
GRAMMAR = ROOT / "src" / "vanban" / "language" / "deadlines" / "grammar.lark"
API_ROUTE = "api/v1/"  # `reference_api` tells what stands there
YEAR = 2026  # of the plan that the examples of the grammar stand in


class UntoldError(Exception):
    """The code has something that the words say nothing of, or no longer has what it speaks of."""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [names := list(head), ["---"] * len(names), *(list(row) for row in rows)]
    return ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines]


def page(title: str, about: str, *parts: Iterable[str]) -> str:
    """Return a page with its heading and the line that says where it comes from."""
    head = [f"# {title}", "", about, "", "*Made from the code by `tools/reference.py`; do not edit.*"]
    return "\n".join([*head, *(line for part in parts for line in ["", *part])]) + "\n"


# --- settings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting:
    """One name of the environment, as the code asks for it."""

    name: str
    kind: str  # one of READERS
    default: str


def settings_read() -> list[Setting]:
    """Return every setting that ``config.env`` is asked for, by name."""
    found: dict[str, Setting] = {}
    for path in sorted((ROOT / "src" / "caicach").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and (setting := _setting(call)):
                found.setdefault(setting.name, setting)
    return sorted(found.values(), key=lambda setting: setting.name)


def _setting(call: ast.Call) -> Setting | None:
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="env"), attr=kind), args=[ast.Constant(value=str(name)), *rest]
        ) if kind in READERS:
            given = [*rest, *(keyword.value for keyword in call.keywords if keyword.arg == "default")]
            return Setting(name, kind, _default(kind, given[0] if given else None))
    return None


def _default(kind: str, node: ast.expr | None) -> str:
    match node:
        case None:
            return "no" if kind == "flag" else "–"
        case ast.Constant(value=bool(value)):
            return "yes" if value else "no"
        case ast.Constant(value=str() | int() as value):
            return f"`{value}`"
        case ast.Tuple(elts=elements):
            return f"`{','.join(str(getattr(element, 'value', '')) for element in elements)}`"
    return "`sqlite:///` in the state folder" if kind == "database" else f"`{ast.unparse(node)}`"


def settings_page() -> str:
    """Return the table of settings."""
    read = settings_read()
    _same("SETTINGS", {setting.name for setting in read}, set(SETTINGS))
    rows = [(f"`{one.name}`", one.kind, one.default, SETTINGS[one.name]) for one in read]
    about = (
        "Every value that differs between places is read from the environment by `caicach.config.env`. "
        "A value that does not fit stops the start with a sentence. Each name may be given as `NAME_FILE` instead: "
        "the path of a file whose content is the value, so that secrets need not stand in the environment. "
        "`flag` knows `yes` and `no`; `choice` one of the words named; `words` are parted by commas."
    )
    return page("Settings", about, table(("name", "kind", "default", "what it is for"), rows))


# --- addresses --------------------------------------------------------------------------------------------------------


def addresses_page() -> str:
    """Return the table of addresses with who gets past them."""
    found = list(_addresses(get_resolver().url_patterns))
    _same("ADDRESSES", {name for name, _route, _view in found}, set(ADDRESSES))
    rows = [
        (f"`{name}`", f"`/{route}`", ", ".join(_methods(view)), _first_line(view), ADDRESSES[name])
        for name, route, view in found
    ]
    about = (
        "Every address of the application. All but those marked *anyone* send whoever is not signed in to the sign-in "
        "page. What lies beyond a person's reach answers 404; what lies within it but is not theirs to do answers 403 "
        "with the reason in words. See [what a person sees](../explanation/threat-model.md#what-a-person-sees)."
    )
    return page("Addresses and permissions", about, table(("name", "address", "methods", "what", "who"), rows))


def _addresses(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(API_ROUTE):
            continue  # a page of its own
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _addresses(pattern.url_patterns, route, inner)
        else:
            yield ":".join((*namespaces, pattern.name or "")), route, pattern.callback


def _methods(view: Callable[..., Any]) -> list[str]:
    """Return the methods that ``require_http_methods`` lets through, HEAD left out."""
    asked: Any = view
    while asked is not None:
        if methods := inspect.getclosurevars(asked).nonlocals.get("request_method_list"):
            return [method for method in methods if method != "HEAD"]
        asked = getattr(asked, "__wrapped__", None)
    return ["any"]


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ").replace("``", "`")


def permissions_page() -> str:
    """Return what each role may do, and who gets which answer at which address."""
    told = (
        "`door`: sent to the sign-in page. 405: not for this method. 409, 422: let past, but the empty form that the "
        "test sends does not fit. The people and the objects are those of `tests/cast.py` and "
        "`tests/permission_objects.py`; a method without a row is for nobody."
    )
    return page(
        reference_people.TITLE,
        reference_people.ABOUT,
        ["## Roles"],
        table(*reference_people.roles()),
        ["## Acts"],
        table(*reference_people.matrix()),
        ["## Answers"],
        [told],
        table(*reference_people.answers()),
    )


# --- deadlines --------------------------------------------------------------------------------------------------------


def deadlines_page() -> str:
    """Return the examples of the grammar, section by section, with what is read."""
    parts: list[Iterable[str]] = [
        table(("kind", "what it means", "what becomes of it"), ((f"`{k}`", *words) for k, words in DEADLINE_KINDS))
    ]
    for title, phrases in _sections():
        rows = [(phrase, f"`{kind}`", _as_read(phrase)) for phrase, kind in phrases]
        parts += [[f"## {title.capitalize()}"], table(("phrase", "kind", "what is read"), rows)]
    about = (
        f"The example above each production of `grammar.lark`, read for a plan of {YEAR}. Tests hold that the "
        "production reads its example and that the kind is the one shown. Why there is a grammar: "
        "[ADR 8](../adr/0008-deadlines-by-an-lalr-grammar.md); from a deadline to a date: "
        "[Deadlines](../explanation/deadlines.md)."
    )
    return page("Deadline grammar", about, *parts)


def _sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the headings of the grammar with their examples, each phrase once."""
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    seen: set[str] = set()
    for line in GRAMMAR.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"// -{10,} (.+)", line):
            sections.append((heading[1], []))
        if (example := re.match(r"\s*// e\.g\. (.+) => (\w+)$", line)) and example[1] not in seen:
            seen.add(example[1])
            sections[-1][1].append((example[1], example[2]))
    return [(title, phrases) for title, phrases in sections if phrases]


def _as_read(phrase: str) -> str:
    return "; ".join(_fields(deadline) for deadline in read_deadlines(phrase, year=YEAR).value)


def _fields(deadline: Deadline) -> str:
    said = {name: value for name, value in deadline.to_json().items() if name not in ("kind", "text", "label")}
    words = {True: "yes", False: "no", None: "not named"}
    return ", ".join(
        f"{name} {words[value] if value is None or isinstance(value, bool) else value}" for name, value in said.items()
    )


# --- rules and sentences ----------------------------------------------------------------------------------------------


def rules_page() -> str:
    """Return the catalogue of the rules that propose how a deliverable is tracked and who is only asked."""
    about = (
        "Rules are asked in the order of this page; the first that applies speaks. Each rule has a permanent id, a "
        "sentence that people read, and examples that it must take and must leave; tests try all of them. "
        "A proposal is never final: the review shows it and a person changes it, one by one or in bulk. "
        "How they are used: [Tracking modes and acceptors](../explanation/tracking.md)."
    )
    modes: list[Iterable[str]] = [["## How a deliverable is tracked"]]
    for rule in MODE_RULES:
        surely = "sure" if rule.confident else "a person should look"
        modes += [
            [f"### {rule.rule_id}", "", f"Proposes `{rule.mode}` ({surely}). {REFORM_MESSAGES[rule.rule_id]}"],
            [f"* takes: {_case(case)}" for case in rule.good] + [f"* leaves: {_case(case)}" for case in rule.bad],
        ]
    requests: list[Iterable[str]] = [
        ["## Who is asked, not obliged"],
        [f"RQ010, before all others: {REFORM_MESSAGES['RQ010']}"],
    ]
    for asked in REQUEST_RULES:
        requests += [
            [f"### {asked.rule_id}", "", REFORM_MESSAGES[asked.rule_id]],
            [f"* takes: {', '.join(asked.good)}", f"* leaves: {', '.join(asked.bad)}"],
        ]
    return page("Rules", about, *modes, *requests, *_milestones(), *_repeats(), *_chains())


def _repeats() -> list[Iterable[str]]:
    """Return the rules by which an event may happen again."""
    parts: list[Iterable[str]] = [["## Whether an event may repeat"]]
    for rule in REPEAT_RULES:
        surely = "sure" if rule.confident else "a person should look"
        word = "again and again" if rule.repeats else "once"
        parts += [
            [f"### {rule.rule_id}", "", f"Proposes: {word} ({surely}). {REFORM_MESSAGES[rule.rule_id]}"],
            [f"* takes: “{said}”" for said in rule.good] + [f"* leaves: “{said}”" for said in rule.bad],
        ]
    return parts


def _milestones() -> list[Iterable[str]]:
    """Return the rules by which another body decides on what the lead presents."""
    parts: list[Iterable[str]] = [["## What another body decides"]]
    for rule in MILESTONE_RULES:
        taken, left = (
            "; ".join(
                " → ".join(filter(None, (f"“{task}”" if task else "", f"“{made}”" if made else "", lead)))
                for task, made, lead in cases
            )
            for cases in (rule.good, rule.bad)
        )
        parts += [
            [f"### {rule.rule_id}", "", REFORM_MESSAGES[rule.rule_id]],
            [f"* takes: {taken}", f"* leaves: {left}"],
        ]
    return parts


def _chains() -> list[Iterable[str]]:
    """Return the rules that are a chain of reasons: who of the leads owes, who accepts."""
    parts: list[Iterable[str]] = []
    for prefix, title in (("OW", "Who of the leads owes"), ("AC", "Who accepts")):
        rows = [(f"`{code}`", text) for code, text in REFORM_MESSAGES.items() if code.startswith(prefix)]
        parts += [[f"## {title}"], table(("id", "sentence"), rows)]
    return parts


def _case(case: Case) -> str:
    said = f", “{case.deadline_words}”" if case.deadline_words else ""
    return f"“{case.subject}” ({', '.join(sorted(case.when))}{said})"


def sentences_page() -> str:
    """Return every code with its sentence, family by family."""
    sentences = VANBAN_MESSAGES | REFORM_MESSAGES
    _same("FAMILIES", {_family(code) for code in sentences}, {prefix for prefix, _title in FAMILIES})
    parts: list[Iterable[str]] = []
    for prefix, title in FAMILIES:
        rows = [(f"`{code}`", text) for code, text in sorted(sentences.items()) if _family(code) == prefix]
        parts += [[f"## {prefix}: {title}"], table(("code", "sentence"), rows)]
    about = (
        "What the pure floors find and why they decide, as people read it. A code is permanent: it is never reused and "
        "never reworded into another meaning. The sentences are message ids of the catalogues; `%(name)s` is filled in."
    )
    return page("Findings and reasons", about, *parts)


def _family(code: str) -> str:
    return code.rstrip("0123456789")


# --- the pages --------------------------------------------------------------------------------------------------------


def api_page() -> str:
    """Return the operations of the API with what they take and answer."""
    parts = [
        ["## Operations", "", *table(*reference_api.operations())],
        ["## Scopes", "", *table(*reference_api.scopes())],
        ["## Refusals", "", "As `application/problem+json`.", "", *table(*reference_api.refusals())],
        *(["## " + name, "", *table(*rows)] for name, rows in reference_api.schemas()),
    ]
    return page(reference_api.TITLE, reference_api.ABOUT, *parts)


def states_page() -> str:
    """Return the page of the states of an obligation."""
    return page(reference_states.TITLE, reference_states.ABOUT, *reference_states.parts())


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states_page,
    "api.md": api_page,
    "settings.md": settings_page,
    "addresses.md": addresses_page,
    "permissions.md": permissions_page,
    "deadlines.md": deadlines_page,
    "rules.md": rules_page,
    "checks.md": lambda: page(reference_checks.TITLE, reference_checks.ABOUT, *reference_checks.parts()),
    "findings.md": sentences_page,
}


def _same(name: str, wanted: set[str], told: set[str]) -> None:
    """Refuse words that are missing or that nothing needs any more."""
    if wanted != told:
        missing, gone = sorted(wanted - told), sorted(told - wanted)
        raise UntoldError(f"{name} of tools/reference_*.py: to be told {missing}; no longer there {gone}")


def stale() -> list[str]:
    """Return the pages that are not what the code says today."""
    return [
        name
        for name, make in PAGES.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != make()
    ]


def main(arguments: list[str]) -> int:
    """Write or check; return 1 where a page is stale or the arguments are not understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    django.setup()
    try:
        problems = _DOES[arguments[0]]() if len(arguments) == 1 and arguments[0] in _DOES else [_USAGE]
    except UntoldError as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


def _write() -> list[str]:
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
    return []


def _check() -> list[str]:
    return [f"docs/reference/{name}: run `python tools/reference.py write`" for name in stale()]


_USAGE = "usage: tools/reference.py write | check"
_DOES: dict[str, Callable[[], list[str]]] = {"write": _write, "check": _check}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
