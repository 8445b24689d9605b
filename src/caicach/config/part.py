"""One child of ``caicach serve``: ``python -m caicach.config.part LIFELINE COMMAND …``.

``LIFELINE`` is the reading end of a pipe that only the parent writes to (and never does): end of file means that the
parent is gone, and with it must go this process and all it started.
"""

import os
import signal
import sys
import threading
import time

__all__ = ["main"]

GRACE_SECONDS = 10
LOOK_EVERY_SECONDS = 0.2


def main() -> None:
    """Run the command of the arguments for as long as the parent lives."""
    lifeline, command = int(sys.argv[1]), sys.argv[2:]
    threading.Thread(target=_follow, args=(lifeline,), daemon=True).start()
    # Threads are not inherited: whoever this process forks watches for itself, should this one be killed first.
    os.register_at_fork(after_in_child=lambda: threading.Thread(target=_end, args=(lifeline,), daemon=True).start())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["caicach", *command])


def _follow(lifeline: int) -> None:
    os.read(lifeline, 1)  # returns when the parent is gone
    os.killpg(0, signal.SIGTERM)  # first asked, to finish what it does
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


def _end(lifeline: int) -> None:
    parent = os.getppid()
    os.read(lifeline, 1)
    deadline = time.monotonic() + GRACE_SECONDS
    # Who forked this process ends it in order, as long as it lives.
    while os.getppid() == parent and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
