"""Root URLs: one prefix for each face."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("linli.faces.resident.urls")),
    path("field/", include("linli.faces.field.urls")),
    path("desk/", include("linli.faces.desk.urls")),
    path("open/", include("linli.faces.portal.urls")),
    path("wall/", include("linli.faces.wall.urls")),
    path("api/v1/", include("linli.faces.api.urls")),
    path("open311/v2/", include("linli.faces.api.open311.urls")),
    path("door/", include("linli.faces.door.urls")),
    path("door/", include("linli.faces.door.staff_urls")),
    path("kit/", include("linli.faces.kit.urls")),
]

if settings.IS_DEMO or settings.LINLI_MODE == "test":
    urlpatterns.append(path("demo/", include("linli.faces.door.demo_urls")))

handler400 = "linli.faces.kit.errors.bad_request"
handler403 = "linli.faces.kit.errors.denied"
handler404 = "linli.faces.kit.errors.missing"
handler429 = "linli.faces.door.staff.too_often"  # asked for by allauth
handler500 = "linli.faces.kit.errors.broken"
