"""What every template keeps to: it says what it accepts, and holds no style or script of its own."""

import re
from pathlib import Path

import pytest

from house import ROOT, SRC, templates

# A strict policy of content refuses all of these; the browser would show a page without them.
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|javascript:|\shx-on""", re.IGNORECASE
)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
FROM_OUTSIDE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)


def name(path: Path) -> str:
    return str(path.relative_to(SRC))


def code(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", templates(), ids=name)
def test_no_inline_style_or_script_and_nothing_from_outside(path: Path) -> None:
    assert INLINE.findall(code(path)) == []
    assert FROM_OUTSIDE.findall(code(path)) == []


@pytest.mark.parametrize("path", sorted(SRC.glob("caicach/ui/templates/ui/*.html")), ids=name)
def test_a_component_opens_with_what_it_accepts(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lstrip()
    assert re.match(r"(\{% extends [^%]*%\}\s*)?(\{% load [^%]*%\}\s*)?\{% comment %\}\s*\S", text)


# Django's own widgets and the chapters of the style guide are one template cut into pieces.
WHOLE = [path for path in templates() if "django" not in path.parts and path.name != "style_guide.html"]


@pytest.mark.parametrize("path", WHOLE, ids=name)
def test_an_included_template_sees_only_what_it_is_given(path: Path) -> None:
    assert [tag for tag in re.findall(r"\{% include [^%]*%\}", code(path)) if not tag.endswith(" only %}")] == []


def takes_writes(text: str) -> bool:
    """Whether a template has a form that writes, or includes one that has."""
    return "post_button" in text or "csrf_token" in text


def test_an_included_form_is_given_the_token_without_which_it_is_refused() -> None:
    # The test client asks for no token, a browser's form does not pass without it.
    texts = {str(path).partition("/templates/")[2]: code(path) for path in WHOLE}
    forgotten = [
        (name, included)
        for name, text in texts.items()
        for included, words in re.findall(r"""\{% include "([^"]+)"([^%]*)%\}""", text)
        if takes_writes(texts.get(included, "")) and "csrf_token=csrf_token" not in words
    ]
    assert forgotten == []


# Scripts of one page alone, each with what it is for; the page is complete without it.
OWN_SCRIPTS = {
    "src/caicach/doctor/static/doctor/marks.js",  # keys from finding to finding
    "src/caicach/figures/static/figures/entry.js",  # saves a return as it is typed, keys from cell to cell
    "src/caicach/plans/static/plans/review.js",  # keys, pickers and marks of the review
}


def test_no_style_or_script_lies_outside_the_interface() -> None:
    # One set of styles and one script: an app that brings its own would look and behave differently.
    foreign = [path for pattern in ("*.css", "*.js") for path in SRC.rglob(pattern) if "ui/static" not in str(path)]
    assert {str(path.relative_to(ROOT)) for path in foreign} == OWN_SCRIPTS
