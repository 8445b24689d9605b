"""Which documents prove a claim, and what is said of those that do not."""

from datetime import date
from typing import Any

from index_sample import leaf, set_of
from reform.index.model import Issuer, ProofRule, Window, YearDay
from reform.index.proofs import ProofCheck, ProofDocument, TagKind, proof_of
from reform.messages import explain

REPORT = ProofRule("Báo cáo kết quả", ("BC",))
PLAN = ProofRule("Kế hoạch năm", ("KH",), window=Window(YearDay(-1, 12, 1), YearDay(0, 1, 31)), due=YearDay(-1, 12, 31))


def document(key: str = "1", **values: Any) -> ProofDocument:
    standard: dict[str, Any] = {"type": "BC", "issued_on": date(2026, 11, 10), "issuer": Issuer.OWN}
    return ProofDocument(key, **{**standard, **values})


def judged(*documents: ProofDocument, rules: tuple[ProofRule, ...] = (REPORT,)) -> ProofCheck:
    one = leaf(proofs=rules)
    return proof_of(set_of((one,)), one, documents)


def said(check: ProofCheck) -> dict[TagKind, str]:
    return {tag.kind: explain([tag.reason]) for tag in check.documents[0].tags}


def test_the_right_document_of_the_year_proves() -> None:
    check = judged(document())
    assert (check.is_met, check.found, check.missing) == (True, (1,), ())


def test_none_at_all_is_missing() -> None:
    assert judged().missing == (REPORT,)
    assert judged(rules=()).is_met


def test_another_type_does_not_count_and_says_so() -> None:
    check = judged(document(type="KH"))
    assert not check.is_met
    assert said(check)[TagKind.TYPE] == "Sai loại: yêu cầu BC, đây là KH."


def test_a_document_of_another_agency_does_not_count() -> None:
    assert not judged(document(issuer=Issuer.ANY)).is_met
    assert judged(document(issuer=Issuer.SUPERIOR), rules=(ProofRule("Quyết định", issuer=Issuer.SUPERIOR),)).is_met
    assert judged(document(issuer=Issuer.ANY), rules=(ProofRule("Văn bản", issuer=Issuer.ANY),)).is_met


def test_the_window_opens_in_december_before_the_year() -> None:
    days = {date(2025, 11, 30): False, date(2025, 12, 1): True, date(2026, 12, 31): True, date(2027, 1, 1): False}
    assert {day: judged(document(issued_on=day)).is_met for day in days} == days
    assert said(judged(document(issued_on=date(2027, 1, 1))))[TagKind.WINDOW] == (
        "Ngoài kỳ đánh giá: ban hành ngày 01/01/2027, kỳ từ 01/12/2025 đến 31/12/2026."
    )


def test_a_late_plan_counts_and_is_told_to_be_late() -> None:
    check = judged(document(type="KH", issued_on=date(2026, 1, 5)), rules=(PLAN,))
    assert check.is_met
    assert said(check)[TagKind.IN_TIME] == "Muộn 5 ngày so với hạn 31/12/2025."


def test_proof_of_last_year_does_not_count_again() -> None:
    check = judged(document(used_in_years=(2025,)))
    assert not check.is_met
    assert said(check)[TagKind.OTHER_YEAR] == "Đã dùng làm minh chứng của năm 2025."
    assert judged(document(used_in_years=(2026,))).is_met


def test_a_signature_that_nobody_verified_is_told_and_costs_nothing() -> None:
    signed = ProofRule("Báo cáo", ("BC",), is_signature_asked=True)
    check = judged(document(), rules=(signed,))
    assert check.is_met
    assert said(check)[TagKind.SIGNATURE] == "Chưa xác minh được chữ ký số; không trừ điểm."
    assert said(judged(document(is_signature_valid=True)))[TagKind.SIGNATURE] == "Chữ ký số hợp lệ."


def test_what_is_not_known_counts_and_is_told() -> None:
    check = judged(document(type="", issued_on=None, issuer=None))
    assert check.is_met
    assert {tag.is_met for tag in check.documents[0].tags} == {None}


def test_each_document_is_held_against_the_rule_that_it_fits() -> None:
    check = judged(document("bc"), document("kh", type="KH", issued_on=date(2025, 12, 20)), rules=(PLAN, REPORT))
    assert [one.rule for one in check.documents] == [1, 0]
    assert check.is_met


def test_two_are_two() -> None:
    two = ProofRule("Báo cáo quý", ("BC",), least=2)
    assert not judged(document(), rules=(two,)).is_met
    assert judged(document("1"), document("2"), rules=(two,)).is_met
