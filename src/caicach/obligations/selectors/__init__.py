"""Reading the ledger, always from what the actor may see."""

from caicach.obligations.selectors.wakings import wakings

__all__ = ["wakings"]
