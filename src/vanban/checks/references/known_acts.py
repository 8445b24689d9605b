"""Acts of the centre that plans and reports on administrative reform cite most, with their dates: data.

Each row is what the act itself bears; numbers begin anew every year, so that a date alone of another year says nothing
unless the number holds its year or the subject is the same. ``subject`` is the key of what the act is about, as much as
tells it apart. ``compared`` says with what the date was compared in November 2026: the text of the act, or documents of
other bodies that cite it; None where nothing was found, and then no rule holds a text against it. No row was compared
with Công báo.
"""

from dataclasses import dataclass
from datetime import date

__all__ = ["KNOWN_ACTS", "KnownAct"]


@dataclass(frozen=True, slots=True)
class KnownAct:
    """One act; it is the one that a text cites if symbol and subject agree."""

    symbol: str
    issued: date
    subject: tuple[str, ...]  # keys, one of which stands near the citation
    compared: str | None = None  # where the date was found; None: from general knowledge only


KNOWN_ACTS = (
    KnownAct(
        "76/NQ-CP",
        date(2021, 7, 15),
        ("chuong trinh tong the cai cach hanh chinh",),
        "kế hoạch cải cách hành chính của hai tỉnh, 2023 và 2024",
    ),
    KnownAct(
        "30c/NQ-CP",
        date(2011, 11, 8),
        ("chuong trinh tong the cai cach hanh chinh",),
        "Kế hoạch 87/KH-UBND năm 2013 của Tuyên Quang; Quyết định 636/QĐ-UBND năm 2012 của Bình Định",
    ),
    KnownAct(
        "99/NQ-CP",
        date(2020, 6, 24),
        ("phan cap quan ly nha nuoc",),
        "kế hoạch cải cách hành chính của một tỉnh và một huyện, 2023 và 2024",
    ),
    KnownAct(
        "766/QĐ-TTg",
        date(2022, 6, 23),
        ("bo chi so chi dao dieu hanh",),
        "kế hoạch cải cách hành chính của hai tỉnh, 2023 và 2024",
    ),
    KnownAct("468/QĐ-TTg", date(2021, 3, 27), ("doi moi viec thuc hien co che mot cua",)),
    KnownAct(
        "06/QĐ-TTg", date(2022, 1, 6), ("du lieu ve dan cu",), "hai văn bản viện dẫn đủ ngày, cơ quan và tên Đề án"
    ),
    KnownAct(
        "749/QĐ-TTg",
        date(2020, 6, 3),
        ("chuyen doi so quoc gia",),
        "Quyết định 4216/QĐ-UBND năm 2020 của Thanh Hóa; Kế hoạch 0155/KH-UBND năm 2025 của Đắk Lắk",
    ),
    KnownAct(
        "942/QĐ-TTg",
        date(2021, 6, 15),
        ("chinh phu dien tu", "chinh phu so"),
        "ba tài liệu viện dẫn đủ ngày và tên Chiến lược",
    ),
    KnownAct("411/QĐ-TTg", date(2022, 3, 31), ("kinh te so",), "Kế hoạch 0155/KH-UBND năm 2025 của Đắk Lắk"),
    KnownAct(
        "1847/QĐ-TTg",
        date(2018, 12, 27),
        ("van hoa cong vu",),
        "báo cáo quý I/2024 của một huyện (một kế hoạch ghi 21/12/2018)",
    ),
    KnownAct(
        "977/QĐ-TTg",
        date(2022, 8, 11),
        ("tiep can phap luat",),
        "kế hoạch cải cách hành chính của một tỉnh và một huyện, 2023 và 2024",
    ),
    KnownAct(
        "979/QĐ-TTg",
        date(2022, 8, 12),
        ("pho bien giao duc phap luat",),
        "kế hoạch cải cách hành chính năm 2024 của một huyện",
    ),
    KnownAct("1085/QĐ-TTg", date(2022, 9, 15), ("thu tuc hanh chinh noi bo",)),
    KnownAct("27-NQ/TW", date(2018, 5, 21), ("chinh sach tien luong",), "bài của kinhtevadubao.vn, số 29166"),
    KnownAct(
        "18-NQ/TW",
        date(2017, 10, 25),
        ("bo may cua he thong chinh tri", "sap xep to chuc bo may"),
        "tin về Ban Chỉ đạo Trung ương tổng kết Nghị quyết, 19/11/2024",
    ),
    KnownAct(
        "19-NQ/TW",
        date(2017, 10, 25),
        ("don vi su nghiep cong lap",),
        "biểu mẫu tổng hợp về đơn vị sự nghiệp công lập theo Nghị quyết",
    ),
    KnownAct(
        "57-NQ/TW",
        date(2024, 12, 22),
        ("dot pha phat trien khoa hoc", "chuyen doi so quoc gia"),
        "Kế hoạch 186/KH-UBND năm 2025 của Bắc Ninh; Kế hoạch 0155/KH-UBND năm 2025 của Đắk Lắk",
    ),
    KnownAct(
        "63/2010/NĐ-CP",
        date(2010, 6, 8),
        (),
        "Quyết định 712/QĐ-UBND năm 2023 của Hưng Yên; Quyết định 5515/QĐ-BCT năm 2011",
    ),
    KnownAct("48/2013/NĐ-CP", date(2013, 5, 14), (), "một văn bản viện dẫn đủ ngày và cơ quan"),
    KnownAct("92/2017/NĐ-CP", date(2017, 8, 7), (), "Quyết định 712/QĐ-UBND năm 2023 của Hưng Yên"),
    KnownAct(
        "61/2018/NĐ-CP",
        date(2018, 4, 23),
        (),
        "Quyết định 274/QĐ-TTg năm 2019; Quyết định 1837/QĐ-UBND năm 2022 của Hà Nội",
    ),
    KnownAct("107/2021/NĐ-CP", date(2021, 12, 6), ()),
    KnownAct(
        "45/2020/NĐ-CP", date(2020, 4, 8), (), "kế hoạch cải cách hành chính của một tỉnh và một huyện, 2023 và 2024"
    ),
    KnownAct("30/2020/NĐ-CP", date(2020, 3, 5), (), "toàn văn Nghị định tại tracuuphapluat.net"),
    KnownAct("62/2020/NĐ-CP", date(2020, 6, 1), (), "tin về văn bản mới của Cục Quản lý thị trường Tiền Giang"),
    KnownAct(
        "106/2020/NĐ-CP", date(2020, 9, 10), (), "kế hoạch cải cách hành chính của một tỉnh và một huyện, 2023 và 2024"
    ),
    KnownAct(
        "60/2021/NĐ-CP", date(2021, 6, 21), (), "kế hoạch cải cách hành chính của một tỉnh và một huyện, 2023 và 2024"
    ),
    KnownAct("42/2022/NĐ-CP", date(2022, 6, 24), ()),
    KnownAct("29/2023/NĐ-CP", date(2023, 6, 3), ()),
    KnownAct("09/2019/NĐ-CP", date(2019, 1, 24), (), "Thông tư 44/2019/TT-BGTVT"),
    KnownAct("118/2025/NĐ-CP", date(2025, 6, 9), (), "bài về quy định mới của vietnam.vn"),
    KnownAct("01/2018/TT-VPCP", date(2018, 11, 23), (), "Quyết định 1837/QĐ-UBND năm 2022 của Hà Nội"),
    KnownAct("02/2017/TT-VPCP", date(2017, 10, 31), (), "Quyết định 712/QĐ-UBND năm 2023 của Hưng Yên"),
)
