"""What everybody may read of scoring, under an address of its own."""

from django.urls import URLPattern, path

from caicach.scoring.views import public_ranking

app_name = "ranking"
urlpatterns: list[URLPattern] = [
    path("", public_ranking.listing, name="list"),
    path("phuong-phap/", public_ranking.method, name="method"),
    path("<slug:which>/", public_ranking.year, name="year"),
    path("<slug:which>/phuong-phap/", public_ranking.method_of, name="method-of"),
    path("<slug:which>/co-quan/<str:agency>/", public_ranking.sheet, name="sheet"),
    path("<slug:which>/ket-qua.csv", public_ranking.data, name="data"),
    path("<slug:which>/tieu-chi.csv", public_ranking.leaves, name="leaves"),
    path("<slug:which>/phu-luc.docx", public_ranking.annex, name="annex"),
    path("<slug:which>/quyet-dinh/<int:number>/", public_ranking.decision, name="decision"),
]
