from django.urls import path

from linli.faces.desk.thanks import counter, earning, merchants, pages

urlpatterns = [
    path("", pages.thanks, name="thanks"),
    path("offers/new/", pages.offer, name="thanks-offer"),
    path("offers/<int:offer_id>/end/", pages.end_offer, name="thanks-offer-end"),
    path("causes/new/", pages.cause, name="thanks-cause"),
    path("causes/<int:for_id>/end/", pages.end_cause, name="thanks-cause-end"),
    path("rules/", earning.rules, name="thanks-rules"),
    path("stars/", earning.stars, name="thanks-stars"),
    path("stars/new/", earning.star, name="thanks-star-new"),
    path("stars/<slug:star_code>/", earning.star, name="thanks-star"),
    path("stars/<slug:star_code>/end/", earning.end_star, name="thanks-star-end"),
    path("rules/<int:to_come>/take-back/", earning.take_back_rule, name="thanks-rule-take-back"),
    path("stars/<int:to_come>/take-back/", earning.take_back_star, name="thanks-star-take-back"),
    path("merchants/new/", merchants.merchant, name="thanks-merchant"),
    path("counter/", counter.counter, name="counter"),
]
