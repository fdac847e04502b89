from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cadres.access.permissions import May, allowed
from cadres.accounts import services
from cadres.accounts.mine import granted_to, held_by


class SignIn(views.LoginView):
    """The way in. Wrong tries are counted and locked out by axes."""

    template_name = "cadres/accounts/sign_in.html"
    redirect_authenticated_user = True
    extra_context: dict[str, Any] = {"title": "登录"}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            services.signed_in(form.get_user())
        return answer


@allowed(May.OWN_ACCOUNT)
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other devices and tokens are signed out by it."""
    user: Any = request.user  # a signed-in account: the guard saw to it
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改。其他设备上的登录和接口令牌已失效。")
        return redirect("home")
    return render(request, "cadres/accounts/password.html", {"form": form, "title": "修改密码"})


@require_GET
@allowed(May.OWN_ACCOUNT)
def mine(request: HttpRequest) -> HttpResponse:
    """What the account may do, and by which of its roles."""
    user: Any = request.user
    context = {"held": held_by(user), "granted": granted_to(user), "title": "我的账号"}
    return render(request, "cadres/accounts/mine.html", context)
