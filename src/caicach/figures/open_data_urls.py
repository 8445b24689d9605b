"""What everybody may read, under an address of its own."""

from django.urls import URLPattern, path

from caicach.figures.views import open_data

app_name = "open_data"
urlpatterns: list[URLPattern] = [
    path("", open_data.listing, name="list"),
    path("<uuid:uid>/", open_data.dataset, name="dataset"),
    path("<uuid:uid>/tu-dien/", open_data.dictionary, name="dictionary"),
    path("<uuid:uid>/tu-dien.csv", open_data.dictionary_data, name="dictionary-data"),
    path("<uuid:uid>/so-lieu.<slug:ending>", open_data.data, name="data"),
]
