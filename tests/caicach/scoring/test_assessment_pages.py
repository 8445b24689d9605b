"""The pages of an assessment: the tree, one sub-criterion with claim and proof, the summary and its lock."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.scoring.constants import AssessmentState, LeftOut, Stage
from caicach.scoring.models import AdjustmentScore, Score, ScoreProof
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.scoring.services.marks import MarkDraft, marks_save
from cast import PDF, Person
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
ON_TIME, INSPECTION = "procedures.dossiers.on_time", "steering.inspection"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def officer(scoring: ScoringCast) -> Client:
    """A browser of the commune's officer."""
    return signed_in(scoring.cast.commune_officer)


def address(scoring: ScoringCast, name: str, *args: str) -> str:
    return reverse(f"scoring:{name}", args=[scoring.commune.uid, *args])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_tree_opens_where_something_is_missing(officer: Client, scoring: ScoringCast) -> None:
    shown = text_of(officer.get(address(scoring, "sheet")))
    assert "UBND xã Suối Nhạn tự chấm" in shown and "7 tiêu chí" in shown
    assert "0/6 tiêu chí; 8 điểm khảo sát chưa tính" in shown
    assert "1.1.1. Ban hành kế hoạch cải cách hành chính năm" in shown
    assert "Ban hành chậm: 0,50 điểm" in shown and "Cơ quan thẩm định: Sở Nội vụ." in shown
    assert "Tự chấm đến 30/11" in shown and "Công bố đến 15/01/2027" in shown


def test_a_claim_is_saved_and_the_next_one_opens(officer: Client, scoring: ScoringCast) -> None:
    score = scoring.score(scoring.commune, ON_TIME)
    sent = {"value": "99,03", "note": "Theo hệ thống.", "revision": score.revision, "tiep": "1"}
    answer = officer.post(address(scoring, "claim", ON_TIME), sent)
    assert answer.status_code == 302 and answer.url == address(scoring, "leaf", "procedures.dossiers.apologies")
    shown = text_of(officer.get(address(scoring, "leaf", ON_TIME)))
    assert "3,58" in shown and 'value="99,03"' in shown and "Theo hệ thống." in shown
    assert "95 %: 0 điểm" in shown and "tức 3,58 điểm" in shown
    assert "tự chấm: – → 3,58" in shown


def test_what_cannot_be_claimed_is_shown_again_as_it_was_typed(officer: Client, scoring: ScoringCast) -> None:
    answer = officer.post(address(scoring, "claim", ON_TIME), {"value": "gần hết", "note": "Ghi chú dài."})
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "không đọc được số “gần hết”" in shown and 'value="gần hết"' in shown and "Ghi chú dài." in shown
    answer = officer.post(address(scoring, "claim", "steering.plan.issued"), {"value": "sớm"})
    assert answer.status_code == 422


def test_a_claim_over_somebody_elses_is_refused(officer: Client, scoring: ScoringCast) -> None:
    seen = scoring.score(scoring.commune, ON_TIME).revision
    officer.post(address(scoring, "claim", ON_TIME), {"value": "99", "revision": seen})
    assert officer.post(address(scoring, "claim", ON_TIME), {"value": "98", "revision": seen}).status_code == 409


def test_points_without_proof_are_told_beside_the_claim(officer: Client, scoring: ScoringCast) -> None:
    officer.post(address(scoring, "claim", ON_TIME), {"value": "99"})
    shown = text_of(officer.get(address(scoring, "leaf", ON_TIME)))
    assert shown.count("Thiếu minh chứng") == 2  # in the tree and at the claim


def test_a_document_is_found_and_picked_and_taken_back(officer: Client, scoring: ScoringCast) -> None:
    document = scoring.cast.document(actor=scoring.cast.commune_officer.actor, subject="Kết quả một cửa")
    add = address(scoring, "proof-add", ON_TIME)
    shown = text_of(officer.post(add, {"step": "find", "find": "một cửa", "words": "bảng 2"}))
    assert "Kết quả một cửa" in shown and 'value="bảng 2"' in shown and not ScoreProof.objects.exists()
    assert "không có văn bản nào khớp “đèo cao”" in text_of(officer.post(add, {"step": "enter", "find": "đèo cao"}))
    assert officer.post(add, {"pick": str(document.uid), "words": "bảng 2"}).status_code == 302
    proof = ScoreProof.objects.get()
    shown = text_of(officer.get(address(scoring, "leaf", ON_TIME)))
    assert "bảng 2" in shown and "tag--ok" in shown
    uses = text_of(officer.get(reverse("documents:detail", args=[document.uid])))
    assert "Minh chứng tiêu chí 2.1.1" in uses
    officer.post(address(scoring, "proof-remove", ON_TIME), {"proof": str(proof.pk)})
    assert not ScoreProof.objects.filter(removed_at=None).exists()


def test_a_file_is_registered_with_its_facts(officer: Client, scoring: ScoringCast) -> None:
    add = address(scoring, "proof-add", ON_TIME)
    file = SimpleUploadedFile("bc.pdf", PDF)
    answer = officer.post(add, {"step": "add", "file": file, "type": "Báo cáo", "symbol": "3/BC-UBND"})
    assert answer.status_code == 422 and "ngày ban hành của văn bản" in text_of(answer)
    file = SimpleUploadedFile("bc.pdf", PDF)
    sent = {"step": "add", "file": file, "type": "Báo cáo", "symbol": "3/BC-UBND", "issued_on": "01/03/2026"}
    assert officer.post(add, sent).status_code == 302
    assert ScoreProof.objects.get().document.symbol == "3/BC-UBND"


def test_what_proves_a_claim_is_open_to_who_appraises(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    document = scoring.cast.document(actor=actor)
    lead = signed_in(scoring.cast.department_officer)
    page = reverse("documents:detail", args=[document.uid])
    assert lead.get(page).status_code == 404
    client = signed_in(scoring.cast.commune_officer)
    client.post(address(scoring, "proof-add", ON_TIME), {"pick": str(document.uid)})
    assert signed_in(scoring.cast.area_lead).get(page).status_code == 200


def test_asking_to_leave_out_and_taking_it_back(officer: Client, scoring: ScoringCast) -> None:
    ask = address(scoring, "left-out", ON_TIME)
    assert officer.post(ask, {"reason": ""}).status_code == 422
    officer.post(ask, {"reason": "Không có bộ phận một cửa."})
    shown = text_of(officer.get(address(scoring, "leaf", ON_TIME)))
    assert "Đề nghị không áp dụng" in shown and "chờ cơ quan thẩm định xem xét: Không có bộ phận một cửa." in shown
    officer.post(ask, {"rut": "1"})
    assert scoring.score(scoring.commune, ON_TIME).left_out == LeftOut.NO


def test_what_data_proposes_is_shown_with_its_calculation_and_taken_over(officer: Client, scoring: ScoringCast) -> None:
    lines = "Tỷ lệ = 99,03 %\nĐiểm = 3,58"
    Score.objects.filter(assessment=scoring.commune, leaf_key=ON_TIME).update(
        proposed="3.58", proposed_value="99.03", proposed_lines=lines, proposed_at=scoring.cast.now
    )
    shown = text_of(officer.get(address(scoring, "leaf", ON_TIME)))
    assert "Điểm đề xuất từ số liệu: 3,58" in shown and "Tỷ lệ = 99,03 %" in shown
    assert '<input type="hidden" name="value" value="99,03">' in shown
    answer = officer.post(address(scoring, "propose"), {"key": ON_TIME})
    assert answer.status_code == 302 and scoring.score(scoring.commune, ON_TIME).proposed is None


def test_what_was_appraised_stands_beside_with_its_reason(officer: Client, scoring: ScoringCast) -> None:
    actor, now = scoring.cast.commune_officer.actor, scoring.cast.now
    score = claim_save(scoring.commune, ClaimDraft(ON_TIME, "99,5"), actor=actor, now=now)
    draft = MarkDraft(score.pk, score.revision, score.maximum - 1, "figures_differ", "Số liệu cho 98 %.")
    marks_save([draft], stage=Stage.APPRAISED, actor=scoring.cast.area_lead.actor, now=now)
    shown = text_of(officer.get(address(scoring, "leaf", ON_TIME)))
    assert "thấp hơn 1,00" in shown and "Số liệu cho 98 %." in shown and "Văn phòng UBND tỉnh:" in shown
    assert "Thẩm định khác tự chấm 1,00" in shown


def test_who_appraises_reads_and_cannot_claim(scoring: ScoringCast) -> None:
    lead = signed_in(scoring.cast.area_lead)
    shown = text_of(lead.get(address(scoring, "leaf", ON_TIME)))
    assert 'name="note"' not in shown and 'id="minh-chung"' not in shown
    assert lead.post(address(scoring, "claim", ON_TIME), {"value": "99"}).status_code == 403
    assert signed_in(scoring.cast.stranger).get(address(scoring, "sheet")).status_code == 404


def test_the_standing_body_is_told_that_it_enters_for_the_unit(scoring: ScoringCast) -> None:
    shown = text_of(signed_in(scoring.cast.standing_officer).get(address(scoring, "leaf", ON_TIME)))
    assert "Bạn đang nhập thay UBND xã Suối Nhạn" in shown and 'name="note"' in shown


def test_the_summary_says_what_is_missing_and_locks(officer: Client, scoring: ScoringCast) -> None:
    officer.post(address(scoring, "claim", ON_TIME), {"value": "99"})
    shown = text_of(officer.get(address(scoring, "summary")))
    assert "5 tiêu chí chưa chấm, 1 tiêu chí có điểm mà chưa đủ minh chứng" in shown
    assert "Thiếu minh chứng: 1 tiêu chí" in shown and "Khóa và gửi" not in shown
    assert officer.post(address(scoring, "lock"), {"bang-khong": "1"}).status_code == 422
    officer.post(address(scoring, "claim", ON_TIME), {"value": "99", "note": "Tỉnh giữ số liệu."})
    assert "Đồng ý tính 0 điểm" in text_of(officer.get(address(scoring, "summary")))
    refused = officer.post(address(scoring, "lock"))
    assert refused.status_code == 422 and "chưa chấm. Chấm nốt" in text_of(refused)
    assert officer.post(address(scoring, "lock"), {"bang-khong": "1"}).status_code == 302
    assert scoring.again(scoring.commune).state == AssessmentState.LOCKED
    shown = text_of(officer.get(address(scoring, "summary")))
    assert "Tải bản đã ký lên" in shown and "Khóa lúc" in shown
    assert officer.post(address(scoring, "claim", ON_TIME), {"value": "98"}).status_code == 409


def test_the_signed_paper_is_uploaded_and_named(officer: Client, scoring: ScoringCast) -> None:
    officer.post(address(scoring, "lock"), {"bang-khong": "1"})
    sent = {"file": SimpleUploadedFile("p.pdf", PDF), "type": "Báo cáo", "symbol": "9/BC-UBND"}
    assert officer.post(address(scoring, "signed-paper"), sent).status_code == 422
    sent |= {"file": SimpleUploadedFile("p.pdf", PDF), "issued_on": "01/03/2026"}
    assert officer.post(address(scoring, "signed-paper"), sent).status_code == 302
    assert "Báo cáo 9/BC-UBND" in text_of(officer.get(address(scoring, "summary")))


def test_the_standing_body_locks_for_a_unit_with_its_paper_and_opens_again(scoring: ScoringCast) -> None:
    standing = signed_in(scoring.cast.standing_officer)
    refused = standing.post(address(scoring, "lock"), {"bang-khong": "1"})
    assert refused.status_code == 422 and "phiếu chấm đã ký của đơn vị" in text_of(refused)
    sent = {
        "bang-khong": "1", "file": SimpleUploadedFile("p.pdf", PDF), "type": "Báo cáo", "symbol": "9/BC-UBND",
        "issued_on": "01/03/2026",
    }  # fmt: skip
    assert standing.post(address(scoring, "lock"), sent).status_code == 302
    for reason in ("", "ừ"):
        assert standing.post(address(scoring, "unlock"), {"reason": reason}).status_code == 422
    assert standing.post(address(scoring, "unlock"), {"reason": "Nhầm số liệu."}).status_code == 302
    assert scoring.again(scoring.commune).state == AssessmentState.SCORING


def test_bonus_and_penalty_are_kept_or_refused(officer: Client, scoring: ScoringCast) -> None:
    sent = {"diem_bonus.model": "0,5", "ly_do_bonus.model": "Mô hình được tỉnh nhân rộng"}
    assert officer.post(address(scoring, "adjust"), sent).status_code == 302
    assert AdjustmentScore.objects.get().words == "Mô hình được tỉnh nhân rộng"
    assert officer.post(address(scoring, "adjust"), {"diem_bonus.model": "9"}).status_code == 422
    assert 'value="0,5"' in text_of(officer.get(address(scoring, "summary")))


@pytest.mark.parametrize("name", ["leaf", "claim", "left-out", "proof-add", "proof-remove"])
def test_a_sub_criterion_that_is_not_there_is_not_found(officer: Client, scoring: ScoringCast, name: str) -> None:
    asked = address(scoring, name, "no.such.leaf")
    answer = officer.get(asked) if name == "leaf" else officer.post(asked)
    assert answer.status_code == 404


def test_a_page_costs_as_many_queries_however_much_is_scored(
    officer: Client, scoring: ScoringCast, django_assert_max_num_queries: Any
) -> None:
    document = scoring.cast.document(actor=scoring.cast.commune_officer.actor)
    for key in (ON_TIME, INSPECTION):
        officer.post(address(scoring, "proof-add", key), {"pick": str(document.uid)})
        officer.post(address(scoring, "claim", key), {"value": "99" if key == ON_TIME else "yes"})
    with django_assert_max_num_queries(24):
        officer.get(address(scoring, "leaf", ON_TIME))
    with django_assert_max_num_queries(18):
        officer.get(address(scoring, "summary"))


def test_the_list_of_proof_names_each_document_once_by_criterion(officer: Client, scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    document = scoring.cast.document(actor=actor, symbol="118/BC-UBND", subject="Kết quả giải quyết hồ sơ")
    for key in (ON_TIME, INSPECTION):
        officer.post(address(scoring, "proof-add", key), {"pick": str(document.uid), "words": "bảng 2"})
    answer = officer.get(address(scoring, "proof-list"))
    assert "Danh-muc-tai-lieu-kiem-chung-UBND-xa-Suoi-Nhan-2026.docx" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        words = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    assert "118/BC-UBND" in words and "Kết quả giải quyết hồ sơ; bảng 2" in words
    assert "Danh mục có 1 văn bản, chứng minh cho 2 tiêu chí thành phần." in words


def test_the_archive_has_a_folder_for_each_criterion(officer: Client, scoring: ScoringCast) -> None:
    document = scoring.cast.document(actor=scoring.cast.commune_officer.actor, symbol="118/BC-UBND")
    officer.post(address(scoring, "proof-add", ON_TIME), {"pick": str(document.uid)})
    answer = officer.get(address(scoring, "proof-files"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        path = "2.1.1-Ty-le-ho-so-giai-quyet-dung-han/01-Bao-cao-118-BC-UBND.pdf"
        assert names[0].endswith(".docx") and names[1:] == [path]
        assert archive.read(path).startswith(PDF)
    assert officer.get(address(scoring, "proof-files")).content == answer.content


def test_the_list_is_made_without_proof_too(officer: Client, scoring: ScoringCast) -> None:
    answer = officer.get(address(scoring, "proof-list"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "Chưa có tài liệu kiểm chứng nào." in archive.read("word/document.xml").decode()
