"""``migrate`` as Django has it, with the rights of the application's role set before and after."""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from config import addresses, roles


class Command(Migrate):
    help = Migrate.help

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        owner, application = connection.settings_dict["USER"], addresses.database(settings.DATABASE_APP_URL)["USER"]
        if owner == application:
            super().handle(*args, **options)
            return
        with connection.cursor() as cursor:
            roles.grant(cursor.cursor, owner, application)
        super().handle(*args, **options)
        with connection.cursor() as cursor:
            roles.narrow(cursor.cursor, application)
