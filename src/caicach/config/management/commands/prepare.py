"""``caicach prepare``: make the installation ready for this version; run again, it changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.utils.translation import gettext as _

from caicach.figures.services import packaged_forms_bring_in
from caicach.scoring.services.sets_packaged import packaged_sets_bring_in
from caicach.web import clock


class Command(BaseCommand):
    """Bring database and static files up to date (the key is made before Django is loaded: ``config.cli``)."""

    help = "Chuẩn bị cơ sở dữ liệu và tệp tĩnh cho phiên bản này; chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, make the cache's table, keep what is packaged, collect static files where names are hashed."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        packaged_forms_bring_in(now=clock.now())
        packaged_sets_bring_in(now=clock.now())
        if settings.STATIC_ROOT:
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        self.stdout.write(_("Cơ sở dữ liệu và tệp tĩnh đã sẵn sàng."))
