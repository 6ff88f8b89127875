"""Words and signs of lists."""

from __future__ import annotations

import re

NOT_LIST = re.compile(r"[0-9０-９]")
