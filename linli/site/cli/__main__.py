"""``python -m linli.site.cli``: how one process of the command starts another."""

from linli.site.cli import main

main()
