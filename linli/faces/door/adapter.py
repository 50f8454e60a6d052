"""How allauth meets this house: staff accounts are made by the security administrator, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.core import crypto
from linli.faces.door import sessions
from linli.faces.kit import phone
from linli.faces.kit.address import address_of
from linli.people import actions
from linli.people.actions import phones
from linli.people.models import Person

TOTP_BOUND_TO = "mfa.totp"


class StaffAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name or password is wrong."),
        "incorrect_password": _("The password is wrong."),
        "too_many_login_attempts": _(
            "Wrong too often. Try again in five minutes; after twenty wrong tries in a day, tomorrow, "
            "or ask the security administrator."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who came in a moment ago is not asked for the password again."""
        return not sessions.just_began(self.request.session, at=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say by themselves where one is."""

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        actions.signed_in(person=user, how="password", at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """Whoever signs out leaves nothing on the phone: it ends here, also for one whose scripts did not run."""
        if isinstance(request.user, Person):
            phones.sign_out_phone(by=request.user, token=phone.held(request), at=timezone.now())
        super().logout(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("door:in")

    def set_password(self, user: Person, password: str) -> None:
        """What its owner chose is no first password any more."""
        user.password_is_first = False
        super().set_password(user, password)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        actions.sign_in_failed(username=credentials.get("username", ""), at=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the code of now. Codes change every half minute; check the phone's clock."),
    }

    def encrypt(self, text: str) -> str:
        return crypto.ring().seal(text, TOTP_BOUND_TO)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.ring().open(encrypted_text, TOTP_BOUND_TO)

    def can_delete_authenticator(self, authenticator: object) -> bool:
        return False
