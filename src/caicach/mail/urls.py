"""Addresses of this app."""

from django.urls import path

from caicach.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/quyet-dinh/", views.decide, name="decide"),
]
