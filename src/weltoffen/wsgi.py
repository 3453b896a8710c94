"""Where a web server enters the platform."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weltoffen.settings")
application = get_wsgi_application()
