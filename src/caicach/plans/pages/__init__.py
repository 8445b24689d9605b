"""What the pages of plans show: one dataclass a page."""
