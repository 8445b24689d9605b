"""The files of the look: complete, our own or with their licence, nothing from outside."""

import re
from pathlib import Path

import pytest

import caicach

ROOT = Path(caicach.__file__).parent
STATIC = ROOT / "ui/static/ui"
SHEETS = sorted(STATIC.glob("*.css"))
SPRITE = (STATIC / "icons.svg").read_text(encoding="utf-8")
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_address_of_a_stylesheet_is_a_file_beside_it(sheet: Path) -> None:
    for address in re.findall(r"url\(\"?([^\")]+)\"?\)", sheet.read_text(encoding="utf-8")):
        assert not address.startswith(("http", "//", "data:"))
        assert (sheet.parent / address).is_file(), address


def test_everything_vendored_is_listed_with_its_licence() -> None:
    listed = (STATIC / "LICENCES.md").read_text(encoding="utf-8")
    vendored = [path for path in (STATIC / "vendor").rglob("*") if path.is_file() and path.suffix in (".js", ".woff2")]

    assert vendored
    for path in vendored:
        stem = re.sub(r"-(latin|vietnamese)?-?\d00\.woff2$|-[\d.]+\.min\.js$", "", path.name)
        assert stem in listed, path.name


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    pattern = re.compile(r"""{% icon "([\w-]+)"|icon(?:_after)?="([\w-]+)\"""")
    for path in TEMPLATES:
        for names in pattern.findall(path.read_text(encoding="utf-8")):
            name = names[0] or names[1]
            assert f'id="i-{name}"' in SPRITE, f"{path.name}: {name}"


def test_no_date_is_typed_in_the_notation_of_the_browser() -> None:
    assert [path.name for path in TEMPLATES if 'type="date"' in path.read_text(encoding="utf-8")] == []
