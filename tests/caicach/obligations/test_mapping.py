"""Words of what is stored: reasons, terms, places."""

from datetime import date

import pytest

from caicach.obligations.mapping import duty_search_key, reason_sentences, reasons_to_json, term_of
from caicach.obligations.pages.words import due_sentence, place_words
from reform.messages import Reason
from vanban.language.deadlines import DeadlineKind

DUE = Reason("DU001", {"due": date(2026, 3, 30)})


def test_reasons_come_back_as_sentences() -> None:
    assert reason_sentences(reasons_to_json((DUE, DUE))) == " ".join(["Kế hoạch ghi chậm nhất ngày 30/03/2026."] * 2)


@pytest.mark.parametrize("stored", ["", "{}", "[]", '[{"code": "XX999"}]', "không phải JSON", '[{"code": "DU001"}]'])
def test_reasons_that_cannot_be_told_are_left_out(stored: str) -> None:
    assert reason_sentences(stored) == ""


def test_one_reason_may_stand_by_itself() -> None:
    assert reason_sentences('{"code": "DU013"}').startswith("Thực hiện đột xuất")


@pytest.mark.parametrize("code", ["DU012", "DU013", "DU022"])
def test_no_term_counts_where_somebody_directs(code: str) -> None:
    relative = '[{"kind": "relative", "text": "", "event": "x", "amount": 1, "unit": "day"}]'
    assert term_of(reasons_to_json((Reason(code, {}),)), relative) is None


def test_at_once_is_a_term() -> None:
    term = term_of(reasons_to_json((Reason("DU023", {"event": "có sự cố"}),)), "[]")

    assert term is not None
    assert (term.kind, term.unit, term.event) == (DeadlineKind.RELATIVE, "immediately", "có sự cố")


def test_a_search_looks_in_number_title_and_task() -> None:
    assert duty_search_key("2.08", "Báo cáo", "Rà soát Đề án") == "2 08 bao cao ra soat de an"
    assert duty_search_key("", "Báo cáo", "") == "bao cao"


@pytest.mark.parametrize(
    ("place", "words"), [("{}", ""), ('{"page": 7, "row": 0}', "trang 7, dòng 1"), ('{"start": 3}', "")]
)
def test_a_place_is_said_as_people_count(place: str, words: str) -> None:
    assert place_words(place) == words


def test_on_time_is_judged_by_days() -> None:
    due_on = date(2026, 3, 30)
    assert due_sentence(due_on, due_on) == "30/03/2026, đúng hạn"
    assert due_sentence(due_on, date(2026, 4, 2)) == "02/04/2026, muộn 3 ngày so với hạn"
    assert due_sentence(None, due_on) == "–"
