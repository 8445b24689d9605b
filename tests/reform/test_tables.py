"""Every packaged table: sourced, dated, in NFC, and without two rows for one thing on one day."""

import unicodedata
from collections import defaultdict
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

from reform.tables import Row, in_force, read_table

# package, table, and what makes two rows speak of the same thing
TABLES = (
    ("reform", "areas", ("code",)),
    ("reform.calendars", "days", ("day",)),
    ("reform.calendars", "announced", ()),
    ("reform.calendars", "standing_clocks", ()),
    ("reform.calendars", "terms", ()),
    ("reform.clocks", "late_reasons", ("code",)),
    ("reform.clocks", "steps", ("kind",)),
    ("reform.regimes", "reports", ("issuer", "recipient", "period")),
    ("reform.scorecards", "peers", ("key",)),
    ("reform.scorecards", "ranking", ()),
)


@pytest.mark.parametrize(("package", "name", "identity"), TABLES)
def test_every_row_says_where_it_comes_from(package: str, name: str, identity: tuple[str, ...]) -> None:
    for row in read_table(package, name):
        source = row.source
        assert source.legal_basis and source.source_document and source.checked_by
        assert source.source_url.startswith("https://")
        assert source.valid_from < source.valid_to
        assert isinstance(source.retrieved_on, date)


@pytest.mark.parametrize(("package", "name", "identity"), TABLES)
def test_no_two_rows_hold_for_one_thing_on_one_day(package: str, name: str, identity: tuple[str, ...]) -> None:
    alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in read_table(package, name):
        alike[tuple(row.values[field] for field in identity)].append(row)
    for rows in alike.values():
        for first, second in combinations(rows, 2):
            apart = (
                first.source.valid_to <= second.source.valid_from or second.source.valid_to <= first.source.valid_from
            )
            assert apart, (first.values, second.values)


@pytest.mark.parametrize(("package", "name", "identity"), TABLES)
def test_the_file_is_in_nfc(package: str, name: str, identity: tuple[str, ...]) -> None:
    text = files(package).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_every_packaged_table_is_checked_here() -> None:
    packages = {package for package, _, _ in TABLES}
    found = {
        (package, entry.name.removesuffix(".yaml"))
        for package in packages
        for entry in files(package).joinpath("data").iterdir()
        if entry.name.endswith(".yaml")
    }
    assert found == {(package, name) for package, name, _ in TABLES}


def test_validity_is_half_open() -> None:
    old, new = sorted(
        (row for row in read_table("reform", "areas") if row.values["code"] == "digital"),
        key=lambda row: row.source.valid_from,
    )
    change = new.source.valid_from
    assert old.source.valid_to == change
    assert in_force((old, new), change) == (new,)
