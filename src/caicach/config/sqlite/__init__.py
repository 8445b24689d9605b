"""Django's SQLite backend with the library's own limit of parameters instead of a cap of 999."""
