from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.cycles.models import Cycle
from assessment.publications.files import is_whole
from assessment.publications.models import Document
from assessment.publications.seals import broken_links


class Command(BaseCommand):
    """Check every year's chain of seals and every frozen document against its digest; status 1 names what is broken."""

    help = "核对公布：封签是否首尾相连，公布文件是否与校验值一致"

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each year."""
        faults = [self._told(cycle) for cycle in Cycle.objects.select_related("county").order_by("county", "year")]
        if any(faults):
            raise CommandError("公布记录或文件已被改动，请立即停止使用并从备份核查。")

    def _told(self, cycle: Cycle) -> bool:
        """Whether something is broken, after saying so."""
        said = [f"第{number}次公布的封签不符" for number in broken_links(cycle.pk)]
        documents = Document.objects.filter(publication__cycle=cycle).order_by("pk")
        said += [f"文件已损坏或丢失：{document.file_name}" for document in documents if not is_whole(document)]
        count = cycle.publications.count()
        self.stdout.write(f"{cycle.county}{cycle}：{'；'.join(said) or f'{count} 次公布，封签与文件完好'}")
        return bool(said)
