"""How long an examination is kept, and how much of it is shown at once."""

from datetime import timedelta

from django.utils.translation import gettext_noop

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
    "missing": gettext_noop("Thiếu nhiệm vụ của kế hoạch cấp trên"),
    "later": gettext_noop("Muộn hơn kế hoạch cấp trên"),
    "weaker": gettext_noop("Thấp hơn kế hoạch cấp trên"),
    "silent": gettext_noop("Không nhắc lại chỉ tiêu của cấp trên"),
}
LOWER_GOAL = gettext_noop("Thấp hơn mục tiêu của cấp trên")
TWO_YEARS = gettext_noop("Kế hoạch cấp trên là của năm khác")
