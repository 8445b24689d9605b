"""A small form of our own: two sections, two dimensions, every kind of line."""

FORM = """
form:
  id: bieu-mau
  version: "2026.1"
  title: Biểu mẫu thử
  effective: {from: 2026-01-01, to: null}
  null_reasons: {none_yet: Chưa phát sinh, not_applicable: Không thuộc phạm vi}
units: {ho_so: Hồ sơ, pct: "%", don_vi: Đơn vị}
dimensions:
  tier: {label: Cấp giải quyết, partition: true, members: {province: Cấp tỉnh, commune: Cấp xã}}
  field: {label: Lĩnh vực, partition: false, members: {land: Đất đai}}
choices:
  yes_no: {"no": Không, "yes": Có}
requirement_profiles:
  upper: {commune: "-", department: R, province: R}
  rolled: {commune: "-", department: "-", province: C}
  computed: {commune: C, department: C, province: C}
sections:
- key: proc
  num: "1"
  label: Thủ tục hành chính
  groups:
  - num: "1.1"
    label: Hồ sơ
    lines:
    - {num: "1.1.1", key: dossier.received, label: Tiếp nhận, unit: ho_so, by: [tier]}
    - {num: "1.1.2", key: dossier.resolved, label: Đã giải quyết, unit: ho_so, by: [tier], subset_of: dossier.received}
    - {num: "1.1.3", key: dossier.on_time, label: Đúng hạn, unit: ho_so, by: [tier, field], part_of: dossier.resolved}
    - {num: "1.1.4", key: dossier.late, label: Quá hạn, unit: ho_so, by: [tier], part_of: dossier.resolved, good: down}
    - {num: "1.1.5", key: dossier.on_time_rate, label: Tỷ lệ đúng hạn, unit: pct, type: percent, agg: ratio, by: [tier],
       src: calc, req: computed, calc: "dossier.on_time / dossier.resolved * 100", good: up}
- key: org
  num: "2"
  label: Tổ chức
  groups:
  - num: "2.1"
    label: Một cửa
    lines:
    - {num: "2.1.1", key: onestop.linked, label: Đã kết nối, type: choice, choices: yes_no, time: stock, agg: own}
    - {num: "2.1.2", key: onestop.units, label: Xã đã kết nối, unit: don_vi, time: stock, agg: count_if,
       of: "onestop.linked == 'yes'", req: rolled}
    - {num: "2.1.3", key: org.units, label: Số đơn vị, unit: don_vi, time: stock, agg: own, req: upper}
rules:
- {id: V01, severity: hard, check: "dossier.resolved <= dossier.received", each: tier,
   say: Giải quyết nhiều hơn tiếp nhận}
- {id: V02, check: "change(dossier.received, yoy) <= 50", say: Tăng quá một nửa so với cùng kỳ}
"""


def changed(old: str, new: str) -> str:
    """Return the form with one thing written otherwise."""
    assert FORM.count(old) == 1, old
    return FORM.replace(old, new)
