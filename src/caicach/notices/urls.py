"""Addresses of this app."""

from django.urls import path

from caicach.notices.views import inbox

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("da-doc/", inbox.read, name="read"),
    path("cach-nhan/", inbox.wish, name="wish"),
    path("<uuid:uid>/", inbox.notice, name="notice"),
]
