"""Addresses of plans."""

from django.urls import path

from caicach.plans.views import bulk, confirm, plans, review

app_name = "plans"
urlpatterns = [
    path("", plans.listing, name="list"),
    path("tai-len/", plans.upload, name="upload"),
    path("<uuid:uid>/", plans.detail, name="detail"),
    path("<uuid:uid>/ra-soat/", review.overview, name="review"),
    path("<uuid:uid>/ra-soat/<int:position>/", review.row, name="row"),
    path("<uuid:uid>/cum-tu/", review.settle, name="settle"),
    path("<uuid:uid>/hang-loat/", bulk.rows, name="bulk"),
    path("<uuid:uid>/thong-tin/", bulk.header, name="header"),
    path("<uuid:uid>/giao-viec/", confirm.confirm, name="confirm"),
    path("<uuid:uid>/huy/", confirm.cancel, name="cancel"),
]
