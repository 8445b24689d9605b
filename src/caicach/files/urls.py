"""Addresses of this app."""

from django.urls import path

from caicach.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:uid>/trang/<int:number>.png", views.page_picture, name="page"),
    path("<uuid:uid>/<str:name>", views.download, name="download"),
]
