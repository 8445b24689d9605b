"""What leaves by e-mail, against a real SMTP server on loopback."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from caicach.files.services import file_store
from caicach.jobs.models import JobRun
from caicach.mail import services
from caicach.mail.constants import BACKOFF, MAX_ATTEMPTS, MessageState
from caicach.mail.models import Message
from caicach.mail.services import sending
from cast import NOW, PDF
from smtp_server import Post

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Lay, Send = Callable[..., Message], Callable[..., Any]


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


class TestALetter:
    def test_arrives_once_with_its_words(self, post: Post, lay: Lay, send: Send) -> None:
        message = lay()
        assert send().sent == 1
        (received,) = post.received
        assert received["To"] == "huong@suoinhan.example.vn"
        assert received["Subject"] == "Việc ngày 16/03"
        assert received["From"] == "Cải cách hành chính <cchc@songmay.example.vn>"
        assert received.get_content().replace("\r\n", "\n").rstrip() == "Còn 2 việc.\n.\nHết."
        assert state_of(message) == MessageState.SENT
        assert message.sent_at == NOW

    def test_bears_the_same_identity_whenever_it_is_sent(self, post: Post, lay: Lay, send: Send) -> None:
        message = lay()
        send()
        assert post.received[0]["Message-ID"] == f"<{message.uid}@songmay.example.vn>"
        assert post.received[0]["Auto-Submitted"] == "auto-generated"

    def test_takes_files_along(self, post: Post, lay: Lay, send: Send, files_root: object) -> None:
        lay(files=((file_store(PDF, now=NOW), "cong-van.pdf"),))
        send()
        (part,) = list(post.received[0].iter_attachments())
        assert (part.get_filename(), part.get_content_type()) == ("cong-van.pdf", "application/pdf")
        assert part.get_content() == PDF

    def test_of_a_known_occasion_is_not_laid_in_again(self, post: Post, lay: Lay, send: Send) -> None:
        lay()
        send()
        assert (
            services.mail_queue(services.Letter("thử:1", "huong@suoinhan.example.vn", "Lại", "Lại"), now=NOW) is False
        )
        assert send().tried == 0
        assert len(post.received) == 1

    def test_that_was_rolled_back_never_was(self, post: Post, lay: Lay, send: Send) -> None:
        from django.db import transaction

        with transaction.atomic():
            lay()
            transaction.set_rollback(True)
        assert (send().tried, post.asked) == (0, 0)

    def test_with_line_feeds_in_its_subject_gives_no_header_away(self, post: Post, lay: Lay, send: Send) -> None:
        lay(subject="Việc\r\nBcc: ai.do@example.vn")
        send()
        assert post.received[0]["Bcc"] is None
        assert post.received[0]["Subject"] == "Việc Bcc: ai.do@example.vn"

    def test_to_a_domain_with_marks_is_carried_in_ascii(self, post: Post, lay: Lay, send: Send) -> None:
        lay(to="huong@suốinhạn.example.vn")
        assert send().sent == 1

    def test_that_nobody_wants_any_more_is_not_sent(self, post: Post, lay: Lay, send: Send) -> None:
        message = lay(useful_until_at=NOW + timedelta(hours=8))
        assert send(minutes=9 * 60).tried == 0
        assert state_of(message) == MessageState.FAILED
        assert "không còn đúng ngày" in message.problem


class TestTheServerSays:
    def test_later_and_the_letter_waits_longer_each_time(self, post: Post, lay: Lay, send: Send) -> None:
        post.rcpt = "451 4.7.1 Greylisted"
        message, minutes = lay(), 0
        for wait in BACKOFF:
            send(minutes)
            assert state_of(message) == MessageState.QUEUED
            assert message.next_at - NOW == timedelta(minutes=minutes) + wait
            assert "451" in message.problem
            assert send(minutes).tried == 0  # not before its time
            minutes += int(wait.total_seconds()) // 60
        send(minutes)
        assert (state_of(message), message.attempts) == (MessageState.FAILED, MAX_ATTEMPTS)

    def test_later_at_the_letter_itself(self, post: Post, lay: Lay, send: Send) -> None:
        post.data = "452 4.2.2 Mailbox full"
        message = lay()
        send()
        assert state_of(message) == MessageState.QUEUED

    def test_never_and_it_is_not_tried_again(self, post: Post, lay: Lay, send: Send) -> None:
        post.rcpt = "550 5.1.1 No such user"
        message = lay()
        send()
        assert state_of(message) == MessageState.FAILED
        assert "No such user" in message.problem
        assert send(minutes=600).tried == 0

    def test_never_of_one_letter_and_the_next_one_leaves(self, post: Post, lay: Lay, send: Send) -> None:
        lay("thử:1", to="khong@co@nhu.the")
        lay("thử:2")
        assert (send().sent, len(post.received)) == (1, 1)


class TestTheLineBreaks:
    def test_before_the_letter_was_given_away_and_it_waits(self, post: Post, lay: Lay, send: Send) -> None:
        post.rcpt = "drop"
        message = lay()
        send()
        assert state_of(message) == MessageState.QUEUED

    def test_after_it_was_given_away_and_nobody_knows(self, post: Post, lay: Lay, send: Send) -> None:
        post.data = "drop"
        message = lay()
        send()
        assert (state_of(message), message.claimed_at) == (MessageState.UNCLEAR, NOW)
        post.data = "250 OK"
        assert send(minutes=600).tried == 0  # never by itself
        assert post.received == []

    def test_by_silence_longer_than_we_wait(self, post: Post, lay: Lay, send: Send, settings: Any) -> None:
        settings.EMAIL_TIMEOUT = 0.1
        post.data = "silence"
        message = lay()
        send()
        assert state_of(message) == MessageState.UNCLEAR

    def test_and_the_letters_behind_wait_for_the_next_run(self, post: Post, lay: Lay, send: Send) -> None:
        post.data = "drop"
        first, second = lay("thử:1"), lay("thử:2")
        send()
        assert (state_of(first), state_of(second)) == (MessageState.UNCLEAR, MessageState.QUEUED)
        assert JobRun.objects.filter(kind="mail.send", state="queued").count() == 1


class TestNoServer:
    def test_answers_and_no_letter_is_at_fault(self, lay: Lay, send: Send, settings: Any) -> None:
        message = lay()
        settings.EMAIL_PORT = 1  # nobody listens there
        send()
        assert (state_of(message), message.attempts) == (MessageState.QUEUED, 0)
        assert message.next_at == NOW + timedelta(minutes=10)
        assert message.problem.startswith("không kết nối được máy chủ thư")

    def test_is_named_and_nothing_is_laid_in(self, db: None, settings: Any) -> None:
        settings.EMAIL_HOST = ""
        letter = services.Letter("thử:1", "huong@suoinhan.example.vn", "Việc", "Việc")
        assert services.mail_queue(letter, now=NOW) is False
        assert not Message.objects.exists()


class TestAJob:
    def test_that_was_killed_leaves_a_letter_that_nobody_sends_again(
        self, post: Post, lay: Lay, send: Send, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        message = lay()

        class Killed(BaseException):
            pass

        def die(*_: object) -> None:
            raise Killed

        with monkeypatch.context() as patched, pytest.raises(Killed):
            patched.setattr(sending, "_settle", die)  # the server has the letter, the outbox does not know
            send()
        assert (state_of(message), len(post.received)) == (MessageState.SENDING, 1)
        assert send(minutes=5).tried == 0
        send(minutes=11)
        assert (state_of(message), len(post.received)) == (MessageState.UNCLEAR, 1)

    def test_that_comes_second_finds_a_claimed_letter(self, post: Post, lay: Lay, send: Send) -> None:
        message = lay()
        assert sending._claim(message.pk, NOW) is not None
        assert sending._claim(message.pk, NOW) is None

    def test_that_comes_back_from_the_dead_changes_nothing(self, post: Post, lay: Lay, send: Send) -> None:
        message = lay()
        mine = sending._claim(message.pk, NOW)
        assert mine is not None
        Message.objects.filter(pk=message.pk).update(attempts=2)  # taken over meanwhile
        sending._settle(mine, sending.Delivery(sending.Outcome.SENT), NOW)
        assert state_of(message) == MessageState.SENDING

    def test_is_started_by_the_minute_look_where_letters_wait(self, lay: Lay) -> None:
        lay()
        JobRun.objects.all().delete()
        services.look_round(NOW - timedelta(minutes=1))
        assert not JobRun.objects.exists()
        services.look_round(NOW)
        services.look_round(NOW)
        assert JobRun.objects.filter(kind="mail.send").count() == 1

    def test_forgets_what_was_sent_long_ago(self, post: Post, lay: Lay, send: Send) -> None:
        lay()
        send()
        send(minutes=61 * 24 * 60)
        assert not Message.objects.exists()
