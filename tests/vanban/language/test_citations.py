"""Documents that a text cites: kind, symbol, date, issuer, and where they stand."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.citations import Citation, parse_citations, read_citations, symbol_key, unique_citations
from vanban.text.forms import normalise
from vanban.text.messages import message_of

# Text, then kind, symbol, date, issuer; the citation spans the whole text but for what stands after "|".
WHOLE = [
    (
        "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ| về việc này",
        "Nghị quyết",
        "76/NQ-CP",
        "2021-07-15",
        "Chính phủ",
    ),
    (
        "Quyết định 36/QĐ-UBND ngày 26 tháng 10 năm 2025 của Chủ tịch UBND tỉnh",
        "Quyết định",
        "36/QĐ-UBND",
        "2025-10-26",
        "Chủ tịch UBND tỉnh",
    ),
    ("Nghị định số 61/2018/NĐ-CP| quy định", "Nghị định", "61/2018/NĐ-CP", None, None),
    ("Nghị định 61/2018 của Chính phủ", "Nghị định", "61/2018", None, "Chính phủ"),
    ("Chỉ thị số 11-CT/TU| về", "Chỉ thị", "11-CT/TU", None, None),
    (
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị| về đột phá",
        "Nghị quyết",
        "57-NQ/TW",
        "2024-12-22",
        "Bộ Chính trị",
    ),
    (
        "Chương trình hành động số 15-CTr/TU ngày 10/3/2026 của Tỉnh ủy",
        "Chương trình hành động",
        "15-CTr/TU",
        "2026-03-10",
        "Tỉnh ủy",
    ),
    ("Chỉ thị số 05-CT/ĐU ngày 2/01/2026 của Đảng ủy xã", "Chỉ thị", "05-CT/ĐU", "2026-01-02", "Đảng ủy xã"),
    (
        "Thông tư số 01/2023/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        "Thông tư",
        "01/2023/TT-VPCP",
        None,
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
    ),
    (
        "Thông tư số 05/2025/TT-BNV ngày 14/5/2025 của Bộ trưởng Bộ Nội vụ| quy định",
        "Thông tư",
        "05/2025/TT-BNV",
        "2025-05-14",
        "Bộ trưởng Bộ Nội vụ",
    ),
    (
        "Thông tư liên tịch số 12/2021/TTLT-BTC-BNV ngày 3/2/2021",
        "Thông tư liên tịch",
        "12/2021/TTLT-BTC-BNV",
        "2021-02-03",
        None,
    ),
    ("Kế hoạch số 49 /KH-UBND", "Kế hoạch", "49/KH-UBND", None, None),
    ("Kế hoạch số 15 /KH - UBND ngày 1/2/2026", "Kế hoạch", "15/KH-UBND", "2026-02-01", None),
    ("Nghị quyết số 16/NQ-HĐN D ngày 18/12/2025", "Nghị quyết", "16/NQ-HĐND", "2025-12-18", None),
    (
        "Kế hoạch số 130b/KH-UBND của Ủy ban nhân dân huyện Mây Hạ|.",
        "Kế hoạch",
        "130b/KH-UBND",
        None,
        "Ủy ban nhân dân huyện Mây Hạ",
    ),
    (
        "Công văn số 1131/VPCP-KSTT ngày 20/02/2026 của Văn phòng Chính phủ",
        "Công văn",
        "1131/VPCP-KSTT",
        "2026-02-20",
        "Văn phòng Chính phủ",
    ),
    ("Công điện số 71/CĐ-TTg của Thủ tướng Chính phủ", "Công điện", "71/CĐ-TTg", None, "Thủ tướng Chính phủ"),
    (
        "Kết luận số 127-KL/TW ngày 28/02/2025 của Bộ Chính trị|, Ban Bí thư",
        "Kết luận",
        "127-KL/TW",
        "2025-02-28",
        "Bộ Chính trị",
    ),
    (
        "Nghị quyết số 1211/2016/UBTVQH13 của Ủy ban Thường vụ Quốc hội",
        "Nghị quyết",
        "1211/2016/UBTVQH13",
        None,
        "Ủy ban Thường vụ Quốc hội",
    ),
    ("Luật số 63/2025/QH15", "Luật", "63/2025/QH15", None, None),
    ("Quyết định số: 25/2026/QĐ-UBND", "Quyết định", "25/2026/QĐ-UBND", None, None),
    ("Hướng dẫn số 05/HD-SNV ngày 01-3-2026 của Sở Nội vụ", "Hướng dẫn", "05/HD-SNV", "2026-03-01", "Sở Nội vụ"),
    (
        "Kế hoạch số 5/KH-STP, ngày 3 tháng 2 năm 2026 của Sở Tư pháp| và các sở",
        "Kế hoạch",
        "5/KH-STP",
        "2026-02-03",
        "Sở Tư pháp",
    ),
    (
        "Thông tư số 11/2025/TT-BKHCN của Bộ Khoa học và Công nghệ| và Nghị định",
        "Thông tư",
        "11/2025/TT-BKHCN",
        None,
        "Bộ Khoa học và Công nghệ",
    ),
    (
        "Thông tư số 10/2024/TT-BLĐTBXH của Bộ Lao động - Thương binh và Xã hội| hướng dẫn",
        "Thông tư",
        "10/2024/TT-BLĐTBXH",
        None,
        "Bộ Lao động - Thương binh và Xã hội",
    ),
    ("chỉ thị số 15/CT-UBND ngày 18/5/2026", "Chỉ thị", "15/CT-UBND", "2026-05-18", None),
    ("Văn bản số 123/SNV-CCHC của Sở Nội vụ", "Văn bản", "123/SNV-CCHC", None, "Sở Nội vụ"),
    ("Tờ trình 55/TTr-VHXH", "Tờ trình", "55/TTr-VHXH", None, None),
    ("Văn bản hợp nhất số 15/VBHN-VPQH", "Văn bản hợp nhất", "15/VBHN-VPQH", None, None),
    (
        "Quyết định số 16/QĐ-BCĐ ngày 1/2/2026 của Trưởng Ban Chỉ đạo| về",
        "Quyết định",
        "16/QĐ-BCĐ",
        "2026-02-01",
        "Trưởng Ban Chỉ đạo",
    ),
    ("Quyết định số 12/QĐ-UBND| ngày ... tháng ... năm 2026", "Quyết định", "12/QĐ-UBND", None, None),
    ("12/QĐ-UBND ngày 3/2/2026", "Quyết định", "12/QĐ-UBND", "2026-02-03", None),
]

NONE = [
    "",
    "Số:      /KH-UBND",
    "Quyết định số /QĐ-UBND ngày tháng năm",
    "ISO 9001:2015 và QCVN 102:2016/BTTTT",
    "ngày 15/7/2021, 50 thủ tục/nhóm thủ tục, 24/7, 1/2 số hộ, 30-40%",
    "các văn bản Luật, Pháp lệnh, Nghị định, Thông tư",
    "Đề án 06; Phụ lục số 02; khoản 4 Điều 35",
]


def parts(citation: Citation) -> tuple[str, str | None, str | None, str | None]:
    return citation.type, citation.symbol, citation.date.isoformat() if citation.date else None, citation.issuer


@pytest.mark.parametrize(("marked", "kind", "symbol", "day", "issuer"), WHOLE)
def test_a_citation_has_its_parts(marked: str, kind: str, symbol: str, day: str | None, issuer: str | None) -> None:
    whole, _, _ = marked.partition("|")
    [citation] = read_citations("theo " + marked.replace("|", ""))
    assert parts(citation) == (kind, symbol, day, issuer)
    assert (citation.at, citation.until) == (5, 5 + len(whole))


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_symbol_is_none(text: str) -> None:
    assert read_citations(text) == ()


def test_a_list_hands_its_kind_on() -> None:
    found = read_citations("các Quyết định số 1/QĐ-TTg, 2/QĐ-TTg và 3/QĐ-TTg ngày 05/01/2026 của Thủ tướng Chính phủ")
    assert [(citation.type, citation.symbol) for citation in found] == [
        ("Quyết định", "1/QĐ-TTg"),
        ("Quyết định", "2/QĐ-TTg"),
        ("Quyết định", "3/QĐ-TTg"),
    ]
    assert [citation.date for citation in found] == [None, None, date(2026, 1, 5)]


def test_an_issuer_may_stand_before_a_list() -> None:
    text = "quy định của Chính phủ tại Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, Nghị định số 107/2021/NĐ-CP"
    assert [citation.issuer for citation in read_citations(text)] == ["Chính phủ", "Chính phủ"]
    [proposal] = read_citations("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 7/TTr-SNV ngày 13/12/2025.")
    assert proposal.issuer == "Giám đốc Sở Nội vụ"


def test_laws_are_cited_by_title() -> None:
    text = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức "
        "Chính phủ ngày 22 tháng 11 năm 2019; theo Luật ngân sách nhà nước và quy định có liên quan"
    )
    assert [(citation.type, citation.title, citation.date) for citation in read_citations(text)] == [
        ("Luật", "Luật Tổ chức chính quyền địa phương", date(2025, 6, 16)),
        ("Luật", "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ", date(2019, 11, 22)),
        ("Luật", "Luật ngân sách nhà nước", None),
    ]


def test_a_law_may_have_title_and_number() -> None:
    [law] = read_citations("Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025")
    assert (law.type, law.symbol, law.title) == ("Luật", "72/2025/QH15", "Luật Tổ chức chính quyền địa phương")
    assert law.to_json() == {
        "type": "Luật",
        "symbol": "72/2025/QH15",
        "date": "2025-06-16",
        "issuer": None,
        "title": "Luật Tổ chức chính quyền địa phương",
    }


def test_a_date_that_does_not_exist_is_found_and_left_out() -> None:
    reading = parse_citations("Quyết định số 12/QĐ-UBND ngày 31/02/2026 của UBND tỉnh")
    assert parts(reading.value[0]) == ("Quyết định", "12/QĐ-UBND", None, "UBND tỉnh")
    [finding] = reading.findings
    assert (finding.code, finding.evidence) == ("CT001", "Quyết định số 12/QĐ-UBND ngày 31/02/2026")
    assert "31/02/2026" in message_of(finding)
    assert [found.code for found in parse_citations("Luật Lưu trữ ngày 30/02/2024").findings] == ["CT001"]


def test_a_kind_that_contradicts_its_symbol_is_found_and_kept() -> None:
    reading = parse_citations("Quyết định 32/KH-UBND ngày 12/01/2026")
    assert reading.value[0].type == "Quyết định"
    [finding] = reading.findings
    assert (finding.code, finding.params["symbol"]) == ("CT002", "32/KH-UBND")
    assert "32/KH-UBND" in message_of(finding)
    assert parse_citations("Nghị quyết liên tịch số 1/NQLT-CP; Chương trình hành động số 2-CTr/TU").findings == ()


def test_repeated_citations_become_one_with_what_either_says() -> None:
    text = (
        "Kế hoạch số 04-KH/TU; Kế hoạch số 4 -KH/TU ngày 2/3/2026 của Tỉnh ủy; Luật Lưu trữ; Luật lưu trữ ngày 2/3/2024"
    )
    assert [(c.symbol or c.title, c.date, c.issuer) for c in unique_citations(read_citations(text))] == [
        ("04-KH/TU", date(2026, 3, 2), "Tỉnh ủy"),
        ("Luật Lưu trữ", date(2024, 3, 2), None),
    ]


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("36/QĐ-UBND", "36/qd-ubnd"),
        ("49 /KH - UBND", "49/kh-ubnd"),
        ("04-CT/TU", "4-ct/tu"),
        ("01/2023/TT-VPCP", "1/2023/tt-vpcp"),
        ("130B/kh-ubnd", "130b/kh-ubnd"),
        ("", ""),
    ],
)
def test_symbols_have_one_key_for_all_spellings(symbol: str, key: str) -> None:
    assert symbol_key(symbol) == symbol_key(unicodedata.normalize("NFD", symbol)) == key


PIECES = st.one_of(
    st.sampled_from(("Quyết định", "Luật", "các", "số", "ngày", "của", "Chính phủ", "UBND tỉnh", "và", "tại", "Bộ")),
    st.sampled_from(("12/QĐ-UBND", "3/2026/NĐ-CP", "4 -CT/TU", "31/02/2026", "5/3/2026", "tháng 2 năm 2026", "QĐ-")),
    st.sampled_from((",", ";", ".", "\n", "(", " ", "/", "-", "9", "\u0301", "İ")),
)


@given(st.one_of(st.text(max_size=100), st.lists(PIECES, max_size=20).map(" ".join)))
def test_any_text_is_read_without_an_error(given_text: str) -> None:
    text = normalise(given_text)
    citations = read_citations(given_text)
    for citation in unique_citations(citations):
        assert 0 <= citation.at < citation.until <= len(text)
        assert citation.symbol or citation.title
    assert read_citations(unicodedata.normalize("NFD", text)) == read_citations(text)
