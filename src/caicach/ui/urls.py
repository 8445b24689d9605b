"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.ui import style_guide

app_name = "ui"
urlpatterns: list[URLPattern] = [path("", style_guide.show, name="style_guide")]
