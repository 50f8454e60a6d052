from django.urls import path

from linli.faces.desk.menu import counter, days, items, lines, lists, menu, order

urlpatterns = [
    path("", lists.services, name="services"),
    path("unit/", lists.deliveries, name="deliveries"),
    path("counter/", counter.front, name="front"),
    path("counter/items/", items.items, name="counter-items"),
    path("counter/items/<int:gap_id>/again/", items.again, name="counter-again"),
    path("counter/gaps/", items.gaps, name="counter-gaps"),
    path("new/", counter.choose, name="service-choose"),
    path("new/<slug:service_code>/", counter.new, name="service-new"),
    path("menu/", menu.menu, name="service-menu"),
    path("menu/<slug:service_code>/switch/", menu.switch, name="service-switch"),
    path("lines/", lines.lines, name="service-lines"),
    path("lines/new/", lines.line, name="service-line-new"),
    path("lines/<int:to_come>/take-back/", lines.take_back, name="service-line-take-back"),
    path("lines/<slug:service_code>/", lines.line, name="service-line"),
    path("lines/<slug:service_code>/end/", lines.end, name="service-line-end"),
    path("days/", days.days, name="group-days"),
    path("days/<int:day_id>/", days.day, name="group-day"),
    path("days/<int:day_id>/move/", days.move, name="group-move"),
    path("days/parts/<int:part_id>/", days.say, name="group-say"),
    path("orders/<str:order_number>/", order.order, name="service-order"),
    path("orders/<str:order_number>/move/", order.move, name="service-move"),
    path("orders/<str:order_number>/contact/", order.contact, name="service-contact"),
]
