"""Names of a file format within Chinese sentences are marked as no language, and nothing else is."""

import pytest

from assessment.templatetags.hengjian import codes


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("请改各项 weight，使合计为 100%", '请改各项 <span class="code" lang="zxx">weight</span>，使合计为 100%'),
        ("页面 /cards/12/", '页面 /<span class="code" lang="zxx">cards</span>/12/'),
        ("校验值 c83faa12…d1e2", "校验值 c83faa12…d1e2"),
        ('<b>"A&B"</b>', "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;"),
        ("<script>", '&lt;<span class="code" lang="zxx">script</span>&gt;'),
        ("没有", "没有"),
    ],
)
def test_codes_in_a_sentence_are_marked_and_everything_is_escaped(sentence: str, shown: str) -> None:
    assert codes(sentence) == shown
