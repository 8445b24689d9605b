"""How long an examination is kept, and how much of it is shown at once."""

from datetime import timedelta

__all__ = [
    "COMPARED",
    "FIRST",
    "KEPT_FOR",
    "LOWER_GOAL",
    "MOST_CITED",
    "MOST_FOUND",
    "READ_KIND",
    "TWO_YEARS",
]

# A document that is only examined is nobody's to keep: it goes by itself.
KEPT_FOR = timedelta(minutes=60)
READ_KIND = "doctor.read"
FIRST = 10  # findings before the fold
MOST_FOUND = 2_000  # what a page can hold; the worst real documents have some 200
MOST_CITED = 300  # cited documents that are looked up in the register
COMPARED = {  # titles of what a comparison finds, by ``vanban.plans.comparison.ShortfallKind``
    "missing": "Thiếu nhiệm vụ của kế hoạch cấp trên",
    "later": "Muộn hơn kế hoạch cấp trên",
    "weaker": "Thấp hơn kế hoạch cấp trên",
    "silent": "Không nhắc lại chỉ tiêu của cấp trên",
}
LOWER_GOAL = "Thấp hơn mục tiêu của cấp trên"
TWO_YEARS = "Kế hoạch cấp trên là của năm khác"
