"""Words of averages."""

from __future__ import annotations

import re

PER = re.compile(r"每(?!年|月|季|日|天)|均(?!为|已|按|未|在|由|能|可|实现|达|完成|无|有|得)")
GRAMS = {"吨": 1000, "公斤": 1, "千克": 1}
