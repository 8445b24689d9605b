"""Spans, findings and hard input of the reader of targets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.targets import parse_targets, read_targets
from vanban.text.forms import normalise, squeeze
from vanban.text.messages import message_of

LONG = (
    "Đổi mới cách thức phục vụ tại nơi tiếp nhận của các xã, bố trí người hướng dẫn, lắp đặt máy lấy số, ghế chờ và "
    "bảng tra cứu, phấn đấu trong năm có 75% số lượt công dân được hướng dẫn nộp trực tuyến ngay tại nhà văn hóa thôn, "
    "không phải đến trụ sở của xã, đồng thời được nhắc lịch hẹn bằng tin nhắn"
)


def test_a_long_clause_is_cut_around_its_number() -> None:
    [target] = read_targets(LONG)
    assert target.text.startswith(
        "phấn đấu trong năm có 75% số lượt công dân được hướng dẫn nộp trực tuyến ngay tại nhà"
    )
    assert len(target.text) <= 160
    assert LONG[target.at : target.until] == target.text


@pytest.mark.parametrize("text", [LONG, "- Tối thiểu 98% hồ sơ;\n- 100%  hồ sơ trễ hạn có xin lỗi."])
def test_spans_hold_the_clause(text: str) -> None:
    targets = read_targets(text)
    assert targets
    assert [squeeze(text[target.at : target.until]) for target in targets] == [target.text for target in targets]


def test_decomposed_letters_read_as_composed_ones() -> None:
    assert read_targets(unicodedata.normalize("NFD", LONG)) == read_targets(LONG)


def test_a_range_that_runs_backwards_is_found_and_turned() -> None:
    reading = parse_targets("đạt 40-30% hồ sơ")
    assert [(target.comparator, target.value) for target in reading.value] == [(">=", 30), ("<=", 40)]
    [finding] = reading.findings
    assert (finding.code, finding.evidence) == ("TG001", "40-30%")
    assert "40-30%" in message_of(finding)


PIECES = st.one_of(
    st.sampled_from(("100%", "30-40%", "1.500", "97,5%", "01", "2026", "15/7/2026", "top 5", "hạng", "thứ", "một")),
    st.sampled_from(("tối thiểu", "giảm", "tăng", "từ", "trở lên", "dưới", "đạt", "tỷ lệ", "cấp xã", "có thêm", "mỗi")),
    st.sampled_from(("hồ sơ", "đơn vị", "thủ tục hành chính", "sáng kiến", "phút", "điểm", "Hoàn thành", "và", "lên")),
    st.sampled_from((",", ";", ".", ":", "\n", "(", ")", " ", "%", "-", "\u0301", "İ")),
)


@given(st.one_of(st.text(max_size=100), st.lists(PIECES, max_size=25).map(" ".join)), st.booleans())
def test_any_text_is_read_without_an_error(given_text: str, goal: bool) -> None:
    text = normalise(given_text)
    for target in read_targets(given_text, goal=goal):
        assert 0 <= target.at < target.until <= len(text)
        assert squeeze(text[target.at : target.until]) == target.text != ""
        assert len(target.text) <= 160
    assert read_targets(unicodedata.normalize("NFD", text), goal=goal) == read_targets(text, goal=goal)
