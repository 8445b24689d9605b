"""The message catalogues: extract, compile, check. Needs no gettext programs, only Babel and Django.

Message ids are Vietnamese, so ``en`` translates them all. ``vi`` is kept by hand: it completes Django's own catalogue.
The pure floors mark their sentences by keeping them in tables named ``MESSAGES``.

``python tools/messages.py extract | compile | check [--complete]``
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message, extract, mofile, pofile
from django.utils.translation.template import templatize

from reform.forms.phrases import CHANGES
from reform.messages import MESSAGES as REFORM_MESSAGES
from vanban.text.messages import MESSAGES as VANBAN_MESSAGES

ROOT = Path(__file__).resolve().parents[1]
APPLICATION = ROOT / "src" / "caicach"
LOCALE = APPLICATION / "locale"
TRANSLATED = "en"
TABLES = {
    "src/vanban/text/messages.py": VANBAN_MESSAGES,
    "src/reform/messages.py": REFORM_MESSAGES,
    "src/reform/forms/phrases.py": CHANGES,
}
KEYWORDS = {
    **extract.DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# English of Cải Cách. Kept up to date by `make messages`; the licence is the project's."
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]?[\d.]*[a-zA-Z]")
Found = tuple[str, str | tuple[str, ...], list[str], str | None]  # file, id, comments, context


def found_messages() -> Iterator[Found]:
    """Yield every message of the sources."""
    for path in sorted(APPLICATION.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _of_python(path, path.read_bytes())
    for path in sorted(APPLICATION.rglob("templates/**/*.html")):
        # Django writes a template as Python with its messages in place; brackets keep odd indents harmless.
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _of_python(path, f"({source}\n)".encode())
    for file, table in TABLES.items():
        for sentence in table.values():
            yield file, sentence, [], None


def _of_python(path: Path, source: bytes) -> Iterator[Found]:
    file = str(path.relative_to(ROOT))
    options = {"encoding": "utf-8"}
    for _line, ids, comments, context in extract.extract(
        "python", io.BytesIO(source), KEYWORDS, ("Người dịch:",), options
    ):
        yield file, ids, list(comments), context


def extracted() -> Catalog:
    """Return a fresh catalogue of all messages, each with the files it stands in."""
    catalog = Catalog(project="caicach", charset="utf-8")
    for file, ids, comments, context in found_messages():
        catalog.add(ids, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalog


def catalogue(language: str) -> Path:
    """Return where the catalogue of ``language`` stands."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue of a file, an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=language, project="caicach")
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def messages_of(catalog: Catalog) -> list[Message]:
    """Return the messages without the header."""
    return [message for message in catalog if message.id]


def command_extract() -> list[str]:
    """Bring the translated catalogue up to date; what is gone from the sources goes."""
    path = catalogue(TRANSLATED)
    catalog = read(path, TRANSLATED)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = HEADER, False
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # no date, no needless change
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return []


def command_compile() -> list[str]:
    """Compile each catalogue that is newer than its compiled form."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            with compiled.open("wb") as file:
                mofile.write_mo(file, read(path, path.parts[-3]))
    return []


def command_check(*, complete: bool) -> list[str]:
    """Return what is wrong: messages missing or gone, placeholders that differ, and, if asked, what has no English."""
    kept = read(catalogue(TRANSLATED), TRANSLATED)
    wanted = {(message.context, message.id) for message in messages_of(extracted())}
    there = {(message.context, message.id) for message in messages_of(kept)}
    problems = [f"not in the catalogue (run `make messages`): {_short(id_)}" for _, id_ in wanted - there]
    problems += [f"no longer in the sources (run `make messages`): {_short(id_)}" for _, id_ in there - wanted]
    problems += [f"placeholders differ: {_short(message.id)}" for message in messages_of(kept) if _differs(message)]
    untranslated = [message for message in messages_of(kept) if not _is_translated(message)]
    if complete:
        problems += [f"no English: {_short(message.id)}" for message in untranslated]
    return sorted(problems)


def _short(id_: str | tuple[str, ...]) -> str:
    return repr(id_ if isinstance(id_, str) else id_[0])[:100]


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings) and not message.fuzzy


def _differs(message: Message) -> bool:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = {name for id_ in ids for name in PLACEHOLDER.findall(id_)}
    return any(string and not set(PLACEHOLDER.findall(string)) <= wanted for string in strings) or (
        _is_translated(message) and {name for string in strings for name in PLACEHOLDER.findall(string)} != wanted
    )


def main(arguments: list[str]) -> int:
    """Do what the arguments say; return 1 where something is wrong."""
    match arguments:
        case ["extract"]:
            problems = command_extract()
        case ["compile"]:
            problems = command_compile()
        case ["check", *rest] if rest in ([], ["--complete"]):
            problems = command_check(complete=bool(rest))
        case _:
            problems = ["usage: tools/messages.py extract | compile | check [--complete]"]
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
