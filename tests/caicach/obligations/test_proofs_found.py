"""Documents that are offered as proof: within reach, the likely ones first."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from caicach.documents.models import Document
from caicach.obligations.selectors.proofs import MOST_PROOFS, proofs_found
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


def own(cast: Cast, **values: Any) -> Document:
    """Return a document that the commune's clerk registered."""
    return cast.document(actor=cast.clerk.actor, **values)


class TestFinding:
    def found(self, cast: Cast, words: str, *, who: str = "commune_officer") -> list[str]:
        rows, _more = proofs_found(getattr(cast, who).actor, cast.obligation(), words, today=cast.today)
        return [row.symbol for row in rows]

    def test_own_ones_of_the_year_come_first_then_own_then_others(self, cast: Cast) -> None:
        came_in = {"issuer": cast.province, "issuer_name": cast.province.current_name}
        own(cast, symbol="1/KH-UBND", subject="Rà soát", issued_on=date(2026, 3, 15), **came_in)
        own(cast, symbol="2/BC-UBND", subject="Rà soát", issued_on=date(2025, 12, 1))
        own(cast, symbol="3/BC-UBND", subject="Rà soát", issued_on=date(2026, 1, 5))
        own(cast, symbol="4/BC-UBND", subject="Rà soát", issued_on=date(2026, 2, 5))

        assert self.found(cast, "ra soat") == ["4/BC-UBND", "3/BC-UBND", "2/BC-UBND", "1/KH-UBND"]

    @pytest.mark.parametrize("words", ["41/BC-UBND", "41 / bc - ubnd", "41/BC", "Hòa giải", "hoa giai", "HOÀ GIẢI"])
    def test_symbols_and_words_find_it_however_they_are_typed(self, cast: Cast, words: str) -> None:
        own(cast, symbol="41/BC-UBND", subject="Kết quả hòa giải ở cơ sở")
        own(cast, symbol="410/BC-UBND", subject="Việc khác")

        assert self.found(cast, words) == ["41/BC-UBND"]

    def test_without_words_the_own_ones_of_the_year_are_offered(self, cast: Cast) -> None:
        own(cast, symbol="1/BC-UBND")
        own(cast, symbol="2/BC-UBND", issued_on=date(2025, 5, 5))

        assert self.found(cast, "") == ["1/BC-UBND"]

    def test_other_registers_and_placeholders_are_not_found(self, cast: Cast) -> None:
        cast.document(actor=cast.neighbour_officer.actor, symbol="7/BC-UBND", subject="Rà soát")
        cited = own(cast, symbol="8/BC-UBND", subject="Rà soát")
        Document.objects.filter(pk=cited.pk).update(is_placeholder=True)

        assert self.found(cast, "ra soat") == []

    def test_many_are_cut_and_it_is_said(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        for _ in range(MOST_PROOFS + 2):
            own(cast)
        obligation, actor = cast.obligation(), cast.commune_officer.actor
        proofs_found(actor, obligation, "", today=cast.today)

        with django_assert_num_queries(1):
            rows, has_more = proofs_found(actor, obligation, "kết quả rà soát", today=cast.today)

        assert (len(rows), has_more) == (MOST_PROOFS, True)
