from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from linli.faces.api import problems, reference
from linli.faces.api.gate import program
from linli.faces.api.program import api


def missing(request: HttpRequest) -> HttpResponse:
    return problems.of_missing(request)


def worn(pattern: URLPattern) -> URLPattern:
    pattern.callback = program(pattern.callback)
    return pattern


app_name = "api"
urlpatterns: list[URLPattern] = [
    *(
        worn(operation)
        for operation in api.urls[0]
        if isinstance(operation, URLPattern) and operation.name != "api-root"
    ),
    path("openapi.json", reference.openapi, name="openapi"),
    path("", reference.page, name="reference"),
    re_path(r"", program(missing), name="missing"),  # whatever else: a problem, not a page
]
