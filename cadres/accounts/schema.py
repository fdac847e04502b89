"""How tokens are told of in the description of the API. Loaded with the API's addresses."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object


class ByTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # how it is enlisted has no types
    """`Authorization: Token …`."""

    target_class = "cadres.accounts.tokens.ByToken"
    name = "apiToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """The header and its prefix."""
        prefix = self.target.authenticate_header("")
        made: dict[str, Any] = build_bearer_security_scheme_object(header_name="Authorization", token_prefix=prefix)
        return made
