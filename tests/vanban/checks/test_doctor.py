"""The examination as a whole: it never raises, keeps its order, says a thing once, is quick."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.papers import text_of
from vanban.checks import KnownDocument, check_document
from vanban.reading import read_document
from vanban.reading.errors import ReadError
from vanban.reading.model import Document
from vanban.text.findings import Finding, Severity
from vanban.text.messages import message_of

_WORDS = (
    *("KẾ HOẠCH", "BÁO CÁO", "năm 2027", "quý V", "31/11/2027", "ngày", "tháng 13/2026", "Số: /QĐ-UBND", "\n", "\t"),
    *("I. ", "IV. ", "1. ", "2.9. ", "1.2 ", "a) ", "f) ", "đ) ", "Điều 5.", "khoản 2.9 kế hoạch này", "Phụ lục III"),
    *("Quyết định số 320/KH-UBND ngày 12/01/2027", "của UBND xã", "Nghị định 45", "của của", "Phụ lục số 01", "\n\n"),
    *("1.1.1.", "10.2.7", "97%", "Trước ngày 30/12/2027", "UBND huyện", "¹", "Trong quý I, UBND xã đã ban hành"),
    *("(Kèm theo", "TT\tNhiệm vụ\tCơ quan chủ trì"),
)
_PIECES = st.sampled_from(_WORDS)


def _document(text: str) -> Document | None:
    try:
        return read_document(text.encode(), name="van-ban.txt")
    except ReadError:  # an empty file, or one that is no text
        return None


def _codes(text: str) -> set[str]:
    return {finding.code for finding in _found(text)}


def _found(text: str, known: tuple[KnownDocument, ...] = ()) -> tuple[Finding, ...]:
    return check_document(read_document(text.encode(), name="van-ban.txt"), known=known)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=40))
def test_it_never_raises_and_every_finding_can_be_said(pieces: list[str]) -> None:
    document = _document(" ".join(pieces))
    for finding in check_document(document) if document else ():
        assert message_of(finding)


def test_errors_come_first_then_the_order_of_the_document() -> None:
    found = _found("1. Của của xã.\n3. Gửi ngày 31/11/2027.\n\nBáo cáo ngày 30/02/2027.")
    errors = [finding.evidence for finding in found if finding.severity is Severity.ERROR]
    assert errors == ["ngày 31/11/2027", "ngày 30/02/2027"]
    assert [finding.evidence for finding in found][:2] == errors


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 31/02/2027 và ngày 31/02/2027.",
        "Căn cứ Quyết định 320/KH-UBND ngày 31/02/2027 của UBND xã.",
    ],
)
def test_a_place_is_found_once_under_a_code(text: str) -> None:
    found = [(finding.code, finding.place, finding.evidence) for finding in _found(text)]
    assert len(found) == len(set(found))


def test_places_point_at_the_evidence() -> None:
    text = "1. Gửi báo cáo của của xã trước ngày 31/11/2027 theo Quyết định 320/KH-UBND ngày 12/01/2027 của UBND xã."
    for finding in _found(text):
        if finding.place.start is not None and finding.code != "N209":
            assert text[finding.place.start : finding.place.end] == finding.evidence


def test_the_register_knows_better() -> None:
    text = "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh về giao việc."
    known = KnownDocument("Quyết định", "36/QĐ-UBND", date(2026, 2, 15), "UBND tỉnh Sông Mây")
    found = [finding for finding in _found(text, (known,)) if finding.code == "R305"]
    assert [finding.params["truth"] for finding in found] == ["ngày 15/02/2026"]


@pytest.mark.parametrize(
    "known",
    [
        KnownDocument("Quyết định", "36/QĐ-UBND", date(2026, 2, 5), "UBND tỉnh Sông Mây"),
        KnownDocument("Quyết định", "36/QĐ-UBND", date(2024, 3, 7), "UBND tỉnh Sông Mây"),  # another year, another act
        KnownDocument("Quyết định", "36/QĐ-UBND", date(2026, 3, 7), "Sở Nội vụ"),  # another body
    ],
)
def test_the_register_does_not_contradict(known: KnownDocument) -> None:
    text = "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh về giao việc."
    assert "R305" not in {finding.code for finding in _found(text, (known,))}


def test_the_register_names_another_issuer() -> None:
    text = "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh về giao việc."
    known = KnownDocument("Quyết định", "36/QĐ-UBND", date(2026, 2, 5), "Sở Nội vụ")
    found = [finding for finding in _found(text, (known,)) if finding.code == "R305"]
    assert [finding.params["truth"] for finding in found] == ["cơ quan ban hành là Sở Nội vụ"]


def test_a_document_dated_today_may_not_speak_of_districts() -> None:
    head = "UBND TỈNH SÔNG MÂY\nSố: 12/KH-UBND\nSông Mây, ngày 15 tháng 12 năm {}\nKẾ HOẠCH\nCải cách hành chính\n"
    body = "1. UBND các huyện, thị trấn và Sở Thông tin và Truyền thông phối hợp; UBND huyện Bến Đá báo cáo."
    assert "F608" in _codes(head.format(2025) + body)
    assert "F608" not in _codes(head.format(2024) + body)


def test_one_old_name_is_told_once_with_its_other_places() -> None:
    text = "KẾ HOẠCH\nCải cách hành chính năm 2027\n1. UBND cấp huyện kiểm tra.\n2. UBND cấp huyện báo cáo."
    found = [finding for finding in _found(text) if finding.code == "F608"]
    assert [len(finding.also) for finding in found] == [1]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Các cơ quan có liên quan liên quan.", "liên quan"),
        ("Báo cáo của của xã.", "của"),
        ("Theo Nghị quyết số 161/NQ-HĐN D ngày 18/12/2026 của HĐND xã.", "161/NQ-HĐND"),
    ],
)
def test_where_only_one_correction_is_possible_it_is_given(text: str, fix: str) -> None:
    assert fix in {finding.fix for finding in _found(text)}


@pytest.mark.parametrize(
    "words", ["khoản 1 ", "điểm a khoản 1, ", "thực hiện Kế hoạch ", "kèm theo Kế hoạch số ", "1. "]
)
def test_no_paragraph_takes_long(words: str) -> None:
    document = read_document((words * (18_000 // len(words))).encode(), name="van-ban.txt")
    began = perf_counter()
    check_document(document)
    assert perf_counter() - began < 3


def test_a_plan_of_our_own_is_examined_in_a_moment() -> None:
    document = read_document(text_of("tinh-song-may-2022"), name="ke-hoach.txt")
    began = perf_counter()
    check_document(document)
    assert perf_counter() - began < 2  # a plan of 40 pages takes 0.6 s
