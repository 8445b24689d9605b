"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, include, path

from caicach.scoring.views import analysis, appeals, appraisal, assessment, phases, rounds

app_name = "scoring"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.listing, name="list"),
    path("bo-tieu-chi/", include("caicach.scoring.set_urls")),
    path("mo/", rounds.open_round, name="open"),
    path("dot/<uuid:uid>/", rounds.round_page, name="round"),
    path("dot/<uuid:uid>/cac-buoc/", phases.phases, name="phases"),
    path("dot/<uuid:uid>/cac-buoc/ket-thuc/", phases.close, name="phase-close"),
    path("dot/<uuid:uid>/cac-buoc/doi-han/", phases.move, name="phase-move"),
    path("tham-dinh/<uuid:uid>/", appraisal.appraisal, name="appraisal"),
    path("tham-dinh/<uuid:uid>/bao-xong/", phases.finish, name="appraisal-finish"),
    path("tham-dinh/<uuid:uid>/<str:key>/", appraisal.grid, name="grid"),
    path("kien-nghi/<uuid:uid>/", appeals.appeals, name="appeals"),
    path("con-co-the/<uuid:uid>/", analysis.winnable, name="winnable"),
    path("phieu/<uuid:uid>/", assessment.sheet, name="sheet"),
    path("phieu/<uuid:uid>/tong-ket/", assessment.summary, name="summary"),
    path("phieu/<uuid:uid>/khoa/", assessment.lock, name="lock"),
    path("phieu/<uuid:uid>/mo-khoa/", assessment.unlock, name="unlock"),
    path("phieu/<uuid:uid>/ban-ky/", assessment.signed_paper, name="signed-paper"),
    path("phieu/<uuid:uid>/thuong-tru/", assessment.adjust, name="adjust"),
    path("phieu/<uuid:uid>/phieu.xlsx", assessment.book, name="book"),
    path("phieu/<uuid:uid>/nap-xlsx/", assessment.book_in, name="book-in"),
    path("phieu/<uuid:uid>/nap-xlsx/luu/", assessment.book_take, name="book-take"),
    path("phieu/<uuid:uid>/danh-muc.docx", assessment.proof_list, name="proof-list"),
    path("phieu/<uuid:uid>/minh-chung.zip", assessment.proof_files, name="proof-files"),
    path("phieu/<uuid:uid>/de-xuat/", assessment.propose, name="propose"),
    path("phieu/<uuid:uid>/chenh-lech/", appeals.differences, name="differences"),
    path("phieu/<uuid:uid>/<str:key>/", assessment.leaf, name="leaf"),
    path("phieu/<uuid:uid>/<str:key>/diem/", assessment.claim, name="claim"),
    path("phieu/<uuid:uid>/<str:key>/khong-ap-dung/", assessment.left_out, name="left-out"),
    path("phieu/<uuid:uid>/<str:key>/giai-trinh/", appeals.reply, name="reply"),
    path("phieu/<uuid:uid>/<str:key>/minh-chung/", assessment.proof_add, name="proof-add"),
    path("phieu/<uuid:uid>/<str:key>/minh-chung/bo/", assessment.proof_remove, name="proof-remove"),
]
