"""One-time codes: made by chance, printed on paper, kept as a keyed hash.

A code has eight characters of 24, none of which looks like another on paper: 36 bits. Guessing is stopped by counting
(``throttle``, ``CODE_TRIES``) and by the short life of a code, so that a slow hash would protect nothing; a hash keyed
with the secret of the installation keeps a stolen database from giving codes away, and 300 of them cost a millisecond.
"""

import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

from vanban.text.forms import compare_key

__all__ = ["CODE_LENGTH", "LETTERS", "code_hash", "code_key", "code_make", "code_text"]

LETTERS = "34679ACDEFGHJKMNPQRTUWXY"  # without 0 O, 1 I L, 2 Z, 5 S, 8 B, V
CODE_LENGTH = 8


def code_make() -> str:
    """Return a new code of ``CODE_LENGTH`` characters of ``LETTERS``."""
    return "".join(secrets.choice(LETTERS) for _position in range(CODE_LENGTH))


def code_text(code: str) -> str:
    """Return ``code`` as it is printed: ``K7MX-4TQP``."""
    return f"{code[:4]}-{code[4:]}"


def code_key(typed: str) -> str:
    """Return the code that was typed: capitals, blanks, dashes and marks do not count."""
    return compare_key(typed).replace(" ", "").upper()


def code_hash(code: str, user_uid: UUID) -> str:
    """Return what is stored of ``code``: bound to the person, so that equal codes of two people differ."""
    return salted_hmac(f"caicach.accounts.code.{user_uid}", code, algorithm="sha256").hexdigest()
