from django.urls import include, path

from linli.faces.field import (
    answers,
    both,
    checks,
    contact,
    on_the_spot,
    orders,
    patrol,
    phone,
    plan,
    returns,
    supervision,
    times,
)
from linli.faces.field.whistles import help

app_name = "field"
urlpatterns = [
    path("", orders.orders, name="orders"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/sign/", orders.sign, name="sign"),
    path("orders/<int:pk>/start/", orders.start, name="start"),
    path("orders/<int:pk>/note/", answers.note, name="note"),
    path("orders/<int:pk>/answer/", answers.answer, name="answer"),
    path("orders/<int:pk>/reply/", supervision.reply, name="reply"),
    path("orders/<int:pk>/clock/", times.clock, name="clock"),
    path("orders/<int:pk>/both/", both.both, name="both"),
    path("orders/<int:pk>/extend/", times.extend, name="extend"),
    path("orders/<int:pk>/pause/", times.pause, name="pause"),
    path("orders/<int:pk>/resume/", times.resume, name="resume"),
    path("orders/<int:pk>/contacted/", contact.contacted, name="contacted"),
    path("orders/<int:pk>/hand-back/", returns.hand_back, name="hand-back"),
    path("orders/<int:pk>/help/", help.ask, name="help"),
    path("orders/<int:pk>/dispute/", returns.dispute, name="dispute"),
    path("orders/<int:pk>/reveal/", contact.reveal, name="reveal"),
    path("phone/", phone.phone, name="phone"),
    path("phone/begin/", phone.begin, name="phone-begin"),
    path("phone/key/", phone.key, name="phone-key"),
    path("phone/<int:pk>/end/", phone.end, name="phone-end"),
    path("unlock/", phone.unlock, name="unlock"),
    path("plan/", plan.plan, name="plan"),
    path("report/", patrol.patrol, name="patrol"),
    path("report/<str:number>/", on_the_spot.on_the_spot, name="on-the-spot"),
    path("whistles/", include("linli.faces.field.whistles.urls")),
    path("checks/", checks.checks, name="checks"),
    path("checks/<str:number>/", checks.check, name="check"),
]
