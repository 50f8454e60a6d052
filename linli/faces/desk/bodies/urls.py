from django.urls import path

from linli.faces.desk.bodies import page, ruling, together, tree

urlpatterns = [
    path("", tree.bodies, name="bodies"),
    path("new/", tree.new, name="body-new"),
    path("rules/", ruling.rules, name="body-rules"),
    path("rules/seats/new/", ruling.seat_rule, name="seat-rule-new"),
    path("rules/seats/<int:seat_rule_id>/", ruling.seat_rule, name="seat-rule"),
    path("rules/seats/<int:seat_rule_id>/end/", ruling.end_seat, name="seat-rule-end"),
    path("rules/seats/<int:to_come>/take-back/", ruling.take_back_seat, name="seat-rule-take-back"),
    path("rules/kinds/<int:to_come>/take-back/", ruling.take_back_body, name="body-rule-take-back"),
    path("rules/<slug:body_kind>/", ruling.body_rule, name="body-rule"),
    path("<int:body_id>/", page.body, name="body"),
    path("<int:body_id>/together/<slug:listed>/", together.together, name="body-together"),
    path("<int:body_id>/<slug:verb>/", page.act, name="body-act"),
    path("<int:body_id>/<slug:hangs>/<int:row_id>/end/", page.end, name="body-end"),
]
