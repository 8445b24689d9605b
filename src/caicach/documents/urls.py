"""Addresses of this app."""

from django.urls import path

from caicach.documents import views

app_name = "documents"
urlpatterns = [path("<uuid:uid>/", views.detail, name="detail")]
