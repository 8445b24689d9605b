"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/huy/", views.cancel, name="cancel"),
]
