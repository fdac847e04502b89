"""On which line of a scheme's file a part of it stands."""

import yaml

PARTS = "parts"


class Lines:
    """The lines of one text; the text is a scheme that has been read, so it is known to be harmless."""

    def __init__(self, text: str) -> None:
        self._top = yaml.compose(text, Loader=yaml.SafeLoader)

    def of(self, path: str) -> int:
        """The line of the part at a dotted path; `parts` may be left out, as rule paths do. As far as it leads."""
        node, line = self._top, 1
        waiting = path.split(".") if path else []
        while waiting and isinstance(node, yaml.MappingNode):
            below = {key.value: (key, value) for key, value in node.value}
            name = waiting[0] if waiting[0] in below else PARTS
            if name not in below:
                break
            key, node = below[name]
            line = key.start_mark.line + 1
            if name == waiting[0]:
                waiting.pop(0)
        return line
