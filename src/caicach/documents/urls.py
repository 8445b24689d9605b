"""Addresses of this app."""

from django.urls import path

from caicach.documents.views import documents

app_name = "documents"
urlpatterns = [path("<uuid:uid>/", documents.detail, name="detail")]
