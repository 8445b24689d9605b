"""Why a file cannot be read at all."""

from vanban.text.messages import MESSAGES

__all__ = ["ReadError"]


class ReadError(Exception):
    """The file cannot be read: empty, broken, locked, of another kind, or dangerous.

    What a document says badly is a finding; this is raised only where there is no document to say anything.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code  # permanent, a key of ``MESSAGES``
        self.params = params

    def __str__(self) -> str:
        """Return the Vietnamese sentence."""
        return MESSAGES[self.code] % self.params
