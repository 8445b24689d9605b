"""Addresses of this app."""

from django.urls import path

from caicach.meetings.views import instructions, intakes, meetings

app_name = "meetings"
urlpatterns = [
    path("hop/", meetings.listing, name="list"),
    path("hop/moi/", meetings.new, name="new"),
    path("hop/<uuid:uid>/", meetings.detail, name="detail"),
    path("hop/<uuid:uid>/sua/", meetings.change, name="change"),
    path("hop/<uuid:uid>/chuong-trinh/", meetings.agenda, name="agenda"),
    path("hop/<uuid:uid>/tai-lieu/", meetings.pack, name="pack"),
    path("hop/<uuid:uid>/ket-luan/", instructions.conclusion, name="conclusion"),
    path("hop/<uuid:uid>/doc/", intakes.conclusions, name="read"),
    path("hop/<uuid:uid>/giao/", meetings.assign, name="assign"),
    path("hop/<uuid:uid>/thong-bao/", meetings.conclude, name="conclude"),
    path("viec/", instructions.tasks, name="tasks"),
    path("viec/moi/", instructions.new, name="task-new"),
    path("viec/doc/", intakes.tasks, name="tasks-read"),
    path("viec/giao/", instructions.assign_all, name="tasks-assign"),
    path("viec/<uuid:uid>/", instructions.detail, name="instruction"),
    path("viec/<uuid:uid>/sua/", instructions.edit, name="instruction-edit"),
    path("viec/<uuid:uid>/giao/", instructions.assign, name="instruction-assign"),
    path("viec/<uuid:uid>/xoa/", instructions.remove, name="instruction-remove"),
    path("viec/<uuid:uid>/thu-hoi/", instructions.withdraw, name="instruction-withdraw"),
]
