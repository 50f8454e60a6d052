from django.urls import path

from linli.faces.kit import views

app_name = "kit"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("elder/", views.elder, name="elder"),
]
