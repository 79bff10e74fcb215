"""Words around figures that say nothing of what is counted."""

from __future__ import annotations

import re

#: What may stand between a level and its change when nothing else is named.
COMPARING = re.compile(
    r"[，,（(、\s]|同比|环比|较|比|与|相比|上年|去年|上一年|同期|20\d\d年|略有?|大幅|分别|"
    r"增长|增加|上升|提高|提升|下降|减少|降低|压降|了|约|达|增幅|降幅|为|幅度|数量"
)
