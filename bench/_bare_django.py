"""The smallest Django project, a view that answers a constant page, served as onroll serves.

python bench/_bare_django.py --port PORT
"""

from __future__ import annotations

import sys
from typing import Any

PAGE = "<!DOCTYPE html><html lang='en'><title>Bare</title><h1>Bare</h1>"


def bare(_request: Any) -> Any:
    from django.http import HttpResponse

    return HttpResponse(PAGE)


def main() -> None:
    import django
    from django.conf import settings
    from django.urls import path

    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="bare", MIDDLEWARE=[]
    )
    django.setup()

    from django.core.wsgi import get_wsgi_application

    from onroll.web.serve import serve_with_gunicorn

    globals()["urlpatterns"] = [path("", bare)]
    serve_with_gunicorn(get_wsgi_application(), "127.0.0.1", int(sys.argv[-1]), 2, lambda: None)


if __name__ == "__main__":
    main()
