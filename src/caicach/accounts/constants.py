"""What one-time codes are bound by."""

__all__ = ["CODE_DAYS", "CODE_TRIES"]

CODE_DAYS = 14  # a code can be used on the day of issue and the 13 days after it
CODE_TRIES = 20  # wrong codes for one person, from whatever address; then the code is dead
