"""Settings of sign-in: passwords, lock-out, second factors, sessions, an office's own OpenID Connect."""

from datetime import timedelta
from typing import Any

from config import env

__all__ = [
    "ACCOUNT_ADAPTER",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_PRESERVE_USERNAME_CASING",
    "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_SESSION_REMEMBER",
    "ACCOUNT_SIGNUP_FIELDS",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "AXES_CLIENT_IP_CALLABLE",
    "AXES_COOLOFF_TIME",
    "AXES_DISABLE_ACCESS_LOG",
    "AXES_FAILURE_LIMIT",
    "AXES_HANDLER",
    "AXES_LOCKOUT_CALLABLE",
    "AXES_LOCKOUT_PARAMETERS",
    "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT",
    "AXES_RESET_ON_SUCCESS",
    "AXES_SENSITIVE_PARAMETERS",
    "AXES_VERBOSE",
    "LOGIN_REDIRECT_URL",
    "LOGIN_URL",
    "LOGOUT_REDIRECT_URL",
    "MFA_ADAPTER",
    "MFA_FORMS",
    "MFA_RECOVERY_CODES_SHOW_ONCE",
    "MFA_SUPPORTED_TYPES",
    "MFA_TOTP_ISSUER",
    "MFA_TOTP_TOLERANCE",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
    "OIDC_APPS",
    "OIDC_NAME",
    "PASSWORD_DAYS",
    "SESSION_COOKIE_AGE",
    "SESSION_HOURS",
    "SOCIALACCOUNT_ADAPTER",
    "SOCIALACCOUNT_PROVIDERS",
]

LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
    {"NAME": "cadres.accounts.passwords.ThreeOfFour"},
    {"NAME": "cadres.accounts.passwords.NotReused"},
]
#: Days after which a password must be chosen anew; 0: never (what counts then is that it is long and not reused).
PASSWORD_DAYS = env.whole("PASSWORD_DAYS", 90, least=0, most=3650)

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
#: Five wrong tries lock this name from this address for a quarter of an hour; its owner may come from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "config.lockout.answer"
#: It also stops an address that tries many names.
AXES_HANDLER = "config.lockout.Counting"
AXES_CLIENT_IP_CALLABLE = "config.lockout.address"
#: Of a try no field of its form is kept: a code or password with one slip is nearly the right one.
AXES_SENSITIVE_PARAMETERS = ["username", "old_password", "new_password1", "new_password2", "code", "credential"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the trail of who did what is our own table
AXES_VERBOSE = False

# A session ends after so long without a click, and after so long whatever happens (cadres/accounts/sessions.py)
SESSION_COOKIE_AGE = 60 * env.whole("SESSION_IDLE_MINUTES", 30, least=1, most=24 * 60)
SESSION_HOURS = env.whole("SESSION_HOURS", 10, least=1, most=24)

# Accounts are opened by the system administrator alone: nothing of allauth's that makes or mails one has an address
ACCOUNT_ADAPTER = "cadres.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = False
#: axes counts wrong passwords and wrong codes alike; a second counter would be a second rule.
ACCOUNT_RATE_LIMITS = False

MFA_ADAPTER = "config.factors.SecondFactors"
_FORMS = "cadres.accounts.forms."
MFA_FORMS = {
    "authenticate": f"{_FORMS}Code",
    "reauthenticate": f"{_FORMS}CodeAgain",
    "activate_totp": f"{_FORMS}FirstCode",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "衡鉴"
#: Half a minute before and after: phones' clocks are off. No code comes back by it (cadres/accounts/codes.py).
MFA_TOTP_TOLERANCE = 1
#: Browsers give keys to https and to this machine only; the second is for trying it out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.flag("HTTPS")

SOCIALACCOUNT_ADAPTER = "cadres.accounts.adapters.Elsewhere"
OIDC_NAME = env.text("OIDC_NAME", "统一身份认证")
_OIDC = env.text("OIDC_SERVER")
_OIDC_APP: dict[str, Any] = {
    "provider_id": "office",
    "name": OIDC_NAME,
    "client_id": env.text("OIDC_CLIENT_ID"),
    "secret": env.text("OIDC_CLIENT_SECRET"),
    "settings": {"server_url": _OIDC},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_OIDC_APP] if _OIDC else [], "OAUTH_PKCE_ENABLED": True}}
#: The provider is there only where an office names its server.
OIDC_APPS = ["allauth.socialaccount.providers.openid_connect"] if _OIDC else []
