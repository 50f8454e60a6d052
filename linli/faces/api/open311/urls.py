from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _

from linli.faces.api.open311 import kinds, requests, updates
from linli.faces.api.open311.gate import Wrong, georeport

FORM = r"\.(?P<form>xml|json)"


@georeport("GET", "POST")
def missing(request: HttpRequest, form: str) -> HttpResponse:
    raise Wrong(404, _("Not here"))


app_name = "open311"
urlpatterns = [
    re_path(rf"^discovery{FORM}$", kinds.discovery, name="discovery"),
    re_path(rf"^services{FORM}$", kinds.services, name="services"),
    re_path(rf"^services/(?P<code>[0-9A-Za-z-]{{1,20}}){FORM}$", kinds.definition, name="service"),
    re_path(rf"^requests{FORM}$", requests.requests, name="requests"),
    re_path(rf"^requests/(?P<number>[0-9A-Za-z-]{{1,40}}){FORM}$", requests.one, name="request"),
    re_path(rf"^tokens/(?P<token>[0-9A-Za-z-]{{1,60}}){FORM}$", requests.token, name="token"),
    re_path(rf"^servicerequestupdates{FORM}$", updates.updates, name="updates"),
    re_path(r"^photos/(?P<signed>[0-9A-Za-z_:.-]{1,300})\.jpg$", requests.photo, name="photo"),
    path("", missing, name="root"),  # published with its slash: clients add the name of a call to it
    re_path(r"", missing, name="missing"),
]
