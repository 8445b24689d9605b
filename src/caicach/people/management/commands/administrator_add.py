"""The first administrator of an installation, from the command line; everybody else is made on the pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from caicach.accounts import selectors as accounts
from caicach.accounts import services as writing
from caicach.agencies import selectors as agencies
from caicach.agencies import services as register
from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.people import services
from caicach.web import clock
from caicach.web.actor import SYSTEM, Role

__all__ = ["Command"]


class Command(BaseCommand):
    """Make an administrator of an agency and of all that stands under it; print the one-time code."""

    help = "Lập một quản trị viên và in mã đăng nhập một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name to sign in by, the full name, and the agency."""
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("full_name", help="họ và tên")
        parser.add_argument(
            "--agency",
            required=True,
            help="tên cơ quan trong danh bạ; danh bạ trống thì cơ quan này được thêm làm cơ quan đứng đầu của tỉnh",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, its post and its grant.

        Raises:
            CommandError: the name is taken, or the register has no such agency.
        """
        now, today = clock.now(), clock.today()
        username = options["username"].strip().lower()
        if username in accounts.usernames():
            raise CommandError(f"Tên đăng nhập “{username}” đã có người dùng.")
        agency_id = self._agency(options["agency"])
        new = writing.NewAccount(username, options["full_name"])
        (user,) = writing.accounts_create((new,), actor=SYSTEM, now=now)
        services.post_open(
            actor=SYSTEM,
            user=user,
            agency_id=agency_id,
            title="",
            roles=((Role.ADMINISTRATOR, agency_id),),
            valid_from=today,
            today=today,
        )
        (issued,) = writing.codes_issue((user,), actor=SYSTEM, now=now)
        self.stdout.write(f"Tên đăng nhập: {user.username}\nMã một lần:    {issued.code}")

    def _agency(self, name: str) -> int:
        """Return the agency of a name; in an empty register it becomes the committee of the province."""
        today = clock.today()
        found = agencies.agency_named(name, on=today)
        if found is not None:
            return found
        if agencies.register_at(today).entries:
            raise CommandError(f"Danh bạ không có đúng một cơ quan tên “{name}”.")
        new = register.NewAgency(name, AgencyLevel.PROVINCE, AgencyKind.COMMITTEE)
        return register.agency_create(new, started_on=today, actor=SYSTEM, today=today).pk
