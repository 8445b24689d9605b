"""Components and notation, available in every template."""

from django import template

register = template.Library()
