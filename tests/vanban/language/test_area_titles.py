"""Titles of areas, as plans of many bodies word them."""

import pytest

from vanban.language.area_titles import area_code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("CẢI CÁCH THỂ CHẾ", "institutions"),
        ("Xây dựng, hoàn thiện thể chế", "institutions"),
        ("Công tác xây dựng và kiểm tra văn bản quy phạm pháp luật", "institutions"),
        ("Cải cách thủ tục hành chính", "procedures"),
        ("Các nhiệm vụ về kiểm soát TTHC, thực hiện cơ chế một cửa", "procedures"),
        ("Cải cách tổ chức bộ máy hành chính nhà nước", "organisation"),
        ("Sắp xếp tổ chức bộ máy", "organisation"),
        ("Cải cách chế độ công vụ", "civil_service"),
        ("Đội ngũ CBCCVC", "civil_service"),
        ("Ứng dụng CNTT", "digital"),
        ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức", "civil_service"),
        ("Cải cách tài chính công", "public_finance"),
        ("Quản lý ngân sách", "public_finance"),
        ("Xây dựng và phát triển Chính quyền điện tử, Chính quyền số", "digital"),
        ("Hiện đại hóa nền hành chính", "digital"),
        ("Hiện đại hoá hành chính", "digital"),
        ("Công tác chỉ đạo, điều hành, tuyên truyền về cải cách hành chính", "steering"),
        ("Tuyên truyền cải cách thủ tục hành chính", "steering"),
        ("Đồng hành cùng doanh nghiệp", "other"),
        ("PHÂN CÔNG THỰC HIỆN NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026", "other"),
        ("", "other"),
    ],
)
def test_area_of_a_title(title: str, code: str) -> None:
    assert area_code(title) == code
