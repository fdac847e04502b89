from django import forms

from cadres.imports.models import RegisterImport
from cadres.people.dossiers.forms import SeveralFiles, SeveralFilesField


class Sheets(forms.Form):
    """Rosters of units and people."""

    sheets = SeveralFilesField(
        label="名册文件",
        widget=SeveralFiles(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
        error_messages={"required": "请选择单位名册或干部名册。"},
        help_text="可一次选择单位名册和干部名册（最多 5 个，每个不超过 20 MB）。先预览，确认后才写入名册。",
    )


class Confirmation(forms.Form):
    """The order to write what was looked at; `digest` is that of the page."""

    basis = forms.CharField(
        label="依据文号",
        max_length=80,
        required=False,
        help_text="记入表中没有写明文号的任免和更改，如 示例组发〔2026〕1号。",
    )
    looked = forms.BooleanField(required=False)
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: object, order: RegisterImport, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        acts = sum(order.counts.get("person", {}).get(action, 0) for action in ("moved", "ended", "changed"))
        self.fields["basis"].required = bool(acts)
        self.fields["looked"].label = f"须核对的 {order.asks} 行已逐行核对无误"
        if not order.asks:
            del self.fields["looked"]


class Undoing(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(label="撤销理由", max_length=200)
