from django.urls import path

from linli.faces.desk.facilities import circle, page

urlpatterns = [
    path("", page.facilities, name="facilities"),
    path("new/", page.new, name="facility-new"),
    path("circle/", circle.circle, name="circle"),
    path("<int:pk>/", page.facility, name="facility"),
    path("<int:pk>/verify/", page.verify, name="facility-verify"),
    path("<int:pk>/end/", page.end, name="facility-end"),
]
