"""The application that the web server runs; production with an unsafe setting does not get one.

What is loaded by now is kept out of every garbage collection.
"""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.site.settings")
application = get_wsgi_application()

from linli.site.checks import refuse_what_is_unsafe  # noqa: E402  (needs the models)
from linli.site.serving import end_with_parent  # noqa: E402

refuse_what_is_unsafe()
end_with_parent()
gc.collect()
gc.freeze()
