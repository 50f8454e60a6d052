"""The application that the web server runs. What is loaded by now is kept out of every garbage collection."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.site.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()
