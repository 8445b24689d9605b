"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.agencies import views

app_name = "agencies"
urlpatterns: list[URLPattern] = [
    path("", views.register, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
]
