"""The digest of a working day: made once for all who want it at one hour, never at night or on a day off.

Set-based: the ledger is read once, people who are told the same share a row. A run that was broken off goes on where
it stopped; what is written already is left alone by the keys of the rows.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from caicach.accounts import selectors as accounts
from caicach.calendars.selectors import calendar_of
from caicach.jobs import services as jobs
from caicach.jobs.selectors import is_waiting
from caicach.mail import services as mail
from caicach.notices.constants import DEFAULT_HOUR, DIGEST_KIND, FIRST_HOUR, LAST_HOUR, SOON_DAYS, NoticeKind
from caicach.notices.mapping import DigestContent, content_of, mail_subject, mail_text
from caicach.notices.models import Digest, DigestRun, Notice, NoticeSetting
from caicach.notices.selectors.settings import Wish, wishes
from caicach.obligations.selectors.mornings import Morning, morning_of
from caicach.people.selectors import actors_on
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor

__all__ = ["digests_due", "digests_make", "look_round"]

CHUNK = 500  # people in one transaction
_LATEST = timedelta(hours=20)  # a letter that could not leave by then is of no use any more

Said = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Told:
    """A person with what they are told."""

    user_id: int
    content: DigestContent
    wants_mail: bool


def digests_due(now: datetime) -> tuple[date, int] | None:
    """Return the working day and hour whose digests are due and not finished; None where nothing is.

    An hour that was missed (the worker stood still) is made up for on the same day, within office hours.
    """
    local = now.astimezone(clock.LOCAL)
    day = local.date()
    if not FIRST_HOUR <= local.hour <= LAST_HOUR or not calendar_of(day.year).is_working_day(day):
        return None
    wanted = {DEFAULT_HOUR, *NoticeSetting.objects.values_list("hour", flat=True).distinct()}
    done = set(DigestRun.objects.filter(day=day, finished_at__isnull=False).values_list("hour", flat=True))
    open_hours = sorted(hour for hour in wanted - done if hour <= local.hour)
    return (day, open_hours[0]) if open_hours else None


def look_round(now: datetime) -> None:
    """Start the job where digests are due (an entry of ``jobs.registry.rounds``): three queries at most."""
    due = digests_due(now)
    if due is None or is_waiting(DIGEST_KIND):
        return
    day, hour = due
    jobs.enqueue(
        DIGEST_KIND,
        actor=SYSTEM,
        label=_("Tổng hợp việc trong ngày"),
        arguments={"day": day.isoformat(), "hour": hour},
        now=now,
    )


def digests_make(day: date, hour: int, *, now: datetime, progress: Said = lambda *_said: None) -> int:
    """Write the digests of ``day`` for those who want them at ``hour``; return how many were written now.

    Idempotent: a finished run is left alone, a broken one goes on. The number of queries depends on the number of
    chunks of 500 people alone.
    """
    run, _is_new = DigestRun.objects.get_or_create(
        day=day, hour=hour, defaults={"started_at": now, "since_on": _since(day)}
    )
    if run.finished_at is not None:
        return 0
    progress(_("Đọc việc của các cơ quan"), 0, 0)
    morning = morning_of(today=day, since_on=run.since_on, soon_days=SOON_DAYS)
    told = list(_told(actors_on(day), wishes(), morning, hour))
    addresses = accounts.mail_addresses()
    made = 0
    for start in range(0, len(told), CHUNK):
        made += _write(told[start : start + CHUNK], addresses, day=day, now=now)
        progress(_("Ghi thông báo"), min(start + CHUNK, len(told)), len(told))
    DigestRun.objects.filter(pk=run.pk).update(finished_at=now, made=made)
    return made


def _since(day: date) -> date:
    """Return the day from which on something is new: that of the last digests, or a week ago."""
    last = DigestRun.objects.filter(day__lt=day).order_by("-day").values_list("day", flat=True).first()
    return last or day - timedelta(days=7)


def _told(actors: Iterable[Actor], wanted: dict[int, Wish], morning: Morning, hour: int) -> Iterable[_Told]:
    contents: dict[object, DigestContent] = {}
    for actor in actors:
        wish = wanted.get(actor.user_id or 0, Wish())
        if actor.user_id is None or wish.hour != hour:
            continue
        profile = morning.profile_of(actor)
        if profile not in contents:
            contents[profile] = content_of(morning, actor)
        content = contents[profile].without(wish.left_out)
        if not content.is_empty:
            yield _Told(actor.user_id, content, wish.wants_mail)


@transaction.atomic
def _write(told: Sequence[_Told], addresses: dict[int, str], *, day: date, now: datetime) -> int:
    """Write the notices and letters of some people; who has a digest of the day already gets no other."""
    has_one = set(
        Notice.objects.filter(kind=NoticeKind.DIGEST, day=day, user_id__in=[one.user_id for one in told]).values_list(
            "user_id", flat=True
        )
    )
    fresh = [one for one in told if one.user_id not in has_one]
    ids = _digests(fresh, day)
    Notice.objects.bulk_create(
        (
            Notice(
                user_id=one.user_id, kind=NoticeKind.DIGEST, day=day, digest_id=ids[_key(one.content)], created_at=now
            )
            for one in fresh
        ),
        ignore_conflicts=True,
    )
    mail.mails_queue(_letters(fresh, addresses, day, now), now=now)
    return len(fresh)


def _digests(told: Iterable[_Told], day: date) -> dict[str, int]:
    contents = {_key(one.content): one.content.to_json() for one in told}
    Digest.objects.bulk_create(
        (Digest(day=day, key=key, content=content) for key, content in contents.items()), ignore_conflicts=True
    )
    rows = Digest.objects.filter(day=day, key__in=contents)
    return dict(rows.values_list("key", "pk"))


def _letters(told: Iterable[_Told], addresses: dict[int, str], day: date, now: datetime) -> Iterable[mail.Letter]:
    with translation.override("vi"):
        texts: dict[str, tuple[str, str]] = {}
        for one in told:
            if not one.wants_mail or one.user_id not in addresses:
                continue
            key = _key(one.content)
            if key not in texts:
                texts[key] = (mail_subject(one.content, day), mail_text(one.content, day))
            subject, text = texts[key]
            yield mail.Letter(
                key=f"digest:{day.isoformat()}:{one.user_id}",
                to=addresses[one.user_id],
                subject=subject,
                text=text,
                useful_until_at=now + _LATEST,
            )


def _key(content: DigestContent) -> str:
    return hashlib.sha256(content.to_json().encode()).hexdigest()
