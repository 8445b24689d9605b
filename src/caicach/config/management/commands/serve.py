"""``caicach serve``: the web server and the worker as children of one process."""

import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from caicach.config.ports import free_port, is_answering
from caicach.config.supervisor import Part, Supervisor


class Command(BaseCommand):
    """Run everything on this machine until Ctrl-C; whichever child dies is started again, and none is left behind."""

    help = "Chạy máy chủ web và tiến trình làm việc nền; tiến trình nào dừng bất ngờ sẽ được khởi động lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ để nghe (mặc định %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="cổng đầu tiên được thử (mặc định %(default)s)")
        parser.add_argument("--workers", type=int, default=1, help="số tiến trình web (mặc định %(default)s)")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT.

        Raises:
            CommandError: the database is not that of this version, or no port is free.
        """
        _require_prepared()
        try:
            port = free_port(host, port)
        except OSError as error:
            raise CommandError(str(error)) from error
        listening = ("--host", host, "--port", str(port), "--workers", str(workers))
        parts = (Part(_("máy chủ web"), ("web", *listening)), Part(_("việc nền"), ("work",)))
        threading.Thread(target=self._announce, args=(host, port), daemon=True).start()
        Supervisor(parts, say=self.stderr.write).run()

    def _announce(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        while not is_answering(host, port):
            time.sleep(0.2)
        self.stdout.write(
            _("Cải Cách đang chạy tại %(address)s (Ctrl+C để dừng).") % {"address": f"http://{shown}:{port}/"}
        )
        self.stdout.flush()


def _require_prepared() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(_("Cơ sở dữ liệu chưa đúng phiên bản. Hãy chạy: caicach prepare"))
    if settings.HASHED_STATIC and not (settings.STATE / "static" / "staticfiles.json").exists():
        raise CommandError(_("Tệp tĩnh chưa được chuẩn bị. Hãy chạy: caicach prepare"))
    connection.close()  # the children open their own
