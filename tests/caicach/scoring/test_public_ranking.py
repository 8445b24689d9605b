"""What everybody reads of published results: pages, sheets, files, corrections; and nothing that is not published."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.agencies.models import AgencyVersion
from caicach.scoring.constants import LeftOut
from caicach.scoring.models import ResultIssue, Round, Score
from caicach.scoring.services.publication import results_publish
from caicach.scoring.services.rounds import round_open
from caicach.web.downloads import DOCX
from papers_sample import LAYOUT, paper
from ranking_sample import DRAFT, corrected, earlier_round, published, settled
from reform.index import Purpose
from scoring_cast import COMMUNE_SET, ScoringCast, round_draft, set_make
from vanban.writing import write_docx

pytestmark = pytest.mark.django_db


def shares(scoring: ScoringCast, **given: str) -> dict[int, str]:
    """Return what all agencies reach: 0.7 where nothing else is said."""
    names = ("commune", "neighbour", "third", "department", "office", "standing")
    return {getattr(scoring, name).agency_id: given.get(name, "0.7") for name in names}


@pytest.fixture
def issue(scoring: ScoringCast) -> ResultIssue:
    """The published results of 2026: the commune first, the neighbour and the third alike."""
    return published(scoring.round, shares(scoring, commune="0.95", department="0.8"), cast=scoring.cast)


def read(client: Client, address: str) -> str:
    """Return the page at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows_of(data: bytes) -> list[Mapping[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


ADDRESSES = ("", "phuong-phap/", "ket-qua.csv", "tieu-chi.csv", "phu-luc.docx", "quyet-dinh/1/")


@pytest.mark.parametrize("rest", ADDRESSES)
def test_what_is_not_published_is_not_there_for_anybody(scoring: ScoringCast, client: Client, rest: str) -> None:
    settled(scoring.round, shares(scoring), now=scoring.cast.now)
    assert client.get(f"/chi-so/2026/{rest}").status_code == 404
    assert client.get(f"/chi-so/2026/co-quan/{scoring.commune.agency.uid}/").status_code == 404
    assert "Chưa có kết quả nào được công bố" in read(client, "/chi-so/")
    assert "86/QĐ-UBND" not in read(client, "/chi-so/phuong-phap/")


def test_everybody_reads_ranks_by_kind_with_the_decision(issue: ResultIssue, client: Client) -> None:
    shown = read(client, "/chi-so/2026/")
    assert "Quyết định số 86/QĐ-UBND ngày 16/03/2026 của Chủ tịch UBND tỉnh Sông Mây" in shown
    assert "3 cơ quan cấp tỉnh" in shown and "3 xã, phường" in shown
    assert "95,00" in shown and "Xuất sắc" in shown and "chưa có kết quả năm 2025" in shown
    assert "/chi-so/2026/" in read(client, "/chi-so/")
    assert "Xếp loại: Xuất sắc từ 90, Tốt từ 80 đến dưới 90, Khá từ 70 đến dưới 80, Yếu dưới 70." in shown


def test_the_example_is_reckoned_from_the_numbers_of_the_marked_agency(
    scoring: ScoringCast, issue: ResultIssue, client: Client
) -> None:
    shown = read(client, "/chi-so/2026/")
    assert "4,75 + 6,65 + 7,60 = 19,00" in shown or "3,50 + 4,90 + 5,60 = 14,00" in shown
    client.force_login(scoring.cast.commune_officer.user)
    own = read(client, "/chi-so/2026/")
    assert (
        "4,75 + 6,65 + 7,60 = 19,00" in own
        and "Chỉ số = 19,00 ÷ 20 × 100 = <b>95,00, loại Xuất sắc, hạng 1/3</b>" in own
    )


def test_pages_have_no_session_and_no_cookie_of_a_reader(issue: ResultIssue, client: Client) -> None:
    for address in ("/chi-so/", "/chi-so/2026/", "/chi-so/phuong-phap/"):
        answer = client.get(address)
        assert "sessionid" not in answer.cookies
        assert answer.headers["Cache-Control"] == "private, no-cache"


def test_pages_ask_a_fixed_number_of_times(
    scoring: ScoringCast, client: Client, django_assert_num_queries: Any
) -> None:
    earlier_round(scoring, shares(scoring))
    published(scoring.round, shares(scoring), cast=scoring.cast)
    agency = scoring.commune.agency.uid
    for rest, count in (("", 8), (f"co-quan/{agency}/", 11), ("phuong-phap/", 8), ("ket-qua.csv", 8)):
        client.get(f"/chi-so/2026/{rest}")  # the sets are read now
        with django_assert_num_queries(count):
            assert client.get(f"/chi-so/2026/{rest}").status_code == 200
    with django_assert_num_queries(1):
        client.get("/chi-so/")


def test_the_sheet_of_an_agency_says_every_settled_point_and_nothing_of_the_way_to_it(
    scoring: ScoringCast, client: Client
) -> None:
    mine = Score.objects.filter(assessment=scoring.commune)
    mine.filter(leaf_key="steering.inspection").update(claim_note="Bí mật nội bộ", appraised_note="Trừ vì chậm")
    mine.filter(leaf_key="impact.survey").update(sample_size=12)
    given = shares(scoring, commune="0.9")
    mine.filter(leaf_key="procedures.ideas").update(left_out=LeftOut.APPROVED)
    published(scoring.round, given, cast=scoring.cast)
    shown = read(client, f"/chi-so/2026/co-quan/{scoring.commune.agency.uid}/")
    assert "Xã Suối Nhạn" in shown and "hạng" in shown.lower()
    assert "1.2 Tự kiểm tra cải cách hành chính" in shown and "0,90" in shown
    assert "không áp dụng" in shown and "1 điểm không áp dụng" in shown
    assert "mẫu nhỏ: 12 phiếu hợp lệ, dưới mức 30 phiếu" in shown
    assert "Bí mật nội bộ" not in shown and "Trừ vì chậm" not in shown


def test_a_sheet_is_found_by_the_code_of_the_agency_too(
    scoring: ScoringCast, issue: ResultIssue, client: Client
) -> None:
    AgencyVersion.objects.filter(agency=scoring.commune.agency).update(code="H99.12")
    assert "Suối Nhạn" in read(client, "/chi-so/2026/co-quan/H99.12/")
    for key in ("H99.13", "x", "", "00000000-0000-0000-0000-000000000000"):
        assert client.get(f"/chi-so/2026/co-quan/{key}/").status_code == 404
    stranger = scoring.cast.stranger_agency.uid
    assert client.get(f"/chi-so/2026/co-quan/{stranger}/").status_code == 404


@pytest.mark.parametrize("which", ["2025", "2026-hoan-thanh-nhiem-vu", "2026-khong-co", "26", "nam-2026", "99999"])
def test_an_address_that_names_nothing_published_is_not_there(issue: ResultIssue, client: Client, which: str) -> None:
    assert client.get(f"/chi-so/{which}/").status_code == 404


def test_a_wrong_owner_or_page_in_the_address_does_no_harm(issue: ResultIssue, client: Client) -> None:
    for query in ("cua=x", "trang-commune=9", "trang-commune=%00", "tat-ca=1", "la=%22%3E%3Cscript%3E"):
        shown = client.get(f"/chi-so/2026/?{query}")
        assert shown.status_code == 200 and b'"><script>' not in shown.content
    assert client.get(f"/chi-so/2026/?cua={issue.uid}").status_code == 404


def test_other_purposes_have_addresses_of_their_own(scoring: ScoringCast, issue: ResultIssue, client: Client) -> None:
    text = COMMUNE_SET.replace("purpose: par_index", "purpose: digital_commune").replace(
        "song-may-xa", "song-may-so-hoa"
    )
    cast = scoring.cast
    draft = round_draft(cast, set_make(text), purpose=Purpose.DIGITAL_COMMUNE, title="Chuyển đổi số cấp xã năm 2026")
    other = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    decision = replace(DRAFT, decision_number="87/QĐ-UBND")
    published(other, shares(scoring, third="0.99"), cast=cast, draft=decision)
    assert "87/QĐ-UBND" in read(client, "/chi-so/2026-chuyen-doi-so-cap-xa/")
    assert "86/QĐ-UBND" in read(client, "/chi-so/2026/")
    listed = read(client, "/chi-so/")
    assert listed.index('"/chi-so/2026/"') < listed.index('"/chi-so/2026-chuyen-doi-so-cap-xa/"')


def test_figures_are_open_data_with_a_mark_by_which_they_are_asked_for_again(
    scoring: ScoringCast, issue: ResultIssue, client: Client
) -> None:
    answer = client.get("/chi-so/2026/ket-qua.csv")
    rows = rows_of(answer.content)
    first = next(row for row in rows if row["agency_uid"] == str(scoring.commune.agency.uid))
    assert (first["rank"], first["index"], first["points"], first["maximum"]) == ("1", "95", "19", "20")
    assert (first["decision"], first["decided_on"], first["issue"]) == ("86/QĐ-UBND", "2026-03-16", "1")
    assert first["area.impact.points"] == "7.6" and len(rows) == 6
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/chi-so/2026/ket-qua.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.content


def test_points_of_every_criterion_are_open_data(scoring: ScoringCast, issue: ResultIssue, client: Client) -> None:
    Score.objects.filter(assessment=scoring.third, leaf_key="impact.survey").update(sample_size=12)
    rows = rows_of(client.get("/chi-so/2026/tieu-chi.csv").content)
    assert len(rows) == 6 * 7
    small = [row for row in rows if row["small_sample"] == "1"]
    assert [(row["agency_uid"], row["criterion"]) for row in small] == [
        (str(scoring.third.agency.uid), "impact.survey")
    ]
    total = sum(float(row["points"]) for row in rows if row["agency_uid"] == str(scoring.commune.agency.uid))
    assert round(total, 2) == 19.0


def test_the_signed_decision_is_there_for_everybody_once_it_is_published(scoring: ScoringCast, client: Client) -> None:
    cast = scoring.cast
    made = settled(scoring.round, shares(scoring), now=cast.now)
    signed = write_docx(paper(), LAYOUT)
    draft = replace(DRAFT, file=signed, file_name="86-QD.docx")
    results_publish(made, draft, actor=cast.standing_officer.actor, now=cast.now)
    answer = client.get("/chi-so/2026/quyet-dinh/1/")
    assert answer.status_code == 200 and answer.content == signed
    assert answer.headers["Content-Type"] == DOCX and "86-QD.docx" in answer.headers["Content-Disposition"]
    assert '"/chi-so/2026/quyet-dinh/1/"' in read(client, "/chi-so/2026/")
    assert client.get("/chi-so/2026/quyet-dinh/2/").status_code == 404


def test_a_correction_is_there_with_old_new_reason_and_both_decisions(
    scoring: ScoringCast, issue: ResultIssue, client: Client
) -> None:
    later = corrected(scoring, "0")
    before = read(client, "/chi-so/2026/")
    assert "Sửa kết quả đã công bố" not in before and "95,00" in before
    sheet = f"/chi-so/2026/co-quan/{scoring.commune.agency.uid}/"
    assert "0,95" in read(client, sheet)
    decision = replace(DRAFT, decision_number="101/QĐ-UBND")
    results_publish(later, decision, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)
    after = read(client, "/chi-so/2026/")
    assert "Sửa kết quả đã công bố, lần 1" in after and "Sửa còn 0 điểm vì đếm trùng." in after
    assert "<del>95,00, Xuất sắc, hạng 1</del>" in after and "90,25, Xuất sắc, hạng 1" in after
    assert "Quyết định số 101/QĐ-UBND" in after and "sửa Quyết định số 86/QĐ-UBND" in after
    own = read(client, sheet)
    assert "90,25" in own and "Sửa kết quả đã công bố" in own
    other = read(client, f"/chi-so/2026/co-quan/{scoring.third.agency.uid}/")
    assert "Sửa kết quả đã công bố" not in other


def test_who_is_signed_in_finds_their_own_marked_and_the_way_back(
    scoring: ScoringCast, issue: ResultIssue, client: Client
) -> None:
    client.force_login(scoring.cast.commune_officer.user)
    shown = read(client, "/chi-so/2026/")
    assert '<tr class="me">' in shown and "Bàn làm việc" in shown and "Đăng nhập" not in shown


def test_the_way_to_results_stands_on_the_door(issue: ResultIssue, client: Client) -> None:
    assert reverse("ranking:list") in read(client, reverse("accounts:sign_in"))


def test_the_method_has_the_criteria_of_the_year_and_worked_numbers(issue: ResultIssue, client: Client) -> None:
    shown = read(client, "/chi-so/2026/phuong-phap/")
    assert "68,32 ÷ 84 × 100 = <b>81,33</b>" in shown and "2,675 thành <b>2,68</b>" in shown
    assert "2.1.1 Tỷ lệ hồ sơ giải quyết đúng hạn" in shown and "Từ 95% đến 99,5% tính theo tỷ lệ, tối đa 4" in shown
    assert "ít hơn 30 phiếu" in shown
    assert "2.1.1 Tỷ lệ hồ sơ" in read(client, "/chi-so/phuong-phap/")


def test_a_round_that_is_open_again_elsewhere_does_not_hide_what_is_published(
    scoring: ScoringCast, issue: ResultIssue, client: Client
) -> None:
    assert Round.objects.count() == 1
    earlier_round(scoring, shares(scoring, commune="0.8"))
    shown = read(client, "/chi-so/2026/")
    assert "So 2025" in shown and '"/chi-so/2025/"' in shown
