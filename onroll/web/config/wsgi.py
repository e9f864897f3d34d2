"""The web half as a WSGI application, for the home that `ONROLL_HOME` names."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from onroll.web.config import environment

environment.fill(Path(os.environ.get("ONROLL_HOME", "onroll-home")))
application = get_wsgi_application()
