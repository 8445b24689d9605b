"""Addresses of this app."""

from django.urls import path

from caicach.files import views

app_name = "files"
urlpatterns = [path("<uuid:uid>/<str:name>", views.download, name="download")]
