"""The ASGI parts that app.py puts together: the page shell, headers, compressed files, errors and the warm-up."""
