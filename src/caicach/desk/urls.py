"""Addresses of this app."""

from django.urls import path

from caicach.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("tong-quan/", views.dashboard, name="dashboard"),
    path("bang-diem/", views.scorecard, name="scorecard"),
    path("bang-diem/<uuid:uid>/", views.card, name="card"),
    path("buoc-dau/", views.first_steps, name="first_steps"),
    path("tim/", views.search, name="search"),
]
