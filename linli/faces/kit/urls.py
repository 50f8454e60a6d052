from django.urls import path

from linli.faces.kit import drafts, photos, views

app_name = "kit"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("elder/", views.elder, name="elder"),
    path("photo/<uuid:key>/", photos.photo, name="photo"),
    path("photo/draft/<str:token>/", drafts.draft, name="draft"),
]
