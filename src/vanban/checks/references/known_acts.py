"""Acts of the centre that plans and reports on administrative reform cite most, with their dates: data.

Each row is what the act itself bears; numbers begin anew every year, so that a date alone of another year says nothing
unless the number holds its year or the subject is the same. Source: Công báo and the national database of legal
documents (vanban.chinhphu.vn, vbpl.vn); ``subject`` is the key of what the act is about, as much as tells it apart.
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


KNOWN_ACTS = (
    KnownAct("76/NQ-CP", date(2021, 7, 15), ("chuong trinh tong the cai cach hanh chinh",)),
    KnownAct("30c/NQ-CP", date(2011, 11, 8), ("chuong trinh tong the cai cach hanh chinh",)),
    KnownAct("99/NQ-CP", date(2020, 6, 24), ("phan cap quan ly nha nuoc",)),
    KnownAct("766/QĐ-TTg", date(2022, 6, 23), ("bo chi so chi dao dieu hanh",)),
    KnownAct("468/QĐ-TTg", date(2021, 3, 27), ("doi moi viec thuc hien co che mot cua",)),
    KnownAct("06/QĐ-TTg", date(2022, 1, 6), ("du lieu ve dan cu",)),
    KnownAct("749/QĐ-TTg", date(2020, 6, 3), ("chuyen doi so quoc gia",)),
    KnownAct("942/QĐ-TTg", date(2021, 6, 15), ("chinh phu dien tu", "chinh phu so")),
    KnownAct("411/QĐ-TTg", date(2022, 3, 31), ("kinh te so",)),
    KnownAct("1847/QĐ-TTg", date(2018, 12, 27), ("van hoa cong vu",)),
    KnownAct("977/QĐ-TTg", date(2022, 8, 11), ("tiep can phap luat",)),
    KnownAct("979/QĐ-TTg", date(2022, 8, 12), ("pho bien giao duc phap luat",)),
    KnownAct("1085/QĐ-TTg", date(2022, 9, 15), ("thu tuc hanh chinh noi bo",)),
    KnownAct("27-NQ/TW", date(2018, 5, 21), ("chinh sach tien luong",)),
    KnownAct("18-NQ/TW", date(2017, 10, 25), ("bo may cua he thong chinh tri", "sap xep to chuc bo may")),
    KnownAct("19-NQ/TW", date(2017, 10, 25), ("don vi su nghiep cong lap",)),
    KnownAct("57-NQ/TW", date(2024, 12, 22), ("dot pha phat trien khoa hoc", "chuyen doi so quoc gia")),
    KnownAct("63/2010/NĐ-CP", date(2010, 6, 8), ()),
    KnownAct("48/2013/NĐ-CP", date(2013, 5, 14), ()),
    KnownAct("92/2017/NĐ-CP", date(2017, 8, 7), ()),
    KnownAct("61/2018/NĐ-CP", date(2018, 4, 23), ()),
    KnownAct("107/2021/NĐ-CP", date(2021, 12, 6), ()),
    KnownAct("45/2020/NĐ-CP", date(2020, 4, 8), ()),
    KnownAct("30/2020/NĐ-CP", date(2020, 3, 5), ()),
    KnownAct("62/2020/NĐ-CP", date(2020, 6, 1), ()),
    KnownAct("106/2020/NĐ-CP", date(2020, 9, 10), ()),
    KnownAct("60/2021/NĐ-CP", date(2021, 6, 21), ()),
    KnownAct("42/2022/NĐ-CP", date(2022, 6, 24), ()),
    KnownAct("29/2023/NĐ-CP", date(2023, 6, 3), ()),
    KnownAct("09/2019/NĐ-CP", date(2019, 1, 24), ()),
    KnownAct("118/2025/NĐ-CP", date(2025, 6, 9), ()),
    KnownAct("01/2018/TT-VPCP", date(2018, 11, 23), ()),
    KnownAct("02/2017/TT-VPCP", date(2017, 10, 31), ()),
)
