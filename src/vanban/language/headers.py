"""The head and the foot of an official document: type, number, date, issuer, title, year, signer.

Owns: finding them among a document's lines. Does not: know file formats or tables; the caller gives the lines outside
tables in reading order (a block of two columns column by column).
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II (the parts of a document and where they stand).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vanban.language.issuers import issuer_of
from vanban.language.letters import CAPITALS
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["Header", "Line", "read_header"]

Line = tuple[str, Place]  # a line's text and where it stood


@dataclass(frozen=True, slots=True)
class Header:
    """What identifies a document; None where the document does not say."""

    type: str | None = None  # lower case: "kế hoạch", "quyết định", "báo cáo" …
    symbol: str | None = None  # without blanks: "318/KH-UBND"
    issued: date | None = None
    issuer: str | None = None  # "UBND tỉnh Sông Mây"
    year: int | None = None  # the year the document is for
    title: str | None = None
    signer: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the contract's shape: the object ``document`` of every reading."""
        return {
            "type": self.type,
            "symbol": self.symbol,
            "issued": self.issued.isoformat() if self.issued else None,
            "issuer": self.issuer,
            "year": self.year,
            "title": self.title,
            "signer": self.signer,
        }


# Phụ lục III of Nghị định 30/2020/NĐ-CP, as far as they are whole documents with a title.
_TYPES = (
    *("nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông báo", "hướng dẫn", "chương trình"),
    *("kế hoạch", "phương án", "đề án", "báo cáo", "tờ trình", "công văn", "kết luận", "công điện"),
)
_TYPE_OF_KEY = {compare_key(name): name for name in _TYPES}
_CODES = {"KH": "kế hoạch", "QĐ": "quyết định", "BC": "báo cáo", "CTr": "chương trình", "CT": "chỉ thị"}
_CODES |= {"NQ": "nghị quyết", "TB": "thông báo", "HD": "hướng dẫn", "TTr": "tờ trình", "ĐA": "đề án", "KL": "kết luận"}

_HEAD_LINES = 40  # number, date and type stand above; a citation further down is not the document's own
_FIRST_LINES = 8
_LONGEST_TITLE = 300  # letters
_SYMBOL = (
    r"(?:(?P<number>\d+[a-zđ]?)\s*/\s*"
    r"(?P<rest>(?:\d{4}\s*/\s*)?[A-ZĐ][A-Za-zĐđ]*\d*(?:\s*-\s*[A-ZĐ][A-Za-zĐđ0-9.&\-]*)?))"
)
_PARTY = r"(?:(?P<party>\d+\s*-\s*[A-ZĐ][A-Za-zĐđ]*\s*/\s*[A-ZĐ]+))"
_OWN_NUMBER = re.compile(rf"\A\s*Số\s*[:.]?\s*(?:{_SYMBOL}|{_PARTY})", re.UNICODE)
_BLANK_NUMBER = re.compile(r"\A\s*Số\s*[:.]?\s*[.…_\s]*/\s*[A-ZĐ]")
_DATE_LINE = re.compile(r"ngày\s*(\d{0,2})[\s.…]*tháng\s*(\d{0,2})[\s.…]*năm\s*(\d{4}|\d{0,3})", re.IGNORECASE)
_SHORT_DATE_LINE = re.compile(r"\A[^\d,]{2,40},\s*ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})\s*\Z", re.IGNORECASE)
_CAPTION = re.compile(r"\(\s*(?:Ban hành )?[Kk]èm theo\s+(?P<type>[^\W\d]+(?: [^\W\d]+)?) số\s*:?\s*(?P<tail>[^)]*)")
_CAPTION_DATE = re.compile(r"ngày\s*(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?:\bnăm\s+|/)(20\d\d)\b", re.IGNORECASE)
_PLACE = re.compile(r"\A(?:PHƯỜNG|XÃ|ĐẶC KHU|THỊ TRẤN|HUYỆN|QUẬN|TỈNH|THÀNH PHỐ)\s")  # "PHƯỜNG AN …" is no "PHƯƠNG ÁN"
_BEGINNING_WORDS = 3
_AFTER_TITLE = re.compile(
    r"\A(?:Căn cứ|Thực hiện (?:Luật|Nghị|Quyết|Chỉ|Thông|Kế hoạch|Chương trình|Công văn)|Theo|Để |Nhằm|Kính gửi|"
    r"Điều \d|Phần |[IVX]+\.|[A-Z]\.|\d+\.|[-+] |\(|Số\s*:|(?:TM|KT|TL|TUQ|Q)\.|Thi hành|Trên cơ sở|ỦY BAN|"
    r"UỶ BAN|CHỦ TỊCH)"
)
_CAPACITY = re.compile(
    r"\A(?:TM|KT|TL|TUQ|Q)\.|\A(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|CHÁNH VĂN PHÒNG|"
    rf"CHÁNH THANH TRA|BÍ THƯ|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|CỤC TRƯỞNG)[{CAPITALS} ]*\Z"
)
_NAME_WORDS = range(2, 7)
_TITLES_BEFORE_NAME = re.compile(r"\A(?:(?:GS|PGS|TS|ThS|BS|KS|CN)\.?\s*)+", re.IGNORECASE)
_NAME_WITHIN = 8  # lines from the capacity down to the name: signature and seal stand between


def read_header(lines: Sequence[Line]) -> Reading[Header]:
    """Return what identifies the document of ``lines``; what is missing is None with a finding.

    Never raises.
    """
    head = [(squeeze(text), place) for text, place in lines]
    texts = [text for text, _ in head]
    at, type_, title = _type_and_title(texts)
    number, findings = _number(head, at)
    issued, date_findings = _issued(head, at)
    caption = _caption(texts)
    symbol = number or (_caption_symbol(caption) if caption else None)
    issued = issued or (_caption_date(caption) if caption else None)
    if type_ is None and symbol:
        type_ = _type_of_symbol(symbol)
    year = _year(title, texts, issued)
    header = Header(
        type=type_,
        symbol=symbol,
        issued=issued,
        issuer=issuer_of(texts, at),
        year=year,
        title=title,
        signer=_signer(texts),
    )
    return Reading(header, _wanting(header, (*findings, *date_findings)))


def _wanting(header: Header, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings about what the header lacks; a reason that was found already says it better."""
    codes = {finding.code for finding in found}
    lacking = []
    if header.symbol is None and "PL011" not in codes:
        lacking.append(Finding("PL010", Severity.WARNING))
    if header.issued is None and not codes & {"PL013", "PL014"}:
        lacking.append(Finding("PL012", Severity.WARNING))
    if header.year is None:
        lacking.append(Finding("PL015", Severity.WARNING))
    if header.signer is None:
        lacking.append(Finding("PL016", Severity.NOTE))
    kept = [finding for finding in found if finding.code != "PL011" or header.symbol is None]
    return (*kept, *lacking)


def _type_and_title(texts: Sequence[str]) -> tuple[int, str | None, str | None]:
    """Return where the line of the type stands, the type and the title; the end of the head where none stands."""
    for at, text in enumerate(texts[:_HEAD_LINES]):
        key = compare_key(text)
        if _PLACE.match(text):
            continue
        if key in _TYPE_OF_KEY and text.rstrip(":").isupper():
            return at, _TYPE_OF_KEY[key], _title(texts, at + 1)
        if text.isupper() and (found := _in_one_line(text, key)):
            return at, found[0], _joined(_begun(found[1], texts, at + 1), texts, at + 1)
    for at, text in enumerate(texts[:_FIRST_LINES]):
        # Not as the rules ask, but met: type and title in small letters on one line.
        if (
            _YEAR.search(text)
            and not text.endswith((".", ";", ":"))
            and (found := _in_one_line(text, compare_key(text)))
        ):
            return at, found[0], _joined(found[1], texts, at + 1)
    return min(len(texts), _HEAD_LINES), None, None


def _begun(title: str, texts: Sequence[str], at: int) -> str:
    """Return a title that only begins in the line of the type, with the next: "CHƯƠNG TRÌNH CÔNG TÁC", "Năm 2026 …"."""
    following = texts[at] if at < len(texts) else ""
    if len(title.split()) > _BEGINNING_WORDS or not following or following.isupper() or _AFTER_TITLE.match(following):
        return title
    return f"{title} {following}"


def _in_one_line(text: str, key: str) -> tuple[str, str] | None:
    """Return type and title of a line that holds both."""
    for start, name in _TYPE_OF_KEY.items():
        if key.startswith(start + " ") and len(text) < _LONGEST_TITLE:
            return name, " ".join(text.split()[len(start.split()) :])
    return None


def _title(texts: Sequence[str], at: int) -> str | None:
    if at >= len(texts) or (_AFTER_TITLE.match(texts[at]) and not texts[at].startswith("Thực hiện")):
        return None
    return _joined(texts[at], texts, at + 1)


def _joined(title: str, texts: Sequence[str], at: int) -> str:
    """Return a title with the lines it runs on to: they begin with a small letter or go on in capitals."""
    for text in texts[at : at + 4]:
        runs_on = text[:1].islower() or (title.isupper() and text.isupper())
        if not runs_on or _AFTER_TITLE.match(text) or set(text) <= set("-–—_*. "):
            break
        title = f"{title} {text}"
    return title.strip(" .;:-–")


def _number(head: Sequence[Line], at: int) -> tuple[str | None, tuple[Finding, ...]]:
    for text, place in head[: min(at + 10, _HEAD_LINES)]:
        match = _OWN_NUMBER.match(text)
        if match:
            return _symbol_text(match), ()
        if _BLANK_NUMBER.match(text):
            return None, (Finding("PL011", Severity.WARNING, place, text),)
    return None, ()


def _symbol_text(match: re.Match[str]) -> str:
    symbol = match["party"] or f"{match['number']}/{match['rest']}"
    return re.sub(r"\s+", "", symbol).rstrip("-.")


def _issued(head: Sequence[Line], at: int) -> tuple[date | None, tuple[Finding, ...]]:
    """Return the date of the line "<place>, ngày … tháng … năm …" at the top."""
    for text, place in head[: min(at + 10, _HEAD_LINES)]:
        match = _SHORT_DATE_LINE.match(text) or _DATE_LINE.search(text)
        if match is None or len(text) > 90 or text.startswith(("(", "Căn cứ")):
            continue
        if not all(match.groups()) or len(match[3]) < 4:
            return None, (Finding("PL013", Severity.WARNING, place, text),)
        issued = _date(match[1], match[2], match[3])
        if issued is None:
            return None, (Finding("PL014", Severity.ERROR, place, text),)
        return issued, ()
    return None, ()


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _caption(texts: Sequence[str]) -> str | None:
    """Return what follows "(Ban hành kèm theo <type> số" under an annex's title."""
    for at, text in enumerate(texts):
        match = _CAPTION.search(text if ")" in text else " ".join(texts[at : at + 3]))
        if match:
            return match["tail"]
    return None


def _caption_symbol(caption: str) -> str | None:
    match = re.match(rf"\s*(?:{_SYMBOL}|{_PARTY})", caption)
    return _symbol_text(match) if match else None


def _caption_date(caption: str) -> date | None:
    match = _CAPTION_DATE.search(caption)
    return _date(match[1], match[2], match[3]) if match else None


def _type_of_symbol(symbol: str) -> str | None:
    codes = re.findall(r"[A-ZĐ][A-Za-zĐđ]*", symbol)
    return next((_CODES[code] for code in codes if code in _CODES), None)


def _year(title: str | None, texts: Sequence[str], issued: date | None) -> int | None:
    """Return the year of the title, else of another title, else of the date, else the one named most."""
    titles = [title or "", *(text for text in texts if text.isupper() or text.startswith(("PHỤ LỤC", "Phụ lục")))]
    for text in titles:
        match = _YEAR.search(text)
        if match:
            return int(match[1])
    if issued is not None:
        return issued.year
    years = [found for text in texts for found in _ANY_YEAR.findall(text)]
    return int(max(sorted(set(years)), key=years.count)) if years else None


def _signer(texts: Sequence[str]) -> str | None:
    """Return the name under the capacity in which the document is signed."""
    for at, text in enumerate(texts):
        if not _CAPACITY.match(text) or len(text) > 60:
            continue
        for below in texts[at + 1 : at + 1 + _NAME_WITHIN]:
            name = _TITLES_BEFORE_NAME.sub("", below)
            if _is_name(name) and not _CAPACITY.match(below) and not _is_office(name):
                return name.title() if name.isupper() else name
            if _ends_block(below):
                break
    return None


def _is_name(text: str) -> bool:
    """Say whether a line has the form of a person's name: two to six words with capitals, or in capitals."""
    words = text.split()
    written = all(word.replace("'", "").isalpha() and (word.istitle() or text.isupper()) for word in words)
    return written and len(words) in _NAME_WORDS


def _is_office(name: str) -> bool:
    """Say whether capitals are the words of a body or a heading, not of a person."""
    words = set(compare_key(name).split())
    return bool(words & {"uy", "ban", "nhan", "dan", "tich", "phu", "luc", "ke", "hoach", "noi", "truong", "doc"}) and (
        name.isupper() or name.startswith(("Phụ", "Kế", "Nơi", "Ủy"))
    )


def _ends_block(text: str) -> bool:
    return bool(re.match(r"\A(?:PHỤ LỤC|Phụ lục|Điều \d|[IVX]+\.|Căn cứ)", text)) or len(text) > 120
