"""The product's own settings in a temporary house: no file of the checkout is touched, any demo may run beside."""

import atexit
import os
import shutil
import tempfile

if "XINQIAO_VAR" not in os.environ:
    os.environ["XINQIAO_VAR"] = tempfile.mkdtemp(prefix="xinqiao-test-")
    atexit.register(shutil.rmtree, os.environ["XINQIAO_VAR"], ignore_errors=True)
_given = os.environ.get("XINQIAO_DATABASE_URL", "")
os.environ.setdefault("XINQIAO_DATABASE_URL", f"sqlite:///{os.environ['XINQIAO_VAR']}/test.db")
os.environ.setdefault("XINQIAO_DEMO", "1")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # the browser of the journeys keeps a loop in this thread, and asks no database
)

from xinqiao.config.settings import *  # noqa: E402, F403 - settings are read as names, and only after the environment is set
from xinqiao.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the product hashes with Argon2
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not _given:
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['XINQIAO_VAR']}/tests.db"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
    )
LOGGING = {"version": 1, "disable_existing_loggers": False}
