"""Pieces of the sentences that say what does not fit in a return; the sentences are in ``reform.messages``.

They have too few words of their own to be known again in a sentence, so they stand apart from the sentences of the
catalogue; of those that fill a place of one alone (``CHANGES``) it has the English.
"""

__all__ = [
    "ABOUT", "AS_OF", "BLANK", "CHANGES", "DATA_FROM", "DATA_TO", "DOWN", "MORE_THAN", "POINTS", "PREVIOUS", "SHOWN",
    "SIGNED_ON", "UP", "YEAR_BEFORE", "YEAR_END",
]  # fmt: skip

SHOWN = "%(say)s. %(cells)s."
ABOUT = "%(scope)s: %(sentence)s"
MORE_THAN = "Nhiều hơn “%(whole)s”"
UP = "Tăng %(difference)s"
DOWN = "Giảm %(difference)s"
POINTS = "%(difference)s điểm phần trăm"
CHANGES = {"up": UP, "down": DOWN, "points": POINTS}  # the whole of what is said of a change
BLANK = "%(label)s (chưa nhập)"
PREVIOUS = "%(label)s kỳ trước"
YEAR_BEFORE = "%(label)s cùng kỳ năm trước"
YEAR_END = "%(label)s cuối năm trước"
DATA_FROM = "số liệu từ ngày"
DATA_TO = "số liệu đến ngày"
AS_OF = "ngày chốt số liệu"
SIGNED_ON = "ngày ký"
