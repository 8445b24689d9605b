"""How patient the jobs are."""

from datetime import timedelta

from django.utils.translation import gettext_noop

__all__ = [
    "MAX_ATTEMPTS",
    "ROUND_EVERY_SECONDS",
    "STALE_AFTER",
    "SWEEP_EVERY_SECONDS",
    "TOO_OFTEN",
    "UNEXPECTED",
    "WRITE_EVERY_SECONDS",
]

# Without a sign of life for so long, a worker counts as dead and its job is taken up again. With the sweep this
# stays under two minutes.
STALE_AFTER = timedelta(seconds=90)
SWEEP_EVERY_SECONDS = 10
ROUND_EVERY_SECONDS = 60
MAX_ATTEMPTS = 3
# Progress of the same step is written at most this often, so that a tight loop costs nothing.
WRITE_EVERY_SECONDS = 0.5
# What the worker says of a run that nobody looks at; the page says it in the reader's language.
TOO_OFTEN = gettext_noop(
    "Máy chủ đã dừng giữa chừng %(count)d lần khi làm việc này nên việc không được chạy tiếp. "
    "Hãy thử lại; nếu vẫn vậy, hãy báo quản trị viên mã %(uid)s."
)
UNEXPECTED = gettext_noop(
    "Phần mềm gặp lỗi ngoài dự kiến nên việc này chưa xong. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị viên mã %(uid)s."
)
