"""Nothing is set live that was not tried: what was tried is signed into the page that shows the trial."""

from __future__ import annotations

import json
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.gates import SignedIn

FIELD = "tried"
LIVES_FOR = 3600  # seconds: a trial counts the matters of that moment
TRY_FIRST = _("This was not tried as it stands here. See below what it would have done, then let it hold.")
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "live", FIELD})
_SIGNER = signing.TimestampSigner(salt="desk.administration.tried")


def sign(request: SignedIn, about: str = "") -> str:
    """A token of who asks and what: ``about``, else the page of ``request`` with its fields."""
    return _SIGNER.sign(_digest(request, about))


def was_tried(request: SignedIn, about: str = "") -> bool:
    """Whether the token that came with ``request`` is of the same content and not older than ``LIVES_FOR``."""
    try:
        return _SIGNER.unsign(request.POST.get(FIELD, ""), max_age=LIVES_FOR) == _digest(request, about)
    except signing.BadSignature:
        return False


def _digest(request: SignedIn, about: str) -> str:
    said = {name: values for name, values in request.POST.lists() if name not in _LEFT_OUT}
    asked = [about] if about else [request.get_full_path(), said]
    return sha256(json.dumps([request.user.pk, *asked], sort_keys=True).encode()).hexdigest()
