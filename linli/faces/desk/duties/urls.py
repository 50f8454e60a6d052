from django.urls import path

from linli.faces.desk.duties import admissions, burden, lists

urlpatterns = [
    path("", lists.lists, name="duties"),
    path("lists.csv", lists.as_csv, name="duties-csv"),
    path("lists/new/", lists.new, name="duties-item-new"),
    path("lists/load/", lists.load, name="duties-load"),
    path("lists/<int:item_id>/", lists.item, name="duties-item"),
    path("lists/<int:item_id>/change/", lists.change, name="duties-item-change"),
    path("lists/<int:item_id>/end/", lists.end, name="duties-item-end"),
    path("lists/<int:item_id>/take-back/", lists.take_back, name="duties-item-take-back"),
    path("admissions/", admissions.admissions, name="admissions"),
    path("admissions/new/", admissions.ask, name="admission-ask"),
    path("admissions/<int:admission_id>/", admissions.admission, name="admission"),
    path("admissions/<int:admission_id>/move/", admissions.move, name="admission-move"),
    path("burden/", burden.meter, name="burden"),
    path("burden.csv", burden.as_csv, name="burden-csv"),
    path("burden/new/", burden.record, name="burden-new"),
    path("burden/<int:unit_id>/<str:month>/", burden.unit_month, name="burden-unit"),
    path("burden/notes/<int:record_id>/strike/", burden.strike, name="burden-strike"),
]
