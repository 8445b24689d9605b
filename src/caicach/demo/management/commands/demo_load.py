"""``caicach demo_load``: the fictional province, once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from caicach.demo.load import demo_load
from caicach.demo.people import CAST, PASSWORD


class Command(BaseCommand):
    """Build the demonstration and print its accounts."""

    help = "Tạo dữ liệu trình diễn một lần và in các tài khoản."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build what is missing; a second run changes nothing."""
        with translation.override("vi"):
            is_new = demo_load(timezone.now())
        self.stdout.write("Đã tạo dữ liệu trình diễn." if is_new else "Dữ liệu trình diễn đã có, giữ nguyên.")
        self.stdout.write(f"Tài khoản (mật khẩu chung: {PASSWORD}):")
        for person in CAST:
            self.stdout.write(f"  {person.username:<12} {person.full_name}, {person.shows}")
