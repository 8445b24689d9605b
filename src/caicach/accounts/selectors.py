"""Reading accounts; whether the reader may see them is for ``people`` to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from caicach.accounts.constants import CODE_TRIES
from caicach.accounts.models import SignInCode, User
from vanban.text.forms import compare_key

__all__ = [
    "CodeState",
    "code_state",
    "full_names",
    "has_mail_address",
    "mail_addresses",
    "matching",
    "user_by_uid",
    "usernames",
]


@dataclass(frozen=True, slots=True)
class CodeState:
    """What has become of the last code of a person."""

    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    is_open: bool  # can still be used


def user_by_uid(uid: UUID) -> User | None:
    """Return the account of ``uid``, or None."""
    return User.objects.filter(uid=uid).first()


def usernames() -> frozenset[str]:
    """Return every name that is taken to sign in by. One query."""
    return frozenset(User.objects.values_list("username", flat=True))


def full_names(user_ids: Iterable[int]) -> dict[int, str]:
    """Return the full name of each user by id. One query."""
    return dict(User.objects.filter(pk__in=tuple(user_ids)).values_list("pk", "full_name"))


def mail_addresses() -> dict[int, str]:
    """Return the e-mail address of each account that is in use and has one, by id. One query."""
    return dict(User.objects.filter(is_active=True).exclude(email="").values_list("pk", "email"))


def has_mail_address(user_id: int | None) -> bool:
    """Whether the account has an e-mail address. One query."""
    return User.objects.filter(pk=user_id or 0).exclude(email="").exists()


def matching(words: str, *, prefix: str = "") -> Q:
    """Return the condition that a person is called by every word (marks do not count), or signs in by the words.

    ``prefix`` is the lookup path to the user, such as ``"user__"``.
    """
    by_name = Q()
    for word in compare_key(words).split():
        by_name &= Q(**{f"{prefix}name_key__contains": word})
    return by_name | Q(**{f"{prefix}username": words.strip().lower()})


def code_state(user: User, *, now: datetime) -> CodeState | None:
    """Return the state of the last code issued to ``user``; None where there was none."""
    code = SignInCode.objects.filter(user=user).first()
    if code is None:
        return None
    is_open = code.used_at is None and now < code.expires_at and code.failures < CODE_TRIES
    return CodeState(code.issued_at, code.expires_at, code.used_at, is_open)
