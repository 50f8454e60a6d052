"""Settings of the tests: SQLite, or the PostgreSQL that LINLI_TEST_DATABASE names."""

import base64
import os
import tempfile

os.environ.setdefault("LINLI_MODE", "test")
os.environ["LINLI_DATA"] = os.environ.get("LINLI_TEST_DATA") or tempfile.mkdtemp(prefix="linli-test-")
os.environ["LINLI_SECRET_KEY"] = "a key that is good for nothing but tests, and long enough for them"
os.environ["LINLI_FIELD_KEYS"] = "aes-1:" + base64.b64encode(b"k" * 32).decode()
os.environ["LINLI_INDEX_KEY"] = base64.b64encode(b"i" * 32).decode()
os.environ["LINLI_LOG_KEY"] = base64.b64encode(b"l" * 32).decode()
os.environ["LINLI_SENDER"] = "linli.channels.senders.Kept"
os.environ["LINLI_HTTPS"] = "0"
if os.environ.get("LINLI_TEST_DATABASE"):
    os.environ["LINLI_DATABASE"] = os.environ["LINLI_TEST_DATABASE"]

from linli.site.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"].setdefault("TEST", {})  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
