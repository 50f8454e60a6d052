from django.urls import path

from linli.faces.desk.duties import lists

urlpatterns = [
    path("", lists.lists, name="duties"),
    path("lists.csv", lists.as_csv, name="duties-csv"),
    path("lists/new/", lists.new, name="duties-item-new"),
    path("lists/load/", lists.load, name="duties-load"),
    path("lists/<int:item_id>/", lists.item, name="duties-item"),
    path("lists/<int:item_id>/change/", lists.change, name="duties-item-change"),
    path("lists/<int:item_id>/end/", lists.end, name="duties-item-end"),
]
