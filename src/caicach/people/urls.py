"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.people.views import accounts, people, posts

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("", people.listing, name="list"),
    path("vai-tro/", people.roles, name="roles"),
    path("them/", accounts.create, name="create"),
    path("nhap/", accounts.import_sheet, name="import"),
    path("nhap/mau.xlsx", accounts.import_sample, name="import_sample"),
    path("nhap/lap/", accounts.import_confirm, name="import_confirm"),
    path("vi-tri/<int:pk>/thoi/", posts.post_close, name="post_close"),
    path("vi-tri/<int:pk>/quyen/", posts.grant_give, name="grant_give"),
    path("quyen/<int:pk>/thu-hoi/", posts.grant_withdraw, name="grant_withdraw"),
    path("<uuid:uid>/", people.detail, name="detail"),
    path("<uuid:uid>/vi-tri/", posts.post_open, name="post_open"),
    path("<uuid:uid>/ma-moi/", accounts.code_issue, name="code_issue"),
    path("<uuid:uid>/khoa/", accounts.disable, name="disable"),
    path("<uuid:uid>/mo-khoa/", accounts.enable, name="enable"),
]
