"""``caicach demo``: the fictional province; with ``--year`` as large as a real one, with a whole year behind it."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from caicach.demo.load import demo_load
from caicach.demo.people import CAST, PASSWORD
from caicach.demo.province import is_small
from caicach.demo.whole.play import year_build
from caicach.web.clock import LOCAL


class Command(BaseCommand):
    """Build the demonstration and print its accounts."""

    help = "Tạo tỉnh trình diễn Sông Mây một lần và in các tài khoản; --year: cả tỉnh 240 cơ quan, cả một năm."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--year``."""
        parser.add_argument(
            "--year", action="store_true", help="cả tỉnh khoảng 240 cơ quan, mô phỏng từ tháng 1 đến hôm nay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build what is missing; a second run changes nothing."""
        with translation.override("vi"):
            is_new = self._year() if options["year"] else demo_load(timezone.now())
        self.stdout.write("Đã tạo dữ liệu trình diễn." if is_new else "Dữ liệu trình diễn đã có, giữ nguyên.")
        self.stdout.write(f"Tài khoản (mật khẩu chung: {PASSWORD}):")
        for person in CAST:
            self.stdout.write(f"  {person.username:<12} {person.full_name}, {person.shows}")

    def _year(self) -> bool:
        if is_small():
            raise CommandError(
                "Thư mục dữ liệu này đã có bản trình diễn nhỏ. Đặt CAICACH_STATE là một thư mục mới rồi chạy lại."
            )
        self.stdout.write("Mô phỏng một năm của tỉnh Sông Mây, chừng vài phút:")
        stories = year_build(timezone.now(), tell=self._tell)
        for story, times in sorted((stories or {}).items()):
            self.stdout.write(f"  {story}: {times}")
        return stories is not None

    month = ""

    def _tell(self, moment: datetime) -> None:
        """Print each month as it begins."""
        month = f"{moment.astimezone(LOCAL):%m/%Y}"
        if month != self.month:
            self.month = month
            self.stdout.write(f"  tháng {month}")
            self.stdout.flush()
