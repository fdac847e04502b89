"""When and from where an account was used before: told to its owner at every sign-in, so that a stranger is noticed."""

from django.utils import timezone

from cadres.accounts.models import User
from cadres.trail.models import TrailLine


def last_visit(user: User) -> str:
    """In words: the sign-in before this one, and the failures since. Ask before this one is recorded."""
    lines = TrailLine.objects.filter(county=user.county, thing=User._meta.label_lower, thing_id=str(user.pk))
    before = lines.filter(act="account.signed_in").order_by("-id").first()
    if before is None:
        return "这是您的账号第一次登录。"
    failed = lines.filter(act="account.sign_in_failed", pk__gt=before.pk).count()
    told = f"上次登录：{timezone.localtime(before.at):%Y-%m-%d %H:%M}，来自 {before.address or '服务器'}。"
    return told + (f"其后有 {failed} 次登录失败，若不是您本人，请立即修改密码并告知系统管理员。" if failed else "")
