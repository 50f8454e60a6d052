from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path

from linli.faces.api import problems
from linli.faces.api.gate import program
from linli.faces.api.program import api


def missing(request: HttpRequest) -> HttpResponse:
    return problems.of_missing(request)


def worn(pattern: URLPattern) -> URLPattern:
    pattern.callback = program(pattern.callback)
    return pattern


app_name = "api"
operations: list[URLPattern] = api.urls[0]
urlpatterns: list[URLPattern] = [
    *(worn(operation) for operation in operations if operation.name != "api-root"),
    re_path("", program(missing), name="missing"),
]
