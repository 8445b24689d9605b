"""Writing accounts: made, given a code, given a password, closed.

Who may is asked by ``people``, which knows where a person works; what a person does for themselves needs no leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from caicach.accounts.codes import code_hash, code_key, code_make, code_text
from caicach.accounts.constants import CODE_DAYS, CODE_TRIES
from caicach.accounts.models import SignInCode, User
from caicach.audit import services as audit
from caicach.web.actor import Actor
from caicach.web.clock import LOCAL

__all__ = [
    "IssuedCode",
    "NewAccount",
    "account_disable",
    "account_enable",
    "accounts_create",
    "code_use",
    "codes_issue",
    "password_set",
]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who gets an account."""

    username: str  # not taken
    full_name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it is handed to its person; nobody can show it again."""

    user: User
    code: str  # as printed, "K7MX-4TQP"
    expires_at: datetime  # the first moment at which it no longer works


@transaction.atomic
def accounts_create(new: Sequence[NewAccount], *, actor: Actor, now: datetime) -> tuple[User, ...]:
    """Make accounts that nobody can sign in to before a code is issued; two statements, however many.

    Audit: accounts.create.

    Raises:
        IntegrityError: a name is taken; nothing is made.
    """
    made = User.objects.bulk_create(
        User.objects.new(
            one.username,
            full_name=one.full_name,
            phone=one.phone,
            password=make_password(None),
            must_change_password=True,
        )
        for one in new
    )
    audit.record_many(
        "accounts.create", [(user, {}, {"username": user.username}) for user in made], actor=actor, at=now
    )
    return tuple(made)


@transaction.atomic
def codes_issue(users: Sequence[User], *, actor: Actor, now: datetime) -> tuple[IssuedCode, ...]:
    """Give each person a new code; the old code, the password and every session of theirs end.

    Audit: accounts.code, without the code. Five statements, however many.
    """
    known = [user for user in users if user.has_usable_password() or not user.must_change_password]
    for user in known:
        user.password, user.must_change_password = make_password(None), True
    if known:
        User.objects.bulk_update(known, ["password", "must_change_password"])
    expires_at = _end_of_life(now)
    issued = tuple(IssuedCode(user, code_text(code_make()), expires_at) for user in users)
    SignInCode.objects.filter(user__in=users).delete()
    SignInCode.objects.bulk_create(
        SignInCode(
            user=one.user,
            code_hash=code_hash(code_key(one.code), one.user.uid),
            issued_at=now,
            expires_at=expires_at,
        )
        for one in issued
    )
    new = {"expires_at": expires_at}
    audit.record_many("accounts.code", [(user, {}, new) for user in users], actor=actor, at=now)
    return issued


@transaction.atomic
def code_use(username: str, typed: str, *, now: datetime) -> User | None:
    """Return the person whose code ``typed`` is, and spend it; None where it is no living code of theirs.

    A wrong code is counted at the person's code, whatever the address it came from. Audit: accounts.code_use.
    """
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    if user is None:
        return None
    living = SignInCode.objects.filter(user=user, used_at=None, expires_at__gt=now, failures__lt=CODE_TRIES)
    # Claimed by one statement: of two browsers one gets in.
    if not living.filter(code_hash=code_hash(code_key(typed), user.uid)).update(used_at=now):
        living.update(failures=F("failures") + 1)
        return None
    audit.record("accounts.code_use", user, actor=_self(user), at=now)
    return user


@transaction.atomic
def password_set(user: User, password: str, *, now: datetime) -> None:
    """Give ``user`` the password they chose; other sessions of theirs end. Audit: accounts.password."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    SignInCode.objects.filter(user=user).delete()
    audit.record("accounts.password", user, actor=_self(user), at=now)


@transaction.atomic
def account_disable(user: User, *, actor: Actor, now: datetime) -> bool:
    """Close an account: its sessions end with their next request; False where it was closed already.

    Audit: accounts.disable.
    """
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return False
    SignInCode.objects.filter(user=user).delete()
    audit.record("accounts.disable", user, actor=actor, at=now)
    return True


@transaction.atomic
def account_enable(user: User, *, actor: Actor, now: datetime) -> bool:
    """Open a closed account again, with the password it had; False where it was open. Audit: accounts.enable."""
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        return False
    audit.record("accounts.enable", user, actor=actor, at=now)
    return True


def _end_of_life(now: datetime) -> datetime:
    """Return the end of the last day on which a code of ``now`` works, in Viet Nam."""
    last = now.astimezone(LOCAL).date() + timedelta(days=CODE_DAYS)
    return datetime.combine(last, time.min, tzinfo=LOCAL)


def _self(user: User) -> Actor:
    return Actor(user_id=user.pk, name=user.full_name)
