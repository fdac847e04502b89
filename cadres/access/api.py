"""The rules of `permissions` for the API: every action there is bound to one of the same sentences."""

from typing import Any, ClassVar

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from cadres.access.permissions import May, may


def Allowed(act: May) -> type[BasePermission]:
    """A permission class: `permission_classes = (Allowed(May.READ_REGISTER),)`.

    Strangers get 401, others without the role 403.
    """
    return type("Allowed", (_Bound,), {"act": act, "message": f"您的账号不能{act.value}。"})


class _Bound(BasePermission):
    """Grants what the rules of one act grant."""

    act: ClassVar[May]

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether one of the account's roles grants the act."""
        return may(request.user, self.act)
