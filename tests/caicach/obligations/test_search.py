"""Duties found by words."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from caicach.obligations import selectors
from caicach.obligations.selectors import FoundDuty
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


def found(cast: Cast, words: str, who: str = "standing_officer", limit: int = 10) -> tuple[int, tuple[FoundDuty, ...]]:
    return selectors.duties_found(getattr(cast, who).actor, words, limit=limit)


@pytest.mark.parametrize("words", ["đơn giản hóa", "don gian hoa", "DON gian HÓA", "2.08", "thu tuc 2.08"])
def test_words_are_looked_for_without_tone_marks(cast: Cast, words: str) -> None:
    cast.obligation(duty={"number": "2.08", "title": "Báo cáo rà soát thủ tục", "task": "Đơn giản hóa"})
    cast.obligation(duty={"title": "khác", "task": "việc khác"})

    count, (one,) = found(cast, words)

    assert (count, one.title) == (1, "Báo cáo rà soát thủ tục")


def test_a_duty_of_one_agency_names_it_and_of_several_counts_them(cast: Cast) -> None:
    both = tuple(cast.owed(agency_id=agency.pk) for agency in (cast.commune, cast.neighbour))
    cast.assign(cast.draft(title="Báo cáo chung", obligations=both))
    single = cast.obligation(duty={"title": "Báo cáo riêng"})

    _count, (newest, oldest) = found(cast, "bao cao")

    assert (newest.title, newest.count, newest.only) == ("Báo cáo riêng", 1, single.uid)
    assert newest.agency_name == "UBND xã Suối Nhạn"
    assert (oldest.title, oldest.count, oldest.only, oldest.agency_name) == ("Báo cáo chung", 2, None, "")
    # Whoever sees one of them finds theirs.
    assert found(cast, "chung", "commune_officer")[1][0].agency_name == "UBND xã Suối Nhạn"


def test_all_are_counted_where_not_all_are_shown(cast: Cast) -> None:
    for _ in range(4):
        cast.obligation()

    count, rows = found(cast, "rà soát", limit=3)

    assert (count, len(rows)) == (4, 3)


def test_what_is_beyond_reach_is_not_found(cast: Cast) -> None:
    cast.obligation(agency_id=cast.neighbour.pk)

    assert found(cast, "rà soát", "commune_officer") == (0, ())


def test_its_cost_is_fixed(cast: Cast, django_assert_num_queries: Counting) -> None:
    for _ in range(5):
        cast.obligation()

    with django_assert_num_queries(3):
        found(cast, "ra soat", limit=3)
