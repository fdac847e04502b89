"""Pages of someone signed in stay out of the browser's store: an office's computers are shared."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def private_pages(get_response: Answer) -> Answer:
    """Middleware below the one that knows the account: HTML that does not say otherwise is not to be stored."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _is_page(response) and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
