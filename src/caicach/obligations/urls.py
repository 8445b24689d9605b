"""Addresses of this app."""

from django.urls import path

from caicach.obligations.views import detail, lists

app_name = "obligations"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("qua-han/", lists.late, name="late"),
    path("cho-nghiem-thu/", lists.queue, name="queue"),
    path("<uuid:uid>/", detail.detail, name="detail"),
    path("<uuid:uid>/nop/", detail.submit, name="submit"),
    path("<uuid:uid>/nghiem-thu/", detail.accept, name="accept"),
    path("<uuid:uid>/tra-lai/", detail.give_back, name="return"),
    path("<uuid:uid>/su-kien/", detail.event, name="event"),
]
