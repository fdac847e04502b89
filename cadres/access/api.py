"""The rules of `permissions` for the API: every action there is bound to one of the same sentences."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from cadres.access.permissions import May, may


class Allowed(BasePermission):
    """`permission_classes = [Allowed(May.READ_REGISTER)]`: strangers get 401, others without the role 403."""

    def __init__(self, act: May) -> None:
        self.act = act
        self.message = f"您的账号不能{act.value}。"

    def __call__(self) -> "Allowed":
        """The framework calls what it finds in `permission_classes`; one instance serves every request."""
        return self

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether one of the account's roles grants the act."""
        return may(request.user, self.act)
