"""Words that tell one quantity from another."""

from __future__ import annotations

import re

TIME = re.compile(
    r"上年|去年|同期|上期|上月|上周|上季|当月|本月|本周|一季度|二季度|三季度|四季度|上半年|下半年|[0-9]{1,2}月份?|前[一二三四五六七八九十]+个?月|累计|当日|目标|计划|预算|力争"
)
ROW_NAMED = re.compile(r"[^一-鿿]")
