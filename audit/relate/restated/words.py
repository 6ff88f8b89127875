"""Words beside a figure that a table holds too."""

from __future__ import annotations

import re

AGAINST = re.compile(r"[较比](?:上|去|同)|同比|环比")
