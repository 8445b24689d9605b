"""The background work of this app."""

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.files import selectors as files
from caicach.files import services as keeping
from caicach.jobs.registry import Job, JobProblem
from caicach.meetings.models import Intake
from caicach.meetings.reading import drafts_of
from caicach.meetings.services.intakes import MOST_TASKS, intake_drop, intake_fill
from caicach.web import clock
from vanban.plans import read_plan
from vanban.reading import ReadError

__all__ = ["tasks_address", "tasks_read", "tasks_unread"]

STEPS = 3


def tasks_read(job: Job, /, *, intake_id: int) -> None:
    """Read a document and lay its tasks down as drafts.

    Idempotent: a document that was read is left alone.

    Raises:
        JobProblem: the document cannot be read, or holds no task or far too many; nothing of it is kept.
    """
    intake = Intake.objects.select_related("file").filter(pk=intake_id, read_at=None).first()
    if intake is None:
        return
    job.progress(_("Mở tệp"), 1, STEPS)
    try:
        document = keeping.read_any(
            files.content_of(intake.file),
            name=intake.file_name,
            step=lambda done, total: job.progress(_("Đọc từng trang"), done, total),
        )
        keeping.refuse_secret_document(document)
    except ReadError as error:
        raise JobProblem(str(error)) from error
    job.progress(_("Đọc nhiệm vụ, cơ quan, thời hạn"), 2, STEPS)
    plan = read_plan(document)
    drafts = drafts_of(plan)
    if not drafts:
        raise JobProblem(
            _("Không thấy nhiệm vụ nào nêu rõ cơ quan và thời hạn. Ghi tay từng nhiệm vụ; chưa có gì được lưu.")
        )
    if len(drafts) > MOST_TASKS:
        raise JobProblem(_("Văn bản có hơn 500 nhiệm vụ. Tách thành nhiều tệp; chưa có gì được lưu."))
    intake_fill(intake, plan.header, drafts, now=clock.now())
    job.progress(_("Xong, mời xem lại rồi giao"), STEPS, STEPS)


def tasks_address(*, intake_id: int) -> str:
    """Return the page on which the tasks wait: of their meeting, or the list of tasks from above."""
    uid = Intake.objects.filter(pk=intake_id).values_list("meeting__uid", flat=True).first()
    return reverse("meetings:detail", args=[uid]) if uid else reverse("meetings:tasks")


def tasks_unread(*, intake_id: int) -> None:
    """Remove a document whose reading ended failed or cancelled; one that was read before that stays."""
    intake = Intake.objects.select_related("file").filter(pk=intake_id, read_at=None).first()
    if intake is not None:
        intake_drop(intake)
