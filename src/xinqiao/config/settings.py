"""All settings, in one file. Without XINQIAO_DATABASE_URL this checkout runs its own demo union."""

import hashlib
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xinqiao.config import env

CHECKOUT = Path(__file__).resolve().parents[3]
VAR = Path(env.text("VAR", default=str(CHECKOUT / "var")))
(VAR / "static").mkdir(parents=True, exist_ok=True)

REAL = bool(env.text("DATABASE_URL"))
DEMO = env.flag("DEMO", default=not REAL)
DEBUG = False


def _secret(name: str) -> bytes:
    """A 32-byte key: from the environment, or made once and kept beside the database, readable by its owner only."""
    given = env.text(name)
    if given:
        return hashlib.sha256(given.encode()).digest()
    file = VAR / f"{name.lower()}.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(secrets.token_bytes(32))
    return file.read_bytes()


SECRET_KEY = _secret("SECRET").hex()
XINQIAO_KEYS = {"k1": _secret("FIELD_KEY")}
XINQIAO_INDEX_KEY = _secret("INDEX_KEY")
XINQIAO_TRAIL_KEY = _secret("TRAIL_KEY")

ALLOWED_HOSTS = env.words("HOSTS", default="127.0.0.1,localhost,[::1]")
SECURE = env.flag("HTTPS")
CSRF_TRUSTED_ORIGINS = env.words("ORIGINS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "xinqiao.kit",
    "xinqiao.ui",
    "xinqiao.ground.trail",
    "xinqiao.ground.lookup",
    "xinqiao.ground.tasks",
    "xinqiao.ground.papers",
    "xinqiao.ground.parameters",
    "xinqiao.ground.org",
    "xinqiao.ground.consents",
    "xinqiao.ground.visits",
    "xinqiao.ground.identity",
    "xinqiao.ground.inbox",
    "xinqiao.blocks.cases",
    "xinqiao.domains.service",
    "xinqiao.insight",
    "xinqiao.config",
]

MIDDLEWARE = [
    "xinqiao.ui.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xinqiao.config.ceiling.UploadCeiling",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "xinqiao.ui.middleware.Maintenance",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xinqiao.ground.identity.middleware.Gate",
    "xinqiao.ui.middleware.RefusalPage",
]

ROOT_URLCONF = "xinqiao.config.urls"
WSGI_APPLICATION = "xinqiao.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "xinqiao.ui.environment.environment",
            "context_processors": ["xinqiao.ui.context.everywhere"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": env.database(env.text("DATABASE_URL")) if REAL else env.sqlite(VAR / "demo.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["xinqiao.ground.identity.backend.ByNumber"]
SESSION_ENGINE = "xinqiao.ground.identity.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [CHECKOUT / "src" / "xinqiao" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

CSRF_FAILURE_VIEW = "xinqiao.ui.troubles.stale"
MAINTENANCE = env.flag("MAINTENANCE")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PAPERS_ROOT = VAR / "papers"

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # a roster of 20,000 rows pushed by another system fits
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_CEILING = 25 * 1024 * 1024  # one photo or one workbook; more is answered with 413 in words

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": str(VAR / "xinqiao.log"),
            "maxBytes": 10_000_000,
            "backupCount": 5,
            "encoding": "utf-8",
            "formatter": "line",
        }
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}
