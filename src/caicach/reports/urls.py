"""Addresses of this app."""

from django.urls import path

from caicach.reports.views import around, editor, own_lines, reports, returned, targets, templates

app_name = "reports"
urlpatterns = [
    path("", reports.listing, name="list"),
    path("lap/", reports.new, name="new"),
    path("mau/", templates.listing, name="templates"),
    path("mau/chep/", templates.copy, name="template-copy"),
    path("mau/<uuid:uid>/", templates.detail, name="template"),
    path("mau/<uuid:uid>/dung/", templates.publish, name="template-publish"),
    path("chi-tieu-bo-sung/", own_lines.listing, name="own-lines"),
    path("chi-tieu-bo-sung/vao-bieu/", own_lines.take, name="own-lines-take"),
    path("chi-tieu-bo-sung/<int:pk>/dung/", own_lines.switch, name="own-line-switch"),
    path("<uuid:uid>/", reports.detail, name="report"),
    path("<uuid:uid>/dau/", reports.head, name="head"),
    path("<uuid:uid>/phan/<str:key>/", editor.section, name="section"),
    path("<uuid:uid>/phan/<str:key>/lich-su/", editor.history, name="history"),
    path("<uuid:uid>/phan/<str:key>/lay-lai/<int:number>/", editor.restore, name="restore"),
    path("<uuid:uid>/phan/<str:key>/xong/", editor.done_mark, name="section-done"),
    path("<uuid:uid>/phan/<str:key>/nhan-viet/", editor.take, name="take"),
    path("<uuid:uid>/phan/<str:key>/chen/", editor.insert, name="insert"),
    path("<uuid:uid>/phan/<str:key>/bo-sung/", editor.own_line, name="own-line"),
    path("<uuid:uid>/nhiem-vu/", around.duties, name="duties"),
    path("<uuid:uid>/chi-tieu/", targets.targets, name="targets"),
    path("<uuid:uid>/chi-tieu/gan/", targets.bind, name="target-bind"),
    path("<uuid:uid>/chi-tieu/gan/<int:pk>/bo/", targets.unbind, name="target-unbind"),
    path("<uuid:uid>/chi-tieu/<int:pk>/bo/", targets.remove, name="target-remove"),
    path("<uuid:uid>/kiem-tra/", reports.check, name="check"),
    path("<uuid:uid>/kiem-tra/van-ban/", reports.doctor, name="doctor"),
    path("<uuid:uid>/mo-lai/", reports.reopen, name="reopen"),
    path("<uuid:uid>/ban-hanh/", returned.issue, name="issue"),
    path("<uuid:uid>/dua-ve/", returned.bring, name="bring"),
    path("<uuid:uid>/dinh-chinh/", returned.correct, name="correct"),
    path("<uuid:uid>/thay-the/", returned.replace, name="replace"),
    path("<uuid:uid>/tai/<slug:ending>/", reports.download, name="download"),
]
