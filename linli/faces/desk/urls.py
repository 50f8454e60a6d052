from django.urls import path

from linli.faces.desk import orders, queue

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("orders/", orders.orders, name="orders"),
]
