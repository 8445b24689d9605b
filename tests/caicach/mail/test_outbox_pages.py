"""The outbox is for whoever keeps the installation; what they decide about a letter is written down once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.mail import services
from caicach.mail.constants import MessageState
from caicach.mail.models import Message
from caicach.mail.services.sending import Sent
from cast import NOW, Cast, cast_make
from smtp_server import Post
from two_writers import at_once

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Lay = Callable[..., Message]
Send = Callable[..., Sent]
Counting = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator.user)
    return client


def put(message: Message, state: MessageState) -> Message:
    Message.objects.filter(pk=message.pk).update(state=state, claimed_at=NOW)
    message.refresh_from_db()
    return message


def decide(client: Client, message: Message, act: str) -> int:
    answer = client.post(reverse("mail:decide", args=[message.uid]), {"act": act})
    message.refresh_from_db()
    return answer.status_code


def test_nobody_else_sees_the_outbox(client: Client, cast: Cast, lay: Lay) -> None:
    message = lay()
    for person in (cast.commune_officer, cast.standing_officer, cast.province_leader):
        client.force_login(person.user)
        assert client.get(reverse("mail:list")).status_code == 403
        assert client.get(reverse("mail:detail", args=[message.uid])).status_code == 403
        assert decide(client, message, "drop") == 403
    assert message.state == MessageState.QUEUED


@pytest.mark.parametrize(
    ("state", "act", "becomes"),
    [
        (MessageState.FAILED, "resend", MessageState.QUEUED),
        (MessageState.UNCLEAR, "resend", MessageState.QUEUED),
        (MessageState.UNCLEAR, "settle", MessageState.SENT),
        (MessageState.UNCLEAR, "drop", MessageState.FAILED),
        (MessageState.QUEUED, "drop", MessageState.FAILED),
    ],
)
def test_a_decision_moves_the_letter_and_is_written_down(
    keeper: Client, lay: Lay, state: MessageState, act: str, becomes: MessageState
) -> None:
    message = put(lay(), state)
    assert decide(keeper, message, act) == 302
    assert message.state == becomes
    assert Entry.objects.filter(action=f"mail.{act}").count() == 1


@pytest.mark.parametrize("act", ["resend", "settle", "drop"])
def test_what_has_left_is_not_touched(keeper: Client, lay: Lay, act: str) -> None:
    message = lay()
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=NOW)
    message.refresh_from_db()
    assert decide(keeper, message, act) == 409
    assert message.state == MessageState.SENT


def test_an_unknown_act_is_answered_with_what_there_is(keeper: Client, lay: Lay) -> None:
    assert decide(keeper, lay(), "burn") == 422


def test_the_list_takes_as_many_queries_for_one_letter_as_for_forty(
    keeper: Client, lay: Lay, django_assert_max_num_queries: Counting
) -> None:
    for number in range(40):
        lay(f"thử:{number}")
    with django_assert_max_num_queries(8):
        assert keeper.get(reverse("mail:list")).status_code == 200


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_send_each_letter_once(post: Post) -> None:
    cast_make()
    for number in range(6):
        letter = services.Letter(f"thử:{number}", to="huong@suoinhan.example.vn", subject="Việc", text="Còn 2 việc.")
        services.mail_queue(letter, now=NOW)
    at_once(*([lambda: services.outbox_send(clock=lambda: NOW, progress=lambda *_: None)] * 3))
    assert Message.objects.filter(state=MessageState.SENT).count() == 6
    assert len(post.received) == 6
