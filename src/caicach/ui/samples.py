"""What the style guide shows: content of the fictional province, on Monday 16/11/2026."""

from django.http import QueryDict


def style_guide_page(query: QueryDict) -> object:
    return None
