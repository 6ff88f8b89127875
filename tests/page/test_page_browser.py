"""The review page in a real Chromium, at 1280 and at 360 pixels: what a reviewer does with it, and what nobody may."""

import json
import re
from pathlib import Path

import page_reports
import pytest
from page_visit import Visit

try:
    from playwright.sync_api import expect
except ImportError:  # the fixture `browser` then skips every test here, or fails it in CI
    expect = None

PROBES = Path(__file__).parent / "probes"
FIRST = "#r1-f1"  # the first finding of the first report: 调解成功率 92.8%


def probe(name):
    """A script to run in the page."""
    return (PROBES / f"{name}.js").read_text("utf-8")


def show(page, pane):
    """On a narrow screen: go to a pane."""
    button = page.locator(f'#panes [data-pane="{pane}"]')
    if button.is_visible():
        button.click()


def in_sight(page, selector):
    """Does the first element stand inside the pane of the text?"""
    return page.evaluate(probe("in_sight"), selector)


def exported(page):
    """The marks as the page hands them out."""
    if page.locator("#more").is_visible():
        page.locator("#more").click()
    page.locator("#do-export").click()
    with page.expect_download() as waiting:
        page.locator("#download").click()
    assert waiting.value.suggested_filename == "gouji-marks.json"
    page.keyboard.press("Escape")
    return json.loads(Path(waiting.value.path()).read_text("utf-8")), waiting.value.path()


def brought_in(page, file):
    if page.locator("#more").is_visible():
        page.locator("#more").click()
    page.locator("#do-import").click()
    page.locator("#import-file").set_input_files(file)
    expect(page.locator("#import-result")).not_to_be_empty()
    said = page.locator("#import-result").inner_text()
    page.keyboard.press("Escape")
    return said


def test_opens_from_a_file_with_an_overview(visit, address, run):
    page = visit.open(address)
    assert page.locator(".reports tbody tr").count() == len(run.documents)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    show(page, "findings")
    assert page.locator(".card").count() == len(run.findings)
    # a report is built when it is opened, not before
    assert page.locator(".fig").count() == 0


@pytest.mark.parametrize("number", range(4))
def test_no_report_is_wider_than_the_screen(visit, address, number):
    page = visit.open(f"{address}#r{number + 1}")
    for pane in ("text", "findings", "coverage"):
        show(page, pane)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        assert (
            page.evaluate(
                "document.getElementById('scroll').scrollWidth - document.getElementById('scroll').clientWidth"
            )
            <= 0
        )


def test_figures_are_marked_by_verdict_and_not_by_colour_alone(visit, address):
    page = visit.open(f"{address}#r1")
    styles = {
        v: page.locator(f".fig-{v}").first.evaluate("e => getComputedStyle(e).textDecorationStyle")
        for v in ("break", "tie", "none")
    }
    assert styles == {"break": "wavy", "tie": "solid", "none": "dashed"}
    assert page.locator(".led").first.evaluate("e => getComputedStyle(e).textDecorationStyle") == "dotted"
    assert page.locator(".fig", has_text="92.8%").get_attribute("aria-label") == "92.8%，不符，发现 1"
    assert page.locator(".fig", has_text="92.8%").locator("+ .flag").inner_text() == "1"


def test_click_on_a_finding_goes_to_the_text_and_draws(visit, address):
    page = visit.open(f"{address}#r1")
    show(page, "findings")
    page.locator(".head").nth(1).click()
    expect(page.locator("#main")).to_be_visible()
    assert page.locator(".fig.on").all_inner_texts() == ["30件", "24件", "3件", "12.5%"]
    assert page.locator(".fig.on.about").inner_text() == "12.5%"
    assert page.locator("#links path").count() == 3
    # the names of the roles are those that other outputs show
    roles = page.locator(".role").all_inner_texts()
    assert roles.count("分母") == 2
    assert "分子" in roles
    assert len(roles) == 4
    assert in_sight(page, ".fig.about")
    ends = page.evaluate(probe("line_ends"))
    about = page.locator(".fig.about").bounding_box()
    for x, y in ends:  # every line ends at the figure that the finding is about
        assert about["x"] <= x <= about["x"] + about["width"]
        assert about["y"] <= y <= about["y"] + about["height"] + 4


def test_click_on_a_figure_goes_to_its_finding(visit, address):
    page = visit.open(f"{address}#r1")
    page.locator(".fig", has_text="592件").click()
    where = page.locator("#inspector" if visit.narrow else ".card.active")
    assert "592 ÷ 640 = 92.5%" in where.inner_text()
    assert page.locator(".fig.on").count() == 3
    if not visit.narrow:
        assert page.evaluate("document.activeElement.className") == "head"
        expect(page.locator(".card.active .head")).to_have_attribute("aria-expanded", "true")


def test_click_on_a_figure_that_ties_shows_its_relation(visit, address):
    page = visit.open(f"{address}#r1")
    page.locator(".fig", has_text="186人").click()
    box = page.locator("#inspector")
    assert "186 + 122 = 308" in box.inner_text()
    assert sorted(page.locator(".fig.on").all_inner_texts()) == ["122人", "186人", "308人"]
    box.get_by_role("button", name="取消选择").click()
    expect(box).to_be_hidden()
    assert page.locator(".on").count() == 0
    page.locator(".fig", has_text="86批次").click()
    assert "单独出现" in box.inner_text()


def test_hover_and_focus_show_the_arithmetic(wide, address):
    page = wide.open(f"{address}#r1")
    tip = page.locator("#tip")
    page.locator(".fig", has_text="122人").hover()
    expect(tip).to_be_visible()
    assert "186 + 122 = 308" in tip.inner_text()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.mouse.move(2, 2)
    page.locator('.fig[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    expect(tip).to_be_visible()
    assert page.locator('[aria-describedby="tip"]').count() == 1
    assert page.locator('#sheet [role="button"][tabindex="0"]').count() == 1


def test_keyboard_alone(wide, address, run):
    page = wide.open(f"{address}#r1")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.n") == page.locator(".card.active .head").get_attribute(
        "data-n"
    )
    page.keyboard.press("n")
    assert page.locator(".card.active .flag").first.inner_text() == "2"
    page.keyboard.press("p")
    assert page.locator(".card.active .flag").first.inner_text() == "1"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "92.8%"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "head"
    for _ in range(20):
        page.keyboard.press("j")
    assert page.locator("#choose").input_value() == "2"  # over the end of a report to the next; the last one has none
    for _ in range(20):
        page.keyboard.press("k")
    assert page.locator("#choose").input_value() == "0"
    page.keyboard.press("]")
    assert page.locator("#choose").input_value() == "1"
    page.keyboard.press("o")
    assert page.locator("#choose").input_value() == "-1"
    page.keyboard.press("?")
    expect(page.locator("#dialog")).to_be_visible()
    page.keyboard.press("j")
    assert page.locator(".card.active").count() == 0  # keys wait while a dialog is open
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator("#panel-coverage")).to_be_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("j92.8")  # typed, not obeyed
    assert page.locator("#query").input_value() == "j92.8"
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == len(run.findings)


def test_single_keys_can_be_switched_off(wide, address):
    page = wide.open(f"{address}#r1")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".card.active").count() == 0
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.keyboard.press("j")
    assert page.locator(".card.active").count() == 0


def test_filters(visit, address, run):
    page = visit.open(address)
    show(page, "findings")
    cards = page.locator(".card")
    by = {s: sum(f.severity == s for f in run.findings) for s in ("error", "warning")}
    page.locator('[data-severity="warning"]').click()
    assert cards.count() == len(run.findings) - by["warning"]
    page.locator("#clear-filters").click()
    page.locator("#by-code").select_option("HDG101")
    assert cards.count() == 1
    page.locator("#clear-filters").click()
    page.locator("#query").fill("92.8 调解")
    assert cards.count() == 1
    page.locator("#query").fill("没有这样的发现")
    expect(page.locator("#empty")).to_contain_text("没有符合条件的发现")
    page.locator("#clear-filters").click()
    assert cards.count() == len(run.findings)
    assert not page.locator("#clear-filters").is_visible()


def test_state_filter_follows_the_marks(wide, address, run):
    page = wide.open(f"{address}{FIRST}")
    page.locator('.card.active [data-verdict="属实"]').click()
    page.locator("#by-state").select_option("marked")
    assert page.locator(".card").count() == 1
    page.locator("#by-state").select_option("open")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    total = len(run.documents[0].findings) + 1  # with the one across reports
    page.locator("#main").focus()
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == total - 1


def test_marks_survive_a_reload_and_the_export_reads_back(visit, address, run, browser):
    page = visit.open(f"{address}{FIRST}")
    box = page.locator("#inspector" if visit.narrow else ".card.active")
    box.locator('[data-verdict="误报"]').click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"  # an acceptance wants its reason
    expect(box).to_contain_text("尚未写理由")
    page.keyboard.type("分母含上年结转 <b>&\"'")
    page.wait_for_timeout(300)  # Chromium hands writes to another process, which may be slow on a busy machine
    page.reload()
    page.wait_for_selector("body[data-ready]")
    box = page.locator("#inspector" if visit.narrow else ".card.active")
    expect(box.locator('[data-verdict="误报"]')).to_have_attribute("aria-pressed", "true")
    assert box.locator("textarea").input_value() == "分母含上年结转 <b>&\"'"
    expect(page.locator("#progress-text .long")).to_have_text(f"已标 1 / {len(run.findings)}")
    assert "done" in page.locator(".flag").first.get_attribute("class")

    data, file = exported(page)
    finding = run.findings[0]
    (mark,) = data["marks"]
    assert data["schema"] == "gouji/marks/1"
    assert (mark["fingerprint"], mark["verdict"]) == (finding.fingerprint, "误报")
    assert mark["reason"] == "分母含上年结转 <b>&\"'"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", mark["date"])
    assert mark["values"] == [p.text for p in finding.places]

    other = Visit(browser, "narrow" if visit.narrow else "wide")  # another reviewer, another browser
    there = other.open(f"{address}{FIRST}")
    assert "导入 1 条" in brought_in(there, file)
    box = there.locator("#inspector" if visit.narrow else ".card.active")
    expect(box.locator('[data-verdict="误报"]')).to_have_attribute("aria-pressed", "true")
    assert exported(there)[0] == data
    assert "1 条与现有相同" in brought_in(there, file)
    other.context.close()
    assert other.wrong == []


def test_export_becomes_waivers(wide, address, run, tmp_path):
    """What the page exports is what `gouji waive --from` reads."""
    from audit.gate.marks import accepts, read_marks

    page = wide.open(f"{address}{FIRST}")
    page.keyboard.press("2")
    page.keyboard.type("口径不同")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("1")
    _, file = exported(page)
    copy = tmp_path / "gouji-marks.json"
    copy.write_bytes(Path(file).read_bytes())
    first, second = read_marks(copy)
    assert (accepts(first), first.reason, accepts(second)) == (True, "口径不同", False)
    assert [first.fingerprint, second.fingerprint] == [f.fingerprint for f in run.findings[:2]]


BAD_FILES = [
    "", "{", "[]", "null", '"x"', '{"schema":"gouji/run/1","marks":[]}', '{"schema":"gouji/marks/1","marks":{}}',
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_FILES)
def test_a_file_that_is_no_marks_changes_nothing(wide, address, tmp_path, text):
    file = tmp_path / "m.json"
    file.write_text(text, "utf-8")
    page = wide.open(address)
    assert "不是复核标记文件" in brought_in(page, file)
    assert page.locator("#progress-text").inner_text().startswith("已标 0")


def test_rows_are_looked_at_one_by_one(wide, address, run, tmp_path):
    good = {"fingerprint": run.findings[0].fingerprint, "verdict": "口径", "reason": "<img src=x onerror=alert(1)>"}
    rows = [
        good, {**good, "verdict": "constructor"}, {**good, "fingerprint": ""}, {**good, "reason": 5},
        {**good, "name": ["x"]}, None, "x", [], {"verdict": "误报"}, {**good, "reason": "x" * 5000},
        {"fingerprint": "of-another-run", "verdict": "误报", "reason": "别处", "name": "甲", "date": "2024-01-01"},
    ]  # fmt: skip
    file = tmp_path / "m.json"
    file.write_text("\ufeff" + json.dumps({"schema": "gouji/marks/1", "marks": rows}, ensure_ascii=False), "utf-8")
    page = wide.open(f"{address}{FIRST}")
    said = brought_in(page, file)
    assert "导入 1 条" in said
    assert "1 条不属本次运行" in said
    assert "9 条格式不符" in said
    assert page.locator(".card.active textarea").input_value() == good["reason"]
    page.reload()
    page.wait_for_selector("body[data-ready]")
    data, _ = exported(page)  # a mark of another run is not lost on the way
    assert [m["fingerprint"] for m in data["marks"]] == [run.findings[0].fingerprint, "of-another-run"]


def test_the_later_mark_wins(wide, address, run, tmp_path):
    fingerprint = run.findings[0].fingerprint
    page = wide.open(f"{address}{FIRST}")
    for date, verdict, wins in (
        ("2024-03-01", "误报", "误报"),
        ("2024-02-01", "属实", "误报"),
        ("2024-04-01", "口径", "口径"),
    ):
        file = tmp_path / f"{date}.json"
        mark = {"fingerprint": fingerprint, "verdict": verdict, "reason": "", "name": "", "date": date}
        file.write_text(json.dumps({"schema": "gouji/marks/1", "marks": [mark]}), "utf-8")
        brought_in(page, file)
        pressed = page.locator('.card.active .choices [aria-pressed="true"]')
        assert pressed.get_attribute("data-verdict") == wins


def test_reviewer_is_written_into_the_marks(wide, address):
    page = wide.open(f"{address}{FIRST}")
    page.keyboard.press("1")
    page.locator("#do-export").click()
    page.locator("#reviewer").fill("王 审")
    page.keyboard.press("Escape")
    assert exported(page)[0]["marks"][0]["name"] == "王 审"


def test_nothing_in_a_report_runs(visit, address):
    page = visit.open(f"{address}#r3")
    show(page, "findings")
    show(page, "coverage")
    show(page, "text")
    body = page.locator("#sheet").inner_text()
    for text in (
        "<script>window.",
        'onerror="window.',
        "</noscript>",
        "{{script}}",
        "{{ui.help}}",
        "javascript:",
        "&lt;b&gt;",
    ):
        assert text in body, text
    assert page.evaluate(f"typeof window.{page_reports.PWNED}") == "undefined"
    assert page.locator("img, iframe, object, embed, base, #sheet a, #sheet script, #sheet b").count() == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))"
        )
        is False
    )


def test_policy_holds_in_the_browser(browser, address):
    visitor = Visit(browser, "wide")
    page = visitor.open(address)
    tried = page.evaluate(probe("policy"))
    refused = ("eval", "Function", "markup", "script", "attribute", "fetch", "picture")
    assert tried == dict.fromkeys(refused, "refused") | {"pwned": "undefined"}
    visitor.context.close()


def test_across_reports_leads_from_one_to_the_other(visit, address):
    page = visit.open(f"{address}#r1-f4")
    if visit.narrow:
        show(page, "findings")
    card = page.locator(".card.active")
    assert "跨报告" in card.inner_text()
    assert "白石县" in card.locator(".bases").inner_text()
    card.locator(".chip", has_text="白石县").last.click()
    assert page.locator("#choose").input_value() == "1"
    expect(page.locator(".fig.on.about")).to_have_text("4%")
    assert in_sight(page, ".fig.about")
    page.go_back()
    expect(page.locator("#choose")).to_have_value("0")


def test_address_opens_a_finding(visit, address):
    page = visit.open(f"{address}#r2-f1")
    assert page.locator("#choose").input_value() == "1"
    assert page.locator(".fig.on").all_inner_texts() == ["22", "28", "51"]
    page.evaluate("location.hash = '#r1-f3'")
    expect(page.locator("#choose")).to_have_value("0")
    expect(page.locator(".fig.on")).to_have_text("46余场")
    for nonsense in ("#r99", "#r1-f99", "#%00", "#main", "#r0", "#r1-f1<script>"):
        page.evaluate(f"location.hash = {nonsense!r}")
    assert page.locator("#choose").input_value() == "0"


def test_coverage_accounts_for_every_numeral(visit, address, run):
    page = visit.open(f"{address}#r1")
    if visit.narrow:
        show(page, "coverage")
    else:
        page.locator("#tab-coverage").click()
    ledger = run.documents[0].ledger
    panel = page.locator("#panel-coverage")
    words = "{numerals} 个数字 = 已核对 {checked} + 未核对 {unchecked} + 标识 {identifiers}".format(**ledger)
    assert words in panel.inner_text()
    for summary in panel.locator("summary").all():
        summary.click()
    why = [w for w in run.documents[0].parsed.figures["unchecked"] if w]
    assert len(why) == ledger["unchecked"]
    expect(panel.locator(".group button.chip")).to_have_count(ledger["unchecked"])
    expect(panel.locator(".group span.chip")).to_have_count(ledger["identifiers"])
    expect(panel.locator(".rel")).to_have_count(len(run.documents[0].relations))
    panel.locator("button.chip", has_text="86批次").click()
    expect(page.locator(".fig.on")).to_have_text("86批次")
    assert in_sight(page, ".fig.on")


def test_relations_of_the_coverage_are_drawn(wide, address):
    page = wide.open(f"{address}#r1")
    page.locator("#tab-coverage").click()
    page.locator("#panel-coverage summary", has_text="合计").click()
    page.locator("#panel-coverage .rel", has_text="97 + 203").click()
    assert page.locator(".fig.on").count() == 5
    assert page.locator("#links path").count() == 4


def test_legend_hides_a_kind_of_mark(wide, address):
    page = wide.open(f"{address}#r1")
    tie = page.locator(".fig-tie").nth(1)
    button = page.locator("#legend button", has_text="相符")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert tie.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    button.click()
    assert tie.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"


def test_overview_sorts_and_opens(visit, address):
    page = visit.open(address)
    page.locator(".reports th button", has_text="错误").click()
    assert page.locator('.reports th[aria-sort="descending"]').count() == 1
    errors = [int(x) for x in page.locator(".reports td.sev-error").all_inner_texts()]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] >= 1
    page.locator(".open-report").first.click()
    assert page.locator("#choose").input_value() == "0"
    assert page.evaluate("document.activeElement.id") == "main"
    page.go_back()
    expect(page.locator(".reports")).to_be_visible()


def test_paper_holds_each_report_with_its_findings(visit, address, run):
    page = visit.open(address)
    page.emulate_media(media="print")
    page.wait_for_selector("#print .paper")
    papers = page.locator("#print .paper")
    assert papers.count() == len(run.documents) + 1  # the overview first
    for k, d in enumerate(run.documents):
        paper = papers.nth(k + 1)
        assert d.parsed.title in paper.inner_text()
        across = sum(f.document == "" and any(p.path == d.parsed.path for p in f.places) for f in run.findings)
        assert paper.locator(".slip").count() == len(d.findings) + across
    assert not page.locator(".bar").is_visible()
    assert not page.locator("#side").is_visible()
    assert page.locator("#print [role], #print [tabindex], #print [id]").count() == 0
    page.emulate_media(media="screen")
    expect(page.locator("#print > *")).to_have_count(0)
    assert page.pdf().startswith(b"%PDF")


def test_screen_readers_find_their_way(visit, address):
    page = visit.open(f"{address}{FIRST}")
    for selector in ("header", "main", "aside", "nav", "[aria-live=polite]", "#sheet article"):
        assert page.locator(selector).count() >= 1, selector
    assert page.evaluate(probe("unnamed")) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate(probe("dangling")) == []
    page.keyboard.press("j")
    expect(page.locator("#live")).to_contain_text("发现 2")
    page.locator(".skip").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_targets_are_big_enough_for_a_thumb(browser, address):
    visitor = Visit(browser, "narrow")
    page = visitor.open(f"{address}{FIRST}")
    for pane in ("text", "findings"):
        show(page, pane)
        assert page.evaluate(probe("small_targets")) == []
    visitor.context.close()


def test_dark_and_light(browser, address):
    grounds = {}
    for scheme in ("light", "dark"):
        visitor = Visit(browser, "wide", color_scheme=scheme)
        page = visitor.open(f"{address}{FIRST}")
        ground = "getComputedStyle(document.getElementById('sheet')).backgroundColor"
        grounds[scheme] = page.evaluate(ground)
        page.locator("#do-theme").click()  # light, whatever the system has
        assert page.evaluate(ground) == grounds["light"]
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert page.evaluate(ground) == grounds["light"]
        visitor.context.close()
    assert grounds["light"] != grounds["dark"]


def test_page_says_it_where_the_browser_keeps_nothing(browser, address):
    visitor = Visit(browser, "wide")
    visitor.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = visitor.open(f"{address}{FIRST}")
    page.keyboard.press("1")
    expect(page.locator(".card.active")).to_contain_text("此浏览器不允许保存")
    assert exported(page)[0]["marks"][0]["verdict"] == "属实"
    visitor.context.close()
    assert visitor.wrong == []


def test_fifty_reports_open_without_lag(wide, tmp_path):
    from audit import check
    from audit.config import Config
    from audit.report.review import render

    for k in range(50):
        body = page_reports.MAIN.replace("青溪县", f"第{k}号县").replace(
            "存在的不足", "存在的不足" + "。执法队伍稳步加强" * 40
        )
        paragraphs = "".join(
            f"（{n}）办理第{n}类事项{n * 7 + k}件，其中现场{n * 5 + k}件、网上{n * 2}件。\n" for n in range(6, 86)
        )
        (tmp_path / f"{k:02}.txt").write_text(body + paragraphs, "utf-8")
    file = tmp_path / "gouji-review.html"
    file.write_text(render(check(str(tmp_path)), Config()), "utf-8")
    page = wide.open(file.as_uri())
    assert page.locator(".reports tbody tr").count() == 50
    assert page.evaluate("document.querySelectorAll('*').length") < 4000  # not 50 reports' worth of elements
    times = page.evaluate(probe("open_times"), [3, 17, 44])
    assert page.locator(".fig").count() > 250
    assert max(times) < 1500, times  # about 50 ms on an idle machine; other work may be going on
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") < 5000
