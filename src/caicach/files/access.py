"""Who may read a file: whoever sees something that it belongs to."""

from caicach.files.models import StoredFile
from caicach.files.registry import owners
from caicach.web.actor import Actor

__all__ = ["can_download"]


def can_download(actor: Actor, stored: StoredFile) -> bool:
    """Whether any app says that ``actor`` sees something that ``stored`` belongs to; a file of no one is closed."""
    return any(owner(actor, stored) for owner in owners)
