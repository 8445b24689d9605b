"""One dataclass a page."""
