"""PostgreSQL and Redis out of their wheels, for an installation without servers of its own.

One *keeper* process per state folder starts both in the foreground and stops them when the last command that uses
them has ended. Commands find it, or start it, through :func:`config.embedded.services.embedded_services`.
"""
