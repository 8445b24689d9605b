"""``caicach audit verify``: whether the log of what was done is whole."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caicach.audit.sealing import entries_seal
from caicach.audit.verifying import Anchor, Verdict, verify
from caicach.web import clock

__all__ = ["Command"]


def _anchor(text: str) -> Anchor:
    seq, _colon, digits = text.partition(":")
    if not seq.isdecimal() or len(digits) != 64:
        raise ArgumentTypeError("viết SỐ:MÃ, đúng như lệnh này đã in ra lần trước")
    return Anchor(int(seq), digits.lower())


class Command(BaseCommand):
    """Seal what is waiting, or compute every seal anew and say whether anything was changed."""

    help = "Kiểm tra nhật ký (verify), hoặc niêm ngay các dòng chưa niêm (seal)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act, and what was written down outside."""
        parser.add_argument("act", choices=["verify", "seal"])
        parser.add_argument("--anchor", type=_anchor, metavar="SỐ:MÃ", help="số và mã niêm đã ghi lại bên ngoài")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act.

        Raises:
            CommandError: a sealed entry was changed or is missing.
        """
        if options["act"] == "seal":
            count = 0
            while sealed := entries_seal(now=clock.now()):
                count += sealed
            self.stdout.write(f"Đã niêm {count} dòng.")
            return
        verdict = verify(anchor=options["anchor"])
        for problem in verdict.problems:
            self.stderr.write(problem)
        self.stdout.write(_words(verdict))
        if not verdict.holds:
            raise CommandError(
                "Nhật ký đã bị can thiệp. Giữ nguyên máy chủ, báo người quản trị và cơ quan thường trực."
            )


def _words(verdict: Verdict) -> str:
    lines = [f"Đã kiểm tra {verdict.sealed} dòng đã niêm."]
    if verdict.head:
        lines.append(f"Ghi lại bên ngoài: {verdict.head.seq}:{verdict.head.hash}")
    if verdict.oldest_unsealed_at:
        oldest = verdict.oldest_unsealed_at.astimezone(clock.LOCAL)
        lines.append(f"Chưa niêm {verdict.unsealed} dòng, cũ nhất lúc {oldest:%H:%M %d/%m/%Y}.")
    return "\n".join(lines)
