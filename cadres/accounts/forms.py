"""Forms of the own account: allauth's for one-time codes in our words, and the wish for a token."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest

from cadres.accounts import codes
from cadres.accounts.models import User
from cadres.accounts.tokens import LONGEST_DAYS, open_acts


class _Worded:
    """The code's field: its label, the keyboard of digits on a phone, ready to type."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "验证码"
        code.widget.attrs |= {"placeholder": "", "inputmode": "numeric", "autofocus": True, "maxlength": 16}


class _Once(_Worded):
    """A code is taken once. What is wrong with one that was taken already is not said: it counts as a wrong one."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """Raises ValidationError."""
        codes.hold(self.user)
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's forms have it
        if not codes.taken(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class Code(_Once, AuthenticateForm):
    """At sign-in."""


class CodeAgain(_Once, ReauthenticateForm):
    """Before a change of how one signs in."""


class FirstCode(_Worded, ActivateTOTPForm):
    """When the codes are set up."""


class OwnPassword(PasswordChangeForm):
    """A new password for the old one, which is tried where all tries are counted: a screen may have been left open."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """Raises ValidationError."""
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) != self.user:
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old


class TokenWish(forms.Form):
    """What a token is for, what it may do of what its account may, and for how many days."""

    name = forms.CharField(label="名称", max_length=60, help_text="给谁、做什么用，如“办公平台取排名”。")
    acts = forms.MultipleChoiceField(label="可以", widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label="有效天数", min_value=1, max_value=LONGEST_DAYS, initial=90)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(act.name, act.value) for act in open_acts(user)]
        self.fields["acts"].choices = choices  # type: ignore[attr-defined]
