"""A small criteria set of the fictional province Sông Mây with every kind of scoring, and ways to change it."""

import re

SET = """\
set:
  key: cchc-mau
  version: "2026.1"
  title: Bộ tiêu chí mẫu
  purpose: par_index
  year: 2026
  kinds: [department]
  maximum: 20
  digits: 2
  window: {from: "-1-12-01", to: "0-12-31"}
  legal_basis: Quyết định của tỉnh Sông Mây
  checked_by: soạn để thử
areas:
- key: steering
  num: "1"
  label: Chỉ đạo, điều hành
  area: steering
  appraiser: standing
  max: 8
  criteria:
  - key: steering.plan
    num: "1.1"
    label: Kế hoạch cải cách hành chính
    max: 4
    items:
    - key: steering.plan.issued
      num: "1.1.1"
      label: Ban hành kế hoạch
      max: 0.5
      how: "Ban hành trong tháng 12: 0,5; sau đó: 0,25; không ban hành: 0"
      score:
        kind: choice
        options:
          in_time: {label: Ban hành trong tháng 12, points: 0.5}
          late: {label: Ban hành sau tháng 12, points: 0.25}
          none: {label: Không ban hành, points: 0}
      proof:
      - {label: Kế hoạch năm, types: [KH], window: {from: "-1-12-01", to: "0-03-31"}, due: "-1-12-31", signed: true}
      - {label: Tài liệu khác, least: 2, issuer: any}
      remedy: Ban hành kế hoạch
      lead_days: 20
    - key: steering.plan.done
      num: "1.1.2"
      label: Mức độ hoàn thành kế hoạch
      max: 2.5
      score:
        kind: steps
        value: duties.done / duties.due * 100
        unit: "%"
        steps: [{from: 100, points: 2.5}, {from: 95, points: 1.25}, {from: 80, points: 0.5}]
      applies: duties.due > 0
      can_be_left_out: true
    - key: steering.plan.late
      num: "1.1.3"
      label: Nhiệm vụ quá hạn
      max: 1
      score: {kind: steps, value: duties.late, steps: [{to: 0, points: 1}, {to: 5, points: 0.5}]}
  - key: steering.reports
    num: "1.2"
    label: Báo cáo đúng hạn
    max: 2
    score: {kind: span, value: reports.on_time / reports.due * 100, unit: "%", low: 80, high: 100}
  - key: steering.models
    num: "1.3"
    label: Sáng kiến
    max: 2
    score: {kind: count, value: initiative.accepted, unit: sáng kiến, each: 0.5, free: 1}
- key: procedures
  num: "2"
  label: Cải cách thủ tục hành chính
  area: procedures
  criteria:
  - key: procedures.public
    num: "2.1"
    label: Công khai thủ tục
    items:
    - {key: procedures.public.board, num: "2.1.1", label: Niêm yết, max: 1, score: {kind: yes_no}, appraiser: council}
    - key: procedures.public.returned
      num: "2.1.2"
      label: Hồ sơ bị trả lại
      max: 2
      score: {kind: deduction, value: duties.returned, unit: lượt, each: 0.25}
      source: Hệ thống một cửa
    - {key: procedures.public.points, num: "2.1.3", label: Điểm từ số liệu, max: 1,
       score: {kind: formula, points: dossier.on_time / dossier.received}}
- key: impact
  num: "3"
  label: Tác động
  appraiser: standing
  criteria:
  - {key: impact.sipas, num: "3.1", label: Mức độ hài lòng, max: 6,
     score: {kind: survey, low: 0, high: 100, least_sample: 30, unit: "%"}}
  - {key: impact.portal, num: "3.2", label: Chỉ số phục vụ, max: 2,
     score: {kind: external, low: 50, high: 90, unit: điểm}}
bonus:
  max: 2
  items:
  - {key: bonus.award, num: T1, label: Được khen thưởng, each: 0.5, max: 1,
     proof: [{label: Bằng khen, issuer: superior}]}
penalty:
  max: 3
  items:
  - {key: penalty.criticised, num: P1, label: Bị phê bình bằng văn bản, each: 1, max: 3}
grades:
- {key: good, label: Tốt, from: 80, area_least: 60}
- {key: fair, label: Khá, from: 65.5}
- {key: weak, label: Yếu, from: 0}
previous: "2025.1"
links:
- {before: steering.plan.signed, now: steering.plan.issued}
- {before: steering.old, now: steering.models, same: false}
- {before: steering.gone}
"""


def changed(old: str, new: str, text: str = SET) -> str:
    """Return the sample with its only ``old`` made ``new``."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def name_of(text: str) -> str:
    """Return key and version of a set's file, to name a test by."""
    return "-".join(found[1] for name in ("key", "version") if (found := re.search(rf'\b{name}: "?([\w.-]+)', text)))
