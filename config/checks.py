"""System checks for settings that are dangerous together; ``manage.py check`` shows them, ids ``hengjian.…``."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from config import env
from config.embedded import services

_LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register(Tags.security)
def public_hosts(**kwargs: Any) -> list[CheckMessage]:
    """What must not be so once the program answers to other machines."""
    if set(settings.ALLOWED_HOSTS) <= _LOCAL:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("DEBUG 打开时不得对外服务。", hint="取消 DEBUG，或只用本机地址。", id="hengjian.E001"))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(Warning("ALLOWED_HOSTS 含 *，任何主机名都被接受。", hint="写明域名。", id="hengjian.W002"))
    if not settings.HTTPS:
        found.append(Warning("对外服务而未启用 HTTPS。", hint="设 HTTPS=1，并由代理提供证书。", id="hengjian.W003"))
    return found


@register(Tags.security)
def database_of_its_own(**kwargs: Any) -> list[CheckMessage]:
    """What must be given together with a database that is not the embedded one."""
    if not services.elsewhere(settings.STATE, "DATABASE_URL"):
        return []
    found: list[CheckMessage] = []
    if not env.text("FIELD_ENCRYPTION_KEY"):
        hint = "设 FIELD_ENCRYPTION_KEY，并与数据库备份分开保存。"
        found.append(Warning("数据库在别处，字段密钥却只在本机状态文件夹中。", hint=hint, id="hengjian.W004"))
    if settings.DATABASE_OWNER_URL == settings.DATABASE_APP_URL:
        hint = "另设 DATABASE_OWNER_URL（拥有表的角色），DATABASE_URL 用只能读写行的角色。"
        found.append(Warning("应用以表的拥有者身份连接，只增不改的表失去数据库保护。", hint=hint, id="hengjian.W005"))
    return found
