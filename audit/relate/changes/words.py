"""Words of change: up, down, against last year."""

from __future__ import annotations

import re

from audit.relate.rates import COUNTED as _COUNTED

COUNTED = _COUNTED | {"duration", "score", "concentration"}
UP = (
    r"增长|增加|上升|提高|提升|上涨|递增|增收|增产|增支|增发|增投|增亏|增持|多征|增幅|升幅|"
    r"涨幅|增速|反弹|回升|多|增|升|涨|快于|快|高于|高出|高"
)
DOWN = (
    r"下降|降低|减少|回落|下滑|下跌|递减|减收|减产|减支|减亏|减排|减发|少征|压减|缩短|压缩|提速|"
    r"降幅|跌幅|少|减|降|跌|慢于|慢|低于|低"
)
WORD = re.compile(
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|约|近|逾|超过|分别|各|幅度|幅|为|达到|达|收|：|:|[0-9（(）).%]|[ ])*$"
)
CHANGE_RATE = re.compile(r"(?:压减|压缩|核减|审减|增长|下降|精简|降低|增减)率(?:为|达到?|：|:)?[约近]?[ ]*$")
PREVIOUS = re.compile(r"上年同期|去年同期|上年度|上年|去年|上期|上月|上季度?|上周|前一年|上一年度?|同期|全年需|往年")
