"""Addresses of this app: the operations, and the page where a person makes and revokes tokens."""

from django.urls import URLPattern, URLResolver, include, path

from caicach.api import views
from caicach.api.endpoint import patterns

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(list(patterns()))),
    path("ma-ket-noi/", views.tokens, name="tokens"),
    path("ma-ket-noi/<uuid:uid>/thu-hoi/", views.revoke, name="revoke"),
]
