from django.urls import path

from linli.faces.wall import views

app_name = "wall"
urlpatterns = [path("", views.home, name="home")]
