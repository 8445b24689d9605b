"""Addresses of this app."""

from django.urls import path

from caicach.notices.views import feeds, inbox, urging

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("da-doc/", inbox.read, name="read"),
    path("cach-nhan/", inbox.wish, name="wish"),
    path("lich/", feeds.feeds, name="feeds"),
    path("lich/<int:pk>/thu-hoi/", feeds.revoke, name="feed-revoke"),
    path("lich/<str:secret>.ics", feeds.calendar, name="calendar"),
    path("don-doc/", urging.urge, name="urge"),
    path("don-doc/<uuid:uid>/", urging.reminder, name="reminder"),
    path("don-doc/<uuid:uid>/cong-van/", urging.letter, name="letter"),
    path("don-doc/<uuid:uid>/so/", urging.issue, name="issue"),
    path("<uuid:uid>/", inbox.notice, name="notice"),
]
