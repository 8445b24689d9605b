"""Addresses of this app."""

from django.urls import path

from caicach.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.regime, name="regime"),
    path("moi/", views.new, name="new"),
    path("<uuid:uid>/ket-thuc/", views.end, name="end"),
]
