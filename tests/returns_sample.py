"""A form of our own with every kind of line, split and rule, and a return of a commune that fits in every way."""

from decimal import Decimal

from reform.forms import Cell, Figure, Form, cell_of, read_form

RETURN_FORM = """
form:
  id: bieu-tong-hop
  version: "2026.1"
  title: Biểu tổng hợp thử
  effective: {from: 2026-01-01, to: null}
  null_reasons:
    {none_yet: Chưa phát sinh để tính, not_applicable: Không thuộc phạm vi, not_collected: Chưa thu thập được}
units: {ho_so: Hồ sơ, pct: "%", don_vi: Đơn vị, thu_tuc: Thủ tục, nguoi: Người, cuoc: Cuộc, van_ban: Văn bản}
dimensions:
  tier:
    label: Cấp giải quyết
    partition: true
    members: {province: Cấp tỉnh, commune: Cấp xã}
    levels: {commune: [commune], department: [province]}
    rolled: {province: [commune]}
  channel:
    label: Cách nộp
    partition: true
    members: {direct: Trực tiếp, post: Bưu chính, online: Trực tuyến}
  field: {label: Lĩnh vực, partition: false, members: {land: Đất đai, building: Xây dựng}}
choices:
  yes_no: {"no": Không, "yes": Có}
  survey: {none: Không khảo sát, online: Trực tuyến, paper: Phát phiếu}
requirement_profiles:
  all: {commune: R, department: R, province: R}
  upper: {commune: "-", department: R, province: R}
  province: {commune: "-", department: "-", province: R}
  rolled: {commune: "-", department: "-", province: C}
  computed: {commune: C, department: C, province: C}
  optional: {commune: O, department: O, province: O}
tolerances: {percent_points: 0.01, change_percent: {prev: 100, yoy: 50}, least: 20}
sections:
- num: "1"
  key: dossier
  label: Giải quyết hồ sơ
  groups:
  - num: "1.1"
    label: Hồ sơ
    lines:
    - {num: "1.1.1", key: dossier.carried, label: Hồ sơ kỳ trước chuyển qua, unit: ho_so, time: year,
       by: [tier], cmp: [yoy]}
    - {num: "1.1.2", key: dossier.received, label: Hồ sơ tiếp nhận, unit: ho_so, by: [channel, tier]}
    - {num: "1.1.3", key: dossier.resolved, label: Hồ sơ đã giải quyết, unit: ho_so, by: [tier]}
    - {num: "1.1.4", key: dossier.on_time, label: Đúng hạn, unit: ho_so, by: [tier, field], part_of: dossier.resolved}
    - {num: "1.1.5", key: dossier.late, label: Quá hạn, unit: ho_so, by: [tier], part_of: dossier.resolved, good: down}
    - {num: "1.1.6", key: dossier.open, label: Hồ sơ đang giải quyết, unit: ho_so, time: stock, by: [tier]}
    - {num: "1.1.7", key: dossier.overdue, label: Đang giải quyết đã quá hạn, unit: ho_so, time: stock, by: [tier],
       subset_of: dossier.open}
    - {num: "1.1.8", key: dossier.withdrawn, label: Hồ sơ rút hoặc bị trả lại, unit: ho_so, by: [tier]}
    - {num: "1.1.9", key: dossier.on_time_rate, label: Tỷ lệ đúng hạn, unit: pct, type: percent, agg: ratio, by: [tier],
       req: computed, calc: "dossier.on_time / dossier.resolved * 100", weight: dossier.resolved}
    - {num: "1.1.10", key: apology.needed, label: Trường hợp phải xin lỗi, unit: ho_so, by: [tier], req: computed,
       calc: "dossier.late + dossier.overdue"}
    - {num: "1.1.11", key: apology.made, label: Trường hợp đã xin lỗi, unit: ho_so, by: [tier]}
  - num: "1.2"
    label: Thủ tục
    lines:
    - {num: "1.2.1", key: proc.active, label: Thủ tục đang áp dụng, unit: thu_tuc, time: stock, agg: distinct,
       by: [tier]}
    - {num: "1.2.2", key: proc.online, label: Thủ tục trực tuyến, unit: thu_tuc, time: stock, agg: distinct, by: [tier],
       subset_of: proc.active}
    - {num: "1.2.3", key: field.on_time, label: Đúng hạn theo lĩnh vực, unit: ho_so, by: [tier, field], req: optional,
       subset_of: dossier.on_time}
- num: "2"
  key: org
  label: Tổ chức bộ máy
  groups:
  - num: "2.1"
    label: Đơn vị
    lines:
    - {num: "2.1.1", key: org.communes, label: Số xã, unit: don_vi, time: stock, agg: own, req: province}
    - {num: "2.1.2", key: eonestop.linked, label: Đã kết nối một cửa điện tử, type: choice, choices: yes_no,
       time: stock, agg: own}
    - {num: "2.1.3", key: eonestop.communes, label: Xã đã kết nối, unit: don_vi, time: stock, agg: count_if,
       of: "eonestop.linked == 'yes'", of_levels: [commune], req: rolled, subset_of: org.communes}
    - {num: "2.1.4", key: eonestop.rate, label: Tỷ lệ xã đã kết nối, unit: pct, type: percent, time: stock, agg: ratio,
       req: rolled, calc: "eonestop.communes / org.communes * 100"}
    - {num: "2.1.5", key: psu.total, label: Đơn vị sự nghiệp, unit: don_vi, time: stock}
    - {num: "2.1.6", key: psu.group1, label: Tự bảo đảm toàn bộ, unit: don_vi, time: stock, part_of: psu.total}
    - {num: "2.1.7", key: psu.group2, label: Tự bảo đảm một phần, unit: don_vi, time: stock, part_of: psu.total}
    - {num: "2.1.8", key: psu.base, label: Đơn vị sự nghiệp năm 2015, unit: don_vi, time: since, since: 2015, cmp: []}
    - {num: "2.1.9", key: staff.quota, label: Biên chế được giao, unit: nguoi, time: year}
    - {num: "2.1.10", key: staff.present, label: Biên chế có mặt, unit: nguoi, time: stock, subset_of: staff.quota}
- num: "3"
  key: people
  label: Đối thoại, khảo sát, văn bản
  groups:
  - num: "3.1"
    label: Đối thoại
    lines:
    - {num: "3.1.1", key: dialog.held, label: Có đối thoại, type: choice, choices: yes_no, agg: max, req: computed,
       calc: "dialog.citizens + dialog.business > 0"}
    - {num: "3.1.2", key: dialog.citizens, label: Cuộc đối thoại với người dân, unit: cuoc}
    - {num: "3.1.3", key: dialog.business, label: Cuộc đối thoại với doanh nghiệp, unit: cuoc}
    - {num: "3.1.4", key: survey.mode, label: Hình thức khảo sát, type: choice, choices: survey, agg: own}
    - {num: "3.1.5", key: survey.sent, label: Phiếu phát ra}
    - {num: "3.1.6", key: signed.rate, label: Tỷ lệ văn bản ký số, unit: pct, type: percent, agg: wavg,
       weight: docs.sent}
    - {num: "3.1.7", key: docs.sent, label: Văn bản đi, unit: van_ban}
    - {num: "3.1.8", key: x.extra, label: Chỉ tiêu bổ sung, optional: true}
    - {num: "3.1.9", key: plan.score, label: Điểm chỉ số, type: number, agg: latest, req: optional, min: 0, max: 100}
rules:
- {id: V01, severity: hard,
   check: "dossier.carried + dossier.received == dossier.resolved + dossier.open + dossier.withdrawn",
   each: tier, say: Tồn đầu kỳ cộng tiếp nhận phải bằng đã giải quyết cộng đang giải quyết cộng trả lại}
- {id: V02, severity: hard, check: "dossier.carried == yearend(dossier.open)", each: tier,
   say: Hồ sơ chuyển qua khác hồ sơ đang giải quyết cuối năm trước}
- {id: V06, check: "apology.made <= apology.needed", each: tier, say: Xin lỗi nhiều hơn số hồ sơ chậm}
- {id: V10, severity: hard, check: "survey.mode == 'none' or survey.sent > 0", say: Có khảo sát thì phải có số phiếu}
- {id: V33, check: "change(dossier.received, yoy) <= 50 and change(dossier.received, yoy) >= -50",
   say: Biến động quá 50%}
- {id: V34, severity: hard, check: "data_to <= as_of and as_of <= signed_on", say: Ngày chốt số liệu phải trước ngày ký}
"""

WORDS = {"eonestop.linked": "yes", "survey.mode": "paper"}
NUMBERS = {
    "dossier.carried": 112, "dossier.received[channel=direct]": 1187, "dossier.received[channel=post]": 67,
    "dossier.received[channel=online]": 7549, "dossier.resolved": 8776, "dossier.on_time": 8691,
    "dossier.on_time[field=land]": 4000, "dossier.on_time[field=building]": 700, "dossier.late": 85,
    "dossier.open": 131, "dossier.overdue": 5, "dossier.withdrawn": 8, "apology.made": 90, "proc.active": 242,
    "proc.online": 180, "psu.total": 12, "psu.group1": 4, "psu.group2": 8, "psu.base": 20, "staff.quota": 40,
    "staff.present": 38, "dialog.citizens": 2, "dialog.business": 0, "survey.sent": 300, "signed.rate": 92,
    "docs.sent": 1500,
}  # fmt: skip
SPLIT = ("dossier", "proc", "apology")  # lines that are split by level


def return_form() -> Form:
    """Return the form."""
    return read_form(RETURN_FORM)


def cell(text: str, tier: str = "") -> Cell:
    """Return the cell that ``text`` names; with ``tier`` that of the member of a level, where the line has them."""
    key, _bracket, members = text.rstrip("]").partition("[")
    tiered = [f"tier={tier}"] if tier and key.split(".")[0] in SPLIT else []
    return cell_of(key, ",".join(filter(None, [members, *tiered])))


def figure(value: object) -> Figure:
    """Return a number, a word, or (None, reason) as a figure."""
    if isinstance(value, tuple):
        return Figure(None, value[1])
    return Figure(value) if isinstance(value, str) else Figure(Decimal(str(value)))


def filled_with(tier: str = "commune") -> dict[Cell, Figure]:
    """Return what the commune typed, or the same of a department (``tier="province"``)."""
    said = NUMBERS | WORDS
    return {cell(text, tier): figure(value) for text, value in said.items()}
