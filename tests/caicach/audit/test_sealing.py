"""What was recorded is sealed in batches, and whoever changes it afterwards is found out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.audit import services
from caicach.audit.models import Entry, Seal
from caicach.audit.sealing import entries_seal
from caicach.audit.verifying import Anchor, verify
from caicach.jobs.registry import rounds
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def entries(cast: Cast) -> Cast:
    """Twelve acts, the first made with the obligation."""
    obligation = cast.obligation()
    for minutes in range(12 - Entry.objects.count()):
        at = cast.now + timedelta(minutes=minutes)
        services.record("obligations.submit", obligation, actor=cast.commune_officer.actor, at=at)
    assert Entry.objects.count() == 12
    return cast


def seal_all(cast: Cast, *, limit: int = 5) -> None:
    while entries_seal(now=cast.now, limit=limit):
        pass


def test_a_batch_is_sealed_in_as_many_statements_whatever_its_size(
    entries: Cast, django_assert_num_queries: Counting
) -> None:
    with django_assert_num_queries(6):  # two of them mark the transaction, here a savepoint
        assert entries_seal(now=entries.now, limit=3) == 3
    with django_assert_num_queries(6):
        assert entries_seal(now=entries.now, limit=9) == 9


def test_what_is_sealed_holds_and_what_is_not_is_counted(entries: Cast) -> None:
    entries_seal(now=entries.now, limit=5)
    entries_seal(now=entries.now, limit=5)

    verdict = verify()

    assert verdict.holds
    assert (verdict.sealed, verdict.unsealed) == (10, 2)
    assert verdict.oldest_unsealed_at == Entry.objects.get(pk=Entry.objects.order_by("pk")[10].pk).at


def test_sealing_again_finds_nothing_to_do(entries: Cast) -> None:
    seal_all(entries)
    before = list(Entry.objects.order_by("pk").values_list("seq", "hash"))

    assert entries_seal(now=entries.now) == 0
    assert list(Entry.objects.order_by("pk").values_list("seq", "hash")) == before


def test_an_empty_log_holds(db: None) -> None:
    verdict = verify()
    assert verdict.holds
    assert verdict.head is None


@pytest.mark.parametrize(
    "change",
    [
        {"data": '{"new":{"state":"open"},"old":{}}'},
        {"action": "obligations.accept"},
        {"actor_id": 999},
        {"agency_id": None},
        {"object_id": 999},
        {"object_kind": "plans.Plan"},
        {"request_id": "khac"},
        {"previous": "f" * 64},
        {"hash": "f" * 64},
    ],
    ids=str,
)
def test_a_changed_entry_is_named(entries: Cast, change: dict[str, Any]) -> None:
    seal_all(entries)
    Entry.objects.filter(seq=7).update(**change)

    verdict = verify()

    assert not verdict.holds
    assert "7" in verdict.problems[0]


def test_a_changed_moment_is_named(entries: Cast) -> None:
    seal_all(entries)
    Entry.objects.filter(seq=3).update(at=entries.now + timedelta(days=3))

    assert verify().problems == ("Dòng số 3 đã bị sửa sau khi niêm.",)


@pytest.mark.parametrize(
    ("gone", "words"), [(4, "Thiếu dòng từ số 4 đến số 4."), (12, "Thiếu dòng từ số 12 đến số 12.")]
)
def test_a_removed_entry_is_missed(entries: Cast, gone: int, words: str) -> None:
    seal_all(entries)
    Entry.objects.filter(seq=gone).delete()

    assert words in verify().problems


def test_entries_taken_away_with_their_seal_are_missed_by_what_was_written_down(entries: Cast) -> None:
    seal_all(entries)
    head = verify().head
    Seal.objects.filter(first_seq__gt=10).delete()
    Entry.objects.filter(seq__gt=10).delete()

    assert verify().holds, "the database alone cannot know"
    assert "Dòng số 12" in verify(anchor=head).problems[0]


def test_what_was_written_down_earlier_still_stands_after_more_was_sealed(entries: Cast) -> None:
    entries_seal(now=entries.now, limit=5)
    head = verify().head
    seal_all(entries)

    assert head is not None
    assert verify(anchor=head).holds
    assert not verify(anchor=Anchor(head.seq, "0" * 64)).holds


@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=5))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_hashes_do_not_depend_on_the_batches(entries: Cast, sizes: list[int]) -> None:
    Entry.objects.update(seq=None, previous="", hash="")
    Seal.objects.all().delete()
    for size in sizes:
        entries_seal(now=entries.now, limit=size)
    seal_all(entries, limit=1)
    once = list(Entry.objects.order_by("seq").values_list("hash", flat=True))
    Entry.objects.update(seq=None, previous="", hash="")
    Seal.objects.all().delete()
    seal_all(entries, limit=100)

    assert list(Entry.objects.order_by("seq").values_list("hash", flat=True)) == once
    assert verify().holds


def test_the_worker_seals_at_every_round(entries: Cast) -> None:
    rounds.find("audit")(entries.now)
    assert verify().unsealed == 0


class TestCommand:
    def test_it_prints_what_to_write_down(self, entries: Cast) -> None:
        out = StringIO()
        call_command("audit", "seal", stdout=out)
        call_command("audit", "verify", stdout=out)
        head = verify().head
        assert head is not None
        assert f"Ghi lại bên ngoài: 12:{head.hash}" in out.getvalue()
        call_command("audit", "verify", f"--anchor=12:{head.hash}", stdout=out)

    def test_it_fails_with_a_sentence_where_something_was_changed(self, entries: Cast) -> None:
        seal_all(entries)
        Entry.objects.filter(seq=2).update(actor_id=999)
        err = StringIO()
        with pytest.raises(CommandError, match="Nhật ký đã bị can thiệp"):
            call_command("audit", "verify", stdout=StringIO(), stderr=err)
        assert "Dòng số 2 đã bị sửa" in err.getvalue()

    def test_a_mistyped_anchor_is_refused(self, db: None) -> None:
        with pytest.raises(CommandError, match="SỐ:MÃ"):
            call_command("audit", "verify", "--anchor=12")
