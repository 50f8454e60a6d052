"""Pages for what went wrong, in the reader's language, each with what to do next. They ask no database."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.views import ELDER_COOKIE, ELDER_SIZES

TEXTS = {
    400: (
        _("We could not read this"),
        _("The address or the form did not arrive whole. Go back, load the page again and try once more."),
    ),
    403: (
        _("This is not open to you"),
        _("Your account may not do this. If it is part of your work, ask the security administrator for the post."),
    ),
    404: (
        _("This page is not here"),
        _("The address may be mistyped, the matter may have moved, or it is not for your eyes. Start again at home."),
    ),
    500: (
        _("Something broke on our side"),
        _("What you sent may not have been kept. Wait a minute and send it again; sending twice does no harm."),
    ),
}
TOO_LONG = (
    _("This is too long"),
    _("What you wrote is far longer than the form can take. Go back, shorten it and send it again."),
)
TOO_MANY_FILES = (
    _("These are too many files"),
    _("Go back, choose a few photos only and send it again."),
)
STALE_FORM = (
    _("This form is too old"),
    _("It was open for too long, or you signed in or out meanwhile. Go back, load the page again and send it anew."),
)


def _page(
    request: HttpRequest, status: int, texts: tuple[object, object] | None = None, back: str = "/"
) -> HttpResponse:
    title, advice = texts or TEXTS[status]
    english = (get_language() or "").startswith("en")
    page = {
        "title": title,
        "advice": advice,
        "elder_mode": request.COOKIES.get(ELDER_COOKIE) in ELDER_SIZES,
        "language": "en" if english else "zh-Hans",
        "way_out": back,
        "way_out_name": _("To the start page") if back == "/" else _("Load the page again"),
    }
    return HttpResponse(render_to_string("kit/error.html", page), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _page(request, 413, TOO_LONG)
    if isinstance(exception, TooManyFilesSent):
        return _page(request, 413, TOO_MANY_FILES)
    return _page(request, 400)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, STALE_FORM, back=request.path)
