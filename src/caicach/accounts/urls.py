"""Addresses of this app."""

from django.urls import URLPattern, path

from caicach.accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("mat-khau/", views.password_change, name="password_change"),
    path("mat-khau-moi/", views.password_set, name="password_set"),
    path("ngon-ngu/", views.language, name="language"),
]
