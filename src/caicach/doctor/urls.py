"""Addresses of this app."""

from django.urls import path

from caicach.doctor.views import examining, findings

app_name = "doctor"
urlpatterns = [
    path("", examining.start, name="start"),
    path("quy-tac/", examining.rules, name="rules"),
    path("tep/<uuid:uid>/<str:name>", examining.of_file, name="of_file"),
    path("<uuid:uid>/", examining.detail, name="detail"),
    path("<uuid:uid>/xoa/", examining.drop, name="drop"),
    path("<uuid:uid>/luu/", examining.keep, name="keep"),
    path("<uuid:uid>/van-ban.docx", examining.docx, name="docx"),
    path("<uuid:uid>/phat-hien.xlsx", examining.xlsx, name="xlsx"),
    path("<uuid:uid>/sua-hinh-thuc/", findings.accept_formal, name="accept_formal"),
    path("<uuid:uid>/<int:number>/sua/", findings.accept, name="accept"),
    path("<uuid:uid>/<int:number>/bo-sua/", findings.unaccept, name="unaccept"),
    path("<uuid:uid>/<int:number>/bo-qua/", findings.dismiss, name="dismiss"),
    path("<uuid:uid>/<int:number>/neu-lai/", findings.undo, name="undo"),
]
