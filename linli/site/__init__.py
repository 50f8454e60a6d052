"""Site: the settings, the root URLs, the work loop and the ``linli`` command."""
