"""Writing to the outbox: laying letters in, sending them, deciding about those that are unclear."""

from caicach.mail.mapping import Letter
from caicach.mail.services.decide import message_drop, message_resend, message_settle
from caicach.mail.services.queue import look_round, mail_queue, mails_queue
from caicach.mail.services.sending import outbox_send

__all__ = [
    "Letter",
    "look_round",
    "mail_queue",
    "mails_queue",
    "message_drop",
    "message_resend",
    "message_settle",
    "outbox_send",
]
