from django.urls import path

from linli.faces.desk.thanks import counter, pages

urlpatterns = [
    path("", pages.thanks, name="thanks"),
    path("offers/new/", pages.offer, name="thanks-offer"),
    path("offers/<int:offer_id>/end/", pages.end_offer, name="thanks-offer-end"),
    path("causes/new/", pages.cause, name="thanks-cause"),
    path("causes/<int:for_id>/end/", pages.end_cause, name="thanks-cause-end"),
    path("rules/", pages.rules, name="thanks-rules"),
    path("counter/", counter.counter, name="counter"),
]
