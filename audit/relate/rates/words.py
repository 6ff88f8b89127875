"""Words that several readers of rates look for."""

from __future__ import annotations

import re

# Counted figures before a rate that are looked at: a long report has fewer, and no rate is on a base that far away.
MOST = 1000
COUNTED = frozenset(("count", "money", "weight", "length", "area", "volume", "energy"))
PUT = (
    r"(?:均|都|也|仍|同样|继续|始终|已经?|总体|分别|依次|同时|首次|再次|一举|历史性|进一步)*(?:保持在|"
    r"保持|稳定在|达到了?|高达|达|仅为|仅|约为|约|为|是|在|到|至|近|接近|超过|突破|逾|均为|"
    r"：|:|=| )*$"
)
NAME = re.compile(
    r"([一-鿿A-Za-z0-9“”‘’（）()]*?(?:率|满意度|好评度|长面|盖面|盈面|损面|进度|比|比例|比重|占比))" + PUT
)
SHARE = re.compile(r"(?:占比|占|比重|比例)(?!用|地)")
LAST_YEAR = re.compile(r"(?:上年|去年|上期|上月|上季|同期)(?:同期)?(?:为|是|占|的)?[^，,。；;]{0,4}$")
PREVIOUS = re.compile(r"上年|去年|上期|上月|上季|上一年|前一年|同期")
NEGATIVE = re.compile(r"(?:不|未|非|无)(?:予|能|再|曾)?")
