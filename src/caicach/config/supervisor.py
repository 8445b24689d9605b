"""Keeping a few processes alive, and ending all of them together.

Every part is a child in a process group of its own. It holds the reading end of a pipe whose writing end is here: when
this process is gone, however it ended, the part's read returns and the part ends its whole group (see ``part``).
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

__all__ = ["Part", "Supervisor"]

GRACE_SECONDS = 15  # between asking to end and ending
LOOK_EVERY_SECONDS = 0.2
SHORT_LIFE_SECONDS = 10  # who dies younger is started again later and later
LONGEST_WAIT_SECONDS = 30

Say = Callable[[str], None]


@dataclass(slots=True)
class Part:
    """One child: its name, its command of ``caicach``, and how it fares."""

    name: str
    arguments: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0  # monotonic seconds
    start_at: float = 0.0  # monotonic seconds; not before
    short_lives: int = field(default=0)  # in a row


class Supervisor:
    """Starts the parts, starts again whichever dies, and leaves none behind."""

    def __init__(self, parts: Sequence[Part], *, say: Say) -> None:
        self.parts = tuple(parts)
        self.say = say
        self._is_ending = False
        self._lifeline, self._held_end = os.pipe()

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; then end all parts."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end_soon)
        try:
            while not self._is_ending:
                for part in self.parts:
                    self._look_after(part)
                time.sleep(LOOK_EVERY_SECONDS)
        finally:
            self._end_all()

    def _end_soon(self, *_: object) -> None:
        self._is_ending = True

    def _look_after(self, part: Part) -> None:
        if part.process is None:
            if time.monotonic() >= part.start_at:
                self._start(part)
        elif (code := part.process.poll()) is not None:
            _kill_group(part.process.pid)  # what the dead one left
            self._start_later(part)
            self.say(f"{part.name}: dừng bất ngờ (mã {code}), đang khởi động lại.")

    def _start(self, part: Part) -> None:
        command = [sys.executable, "-m", "caicach.config.part", str(self._lifeline), *part.arguments]
        part.process = subprocess.Popen(  # noqa: S603 -- our own words
            command, pass_fds=(self._lifeline,), start_new_session=True
        )
        part.started = time.monotonic()

    def _start_later(self, part: Part) -> None:
        now = time.monotonic()
        part.short_lives = part.short_lives + 1 if now - part.started < SHORT_LIFE_SECONDS else 0
        part.start_at = now + min(2**part.short_lives - 1, LONGEST_WAIT_SECONDS)
        part.process = None

    def _end_all(self) -> None:
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{process.pid}: không tự dừng trong {GRACE_SECONDS} giây, đã bị buộc dừng.")
            _kill_group(process.pid)
            process.wait()


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
