"""The four traps of Vietnamese text on a web server, each closed: see also the tests named here.

Dates: ``ui/test_forms.py``. Bare numbers: ``numberformat.py``. Folding and order in SQL: keys, below.
Decomposed text: ``test_doors.py``.
"""

import unicodedata

import pytest
from django.conf import settings
from django.db import connection
from django.utils import formats, translation

from vanban.text.forms import compare_key, sort_key


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_reads_the_day_first(language: str) -> None:
    with translation.override(language):
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"


def test_numbers_are_never_grouped_behind_our_back() -> None:
    assert settings.USE_THOUSAND_SEPARATOR is False
    with translation.override("vi"):
        assert formats.localize(123456) == "123456"


@pytest.mark.django_db
def test_the_database_finds_by_key_what_it_cannot_fold_itself() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s LIKE %s", [compare_key("ĐẠI LỘC"), compare_key("đại") + "%"])
        assert cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_database_orders_by_key_as_the_alphabet_does() -> None:
    names = ["Hà Nội", "Đà Nẵng", "Dầu Tiếng", "Ea Kar", "Âu Lâu", "An Lộc"]
    rows = " UNION ALL ".join("SELECT %s AS name, %s AS key" for _name in names)
    values = [value for name in names for value in (name, sort_key(name))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM ({rows}) AS named ORDER BY key", values)  # noqa: S608 -- no value inside
        ordered = [row[0] for row in cursor.fetchall()]

    assert ordered == ["An Lộc", "Âu Lâu", "Dầu Tiếng", "Đà Nẵng", "Ea Kar", "Hà Nội"]


def test_both_forms_and_both_tone_spellings_are_one_name() -> None:
    spellings = ["Ủy ban", "Uỷ ban", unicodedata.normalize("NFD", "Ủy ban"), "ỦY BAN"]

    assert len({compare_key(spelling) for spelling in spellings}) == 1
