"""Addresses of this app."""

from django.urls import path

from caicach.documents.views import documents

app_name = "documents"
urlpatterns = [
    path("", documents.listing, name="list"),
    path("vao-so/", documents.register, name="register"),
    path("nghi-trung/", documents.pairs, name="pairs"),
    path("nghi-trung/<int:pk>/", documents.settle, name="settle"),
    path("<uuid:uid>/", documents.detail, name="detail"),
    path("<uuid:uid>/tep/", documents.add_file, name="add_file"),
    path("<uuid:uid>/doc-lai/", documents.read_again, name="read_again"),
]
