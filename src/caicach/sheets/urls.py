"""Addresses of this app."""

from django.urls import path

from caicach.sheets import views

app_name = "sheets"
urlpatterns = [
    path("nhap/<slug:purpose>/", views.bring, name="bring"),
    path("cot-da-nho/<slug:purpose>/", views.mappings, name="mappings"),
    path("cot-da-nho/<uuid:uid>/ten/", views.rename, name="rename"),
    path("cot-da-nho/<uuid:uid>/quen/", views.forget, name="forget"),
    path("<uuid:uid>/", views.columns, name="columns"),
    path("<uuid:uid>/chay-thu/", views.trial, name="trial"),
    path("<uuid:uid>/bo/", views.cancel, name="cancel"),
]
