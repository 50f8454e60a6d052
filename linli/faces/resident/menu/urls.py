from django.urls import path

from linli.faces.resident.menu import follow, listing, order

urlpatterns = [
    path("", listing.menu, name="menu"),
    path("orders/", follow.orders, name="orders"),
    path("orders/find/", follow.find, name="order-find"),
    path("orders/<str:order_number>/", follow.one, name="order"),
    path("orders/<str:order_number>/answer/", follow.answer, name="order-answer"),
    path("orders/<str:order_number>/cancel/", follow.cancel, name="order-cancel"),
    path("<slug:service_code>/", order.service, name="service"),
]
