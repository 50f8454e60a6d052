from django.urls import path

from linli.faces.desk.bodies import page, tree

urlpatterns = [
    path("", tree.bodies, name="bodies"),
    path("new/", tree.new, name="body-new"),
    path("<int:body_id>/", page.body, name="body"),
    path("<int:body_id>/<slug:verb>/", page.act, name="body-act"),
    path("<int:body_id>/<slug:hangs>/<int:row_id>/end/", page.end, name="body-end"),
]
