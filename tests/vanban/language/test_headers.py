"""The head and foot of a document: number, date, type, title, year, issuer, signer."""

from datetime import date

import pytest

from vanban.language.headers import Header, read_header
from vanban.text.findings import Place

HEAD = ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG MÂY", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PLAN = ["KẾ HOẠCH", "Cải cách hành chính năm 2026", "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;"]


def header(*lines: str) -> Header:
    return read_header([(line, Place(block=index)) for index, line in enumerate(lines)]).value


def codes(*lines: str) -> list[str]:
    return [finding.code for finding in read_header([(line, Place()) for line in lines]).findings]


def test_a_whole_head_and_foot() -> None:
    lines = [*HEAD, "Số: 45/KH-UBND", "Sông Mây, ngày 05 tháng 01 năm 2026", *PLAN]
    lines += ["Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê Văn An"]
    assert header(*lines) == Header(
        type="kế hoạch",
        symbol="45/KH-UBND",
        issued=date(2026, 1, 5),
        issuer="UBND tỉnh Sông Mây",
        year=2026,
        title="Cải cách hành chính năm 2026",
        signer="Lê Văn An",
    )
    assert codes(*lines) == []


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số: 318 /KH-UBND", "318/KH-UBND"),
        ("Số 130b/KH-UBND", "130b/KH-UBND"),
        ("Số: 22 - KH/TU", "22-KH/TU"),
        ("Số: 12/2026/QĐ-UBND", "12/2026/QĐ-UBND"),
        ("Số: 07/ CTr-UBND", "07/CTr-UBND"),
        ("Số: 4072/UBND-NV", "4072/UBND-NV"),
    ],
)
def test_numbers(line: str, symbol: str) -> None:
    assert header(line, *PLAN).symbol == symbol


@pytest.mark.parametrize("line", ["Số: /QĐ-UBND", "Số:      /KH-UBND", "Số: ……/KH-UBND", "Số: .../KH-SNV"])
def test_a_blank_number(line: str) -> None:
    assert header(line, *PLAN).symbol is None
    assert "PL011" in codes(line, *PLAN)


def test_a_cited_number_is_not_the_documents_own() -> None:
    assert header(*PLAN).symbol is None
    assert "PL010" in codes(*PLAN)


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Sông Mây, ngày 15 tháng 12 năm 2025", date(2025, 12, 15)),
        ("Sông Mây, ngày 1 tháng 3 năm 2026", date(2026, 3, 1)),
        ("Sông Mây, ngày 1/3/2026", date(2026, 3, 1)),
        ("Sông Mây, ngày tháng 3 năm 2026", None),
        ("Sông Mây, ngày … tháng … năm 2026", None),
        ("Sông Mây, ngày tháng năm", None),
        ("Sông Mây, ngày 31 tháng 02 năm 2026", None),
    ],
)
def test_dates(line: str, issued: date | None) -> None:
    assert header("Số: 1/KH-UBND", line, *PLAN).issued == issued


def test_what_is_wrong_with_a_date_is_said() -> None:
    assert "PL013" in codes("Sông Mây, ngày tháng 3 năm 2026", *PLAN)
    assert "PL014" in codes("Sông Mây, ngày 31 tháng 02 năm 2026", *PLAN)
    assert "PL012" in codes(*PLAN)


def test_number_and_date_from_the_caption_of_an_annex() -> None:
    caption = "(Ban hành kèm theo Kế hoạch số 45 /KH-UBND ngày 15 /12/2025 của UBND tỉnh)"
    found = header(*PLAN, "Phụ lục", caption)
    assert (found.symbol, found.issued) == ("45/KH-UBND", date(2025, 12, 15))


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["KẾ HOẠCH", "Cải cách hành chính năm 2026", "của phường Bến Lau", "I. MỤC TIÊU"], "của phường Bến Lau"),
        (["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026", "I. MỤC TIÊU"], "CẢI CÁCH HÀNH CHÍNH NĂM 2026"),
        (["KẾ HOẠCH", "CẢI CÁCH HÀNH CHÍNH", "NĂM 2026 CỦA TỈNH", "Căn cứ Luật"], "HÀNH CHÍNH NĂM 2026 CỦA TỈNH"),
        (["QUYẾT ĐỊNH", "Ban hành Kế hoạch năm 2026", "CHỦ TỊCH UBND TỈNH SÔNG MÂY"], "Ban hành Kế hoạch năm 2026"),
        (["KẾ HOẠCH", "Thực hiện cải cách hành chính năm 2026"], "Thực hiện cải cách hành chính năm 2026"),
    ],
)
def test_titles(lines: list[str], title: str) -> None:
    found = header(*lines)
    assert found.title is not None
    assert found.title.endswith(title)
    assert found.year == 2026


def test_the_year_comes_from_the_title_before_the_date() -> None:
    assert header("Sông Mây, ngày 15 tháng 12 năm 2025", *PLAN).year == 2026
    assert header("Sông Mây, ngày 15 tháng 12 năm 2025", "KẾ HOẠCH", "Kiểm tra công vụ").year == 2025
    assert header("KẾ HOẠCH", "Kiểm tra công vụ", "trước ngày 3/4/2027").year == 2027
    assert header("KẾ HOẠCH", "Kiểm tra công vụ").year is None


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ([*HEAD, *PLAN], "UBND tỉnh Sông Mây"),
        (["UBND ĐẶC KHU HÒN MÂY", *PLAN], "UBND đặc khu Hòn Mây"),
        (["UBND TỈNH SÔNG MÂY", "SỞ NỘI VỤ", *PLAN], "Sở Nội vụ tỉnh Sông Mây"),
        (["QUYẾT ĐỊNH", "Về việc x", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ CẦU ĐÁ"], "Chủ tịch UBND xã Cầu Đá"),
        ([*PLAN, "UBND phường Bến Lau ban hành Kế hoạch như sau:"], "UBND phường Bến Lau"),
        ([*PLAN, "Báo cáo UBND tỉnh Sông Mây theo quy định."], "UBND tỉnh Sông Mây"),
        (["ỦY BAN NHÂN DÂN", "TỈNH, HUYỆN PHÁT HÀNH", *PLAN], None),
        (PLAN, None),
    ],
)
def test_issuers(lines: list[str], issuer: str | None) -> None:
    assert header(*lines).issuer == issuer


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        (["CHỦ TỊCH", "Trần Bình Minh"], "Trần Bình Minh"),
        (["GIÁM ĐỐC", "", "(Ký, đóng dấu)", "TS. Trần Bình Minh"], "Trần Bình Minh"),
        (["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "NGUYỄN THỊ HOA"], "Nguyễn Thị Hoa"),
        (["Q. GIÁM ĐỐC", "Lê An"], "Lê An"),
        (["PHÓ CHỦ TỊCH", "ông văn an", "K'Sor Đăm"], "K'Sor Đăm"),
        (["CHỦ TỊCH", "PHỤ LỤC", "Trần Bình Minh"], None),
        (["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "Căn cứ Luật", "Kế Hoạch"], None),
        (["Nơi nhận:", "- Lưu: VT."], None),
    ],
)
def test_signers(lines: list[str], signer: str | None) -> None:
    assert header(*PLAN, *lines).signer == signer


def test_an_empty_document() -> None:
    assert header() == Header()


def test_a_ward_is_no_kind_of_document() -> None:
    lines = ("ỦY BAN NHÂN DÂN", "PHƯỜNG AN LẠC", "Số: 12/BC-UBND", "BÁO CÁO", "Kết quả quý I năm 2026")
    assert (header(*lines).type, header(*lines).title) == ("báo cáo", "Kết quả quý I năm 2026")


def test_a_title_begun_in_the_line_of_its_kind() -> None:
    lines = (*HEAD, "Số: 02/CTr-UBND", "CHƯƠNG TRÌNH CÔNG TÁC", "Năm 2026 của Ủy ban nhân dân tỉnh")
    assert (header(*lines).type, header(*lines).year) == ("chương trình", 2026)
    assert header(*lines).title == "CÔNG TÁC Năm 2026 của Ủy ban nhân dân tỉnh"


def test_the_level_of_an_office_is_said_once() -> None:
    lines = ("UBND TỈNH SÔNG MÂY", "THANH TRA TỈNH", "Số: 08/KH-TTr", *PLAN)
    assert header(*lines).issuer == "Thanh tra tỉnh Sông Mây"
