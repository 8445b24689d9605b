"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.figures.views import count, data, files, periods, systems
from caicach.figures.views.entry import cell, cells, hand_in, section, talk

app_name = "figures"
urlpatterns: list[URLPattern] = [
    path("", periods.listing, name="list"),
    path("ky/mo/", periods.open_period, name="open"),
    path("ky/<uuid:uid>/", periods.period, name="period"),
    path("ky/<uuid:uid>/xu-ly/", periods.decide, name="period-decide"),
    path("ky/<uuid:uid>/khoa/", periods.lock, name="lock"),
    path("ban/<uuid:uid>/mo-lai/", periods.reopen, name="reopen"),
    path("ban/<uuid:uid>/lich-su/", periods.history, name="history"),
    path("ban/<uuid:uid>/", section.start, name="entry"),
    path("ban/<uuid:uid>/dem/", count.count, name="count"),
    path("ban/<uuid:uid>/o/", cell.cell, name="cell"),
    path("ban/<uuid:uid>/giai-trinh/", talk.explain, name="explain"),
    path("ban/<uuid:uid>/trao-doi/", talk.remark, name="remark"),
    path("ban/<uuid:uid>/trao-doi/xong/", talk.remark_done, name="remark-done"),
    path("ban/<uuid:uid>/phan-cong/", talk.owners, name="owners"),
    path("ban/<uuid:uid>/gui/", hand_in.hand_in, name="hand-in"),
    path("ban/<uuid:uid>/xlsx/", files.workbook, name="workbook"),
    path("ban/<uuid:uid>/nhan-xlsx/", files.workbook_in, name="workbook-in"),
    path("ban/<uuid:uid>/dan/", files.paste, name="paste"),
    path("ban/<uuid:uid>/nhan-bao-cao/", files.document_in, name="document-in"),
    path("ban/<uuid:uid>/du-lieu.<slug:ending>", data.return_data, name="return-data"),
    path("ban/<uuid:uid>/chuoi.<slug:ending>", data.series_data, name="series-data"),
    path("ky/<uuid:uid>/du-lieu.<slug:ending>", data.period_data, name="period-data"),
    path("dua-vao/<uuid:uid>/", files.intake, name="intake"),
    path("dua-vao/<uuid:uid>/bo/", files.drop, name="intake-drop"),
    path("dua-vao/<uuid:uid>/quy-tac/", systems.recipe, name="recipe"),
    path("lay-tu-he-thong/", systems.systems, name="systems"),
    path("lay-tu-he-thong/<uuid:uid>/quen/", systems.forget, name="recipe-forget"),
    path("ban/<uuid:uid>/<slug:section>/", section.section, name="section"),
    path("ban/<uuid:uid>/<slug:section>/o/", cells.cells, name="cells"),
    path("ban/<uuid:uid>/<slug:section>/hoan-tac/", cells.undo, name="undo"),
    path("ban/<uuid:uid>/<slug:section>/ly-do/", cells.reasons, name="reasons"),
    path("ban/<uuid:uid>/<slug:section>/xong/", talk.section_done, name="section-done"),
]
