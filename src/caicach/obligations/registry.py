"""What upper apps say about the ledger: where the source of a duty is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from caicach.web.registry import Registry

if TYPE_CHECKING:
    from caicach.obligations.models import Duty

__all__ = ["SourceAddress", "sources"]

# (duty) -> the address where its place in the source is shown; empty where the source has no such place.
SourceAddress = Callable[["Duty"], str]

# By the ``source_kind`` of duties.
sources: Registry[SourceAddress] = Registry("obligations.sources")
