"""The door of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinqiao.config.settings")

application = get_wsgi_application()

from xinqiao.config.management.commands.serve import refuse_the_wrong_database  # noqa: E402 - models are ready only now

refuse_the_wrong_database()
