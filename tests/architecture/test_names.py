"""Names that mean something, and marks of work to be done that say whose."""

import re

import pytest
from django.apps import apps
from django.db import models

from house import ROOT, SRC, python_files, templates

# Packages and modules through which everything ends up knowing everything.
MEANINGLESS = {
    "core",
    "common",
    "utils",
    "util",
    "helpers",
    "helper",
    "base",
    "misc",
    "shared",
    "lib",
    "tools",
    "stuff",
}
# Django finds a database backend in a module of this name.
NAMED_BY_OTHERS = {"src/caicach/config/sqlite/base.py"}
MARK = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
NUMBERED = re.compile(r"\bTODO\(#\d+\)")
GLOSSARY = ROOT / "docs" / "glossary.md"


def test_no_package_or_module_has_a_name_that_means_nothing() -> None:
    named = [path for path in SRC.rglob("*") if path.stem in MEANINGLESS and path.suffix in ("", ".py")]
    assert {str(path.relative_to(ROOT)) for path in named} - NAMED_BY_OTHERS == set()


def test_work_to_be_done_has_the_number_of_its_issue() -> None:
    unnumbered = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in [*python_files("src", "tools"), *templates()]
        for line in path.read_text(encoding="utf-8").splitlines()
        if MARK.search(line) and not NUMBERED.search(line)
    ]
    assert unnumbered == []


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("caicach.")]


def test_every_model_is_a_word_of_the_glossary() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert [model.__name__ for model in own_models() if not re.search(rf"\b{model.__name__}\b", text)] == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_model_says_what_it_is_in_vietnamese(model: type[models.Model]) -> None:
    assert model._meta.original_attrs.get("verbose_name")
