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
os.environ.setdefault("LINLI_SENDER", "linli.channels.senders.Kept")
os.environ["LINLI_HTTPS"] = "0"
if os.environ.get("LINLI_TEST_DATABASE"):
    os.environ["LINLI_DATABASE"] = os.environ["LINLI_TEST_DATABASE"]

from linli.site.settings import *  # noqa: F403
from tools import messages

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 -- whitenoise warns when it is missing
messages.compile_all()  # before Django reads the catalogues

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True  # static files are looked for when asked for: every test client would list them all
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
default = DATABASES["default"]  # noqa: F405
if not default["ENGINE"].endswith("postgresql"):
    # a file, because threads and live servers share it; not synced, because no test but the crash test loses power
    default["TEST"] = {"NAME": os.path.join(os.environ["LINLI_DATA"], "test.sqlite3")}  # noqa: PTH118
    if not os.environ.get("LINLI_TEST_DATA"):
        default["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
