"""Words that say whether figures are parts of a whole."""

from __future__ import annotations

import re

ADDITIVE = frozenset(("count", "money", "weight", "length", "area", "volume", "energy", "duration"))
STRONG = re.compile(
    r"分别[为是有]?|包括|分为|构成|组成|即|按[^，,。；;]{1,12}分|从[^，,。；;]{1,10}看|分[^，,。；;]{1,8}看|各[^，,。；;]{1,10}(?:为|是)[：:]?|具体(?:为|是|构成)?|[：:]$|由[^，,。；;]{2,12}(?:组成|构成)"
)
OPEN_LEAD = re.compile(r"主要|重点|居前|前[三四五六]位?|较多|突出|集中在|典型|如$|例如|依次")
NOT_PART = re.compile(
    r"不含|不包括|未计入|另有|此外|另外|除此|还有|超过|比上|(?:上年|去年|上期|上月)(?!结转|旧存|未结|转入|结存|结余|度结转|度结余)|同期|同比|环比|增加(?!值)|减少|增收|减收|多征|少征|净增|较(?![大重轻高低多少好差长强小突])|平均|人均|均每|每[个名件家户所]"
)
KIND_UNITS = frozenset(("类", "种", "大", "领域", "方面", "位", "环节"))
NEG = re.compile(r"(?:不予|不|未|非|无|没有)([一-鿿]{2})")
NAMED_WHOLE = re.compile(r"(?:^|[，,。；;：:])([一-鿿]{2,12})(?:中|里)(?:[，,]|有|已)[^，,。；;0-9]{0,10}$")
