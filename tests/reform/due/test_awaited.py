"""What dormant duties wait for: the same as another, and perhaps a document that came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.due import ArrivedPaper, Awaited, is_same_event, may_have_come


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("05 ngày làm việc kể từ khi có văn bản hướng dẫn của Bộ Nội vụ", "Văn bản hướng dẫn của bộ Nội vụ", True),
        ("Ngay sau khi Bộ Nội vụ công bố kết quả", "30 ngày kể từ ngày Bộ Nội vụ công bố kết quả", True),
        ("sau khi Nghị định số 12/2026/NĐ-CP có hiệu lực", "kể từ ngày nhận được Nghị định 12/2026/NĐ-CP", True),
        ("sau khi Nghị định số 12/2026/NĐ-CP có hiệu lực", "sau khi Nghị định số 13/2026/NĐ-CP có hiệu lực", False),
        ("kể từ khi có", "sau khi có", False),
        ("", "", False),
    ],
)
def test_two_events_are_one_where_they_say_the_same(one: str, other: str, *, same: bool) -> None:
    assert is_same_event(Awaited(one), Awaited(other)) is same
    assert is_same_event(Awaited(other), Awaited(one)) is same


@given(st.text(), st.text(), st.text())
def test_no_words_are_too_strange_to_compare(one: str, other: str, title: str) -> None:
    awaited = Awaited(one, other)
    assert is_same_event(awaited, awaited) is bool(awaited.key or awaited.symbols)
    may_have_come(awaited, ArrivedPaper(other, title, one, title))


GUIDANCE = Awaited("Sau 03 tháng kể từ khi có văn bản hướng dẫn của Trung ương", "Đề án vị trí việc làm của cơ quan")


@pytest.mark.parametrize(
    ("awaited", "paper", "may"),
    [
        (
            Awaited("sau khi Nghị định số 12/2026/NĐ-CP có hiệu lực"),
            ArrivedPaper("Nghị định", "12 / 2026 /NĐ-CP", "Chính phủ"),
            True,
        ),
        (
            Awaited("sau khi Nghị định số 12/2026/NĐ-CP có hiệu lực"),
            ArrivedPaper("Nghị định", "21/2026/NĐ-CP", "Chính phủ"),
            False,
        ),
        (GUIDANCE, ArrivedPaper("Thông tư", "5/2026/TT-BNV", "Bộ Nội vụ", "Hướng dẫn về vị trí việc làm"), True),
        (GUIDANCE, ArrivedPaper("Thông tư", "6/2026/TT-BTC", "Bộ Tài chính", "Hướng dẫn quyết toán ngân sách"), False),
        (GUIDANCE, ArrivedPaper("Công văn", "7/UBND", "UBND xã Suối Nhạn", "Về vị trí việc làm cán bộ"), False),
        (
            Awaited("kể từ khi Chủ tịch UBND tỉnh ban hành Quyết định công bố danh mục thủ tục"),
            ArrivedPaper("Quyết định", "99/QĐ-UBND", "UBND tỉnh Sông Mây", "Công bố danh mục thủ tục lĩnh vực đất đai"),
            True,
        ),
        (
            Awaited("kể từ khi Chủ tịch UBND tỉnh ban hành Quyết định công bố danh mục thủ tục"),
            ArrivedPaper("Quyết định", "99/QĐ-BTC", "Bộ Tài chính", "Công bố danh mục thủ tục lĩnh vực đất đai"),
            False,
        ),
        (
            Awaited("kể từ ngày Quyết định công bố danh mục của Bộ được cập nhật"),
            ArrivedPaper("Quyết định", "99/QĐ-BTC", "Bộ Tài chính", "Về việc công bố danh mục thủ tục"),
            True,
        ),
        (Awaited("kể từ ngày nhận đủ hồ sơ"), ArrivedPaper("Báo cáo", "1/BC", "UBND xã", "Hồ sơ"), False),
    ],
)
def test_a_document_that_came_may_be_what_is_awaited(awaited: Awaited, paper: ArrivedPaper, *, may: bool) -> None:
    assert may_have_come(awaited, paper) is may


@pytest.mark.parametrize("words", ["Bộ phận một cửa có văn bản", "Cán bộ có văn bản", "công bố quyết định"])
def test_not_every_bo_is_a_ministry(words: str) -> None:
    assert not Awaited(words).from_centre
