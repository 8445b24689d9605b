"""Meetings of the steering body with their conclusions, and tasks that the Government and ministries gave."""

from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from caicach.demo.whole.stage import Stage
from caicach.meetings import selectors, services
from caicach.meetings.services import InstructionDraft, ItemDraft, MeetingDraft
from caicach.meetings.services.notices import Notice, notice_register
from caicach.meetings.services.tasks import TaskSource, task_add
from caicach.web.clock import local_date

__all__ = ["steering_plan"]

MEETINGS = ((4, 16), (9, 17))
AGENDA = (
    ItemDraft("Kết quả thực hiện Kế hoạch từ phiên họp trước", "Sở Nội vụ", "20"),
    ItemDraft("Cơ quan còn nhiệm vụ quá hạn giải trình", "Các cơ quan được nêu tên", "30"),
    ItemDraft("Nhiệm vụ đến hạn trong quý tới", "Văn phòng UBND tỉnh", "15"),
    ItemDraft("Kết luận của Trưởng ban", "Trưởng ban", "10"),
)
# text, product, lead, days until due, area
CONCLUSIONS = (
    (
        ("Tổ chức đoàn hỗ trợ các xã chậm số hóa hồ sơ.", "Kế hoạch hỗ trợ", "Sở Khoa học và Công nghệ", 20, "digital"),
        ("Giải trình bằng văn bản các nhiệm vụ quá hạn quý I.", "Báo cáo giải trình", "UBND các xã", 14, "steering"),
        ("Thống nhất biểu mẫu báo cáo định kỳ.", "Công văn hướng dẫn", "Sở Nội vụ", 15, "steering"),
    ),
    (
        ("Công bố danh mục thủ tục cắt giảm hồ sơ.", "Quyết định công bố", "Văn phòng UBND tỉnh", 30, "procedures"),
        ("Kiểm tra việc niêm yết tại 20 xã.", "Báo cáo kiểm tra", "Thanh tra tỉnh; Sở Tư pháp", 45, "procedures"),
        ("Đôn đốc tiến độ giải ngân của từng chủ đầu tư.", "Báo cáo tiến độ", "Sở Tài chính", 75, "public_finance"),
    ),
)
TASKS = (
    (
        7, 8, "Bộ Nội vụ", "3150/BNV-CCHC",
        (
            ("Báo cáo kết quả sắp xếp bên trong các sở.", "Báo cáo kết quả sắp xếp", "Sở Nội vụ", 12, "organisation"),
            ("Rà soát vị trí việc làm công chức xã.", "Báo cáo rà soát vị trí", "Sở Nội vụ", 40, "civil_service"),
        ),
    ),
    (
        10, 12, "Thủ tướng Chính phủ", "131/CĐ-TTg",
        (
            ("Cắt giảm ít nhất 30% thời gian giải quyết thủ tục hành chính.", "Phương án cắt giảm",
             "Các sở, ban, ngành", 35, "procedures"),
            ("Cập nhật thủ tục hành chính lên Cổng dịch vụ công quốc gia.", "Báo cáo cập nhật",
             "Văn phòng UBND tỉnh", 60, "procedures"),
        ),
    ),
)  # fmt: skip


def steering_plan(stage: Stage) -> None:
    """Lay down the meetings and tasks of the year, and what lies on the table now."""
    for place, (month, day) in enumerate(MEETINGS):
        held = stage.in_year(month, day)
        stage.on(held - timedelta(days=6), partial(_prepare, stage, place, held), hour=9)
    for month, day, giver, symbol, rows in TASKS:
        stage.on(stage.in_year(month, day), partial(_tasks, stage, giver, symbol, rows), hour=10)
    stage.on(stage.today - timedelta(days=4), partial(_of_late, stage), hour=9)


def _prepare(stage: Stage, place: int, held: date, now: datetime) -> None:
    before = sorted(stage.in_year(*held_on) for held_on in MEETINGS if stage.in_year(*held_on) < held)
    meeting = services.meeting_open(
        MeetingDraft(
            title=f"Phiên họp thứ {len(before) + 1} Ban Chỉ đạo cải cách hành chính",
            held_on=held,
            since_on=before[-1] if before else stage.in_year(1, 1),
            place="Phòng họp số 2, trụ sở UBND tỉnh",
            chair="Chủ tịch UBND tỉnh, Trưởng ban",
        ),
        actor=stage.standing,
        body_id=stage.province.province,
        now=now,
    )
    services.agenda_set(meeting, AGENDA, actor=stage.standing, now=now)
    stage.tell("meeting")
    if place < len(CONCLUSIONS):
        stage.on(held, partial(_conclude, stage, meeting.uid, place), hour=16)


def _conclude(stage: Stage, uid: UUID, place: int, now: datetime) -> None:
    meeting = selectors.meeting_for(stage.standing, uid)
    today = local_date(now)
    drafts = [_draft(row, today) for row in CONCLUSIONS[place]]
    made = services.instructions_add(
        drafts, actor=stage.standing, body_id=stage.province.province, now=now, meeting=meeting
    )
    services.instructions_assign(made, actor=stage.standing, now=now, today=today)
    notice = Notice("Thông báo", f"{42 + 30 * place}/TB-BCĐ", today, "Kết luận phiên họp Ban Chỉ đạo")
    notice_register(meeting, notice, actor=stage.standing, now=now)
    stage.tell("conclusion", len(made))


def _draft(row: tuple[str, str, str, int, str], today: date) -> InstructionDraft:
    text, product, lead, days, area = row
    due = f"Chậm nhất ngày {today + timedelta(days=days):%d/%m/%Y}"
    return InstructionDraft(text=text, product=product, lead_text=lead, deadline_text=due, area_code=area)


def _tasks(
    stage: Stage, giver: str, symbol: str, rows: tuple[tuple[str, str, str, int, str], ...], now: datetime
) -> None:
    today = local_date(now)
    source = TaskSource(stage.province.province, giver, "Công văn", symbol, today - timedelta(days=2))
    made = [task_add(_draft(row, today), source, actor=stage.standing, now=now) for row in rows]
    services.instructions_assign(made, actor=stage.standing, now=now, today=today)
    stage.tell("task from above", len(made))


def _of_late(stage: Stage, now: datetime) -> None:
    """A task for every commune, one that nobody owes yet, and the next meeting in preparation."""
    rows = (("Báo cáo nhanh kết quả giải quyết thủ tục không phụ thuộc địa giới.", "Báo cáo nhanh",
             "UBND các xã, phường", 20, "procedures"),)  # fmt: skip
    _tasks(stage, "Bộ Tư pháp", "6120/BTP-KSTT", rows, now)
    source = TaskSource(stage.province.province, "Chủ tịch UBND tỉnh")
    due = local_date(now) + timedelta(days=30)
    waiting = InstructionDraft(
        text="Chuẩn bị hội nghị tổng kết cải cách hành chính năm.",
        lead_text="Sở Nội vụ",
        deadline_text=f"Chậm nhất ngày {due:%d/%m/%Y}",
        product="Kế hoạch tổ chức hội nghị",
    )
    task_add(waiting, source, actor=stage.standing, now=now)
    _prepare(stage, len(MEETINGS), stage.today + timedelta(days=6), now)
