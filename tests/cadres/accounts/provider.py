"""A little OpenID Connect provider for tests: a real server, strict about secret, code, address and PKCE."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "hengjian", "the client's secret"


@dataclass
class Provider:
    """`name` is who signs in there; `asked` what was asked of it, in order."""

    name: str = ""
    address: str = ""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def configuration(self) -> dict[str, Any]:
        told = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{f"{name}_endpoint": f"{self.address}/{path}" for name, path in told.items()},
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to: somebody said yes."""
        if asked["client_id"] != CLIENT or asked["response_type"] != "code" or asked["code_challenge_method"] != "S256":
            return ""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """For a code, once, from who has the secret and began the flow."""
        begun = self.codes.pop(asked.get("code", ""), None)
        if begun is None or (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != begun["code_challenge"] or asked["redirect_uri"] != begun["redirect_uri"]:
            return None
        claims = {"iss": self.address, "aud": CLIENT, "sub": "42", "exp": 4_000_000_000, "iat": 1_700_000_000}
        signed = jwt.encode(claims, self.key, "RS256", {"kid": "one"})
        return {"access_token": "opens", "token_type": "Bearer", "id_token": signed, "expires_in": 60}

    def userinfo(self, header: str) -> dict[str, Any] | None:
        return {"sub": "42", "preferred_username": self.name} if header == "Bearer opens" else None


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":
                self._sent_on(provider.authorize(_first(parts.query)))
            elif parts.path == "/userinfo":
                self._json(provider.userinfo(self.headers.get("Authorization", "")))
            else:
                self._json(provider.configuration())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            self._json(provider.token(_first(self.rfile.read(int(self.headers["Content-Length"])).decode())))

        def _sent_on(self, location: str) -> None:
            self.send_response(302 if location else 400)
            self.send_header("Location", location)
            self.end_headers()

        def _json(self, told: dict[str, Any] | None) -> None:
            self.send_response(200 if told else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

        def log_message(self, *words: object) -> None:
            """Not while tests run."""

    return Handler


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def running() -> Iterator[Provider]:
    """The provider on a free port of this machine."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
