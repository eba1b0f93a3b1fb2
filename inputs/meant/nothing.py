"""What people write into a cell that they could leave empty."""

from __future__ import annotations

from inputs.faults import look

_NOTHING = {
    *("-", "--", "–", "—", "/", "?", "n/a", "na", "n.a.", "nil", "none", "nothing", "null"),
    *("tba", "tbc", "tbd", "open", "free", "any", "all", "every", "everybody", "everyone"),
    *(
        "no limit",
        "unlimited",
        "无",
        "不限",
        "全部",
        "所有",
        "暂无",
        "没有",
        "待定",
        "keine",
        "keiner",
        "offen",
        "alle",
    ),
}


def stands_for_nothing(text: str) -> bool:
    """Tell whether a text is what people write into a cell that they could leave empty."""
    return look(text) in _NOTHING
