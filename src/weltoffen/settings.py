"""Django's settings. They run without any variable for trying; production is checked at start (environment.py)."""

from gettext import gettext as _
from pathlib import Path

from weltoffen.environment import MAIL_POSSIBLE, Environment, own_folder

HERE = Path(__file__).parent
ROOMS = (
    "foundation", "journal", "accounts", "municipalities", "catalogue", "departments", "rounds", "assignments",
    "contributors", "answers", "limesurvey", "evidence", "agreement", "reminders", "surveys", "evaluation", "joint",
    "workshops", "invitations", "live", "minutes", "archive", "privacy", "public",
)  # fmt: skip

environment = Environment()
IS_PRODUCTION = environment.flag("WELTOFFEN_PRODUCTION")
DATA_FOLDER = environment.folder("WELTOFFEN_DATA", "var")
SECRET_KEY = environment.secret("WELTOFFEN_SECRET_KEY", DATA_FOLDER, is_production=IS_PRODUCTION)
ALLOWED_HOSTS = environment.names_of_site("WELTOFFEN_HOSTS")
if IS_PRODUCTION and not ALLOWED_HOSTS:
    environment.report("WELTOFFEN_HOSTS", _("in production the site must have a name."), "selbstcheck.example.de")
if not IS_PRODUCTION and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

# Databases. SQLite is durable here: what a person was told is saved survives a power failure (docs/decisions/0010).
_database = environment.database("WELTOFFEN_DATABASE", DATA_FOLDER / "weltoffen.sqlite3")
_is_sqlite = str(_database.get("ENGINE", "")).endswith("sqlite3")
if _is_sqlite:
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
    }
DATABASES = {"default": {**_database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": not _is_sqlite}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Failed sign-ins are counted here; several workers must count together.
_counting = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
if IS_PRODUCTION:
    _counting = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counted"}
CACHES = {"default": _counting}

# Mail
_mail = environment.mail("WELTOFFEN_MAIL")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender("WELTOFFEN_SENDER") or "Weltoffen <noreply@localhost>"
if IS_PRODUCTION and not environment.text("WELTOFFEN_MAIL"):
    environment.report("WELTOFFEN_MAIL", _("in production a mail server is needed."), MAIL_POSSIBLE)
if IS_PRODUCTION and not environment.text("WELTOFFEN_SENDER"):
    environment.report(
        "WELTOFFEN_SENDER", _("in production mail needs a sender."), "Selbstcheck <selbstcheck@example.de>"
    )
if _mail is not None:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.security == "starttls", _mail.security == "tls"
    EMAIL_TIMEOUT = 20
else:
    # For trying: mail lies as files beside the database. It holds links that set passwords.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(own_folder(DATA_FOLDER / "mail"))

# What an operator says about themselves, in the footer and on the pages about accessibility and privacy.
IMPRINT = environment.text("WELTOFFEN_IMPRINT")
if IMPRINT and not IMPRINT.startswith(("https://", "http://")):
    environment.report("WELTOFFEN_IMPRINT", _("this is no address of a page."), "https://www.example.de/impressum")
IMPRINT_TEXT = environment.text_of_file("WELTOFFEN_IMPRINT_FILE")
if IMPRINT and IMPRINT_TEXT:
    environment.report("WELTOFFEN_IMPRINT_FILE", _("the imprint is an address already."), _("one of the two"))
CONTACT = environment.text("WELTOFFEN_CONTACT")
if CONTACT and "@" not in CONTACT:
    environment.report("WELTOFFEN_CONTACT", _("this is no e-mail address."), "selbstcheck@example.de")
ENFORCEMENT_BODY = environment.text("WELTOFFEN_ENFORCEMENT")
ENFORCEMENT_PAGE = environment.text("WELTOFFEN_ENFORCEMENT_PAGE")
if ENFORCEMENT_PAGE and not ENFORCEMENT_PAGE.startswith(("https://", "http://")):
    environment.report("WELTOFFEN_ENFORCEMENT_PAGE", _("this is no address of a page."), "https://www.example.de/bitv")

# How long what is kept, in days; `weltoffen daily` erases by it, and the privacy page says it.
KEEP_SESSIONS_DAYS = environment.days("WELTOFFEN_KEEP_SESSIONS", 14)
KEEP_UNUSED_ACCOUNTS_DAYS = environment.days("WELTOFFEN_KEEP_UNUSED_ACCOUNTS", 365)
KEEP_JOURNAL_DAYS = environment.days("WELTOFFEN_KEEP_JOURNAL", 10 * 365)
KEEP_GUESTS_DAYS = environment.days("WELTOFFEN_KEEP_GUESTS", 90)
KEEP_STATISTICS_DAYS = environment.days("WELTOFFEN_KEEP_STATISTICS", 2 * 365)

# A municipality's own sign-in, where there is one.
OIDC = environment.provider("WELTOFFEN_OIDC", is_production=IS_PRODUCTION)

environment.check()

# The house
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    *(f"weltoffen.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "weltoffen.foundation.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "weltoffen.foundation.middleware.PrivateMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "weltoffen.foundation.middleware.RefusalMiddleware",
    "weltoffen.privacy.middleware.CountingMiddleware",
]
ROOT_URLCONF = "weltoffen.urls"
WSGI_APPLICATION = "weltoffen.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / room / "templates" for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "weltoffen.foundation.templating.environment",
            "context_processors": [
                "weltoffen.foundation.templating.page_context",
                "weltoffen.municipalities.context.navigation",
            ],
        },
    },
    {
        # Only for what installed packages bring; our own pages are Jinja2.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# Language: German at once, English by a switch that stays (foundation/middleware.py).
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# People
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["weltoffen.accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "municipalities:mine"
LOGOUT_REDIRECT_URL = "public:start"
ACCOUNT_ADAPTER = "weltoffen.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"feedback": "5/h/ip", "invite": "60/h/user"}  # beside allauth's own
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_FORMS = {
    "login": "weltoffen.accounts.forms.SignInForm",
    "reset_password": "weltoffen.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "weltoffen.accounts.forms.NewPasswordForm",
    "change_password": "weltoffen.accounts.forms.ChangedPasswordForm",
    "reauthenticate": "weltoffen.accounts.forms.PasswordForm",
}
# The second factor: passkeys come after the password, never in its place (docs/decisions/0017).
MFA_ADAPTER = "weltoffen.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Weltoffen"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_FORMS = {
    "authenticate": "weltoffen.accounts.forms.CodeForm",
    "authenticate_webauthn": "weltoffen.accounts.forms.PasskeyForm",
}
# A municipality's own sign-in: allauth speaks with it, the room accounts decides who that is (docs/decisions/0019).
SOCIALACCOUNT_ADAPTER = "weltoffen.accounts.provider.ProviderAdapter"
# The throttle counts by address; behind the proxy of production all would have the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_PRODUCTION else 0

# Cookies and headers
SESSION_ENGINE = "weltoffen.accounts.sessions"
SESSION_COOKIE_AGE = KEEP_SESSIONS_DAYS * 24 * 3600
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "weltoffen.foundation.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS] if IS_PRODUCTION else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Uploads and logs
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Whoever knocks under another name gets a 400; a line for each of them would hide what matters.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
}
