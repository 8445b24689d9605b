"""Addresses of criteria sets, below those of scoring."""

from django.urls import URLPattern, path

from caicach.scoring.views import set_parts, sets

urlpatterns: list[URLPattern] = [
    path("", sets.listing, name="sets"),
    path("moi/", sets.annex, name="set-annex"),
    path("<uuid:uid>/", sets.one_set, name="set"),
    path("<uuid:uid>/dinh-nghia.yaml", sets.file, name="set-file"),
    path("<uuid:uid>/bang.xlsx", sets.workbook, name="set-workbook"),
    path("<uuid:uid>/thay-doi/", sets.changes, name="set-changes"),
    path("<uuid:uid>/chep/", sets.copy, name="set-copy"),
    path("<uuid:uid>/xem/<int:number>/", sets.doubt, name="set-doubt"),
    path("<uuid:uid>/ban-hanh/", sets.publish, name="set-publish"),
    path("<uuid:uid>/bo/", sets.drop, name="set-drop"),
    path("<uuid:uid>/thong-tin/", set_parts.head, name="set-head"),
    path("<uuid:uid>/tham-dinh/", set_parts.areas, name="set-areas"),
    path("<uuid:uid>/doi-chieu/", set_parts.links, name="set-links"),
    path("<uuid:uid>/nhan-xlsx/", set_parts.workbook_in, name="set-workbook-in"),
    path("<uuid:uid>/nhan-xlsx/lay/", set_parts.workbook_take, name="set-workbook-take"),
    path("<uuid:uid>/muc-moi/", set_parts.heading_new, name="set-heading-new"),
    path("<uuid:uid>/muc/<str:key>/", set_parts.heading, name="set-heading"),
    path("<uuid:uid>/thoi-dung/", sets.retire, name="set-retire"),
    path("<uuid:uid>/tieu-chi-moi/", set_parts.leaf_new, name="set-leaf-new"),
    path("<uuid:uid>/tieu-chi/<str:key>/", set_parts.leaf, name="set-leaf"),
    path("<uuid:uid>/tieu-chi/<str:key>/bo/", set_parts.leaf_remove, name="set-leaf-remove"),
    path("<uuid:uid>/tieu-chi/<str:key>/chuyen/", set_parts.leaf_move, name="set-leaf-move"),
]
