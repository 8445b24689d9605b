"""All addresses: each app's own under its own word."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("caicach.desk.urls")),
    path("tai-khoan/", include("caicach.accounts.urls")),
    path("co-quan/", include("caicach.agencies.urls")),
    path("van-ban/", include("caicach.documents.urls")),
    path("kiem-tra/", include("caicach.doctor.urls")),
    path("tep/", include("caicach.files.urls")),
    path("viec-nen/", include("caicach.jobs.urls")),
    path("thong-bao/", include("caicach.notices.urls")),
    path("nhiem-vu/", include("caicach.obligations.urls")),
    path("ke-hoach/", include("caicach.plans.urls")),
    path("so-lieu/", include("caicach.figures.urls")),
    path("du-lieu-mo/", include("caicach.figures.open_data_urls")),
    path("bao-cao/", include("caicach.reports.urls")),
    path("cham-diem/", include("caicach.scoring.urls")),
    path("chi-so/", include("caicach.scoring.ranking_urls")),
    path("che-do-bao-cao/", include("caicach.calendars.urls")),
    path("chi-dao/", include("caicach.meetings.urls")),
    path("nguoi-dung/", include("caicach.people.urls")),
    path("bang-tinh/", include("caicach.sheets.urls")),
    path("thu-di/", include("caicach.mail.urls")),
    path("", include("caicach.api.urls")),
    path("giao-dien/", include("caicach.ui.urls")),
]
handler404 = "caicach.ui.views.not_found"
handler500 = "caicach.ui.views.broken"
handler403 = "caicach.ui.views.forbidden"
handler400 = "caicach.ui.views.bad_request"
