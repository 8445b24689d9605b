"""Who of a row's leads owes which deliverable."""

from dataclasses import dataclass

import pytest

from reform.tracking import Scope, propose_ownership, share_leads


@dataclass(frozen=True)
class Lead:
    text: str
    kind: str = "agency"
    role: str | None = None


HOME_AFFAIRS = Lead("Sở Nội vụ")
JUSTICE = Lead("Sở Tư pháp")
ALL = Lead("Các cơ quan, đơn vị, địa phương", "group")
DEPARTMENTS = Lead("Các sở, ban, ngành", "group")
DISTRICTS = Lead("UBND các huyện, thị xã", "group")
COMMUNES = Lead("UBND cấp xã", "group")


@pytest.mark.parametrize(
    ("deliverable", "leads", "scope", "owners", "rule"),
    [
        ("Kế hoạch kiểm tra của tỉnh", (HOME_AFFAIRS,), Scope.ONE, (0,), "OW050"),
        ("Kế hoạch kiểm tra của tỉnh", (HOME_AFFAIRS, ALL), Scope.ONE, (0,), "OW030"),
        ("Báo cáo tổng hợp chỉ số toàn tỉnh", (HOME_AFFAIRS, DEPARTMENTS), Scope.ONE, (0,), "OW030"),
        ("Báo cáo tổng hợp kết quả trên địa bàn tỉnh", (DEPARTMENTS,), Scope.ONE, (0,), "OW030"),
        ("Quyết định của Chủ tịch UBND tỉnh về vị trí việc làm của cơ quan", (ALL,), Scope.ONE, (0,), "OW030"),
        ("Kế hoạch của cơ quan, đơn vị, địa phương", (ALL,), Scope.EACH, (0,), "OW040"),
        ("100% hồ sơ của cơ quan, đơn vị trên Hệ thống của tỉnh", (ALL,), Scope.EACH, (0,), "OW040"),
        ("Quyết định giao dự toán của UBND tỉnh, UBND cấp huyện", (DISTRICTS, COMMUNES), Scope.EACH, (0, 1), "OW040"),
        ("Mỗi cơ quan, đơn vị có ít nhất 01 sáng kiến", (ALL,), Scope.EACH, (0,), "OW040"),
        ("Tờ trình của các sở, ban, ngành", (DEPARTMENTS, JUSTICE), Scope.EACH, (0,), "OW020"),
        ("Quyết định của cơ quan có thẩm quyền", (DEPARTMENTS,), Scope.EACH, (0,), "OW060"),
        ("Hồ sơ trên Hệ thống thông tin của tỉnh", (ALL,), Scope.EACH, (0,), "OW060"),
        ("Văn bản trái pháp luật trên địa bàn tỉnh", (ALL,), Scope.EACH, (0,), "OW060"),
        ("Báo cáo kết quả thực hiện", (HOME_AFFAIRS, JUSTICE), Scope.EACH, (0, 1), "OW061"),
        ("Báo cáo kết quả thực hiện", (), Scope.ONE, (), "OW090"),
        ("Kế hoạch của huyện", (DISTRICTS,), Scope.EACH, (0,), "OW060"),
        ("Kế hoạch của huyện", (Lead("Phòng Nội vụ"), ALL), Scope.ONE, (0,), "OW030"),
    ],
)
def test_the_words_say_who_owes(
    deliverable: str, leads: tuple[Lead, ...], scope: Scope, owners: tuple[int, ...], rule: str
) -> None:
    proposal = propose_ownership(deliverable, leads)
    assert (proposal.scope, proposal.leads, proposal.rule_id) == (scope, owners, rule)


def test_a_role_after_a_colon_decides() -> None:
    leads = (
        Lead("Sở Nội vụ", role="Kế hoạch tổ chức hội thảo chia sẻ sáng kiến"),
        Lead("UBND cấp xã", "group", role="Hội thi tuyên truyền"),
    )
    plan, contest = share_leads(("Kế hoạch tổ chức hội thảo", "Hội thi tuyên truyền cải cách"), leads)
    assert (plan.scope, plan.leads, plan.rule_id) == (Scope.ONE, (0,), "OW010")
    assert (contest.scope, contest.leads) == (Scope.EACH, (1,))


def test_self_assessment_belongs_to_those_who_assess_themselves_and_the_total_to_none_of_them() -> None:
    leads = (
        Lead("Các sở, ban, ngành", "group", role="Cơ quan tự đánh giá"),
        Lead("UBND cấp xã", "group", role="Cơ quan tự đánh giá"),
    )
    own, total = share_leads(("Báo cáo tự chấm điểm", "Báo cáo tổng hợp chỉ số toàn tỉnh"), leads)
    assert (own.scope, own.leads) == (Scope.EACH, (0, 1))
    assert (total.scope, total.leads, total.rule_id, total.confident) == (Scope.ONE, (), "OW011", False)


def test_a_body_named_twice_owes_once() -> None:
    leads = (Lead("Sở Nội vụ", role="lập dự toán"), Lead("Sở Nội vụ", role="tổ chức hội thi"), COMMUNES)
    assert propose_ownership("Báo cáo kết quả thực hiện", leads).leads == (0, 2)
