"""A metadata table has fields without a value.

## What it does

Counts the filled cells of 索引号, 发布机构, 发布日期 and the like against all cells.

## Why it matters

A page without issuer or date cannot be cited, nor checked against its deadline.

## Example (breaks / ties)

| text | row | verdict |
|---|---|---|
| 索引号：（空）　发布机构：某局 | found=1 expected=2 | breaks differs |
| 索引号：001　发布机构：某局 | found=2 expected=2 | ties exact |

## Needs

Frame `counts`, or the columns `found` and `expected`.

## Stays silent

Where a document has no metadata table.

## Source

政府信息公开目录 as required by the 政府信息公开条例.

## 中文

索引号、发布机构、发布日期等元数据栏目为空的，提示补填。
"""

from __future__ import annotations

from expectations.forms import CountsExpectation, gx_severity

CODE = "DOC102"
NAME = "empty-metadata"
TITLE = {"zh": "元数据缺填", "en": "Empty metadata"}
FRAME = "counts"
SEVERITY = "warning"
STATUS = "stable"
MESSAGE = {
    "zh": "{label} 应填 {expected} 项，已填 {reported} 项{detail}",
    "en": "{label}: {reported} of {expected} fields are filled{detail}",
}
HELP = {
    "zh": "补填空缺的栏目。",
    "en": "Fill in the empty fields.",
}


class ExpectMetadataFilled(CountsExpectation):
    """Expect every metadata field to be filled."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
