from django.urls import path

from linli.faces.kit import drafts, ground, photos, sending, views

app_name = "kit"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("elder/", views.elder, name="elder"),
    path("fresh/", sending.fresh, name="fresh"),
    path("ground/<str:community>/", ground.ground, name="ground"),
    path("photo/<uuid:key>/", photos.photo, name="photo"),
    path("voice/<uuid:sound>/", photos.voice, name="voice"),
    path("photo/draft/<str:token>/", drafts.draft, name="draft"),
]
