from django.urls import path

from linli.faces.door import residents

app_name = "door"
urlpatterns = [
    path("", residents.phone, name="phone"),
    path("code/", residents.code, name="code"),
    path("code/again/", residents.again, name="again"),
    path("in/", residents.enter, name="in"),
]
