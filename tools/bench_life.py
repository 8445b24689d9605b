"""The ledger of 200,000 obligations with everything that happens to them, and the people who look at it.

Who takes part, what was confirmed, who has it in hand, clocks that stand, later dates asked for, duties that wait for
an event. What pages ask of each row is then asked of rows that have it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from bench import REPEATS, Act
from bench_ledger import NOW, TASKS, TODAY, YEAR, ledger_fill, rows_insert

__all__ = ["LEDGER", "LIFE_ACTS", "PEOPLE", "client_of", "large_ledger"]

LEDGER = 2 * TASKS
PEOPLE = 5_000
_BATCH = 5_000
_AT = datetime(YEAR, 1, 2, 2, 0, tzinfo=UTC)
_THIS_MORNING = datetime(YEAR, 12, 12, 2, 0, tzinfo=UTC)
_OPEN = ("open", "returned")
_PERSON = "nguoi-%d"  # the name that each of the 5,000 signs in by
# Of each so many rows, one has it.
_UNANSWERED, _PAUSED, _ASKING, _IN_HAND, _NEW, _ASLEEP = 10, 25, 30, 3, 50, 40


def large_ledger() -> dict[str, int]:
    """Fill the ledger, once; return the ids of agencies by name."""
    from bench_acts import full_ledger, ids_there
    from caicach.accounts.models import User

    full_ledger()
    ids = ids_there()
    # The people tell whether it was filled: plans of other acts have participants too.
    if not User.objects.filter(username=_PERSON % 0).exists():
        _fill(ids)
    return ids


def client_of(who: str) -> "object":
    """Return a client signed in as ``who``: the province's ``standing`` officer, one of a ``department`` that monitors
    and coordinates, or one of a ``commune``."""
    from django.test import Client

    from bench_acts import _actor

    ids = large_ledger()
    agency, role, scope = {
        "standing": ("Sở Nội vụ", "standing_officer", "tinh"),
        "department": ("Sở Tư pháp", "agency_officer", "Sở Tư pháp"),
        "commune": ("UBND xã Số 1", "agency_officer", "UBND xã Số 1"),
    }[who]
    user, _ = _actor(ids, agency, (role, scope))
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def _fill(ids: dict[str, int]) -> None:
    from django.db import connection, transaction

    owners = [agency for name, agency in ids.items() if agency != ids["tinh"]]
    _second_half(ids, owners)
    with transaction.atomic():
        posts = _people(owners)
        rows_insert(_participants(ids))
        rows_insert(_receipts())
        rows_insert(_history())
        _life(posts, ids["Sở Tư pháp"])
    with connection.cursor() as cursor:
        # The acceptance came after the day that counts.
        cursor.execute("UPDATE obligations_obligation SET accepted_at = created_at WHERE state = 'accepted'")
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _second_half(ids: dict[str, int], owners: list[int]) -> None:
    from caicach.obligations.models import Obligation

    while Obligation.objects.count() < LEDGER:
        ledger_fill(ids["tinh"], ids["Sở Nội vụ"], owners)


def _batched(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _BATCH)):
        yield some


def _people(owners: list[int]) -> dict[int, list[int]]:
    """Write 5,000 officers, by turns over the agencies; return their posts by agency."""
    from caicach.accounts.models import User
    from caicach.people.models import Grant, Post

    users = [
        User.objects.new(_PERSON % number, full_name=f"Người Số {number}", email=f"nguoi-{number}@songmay.example")
        for number in range(PEOPLE)
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users, batch_size=_BATCH)
    begins = date(2023, 1, 1)
    posts = Post.objects.bulk_create(
        [Post(user=user, agency_id=owners[at % len(owners)], valid_from=begins) for at, user in enumerate(users)],
        batch_size=_BATCH,
    )
    by_agency: dict[int, list[int]] = {}
    for post in posts:
        by_agency.setdefault(post.agency_id, []).append(post.pk)
    rows_insert(
        Grant(
            post=post, scope_id=post.agency_id, valid_from=begins, role="agency_leader" if leads else "agency_officer"
        )
        for post in posts
        for leads in [by_agency[post.agency_id][0] == post.pk]
    )
    return by_agency


def _participants(ids: dict[str, int]) -> Iterator[Any]:
    """Yield who helps and who watches: Sở Tư pháp watches the communes in a fifth, all in some, and helps in some."""
    from caicach.obligations.models import Duty, Participant

    justice, finance, office = ids["Sở Tư pháp"], ids["Sở Tài chính"], ids["Văn phòng UBND tỉnh"]
    for at, duty_id in enumerate(Duty.objects.filter(participants=None).order_by("pk").values_list("pk", flat=True)):
        if at % 5 == 0:
            yield Participant(duty_id=duty_id, agency_id=justice, role="monitor", levels="district,commune")
        elif at % 11 == 0:
            yield Participant(duty_id=duty_id, agency_id=justice, role="coordinate")
        elif at % 17 == 0:
            yield Participant(duty_id=duty_id, agency_id=justice, role="monitor")
        yield Participant(duty_id=duty_id, agency_id=finance, role="coordinate")
        yield Participant(duty_id=duty_id, agency_id=office, role="monitor", is_below=True)


def _receipts() -> Iterator[Any]:
    from caicach.obligations.models import Obligation, Receipt

    pairs = Obligation.objects.order_by("duty_id", "agency_id").values_list("duty_id", "agency_id").distinct()
    for at, (duty_id, agency_id) in enumerate(pairs):
        if at % _UNANSWERED:
            yield Receipt(duty_id=duty_id, agency_id=agency_id, state="confirmed", answered_at=_AT)


def _history() -> Iterator[Any]:
    """Yield how each obligation arose: a few of them on the last working day."""
    from caicach.obligations.models import Obligation, Transition

    for pk in Obligation.objects.order_by("pk").values_list("pk", flat=True):
        yield Transition(obligation_id=pk, to_state="open", at=_AT if pk % _NEW else _THIS_MORNING)


def _life(posts: dict[int, list[int]], awaited_id: int) -> None:
    """Put what waits with its agency into hands, stop some clocks, ask for some dates, let some sleep."""
    from caicach.obligations.models import Assignment, Extension, Obligation, Pause

    rows = Obligation.objects.filter(state__in=_OPEN).order_by("pk").values_list("pk", "agency_id", "due_on")
    asleep, paused, made = [], [], []
    for at, (pk, agency_id, due_on) in enumerate(rows):
        if at % _ASLEEP == 0:
            asleep.append(pk)
            continue
        if at % _PAUSED == 0:
            paused.append(pk)
            made.append(
                Pause(
                    obligation_id=pk, kind="waiting", waits_for_id=awaited_id, symbol="12/CV-UBND",
                    from_on=TODAY - timedelta(days=20), started_at=_AT,
                )
            )  # fmt: skip
        if at % _ASKING == 0:
            made.append(
                Extension(
                    obligation_id=pk, from_due_on=due_on, asked_due_on=due_on + timedelta(days=30),
                    reason_code="guidance", words="Cần thêm thời gian.", asked_at=_AT, decide_by_on=TODAY,
                )
            )  # fmt: skip
        if at % _IN_HAND == 0 and agency_id in posts:
            held = posts[agency_id]
            made.append(Assignment(obligation_id=pk, post_id=held[at % len(held)], given_at=_AT))
    for model in (Pause, Extension, Assignment):
        rows_insert(row for row in made if isinstance(row, model))
    for some in _batched(paused):
        Obligation.objects.filter(pk__in=some).update(paused_on=TODAY - timedelta(days=20))
    for some in _batched(asleep):
        Obligation.objects.filter(pk__in=some).update(state="dormant", due_on=None, first_due_on=None)


def _page(who: str, name: str, **query: str) -> Callable[[], Callable[[], object]]:
    def prepare() -> Callable[[], object]:
        from bench_acts import page_of

        return page_of(client_of(who), name, **query)

    return prepare


def bulk_accept() -> Callable[[], object]:
    """Take 1,000 hand-ins at once, each time others."""
    from bench_acts import _actor
    from caicach.obligations.models import Obligation
    from caicach.obligations.services.decide_many import Chosen, obligations_accept

    ids = large_ledger()
    _, actor = _actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    waiting = Obligation.objects.filter(state="submitted").exclude(agency_id=ids["Sở Nội vụ"]).order_by("pk")
    chosen = [Chosen(pk, 1) for pk in waiting.values_list("pk", flat=True)[: 1_000 * (REPEATS + 1)]]
    thousands = iter([chosen[at : at + 1_000] for at in range(0, len(chosen), 1_000)])

    def measured() -> None:
        done = obligations_accept(next(thousands), actor=actor, now=NOW).done  # type: ignore[arg-type]
        if done != 1_000:
            raise AssertionError(f"only {done} were accepted")

    return measured


def digests() -> Callable[[], object]:
    """Write what the day asks of 5,000 people, with a letter to each; taken back each time."""
    from django.db import transaction

    from caicach.notices.services.digests import digests_make

    large_ledger()

    def measured() -> None:
        with transaction.atomic():
            made = digests_make(TODAY, 7, now=NOW)
            transaction.set_rollback(True)
        if made < 0.8 * PEOPLE:
            raise AssertionError(f"only {made} were told")

    return measured


def _large(name: str, prepare: Callable[[], Callable[[], object]], queries: int) -> Act:
    """A page over the large ledger: 300 ms on PostgreSQL, 700 ms on SQLite."""
    return Act(name, prepare, bound_seconds=0.3, bound_queries=queries, bound_seconds_sqlite=0.7)


# In the order of the ledger's life: what changes it comes last.
LIFE_ACTS = (
    _large("list", _page("standing", "obligations:list"), 14),
    _large("list_department", _page("department", "obligations:list"), 14),
    _large("list_commune", _page("commune", "obligations:list"), 14),
    _large("calendar", _page("standing", "obligations:calendar"), 14),
    _large("calendar_department", _page("department", "obligations:calendar"), 14),
    _large("scorecard", _page("standing", "desk:scorecard", year=str(YEAR)), 10),
    Act("digests", digests, bound_seconds=60.0, bound_queries=400),
    Act("bulk_accept", bulk_accept, bound_seconds=3.0, bound_queries=30),
)
