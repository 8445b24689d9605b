"""``caicach scores verify``: whether settled points agree with their log, and published results with the points."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caicach.scoring.selectors.integrity import round_problems, rounds_to_verify

__all__ = ["Command"]


class Command(BaseCommand):
    """Compute all settled points again from the log, and all results again from the points."""

    help = "Kiểm tra điểm công nhận khớp nhật ký, kết quả công bố khớp điểm (verify)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act, and which year alone."""
        parser.add_argument("act", choices=["verify"])
        parser.add_argument("--year", type=int, metavar="NĂM", help="chỉ kiểm tra các đợt chấm của năm này")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify.

        Raises:
            CommandError: something does not agree.
        """
        rounds = [one for one in rounds_to_verify() if options["year"] in (None, one.year)]
        problems = 0
        for round_ in rounds:
            for problem in round_problems(round_):
                problems += 1
                self.stderr.write(f"{round_.title}: {problem}")
        if problems:
            raise CommandError(
                f"{problems} chỗ không khớp. Giữ nguyên máy chủ, báo người quản trị và cơ quan thường trực."
            )
        self.stdout.write(
            f"Đã kiểm tra {len(rounds)} đợt chấm: điểm công nhận khớp nhật ký, kết quả công bố khớp điểm."
        )
