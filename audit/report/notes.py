"""What was left out or odd when a report was read, in the language of the output. Readers note it in English."""

from __future__ import annotations

import re

# the note as readers write it -> Chinese; groups in order
_ZH: tuple[tuple[str, str], ...] = (
    (r"navigation and surroundings of (\d+) characters left out", "略去导航等页面周边文字 {} 字"),
    (r"lists of links of (\d+) characters left out", "略去链接列表 {} 字"),
    (r"buttons and neighbouring pages of (\d+) characters left out", "略去按钮、上下篇等 {} 字"),
    (r"hidden text of (\d+) characters left out", "略去隐藏文字 {} 字"),
    (r"links to attachments left out: (.+)", "略去附件链接：{}"),
    (r"the page hides its whole text; read all the same", "页面将全文设为隐藏，仍照读"),
    (r"the numbers of ordered lists are not in the text", "有序列表的编号不在文字中"),
    (
        r"(\d+) characters after an unclosed script or style left out, as browsers do",
        "未闭合的 script 或 style 之后的 {} 字略去（浏览器亦如此）",
    ),
    (r"(\d+) tracked deletions left out", "略去修订中的删除 {} 处"),
    (r"(\d+) tracked insertions kept", "保留修订中的插入 {} 处"),
    (r"contents of (\d+) lines left out", "略去目录 {} 行"),
    (r"(\d+) pictures or charts, whose text is not read", "图片或图表 {} 个，其中文字未读"),
    (r"(\d+) comments left out", "略去批注 {} 条"),
    (r"(\d+) embedded documents not read", "嵌入文档 {} 个未读"),
    (r"(\d+) unfilled form fields left out", "略去未填的表单域 {} 个"),
    (r"(\d+) automatic list numbers written out", "自动编号 {} 处已写入文字"),
    (r"headers and footers left out", "略去页眉、页脚"),
    (r"headers left out", "略去页眉"),
    (r"footers left out", "略去页脚"),
    (
        r"list numbers in a format that is not known, shown as 1, 2, 3: (.+)",
        "列表编号的格式未知，按 1、2、3 写出：{}",
    ),
    (r"(\d+) invisible characters left out", "略去不可见字符 {} 个"),
    (r"(\d+) control characters", "控制字符 {} 个"),
    (
        r"(\d+) replacement characters \(U\+FFFD\): the text was damaged before it came here",
        "替换字符（U+FFFD）{} 个：文本此前已损坏",
    ),
    (r"read as (\w+), which it is, in spite of its suffix (.+)", "按其内容读作 {}，后缀 {} 与内容不符"),
)
_PATTERNS = [(re.compile(pattern, re.S), text) for pattern, text in _ZH]


def told(note: str, lang: str) -> str:
    """A note of a reader in a language; one that is not known stays as it is."""
    if lang != "zh":
        return note
    for pattern, text in _PATTERNS:
        if m := pattern.fullmatch(note):
            return text.format(*m.groups())
    return note
