"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.figures.views.entry import cell, cells, section

app_name = "figures"
urlpatterns: list[URLPattern] = [
    path("ban/<uuid:uid>/", section.start, name="entry"),
    path("ban/<uuid:uid>/o/", cell.cell, name="cell"),
    path("ban/<uuid:uid>/<slug:section>/", section.section, name="section"),
    path("ban/<uuid:uid>/<slug:section>/o/", cells.cells, name="cells"),
    path("ban/<uuid:uid>/<slug:section>/hoan-tac/", cells.undo, name="undo"),
    path("ban/<uuid:uid>/<slug:section>/ly-do/", cells.reasons, name="reasons"),
]
