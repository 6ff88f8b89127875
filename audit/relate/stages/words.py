"""Words of the stages of handling."""

from __future__ import annotations

import re

BREAKS = re.compile(r"另|此外|新增|同比|较上|比上|上年|去年|累计|增加|减少|平均|每|人均|户均|超过|比")
