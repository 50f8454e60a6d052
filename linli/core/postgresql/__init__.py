"""Django's backend for PostgreSQL, with connections that live as long as the thread that uses them."""
