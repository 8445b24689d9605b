"""Which deliverables another body decides on: the lead presents (*trình*), somebody else issues (*ban hành*).

Owns: the reading of the words, as a proposal; a person says when something was presented. Does not: find out who the
body is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["MILESTONE_RULES", "MilestoneCase", "MilestoneRule", "milestone_rule"]

# "trình" inside another word, and "trình" that is no presenting.
_NO_VERB_BEFORE = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "quy", "chương", "công", "lộ", "tiến", "giáo", "quá", "hành", "thuyết", "tường", "phương", "lập", "giải",
        "tờ", "khai", "đăng",
    )
)  # fmt: skip
_PRESENT = rf"{_NO_VERB_BEFORE}\btrình\b(?! (?:tự|độ|bày|chiếu|diễn|báo)\b)"
# What the other body does; a decision that is only cited ("Quyết định số 20", "ban hành kèm theo") is none.
_CITED = r"(?! (?:số|của|này|kèm|tại|theo|ngày|trên|\d))"
_DECIDE = rf"(?:ban hành|phê duyệt|thông qua|quyết định|quyết nghị|xem xét|cho ý kiến|công bố|duyệt|ký)\b{_CITED}"
_BODY = (
    r"(?:ủy ban|ubnd|hội đồng|hđnd|thường trực|chủ tịch|lãnh đạo|cấp|cơ quan|người|thủ tướng|chính phủ|bộ|sở|"
    r"ban chỉ đạo|ban thường vụ|tỉnh ủy|đảng ủy|giám đốc)"
)
_SOME_WORDS = r"(?:[^\s;.]+ ){0,14}?"
_PRESENTED = re.compile(rf"{_PRESENT} (?:{_SOME_WORDS}{_DECIDE}|(?:cấp|cơ quan|người) có thẩm quyền)")
_ADVISED = re.compile(
    rf"\btham mưu(?: cho| giúp| với| đề xuất|,)? {_SOME_WORDS}(?:ban hành|phê duyệt|quyết định)\b{_CITED}"
)
_REPORTED = re.compile(rf"\b(?:báo cáo|đề nghị) {_BODY} {_SOME_WORDS}(?:xem xét|quyết định|phê duyệt)\b{_CITED}")
_DRAFT = re.compile(r"^(?:tờ trình|dự thảo|hồ sơ trình)\b")
_OF_BODY = re.compile(
    r"\bcủa ((?:chủ tịch |thường trực )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thủ tướng|"
    r"chính phủ|ban chỉ đạo|bộ|sở)\b(?: (?:tỉnh|thành phố|huyện|xã|phường)\b)?)"
)
_LEADERS = re.compile(r"^(?:chu tich|thuong truc) ")


@dataclass(frozen=True, slots=True)
class MilestoneCase:
    """One deliverable as the rules see it; the texts squeezed and in lower case, with their tone marks."""

    task: str
    deliverable: str
    lead: str  # key of the owing agency's name

    @property
    def words(self) -> str:
        """Return what both cells say."""
        return f"{self.task} ; {self.deliverable}"


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """One way in which plans say that another body decides."""

    rule_id: str  # permanent; its sentence stands in ``reform.messages``
    applies: Callable[[MilestoneCase], bool]
    good: tuple[tuple[str, str, str], ...]  # (task, deliverable, lead) it must take
    bad: tuple[tuple[str, str, str], ...]  # and must leave


def milestone_rule(task_text: str, deliverable_text: str, lead: str = "") -> str | None:
    """Return the id of the rule by which another body decides on a deliverable, or None where its lead issues it.

    Args:
        task_text: The task's words.
        deliverable_text: The deliverable's words; may be empty.
        lead: Name of whoever owes it: "Quyết định của UBND xã" is a commune's own.
    """
    case = MilestoneCase(_lower(task_text), _lower(deliverable_text), compare_key(lead))
    return next((rule.rule_id for rule in MILESTONE_RULES if rule.applies(case)), None)


def _lower(text: str) -> str:
    return squeeze(normalise(text)).lower().replace("uỷ", "ủy").replace(",", " ,")


def _presented(case: MilestoneCase) -> bool:
    return bool(_PRESENTED.search(case.words))


def _advised(case: MilestoneCase) -> bool:
    return bool(_ADVISED.search(case.words))


def _reported(case: MilestoneCase) -> bool:
    return bool(_REPORTED.search(case.words))


def _draft(case: MilestoneCase) -> bool:
    return bool(_DRAFT.match(case.deliverable))


def _of_another(case: MilestoneCase) -> bool:
    """Whether the deliverable names whose document it is, and that is not the lead's own."""
    named = _OF_BODY.search(case.deliverable)
    if named is None or not case.lead:
        return False
    body = _LEADERS.sub("", compare_key(named.group(1))).replace("uy ban nhan dan", "ubnd")
    return not case.lead.replace("uy ban nhan dan", "ubnd").startswith(body)


MILESTONE_RULES: tuple[MilestoneRule, ...] = (
    MilestoneRule(
        "MS010",
        _presented,
        good=(
            ("Xây dựng, trình UBND tỉnh ban hành Kế hoạch chuyển đổi số", "Kế hoạch", "Sở Nội vụ"),
            ("Hoàn thiện đề án, trình cấp có thẩm quyền", "Đề án", "Sở Y tế"),
            ("", "Đề án vị trí việc làm trình Chủ tịch UBND tỉnh phê duyệt", "Sở Nội vụ"),
            ("Rà soát thủ tục, trình phê duyệt phương án đơn giản hóa", "Phương án", "Sở Tư pháp"),
            ("Lập danh mục, trình Thường trực HĐND tỉnh xem xét, thông qua", "", "Văn phòng UBND tỉnh"),
        ),
        bad=(
            ("Thực hiện quy trình ban hành văn bản", "Quy trình", "Sở Tư pháp"),
            ("Xây dựng chương trình công tác và ban hành kế hoạch", "Chương trình", "UBND xã Suối Nhạn"),
            ("Công khai trình tự ban hành quyết định", "Thông báo", "UBND xã Suối Nhạn"),
            ("Nâng cao trình độ, phê duyệt kế hoạch bồi dưỡng", "Kế hoạch", "UBND xã Suối Nhạn"),
            ("Giải trình ý kiến và công bố kết quả", "Báo cáo", "Thanh tra tỉnh"),
        ),
    ),
    MilestoneRule(
        "MS020",
        _advised,
        good=(
            ("Tham mưu UBND tỉnh ban hành quy chế phối hợp", "Quy chế", "Sở Nội vụ"),
            ("Tham mưu, giúp Chủ tịch UBND xã quyết định phân công nhiệm vụ", "Quyết định", "Phòng Văn hóa"),
            ("Tham mưu ban hành kế hoạch cải cách hành chính năm", "Kế hoạch", "Sở Nội vụ"),
        ),
        bad=(
            ("Tham mưu tổ chức hội nghị đánh giá giữa năm", "Hội nghị", "Sở Nội vụ"),
            ("Nâng cao chất lượng tham mưu. Ban hành kế hoạch kiểm tra", "Kế hoạch", "UBND xã Suối Nhạn"),
            ("Tham mưu triển khai Quyết định số 20 của Thủ tướng", "Báo cáo", "Sở Nội vụ"),
            ("Tham mưu thực hiện kế hoạch ban hành kèm theo quyết định này", "Báo cáo", "Sở Nội vụ"),
        ),
    ),
    MilestoneRule(
        "MS030",
        _draft,
        good=(
            ("Sửa đổi quy định về phân cấp", "Tờ trình của Sở Nội vụ", "Sở Nội vụ"),
            ("Sửa đổi quy định về phân cấp", "Dự thảo Nghị quyết", "Sở Nội vụ"),
            ("Sắp xếp đơn vị sự nghiệp", "Hồ sơ trình đề án", "Sở Y tế"),
        ),
        bad=(("Góp ý dự thảo Luật", "Văn bản góp ý", "Sở Tư pháp"),),
    ),
    MilestoneRule(
        "MS040",
        _reported,
        good=(
            ("Rà soát, báo cáo UBND tỉnh xem xét, quyết định việc phân cấp", "Báo cáo", "Sở Nội vụ"),
            ("Đề nghị Hội đồng nhân dân tỉnh quyết định mức thu phí", "Văn bản", "Sở Tài chính"),
        ),
        bad=(
            ("Báo cáo kết quả thực hiện hằng quý", "Báo cáo", "UBND xã Suối Nhạn"),
            ("Báo cáo kết quả thi hành quyết định xử phạt", "Báo cáo", "Thanh tra tỉnh"),
            ("Tổng hợp báo cáo. Quyết định khen thưởng cuối năm", "Quyết định", "UBND xã Suối Nhạn"),
        ),
    ),
    MilestoneRule(
        "MS050",
        _of_another,
        good=(
            ("Kiện toàn Ban Chỉ đạo", "Quyết định của Chủ tịch UBND tỉnh", "Sở Nội vụ"),
            ("Quy định mức hỗ trợ", "Nghị quyết của Hội đồng nhân dân tỉnh", "Sở Tài chính"),
        ),
        bad=(
            ("Kiện toàn tổ công tác", "Quyết định của Chủ tịch UBND xã", "UBND xã Suối Nhạn"),
            ("Cải cách hành chính năm", "Kế hoạch của Sở", "Sở Nội vụ"),
            ("Kiểm tra công vụ", "Kế hoạch của Uỷ ban nhân dân tỉnh", "UBND tỉnh Sông Mây"),
            ("Kiểm tra công vụ", "Kế hoạch kiểm tra", "Sở Nội vụ"),
        ),
    ),
)
