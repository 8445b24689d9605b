"""The coded reasons of appraisal."""

from datetime import date

from reform.index.reasons import score_reason, score_reasons


def test_every_reason_has_words_in_both_languages_and_its_own_code() -> None:
    rows = score_reasons(date(2026, 12, 1))
    assert len({row.code for row in rows}) == len(rows)
    assert all(row.label and row.label_en for row in rows)


def test_a_code_says_later_what_it_meant() -> None:
    row = score_reason("no_proof")
    assert row is not None
    assert row.label == "Không có tài liệu kiểm chứng"
    assert score_reason("never.given") is None
