"""Forms that are sent without leaving their page (``kit/sending.js``), now or from the phone's outbox later
(``kit/outbox.js``)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirectBase
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit import phone
from linli.faces.kit.gates import public
from linli.faces.kit.owners import owner
from linli.faces.kit.templatetags.kit import problems

Way = Callable[[HttpRequest], HttpResponse]


def told_where_next(get_response: Way) -> Way:
    """This middleware will tell such a form where to go next, and the outbox in words what is wrong with a form.

    A redirect would be followed unseen by the script, and what the next page says once would be said to nobody. One to
    the door is no receipt: the outbox keeps what it has until somebody has signed in.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Linli-Sending" not in request.headers:
            return response
        if "Linli-Outbox" in request.headers:
            if isinstance(response, HttpResponseRedirectBase) and response.url.startswith(settings.LOGIN_URL):
                return JsonResponse({"words": []}, status=401)
            if response.status_code >= 400 and (words := _words(response)):
                return JsonResponse({"words": words}, status=response.status_code)
        if isinstance(response, HttpResponseRedirectBase):
            response.status_code = 204
            response.headers["Linli-Next"] = response.url
            del response.headers["Location"]
        return response

    return answer


def _words(response: HttpResponse) -> list[str]:
    """What the page of a form says that is wrong with it."""
    page = (response.context_data or {}) if isinstance(response, TemplateResponse) else {}
    said = [str(page["trouble"])] if page.get("trouble") else []
    if "form" in page:
        said += [str(text) for _, text in problems(page["form"], page.get("wrong") or ())["lines"]]
    return list(dict.fromkeys(said))


@public
@never_cache
@require_safe
def fresh(request: HttpRequest) -> HttpResponse:
    """What a form that waited needs of the session as it is now; and whether this phone still may keep data."""
    said = {"token": get_token(request), "owner": owner(request.user), "phone": phone.state(request)}
    return JsonResponse(said)
