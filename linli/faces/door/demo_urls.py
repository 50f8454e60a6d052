from django.urls import path

from linli.faces.door import demo

app_name = "demo"
urlpatterns = [
    path("", demo.pick, name="pick"),
    path("in/<slug:key>/", demo.come_in, name="in"),
]
