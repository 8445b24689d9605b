"""The many spellings of one name are one."""

import pytest

from reform.groups.names import canonical, is_outside_name, noun_and_proper, without_head, without_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VP HĐND & UBND huyện", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện"),
        ("Văn phòng HĐND-UBND", "văn phòng HĐND và UBND"),
        ("Sở TN&MT", "Sở Tài nguyên và Môi trường"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở KHCN", "Sở Khoa học và Công nghệ"),
        ("Sở GD&ĐT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐTBXH", "Sở Lao động – Thương binh và xã hội"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("TT PVHCC tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở VH-TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở VHTTDL", "Sở Văn hoá, Thể thao và Du lịch"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("UBMTTQ tỉnh", "Uỷ ban Mặt trận Tổ quốc tỉnh"),
        ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"),
    ],
)
def test_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_the_place_falls_off_the_end_alone() -> None:
    assert without_place("so noi vu tinh song may", "tinh song may") == "so noi vu"
    assert without_place("cong an tinh", "tinh song may") == "cong an"
    assert without_place("bao song may", "tinh song may") == "bao"
    assert without_place("song may", "tinh song may") == "song may"
    assert without_place("phong noi vu", "huyen nam tram") == "phong noi vu"


def test_a_place_has_a_noun_and_a_name_of_its_own() -> None:
    assert noun_and_proper("thi xa doi vong") == ("thi xa", "doi vong")
    assert noun_and_proper("xa suoi nhan") == ("xa", "suoi nhan")
    assert noun_and_proper("song may") == ("", "song may")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("Trưởng phòng Nội vụ", "Phòng Nội vụ"),
        ("Chánh Thanh tra tỉnh", "Thanh tra tỉnh"),
        ("Thủ trưởng các sở, ban, ngành", "các sở, ban, ngành"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_head_stands_for_the_body(head: str, body: str) -> None:
    assert without_head(canonical(head)) == canonical(body)


def test_bodies_outside_command_are_known_by_their_first_words() -> None:
    outside = ("Tỉnh ủy", "Văn phòng Huyện ủy", "HĐND cấp xã", "Ủy ban MTTQ Việt Nam tỉnh", "Hội Liên hiệp Phụ nữ tỉnh")
    assert all(is_outside_name(canonical(name)) for name in outside)
    inside = ("UBND tỉnh", "Văn phòng HĐND và UBND huyện", "Sở Nội vụ", "Công an tỉnh", "Phòng Y tế")
    assert not any(is_outside_name(canonical(name)) for name in inside)
