"""The pages of allauth that staff need, under the names that allauth looks for; no others are reachable.

Signing up, mail and password reset by mail are left out: the security administrator makes accounts and resets them.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from linli.faces.door.staff import stays_on
from linli.faces.kit.gates import public, staff

urlpatterns = [
    path("staff/", public(account.login), name="account_login"),
    path("staff/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("staff/inactive/", public(account.account_inactive), name="account_inactive"),
    path("out/", public(account.logout), name="account_logout"),
    path("staff/again/", staff(account.reauthenticate), name="account_reauthenticate"),
    path("staff/again/code/", staff(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("staff/password/", staff(account.password_change), name="account_change_password"),
    path("staff/password/none/", staff(stays_on), name="account_set_password"),  # for who has none: role cards only
    path("staff/second/", staff(mfa.index), name="mfa_index"),
    path("staff/second/new/", staff(totp.activate_totp), name="mfa_activate_totp"),
    path("staff/second/off/", staff(stays_on), name="mfa_deactivate_totp"),  # allauth needs the name
    path("staff/second/spare/", staff(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("staff/second/spare/new/", staff(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
