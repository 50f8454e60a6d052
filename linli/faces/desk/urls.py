from django.urls import include, path

from linli.faces.desk import checks, entry, exchange, matter, moves, orders, supervision
from linli.faces.desk.queue import page as queue

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("points.json", queue.points, name="points"),
    path("by-phone/", queue.by_phone, name="by-phone"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<int:pk>/supervise/", supervision.supervise, name="supervise"),
    path("supervisions/", supervision.supervisions, name="supervisions"),
    path("new/", entry.new, name="new"),
    path("new/done/", entry.done, name="new-done"),
    path("matters/<str:number>/", matter.matter, name="matter"),
    path("matters/<str:number>/outline.json", matter.outline, name="outline"),
    path("matters/<str:number>/reveal/", matter.reveal, name="reveal"),
    path("matters/<str:number>/accept/", moves.accept, name="accept"),
    path("matters/<str:number>/decline/", moves.decline, name="decline"),
    path("matters/<str:number>/merge/", moves.merge, name="merge"),
    path("matters/<str:number>/dispatch/", moves.dispatch, name="dispatch"),
    path("matters/<str:number>/close/", checks.close, name="close"),
    path("matters/<str:number>/send-back/", checks.send_back, name="send-back"),
    path("whistles/", include("linli.faces.desk.whistles.urls")),
    path("duties/", include("linli.faces.desk.duties.urls")),
    path("exchange/", exchange.hand_offs, name="exchange"),
    path("exchange/orders/", exchange.orders, name="exchange-orders"),
    path("exchange/retry/", exchange.retry, name="exchange-retry"),
    path("exchange/carry/", exchange.carry, name="exchange-carry"),
    path("exchange/<slug:partner>.<str:form>", exchange.file, name="exchange-file"),
    path("administration/", include("linli.faces.desk.administration.urls")),
]
