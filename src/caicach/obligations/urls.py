"""Addresses of this app."""

from django.urls import path

from caicach.obligations.views import detail, drafts, lists

app_name = "obligations"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("qua-han/", lists.late, name="late"),
    path("cho-nghiem-thu/", lists.queue, name="queue"),
    path("cho-duyet/", drafts.to_approve, name="to-approve"),
    path("cach-nop/", drafts.practice, name="practice"),
    path("<uuid:uid>/", detail.detail, name="detail"),
    path("<uuid:uid>/nop/", detail.submit, name="submit"),
    path("<uuid:uid>/trinh/", drafts.prepare, name="prepare"),
    path("<uuid:uid>/rut/", drafts.withdraw, name="withdraw"),
    path("<uuid:uid>/duyet/", drafts.approve, name="approve"),
    path("<uuid:uid>/yeu-cau-sua/", drafts.send_back, name="send-back"),
    path("<uuid:uid>/nop-thay/", drafts.on_behalf, name="on-behalf"),
    path("<uuid:uid>/nghiem-thu/", detail.accept, name="accept"),
    path("<uuid:uid>/tra-lai/", detail.give_back, name="return"),
    path("<uuid:uid>/su-kien/", detail.event, name="event"),
]
