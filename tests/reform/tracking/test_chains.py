"""One deliverable is the event of another."""

from hypothesis import given
from hypothesis import strategies as st

from reform.tracking import ChainLink, ChainRow, propose_chains

SUBMISSION = ChainRow(1, "Công bố thủ tục hành chính", "Tờ trình công bố danh mục thủ tục hành chính")
DECISION = ChainRow(
    2,
    "Công bố thủ tục hành chính",
    "Quyết định của Chủ tịch UBND tỉnh công bố danh mục",
    awaits="Trong vòng 03 ngày làm việc kể từ ngày sở, ngành có tờ trình",
)
PROCESS = ChainRow(
    3,
    "Xây dựng quy trình điện tử",
    "Quy trình điện tử",
    awaits="Trong vòng 05 ngày làm việc kể từ khi Chủ tịch UBND tỉnh ban hành Quyết định công bố",
)


def test_a_submission_a_decision_and_what_follows_make_a_chain() -> None:
    assert propose_chains([SUBMISSION, DECISION, PROCESS]) == (
        ChainLink(2, 1, is_same_task=True),
        ChainLink(3, 2, is_same_task=False),
    )


def test_elsewhere_in_the_plan_the_kind_alone_is_not_enough() -> None:
    other = ChainRow(4, "Đào tạo", "Quyết định cử cán bộ đi học")
    assert propose_chains([other, PROCESS]) == ()


def test_what_a_ministry_issues_is_no_deliverable_of_the_plan() -> None:
    waiting = ChainRow(5, "Công bố", "Tờ trình", awaits="07 ngày kể từ ngày Quyết định công bố của Bộ được cập nhật")
    assert propose_chains([DECISION, waiting]) == ()


def test_a_document_with_its_own_symbol_is_no_deliverable_of_the_plan() -> None:
    waiting = ChainRow(6, "Công bố", "Kế hoạch", awaits="05 ngày sau khi nhận Quyết định số 12/QĐ-UBND ngày 02/02/2026")
    assert propose_chains([ChainRow(2, "Công bố", "Quyết định công bố"), waiting]) == ()


def test_two_that_wait_for_each_other_make_no_circle() -> None:
    one = ChainRow(1, "Việc", "Tờ trình", awaits="kể từ ngày có quyết định")
    other = ChainRow(2, "Việc", "Quyết định", awaits="kể từ ngày có tờ trình")
    assert propose_chains([one, other]) == (ChainLink(1, 2, is_same_task=True),)


_WORDS = st.sampled_from(["tờ trình", "quyết định công bố", "kế hoạch", "ngày nhận được báo cáo", "", "đề án của xã"])


@given(st.lists(st.tuples(_WORDS, _WORDS, _WORDS), max_size=8))
def test_whatever_the_plan_every_row_has_one_cause_and_none_waits_for_itself(rows: list[tuple[str, str, str]]) -> None:
    made = propose_chains([ChainRow(at, *row) for at, row in enumerate(rows)])
    waits = {link.row_id: link.on_row_id for link in made}
    assert len(waits) == len(made)
    for start in waits:
        at, seen = waits.get(start), set()
        while at is not None:
            assert at != start
            assert at not in seen
            seen.add(at)
            at = waits.get(at)
