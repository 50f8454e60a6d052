from django.urls import path

from linli.faces.field.whistles import answers, blow, page

urlpatterns = [
    path("", page.whistles, name="whistles"),
    path("new/", blow.at_place, name="whistle-blow"),
    path("<int:whistle_id>/", page.whistle, name="whistle"),
    path("<int:whistle_id>/note/", answers.note, name="whistle-note"),
    path("<int:whistle_id>/sign/", answers.sign, name="whistle-sign"),
    path("<int:whistle_id>/contact/", answers.contact, name="whistle-contact"),
    path("<int:whistle_id>/arrive/", answers.arrive, name="whistle-arrive"),
    path("<int:whistle_id>/finish/", answers.finish, name="whistle-finish"),
    path("<int:whistle_id>/refuse/", answers.refuse, name="whistle-refuse"),
    path("<int:whistle_id>/judge/", answers.judge, name="whistle-judge"),
]
