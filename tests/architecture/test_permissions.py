"""Who gets which answer at which address: every address of the resolver stands in ``permissions.yaml``.

An address that is forgotten there fails, and the message holds the lines to add. Whatever the answer is, reading
changes nothing, and neither does a write that was refused; whoever is refused reads why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from caicach.api import endpoint as api
from caicach.web import clock
from cast import NOW, Cast, cast_make
from permission_objects import COLUMNS, Objects, UntoldError, objects_make, person_of

TABLE = Path(__file__).with_name("permissions.yaml")
METHODS = ("GET", "POST")
NOT_FOR_THIS = "405"  # the address does not answer this method: such a row is left out of the table
# Answers after which everything is as it was before.
REFUSED = {"door", "403", "404", "405", "409", "422"}
Answers = dict[str, dict[str, str]]  # address -> method -> answer


def addresses(
    patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...] = (), given: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (full name, names of its parameters) of every address."""
    for pattern in patterns:
        parameters = (*given, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from addresses(pattern.url_patterns, inner, parameters)
        else:
            yield ":".join((*namespaces, pattern.name or "")), parameters


# Programs come with tokens, not as people with sessions: tests/caicach/api/test_closed.py. Calendars come with the
# secret of their address: tests/caicach/notices/test_feeds.py.
OF_PROGRAMS = {f"api:{pattern.name}" for pattern in api.patterns()} | {"notices:calendar"}
ALL = {name: names for name, names in addresses(get_resolver().url_patterns) if name not in OF_PROGRAMS}


def table() -> dict[str, dict[str, list[str]]]:
    """Return address -> method -> answers in the order of ``COLUMNS``."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {name: {method: str(row).split() for method, row in methods.items()} for name, methods in rows.items()}


@dataclass(frozen=True, slots=True)
class Asking:
    """A browser of one person (or of nobody), and everything that is stored."""

    cookies: Mapping[str, str]
    before: str

    def answer(self, method: str, address: str) -> str:
        """Return how ``address`` answers; whatever it wrote is taken back."""
        client = Client()
        client.cookies.load(dict(self.cookies))
        with transaction.atomic():
            response = getattr(client, method.lower())(address)
            if response.streaming:
                b"".join(response)  # read to the end, the file behind it is closed
            is_changed = fingerprint() != self.before
            transaction.set_rollback(True)
        if response.status_code == 403:
            assert 'id="h-tu-choi"' in response.content.decode(), f"{method} {address}: 403 without its reason in words"
        location = response.headers.get("Location", "").partition("?")[0]
        word = "door" if location == reverse(settings.LOGIN_URL) else str(response.status_code)
        if word == "door" and self.cookies and address == reverse("accounts:sign_out"):
            word = "302"  # whoever leaves stands at the door, but was let do so
        assert not is_changed or (method == "POST" and word not in REFUSED), f"{method} {address}: {word}, yet it wrote"
        return word


def fingerprint() -> str:
    """Return one value for all that our own models store."""
    models = [model for model in apps.get_models() if model.__module__.startswith("caicach.")]
    rows = [list(model._default_manager.order_by("pk").values_list()) for model in models]
    return sha256(repr(rows).encode()).hexdigest()


@pytest.fixture
def ask(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Answers]:
    """Ask every address as the person of a column does."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cast = cast_make()
    objects = objects_make(cast)
    return lambda column: _ask_all(cast, objects, column)


def _ask_all(cast: Cast, objects: Objects, column: str) -> Answers:
    person, client = person_of(cast, column), Client()
    if person is not None:
        client.force_login(person.user)
    asking = Asking({key: morsel.value for key, morsel in client.cookies.items()}, fingerprint())
    answers: Answers = {}
    for name, parameters in sorted(ALL.items()):
        address = reverse(name, kwargs=objects.values_for(name, dict.fromkeys(parameters)))
        answers[name] = {method: asking.answer(method, address) for method in METHODS}
    return answers


@pytest.mark.django_db
def test_every_address_stands_in_the_table_and_no_other(request: pytest.FixtureRequest) -> None:
    told = table()
    assert set(told) - set(ALL) == set(), "permissions.yaml: these addresses are no more; take them out"
    rows = [(name, method, row) for name, methods in told.items() for method, row in methods.items()]
    assert [(name, method) for name, method, row in rows if len(row) != len(COLUMNS) or method not in METHODS] == []
    if missing := sorted(set(ALL) - set(told)):
        ask = request.getfixturevalue("ask")
        lines = printed({column: ask(column) for column in COLUMNS}, missing)
        pytest.fail(f"Look whether these answers are meant, then add them to {TABLE.name}:\n\n{lines}", pytrace=False)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_address_answers_as_the_table_says(column: str, ask: Callable[[str], Answers]) -> None:
    at, told = COLUMNS.index(column), table()
    wrong = []
    for name, answers in ask(column).items():
        for method, answer in answers.items() if name in told else ():
            row = told[name].get(method)
            expected = {row[at]} if row else {NOT_FOR_THIS}
            if not row and column == "anonymous":
                expected.add("door")  # an address that is not public tells nobody outside which methods it knows
            if answer not in expected:
                wrong.append(f"  {name} {method}: {column} gets {answer}, the table says {min(expected)}")
    advice = (
        f"Where the answer is right, change its row in {TABLE.name} (columns: {' '.join(COLUMNS)}); where it is wrong, "
        "mend the access rule."
    )
    assert not wrong, "\n".join([advice, *wrong])


def test_an_address_with_an_object_nobody_named_says_what_to_do() -> None:
    with pytest.raises(UntoldError, match="say with which uid “x:y” is asked"):
        Objects({}, {}).values_for("x:y", {"uid": None})


def printed(by_column: Mapping[str, Answers], names: Iterable[str]) -> str:
    """Return rows of the table in its own notation; a method that nobody is answered is left out."""
    lines = []
    for name in names:
        lines.append(f"{name}:")
        for method in METHODS:
            row = [by_column[column][name][method] for column in COLUMNS]
            if set(row) - {NOT_FOR_THIS, "door"}:
                lines.append(f"  {method + ':':5} {' '.join(f'{word:4}' for word in row).rstrip()}")
    return "\n".join(lines) + "\n"
