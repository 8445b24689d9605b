"""Every sentence has its English, and what Django leaves in English has its Vietnamese."""

import re
from pathlib import Path

import django
import pytest
from babel.messages import Message, pofile
from django.conf import global_settings, settings

import messages

# What nobody of ours ever sees: Django's own pages for developers, names of languages, words of its administration.
UNSEEN = re.compile(
    r"Django|install worked|DEBUG=True|release notes|Topics, references|Tutorial|Get started|Connect, get help"
    r"|You are seeing this|If you have configured|If you are using the <meta|More information is available"
)
LANGUAGE_NAMES = {name for _code, name in global_settings.LANGUAGES}


def strings_of(one: Message) -> tuple[str, ...]:
    """Every form of a translation."""
    return one.string if isinstance(one.string, tuple) else (one.string,)


def catalogue_of(path: Path) -> dict[tuple[str | None, object], Message]:
    """The messages of a catalogue by context and id."""
    with path.open("rb") as file:
        return {(one.context, one.id): one for one in pofile.read_po(file) if one.id}


def test_the_catalogue_is_up_to_date_and_its_english_complete() -> None:
    problems = messages.command_check(complete=True)

    assert not problems, "`make messages`, then write the English in locale/en:\n" + "\n".join(problems)


def test_what_a_person_may_see_of_django_is_vietnamese() -> None:
    theirs = catalogue_of(Path(django.__file__).parent / "conf/locale/vi/LC_MESSAGES/django.po")
    ours = catalogue_of(messages.catalogue("vi"))
    left = [
        key[1]
        for key, one in theirs.items()
        if not all(strings_of(one)) and key not in ours and key[1] not in LANGUAGE_NAMES
    ]

    assert [words for words in left if not UNSEEN.search(str(words))] == []


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_nothing_in_a_catalogue_is_uncertain(language: str) -> None:
    for (_context, words), one in catalogue_of(messages.catalogue(language)).items():
        assert all(strings_of(one)), words
        assert not one.fuzzy, words
        ids = words if isinstance(words, tuple) else (words,)
        wanted = {name for id_ in ids for name in messages.PLACEHOLDER.findall(id_)}
        assert {name for string in strings_of(one) for name in messages.PLACEHOLDER.findall(string)} == wanted, words
