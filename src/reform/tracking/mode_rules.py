"""The rules that propose a tracking mode, in the order in which they are asked; the first that applies speaks.

Owns: what is true of the language of plans: a routine report that comes back belongs in the periodic report, a rate
is a figure, a plan with a date is a document. Each rule carries examples that it must take and must leave.
Source: practice of plans and the aim that a body hands in one periodic report, not the same sentence seventy times.
"""

import re

from reform.tracking.cases import DATED, FREQUENT, PERIODIC, Case, example
from reform.tracking.values import Mode, ModeRule

__all__ = ["MODE_RULES"]

_REPORT = re.compile(r"^(?:báo cáo|bc)\b")
_ROUTINE_REPORT = re.compile(r"^(?:báo cáo|bc) (?:về )?(?:tình hình|kết quả)\b")
_FOLDED_IN = re.compile(r"lồng ghép|(?:cùng|chung)(?: với| trong)? báo cáo|(?:trong|tại) báo cáo")
_PERIODICALLY = re.compile(r"định kỳ|h[ằà]ng (?:tháng|quý|năm)|các kỳ báo cáo")
_NUMBER = r"\d+(?:[.,]\d+)?\s*(?:-\s*\d+(?:[.,]\d+)?\s*)?%"
_RATE = re.compile(
    r"^(?:(?:có|đạt|duy trì|phấn đấu|bảo đảm|đảm bảo|nâng|giảm|tăng|tối thiểu|tối đa|ít nhất|trên|dưới|từ|không quá)\s+"
    rf"|[<>=≤≥]+\s*)*(?:t[ỷỉ] lệ|mức độ hài lòng|số lượng|{_NUMBER})"
)
_PERCENT = re.compile(_NUMBER)
# The names of documents, and how offices shorten them.
_DOCUMENT = re.compile(
    r"^(?:kế hoạch|quyết định|tờ trình|nghị quyết|đề án|chương trình|công văn|thông báo|hướng dẫn|quy chế|quy định|"
    r"quy trình|văn bản|kết luận|biên bản|hợp đồng|chỉ thị|danh mục|tài liệu|phương án|bộ tiêu chí|bộ chỉ số|dự án|"
    r"hồ sơ trình|đề cương|giấy mời|bảng điểm|bảng tổng hợp|phiếu|chính sách|báo cáo|kh|qđ|ttr|nq|cv|tb|bc)\b"
)
_RESULT = re.compile(r"^kết quả\b")
_NO_DAY = frozenset({"as_directed", "ad_hoc", "none"})
_IF_ANY = re.compile(r"\(\s*nếu có\s*\)|\bnếu có$")


def _done(case: Case) -> bool:
    return case.is_only(frozenset({"done"}))


def _folded_in(case: Case) -> bool:
    said = f"{case.subject} {case.deadline_words}"
    return bool(_FOLDED_IN.search(said)) and not case.has(DATED)


def _comes_back(case: Case) -> bool:
    return case.has(PERIODIC | FREQUENT) and not case.has(DATED)


def _routine_report(case: Case) -> bool:
    return bool(_ROUTINE_REPORT.match(case.noun)) and _comes_back(case)


def _other_periodic_report(case: Case) -> bool:
    return bool(_REPORT.match(case.noun)) and _comes_back(case)


def _report_by_custom(case: Case) -> bool:
    periodically = bool(_PERIODICALLY.search(f"{case.subject} {case.deadline_words}"))
    return bool(_REPORT.match(case.noun)) and periodically and case.is_only(_NO_DAY)


def _rate(case: Case) -> bool:
    return bool(_RATE.match(case.noun))


def _percent(case: Case) -> bool:
    return bool(_PERCENT.search(case.subject)) and not _DOCUMENT.match(case.noun) and not _RESULT.match(case.noun)


def _if_any(case: Case) -> bool:
    return bool(_IF_ANY.search(case.subject))


def _document(case: Case) -> bool:
    return bool(_DOCUMENT.match(case.noun)) and not case.is_only(FREQUENT)


def _document_all_year(case: Case) -> bool:
    return bool(_DOCUMENT.match(case.noun)) and case.is_only(FREQUENT)


def _all_year(case: Case) -> bool:
    return case.is_only(FREQUENT)


def _result_of_a_period(case: Case) -> bool:
    return bool(_RESULT.match(case.noun)) and case.is_only(PERIODIC | FREQUENT)


def _undated(case: Case) -> bool:
    return case.is_only(frozenset({"none"}))


def _anything(case: Case) -> bool:
    return True


MODE_RULES: tuple[ModeRule, ...] = (
    ModeRule(
        "TM010",
        Mode.NOT_TRACKED,
        confident=True,
        applies=_done,
        good=(example("Nghị quyết của HĐND các cấp", "done"),),
        bad=(example("Nghị quyết của HĐND các cấp", "done", "by"),),
    ),
    ModeRule(
        "TM020",
        Mode.IN_REPORT,
        confident=True,
        applies=_folded_in,
        good=(
            example(
                "Báo cáo kết quả khắc phục", "as_directed", said="lồng ghép vào báo cáo cải cách hành chính định kỳ"
            ),
            example("Báo cáo kết quả phân cấp", "quarterly", said="hằng quý (cùng báo cáo cải cách hành chính)"),
        ),
        bad=(
            example(
                "Kế hoạch khắc phục và báo cáo kết quả",
                "within",
                "as_directed",
                said="trong tháng 2; báo cáo lồng ghép",
            ),
            example("Báo cáo kết quả phân cấp", "quarterly", said="hằng quý"),
        ),
    ),
    ModeRule(
        "TM030",
        Mode.IN_REPORT,
        confident=True,
        applies=_routine_report,
        good=(
            example("Báo cáo kết quả thực hiện", "quarterly"),
            example("Báo cáo kết quả thực hiện", "continuous"),
            example("Báo cáo tình hình thực hiện nhiệm vụ", "monthly", "ad_hoc"),
        ),
        bad=(
            example("Báo cáo kết quả thực hiện", "within"),
            example("Báo cáo kết quả thực hiện", "yearly"),
            example("Báo cáo tự chấm điểm", "quarterly"),
        ),
    ),
    ModeRule(
        "TM031",
        Mode.IN_REPORT,
        confident=False,
        applies=_other_periodic_report,
        good=(
            example("Báo cáo rà soát văn bản", "quarterly"),
            example("Báo cáo công khai ngân sách", "continuous"),
        ),
        bad=(
            example("Báo cáo rà soát văn bản", "by"),
            example("Kế hoạch rà soát văn bản", "quarterly"),
        ),
    ),
    ModeRule(
        "TM032",
        Mode.IN_REPORT,
        confident=False,
        applies=_report_by_custom,
        good=(
            example("Báo cáo sử dụng phần mềm", "as_directed", said="Định kỳ theo quy định"),
            example("Báo cáo hằng quý về tuyên truyền", "none"),
        ),
        bad=(
            example("Báo cáo sử dụng phần mềm", "as_directed", said="Theo hướng dẫn của bộ"),
            example("Báo cáo sử dụng phần mềm", "by", said="định kỳ, trước ngày 05/6"),
        ),
    ),
    ModeRule(
        "TM040",
        Mode.FIGURE,
        confident=True,
        applies=_rate,
        good=(
            example("Tỷ lệ giải ngân vốn đầu tư công", "within"),
            example("100% hồ sơ được số hóa", "continuous"),
            example("≥ 95% hồ sơ đúng hạn", "continuous"),
            example("Bảo đảm tỷ lệ hài lòng trên 90%", "within"),
            example("Đạt tối thiểu 97,5% hồ sơ đúng hạn", "continuous"),
            example("Từ 30-40% hoạt động kiểm tra trên môi trường số", "within"),
        ),
        bad=(
            example("Kết quả giải quyết hồ sơ", "continuous"),
            example("Báo cáo tỷ lệ hồ sơ đúng hạn", "by"),
            example("02 lớp tập huấn", "within"),
        ),
    ),
    ModeRule(
        "TM041",
        Mode.FIGURE,
        confident=False,
        applies=_percent,
        good=(example("Xử lý dứt điểm 100% văn bản trái pháp luật", "continuous"),),
        bad=(
            example("Quyết định giảm 10% biên chế", "within"),
            example("Kết quả xử lý 100% hồ sơ", "continuous"),
        ),
    ),
    ModeRule(
        "TM050",
        Mode.DECLARED,
        confident=False,
        applies=_if_any,
        good=(example("Hợp đồng tuyên truyền (nếu có)", "within"),),
        bad=(example("Hợp đồng tuyên truyền", "within"),),
    ),
    ModeRule(
        "TM060",
        Mode.DOCUMENT,
        confident=True,
        applies=_document,
        good=(
            example("Kế hoạch kiểm tra cải cách hành chính", "within"),
            example("Các quyết định của cơ quan có thẩm quyền", "quarterly"),
            example("Tờ trình đề nghị công bố danh mục", "relative"),
            example("Báo cáo kết quả thực hiện", "by"),
            example("Ban hành Quyết định phê duyệt đề án", "yearly"),
            example("KH của UBND tỉnh", "within"),
        ),
        bad=(
            example("Văn bản quy phạm pháp luật", "continuous"),
            example("Kết quả thẩm định", "relative"),
        ),
    ),
    ModeRule(
        "TM061",
        Mode.DECLARED,
        confident=False,
        applies=_document_all_year,
        good=(
            example("Quyết định bổ nhiệm", "continuous"),
            example("Văn bản quy phạm pháp luật", "continuous"),
        ),
        bad=(
            example("Quyết định bổ nhiệm", "by"),
            example("Kết quả tự kiểm tra", "continuous"),
        ),
    ),
    ModeRule(
        "TM070",
        Mode.DECLARED,
        confident=True,
        applies=_all_year,
        good=(
            example("Kết quả tự kiểm tra", "continuous"),
            example("Rà soát hồ sơ quá hạn", "weekly"),
        ),
        bad=(
            example("Kết quả tự kiểm tra", "quarterly"),
            example("Kết quả tự kiểm tra", "within"),
        ),
    ),
    ModeRule(
        "TM080",
        Mode.IN_REPORT,
        confident=False,
        applies=_result_of_a_period,
        good=(example("Kết quả công khai", "monthly"),),
        bad=(
            example("Kết quả thẩm định", "relative"),
            example("Buổi đối thoại", "quarterly"),
        ),
    ),
    ModeRule(
        "TM090",
        Mode.DECLARED,
        confident=False,
        applies=_undated,
        good=(example("Theo lộ trình đã được phê duyệt", "none"),),
        bad=(example("Theo lộ trình đã được phê duyệt", "by"),),
    ),
    ModeRule(
        "TM099",
        Mode.DOCUMENT,
        confident=False,
        applies=_anything,
        good=(
            example("Kho dữ liệu được kết nối", "within"),
            example("Kết quả thẩm định", "relative"),
        ),
        bad=(),
    ),
)
