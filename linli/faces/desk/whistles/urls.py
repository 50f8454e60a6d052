from django.urls import path

from linli.faces.desk.whistles import blow, causes, figures, lists, moves, page

urlpatterns = [
    path("", lists.whistles, name="whistles"),
    path("new/", blow.at_place, name="whistle-blow"),
    path("new/<str:number>/", blow.at_matter, name="whistle-blow-matter"),
    path("figures/", figures.figures, name="whistle-figures"),
    path("causes/", causes.causes, name="whistle-causes"),
    path("causes/<int:cause_id>/end/", causes.end, name="whistle-cause-end"),
    path("causes/<int:to_come>/take-back/", causes.take_back, name="whistle-cause-take-back"),
    path("<int:whistle_id>/", page.whistle, name="whistle"),
    path("<int:whistle_id>/note/", moves.note, name="whistle-note"),
    path("<int:whistle_id>/call/", moves.call, name="whistle-call"),
    path("<int:whistle_id>/conclude/", moves.conclude, name="whistle-conclude"),
    path("<int:whistle_id>/call-off/", moves.call_off, name="whistle-call-off"),
    path("<int:whistle_id>/close/", moves.close, name="whistle-close"),
    path("<int:whistle_id>/rate/<int:summons_id>/", moves.rate, name="whistle-rate"),
    path("<int:whistle_id>/decide/<int:summons_id>/", moves.decide, name="whistle-decide"),
]
