"""HTML to PDF/A: tagged, with fonts embedded, the same bytes for the same publication."""

from datetime import datetime

from django.template.loader import render_to_string

from reports.documents import fonts

#: Archive copy with structure (ISO 19005-2, level A). Claimed by the writer; no validator runs here.
VARIANT = "pdf/a-2a"


def render(template: str, *, at: datetime, identifier: str, **context: object) -> bytes:
    """The template as a PDF whose dates and identifier depend on the publication alone.

    Nothing is fetched but font files: whatever else a name or a text may hold is never an address.
    """
    # Slow to load (0.6 s), and only the worker needs it.
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    page = render_to_string(template, {**context, "faces": fonts.faces(), "made_at": at.isoformat(timespec="seconds")})
    files_only = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
    pdf = HTML(string=page, url_fetcher=files_only).write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier.encode())
    return bytes(pdf)
