"""The documents are complete, fresh and linked, and say nothing that is not there."""

import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.utils import translation

import reference
from caicach.calendars.selectors import frame_of
from house import APPS, ROOT
from reform.due import Fate, series
from vanban.language.deadlines import read_deadlines

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
# Names of the house in running text: `vanban.plans`, `reform.due.series`, `caicach.config.env`.
DOTTED = re.compile(r"`((?:vanban|reform|caicach)(?:\.[a-z_]+)+)`")
PATHS = re.compile(r"`((?:src|tests|tools|docs|\.ci)/[\w./-]+)`")
PURE_COMMANDS = {"read", "deadline"}
DECISION_LINES = 60  # one page


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    """What a heading of the page is called in an address."""
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    lost = []
    for link in LINK.findall(text_of(path)):
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not link.startswith("http") and not (target.exists() and (not anchor or anchor in anchors(target))):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_what_is_named_is_there(path: Path) -> None:
    text = text_of(path)
    lost = [found for found in DOTTED.findall(text) if not is_name(found)]
    lost += [found for found in PATHS.findall(text) if not (ROOT / found).exists()]
    assert lost == []


def is_name(dotted: str) -> bool:
    """Whether this is a module, or a name of one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return length == len(parts) or (length == len(parts) - 1 and hasattr(module, parts[-1]))
    return False


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_command_is_there(path: Path) -> None:
    text = text_of(path)
    targets = re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE)
    blocks = "\n".join(CODE.findall(text)) + "\n".join(re.findall(r"`[^`\n]+`", text))
    made = re.findall(r"(?:^|`)(?:\w+=\S+ )*make ([a-z-]+)", blocks, re.MULTILINE)
    called = re.findall(r"(?:^|`|bin/)caicach ([a-z_]+)", blocks, re.MULTILINE)
    assert set(made) - set(targets) == set()
    assert set(called) - set(get_commands()) - PURE_COMMANDS == set()


def test_the_two_commands_of_the_readme_are_the_two_of_the_makefile() -> None:
    for readme in ("README.md", "README.vi.md"):
        assert re.findall(r"```\n(make [a-z]+)\n```", text_of(ROOT / readme)) == ["make demo", "make test"]


def test_settings_named_in_the_documents_are_read_by_the_code() -> None:
    known = {setting.name for setting in reference.settings_read()}
    known |= {f"{setting}_FILE" for setting in known} | {"CAICACH_SHARED"}  # the last one is the tests' own
    named = {found for path in PAGES for found in re.findall(r"\bCAICACH_[A-Z_]+", text_of(path))}
    assert named - known == set()


@pytest.mark.parametrize("page", sorted(reference.PAGES))
def test_reference_pages_are_what_the_code_says(page: str) -> None:
    with translation.override("vi"):
        made = reference.PAGES[page]()
    assert text_of(reference.FOLDER / page) == made, "run `python tools/reference.py write`"


def test_the_glossary_calls_every_model_what_the_screen_calls_it() -> None:
    rows = [line for line in text_of(ROOT / "docs" / "glossary.md").splitlines() if line.startswith("|")]
    with translation.override("vi"):
        words = [
            (model.__name__, str(model._meta.verbose_name))
            for model in apps.get_models()
            if model.__module__.startswith("caicach.")
        ]
    assert [
        (model, word)
        for model, word in words
        if not any(f"`{model}`" in row and word in row.split("|")[1] for row in rows)
    ] == []


def test_the_architecture_names_every_app() -> None:
    text = text_of(ROOT / "docs" / "architecture.md")
    assert [app for app in APPS if f"| `caicach.{app}` |" not in text] == []


def test_the_worked_table_of_deadlines_is_true() -> None:
    section = text_of(ROOT / "docs/explanation/deadlines.md").partition("## Worked table")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)[1:]
    frame = frame_of(year=2026, signed_on=date(2025, 12, 12), recipient_level="province")
    for words, told in rows:
        made = series(read_deadlines(words, year=2026).value, frame).occurrences
        said = [one.due_on.isoformat() if one.fate is Fate.DUE and one.due_on else one.fate.value for one in made]
        assert (words, ", ".join(said)) == (words, told)
    assert len(rows) > 10


def test_decisions_are_one_page_with_tags_and_listed() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    listed = re.findall(r"\((0\d{3}-[a-z-]+\.md)\)", text_of(ROOT / "docs" / "adr" / "README.md"))
    assert listed == [path.name for path in records]
    for number, path in enumerate(records, start=1):
        lines = text_of(path).splitlines()
        assert lines[0].startswith(f"# {number}. ") and path.name.startswith(f"{number:04d}-")
        assert lines[2].startswith("Tags: ")
        assert len(lines) <= DECISION_LINES
        assert [line for line in lines if line.startswith("## ")] == ["## Situation", "## Decision", "## Consequences"]


def test_every_page_is_reached_from_the_list_of_documents() -> None:
    index = text_of(ROOT / "docs" / "README.md") + text_of(ROOT / "docs" / "adr" / "README.md")
    pages = {path.name for path in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert {page for page in pages if page not in index} == set()


@pytest.mark.parametrize(
    ("folder", "listed"),
    [
        ("src/caicach/ui/static/ui/vendor", "src/caicach/ui/static/ui/LICENCES.md"),
        ("src/caicach/ui/charts/fonts", "src/caicach/ui/charts/fonts/LICENCES.md"),
        ("src/vanban/writing/fonts", "src/vanban/writing/fonts/LICENCES.md"),
    ],
)
def test_what_comes_from_others_is_listed_with_its_licence(folder: str, listed: str) -> None:
    vendored = text_of(ROOT / listed)
    licences = [path.name for path in (ROOT / folder).rglob("*.txt")]
    assert licences
    assert [file for file in licences if file not in vendored] == []
    assert listed in " ".join(text_of(ROOT / "NOTICE").split())


def test_what_comes_from_others_is_named_in_the_notice() -> None:
    notice = text_of(ROOT / "NOTICE")
    assert [word for word in ("Be Vietnam Pro", "Tabler Icons", "htmx", "Tinos", "Pango") if word not in notice] == []
