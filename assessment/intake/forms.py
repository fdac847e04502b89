from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Cleans to a list of uploaded files, every one checked as a file field checks one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = SeveralFiles(attrs={"accept": ".xlsx,.zip"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class Workbooks(forms.Form):
    """The office's workbooks, or a zip of them."""

    workbooks = SeveralFilesField(
        label="工作簿",
        error_messages={"required": "请选择要导入的工作簿。"},
        help_text="可一次选择多个 .xlsx 文件，或一个包含它们的 .zip 压缩包；单个文件不超过 20 MB。",
    )
    reason = forms.CharField(
        label="更新理由", max_length=200, required=False, help_text="新的数据表整个替换原来的；改动逐条列出并留痕。"
    )

    def __init__(self, *args: Any, replacing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replacing:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "请写明为什么更新，如 更正某单位的漏报得分。"
        else:
            del self.fields["reason"]
