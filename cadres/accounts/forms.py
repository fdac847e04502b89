"""allauth's forms for one-time codes, in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm


class _Worded:
    """The code's field: its label, the keyboard of digits on a phone, ready to type."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "验证码"
        code.widget.attrs |= {"placeholder": "", "inputmode": "numeric", "autofocus": True, "maxlength": 16}


class Code(_Worded, AuthenticateForm):
    """At sign-in."""


class CodeAgain(_Worded, ReauthenticateForm):
    """Before a change of how one signs in."""


class FirstCode(_Worded, ActivateTOTPForm):
    """When the codes are set up."""
