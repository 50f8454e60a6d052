"""The one settings file. Every value that a deployment changes is an environment variable (``environment``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from linli.site import environment as env

ROOT = Path(__file__).resolve().parent.parent

# what this is: demo (made-up people, role picker), production (refuses what is unsafe), test
LINLI_MODE = env.text("LINLI_MODE", "production")
if LINLI_MODE not in {"demo", "production", "test"}:
    raise ImproperlyConfigured("LINLI_MODE: say demo, production or test")
IS_DEMO = LINLI_MODE == "demo"
IS_PRODUCTION = LINLI_MODE == "production"

LINLI_DATA = env.DATA
DEBUG = False
SECRET_KEY = env.text("LINLI_SECRET_KEY")
ALLOWED_HOSTS = env.words("LINLI_HOSTS", "localhost,127.0.0.1,[::1]")
LINLI_COUNTY = env.text("LINLI_COUNTY", "320583")  # the six digits of the county this deployment serves
LINLI_COUNTY_NAME = env.text("LINLI_COUNTY_NAME", "昆山市")
LINLI_TILES_URL = env.text("LINLI_TILES_URL")  # empty: maps draw grids and divisions only
LINLI_TILES_CREDIT = env.text("LINLI_TILES_CREDIT")  # the map's approval number (审图号) and source
LINLI_TILES_DATUM = env.text("LINLI_TILES_DATUM", "wgs84")  # of the tiles
if LINLI_TILES_DATUM not in {"wgs84", "cgcs2000", "gcj02"}:
    raise ImproperlyConfigured("LINLI_TILES_DATUM: say wgs84, cgcs2000 or gcj02")
LINLI_SENDER = env.text("LINLI_SENDER", "linli.channels.senders.Console")
LINLI_SMS_URL = env.text("LINLI_SMS_URL")  # of the sender Webhook: where messages are handed over
LINLI_SMS_KEY = env.text("LINLI_SMS_KEY")  # signs them
LINLI_SMS_PER_DAY = env.number("LINLI_SMS_PER_DAY", 2000)  # notices in a day, of all residents; 0: no limit
LINLI_QUIET_HOURS = env.text("LINLI_QUIET_HOURS", "21:00-08:00")  # no notice then but of emergencies
LINLI_PUSH_KEY = env.text("LINLI_PUSH_KEY")  # base64 of the 32 bytes of the P-256 key of web push; empty: no push
LINLI_PUSH_CONTACT = env.text("LINLI_PUSH_CONTACT")  # e-mail address by which push services reach whoever runs this
LINLI_PUSH_HOSTS = env.words(
    "LINLI_PUSH_HOSTS",
    "fcm.googleapis.com,updates.push.services.mozilla.com,web.push.apple.com,.push.apple.com,.notify.windows.com",
)
LINLI_WALK_ENGINE = env.text("LINLI_WALK_ENGINE")  # osrm or valhalla; empty: the straight line
LINLI_WALK_URL = env.text("LINLI_WALK_URL")
# metres on foot for each metre as the crow flies: on a net of streets at right angles the mean over all directions is
# 4/pi = 1.27, rounded up because nets have gaps
LINLI_WALK_DETOUR = env.number("LINLI_WALK_DETOUR_PERCENT", 130) / 100
LINLI_FONT = env.text("LINLI_FONT")  # file of a Chinese font for certificates; empty: the first of the usual places
LINLI_EXCHANGE_ORIGINS = env.words("LINLI_EXCHANGE_ORIGINS")  # where hand-offs may be pushed to; empty: nowhere
LINLI_FIELD_KEYS = env.text("LINLI_FIELD_KEYS")
LINLI_INDEX_KEY = env.text("LINLI_INDEX_KEY")
LINLI_LOG_KEY = env.text("LINLI_LOG_KEY")  # base64 of the 32 bytes of the Ed25519 key that signs the log
LINLI_ANCHORS = Path(env.text("LINLI_ANCHORS", str(env.DATA / "anchors.log")))  # keep it on another disk or host
LINLI_MEDIA = Path(env.text("LINLI_MEDIA", str(env.DATA / "media")))
LINLI_PHOTO_QUOTA = env.number("LINLI_PHOTO_QUOTA", 60)  # photos an account or address may store in a day
LINLI_REPORTS_PER_HOUR = env.number("LINLI_REPORTS_PER_HOUR", 30)  # from one address without an account
LINLI_TRUSTED_PROXIES = env.number("LINLI_TRUSTED_PROXIES", 0)  # how many proxies in front set X-Forwarded-For
LINLI_THREADS = env.number("LINLI_THREADS", 8)  # of each web process; each keeps a database connection
LINLI_HTTPS = env.flag("LINLI_HTTPS", default=IS_PRODUCTION)


def database(url: str) -> dict[str, Any]:
    """Read ``sqlite:///path`` or ``postgresql://user:password@host:port/name``; a host of ``%2Fpath`` is a socket."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path.removeprefix("/") if parts.path.startswith("//") else str(Path(parts.path[1:])),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;",
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("LINLI_DATABASE: say sqlite:///file or postgresql://user@host/name")
    return {
        "ENGINE": "linli.core.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,  # a connection for each thread, and each keeps its prepared statements
        "OPTIONS": {
            "prepare_threshold": 2,  # only ``core.onestatement`` sends what can be prepared
            "options": "-c jit=off",  # compiling took up to half a second of queries that run for 20 to 80 ms
        },
    }


DATABASES = {"default": database(env.text("LINLI_DATABASE", f"sqlite:///{env.DATA / 'linli.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "linli.core",
    "linli.places",
    "linli.people",
    "linli.orgs",
    "linli.homes",
    "linli.duties",
    "linli.matters",
    "linli.whistles",
    "linli.exchange",
    "linli.commons",
    "linli.volunteering",
    "linli.points",
    "linli.notices",
    "linli.insight",
    "linli.desks",
    "linli.faces.kit",
    "linli.faces.resident",
    "linli.faces.field",
    "linli.faces.desk",
    "linli.faces.portal",
    "linli.faces.wall",
    "linli.faces.api",
    "linli.faces.door",
    "linli.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "linli.faces.api.straight.straight",  # programs go no further
    "csp.middleware.CSPMiddleware",  # before the static files, which answer without asking further
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.faces.kit.packed.Packed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "linli.faces.kit.sending.told_where_next",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "linli.faces.door.sessions.keep_staff_sessions",
]

ROOT_URLCONF = "linli.site.urls"
WSGI_APPLICATION = "linli.site.wsgi.application"
FORM_RENDERER = "linli.faces.kit.selects.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.faces.kit.context.page",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/door/"
LOGIN_REDIRECT_URL = "/door/in/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "linli.faces.door.adapter.StaffAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/h/ip,5/5m/key,20/d/key"}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "linli.faces.door.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = f"邻里 {LINLI_COUNTY_NAME}"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "linli.faces.kit.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if LINLI_HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LINLI_TRUSTED_PROXIES else None
    SECURE_HSTS_SECONDS = 31_536_000

_tiles = f"{urlsplit(LINLI_TILES_URL).scheme}://{urlsplit(LINLI_TILES_URL).netloc}" if LINLI_TILES_URL else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *([_tiles] if _tiles else [])],
        "media-src": ["'self'", "blob:"],  # a voice note is heard before it is sent
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = env.DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if LINLI_MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LINLI_MODE == "test"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "linli_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # limits are kept here; a flood must not push them out (Django keeps 300)
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 50  # somebody who picks too many photos is told so beside the field, up to here
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the proxy in front redirects to https, not the application
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not found is no news
}
