"""The style guide shows every component, and only to those who need it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

import caicach.ui
from caicach.ui import library, style_guide
from caicach.web.actor import Actor, Role
from soundness import assert_clean

HERE = Path(caicach.ui.__file__).parent
SPRITE = (HERE / "static/ui/icons.svg").read_text(encoding="utf-8")
NOT_SHOWN = {"slot", "panels_at"}  # a part of others; filled by registries


def request_of(roles: frozenset[Role]) -> Any:
    request: Any = RequestFactory().get("/giao-dien/?trang=3&q=x")
    request.actor = Actor(user_id=1, name="Lê Thị Mai Hương", roles=roles)
    return request


@pytest.fixture
def guide() -> str:
    return style_guide.show(request_of(frozenset({Role.ADMINISTRATOR}))).content.decode()


def test_it_is_sound(guide: str) -> None:
    assert_clean(guide)


def test_every_component_is_on_it() -> None:
    sources = [*(HERE / "templates/ui/guide").glob("*.html"), HERE / "templates/ui/style_guide.html"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    absent = [name for name in library.register.tags if name not in NOT_SHOWN and f"{{% {name} " not in text]

    assert absent == []


def test_every_icon_drawn_is_in_the_sprite(guide: str) -> None:
    drawn = set(re.findall(r"icons\.svg#(i-[\w-]+)", guide))

    assert drawn
    assert not {name for name in drawn if f'id="{name}"' not in SPRITE}


def test_it_is_closed_to_others() -> None:
    with pytest.raises(Http404):
        style_guide.show(request_of(frozenset({Role.CLERK})))


def test_developers_see_it(settings: Any) -> None:
    settings.DEBUG = True

    assert style_guide.show(request_of(frozenset())).status_code == 200
