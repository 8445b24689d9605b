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


def main() -> None:
    """Run the command of the arguments for as long as the parent lives."""
    lifeline, command = int(sys.argv[1]), sys.argv[2:]
    threading.Thread(target=_follow, args=(lifeline,), daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["caicach", *command])


def _follow(lifeline: int) -> None:
    os.read(lifeline, 1)  # returns when the parent is gone
    os.killpg(0, signal.SIGTERM)  # first asked, to finish what it does
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
