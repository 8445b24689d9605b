"""Addresses of plans."""

from django.urls import path

from caicach.plans.views import add_rows, amend, annex, bulk, confirm, correct, own_plan, own_start, plans, review, source, withdraw

app_name = "plans"
urlpatterns = [
    path("", plans.listing, name="list"),
    path("tai-len/", plans.upload, name="upload"),
    path("cua-co-quan/", own_plan.listing, name="own_list"),
    path("cua-co-quan/soan/", own_start.start, name="own_start"),
    path("cua-co-quan/<uuid:uid>/", own_plan.own, name="own"),
    path("cua-co-quan/<uuid:uid>/chung/", own_plan.settings, name="own_settings"),
    path("cua-co-quan/<uuid:uid>/them/", own_plan.add, name="own_add"),
    path("cua-co-quan/<uuid:uid>/dong/<int:position>/", own_plan.row, name="own_row"),
    path("cua-co-quan/<uuid:uid>/dong/<int:position>/bo/", own_plan.remove, name="own_remove"),
    path("cua-co-quan/<uuid:uid>/bo/", own_plan.cancel, name="own_cancel"),
    path("cua-co-quan/<uuid:uid>/ban-hanh/", own_plan.issue, name="own_issue"),
    path("cua-co-quan/<uuid:uid>/nop-lam-san-pham/", own_plan.prove, name="own_prove"),
    path("cua-co-quan/<uuid:uid>/tep/<slug:ending>/", own_plan.file, name="own_file"),
    path("<uuid:uid>/", plans.detail, name="detail"),
    path("<uuid:uid>/ra-soat/", review.overview, name="review"),
    path("<uuid:uid>/ra-soat/<int:position>/", review.row, name="row"),
    path("<uuid:uid>/cum-tu/", review.settle, name="settle"),
    path("<uuid:uid>/chap-nhan/", review.accept, name="accept"),
    path("<uuid:uid>/co-quan/", review.agencies, name="agencies"),
    path("<uuid:uid>/hang-loat/", bulk.rows, name="bulk"),
    path("<uuid:uid>/thong-tin/", bulk.header, name="header"),
    path("<uuid:uid>/loi-van/", bulk.prose, name="prose"),
    path("<uuid:uid>/sua/<int:position>/", correct.correct, name="correct"),
    path("<uuid:uid>/them-dong/", add_rows.add, name="add"),
    path("<uuid:uid>/sua-doi/", amend.amend, name="amend"),
    path("<uuid:uid>/lich-su/", amend.history, name="history"),
    path("<uuid:uid>/doi-chieu/", amend.compare, name="compare"),
    path("<uuid:uid>/doi-chieu/chon/", amend.pair, name="pair"),
    path("<uuid:uid>/thu-hoi/", withdraw.withdraw, name="withdraw"),
    path("<uuid:uid>/van-ban-goc/", source.source, name="source"),
    path("<uuid:uid>/phu-luc/", annex.annex, name="annex"),
    path("<uuid:uid>/giao-viec/", confirm.confirm, name="confirm"),
    path("<uuid:uid>/huy/", confirm.cancel, name="cancel"),
]
