"""Spans, findings and hard input of the reader of bodies."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.agencies import parse_agencies, read_agencies
from vanban.text.forms import normalise, squeeze
from vanban.text.messages import message_of

CELLS = [
    "- Sở Nội vụ;\n- UBND các xã, phường, đặc khu.",
    "Cơ quan thẩm định: Sở Nội vụ, Sở Tư pháp; - Văn phòng HĐND và\nUBND huyện tổng hợp",
    "Đề nghị Uỷ ban MTTQ Việt Nam tỉnh; Sở Văn hoá, Thể thao và Du lịch (chủ trì)",
    "UBND các huyện: Mây Hạ, Suối Bạc; Sở Tài nguyên và Môi trường: rà soát; đôn đốc",
]
# Pieces that cells are made of, so that drawn text meets the rules rather than passing them by.
PIECES = st.one_of(
    st.sampled_from(("Sở", "Phòng", "UBND", "HĐND", "Văn phòng", "các", "Các", "cơ quan", "đơn vị", "xã", "phường")),
    st.sampled_from(("cấp xã", "Nội vụ", "Tài chính", "và", "liên quan", "chủ trì", "theo dõi", "thuộc", "của", "Ban")),
    st.sampled_from((",", ";", ":", ".", "-", "\n", "(", ")", "/", "&", " ", "1.", "a)", "Trường", "mầm non", "nt")),
    st.sampled_from(("Đề nghị", "Mây", "İ", "ß", "ﬁ", "\u0301", "\u200b")),
)


@pytest.mark.parametrize("cell", CELLS)
def test_spans_hold_the_words_of_the_phrase(cell: str) -> None:
    phrases = read_agencies(cell)
    assert phrases
    assert [squeeze(cell[phrase.at : phrase.until]) for phrase in phrases] == [phrase.text for phrase in phrases]
    assert [phrase.at for phrase in phrases] == sorted(phrase.at for phrase in phrases)


@pytest.mark.parametrize("cell", CELLS)
def test_decomposed_letters_read_as_composed_ones(cell: str) -> None:
    assert read_agencies(unicodedata.normalize("NFD", cell)) == read_agencies(cell)


def test_both_placings_of_a_tone_are_known() -> None:
    old, new = read_agencies("Đảng uỷ xã, Huyện uỷ"), read_agencies("Đảng ủy xã, Huyện ủy")
    assert [phrase.kind for phrase in old] == [phrase.kind for phrase in new] == ["agency", "agency"]


def test_words_without_a_body_are_kept_and_found() -> None:
    reading = parse_agencies("Sở Nội vụ; theo chỉ đạo chung")
    assert [phrase.text for phrase in reading.value] == ["Sở Nội vụ", "theo chỉ đạo chung"]
    [finding] = reading.findings
    assert (finding.code, finding.place.start, finding.place.end) == ("AG001", 11, 29)
    assert "theo chỉ đạo chung" in message_of(finding)


def test_as_above_names_nobody() -> None:
    reading = parse_agencies("Như trên")
    assert reading.value == ()
    assert [finding.code for finding in reading.findings] == ["AG002"]
    assert "Như trên" in message_of(reading.findings[0])


@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    )
)
def test_any_text_is_read_without_an_error(cell: str) -> None:
    text = normalise(cell)
    for phrase in read_agencies(cell):
        assert 0 <= phrase.at < phrase.until <= len(text)
        assert phrase.kind in ("agency", "group", "related")
        assert phrase.text == squeeze(text[phrase.at : phrase.until]) != ""
    assert read_agencies(unicodedata.normalize("NFD", text)) == read_agencies(text)
