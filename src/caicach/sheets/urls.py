"""Addresses of this app."""

from django.urls import path

from caicach.sheets import views

app_name = "sheets"
urlpatterns = [
    path("nhap/<slug:purpose>/", views.bring, name="bring"),
    path("<uuid:uid>/", views.columns, name="columns"),
    path("<uuid:uid>/chay-thu/", views.trial, name="trial"),
    path("<uuid:uid>/bo/", views.cancel, name="cancel"),
]
