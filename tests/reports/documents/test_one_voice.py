"""What the page says at the quota line, the printed report says in the same words."""

from html import unescape
from io import BytesIO

import pdfplumber
import pytest

from assessment.publications.models import Publication
from cadres.access.models import Role
from reports.documents import report
from reports.documents.gather import contents_of
from tests.conftest import SignedIn
from tests.world import World


@pytest.mark.django_db
def test_the_sentence_at_a_tie_is_the_same_on_page_and_paper(
    published: World, publication: Publication, signed_in: SignedIn
) -> None:
    contents = contents_of(publication)
    tie = next(line for line in contents.quotas if line.undecided)
    page = signed_in(published, Role.OFFICE).get(f"/cycles/{published.cycle.pk}/ranking/cadre/deputy/")
    assert tie.sentence in unescape(page.content.decode())
    paper = pdfplumber.open(BytesIO(report.render(contents))).pages
    text = "".join("".join(sheet.extract_text().split()) for sheet in paper)
    assert "".join(tie.sentence.split()) in text
